"""Single-sided pages, chapters that begin on the right, no margin column, two columns of text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from report_builder.check import check_pdf
from report_builder.check.page_contrast import faint_words
from report_builder.finish import BuildStamp, finish
from report_builder.finish.press import Press
from report_builder.layout.lay_out import lay_out
from report_builder.layout.result import LaidOut
from report_builder.model.report import Report
from report_builder.theme.model import Theme
from tests.layout.test_covers import SHEETS, THEMES, theme
from tests.sample_reports import SAMPLES, report_of
from tests.tag_dump import dump_tags
from tests.verify_support import failures

CHAPTERS = ("boxes", "figures", "tables", "findings", "notes", "diagrams", "worksheets")
CHANGES: dict[str, dict[str, Any]] = {
    "as it is": {},
    "said": {"sided": "double", "start_chapters": "any", "notes": "beside"},
    "single": {"sided": "single"},
    "right": {"start_chapters": "right"},
    "below": {"notes": "below"},
    "no margin": {"margin_width": 0.0},
    "single, no margin": {"margin_width": 0.0, "sided": "single"},
    "right, no margin": {"margin_width": 0.0, "start_chapters": "right", "notes": "below"},
    "two columns": {"margin_width": 0.0, "columns": 2},
    "single, two columns": {"margin_width": 0.0, "columns": 2, "column_gap": 12.0, "sided": "single"},
}
STAMP = BuildStamp("report-builder", "0")


@cache
def report() -> Report:
    return report_of(*((SAMPLES / "chapters" / f"{name}.md").read_text("utf-8") for name in CHAPTERS))


@cache
def looks(name: str, sheet: str, change: str) -> Theme:
    """A built-in theme on a sheet, with changes; without a margin column the text takes its room."""
    found = theme(name, sheet)
    page = replace(found.page, **CHANGES[change])
    if page.two_columns:
        page = replace(page, text_width=(found.page.full_width - page.column_room) / 2)
    elif not page.has_margin:
        page = replace(page, text_width=found.page.full_width)
    return replace(found, page=page, captions_beside=found.captions_beside and page.has_margin)


@cache
def laid_out(name: str, sheet: str, change: str) -> LaidOut:
    outcome = lay_out(report(), looks(name, sheet, change), keep_edges=True)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


@cache
def made(name: str, sheet: str, change: str) -> bytes:
    return finish(laid_out(name, sheet, change), report().publication, STAMP)


def texts(pdf: bytes, index: int) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of all text objects of a page: left, bottom, right, top."""
    page = pypdfium2.PdfDocument(pdf)[index]
    for item in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = item.get_bounds()
        if right > left:
            yield left, bottom, right, top


def body_pages(laid: LaidOut) -> range:
    return range(laid.page_labels[1].first, laid.page_count - laid.closing)


SAMPLE = random.Random(16).sample(  # noqa: S311  a sample, no secret
    [(name, sheet, change) for name in THEMES for sheet in SHEETS for change in CHANGES], 10
)
EVERY = [(name, sheet, change) for name in THEMES for sheet in SHEETS for change in CHANGES]


def conforms(name: str, sheet: str, change: str) -> None:
    pdf = made(name, sheet, change)
    assert [str(item) for item in check_pdf(pdf).findings] == []
    assert list(faint_words(pdf)) == []
    assert failures(pdf) == []


@pytest.mark.parametrize(("name", "sheet", "change"), SAMPLE)
def test_whatever_the_geometry_the_file_conforms(name: str, sheet: str, change: str) -> None:
    conforms(name, sheet, change)


@pytest.mark.whole
@pytest.mark.parametrize(("name", "sheet", "change"), EVERY)
def test_every_geometry_conforms(name: str, sheet: str, change: str) -> None:
    conforms(name, sheet, change)


@pytest.mark.parametrize("name", THEMES)
def test_what_was_the_rule_gives_the_same_bytes_when_it_is_said(name: str) -> None:
    assert made(name, "A4", "said") == made(name, "A4", "as it is")


@pytest.mark.parametrize("change", [change for change in CHANGES if change != "as it is"])
@pytest.mark.parametrize("name", THEMES)
def test_a_listener_hears_the_same_in_the_same_order(name: str, change: str) -> None:
    heard = [
        [line for line in dump_tags(made(name, "A4", one)).splitlines() if '"' in line]
        for one in ("as it is", change)
    ]
    words = [sorted(word for line in lines for word in line.split()) for lines in heard]
    # Pages have other numbers, and lines other ends.
    assert len(words[1]) == pytest.approx(len(words[0]), rel=0.05)
    roles = [
        [line.split()[0] for line in dump_tags(made(name, "A4", one)).splitlines() if line.split()]
        for one in ("as it is", change)
    ]
    assert roles[1] == roles[0]


