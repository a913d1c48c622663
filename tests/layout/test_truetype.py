"""Our TrueType face against ReportLab's own, which reads whole fonts at once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from report_builder.layout.compose.truetype import TrueTypeFont

FONTS = sorted((Path(__file__).parents[2] / "src/report_builder/data/fonts").glob("*.ttf"))


def theirs(data: bytes) -> Any:
    return TTFont("name", BytesIO(data), asciiReadable=1, shapable=False)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_character_has_the_glyph_and_the_width_that_reportlab_reads(path: Path) -> None:
    data = path.read_bytes()
    ours, reference = TrueTypeFont("name", data).face, theirs(data).face
    known = {code: glyph for code, glyph in reference.charToGlyph.items() if glyph}
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
    with pytest.raises(TTFError):
        TrueTypeFont("name", data[:at] + b"none" + data[at + 4 :])
