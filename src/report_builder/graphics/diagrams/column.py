"""A cycle or steps where there is no room beside each other: below each other, on a line that leads down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from report_builder.graphics.curves import arrow_head, disc
from report_builder.graphics.diagrams.sheet import GAP, HAIRLINE, VOICE, item_block, lowered, parts_of
from report_builder.graphics.lettering import Lettering, rounded
from report_builder.graphics.scene import Curve, Label, Line, Move, Path, Scene, Shape, To
from report_builder.model.blocks import DiagramItem

_MARK = 3.4
_AXIS = 14.0
"""Where the line stands that leads down; that of a cycle comes back at the left of it."""
_BACK = 1.5
_TEXT = _AXIS + _MARK + GAP / 2
_TURN = 10.0
"""How far the way back turns above the first mark and below the last."""
_BETWEEN = 14.0
"""The blank between the words of two items."""
_HEAD = 7.0


def draw_column(items: Sequence[DiagramItem], width: float, lettering: Lettering, *, around: bool) -> Scene:
    """Draw the items from the top to the bottom, each with the words of the way that goes on from it.

    From the last one of what goes ``around``, the line leads back to the first.
    """
    shapes: list[Shape] = []
    labels: list[Label] = []
    marks: list[float] = []
    y = _TURN if around else 0.0
    for index, item in enumerate(items):
        block = item_block(index, item, lettering, width - _TEXT)
        ways = lettering.block(parts_of(index, item), width - _TEXT)
        labels += block.labels(_TEXT, y)
        marks.append(y + _middle(block.lines[0].baseline))
        y += block.height
        if ways.lines:
            y += GAP / 2
            labels += ways.labels(_TEXT, y, fill="signal")
            y += ways.height
        y += _BETWEEN
    bottom = max(y - _BETWEEN, marks[-1] + (_TURN if around else 0.0)) + 1
    for above, below in pairwise(marks):
        shapes.append(Line(_AXIS, rounded(above), _AXIS, rounded(below), "signal", VOICE))
        shapes.append(arrow_head((_AXIS, (above + below + _HEAD) / 2), math.pi / 2, _HEAD, "signal"))
    if around:
        shapes += _way_back(marks[0], marks[-1])
    shapes += [disc(_AXIS, mark, _MARK, "paper", "ink", 1.2) for mark in marks]
    return lowered(shapes, labels, 1.0, width, bottom + 1)


def _middle(baseline: float) -> float:
    """The middle of small letters that stand on a baseline."""
    return baseline - 3.0


def _way_back(first: float, last: float) -> list[Shape]:
    """The line from the last mark up to the first, past all others."""
    top, bottom = rounded(first - _TURN), rounded(last + _TURN)
    half = rounded((_AXIS + _BACK) / 2)
    way = (
        Move(_AXIS, rounded(last)),
        Curve(_AXIS, bottom, half, bottom, half, bottom),
        Curve(_BACK, bottom, _BACK, bottom, _BACK, rounded(last)),
        To(_BACK, rounded(first)),
        Curve(_BACK, top, half, top, half, top),
        Curve(_AXIS, top, _AXIS, top, _AXIS, rounded(first)),
    )
    head = arrow_head((_BACK, (first + last) / 2), -math.pi / 2, _HEAD, "ink")
    return [Path(way, stroke="ink", stroke_width=HAIRLINE), head]
