"""Accents on letters for which there is no single character: they stand on them, and are read with them."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from random import Random

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from report_builder.content.typography import unset_script
from report_builder.language.writing import in_marked
from report_builder.layout.compose.glyph_outlines import Part
from report_builder.layout.compose.hyphenate import Hyphenator
from report_builder.layout.compose.placed_marks import placed
from report_builder.publish.fonts import web_fonts
from report_builder.theme import load_theme
from report_builder.theme.builtin import font, fonts
from tests.pdf_readers import READERS
from tests.sample_reports import Sample, build_folder, make_folder
from tests.verify_support import failures

ABOVE, BELOW = 230, 220
SAMPLED = 400
WORDS = ("m̄ana", "x̌", "ạ̈", "ŋ́", "g̃ogo", "t͡s", "n̥", "ɛ̃", "ị̈", "Ǧ́", "q̣̄", "и́")
OF_ONE = ("ǩ", "Ǩ", "ṽ", "ẉ", "Ǟ", "ǡ", "ǭ", "ḵ̌", "jiǩsa", "ǩǩ")
"""Letters that one character stands for, which no face has."""
FORMS = "{0} *{0}* **{0}** ***{0}*** ^{0}^ [{0}]{{.smallcaps}}"


def pairs(file: str) -> Iterator[tuple[str, str]]:
    """Every letter and mark that a font has and that no single character is."""
    known = uharfbuzz.Face(font(file)).unicodes
    letters = [chr(code) for code in sorted(known) if unicodedata.category(chr(code)) in ("Ll", "Lu")]
    marks = [
        chr(code)
        for code in range(0x300, 0x345)
        if code in known and unicodedata.combining(chr(code)) in (ABOVE, BELOW)
    ]
    for letter in letters:
        for mark in marks:
            if unicodedata.normalize("NFC", letter + mark) == letter + mark:
                yield letter, mark


def ink(part: Part, face: uharfbuzz.Font) -> tuple[int, int, int, int]:
    extents = face.get_glyph_extents(part.glyph)
    left, high = part.x + extents.x_bearing, part.y + extents.y_bearing
    return left, high + extents.height, left + extents.width, high


def shaped(text: str, face: uharfbuzz.Font) -> list[Part]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face, buffer)
    parts, x = [], 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        parts.append(Part(info.codepoint, x + position.x_offset, position.y_offset))
        x += position.x_advance
    return parts


@pytest.mark.parametrize("file", sorted(fonts()))
def test_each_mark_stands_on_its_letter(file: str) -> None:
    face = uharfbuzz.Font(uharfbuzz.Face(font(file)))
    every = [*pairs(file)]
    assert every
    for letter, mark in Random(file).sample(every, min(SAMPLED, len(every))):  # noqa: S311  no secret
        parts = placed(shaped(letter + mark, face), mark, face)
        if len(parts) != 2:
            continue  # the font has a glyph of its own for both
        own, other = (ink(part, face) for part in parts)
        middle = (other[0] + other[2]) / 2
        slack = 0.16 * face.face.upem  # what a font does by itself: a slanted letter, a stem at one side
        assert own[0] - slack <= middle <= own[2] + slack, (letter, mark)
        is_above = unicodedata.combining(mark) == ABOVE
        assert (other[1] + other[3] > own[1] + own[3]) == is_above, (letter, mark)


def test_a_text_is_parted_at_letters_with_marks() -> None:
    assert [*in_marked("abx̌m̄c")] == [("ab", False), ("x̌", True), ("m̄", True), ("c", False)]
    assert [*in_marked("\u0304")] == [("\u0304", True)]


@cache
def sample() -> Sample:
    text = "\n\n".join(FORMS.format(word) for word in (*WORDS, *OF_ONE))
    return build_folder(make_folder(f"# Ord {WORDS[0]}\n\n{text}\n\n`{WORDS[1]}`\n"))


def test_the_file_conforms() -> None:
    assert failures(sample().pdf) == []


@pytest.mark.parametrize("name", ["poppler", "pdfium", "mupdf", "pdfjs"])
def test_readers_give_back_what_was_written(name: str) -> None:
    pages = READERS[name](sample().pdf, ()).pages
    text = unicodedata.normalize("NFC", "".join("".join(pages).split()))
    for word in (*WORDS, *OF_ONE):
        assert text.count(unicodedata.normalize("NFC", word)) >= 5, word


def made_letters() -> Iterator[str]:
    """Every letter of Latin, Greek and Cyrillic that is one character, and made of a letter and marks."""
    for code in (*range(0xC0, 0x530), *range(0x1E00, 0x2000)):
        char = chr(code)
        if char.isalpha() and len(apart(char)) > 1:
            yield char


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("theme", ["konstruktiv", "noktern"])
def test_every_letter_that_can_be_made_of_others_is_set(theme: str) -> None:
    looks = load_theme(theme).value
    assert looks is not None
    face = {*uharfbuzz.Face(looks.files[looks.fonts["sans"].regular]).unicodes}
    letters = [letter for letter in made_letters() if face.issuperset(map(ord, apart(letter)))]
    assert len(letters) > 500
    assert {"ǩ", "ṽ", "Ǟ"} <= {*letters}
    root = make_folder(f"# Ord\n\n{' '.join(letters)}\n")
    try:
        pages = READERS["poppler"](build_folder(root, theme).pdf, ()).pages
    finally:
        shutil.rmtree(root)
    found = apart("".join(pages))
    assert [letter for letter in letters if apart(letter) not in found] == []


def test_a_face_of_a_page_has_what_a_letter_is_made_of() -> None:
    theme = load_theme("konstruktiv").value
    assert theme is not None
    (made,) = web_fonts(theme, {("serif", "regular"): frozenset("åǩ")}).values()
    with TTFont(BytesIO(made)) as read:
        assert sorted(read.getBestCmap()) == [ord("k"), ord("å"), 0x30C]


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
def test_no_line_ends_between_a_letter_and_its_mark(language: str) -> None:
    word = "".join(f"{letter}\u0304" for letter in "mxvkrtspmxvkrtspaeo") + "samordningsorganisasjon"
    places = [at for at, _ in Hyphenator().opportunities(word, language)]
    assert not any(unicodedata.combining(word[at]) for at in places)


@pytest.mark.parametrize(("text", "told"), [("Et q\u0301.", 0), ("Et \u0301.", 1), ("\u0301", 1)])
def test_a_mark_on_no_letter_is_told(text: str, told: int) -> None:
    assert (unset_script(text) is not None) == bool(told)
