"""Numbers of sections that hang in the blank left of their titles, and are heard and found as before."""

from __future__ import annotations

from functools import cache
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace

from report_builder.check import check_pdf
from report_builder.check.page_contrast import faint_words
from report_builder.finish import BuildStamp, finish
from report_builder.layout.lay_out import lay_out
from report_builder.model.report import Report
from report_builder.theme.geometry import HANGING_GAP
from report_builder.theme.model import Theme
from tests.layout.test_covers import SHEETS, THEMES, theme
from tests.sample_reports import report_of
from tests.tag_dump import dump_tags
from tests.verify_support import failures

CHAPTER = "# Kapittel\n\n## Annet\n\nTekst.\n\n### Tredje\n\nTekst.\n\n#### Fjerde\n\nTekst.\n"
TITLES = {"Annet": ("heading2", "1.1"), "Tredje": ("heading3", "1.1.1"), "Fjerde": ("heading4", "1.1.1.1")}
SINGLE: dict[str, Any] = {"sided": "single", "inner": 90.0}
DOUBLE: dict[str, Any] = {"margin_width": 0.0, "text_width": 240.0, "inner": 90.0}
COLUMNS: dict[str, Any] = {
    "sided": "single",
    "margin_width": 0.0,
    "columns": 2,
    "text_width": 160.0,
    "column_gap": 90.0,
    "inner": 90.0,
}


@cache
def report(text: str = CHAPTER) -> Report:
    return report_of(text)


def look(name: str, sheet: str, *, hung: bool = True, **page: Any) -> Theme:
    found = theme(name, sheet)
    geometry = replace(found.page, **page)
    beside = found.captions_beside and geometry.has_margin
    return replace(found, page=geometry, numbers_hung=hung, captions_beside=beside)


def made(look: Theme, text: str = CHAPTER) -> bytes:
    outcome = lay_out(report(text), look)
    assert outcome.value is not None, outcome.diagnostics
    return finish(outcome.value, report(text).publication, BuildStamp("t", "0"))


def box(pdf: bytes, words: str) -> tuple[int, float, float, float]:
    """The last page with ``words``, where they begin and end on it, and their lower edge."""
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for index, page in enumerate(opened):
            text = page.get_textpage()
            if place := text.search(words, match_case=True, match_whole_word=True).get_next():
                first, last = text.get_charbox(place[0]), text.get_charbox(place[0] + place[1] - 1)
                found.append((index, first[0], last[2], first[1]))
    return found[-1]


@pytest.mark.parametrize("page", [SINGLE, DOUBLE, COLUMNS])
@pytest.mark.parametrize("name", THEMES)
def test_a_number_ends_left_of_its_title_on_the_same_line(name: str, page: dict[str, Any]) -> None:
    hung, beside = (look(name, "A4", hung=hung, **page) for hung in (True, False))
    pdf = made(hung)
    for title, (style, number) in TITLES.items():
        index, left, _, bottom = box(pdf, title)
        _, _, end, level = box(pdf, number)
        assert left - end == pytest.approx(HANGING_GAP * hung.styles[style].size, abs=2)
        assert level == pytest.approx(bottom, abs=3)
        assert left < box(made(beside), title)[1]
        assert index == box(made(beside), title)[0]


@pytest.mark.parametrize("page", [SINGLE, DOUBLE, COLUMNS])
def test_what_is_heard_and_the_contents_are_as_they_were(page: dict[str, Any]) -> None:
    hung, beside = (made(look("konstruktiv", "A4", hung=hung, **page)) for hung in (True, False))
    assert dump_tags(hung) == dump_tags(beside)
    contents = [pypdfium2.PdfDocument(pdf)[2].get_textpage().get_text_bounded() for pdf in (hung, beside)]
    assert contents[0] == contents[1]


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_file_conforms(sheet: str) -> None:
    pdf = made(look("konstruktiv", sheet, **SINGLE))
    assert [str(item) for item in check_pdf(pdf).findings] == []
    assert list(faint_words(pdf)) == []
    assert failures(pdf) == []


def test_a_number_that_is_wider_than_the_blank_stands_before_its_title() -> None:
    narrow = look("konstruktiv", "A4", **{**SINGLE, "inner": 60.0})
    pdf = made(narrow)
    _, left, _, _ = box(pdf, "Annet")
    assert left == pytest.approx(60.0, abs=3)
    _, left, _, _ = box(made(replace(narrow, page=replace(narrow.page, inner=40.0))), "1.1")
    assert left == pytest.approx(40.0, abs=3)


def test_the_title_after_its_number_is_found_as_one_text() -> None:
    assert box(made(look("konstruktiv", "A4", **SINGLE)), "1.1 Annet")
