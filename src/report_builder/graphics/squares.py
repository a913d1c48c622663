"""Generated art: a grid of squares under pressure.

Squares stand in even rows and columns. Where the pressure comes, columns are pushed together along a fold
that bends, and rows give way; behind it the squares have grown, and stand evenly again.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, sqrt

from report_builder.graphics.movement import Chance, Voices, Window, bump, sine, smooth, swell
from report_builder.graphics.scene import Segment
from report_builder.graphics.tracing import Point, begin_at, to

_ROWS = 0.8
"""Rows of squares for each line that is asked for."""
_MOST = 800
"""Squares in a window, about: in a broad one the rows are fewer."""
_SMALL, _LARGE = 0.18, 0.34
"""Half the side of a square before and behind, in the distance of their middles."""


def draw_squares(window: Window) -> Voices:
    """Draw the chorus and the voice in a window of the panorama."""
    grid = _Grid(window)
    left, width = window.start * window.width, window.width * window.windows
    chorus: list[Segment] = []
    voice: list[Segment] = []
    for column in grid.columns(left, left + width):
        for row in range(grid.rows):
            first, *others = corners = [(x - left, y) for x, y in grid.square(column, row)]
            if min(corners)[0] < width and max(corners)[0] > 0:
                shape = voice if row == grid.voice else chorus
                shape += (begin_at(first), *map(to, others))
    return Voices(chorus, voice)


class _Grid:
    """Where the corners of each square are; places count from the middle of the disturbance."""

    def __init__(self, window: Window) -> None:
        width, height, lines = window.width, window.height, window.lines
        chance = Chance(window.seed, 3)
        fewest = sqrt(width * height / _MOST)
        self.rows = max(4, min(round(lines * _ROWS), floor(height / fewest)))
        self._space = height / self.rows
        self._width, self._height = width, height
        self._fold = chance.between(-0.4, -0.05) * width
        self._bend = chance.between(0.05, 0.19) * width, chance.between(0.0, 1.0), chance.between(0.5, 1.0)
        self._reach = chance.between(0.32, 0.52) * width
        self._push = chance.between(0.78, 0.9)
        self._give = chance.between(0.35, 0.6) * (1 if chance.between(0.0, 1.0) < 0.5 else -1)
        self.voice = round(chance.between(0.36, 0.64) * (self.rows - 1))

    def columns(self, left: float, right: float) -> range:
        """Columns by their place in the panorama: those that may show between two places."""
        spare = 0.6 * self._reach
        return range(floor((left - spare) / self._space), ceil((right + spare) / self._space))

    def square(self, column: int, row: int) -> Iterator[Point]:
        """Give the corners of a square, as the pressure has moved them."""
        x, y = (column + 0.5) * self._space, (row + 0.5) * self._space
        half = self._space * (_SMALL + (_LARGE - _SMALL) * smooth((x / self._width + 0.5) / 0.9))
        for across, down in ((-half, -half), (half, -half), (half, half), (-half, half)):
            yield self._moved(x + across, y + down)

    def _moved(self, x: float, y: float) -> Point:
        t = y / self._height
        middle = (self.voice + 0.5) / self.rows
        give = (
            self._give * swell(x / self._width) * bump((t - middle) / (middle if t < middle else 1 - middle))
        )
        moved = middle + (t - middle) * (1 - give)
        size, phase, turns = self._bend
        fold = self._fold + size * sine(phase + turns * t)
        away = (x - fold) / self._reach
        return fold + (x - fold) * (1 - self._push * bump(away)), moved * self._height
