"""Generated art: signs of type, as high as the page allows, that stand forth from even lines by their weight.

The lines are straight and stay so. Where a sign lies under them they are heavy, elsewhere light, as banknotes
are engraved. Before the disturbance there are only calm lines; where it begins the first sign stands, and a
row of signs is the new order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from report_builder.graphics.movement import Chance, Voices, Window, cosine, distance, settled, sine
from report_builder.graphics.scene import Curve, Segment
from report_builder.graphics.tracing import Point, begin_at, to

_FIRST = -0.24
"""Where the first sign stands: in the middle of a cover."""
_HIGH = 0.84, 1.0
"""The height of a sign, in that of the drawing: from, to."""
_LINES = 1.6
"""Lines of the drawing for each that is asked for."""
_APART = 0.86
"""How far signs stand apart, in the height of the drawing."""
_CALM, _ORDER, _HEAVY = 0.04, 0.06, 0.4
"""Half the weight of a line: before, behind, and in a sign, in the distance of the lines."""
_THINNEST = 0.25
"""The least half of a line's weight, in points."""
_LEAD = 1.7
"""How much heavier the voice is than other lines, outside the signs."""
_ROUND = 0.5523
"""How far the control points of a quarter circle stand from its ends, in radii."""
_TRAIT = 5
"""Pieces of a curve between two of its points."""


class _Stroke(NamedTuple):
    """A stroke of a sign: half its width, and its points in the height of the sign, from the middle.

    At its end the width is ``thins`` of what it was. What is ``even`` has no broad and no narrow way.
    """

    half: float
    points: tuple[Point, ...]
    bends: bool = True
    thins: float = 1.0
    even: bool = False


_SIGNS: tuple[tuple[_Stroke, ...], ...] = (
    (  # &
        _Stroke(
            0.075,
            (
                (0.36, 0.42),
                (0.12, 0.13),
                (-0.12, -0.14),
                (-0.20, -0.30),
                (-0.05, -0.425),
                (0.11, -0.30),
                (0.02, -0.12),
                (-0.20, 0.04),
                (-0.31, 0.22),
                (-0.22, 0.39),
                (-0.02, 0.42),
                (0.20, 0.28),
                (0.33, 0.0),
            ),
        ),
    ),
    (  # »
        _Stroke(0.075, ((-0.36, -0.34), (-0.04, 0.0), (-0.36, 0.34)), bends=False),
        _Stroke(0.075, ((0.02, -0.34), (0.34, 0.0), (0.02, 0.34)), bends=False),
    ),
    (  # *
        _Stroke(0.07, ((0.0, -0.42), (0.0, 0.42)), bends=False),
        _Stroke(0.07, ((-0.364, -0.21), (0.364, 0.21)), bends=False),
        _Stroke(0.07, ((-0.364, 0.21), (0.364, -0.21)), bends=False),
    ),
    (  # {
        _Stroke(
            0.07,
            (
                (0.20, -0.43),
                (0.06, -0.41),
                (0.0, -0.28),
                (0.0, -0.12),
                (-0.05, -0.03),
                (-0.20, 0.0),
                (-0.05, 0.03),
                (0.0, 0.12),
                (0.0, 0.28),
                (0.06, 0.41),
                (0.20, 0.43),
            ),
        ),
    ),
    (  # ”
        _Stroke(0.15, ((-0.22, -0.16), (-0.22, -0.15)), bends=False, even=True),
        _Stroke(0.085, ((-0.155, -0.15), (-0.13, -0.02), (-0.2, 0.16), (-0.33, 0.27)), thins=0.3, even=True),
        _Stroke(0.15, ((0.22, -0.16), (0.22, -0.15)), bends=False, even=True),
        _Stroke(0.085, ((0.285, -0.15), (0.31, -0.02), (0.24, 0.16), (0.11, 0.27)), thins=0.3, even=True),
    ),
    (  # ¶
        _Stroke(0.06, ((0.08, -0.4), (0.08, 0.42)), bends=False, even=True),
        _Stroke(0.06, ((0.3, -0.4), (0.3, 0.42)), bends=False, even=True),
        _Stroke(0.06, ((-0.05, -0.4), (0.34, -0.4)), bends=False, even=True),
        _Stroke(0.225, ((-0.08, -0.235), (0.0, -0.235)), bends=False, even=True),
    ),
)


def draw_signs(window: Window) -> Voices:
    """Draw the chorus and the voice in a window of the panorama."""
    count = round(window.lines * _LINES)
    field = _Field(window, count)
    voice = field.voice
    chorus = [part for index in range(count) if index != voice for part in field.line(index)]
    return Voices(chorus, field.line(voice))


class _Field:
    def __init__(self, window: Window, lines: int) -> None:
        width, height, start, windows = window.width, window.height, window.start, window.windows
        chance = Chance(window.seed, 5)
        self._space, self._right = height / lines, width * windows
        self.voice = round(chance.between(0.4, 0.62) * (lines - 1))
        self._pieces = list(_row(chance, width, height, start, windows))
        self._even = _CALM, _CALM + (_ORDER - _CALM) * settled(start + windows)

    def line(self, index: int) -> list[Segment]:
        """Draw a line: thin from side to side, and the pieces in which it is heavy."""
        y = (index + 0.5) * self._space
        lead = _LEAD if index == self.voice else 1.0
        left, right = (max(_THINNEST, even * lead * self._space) for even in self._even)
        ends = (0.0, y - left), (self._right, y - right), (self._right, y + right), (0.0, y + left)
        heavy = _HEAVY * self._space
        found: list[Segment] = [begin_at(ends[0]), *map(to, ends[1:])]
        for start, stop in _joined(sorted(filter(None, (piece.across(y) for piece in self._pieces)))):
            found += _pill(max(start, -2 * heavy), min(stop, self._right + 2 * heavy), y, heavy)
        return found


