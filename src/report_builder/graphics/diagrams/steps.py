"""Steps: strands that climb from tread to tread, with the words of each step below its tread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.graphics.curves import disc
from report_builder.graphics.diagrams.sheet import GAP, HAIRLINE, VOICE, item_block, lowered
from report_builder.graphics.lettering import Lettering, TooNarrowError, rounded
from report_builder.graphics.scene import Curve, Label, Move, Path, Scene, Segment, Shape, To
from report_builder.model.blocks import DiagramItem

_STRANDS = 6
_SPACING = 2.6
_RISE = 24.0
_CLIMB = 30.0
"""How many points of its width a step takes to climb to the next; all that it has where that is less."""
_MARK = 3.4
_BETWEEN = 14.0
"""The blank between the words of two steps."""


def draw_steps(items: Sequence[DiagramItem], width: float, lettering: Lettering) -> Scene:
    """Draw the steps from the lower left to the upper right; TooNarrowError where a mark has no room."""
    count = len(items)
    column = (width + _BETWEEN) / count
    if column - _BETWEEN < 2 * _MARK + 1.2:
        raise TooNarrowError(max((item.name for item in items), key=len))
    bundle = (_STRANDS - 1) * _SPACING
    blocks = [item_block(index, item, lettering, column - _BETWEEN) for index, item in enumerate(items)]
    shapes: list[Shape] = []
    for number in range(_STRANDS - 1, -1, -1):
        colour, weight = ("ink", HAIRLINE) if number else ("signal", VOICE)
        shapes.append(
            Path(tuple(_strand(count, column, width, number * _SPACING)), stroke=colour, stroke_width=weight)
        )
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


def _strand(count: int, column: float, width: float, down: float) -> Iterator[Segment]:
    """Draw one strand: level on a tread, then a smooth climb that ends where the next tread begins."""
    y, climb = down, min(_CLIMB, column)
    yield Move(0.0, rounded(y))
    for index in range(1, count):
        start, end, above = index * column - climb, index * column, y - _RISE
        yield To(rounded(start), rounded(y))
        middle = rounded((start + end) / 2)
        yield Curve(middle, rounded(y), middle, rounded(above), rounded(end), rounded(above))
        y = above
    yield To(rounded(width), rounded(y))
