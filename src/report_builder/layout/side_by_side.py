"""Pictures side by side: rows in which all are equally high, as wide as their shapes ask for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

_MOST = 3
"""How many stand in a row where nobody says it."""


class Room(Struct, frozen=True):
    """What there is to fill, in points or in pixels.

    ``width`` is that of a row, ``gap`` the blank between two pictures; none is ``taller`` than allowed, and
    one that would be narrower than ``least`` has the row for itself, as all then have.
    """

    width: float
    gap: float
    least: float
    tallest: float


def in_rows(shapes: Sequence[float], columns: int, room: Room) -> list[list[float]]:
    """Give the widths of pictures of these ``shapes`` (width to height), row by row.

    No row has more than ``columns``, 0 for as many as suit their number. The pictures of a row are equally
    high, and the last row is no higher than the one above it.
    """
    for most in range(columns or _suiting(len(shapes)), 1, -1):
        rows = _rows(shapes, most, room)
        if min(width for row in rows for width in row) >= room.least:
            return rows
    return [[min(room.width, shape * room.tallest)] for shape in shapes]


def _suiting(count: int) -> int:
    """How many columns so many pictures have, so that the rows are even where they can be."""
    return math.ceil(count / math.ceil(count / _MOST)) if count else 1


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
