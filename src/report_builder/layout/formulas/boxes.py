"""Boxes: parts of a formula with their measures and the signs in them, at places from their baseline.

Lengths are points; x grows to the right and y downwards from the baseline at the left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from report_builder.graphics.scene import Curve, Move, Path, Rect, Scene, Segment, Shape, To
from report_builder.layout.formulas.font import math_font


class Ink(NamedTuple):
    """A sign of the font, by its number, in a size."""

    x: float
    y: float
    number: int
    size: float


class Bar(NamedTuple):
    """A rule, whose upper edge is at y."""

    x: float
    y: float
    width: float
    height: float


Mark: TypeAlias = Ink | Bar


class Box(Struct, frozen=True):
    """A part that is ``width`` wide, and reaches ``above`` and ``below`` its baseline.

    ``italic`` is how far its ink leans out at its upper right, ``attachment`` where a mark over it has its
    middle, None where that is the middle of the box. ``single`` is one sign and nothing else.
    """

    width: float
    above: float
    below: float
    marks: tuple[Mark, ...] = ()
    italic: float = 0.0
    attachment: float | None = None
    single: bool = False


NOTHING = Box(0.0, 0.0, 0.0)


def moved(box: Box, x: float, y: float) -> Iterable[Mark]:
    """The marks of a box whose baseline begins at ``x``, ``y``."""
    return (mark._replace(x=mark.x + x, y=mark.y + y) for mark in box.marks)


def together(placed: Iterable[tuple[Box, float, float]], width: float | None = None) -> Box:
    """One box of several at their places, as wide as they are unless ``width`` is given."""
    marks: list[Mark] = []
    right = above = below = 0.0
    first = True
    for box, x, y in placed:
        marks += moved(box, x, y)
        right = max(right, x + box.width)
        above = box.above - y if first else max(above, box.above - y)
        below = box.below + y if first else max(below, box.below + y)
        first = False
    return Box(right if width is None else width, above, below, tuple(marks))


def blank(width: float) -> Box:
    """Nothing but a width."""
    return Box(width, 0.0, 0.0)


def scene(box: Box, colour: str, margin: float) -> Scene:
    """The drawing of a box in a ``colour`` of the palette; what leans out has a ``margin`` on all sides."""
    font = math_font()
    segments: list[Segment] = []
    shapes: list[Shape] = []
    left, base = margin, margin + box.above
    for mark in box.marks:
        x, y = mark.x + left, mark.y + base
        if isinstance(mark, Bar):
            shapes.append(Rect(x, y, mark.width, mark.height, fill=colour))
            continue
        scale = mark.size / 1000.0
        for segment in font.outline(mark.number):
            match segment:
                case Move(a, b):
                    segments.append(Move(x + a * scale, y + b * scale))
                case To(a, b):
                    segments.append(To(x + a * scale, y + b * scale))
                case Curve(a, b, c, d, e, f):
                    segments.append(
                        Curve(
                            *(x + a * scale, y + b * scale),
                            *(x + c * scale, y + d * scale),
                            *(x + e * scale, y + f * scale),
                        )
                    )
    if segments:
        shapes.append(Path(tuple(segments), fill=colour))
    return Scene(box.width + 2 * margin, box.above + box.below + 2 * margin, tuple(shapes))
