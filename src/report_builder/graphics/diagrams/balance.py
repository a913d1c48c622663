"""The balance: two poles and what lies between, as the same lines at rest, in motion and in disorder."""

from __future__ import annotations

import math
from collections.abc import Sequence

from report_builder.graphics.curves import Point, Way, disc, strand
from report_builder.graphics.diagrams.sheet import GAP, HAIRLINE, item_block
from report_builder.graphics.lettering import Lettering, rounded
from report_builder.graphics.scene import Label, Line, Path, Scene, Shape
from report_builder.model.blocks import DiagramItem

_LINES = 18
_GUTTER = 26.0
_SHAPE = 0.72
"""The height of a panel as a share of its width."""
_MARK = 3.4
_PIECES = (1, 14, 26)


def draw_balance(items: Sequence[DiagramItem], width: float, lettering: Lettering) -> Scene:
    """Draw the still pole, the state between and the restless pole, from left to right, over an axis."""
    panel = (width - 2 * _GUTTER) / 3
    blocks = [item_block(index, item, lettering, panel) for index, item in enumerate(items)]
    height = panel * _SHAPE
    axis = rounded(height + 18)
    shapes: list[Shape] = []
    labels: list[Label] = []
    for index in range(3):
        left = index * (panel + _GUTTER)
        for line in range(_LINES):
            way = _WAYS[index](left, panel, height, line)
            segments = tuple(strand(way, _PIECES[index]))
            shapes.append(Path(segments, stroke="ink", stroke_width=HAIRLINE))
    x, y = panel + _GUTTER + _PLACE[0] * panel, _PLACE[1] * height - _LIFT * height * _rise(_PLACE[0])
    shapes.append(disc(x, y, 0.052 * panel, "signal"))
    shapes.append(Line(0.0, axis, rounded(width), axis, "rule", HAIRLINE))
    for index, block in enumerate(blocks):
        middle = (index + 0.5) * panel + index * _GUTTER
        if index == 1:
            shapes.append(disc(middle, axis, _MARK, "signal"))
        else:
            shapes.append(disc(middle, axis, _MARK - 0.5, "paper", "ink", 1.0))
        labels += block.labels(middle, axis + _MARK + GAP, "middle")
    bottom = axis + _MARK + GAP + max(block.height for block in blocks)
    return Scene(rounded(width), rounded(bottom), (*shapes, *labels))


_PLACE = (0.36, 0.5)
"""Where the disturbance stands in its panel, as shares of width and height."""
_LIFT = 0.11
"""How far the new order stands above the old one, as a share of the height."""
_RIM = 0.13
"""What the panels keep free above and below for the lines to move into, as a share of the height."""


def _row(height: float, line: int) -> float:
    return height * (_RIM + (1 - 2 * _RIM) * line / (_LINES - 1))


def _still(left: float, panel: float, height: float, line: int) -> Way:
    def way(t: float) -> Point:
        return left + t * panel, _row(height, line)

    return way


def _moved(left: float, panel: float, height: float, line: int) -> Way:
    """Give way to the disturbance, and find a new, even order behind it."""
    away = line / (_LINES - 1) - 0.5
    side = math.copysign(1.0, away)

    def way(t: float) -> Point:
        near = math.exp(-(((t - _PLACE[0]) / 0.19) ** 2))
        push = 0.12 * side * near * math.exp(-abs(away) / 0.2)
        return left + t * panel, _row(height, line) + height * (push - _LIFT * _rise(t))

    return way


def _rise(t: float) -> float:
    return 1 / (1 + math.exp(-(t - 0.58) / 0.085))


def _restless(left: float, panel: float, height: float, line: int) -> Way:
    """Start even, then lose all direction: a sum of waves that differ from line to line."""
    # The outer lines move less, so that none leaves the panel.
    room = min(1.0, (min(_row(1.0, line), 1 - _row(1.0, line)) - 0.01) / _WAVES)

    def way(t: float) -> Point:
        strength = 1 / (1 + math.exp(-(t - 0.3) / 0.07))
        wave = (
            0.08 * math.sin(11 * t + 1.9 * line)
            + 0.06 * math.sin(18 * t + 4.1 * line * line)
            + 0.03 * math.sin(29 * t + 2.7 * line)
        )
        return left + t * panel, _row(height, line) + height * strength * room * wave

    return way


_WAVES = 0.17
"""The heights of all waves together."""
_WAYS = (_still, _moved, _restless)
