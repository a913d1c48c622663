"""Page breaks that are chosen together: what they may do, what they weigh, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.layout.blocks.elements import ElementOwner, LinkTarget
from report_builder.layout.blocks.rows import WHOLE, Floating, ImageItem, NoteRows, Row, TextItem
from report_builder.layout.compose.runs import Line, Segment
from report_builder.layout.pages import floats
from report_builder.layout.pages.filling import Filler
from report_builder.layout.pages.page import Page, PlacedRow
from report_builder.layout.pages.paginate import Paginator
from report_builder.layout.result import Reason, Weighed
from report_builder.model.tags import Element
from report_builder.theme.geometry import PageGeometry
from tests.layout.test_any_pages import (
    FLOW,
    GEOMETRY,
    GRID,
    HEIGHT,
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


def test_mentions_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    references = floats._references

    def counted(row: Row) -> Iterator[str]:
        nonlocal looked
        looked += 1
        return references(row)

    monkeypatch.setattr(floats, "_references", counted)
    flow = written([[(6, 9, True)] * 60])
    paginate(flow.rows)
    assert looked == len(flow.rows)


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


class Written(NamedTuple):
    """A flow with figures: the rows of each, and those that mention it above, by its number."""

    rows: list[Row]
    figures: dict[int, list[Row]]
    mentions: dict[int, list[Row]]


def mentioning(number: int) -> TextItem:
    """A line of text that refers to a figure."""
    link = ElementOwner(Element("Link"), link=LinkTarget("figur", anchor=f"fig-{number}"))
    look: Any = None  # nothing is painted
    return TextItem((Line((Segment(look, link, "", "x", 5.0),), 5.0),), 0.0, 10.0, 15.0, 340.0)


def written(sections: list[list[tuple[int, int, bool]]]) -> Written:
    """Sections of paragraphs of so many lines, each with a figure below it of so many lines, or none."""
    made = Written([], {}, {})
    for section in sections:
        made.rows.append(Row(2 * GRID, before=GRID, keep=True, heads=True, anchors=("s",)))
        for lines, height, is_mentioned in section:
            rows = table(lines - 10) if lines > _LONGEST else paragraph(lines, "p")
            made.rows.extend(rows)
            if not height:
                continue
            number = len(made.figures)
            figure = [
                Row(height * GRID, before=GRID, keep=True, on_grid=False),
                Row(12, after=GRID, on_grid=False),
            ]
            figure[0].anchors = (f"fig-{number}",)
            floating = Floating(f"fig-{number}")
            for row in figure:
                row.floating = floating
            is_above = is_mentioned and lines <= _LONGEST
            if is_above:
                rows[0].items = (mentioning(number),)
            made.mentions[number] = [rows[0] if is_above else figure[0]]
            made.figures[number] = figure
            made.rows.extend(figure)
    return made


_LONGEST = 20
"""What has more lines is a table with so many rows less ten."""


def table(lines: int) -> list[Row]:
    """A table that may be divided, whose head is painted again wherever it goes on."""
    head = Row(GRID, keep=True, on_grid=False, anchors=("t",))
    again = (replace(head, anchors=()),)
    return [head, *(Row(GRID, on_grid=False, repeat=again) for _ in range(lines))]


SECTIONS = st.lists(
    st.lists(
        st.tuples(
            st.integers(1, 12) | st.integers(21, 30), st.sampled_from([0, 0, 3, 7, 11, 14]), st.booleans()
        ),
        min_size=1,
        max_size=6,
    ),
    min_size=1,
    max_size=4,
)


@given(SECTIONS)
def test_a_figure_stands_near_its_mention_and_in_its_section(
    sections: list[list[tuple[int, int, bool]]],
) -> None:
    flow = written(sections)
    pages, weighed = paginate(flow.rows)
    placed = [(number, one) for number, page in enumerate(pages) for one in page.rows if not one.repeated]
    # No row is lost or doubled, and the order of all that does not move is that of the source.
    assert sorted(id(one.row) for _, one in placed) == sorted(id(row) for row in flow.rows)
    still = [id(one.row) for _, one in placed if not one.row.floating]
    assert still == [id(row) for row in flow.rows if not row.floating]
    page_of = {id(one.row): number for number, one in placed}
    tops = {id(one.row): one.y for _, one in placed}
    places = {id(row): place for place, row in enumerate(flow.rows)}
    for number, figure in flow.figures.items():
        at = page_of[id(figure[0])]
        assert {page_of[id(row)] for row in figure} == {at}
        above = flow.rows[places[id(figure[0])] - 1]
        moved = not (page_of[id(above)] == at and tops[id(above)] < tops[id(figure[0])]) and not is_first(
            pages[at].rows, figure, places
        )
        if moved:
            assert tops[id(figure[0])] < HEIGHT
            assert page_of[id(flow.mentions[number][0])] in (at - 1, at)
        below = [one.row for one in pages[at].rows if one.y > tops[id(figure[-1])] and not one.repeated]
        if moved and below:
            # What stands below it at the head of a page is of its section, or the heading of the next one.
            following = min(below, key=lambda row: tops[id(row)])
            section = section_of(flow.rows, places[id(figure[0])])
            assert (
                section_of(flow.rows, places[id(following)]) == section
                or following.heads
                or following.floating
            )
    for page in pages:
        in_order = [places[id(one.row)] for one in page.rows if not one.repeated]
        assert in_order == sorted(in_order)
        text = next((one.row for one in page.rows if not one.repeated and not one.row.floating), None)
        again = [one.row for one in page.rows if one.repeated]
        assert again == list(text.repeat if text else ())
        assert_nothing_overlaps(page)
    assert weight(weighed) <= weight(paginate(flow.rows, ahead=False)[1]) + 0.5


@given(SECTIONS, st.sets(st.integers(0, 12)), st.booleans())
def test_no_figure_stands_before_one_that_is_written_above_it(
    sections: list[list[tuple[int, int, bool]]], still: set[int], ahead: bool
) -> None:
    """Neither before one that may stand elsewhere nor before one that may not, as in a box."""
    flow = written(sections)
    for number, figure in flow.figures.items():
        if number in still:
            for row in figure:
                row.floating = None
            figure[0].items = (ImageItem(Mock(), 0.0, 0.0, 100.0, figure[0].height, Element("Figure")),)
    pages, _ = paginate(flow.rows, ahead=ahead)
    places = {id(row): place for place, row in enumerate(flow.rows)}
    figures = {id(figure[0]) for figure in flow.figures.values()}
    shown = [
        places[id(one.row)]
        for page in pages
        for one in sorted(page.rows, key=lambda one: one.y)
        if id(one.row) in figures
    ]
    assert shown == sorted(shown)


def is_first(rows: Sequence[PlacedRow], figure: list[Row], places: dict[int, int]) -> bool:
    """Whether a figure begins its page because the text above it ends the page before."""
    return min(places[id(one.row)] for one in rows if not one.repeated) == places[id(figure[0])]


def section_of(rows: Sequence[Row], place: int) -> int:
    """The section that a row is in: the place of its heading."""
    return max(at for at in range(place + 1) if rows[at].heads)


def assert_nothing_overlaps(page: Page) -> None:
    below = sorted(page.rows, key=lambda one: one.y)
    for one, other in pairwise(below):
        assert one.y + one.row.height <= other.y + 0.02
    assert below[-1].y + below[-1].row.height <= HEIGHT + 0.02


def test_text_fills_the_page_for_which_a_figure_is_too_tall() -> None:
    flow = written([[(12, 9, True), (16, 0, False)]])
    greedy = paginate(flow.rows, ahead=False)[0]
    pages, weighed = paginate(flow.rows)
    figure = flow.figures[0]
    assert [one.row for one in greedy[1].rows][:2] == figure
    assert greedy[0].rows[-1].y < 0.75 * HEIGHT
    assert weighed[0].fill >= 0.9
    assert [one.row for one in pages[1].rows][:2] == figure
    assert pages[1].rows[0].y == 0
    assert Reason.MOVED in dict(weighed[1].weights)
    # The text beside it is on the grid, and two paragraphs that it stood between are not run together.
    assert all(one.y % GRID == pytest.approx(0, abs=0.02) for one in pages[1].rows[2:])
    after = next(at for at, one in enumerate(pages[0].rows) if one.row.anchors == ("p",) and at > 3)
    assert pages[0].rows[after].y - pages[0].rows[after - 1].y == pytest.approx(2 * GRID, abs=0.02)


def test_a_figure_at_the_end_of_its_section_goes_above_the_text_that_mentions_it() -> None:
    flow = written([[(4, 0, False)], [(13, 0, False), (10, 8, True)], [(12, 0, False)]])
    pages, weighed = paginate(flow.rows)
    figure = flow.figures[0][0]
    number, at = next((n, one.y) for n, page in enumerate(pages) for one in page.rows if one.row is figure)
    text = next(one for one in pages[number].rows if flow.rows.index(one.row) < flow.rows.index(figure))
    assert at < text.y
    assert min(page.fill for page in weighed if not page.is_last) >= 0.75


@pytest.mark.parametrize("change", ["note", "lead-in", "divided", "heading"])
def test_some_figures_stay_where_they_are_written(change: str) -> None:
    flow = written(
        [[(12, 9, True)], [(16, 0, False)]] if change == "heading" else [[(12, 9, True), (16, 0, False)]]
    )
    figure = flow.figures[0]
    if change == "note":
        figure[1].notes = (NoteRows([Row(12, on_grid=False)]),)
    if change == "lead-in":
        flow.rows[flow.rows.index(figure[0]) - 1].keep = True
    if change == "divided":
        figure[0].keep = False
    pages, _ = paginate(flow.rows)
    assert [id(one.row) for page in pages for one in page.rows] == [id(row) for row in flow.rows]
    assert all([one.y for one in page.rows] == sorted(one.y for one in page.rows) for page in pages)
