"""Page breaks that are chosen together: what they may do, what they weigh, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.layout.blocks.rows import WHOLE, NoteRows, Row
from report_builder.layout.pages.filling import Filler
from report_builder.layout.pages.page import Page
from report_builder.layout.pages.paginate import Paginator
from report_builder.layout.result import Reason, Weighed
from report_builder.theme.geometry import PageGeometry
from tests.layout.test_any_pages import (
    FLOW,
    GEOMETRY,
    GRID,
    LINES,
    assert_blanks_are_what_both_neighbours_want_and_no_more,
    assert_frames_stand_around_their_rows_and_in_each_other,
    assert_rows_stand_once_and_heads_wherever_their_table_goes_on,
    assert_the_margin_is_level_with_its_row_or_as_near_as_there_is_room,
)
from tests.layout.test_paginate import paragraph

_PAGE = 6.0


def paginate(
    rows: Sequence[Row], *, ahead: bool = True, geometry: PageGeometry = GEOMETRY
) -> tuple[list[Page], list[Weighed]]:
    diagnostics = Diagnostics()
    weighed: list[Weighed] = []
    pages = Paginator(geometry, diagnostics, ahead=ahead, weighed=weighed).paginate(rows)
    assert not diagnostics.items
    return pages, weighed


def weight(weighed: Sequence[Weighed]) -> float:
    return sum(page.total + _PAGE for page in weighed)


def counts(pages: list[Page]) -> list[int]:
    return [len(page.rows) for page in pages]


def soften(rows: list[Row], soft: list[bool]) -> None:
    """Let some of what is kept yield."""
    for row, yields in zip(rows, soft, strict=False):
        row.yields = WHOLE if yields and row.keep else 0.0


@given(FLOW, st.lists(st.booleans(), min_size=40, max_size=40), st.booleans())
def test_whatever_is_chosen_stands_as_the_rules_say_and_weighs_no_more(
    rows: list[Row], soft: list[bool], double: bool
) -> None:
    soften(rows, soft)
    geometry = replace(GEOMETRY, sided="double" if double else "single")
    pages, weighed = paginate(rows, geometry=geometry)
    assert_rows_stand_once_and_heads_wherever_their_table_goes_on(rows, pages)
    for page in pages:
        assert_blanks_are_what_both_neighbours_want_and_no_more(page)
        assert_frames_stand_around_their_rows_and_in_each_other(page)
        assert_the_margin_is_level_with_its_row_or_as_near_as_there_is_room(page)
    for page, following in pairwise(pages):
        own = [placed.row for placed in page.rows if not placed.repeated]
        first = next(placed.row for placed in following.rows if not placed.repeated)
        last = own[-1]
        assert first.new_page or not last.keep or last.yields or all(row.keep for row in own)
        assert not any(row.new_page for row in own[1:])
    # A row without height or the blank below a page counts a little in one of the two sums only.
    assert weight(weighed) <= weight(paginate(rows, ahead=False, geometry=geometry)[1]) + 0.5


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 25)), min_size=1, max_size=12))
def test_no_line_of_a_note_is_lost_or_doubled(blocks: list[tuple[int, int]]) -> None:
    rows: list[Row] = []
    notes: list[Row] = []
    for lines, count in blocks:
        made = paragraph(lines)
        if count:
            note = [Row(12, on_grid=False) for _ in range(count)]
            made[-1].notes = (NoteRows(note),)
            notes += note
        rows += made
    pages, _ = paginate(rows)
    assert [id(placed.row) for page in pages for placed in page.rows] == [id(row) for row in rows]
    assert [id(placed.row) for page in pages for placed in page.notes] == [id(row) for row in notes]


def test_the_page_before_ends_earlier_so_that_none_is_left_empty() -> None:
    figure = Row(7 * GRID, anchors=("figure",))
    rows = [*paragraph(20, "a"), *paragraph(14, "b"), figure, *paragraph(13, "c")]
    assert fills(paginate(rows, ahead=False)[1]) == [1.0, 0.7]
    assert min(fills(paginate(rows)[1])) >= 0.8


def fills(weighed: Sequence[Weighed]) -> list[float]:
    """How full all pages are but the last."""
    return [page.fill for page in weighed if not page.is_last]


def whole(count: int) -> list[Row]:
    """What is better not divided: only in its middle."""
    rows = [Row(GRID, keep=True, yields=WHOLE if 2 <= index < count - 3 else 0.0) for index in range(count)]
    rows[-1].keep, rows[0].anchors = False, ("box",)
    return rows


def test_what_yields_is_divided_only_where_a_page_would_be_left_empty() -> None:
    assert counts(paginate([*paragraph(17), *whole(10), *paragraph(9)])[0]) == [17, 19]
    divided, weighed = paginate([*paragraph(11), *whole(10), *paragraph(19)])
    assert counts(divided)[0] > 11
    assert Reason.PARTED in dict(weighed[0].weights)
    assert counts(paginate([*paragraph(11), *whole(10), *paragraph(19)], ahead=False)[0])[0] == 11


def test_facing_pages_are_weighed_only_where_there_are_some() -> None:
    rows = paragraph(5 * LINES)
    rows[2 * LINES + 14].anchors = ("b",)
    single = paginate(rows, geometry=replace(GEOMETRY, sided="single"))[1]
    assert not any(reason is Reason.FACING for page in single for reason, _ in page.weights)
    double = paginate(rows)[1]
    assert [any(reason is Reason.FACING for reason, _ in page.weights) for page in double] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_text_that_fills_its_pages_is_filled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled(paragraph(40 * LINES), monkeypatch) == 40


def test_the_work_grows_with_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def flow(times: int) -> list[Row]:
        figures = (
            [*paragraph(13, "p"), Row(9 * GRID, anchors=("f",)), *paragraph(5, "q")] for _ in range(times)
        )
        return [row for rows in figures for row in rows]

    few, many = filled(flow(20), monkeypatch), filled(flow(80), monkeypatch)
    assert many < 4.5 * few
    assert many < 12 * len(paginate(flow(80), ahead=False)[0])


def filled(rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many pages are filled to find those of a flow."""
    count = 0
    ways = Filler.ways

    def counted(self: Filler, *arguments: object) -> object:
        nonlocal count
        count += 1
        return ways(self, *arguments)  # type: ignore[arg-type]  # as they came

    with monkeypatch.context() as patch:
        patch.setattr(Filler, "ways", counted)
        paginate(rows)
    return count


def test_what_is_too_tall_is_told_once_wherever_it_was_tried() -> None:
    diagnostics = Diagnostics()
    rows = [*paragraph(13), Row(30 * GRID), *paragraph(30)]
    Paginator(GEOMETRY, diagnostics, ahead=True).paginate(rows)
    assert [item.code for item in diagnostics.items] == ["RB-TOO-TALL"]
