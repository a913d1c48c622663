"""Pictures side by side: what rows they make."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from report_builder.layout.side_by_side import Room, in_rows

ROOM = Room(330.0, 14.0, 90.0, 500.0)
SHAPES = some.lists(some.floats(0.1, 10.0), min_size=1, max_size=12)


@given(shapes=SHAPES, columns=some.integers(0, 6))
def test_rows_fill_their_room_and_are_equally_high(shapes: list[float], columns: int) -> None:
    rows = in_rows(shapes, columns, ROOM)
    waiting = iter(shapes)
    heights = []
    for row in rows:
        own = [width / shape for width, shape in zip(row, waiting, strict=False)]
        assert max(own) == pytest.approx(min(own))
        assert max(own) <= ROOM.tallest + 0.001
        assert sum(row) + ROOM.gap * (len(row) - 1) <= ROOM.width + 0.001
        assert len(row) == 1 or min(row) >= ROOM.least
        heights.append(own[0])
    assert sum(map(len, rows)) == len(shapes)
    assert max(map(len, rows)) <= (columns or 3)
    if max(map(len, rows)) > 1:
        assert all(len(one) >= len(other) for one, other in pairwise(rows))
        assert heights[-1] <= heights[-2] + 0.001 if len(rows[-1]) < len(rows[0]) else True


@pytest.mark.parametrize(
    ("count", "sizes"), [(2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (6, [3, 3]), (7, [3, 3, 1])]
)
def test_rows_are_as_even_as_they_can_be(count: int, sizes: list[int]) -> None:
    assert [len(row) for row in in_rows([1.2] * count, 0, ROOM)] == sizes


def test_a_picture_that_would_be_too_small_has_a_row_for_itself() -> None:
    assert in_rows([4.0, 0.5], 2, ROOM) == [[330.0], [250.0]]
    assert [len(row) for row in in_rows([1.0] * 4, 4, ROOM)] == [3, 1]
