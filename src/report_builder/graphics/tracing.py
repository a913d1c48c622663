"""Turns points of a smooth line into few curves: what is drawn stays within a fraction of a point of them.

Places are written in tenths of a point, as SVG has them on the site.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from report_builder.graphics.movement import distance
from report_builder.graphics.scene import Curve, Move, Segment, To

Point = tuple[float, float]

_TOLERANCE = 0.3
"""How far, in points, a drawn line may stand from the points."""
_FLAT = 0.05
"""A line that bends less than this, in points, is drawn straight."""
_LONGEST = 20
"""The longest curve, in steps from point to point."""


def begin_at(point: Point) -> Move:
    """Set the pen down."""
    return Move(round(point[0], 1), round(point[1], 1))


def to(point: Point) -> To:
    """Draw straight to a point."""
    return To(round(point[0], 1), round(point[1], 1))


def trace(points: Sequence[Point], *, closed: bool = False) -> list[Segment]:
    """Follow ``points`` from the first, where the pen is, to the last, or around to the first again."""
    if closed:
        points = [*points, points[0]]
    line = _Line(points, closed)
    line.follow(0, len(points) - 1)
    return line.segments


class _Line:
    def __init__(self, points: Sequence[Point], closed: bool) -> None:
        self._points = points
        self.segments: list[Segment] = []
        steps = [distance(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        self._way = [0.0]
        for step in steps:
            self._way.append(self._way[-1] + step)
        self._slopes = [self._slope(at, steps, closed) for at in range(len(points))]

    def _slope(self, at: int, steps: Sequence[float], closed: bool) -> Point:
        """The direction of the line in a point, by the parabola through it and its neighbours."""
        last = len(self._points) - 1
        if last < 2:
            return self._chord(0, last)
        if 0 < at < last:
            before, after, one, other = at - 1, at, steps[at - 1], steps[at]
        elif closed:
            before, after, one, other = last - 1, 0, steps[-1], steps[0]
        else:
            # At an end the parabola of the first three points goes on.
            first = at == 0
            near, far = (0, 1) if first else (last - 1, last - 2)
            (nx, ny), (fx, fy) = self._chord(near, near + 1), self._chord(far, far + 1)
            share = steps[near] / ((steps[near] + steps[far]) or 1.0)
            return nx + share * (nx - fx), ny + share * (ny - fy)
        (ax, ay), (bx, by) = self._chord(before, before + 1), self._chord(after, after + 1)
        share = one / ((one + other) or 1.0)
        return ax + share * (bx - ax), ay + share * (by - ay)

    def _chord(self, a: int, b: int) -> Point:
        """The mean direction from point a to point b, by the length of the way."""
        (ax, ay), (bx, by) = self._points[a], self._points[b]
        length = (self._way[b] - self._way[a]) or 1.0
        return (bx - ax) / length, (by - ay) / length

    def follow(self, a: int, b: int) -> None:
        """Draw from point a to point b with as few pieces as will do."""
        (x0, y0), (x3, y3) = self._points[a], self._points[b]
        third = (self._way[b] - self._way[a]) / 3
        (ax, ay), (bx, by) = self._slopes[a], self._slopes[b]
        bend = x0 + third * ax, y0 + third * ay
        back = x3 - third * bx, y3 - third * by
        if self._is_straight(a, b, bend, back):
            self.segments.append(to((x3, y3)))
        elif b - a > 1 and (b - a > _LONGEST or not self._fits(a, b, bend, back)):
            middle = (a + b) // 2
            self.follow(a, middle)
            self.follow(middle, b)
        else:
            places = (*bend, *back, x3, y3)
            self.segments.append(Curve(*(round(place, 1) for place in places)))

    def _is_straight(self, a: int, b: int, bend: Point, back: Point) -> bool:
        (x0, y0), (x3, y3) = self._points[a], self._points[b]
        length, way = distance(x3 - x0, y3 - y0), self._way[b] - self._way[a]
        if way < _FLAT:
            return True
        if way > length + _FLAT or not length:
            return False
        across = (y0 - y3) / length, (x3 - x0) / length
        return all(
            abs((x - x0) * across[0] + (y - y0) * across[1]) < _FLAT
            for x, y in (bend, back, *self._points[a + 1 : b])
        )

    def _fits(self, a: int, b: int, bend: Point, back: Point) -> bool:
        (x0, y0), (x3, y3) = self._points[a], self._points[b]
        start, length = self._way[a], self._way[b] - self._way[a]
        for at in range(a + 1, b):
            u = (self._way[at] - start) / length
            v = 1 - u
            first, second, third, fourth = v * v * v, 3 * u * v * v, 3 * u * u * v, u * u * u
            x = first * x0 + second * bend[0] + third * back[0] + fourth * x3
            y = first * y0 + second * bend[1] + third * back[1] + fourth * y3
            px, py = self._points[at]
            if abs(x - px) > _TOLERANCE or abs(y - py) > _TOLERANCE:
                return False
        return True
