"""The one rule of how rows stand below each other: blanks, frames, what they fit in."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.diagnostics import SourceSpan
from report_builder.layout.blocks.rows import Frame, NoteRows, PlacedFrame, Row, RuleItem
from report_builder.layout.blocks.stacking import (
    OPEN,
    Limits,
    Stack,
    blank_above_notes,
    count_that_fit,
    distance,
    extent,
    frames_around,
    merged,
    tops,
)

SPAN = SourceSpan("prove.md", 1, 1)
TIGHT = Limits(5.0, 0.0)


def frame(room: float = 6.0) -> Frame:
    return Frame(0.0, 100.0, None, None, room, room)


def gaps(rows: list[Row]) -> list[float]:
    """The distances between neighbours."""
    return [distance(above, row) for above, row in pairwise(rows)]


def test_the_larger_of_two_neighbours_counts_and_nothing_goes_above_the_first() -> None:
    stack = Stack()
    stack.add([Row(10)], before=30, after=5)
    stack.add([Row(10)], before=20, after=7)
    stack.add([Row(10), Row(10)], before=6)
    assert list(tops(stack.rows)) == [0, 30, 47, 57]
    assert extent(stack.rows) == 67


def test_the_outermost_block_says_what_goes_before_and_after() -> None:
    stack = Stack()
    stack.add([Row(10)])
    with stack.block(20, 30), stack.block(8, 9):
        stack.add([Row(10)], before=40, after=50)
    stack.add([Row(10)])
    assert gaps(stack.rows) == [20, 30]


def test_a_block_that_says_nothing_leaves_it_to_those_inside() -> None:
    stack = Stack()
    stack.add([Row(10)])
    with stack.block():
        stack.add([Row(10)], before=40, after=50)
    stack.add([Row(10)])
    assert gaps(stack.rows) == [40, 50]


def test_a_block_without_rows_leaves_no_trace() -> None:
    stack = Stack()
    stack.add([Row(10)])
    with stack.block(40, 50, frame=frame()):
        pass
    stack.add([Row(10)], before=3)
    assert gaps(stack.rows) == [3]
    assert stack.rows[1].frames == ()


def test_text_is_held_within_limits_and_what_is_firm_is_not() -> None:
    stack = Stack()
    with stack.block(limits=TIGHT):
        for _ in range(2):
            stack.add([Row(10)], before=20, after=20)
        with stack.block(20, 30, firm=True):
            stack.add([Row(10)])
        stack.add([Row(10)], before=20, after=20)
    assert gaps(stack.rows) == [5, 20, 30]


def test_what_is_firm_has_its_blank_as_the_first_and_the_last_of_another_block() -> None:
    stack = Stack()
    stack.add([Row(10)])
    with stack.block(4, 4, limits=TIGHT), stack.block(20, 30, firm=True):
        stack.add([Row(10)])
    stack.add([Row(10)])
    assert gaps(stack.rows) == [20, 30]


def test_what_is_firm_inside_a_frame_does_not_move_the_frame() -> None:
    stack = Stack()
    stack.add([Row(10)])
    with stack.block(4, 5, frame=frame(6)), stack.block(20, 30, firm=True):
        stack.add([Row(10)])
    stack.add([Row(10)])
    assert gaps(stack.rows) == [4 + 6, 6 + 5]


def test_limits_end_with_their_block_and_inside_a_box() -> None:
    stack = Stack()
    with stack.block(limits=TIGHT):
        stack.add([Row(10)])
        with stack.block(frame=frame(0), limits=OPEN):
            stack.add([Row(10)], before=20, after=20)
            stack.add([Row(10)], before=20, after=20)
        assert stack.limits is TIGHT
    stack.add([Row(10)], before=20)
    assert gaps(stack.rows) == [20, 20, 20]


def test_frames_are_a_stack() -> None:
    stack = Stack()
    outer, inner = frame(10), frame(3)
    with stack.block(frame=outer):
        stack.add([Row(10)])
        with stack.block(frame=inner):
            stack.add([Row(10)])
        stack.add([Row(10)])
    stack.add([Row(10)])
    assert list(tops(stack.rows)) == [10, 23, 36, 56]
    placed = frames_around(zip(tops(stack.rows), stack.rows, strict=True))
    assert placed == [PlacedFrame(outer, 0, 56), PlacedFrame(inner, 20, 36)]


def test_a_frame_that_goes_on_in_the_next_column_is_closed_and_opened_again() -> None:
    stack = Stack()
    outer, inner = frame(10), frame(3)
    with stack.block(frame=outer), stack.block(frame=inner):
        stack.add([Row(10), Row(10)])
    assert extent(stack.rows[:1]) == extent(stack.rows[1:]) == 10 + 3 + 10 + 3 + 10
    assert frames_around([(13, stack.rows[1])]) == [PlacedFrame(outer, 0, 36), PlacedFrame(inner, 10, 26)]


def test_two_frames_of_one_kind_are_two() -> None:
    stack = Stack()
    for _ in range(2):
        with stack.block(5, 5, frame=frame(1)):
            stack.add([Row(10)])
    placed = frames_around(zip(tops(stack.rows), stack.rows, strict=True))
    assert [(frame.top, frame.bottom) for frame in placed] == [(0, 12), (17, 29)]


def test_a_short_block_is_not_divided() -> None:
    stack = Stack()
    for count in (2, 3):
        with stack.block(whole=2):
            stack.add([Row(10) for _ in range(count)])
    assert [row.keep for row in stack.rows] == [True, False, False, False, False]


def test_what_begins_and_its_label_stand_with_the_next_row() -> None:
    stack = Stack()
    first, second = RuleItem(0, 0, 1, 1, "ink"), RuleItem(1, 0, 1, 1, "ink")
    stack.begin("outer", SPAN)
    stack.label(first)
    stack.begin("inner", SourceSpan("prove.md", 2, 1))
    stack.label(second)
    stack.add([Row(10, anchors=("own",)), Row(10)])
    stack.end_item(10)
    row, other = stack.rows
    assert (row.anchors, row.items, row.span) == (("outer", "inner", "own"), (first, second), SPAN)
    assert (other.anchors, other.items, other.span) == ((), (), None)


def test_a_label_without_a_row_gets_one() -> None:
    stack = Stack()
    label = RuleItem(0, 0, 1, 1, "ink")
    stack.label(label)
    stack.end_item(15)
    (row,) = stack.rows
    assert (row.height, row.items) == (15, (label,))


def test_page_breaks_do_not_add_up() -> None:
    stack = Stack()
    stack.add([Row(10)])
    stack.break_page("one")
    stack.break_page("two")
    assert [row.anchors for row in stack.rows] == [(), ("one",)]
    stack.drop_page_break()
    stack.drop_page_break()
    assert len(stack.rows) == 1


@pytest.mark.parametrize(
    ("row", "blank"),
    [
        (Row(10, after=0), 15),
        (Row(10, after=30), 15),
        (Row(10, after=0, firm=True), 15),
        (Row(10, after=15, firm=True), 22.5),
        (Row(10, after=30, firm=True), 37.5),
    ],
)
def test_what_is_firm_keeps_its_blank_above_the_rule_of_notes(row: Row, blank: float) -> None:
    assert blank_above_notes(row, 15) == blank


def test_rows_that_become_one_row_keep_their_places() -> None:
    stack = Stack()
    stack.add([Row(10, (RuleItem(0, 2, 1, 1, "ink"),))], after=5)
    note = NoteRows([Row(12)])
    stack.add([Row(10, (RuleItem(0, 2, 1, 1, "ink"),), anchors=("a",), notes=(note,))], before=8, after=9)
    row = Row(0.0)
    assert merged(row, stack.rows) == 28
    assert [item.y for item in row.items if isinstance(item, RuleItem)] == [2, 20]
    assert (row.anchors, row.notes) == (("a",), (note,))


BLANK = st.sampled_from([0.0, 5.0, 12.0, 30.0])
Build = Callable[[Stack], None]


def leaf(height: float, count: int, before: float, after: float) -> Build:
    return lambda stack: stack.add([Row(height) for _ in range(count)], before, after)


def block(parts: list[Build], before: float, after: float, room: float | None, firm: bool) -> Build:
    def build(stack: Stack) -> None:
        with stack.block(before, after, frame=None if room is None else frame(room), firm=firm):
            for part in parts:
                part(stack)

    return build


FLOW = st.recursive(
    st.builds(leaf, st.sampled_from([5.0, 12.0]), st.integers(0, 3), BLANK, BLANK),
    lambda inner: st.builds(
        block, st.lists(inner, max_size=4), BLANK, BLANK, st.none() | BLANK, st.booleans()
    ),
    max_leaves=12,
)


@given(FLOW)
def test_rows_and_frames_never_overlap_but_nest(build: Build) -> None:
    stack = Stack()
    build(stack)
    rows = stack.rows
    placed = list(zip(tops(rows), rows, strict=True))
    for (above, one), (below, _) in pairwise(placed):
        assert below >= above + one.height
    frames = frames_around(placed)
    for number, outer in enumerate(frames):
        assert 0 <= outer.top < outer.bottom <= extent(rows)
        for inner in frames[number + 1 :]:
            inside = outer.top <= inner.top and inner.bottom <= outer.bottom
            assert inside or inner.top >= outer.bottom
    for top, row in placed:
        around = [one for one in frames if one.frame in row.frames and one.top <= top < one.bottom]
        assert [one.frame for one in around] == list(row.frames)
        assert all(top + row.height <= one.bottom for one in around)
    assert count_that_fit(rows, extent(rows)) == len(rows)
    if rows:
        assert count_that_fit(rows, extent(rows) - 0.5) < len(rows)
