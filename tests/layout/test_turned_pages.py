"""Tables on pages that lie: where they stand, what stands on them, and that they are seen upright."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from report_builder.check import check_pdf
from report_builder.layout.pages.page import Page, PageKind
from report_builder.layout.paint.sheet import UPRIGHT, Sheet
from report_builder.preview.pages import Pages
from tests.layout.test_rare_blocks import LONG, assert_words, build
from tests.layout.test_wide_tables import wide
from tests.sample_reports import built_file
from tests.verify_support import failures

TEXT = "\n\n".join([LONG * 6] * 8)


def turned(rows: int = 4, before: str = "", after: str = TEXT) -> str:
    chapter = wide(12, rows, heads="{#tbl wide=landscape}")
    head, _, rest = chapter.partition("Tabell: Bred")
    table, note, said = rest.rpartition("\n[^n]")
    return f"{head}Se [](#tbl).\n\n{before}\n\nTabell: Bred{table}\n\n{after}\n{note}{said}"


def kinds(pages: list[Page]) -> list[PageKind]:
    body = (PageKind.BODY, PageKind.TURNED)
    return [page.kind for page in pages if page.kind in body]


def test_the_text_around_it_fills_the_page_before(monkeypatch: pytest.MonkeyPatch) -> None:
    _, page, pages, out = build(turned(), monkeypatch)
    assert not out.diagnostics
    assert kinds(pages)[:3] == [PageKind.BODY, PageKind.TURNED, PageKind.BODY]
    before = next(one for one in pages if one.kind is PageKind.BODY)
    last = before.rows[-1]
    assert last.y + last.row.height > (page.lines - 3) * page.grid


def test_what_is_last_in_a_chapter_stands_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, pages, _ = build(turned(after=""), monkeypatch)
    assert kinds(pages) == [PageKind.BODY, PageKind.TURNED]


def test_all_of_it_stands_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    _, page, pages, _ = build(turned(rows=60), monkeypatch)
    lying = [one for one in pages if one.kind is PageKind.TURNED]
    assert len(lying) > 2
    sheet = page.turned
    for number, one in enumerate(lying):
        assert all(placed.y + placed.row.height <= sheet.lines * sheet.grid + 0.1 for placed in one.rows)
        assert any(placed.repeated for placed in one.rows) is (number > 0)
        assert one.label
        assert one.title == "T"
    assert [one.label for one in lying] == [str(int(lying[0].label) + at) for at in range(len(lying))]
    assert lying[0].notes, "a note stands on the page of its table"


@pytest.mark.parametrize("rows", [4, 24])
def test_every_word_is_read_once_in_the_order_of_the_source(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_words(turned(rows), monkeypatch)


def test_in_a_box_it_stands_in_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "Tabell: T {wide=landscape}\n\n| A | B |\n|---|---|\n| a | b |\n"
    _, _, pages, out = build(f'# T\n\n:::: {{.fact-box title="X"}}\n{table}\n::::\n', monkeypatch)
    assert not out.diagnostics
    assert PageKind.TURNED not in kinds(pages)


def test_the_sheet_is_upright_and_the_page_is_turned(tmp_path: Path) -> None:
    pdf = built_file(turned(), tmp_path)
    assert failures(pdf) == []
    assert not check_pdf(pdf).findings
    pages = PdfReader(BytesIO(pdf)).pages
    assert len({tuple(page.mediabox) for page in pages}) == 1
    lying = [number for number, page in enumerate(pages) if page.rotation == 90]
    assert len(lying) == 1
    assert all(page.rotation in (0, 90) for page in pages)
    # A link can be pressed where its word is seen.
    annotations = cast("list[PdfObject]", pages[lying[0]]["/Annots"])
    first = cast("DictionaryObject", annotations[0].get_object())
    top, left, bottom, right = map(float, cast("list[float]", first["/Rect"]))
    shown = Pages(pdf)
    try:
        boxes = shown.boxes(lying[0]).values()
    finally:
        shown.close()
    width, height = float(pages[0].mediabox[3]), float(pages[0].mediabox[2])
    assert all(0 <= box.left <= box.right <= width and 0 <= box.top <= box.bottom <= height for box in boxes)
    words = [box for box in boxes if left <= box.left and box.right <= right and top <= box.top <= bottom]
    assert len(words) == 1


def test_boxes_are_turned_with_the_sheet() -> None:
    sheet = Sheet(600.0, turned=True)
    assert sheet.point(0.0, 600.0) == (0.0, 0.0)
    assert sheet.box((10.0, 20.0, 110.0, 30.0)) == (570.0, 10.0, 580.0, 110.0)
    assert UPRIGHT.box((10.0, 20.0, 110.0, 30.0)) == (10.0, 20.0, 110.0, 30.0)