def _joined(spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Join what overlaps of spans that begin one after the other."""
    start, stop = 0.0, -1.0
    for first, last in spans:
        if stop < start:
            start, stop = first, last
        elif first <= stop:
            stop = max(stop, last)
        else:
            yield start, stop
            start, stop = first, last
    if stop > start:
        yield start, stop


def _pill(left: float, right: float, y: float, half: float) -> Iterator[Segment]:
    """A heavy piece of a line, with round ends; nothing where it would be no longer than broad."""
    if right - left < 2 * half:
        return
    top, foot, bend = y - half, y + half, _ROUND * half
    a, b = left + half, right - half
    yield begin_at((a, top))
    yield to((b, top))
    yield _curve(b + bend, top, right, y - bend, right, y)
    yield _curve(right, y + bend, b + bend, foot, b, foot)
    yield to((a, foot))
    yield _curve(a - bend, foot, left, y + bend, left, y)
    yield _curve(left, y - bend, a - bend, top, a, top)


def _curve(*places: float) -> Curve:
    return Curve(*(round(place, 1) for place in places))


class _Piece(NamedTuple):
    """A straight piece of a stroke, from a to b, with round ends."""

    a: Point
    b: Point
    half: float

    def across(self, y: float) -> tuple[float, float] | None:
        """From where to where the piece covers a line at ``y``; None where it does not reach it."""
        (ax, ay), (bx, by), half = self.a, self.b, self.half
        found: list[float] = []
        for x, middle in (self.a, self.b):
            rest = half * half - (y - middle) * (y - middle)
            if rest > 0:
                found += (x - sqrt(rest), x + sqrt(rest))
        length = distance(bx - ax, by - ay)
        if length and ay != by:
            out = half * (by - ay) / length, half * (ax - bx) / length
            for side in (-1, 1):
                share = (y - side * out[1] - ay) / (by - ay)
                if 0 <= share <= 1:
                    found.append(ax + side * out[0] + share * (bx - ax))
        return (min(found), max(found)) if found else None


class _Pen(NamedTuple):
    """How the signs are written: their height in points, how much they lean, how heavy, and the nib's way."""

    size: float
    lean: float
    weight: float
    nib: Point

    def half(self, stroke: _Stroke, a: Point, b: Point) -> float:
        """Half the width of a piece of a stroke, from a to b: most across the nib, least along it."""
        dx, dy = b[0] - a[0], b[1] - a[1]
        across = abs(dx * self.nib[1] - dy * self.nib[0]) / (distance(dx, dy) or 1.0)
        return stroke.half * self.size * self.weight * (1.0 if stroke.even else 0.55 + 0.6 * across)


def _row(chance: Chance, width: float, height: float, start: float, windows: float) -> Sequence[_Piece]:
    """The signs that reach into the window."""
    found: list[_Piece] = []
    way = chance.between(0.04, 0.14)
    pen = _Pen(
        height * chance.between(*_HIGH),
        chance.between(-0.02, 0.24),
        chance.between(0.82, 1.2),
        (cosine(way), -sine(way)),
    )
    order = list(range(len(_SIGNS)))
    for at in range(len(order) - 1, 0, -1):
        other = chance.below(at + 1)
        order[at], order[other] = order[other], order[at]
    first, count = (_FIRST + chance.between(-0.06, 0.06) - start) * width, 0
    while True:
        middle = first + count * _APART * height
        if middle - pen.size > width * windows:
            return found
        if middle + pen.size > 0:
            for stroke in _SIGNS[order[count % len(order)]]:
                found += _pieces(stroke, pen, (middle, height / 2))
        count += 1


def _pieces(stroke: _Stroke, pen: _Pen, middle: Point) -> Iterator[_Piece]:
    ends = [(middle[0] + (x - y * pen.lean) * pen.size, middle[1] + y * pen.size) for x, y in _points(stroke)]
    for at, (a, b) in enumerate(pairwise(ends)):
        left = 1 - (1 - stroke.thins) * at / (len(ends) - 1)
        yield _Piece(a, b, pen.half(stroke, a, b) * left)


def _points(stroke: _Stroke) -> list[Point]:
    """The points of a stroke, with those of the curve through them (Catmull and Rom's)."""
    points = stroke.points
    if not stroke.bends:
        return list(points)
    whole = [points[0], *points, points[-1]]
    found = [points[0]]
    for a, b, c, d in zip(whole, whole[1:], whole[2:], whole[3:], strict=False):
        found += (_between(a, b, c, d, step / _TRAIT) for step in range(1, _TRAIT + 1))
    return found


def _between(a: Point, b: Point, c: Point, d: Point, u: float) -> Point:
    x, y = (
        0.5
        * (
            2 * b[at]
            + u
            * (
                c[at]
                - a[at]
                + u * (2 * a[at] - 5 * b[at] + 4 * c[at] - d[at])
                + u * u * (3 * b[at] - a[at] - 3 * c[at] + d[at])
            )
        )
        for at in (0, 1)
    )
    return x, y