@pytest.mark.parametrize("change", ["single", "single, no margin", "single, two columns"])
@pytest.mark.parametrize("name", THEMES)
def test_single_sided_pages_are_alike_and_none_is_blank(name: str, change: str) -> None:
    page = looks(name, "A4", change).page
    laid, pdf = laid_out(name, "A4", change), made(name, "A4", change)
    assert laid.closing == 1
    for index in range(laid.page_count):
        found = list(texts(pdf, index))
        assert found, f"page {index + 1} is blank"
        assert min(left for left, *_ in found) >= page.inner - 1
        assert max(right for _, _, right, _ in found) <= page.inner + page.full_width + 1
    for index in body_pages(laid):
        low = [box for box in texts(pdf, index) if page.height - box[1] > page.folio - 4]
        assert max(right for _, _, right, _ in low) == pytest.approx(page.inner + page.full_width, abs=2)


@pytest.mark.parametrize("change", ["right", "right, no margin"])
@pytest.mark.parametrize("name", THEMES)
def test_chapters_begin_on_the_right_behind_blank_pages(name: str, change: str) -> None:
    laid, pdf = laid_out(name, "A4", change), made(name, "A4", change)
    chapters = [mark for mark in laid.bookmarks if mark.level == 1][1:]
    assert len(chapters) == len(CHAPTERS)
    labels = PdfReader(BytesIO(pdf)).page_labels
    for mark in chapters:
        index = laid.anchors[mark.target].page
        assert index % 2 == 0
        assert int(labels[index]) % 2 == 1
    blank = [index for index in body_pages(laid) if not list(texts(pdf, index))]
    before = body_pages(laid_out(name, "A4", "as it is"))
    assert blank
    assert len(body_pages(laid)) == pytest.approx(len(before) + len(blank), abs=2)
    starts = {laid.anchors[mark.target].page for mark in chapters}
    assert all(index + 1 in starts and index % 2 == 1 for index in blank)
    assert all(laid.marks[index] == 0 for index in blank)
    contents = PdfReader(BytesIO(pdf)).pages[2].extract_text()
    assert all(str(labels[start]) in contents for start in starts)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("name", THEMES)
def test_without_a_margin_column_nothing_stands_in_it(name: str, sheet: str) -> None:
    page = looks(name, sheet, "no margin").page
    assert page.full_width == page.text_width
    laid, pdf = laid_out(name, sheet, "no margin"), made(name, sheet, "no margin")
    for index in body_pages(laid):
        left = page.inner if page.is_right(index) else page.width - page.inner - page.text_width
        for box in texts(pdf, index):
            assert left - 1 <= box[0]
            assert box[2] <= left + page.text_width + 1


@pytest.mark.parametrize("change", ["below", "no margin"])
@pytest.mark.parametrize("name", THEMES)
def test_a_side_note_stands_below_what_it_is_about(name: str, change: str) -> None:
    laid, pdf = laid_out(name, "A4", change), made(name, "A4", change)
    found = [
        (index, box)
        for index in body_pages(laid)
        for box in _words(pdf, index, ("Et avsnitt med en margnote", "Margnoten står ved avsnittet"))
    ]
    (page, paragraph), (same, note) = found
    assert page == same
    assert note[3] < paragraph[1]
    assert note[0] > paragraph[0]


def _words(pdf: bytes, index: int, wanted: tuple[str, ...]) -> Iterator[tuple[float, float, float, float]]:
    text = pypdfium2.PdfDocument(pdf)[index].get_textpage()
    for words in wanted:
        place = text.search(words).get_next()
        if place:
            boxes = [text.get_charbox(at) for at in range(place[0], place[0] + place[1])]
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            yield min(lefts), min(bottoms), max(rights), max(tops)


@pytest.mark.parametrize("name", THEMES)
def test_single_sided_pages_are_filled_up_to_four_for_a_printer(name: str) -> None:
    laid = laid_out(name, "A4", "single")
    press = Press(by_four=True)
    pages = PdfReader(BytesIO(finish(laid, report().publication, STAMP, press=press))).pages
    assert len(pages) == laid.page_count + press.blank_pages(laid.page_count)
    assert len(pages) % 4 == 0
