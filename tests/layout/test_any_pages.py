"""Any flow of framed blocks, tables, wide rows and margin notes stands on its pages as the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.diagnostics import Diagnostics
from report_builder.layout.blocks.rows import Frame, MarginBlock, NoteRows, Row
from report_builder.layout.pages.page import Column, Page, PlacedRow
from report_builder.layout.pages.paginate import Paginator
from report_builder.theme.geometry import PageGeometry

LINES, GRID = 20, 15.0
HEIGHT = LINES * GRID
NEAR = 0.011
MARGIN_GAP = 10.0
GEOMETRY = PageGeometry(595, 842, 78, 340, 18, 112, 79, LINES, GRID, 46, 806)


class Block(NamedTuple):
    """Rows and blocks below each other, perhaps in a frame; ``head`` is repeated above each of its rows."""

    parts: list[Row | Block]
    frame: Frame | None
    head: bool = False


def rows_of(block: Block, frames: tuple[Frame, ...] = ()) -> Iterator[Row]:
    """The rows of a block, each with all frames around it."""
    inside = (*frames, block.frame) if block.frame else frames
    head = Row(GRID, keep=True, on_grid=False, frames=inside) if block.head else None
    if head:
        yield head
    for part in block.parts:
        if isinstance(part, Block):
            yield from rows_of(part, inside)
            continue
        part.frames = inside
        part.repeat = (head,) if head else ()
        yield part


FRAME = st.builds(
    lambda above, below: Frame(0, 340, None, None, above, below),
    st.sampled_from([0.0, 6.0]),
    st.sampled_from([0.0, 9.0]),
)
MARGIN = st.builds(
    lambda count, lift, frame: MarginBlock(
        [Row(12, on_grid=False, frames=(frame,) if frame else ()) for _ in range(count)], lift
    ),
    st.integers(1, 4),
    st.sampled_from([-3.0, 0.0, 4.0]),
    st.none() | FRAME,
)
ROW = st.builds(
    lambda height, before, after, keep, grid, wide, new_page, margin: Row(
        height,
        before=before,
        after=after,
        keep=keep == 0,
        on_grid=grid,
        wide=wide == 0,
        new_page=new_page == 0,
        margin=tuple(margin),
    ),
    st.sampled_from([12.0, GRID, 50.0]),
    st.sampled_from([0.0, 7.5, 30.0]),
    st.sampled_from([0.0, 4.0, 20.0]),
    st.integers(0, 4),
    st.booleans(),
    st.integers(0, 6),
    st.integers(0, 12),
    st.lists(MARGIN, max_size=2),
)
BLOCK = st.recursive(
    st.builds(Block, st.lists(ROW, min_size=1, max_size=6), st.none() | FRAME, st.booleans()),
    lambda inner: st.builds(Block, st.lists(ROW | inner, min_size=1, max_size=4), st.none() | FRAME),
    max_leaves=5,
)
FLOW = st.lists(BLOCK, min_size=1, max_size=4).map(lambda blocks: [r for b in blocks for r in rows_of(b)])


def paginate(rows: list[Row], geometry: PageGeometry = GEOMETRY) -> list[Page]:
    diagnostics = Diagnostics()
    pages = Paginator(geometry, diagnostics).paginate(rows)
    assert not diagnostics.items
    return pages


@given(FLOW)
def test_a_flow_stands_on_its_pages_as_the_rules_say(rows: list[Row]) -> None:
    pages = paginate(rows)
    assert_rows_stand_once_and_heads_wherever_their_table_goes_on(rows, pages)
    assert_a_page_ends_where_it_may(rows, pages)
    for page in pages:
        assert_blanks_are_what_both_neighbours_want_and_no_more(page)
        assert_frames_stand_around_their_rows_and_in_each_other(page)
        assert_the_margin_is_level_with_its_row_or_as_near_as_there_is_room(page)


def assert_rows_stand_once_and_heads_wherever_their_table_goes_on(rows: list[Row], pages: list[Page]) -> None:
    assert [id(p.row) for page in pages for p in page.rows if not p.repeated] == [id(row) for row in rows]
    for page in pages:
        again = [placed.row for placed in page.rows if placed.repeated]
        first = page.rows[len(again)].row
        assert again == list(first.repeat)
        assert not any(placed.repeated for placed in page.rows[len(again) :])


def assert_a_page_ends_where_it_may(rows: list[Row], pages: list[Page]) -> None:
    for page, following in pairwise(pages):
        own = [placed.row for placed in page.rows if not placed.repeated]
        first = next(placed.row for placed in following.rows if not placed.repeated)
        assert first.new_page or not own[-1].keep or all(row.keep for row in own)
        assert not any(row.new_page for row in own[1:])
        assert first.new_page or filled(page) + needed(rows, first) > HEIGHT


def filled(page: Page) -> float:
    """How far down a page is taken, by its rows or beside them."""
    return max(placed.y + placed.row.height for placed in (*page.rows, *page.margin))


def needed(rows: list[Row], first: Row) -> float:
    """The most that ``first`` takes with what is kept with it, and with what stands beside them."""
    taken = GRID
    for row in rows[next(index for index, row in enumerate(rows) if row is first) :]:
        taken += row.height + row.before + row.after + GRID
        taken += sum(frame.above + frame.below for frame in row.frames) * 2
        for block in row.margin:
            frames = block.rows[0].frames
            taken += 12 * len(block.rows) + MARGIN_GAP + 4 + sum(f.above + f.below for f in frames)
        if not row.keep:
            break
    return taken


def assert_blanks_are_what_both_neighbours_want_and_no_more(page: Page) -> None:
    assert page.rows[0].y == pytest.approx(on_grid(page.rows[0].row, entered((), page.rows[0].row.frames)))
    for above, below in pairwise(page.rows):
        least = on_grid(below.row, above.y + above.row.height + wanted(above.row, below.row))
        if below.row.wide:
            assert below.y >= least - NEAR
        else:
            assert below.y == pytest.approx(least, abs=NEAR)


def wanted(above: Row, below: Row) -> float:
    ends = entered(below.frames, above.frames, below=True)
    return max(above.after, below.before) + ends + entered(above.frames, below.frames)


def entered(outside: tuple[Frame, ...], inside: tuple[Frame, ...], *, below: bool = False) -> float:
    """The room of the frames ``inside`` that are not around what is ``outside``."""
    return sum(frame.below if below else frame.above for frame in inside if frame not in outside)


def on_grid(row: Row, y: float) -> float:
    return -((NEAR - y) // GRID) * GRID if row.on_grid else y


def assert_frames_stand_around_their_rows_and_in_each_other(page: Page) -> None:
    expected: dict[tuple[int, Column, str], float] = {}
    for column, placed in ((Column.TEXT, page.rows), (Column.MARGIN, page.margin)):
        for frame in dict.fromkeys(frame for one in placed for frame in one.row.frames):
            top, bottom = around(frame, placed)
            expected |= {(id(frame), column, "top"): top, (id(frame), column, "bottom"): bottom}
            # Like text, a frame without room of its own may be lifted with its line.
            assert top >= -NEAR or not frame.above
            assert bottom <= HEIGHT + NEAR
    assert len(page.frames) * 2 == len(expected)
    assert expected == pytest.approx(
        {(id(p.frame), column, "top"): p.top for column, p in page.frames}
        | {(id(p.frame), column, "bottom"): p.bottom for column, p in page.frames}
    )


def around(frame: Frame, column: list[PlacedRow]) -> tuple[float, float]:
    """Where ``frame`` begins and ends around what of a ``column`` stands in it."""
    inside = [placed for placed in column if frame in placed.row.frames]
    first, last = inside[0], inside[-1]
    inner = first.row.frames[first.row.frames.index(frame) :]
    top = first.y - sum(one.above for one in inner)
    inner = last.row.frames[last.row.frames.index(frame) :]
    return top, last.y + last.row.height + sum(one.below for one in inner)


def assert_the_margin_is_level_with_its_row_or_as_near_as_there_is_room(page: Page) -> None:
    places = {id(placed.row): placed.y for placed in page.margin}
    free = -MARGIN_GAP
    for placed in (one for one in page.rows if not one.repeated):
        if placed.row.wide:
            assert placed.y >= free - NEAR
            free = placed.y + placed.row.height
        for block in placed.row.margin:
            free = assert_beside(block, placed, places, free)
    assert len(places) == sum(len(b.rows) for one in page.rows for b in one.row.margin if not one.repeated)


def assert_beside(block: MarginBlock, beside: PlacedRow, places: dict[int, float], free: float) -> float:
    """A block stands where it should; where the margin is free below it."""
    frames = block.rows[0].frames
    above, below = sum(frame.above for frame in frames), sum(frame.below for frame in frames)
    top = places[id(block.rows[0])] - above
    bottom = places[id(block.rows[-1])] + 12 + below
    assert bottom - top == pytest.approx(12 * len(block.rows) + above + below)
    level = beside.y - block.lift - above
    least = max(level, free, 0.0 if above else level)
    assert top == pytest.approx(min(least, HEIGHT - (bottom - top)), abs=NEAR)
    assert top >= free - NEAR
    return bottom + MARGIN_GAP


@given(st.lists(st.integers(1, 40), min_size=1, max_size=3), st.integers(1, 12))
def test_a_carried_note_leaves_room_for_text(notes: list[int], lines: int) -> None:
    rows = [Row(GRID) for _ in range(lines)]
    rows[0].notes = tuple(NoteRows([Row(12, on_grid=False) for _ in range(count)]) for count in notes)
    pages = paginate(rows)
    for page in pages:
        if page.notes:
            assert page.notes[-1].y + 12 == HEIGHT
            assert page.notes_rules == [(Column.TEXT, page.notes[0].y - GRID / 2)]
        if page.rows and page.notes:
            assert page.rows[-1].y + GRID + GRID <= page.notes[0].y + NEAR
    for page, following in pairwise(pages):
        # What is still owed after this page: it took as much as it may.
        if following.notes and page.notes and page is not pages[0]:
            most = (0.7 if page.rows else 1.0) * HEIGHT - GRID
            assert most - 12 < 12 * len(page.notes) <= most
