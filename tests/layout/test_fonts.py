"""Words in fonts: kerning, characters that need care, fallbacks, subsets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import uharfbuzz
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFError

from report_builder.layout.compose.fonts import Face
from report_builder.layout.compose.words import Word
from report_builder.sources.characters import can_be_shown
from tests.layout.composing import FONTS, Document

DOCUMENT = Document()
SERIF, SANS = DOCUMENT.serif, DOCUMENT.sans


def text(word: Word, document: Document = DOCUMENT) -> str:
    return "".join(document.codes(piece.font, piece.body) for piece in word.pieces)


def test_kerning_is_written_and_measured() -> None:
    word = SERIF.word("AVATAR")
    apart = sum(SERIF.word(char).width for char in "AVATAR")
    (piece,) = word.pieces
    adjusted = sum(int(number) for number in re.findall(r"\)(-?\d+)\(", piece.body))
    assert adjusted > 50
    assert word.width == pytest.approx(apart - adjusted)


def test_no_ligatures() -> None:
    assert text(SERIF.word("fififfl")) == "fififfl"
    assert len(SERIF.advances("fififfl")) == 7


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007"])
@pytest.mark.parametrize("face", [SERIF, SANS, DOCUMENT.mono], ids=lambda face: face.name)
def test_no_break_spaces_stay_what_they_are(face: Face, space: str) -> None:
    word = face.word(f"10{space}000")
    assert not word.missing
    # ReportLab writes U+00A0 as a blank.
    assert text(word) == f"10{space}000".replace("\u00a0", " ")
    assert len(word.pieces) == 1
    assert word.width > face.word("10000").width + 50
    assert word.width == pytest.approx(sum(face.advances(f"10{space}000")), abs=3)


def test_a_narrow_space_is_narrow_where_the_font_lacks_it() -> None:
    assert SERIF.word("10\u202f000").width < SERIF.word("10\u00a0000").width - 40


def test_a_no_break_hyphen_is_a_hyphen_of_the_same_font() -> None:
    word = SERIF.word("tre\u2011fire")
    assert [piece.font for piece in word.pieces] == [SERIF.word("tre").pieces[0].font]
    assert text(word) == "tre\u2011fire"
    assert word.width == SERIF.word("tre-fire").width


def test_what_a_font_lacks_comes_from_its_fallback() -> None:
    lacking = next(char for char in "ẞ↗≠Ω↔∂" if ord(char) not in SERIF.glyphs and ord(char) in SANS.glyphs)
    word = SERIF.word(f"a{lacking}b")
    assert len(word.pieces) == 3
    assert word.pieces[1].font == SANS.word(lacking).pieces[0].font
    assert text(word) == f"a{lacking}b"
    assert word.width == pytest.approx(sum(SERIF.advances(f"a{lacking}b")), abs=2)


def test_what_no_font_has_is_told() -> None:
    word = SERIF.word("a漢b字")
    assert word.missing == "漢字"
    assert text(word) == "ab"


def test_more_characters_than_a_subset_holds() -> None:
    document = Document()  # of its own: what fills subsets is seen in the words that come after
    face = document.sans
    codes = uharfbuzz.Face((FONTS / "SourceSans3-Regular.ttf").read_bytes()).unicodes
    chars = [chr(code) for code in sorted(codes) if code > 0xA0 and can_be_shown(chr(code))][:600]
    words = ["".join(chars[start : start + 7]) for start in range(0, 600, 7)]
    for word in words:
        assert text(face.word(word), document) == word
    fonts = {piece.font for word in words for piece in face.word(word).pieces}
    assert len(fonts) >= 3


def test_brackets_and_backslashes_are_escaped() -> None:
    (piece,) = SANS.word("(\\)").pieces
    assert re.sub(r"\)-?\d+\(", "", piece.body) == r"\050\134\051"
    assert text(SANS.word("f(x)\\n")) == "f(x)\\n"


@pytest.mark.parametrize("word", ["a\u030angstrøm", "x\u0301y", "\u0301", "a\u200bb", "a\u200db"])
def test_accents_on_their_own_lose_no_character(word: str) -> None:
    set_word = SERIF.word(word)
    assert text(set_word) + set_word.missing == word or set_word.missing
    assert len(SERIF.advances(word)) == len(word)


def test_a_font_that_is_none_is_refused() -> None:
    with pytest.raises(TTFError, match="Not a recognized TrueType font"):
        Face("none", b"no font", DOCUMENT._document)


def test_the_same_word_is_measured_once() -> None:
    assert SERIF.word("departement") is SERIF.word("departement")


def test_every_font_of_the_project_has_what_norwegian_needs() -> None:
    document = Document()  # of its own: two faces of one name share their name in the file
    for file in FONTS.glob("*.ttf"):
        face = document.face(file.stem)
        assert not face.word("ÆØÅæøåéòôüčđŋšŧž«»–—…§·−\u00a0\u202f\u2011").missing, file.name


@pytest.mark.parametrize("file", sorted(path.name for path in FONTS.glob("*.ttf")))
def test_pairs_of_letters_tell_the_kerning_of_words(file: str) -> None:
    guide = Path(__file__).parents[2] / "docs" / "forfatterguide.md"
    words = {*guide.read_text(encoding="utf-8").split(), "AVATAR", "P.A.", "L’A", "11,7", "Voss.»", "Ťažký"}
    face = Face(file, (FONTS / file).read_bytes(), PDFDocument())
    for word in words:
        if all(ord(char) in face.glyphs for char in word):
            assert face.advances(word) == pytest.approx(face.shape(word)), word
