"""Steps: strands that climb from tread to tread, with the words of each step below its tread."""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.graphics.diagrams.sheet import GAP, HAIRLINE, VOICE, item_block, lowered
from report_builder.graphics.lettering import Lettering
from report_builder.graphics.scene import Label, Path, Scene, Shape
from report_builder.graphics.strands import Point, Way, disc, strand
from report_builder.model.blocks import DiagramItem

_STRANDS = 6
_SPACING = 2.6
_RISE = 24.0
_CLIMB = 30.0
"""How many points of its width a step needs to climb to the next."""
_MARK = 3.4
_BETWEEN = 14.0
"""The blank between the words of two steps."""


def draw_steps(items: Sequence[DiagramItem], width: float, lettering: Lettering) -> Scene:
    """Draw the steps from the lower left to the upper right."""
    count = len(items)
    column = (width + _BETWEEN) / count
    bundle = (_STRANDS - 1) * _SPACING
    blocks = [item_block(item, lettering, column - _BETWEEN) for item in items]
    shapes: list[Shape] = []
    for number in range(_STRANDS - 1, -1, -1):
        way = _way(count, column, width, number * _SPACING)
        colour, weight = ("ink", HAIRLINE) if number else ("signal", VOICE)
        shapes.append(Path(tuple(strand(way, 6 * count)), stroke=colour, stroke_width=weight))
    labels: list[Label] = []
    bottom = bundle
    for index, block in enumerate(blocks):
        tread = -index * _RISE
        shapes.append(disc(index * column + _MARK + 0.6, tread, _MARK, "paper", "signal", 1.2))
        upper = tread + bundle + GAP
        labels += block.labels(index * column, upper)
        bottom = max(bottom, upper + block.height)
    top = -(count - 1) * _RISE - _MARK - 1
    return lowered(shapes, labels, -top, width, bottom - top)


def _way(count: int, column: float, width: float, down: float) -> Way:
    """Give the way of one strand: level on a tread, then a smooth climb."""

    def way(t: float) -> Point:
        x = t * width
        climbed = sum(_smooth((x - index * column + _CLIMB) / _CLIMB) for index in range(1, count))
        return x, down - climbed * _RISE

    return way


def _smooth(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * value * (3 - 2 * value)
