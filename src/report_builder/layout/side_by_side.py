"""Pictures side by side: rows in which all are equally high, as wide as their shapes ask for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

_MOST = 3
"""How many stand in a row where nobody says it."""
_NARROWEST = 0.5
"""The share of ``least`` that a picture beside others has at least where there is no other way."""
_TOLD = 3
"""How many gaps what is said of a picture takes below it, with the blank to the next one."""
_SMALLEST = 0.4
"""The share of ``tallest`` that a picture below others has for itself at least."""


class Room(Struct, frozen=True):
    """What there is to fill, in points or in pixels.

    ``width`` is that of a row, ``gap`` the blank between two pictures; none is ``taller`` than allowed. Rows
    in which one would be narrower than ``least`` are made only where no others can be.
    """

    width: float
    gap: float
    least: float
    tallest: float


def in_rows(shapes: Sequence[float], columns: int, room: Room) -> list[list[float]]:
    """Give the widths of pictures of these ``shapes`` (width to height), row by row.

    No row has more than ``columns``, 0 for as many as suit their number. The pictures of a row are equally
    high, and the last row is no higher than the one above it. Those that have no room beside each other stand
    below each other, all on one page where they are few.
    """
    tried = [_rows(shapes, most, room) for most in range(columns or _suiting(len(shapes)), 1, -1)]
    for rows in tried:
        if _narrowest(rows) >= room.least:
            return rows
    if tried:
        rows = tried[0] if columns else max(tried, key=_narrowest)
        if _narrowest(rows) >= _NARROWEST * room.least:
            return rows
    return _below_each_other(shapes, room)


def _narrowest(rows: Sequence[Sequence[float]]) -> float:
    return min(width for row in rows for width in row)


def _suiting(count: int) -> int:
    """How many columns so many pictures have, so that the rows are even where they can be."""
    return math.ceil(count / math.ceil(count / _MOST)) if count else 1


def _below_each_other(shapes: Sequence[float], room: Room) -> list[list[float]]:
    """A row for each picture, none so high that few of them would need more than a page."""
    own = sorted(min(room.tallest, room.width / shape) for shape in shapes)
    left, highest = room.tallest - _TOLD * room.gap * len(own), room.tallest
    for number, height in enumerate(own):
        highest = left / (len(own) - number)
        if height > highest:
            break
        left -= height
        highest = room.tallest
    highest = max(highest, _SMALLEST * room.tallest)
    return [[min(room.width, shape * highest)] for shape in shapes]


def _rows(shapes: Sequence[float], most: int, room: Room) -> list[list[float]]:
    rows: list[list[float]] = []
    height = room.tallest
    for start in range(0, len(shapes), most):
        row = shapes[start : start + most]
        own = (room.width - (len(row) - 1) * room.gap) / sum(row)
        full = len(row) == most
        height = min(own, room.tallest if full else height)
        rows.append([shape * height for shape in row])
    return rows
