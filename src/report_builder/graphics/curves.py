"""Strands: smooth lines through the points of a function, and the marks that stand on them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TypeAlias

from report_builder.graphics.lettering import rounded
from report_builder.graphics.scene import Curve, Move, Path, Segment, To

Point: TypeAlias = tuple[float, float]
Way: TypeAlias = Callable[[float], Point]
"""Tells where a strand is, from 0 at its start to 1 at its end."""

_NUDGE = 1e-4
_KAPPA = 0.5523
"""How far the control points of a quarter circle stand from its ends, in radii."""


def strand(way: Way, pieces: int, start: float = 0.0, end: float = 1.0) -> Iterator[Segment]:
    """Follow ``way`` with so many Bézier pieces."""
    step = (end - start) / pieces
    x, y = way(start)
    yield Move(rounded(x), rounded(y))
    for piece in range(pieces):
        a, b = start + piece * step, start + (piece + 1) * step
        (x0, y0), (x3, y3) = way(a), way(b)
        (dx0, dy0), (dx3, dy3) = _slope(way, a), _slope(way, b)
        third = step / 3
        yield Curve(
            *map(rounded, (x0 + dx0 * third, y0 + dy0 * third, x3 - dx3 * third, y3 - dy3 * third, x3, y3))
        )


def _slope(way: Way, t: float) -> Point:
    (x0, y0), (x1, y1) = way(t - _NUDGE), way(t + _NUDGE)
    return (x1 - x0) / (2 * _NUDGE), (y1 - y0) / (2 * _NUDGE)


def disc(
    x: float, y: float, radius: float, fill: str, stroke: str | None = None, stroke_width: float = 0.0
) -> Path:
    """Draw a disc, with a line around it where ``stroke`` is given."""
    r, k = radius, radius * _KAPPA
    corners = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = (Curve(*map(rounded, corner)) for corner in corners)
    return Path((Move(rounded(x + r), rounded(y)), *curves), fill, stroke, stroke_width, closed=True)


def arrow_head(tip: Point, angle: float, length: float, fill: str) -> Path:
    """Draw a slim head that points along ``angle``, in radians clockwise from the right."""
    corners = []
    for turn, reach in ((0.42, 1.0), (0.0, 0.72), (-0.42, 1.0)):
        back = angle + math.pi + turn
        corners.append(
            To(
                rounded(tip[0] + reach * length * math.cos(back)),
                rounded(tip[1] + reach * length * math.sin(back)),
            )
        )
    return Path((Move(rounded(tip[0]), rounded(tip[1])), *corners), fill=fill, closed=True)


def heading(way: Way, t: float) -> float:
    """Give the angle at which a strand runs at ``t``."""
    dx, dy = _slope(way, t)
    return math.atan2(dy, dx)
