"""How the text falls on pages: sheets and summaries of one page each, no chapter that ends in a few lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pypdfium2
import pytest

from report_builder.layout import LaidOut, lay_out
from report_builder.theme import load_theme
from report_builder.theme.geometry import PageGeometry
from tests.content_language.passages import report

THEMES = ("konstruktiv", "noktern")
SHEETS = ("ark-formaal", "ark-saker", "ark-kunnskap", "ark-klima", "ark-utvikling", "ark-ansvar")

LEAST = 0.2
"""The share of a page that the end of a chapter takes, at least; below, it looks like a mistake."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of the report in one theme; ``used`` is the share of its text area that each page takes."""

    laid: LaidOut
    used: tuple[float, ...]

    def first(self, identifier: str) -> int:
        """Return the index of the page on which a block begins."""
        return self.laid.anchors[identifier].page


@cache
def pages(name: str) -> Pages:
    theme = load_theme(name).value
    assert theme is not None
    outcome = lay_out(report(), theme)
    assert outcome.value is not None, outcome.diagnostics
    document = pypdfium2.PdfDocument(outcome.value.pdf)
    used = tuple(_used(document[index], theme.page) for index in range(len(document)))
    document.close()
    return Pages(outcome.value, used)


def _used(page: pypdfium2.PdfPage, geometry: PageGeometry) -> float:
    top = geometry.height - geometry.top
    height = geometry.lines * geometry.grid
    text = page.get_textpage()
    bottoms = [text.get_rect(index)[1] for index in range(text.count_rects())]
    # What stands above or below the text area is a running head or a page number.
    inside = [bottom for bottom in bottoms if top - height - geometry.grid / 2 <= bottom <= top]
    return (top - min(inside)) / height if inside else 0.0


@pytest.mark.parametrize("theme", THEMES)
def test_each_work_sheet_is_one_page(theme: str) -> None:
    first = [pages(theme).first(identifier) for identifier in (*SHEETS, "summary")]
    assert first == list(range(first[0], first[0] + 7))
    # Down to the heads of the last table; its empty rows follow.
    assert all(pages(theme).used[page] > 0.6 for page in first[:-1])


@pytest.mark.parametrize("theme", THEMES)
def test_each_summary_in_another_language_is_one_page(theme: str) -> None:
    english, nynorsk = pages(theme).first("summary"), pages(theme).first("samandrag")
    assert nynorsk == english + 1
    document = pypdfium2.PdfDocument(pages(theme).laid.pdf)
    text = document[nynorsk].get_textpage().get_text_bounded()
    document.close()
    assert "har originalen" in text, "the last words of the summary stand on its first page"


@pytest.mark.parametrize("theme", THEMES)
def test_no_chapter_ends_in_a_few_lines(theme: str) -> None:
    here = pages(theme)
    begins = [here.first(chapter.id) for chapter in report().chapters]
    last = {chapter.id: page - 1 for chapter, page in zip(report().chapters, begins[1:], strict=False)}
    assert {name: round(here.used[page], 2) for name, page in last.items() if here.used[page] < LEAST} == {}


def test_the_report_has_the_length_that_was_asked_for() -> None:
    assert 36 <= pages("konstruktiv").laid.page_count <= 50
