"""Figures and small capitals of a font: shown where a style asks for them, read as what they are."""

from __future__ import annotations

import ctypes
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from report_builder.theme import builtin, load_theme
from report_builder.theme.features import features_of
from tests.layout.test_running_text import laid_out, themed
from tests.said import english
from tests.theme.test_theme import TEXT, own

DIGITS = "1111 0000"
TEXTS = f"# Kapittel\n\n## Avsnitt\n\nTall: {DIGITS} og 1234567890.\n"


def widths(pdf: bytes, found: str) -> list[float]:
    """How wide each letter of a text is set that stands on some page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            place = text.search(found).get_next()
            if place is not None:
                starts = [_x(text, place[0] + at) for at in range(place[1])]
                return [round(b - a, 1) for a, b in pairwise(starts)]
    pytest.fail(f"{found} is nowhere")


def _x(text: pypdfium2.PdfTextPage, at: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    assert pypdfium2.raw.FPDFText_GetCharOrigin(text, at, x, y)
    return x.value


def test_figures_are_equally_wide_where_that_is_asked_for() -> None:
    plain = widths(laid_out(TEXTS, themed()).pdf, "1234567890")
    tabular = widths(laid_out(TEXTS, themed(figure_width="tabular")).pdf, "1234567890")
    assert len(set(plain)) > 2
    assert max(tabular) - min(tabular) <= 0.2


@pytest.mark.parametrize(
    "asked", [{"figures": "oldstyle"}, {"figure_width": "tabular"}, {"caps": "small"}, {"caps": "all"}]
)
def test_other_glyphs_are_the_same_text(asked: dict[str, str]) -> None:
    """What a search, a copy or a screen reader gets is what was written, and the page looks otherwise."""
    words = "Ledere i NAV, 1234567890 av dem, gjør ærlige ÅRSVERK."
    text = f"# Kapittel\n\n## Avsnitt\n\n{words}\n"
    plain, other = laid_out(text, themed()).pdf, laid_out(text, themed(**asked)).pdf
    for pdf in (plain, other):
        with pypdfium2.PdfDocument(pdf) as document:
            assert any(page.get_textpage().search(words).get_next() for page in document)
    assert plain != other
    assert widths(plain, words) != widths(other, words)


def test_what_a_font_has_is_known() -> None:
    for name in builtin.fonts():
        data = builtin.font(name)
        table = TTFont(BytesIO(data))["GSUB"].table
        assert features_of(data) == {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_a_broken_table_has_no_features() -> None:
    assert features_of(b"") == frozenset()


@pytest.mark.parametrize(
    ("asked", "missing"), [("caps: small", "smcp"), ("caps: all", "c2sc"), ("figure_width: tabular", "tnum")]
)
def test_what_a_font_lacks_is_told_at_the_style(tmp_path: Path, asked: str, missing: str) -> None:
    before = "  caption: {font: sans, size: 9, leading: 12}"
    after = f"  caption: {{font: sans, face: italic, size: 9, leading: 12, {asked}}}"
    theme, found = own(tmp_path, before, after)
    assert theme is None
    (one,) = found
    assert one.code == "RB-FONT"
    assert one.span is not None
    assert one.span.line == TEXT[: TEXT.index(before)].count("\n") + 1
    assert "SourceSans3-Italic.ttf" in english(one.message)
    assert missing in english(one.message)


@pytest.mark.parametrize("style", ["table", "table_head", "chart_label", "chart_value"])
def test_figures_in_columns_are_never_of_different_widths(tmp_path: Path, style: str) -> None:
    theme = load_theme("konstruktiv").value
    assert theme is not None
    assert theme.styles[style].figure_width == "tabular"
    line = next(line for line in TEXT.splitlines() if line.startswith(f"  {style}: {{font"))
    spoilt, found = own(tmp_path, line, line.replace("}", ", figure_width: proportional}"))
    assert spoilt is None
    assert [item.code for item in found] == ["RB-VALUE"]
