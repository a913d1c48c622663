"""Our TrueType face against ReportLab's own, which reads whole fonts at once."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFont

from report_builder.layout.compose.truetype import DamagedTableError, TrueTypeFont, to_unicode
from report_builder.sources.characters import can_be_shown

FONTS = sorted((Path(__file__).parents[2] / "src/report_builder/data/fonts").glob("*.ttf"))


def theirs(data: bytes) -> Any:
    return TTFont("name", BytesIO(data), asciiReadable=1, shapable=False)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_character_has_the_glyph_and_the_width_that_reportlab_reads(path: Path) -> None:
    data = path.read_bytes()
    ours, reference = TrueTypeFont("name", data).face, theirs(data).face
    # A soft hyphen has no glyph in itself, and what nobody sees is never asked for.
    shown = (code for code in reference.charToGlyph if code != 0xAD and can_be_shown(chr(code)))
    known = {code: glyph for code in shown if (glyph := reference.charToGlyph[code])}
    assert len(known) > 200
    assert {code: ours.charToGlyph[code] for code in known} == known
    widths = {code: reference.charWidths[code] for code in known}
    assert {code: ours.getCharWidth(code) for code in known} == widths
    assert all(type(ours.charWidths[code]) is type(width) for code, width in widths.items())
    assert 0xE123 not in ours.charToGlyph
    assert ours.getCharWidth(0xE123) == reference.getCharWidth(0xE123) == ours.defaultWidth


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_subsets_are_those_of_reportlab(path: Path) -> None:
    data = path.read_bytes()
    subset = [0, *map(ord, "Konstruktiv uro – «Čállin» åéïœ %\u00a0…")]
    assert TrueTypeFont("name", data).face.makeSubset(subset) == theirs(data).face.makeSubset(subset)


def test_the_text_layer_has_characters_beyond_the_first_plane_whole() -> None:
    """Each code leads to UTF-16, in blocks of a hundred at most; a code that nothing uses leads nowhere."""
    cmap = to_unicode("F", [0, ord("a"), 0x1F512, 0x2011, *range(0x100, 0x1F0)])
    entries = re.findall(r"^<(..)> <([0-9A-F]+)>$", cmap, re.MULTILINE)
    assert entries[1:4] == [("01", "0061"), ("02", "D83DDD12"), ("03", "2011")]
    assert "<0000>" not in cmap
    counts = [int(number) for number in re.findall(r"^(\d+) beginbfchar$", cmap, re.MULTILINE)]
    assert counts == [100, 100, 43]
    assert cmap.count("endbfchar") == 3


@pytest.mark.parametrize("char", "\ue000\ufeff\u200b\ufffd\u202e\x07\u2800\ufffe")
def test_a_font_is_never_asked_for_what_nobody_may_see(char: str, tmp_path: Path) -> None:
    from tests.characters.wide_font import FONT, wide_theme

    data = (wide_theme(tmp_path / "wide", [char, "\u4e00"]) / FONT).read_bytes()
    glyphs = TrueTypeFont("name", data).face.charToGlyph
    assert 0x4E00 in glyphs
    assert (ord(char) in glyphs) == (char == "\u2800")


def test_metrics_of_glyphs_beyond_the_last_pair() -> None:
    data = FONTS[0].read_bytes()
    ours, reference = TrueTypeFont("name", data).face, theirs(data).face
    glyphs = uharfbuzz.Face(data).glyph_count
    assert [ours.hmetrics[glyph] for glyph in range(glyphs)] == reference.hmetrics
    assert list(ours.glyphPos) == reference.glyphPos


def test_it_has_every_attribute_that_reportlab_sets() -> None:
    data = FONTS[0].read_bytes()
    assert vars(TrueTypeFont("name", data)).keys() == vars(theirs(data)).keys()


@pytest.mark.parametrize("tag", [b"hmtx", b"loca"])
def test_a_missing_table_is_told(tag: bytes) -> None:
    data = FONTS[0].read_bytes()
    at = data.index(tag, 0, 512)
    with pytest.raises(DamagedTableError):
        TrueTypeFont("name", data[:at] + b"none" + data[at + 4 :])
