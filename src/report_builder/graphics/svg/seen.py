"""What of a drawing is in view: each paint with the room that it takes there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from report_builder.graphics.svg.drawing import Box, Drawing, Group, Paint, Shape, Stroke
from report_builder.graphics.svg.paths import bounds, moved


class Seen(NamedTuple):
    """A paint, the room that it takes in units of the drawing squared, and how much of the ground it covers.

    The room is that of the rectangle around a shape: what lies behind or before another counts as if alone.
    """

    paint: Paint
    room: float
    opacity: float


def seen(drawing: Drawing) -> Iterator[Seen]:
    """Give each paint of a drawing that is in view."""
    return _seen(drawing.kids, (0.0, 0.0, drawing.width, drawing.height), 1.0)


def _seen(kids: Iterable[Shape | Group], view: Box, opacity: float) -> Iterator[Seen]:
    for kid in kids:
        if isinstance(kid, Shape):
            yield from _shape(kid, view, opacity)
            continue
        inside: Box | None = view
        for clip in kid.clips:
            inside = None if inside is None else _shared(bounds(clip.segments), inside)
        if inside is not None:
            yield from _seen(kid.kids, inside, opacity * kid.opacity)


def _shape(shape: Shape, view: Box, opacity: float) -> Iterator[Seen]:
    box = bounds(moved(shape.segments, shape.matrix))
    if box is None:
        return
    if shape.fill is not None and (inside := _shared(box, view)):
        yield Seen(shape.fill, _room(inside), shape.fill_opacity * opacity)
    if shape.stroke is not None and (inside := _shared(_with_pen(box, shape, shape.stroke), view)):
        yield Seen(shape.stroke.paint, _room(inside), shape.stroke.opacity * opacity)


def _with_pen(box: Box, shape: Shape, stroke: Stroke) -> Box:
    a, b, c, d, _, _ = shape.matrix
    across, down = stroke.width / 2 * math.hypot(a, c), stroke.width / 2 * math.hypot(b, d)
    return box[0] - across, box[1] - down, box[2] + across, box[3] + down


def _shared(box: Box | None, view: Box) -> Box | None:
    """What two rectangles share; None where that has no room."""
    if box is None:
        return None
    left, upper = max(box[0], view[0]), max(box[1], view[1])
    right, lower = min(box[2], view[2]), min(box[3], view[3])
    return (left, upper, right, lower) if left < right and upper < lower else None


def _room(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
