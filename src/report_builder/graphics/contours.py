"""Generated art: a map of a country that does not exist, in contour lines.

The land slopes evenly where it is calm. Hills and hollows rise in it where the disturbance is, and behind it
lies one broad hill. A line is as broad as the land is flat, so that it swells like a broad pen's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, sqrt
from typing import NamedTuple

from report_builder.graphics.movement import Chance, Voices, Window, distance, settled, smooth
from report_builder.graphics.scene import Segment
from report_builder.graphics.tracing import Point, begin_at, to, trace

_LINES = 0.6
"""Contour lines for each line that is asked for."""
_FINE = 5.0
"""Places for each contour line, from above to below, where the height of the land is known."""
_BROADEST = 2.0
"""How much broader than on an even slope a line may be where the land is flat."""
_BELOW = 2.0
"""How far below the window, in points, what must not be seen goes its way."""
_THIN, _BROAD = 0.07, 0.13
"""Half the band of heights that a line covers before and behind, in the distance of the lines."""


def draw_contours(window: Window) -> Voices:
    """Draw the chorus and the voice in a window of the panorama."""
    land = _Land(window)
    chorus = [part for level in land.levels if level != land.voice for part in land.draw(level)]
    return Voices(chorus, list(land.draw(land.voice)))


class _Hill(NamedTuple):
    """A hill, or a hollow below 0: its top, how far it reaches, in widths and heights, and how high it is."""

    d: float
    t: float
    broad: float
    deep: float
    high: float

    def at(self, d: float, t: float) -> float:
        x, y = (d - self.d) / self.broad, (t - self.t) / self.deep
        rest = 1 - x * x - y * y
        return self.high * rest * rest * rest if rest > 0 else 0.0


def _hills(chance: Chance) -> list[_Hill]:
    found = []
    way = 1 if chance.between(0.0, 1.0) < 0.5 else -1
    d = chance.between(-0.7, -0.5)
    large = chance.between(0.0, 1.0) < 0.5
    while d < 0.45:
        deep, broad = (0.46, 0.46) if large else (0.3, 0.3)
        deep, broad = deep * chance.between(0.85, 1.1), broad * chance.between(0.8, 1.15)
        t = 0.5 + way * chance.between(-0.02, 0.16)
        found.append(_Hill(d, t, broad, deep, way * deep * chance.between(1.3, 2.2)))
        d += (0.34 if large else 0.24) * chance.between(0.85, 1.2)
        way, large = -way, not large
    found.append(_Hill(0.95, chance.between(0.46, 0.54), 0.5, 0.46, way * 0.8))
    return found


def _section(t: float, places: Sequence[float], hills: Sequence[_Hill]) -> list[float]:
    """How high the land is along a line from left to right."""
    rim = smooth(t / 0.42) * smooth((1 - t) / 0.42)
    return [t + rim * sum(hill.at(d, t) for hill in hills) for d in places]


class _Land:
    def __init__(self, window: Window) -> None:
        width, height, start, windows = window.width, window.height, window.start, window.windows
        levels = max(3, round(window.lines * _LINES))
        chance = Chance(window.seed, 1)
        hills = _hills(chance)
        voice = round(chance.between(0.4, 0.6) * (levels - 1))
        rows = ceil(levels * _FINE)
        self._step, self._height = height / rows, height
        places = [
            start + column * self._step / width
            for column in range(-2, ceil(width * windows / self._step) + 3)
        ]
        land = [_section(row / rows, places, hills) for row in range(rows + 1)]
        below: list[list[float]] = []
        above: list[list[float]] = []
        for row in range(rows + 1):
            up, down = land[max(0, row - 1)], land[min(rows, row + 1)]
            tall = 2 if 0 < row < rows else 1
            below.append([])
            above.append([])
            for column in range(1, len(places) - 1):
                falls = (down[column] - up[column]) / tall
                leans = (land[row][column + 1] - land[row][column - 1]) / 2
                # How steep the land is, where 1 is the slope of the calm.
                steep = distance(falls, leans) * rows
                broad = _THIN + (_BROAD - _THIN) * settled(places[column])
                half = broad * min(sqrt(steep), _BROADEST * steep) / levels
                below[-1].append(land[row][column] + half)
                above[-1].append(land[row][column] - half)
        lowest, highest = min(map(min, above)), max(map(max, below))
        self.levels = range(floor(lowest * levels), ceil(highest * levels))
        self.voice = voice
        self._edges = _Isolines(below, levels), _Isolines(above, levels)

    def draw(self, level: int) -> list[Segment]:
        """Draw a line as what lies between its edges: what is above the one and not above the other."""
        found: list[Segment] = []
        for edge, way in zip(self._edges, (1, -1), strict=True):
            for line, closed in edge.lines(level):
                points = [((x - 1) * self._step, y * self._step) for x, y in line]
                found += self._drawn(points[::way], closed)
        return found

    def _drawn(self, points: Sequence[Point], closed: bool) -> list[Segment]:
        if closed:
            return [begin_at(points[0]), *trace(points, closed=True)]
        # What leaves the window goes on below its foot, where the line's other edge takes the same way back.
        first, last = points[0], points[-1]
        foot = [to((x, self._height + _BELOW)) for x, _ in (last, first)]
        return [begin_at(first), *trace(points), *foot]


_Edge = tuple[bool, int, int]
"""A side of a cell where a line passes: whether it is an upper one, else a left one; the row; the column."""


class _Isolines:
    """The lines on which heights, known at the corners of cells, have a value (marching squares).

    What is higher lies to their right, as they are looked along.
    """

    def __init__(self, heights: Sequence[Sequence[float]], levels: int) -> None:
        self._heights, self._levels = heights, levels
        self._next: dict[int, dict[_Edge, _Edge]] = {}
        for row, (upper, lower) in enumerate(pairwise(heights)):
            for column in range(len(upper) - 1):
                corners = upper[column], upper[column + 1], lower[column + 1], lower[column]
                first, last = ceil(min(corners) * levels - 0.5), floor(max(corners) * levels - 0.5)
                for level in range(first, last + 1):
                    self._cell(level, row, column, corners)

    def _value(self, level: int) -> float:
        return (level + 0.5) / self._levels

    def _cell(self, level: int, row: int, column: int, corners: tuple[float, float, float, float]) -> None:
        value = self._value(level)
        sides: tuple[_Edge, ...] = (
            (True, row, column),
            (False, row, column + 1),
            (True, row + 1, column),
            (False, row, column),
        )
        high = [corner > value for corner in corners]
        # Around the cell: where it goes up a line leaves, where it goes down one comes.
        ups = [at for at in range(4) if not high[at] and high[(at + 1) % 4]]
        downs = [at for at in range(4) if high[at] and not high[(at + 1) % 4]]
        if len(ups) == 2 and (sum(corners) > 4 * value):
            downs.reverse()
        for up, down in zip(ups, downs, strict=True):
            self._next.setdefault(level, {})[sides[up]] = sides[down]

    def _point(self, level: int, edge: _Edge) -> Point:
        is_upper, row, column = edge
        value, here = self._value(level), self._heights[row][column]
        there = self._heights[row][column + 1] if is_upper else self._heights[row + 1][column]
        share = (value - here) / (there - here)
        return (column + share, float(row)) if is_upper else (float(column), row + share)

    def lines(self, level: int) -> Iterator[tuple[list[Point], bool]]:
        """The lines of a level, in cells from the upper left corner, and whether each is closed."""
        follows = dict(self._next.get(level, {}))
        starts = [edge for edge in follows if edge not in set(follows.values())]
        while follows:
            closed = not starts
            edge = starts.pop() if starts else next(iter(follows))
            line = [self._point(level, edge)]
            while edge in follows:
                edge = follows.pop(edge)
                line.append(self._point(level, edge))
            if closed:
                line.pop()
            yield line, closed
