"""Documents that nobody would write, in two columns: all of it is there, in its order and in its column."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from report_builder.check import check_pdf
from report_builder.check.page_contrast import faint_words
from report_builder.check.reading import read_structure
from report_builder.content.load import load_report
from report_builder.finish import BuildStamp, finish
from report_builder.layout.blocks.rows import Item, Row, SceneItem, TextItem
from report_builder.layout.lay_out import lay_out
from report_builder.layout.pages.page import Page
from report_builder.sources.files import SourceFiles
from tests.constructs import passages
from tests.layout.test_columns import assert_nothing_overlaps, divided
from tests.layout.test_covers import SHEETS
from tests.sample_reports import make_folder
from tests.test_vanishing_words import lost, taken
from tests.verify_support import failures

module = importlib.import_module("report_builder.layout.lay_out")


@pytest.fixture
def folder() -> Iterator[Path]:
    root = make_folder("")
    yield root
    shutil.rmtree(root)


def everything_stands_in_its_column(
    folder: Path, sheet: str, count: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> bytes:
    """Give the file of so many passages, whose body has passed."""
    flows: list[tuple[Sequence[Row], list[Page]]] = []

    class Spy(module.Paginator):  # type: ignore[misc, name-defined]  # the module is found by name
        def paginate(self, rows: Sequence[Row]) -> list[Page]:
            pages: list[Page] = super().paginate(rows)
            flows.append((rows[:], pages[:]))
            return pages

    monkeypatch.setattr(module, "Paginator", Spy)
    kept, _ = taken(folder, passages(count, seed))
    report = load_report(SourceFiles(folder)).value
    assert report is not None
    look = divided(sheet)
    laid_out = lay_out(report, look).value
    assert laid_out is not None, lay_out(report, look).diagnostics
    for rows, pages in flows[-2:]:
        assert [id(p.row) for page in pages for p in page.rows if not p.repeated] == [id(row) for row in rows]
        for page in pages:
            assert_nothing_overlaps(page, look.page.lines * look.page.grid)
            for placed in (*page.rows, *page.notes):
                room = look.page.full_width if placed.row.wide else look.page.text_width
                for item in placed.row.items:
                    left, right = reach_of(item)
                    assert left >= -0.1
                    assert right <= room + 0.1
    pdf = finish(laid_out, report.publication, BuildStamp("test", "0"))
    text = "\n".join(node.text for node in read_structure(pdf))
    assert lost([word for writing in kept for word in writing.said], text) == []
    return pdf


def reach_of(item: Item) -> tuple[float, float]:
    """Where an item begins and ends in its column."""
    if isinstance(item, TextItem):
        return item.x, item.x + max(line.width for line in item.lines)
    width = item.scene.width if isinstance(item, SceneItem) else item.width
    return item.x, item.x + width


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_wild_document_stands_in_two_columns(
    folder: Path, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = everything_stands_in_its_column(folder, sheet, 80, len(sheet), monkeypatch)
    # Some of what is written has notes in places of which one column is told the same.
    assert {item.code for item in check_pdf(pdf).findings} <= {"RB-PDF-NOTE-PLACE"}
    assert list(faint_words(pdf)) == []
    assert failures(pdf) == []


@pytest.mark.whole
@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("seed", range(10, 16))
def test_any_wild_document_stands_in_two_columns(
    folder: Path, sheet: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_stands_in_its_column(folder, sheet, 400, seed, monkeypatch)
