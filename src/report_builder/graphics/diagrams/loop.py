"""The cycle of two stations: a lying figure of eight, with a station in each eye."""

from __future__ import annotations

import math
from collections.abc import Sequence

from report_builder.graphics.curves import Point, Way, arrow_head, heading, strand
from report_builder.graphics.diagrams.sheet import (
    GAP,
    HAIRLINE,
    TALLEST,
    VOICE,
    item_block,
    lowered,
    parts_of,
)
from report_builder.graphics.lettering import Lettering, TextBlock, TooNarrowError, rounded
from report_builder.graphics.scene import Label, Line, Path, Scene, Shape
from report_builder.model.blocks import DiagramItem

_STRANDS = 5
_LEADING = 2
"""The strand that carries the movement."""
_NARROWER, _FLATTER = 0.0165, 0.085
"""How much each strand loses of the outer one's width and height."""
_EYE = 0.6
"""The middle of an eye, as a share of the half width."""
_EYE_WIDTH = 0.5
_PLAIN_HEIGHT = 1.06
"""The height of the loop, as a share of its width, where the texts are short."""
_WORDS_WIDTH = 0.34
_ARROW = 26.0
_HEADS = (0.12, 0.375, 0.62, 0.875)


def draw_loop(items: Sequence[DiagramItem], width: float, lettering: Lettering) -> Scene:
    """Draw two stations, left and right; their parts are the words above and below the crossing."""
    half = width / 2 - 1
    blocks = [item_block(index, item, lettering, _EYE_WIDTH * half) for index, item in enumerate(items)]
    tall = _PLAIN_HEIGHT * half
    for block in blocks:
        tall = max(tall, _needed_height(block, half))
    shapes: list[Shape] = []
    ways = [_way(width / 2, half, tall, number) for number in range(_STRANDS)]
    for number, way in enumerate(ways):
        if number != _LEADING:
            shapes.append(Path(tuple(strand(way, 28)), stroke="ink", stroke_width=HAIRLINE))
    leading = ways[_LEADING]
    shapes.append(Path(tuple(strand(leading, 28)), stroke="signal", stroke_width=VOICE))
    shapes += [arrow_head(leading(t), heading(leading, t), 9.0, "signal") for t in _HEADS]
    labels: list[Label] = []
    top, bottom = -tall * _HIGHEST, tall * _HIGHEST
    for index, (item, block) in enumerate(zip(items, blocks, strict=True)):
        side = 1 if index else -1
        labels += block.labels(width / 2 + side * _EYE * half, -block.height / 2, "middle")
        for part in parts_of(index, item):
            words = lettering.block([part], _WORDS_WIDTH * width)
            # The loop's outer line leaves the crossing on both sides; the words stand in the corner.
            reach = max(words.width, _ARROW) / 2 + GAP
            away = max(_height_at(reach / half) * tall, _height_at((_ARROW / 2 + GAP) / half) * tall + 4)
            shapes += _arrow(width / 2, -side * -away if index else -away, right=not index)
            edge = away + 5.0
            upper = edge if index else -edge - words.height
            labels += words.labels(width / 2, upper, "middle", "signal")
            top, bottom = min(top, upper), max(bottom, upper + words.height)
    return lowered(shapes, labels, 1 - top, width, bottom - top + 2)


_HIGHEST = math.sqrt(0.125)
"""The greatest height of the lemniscate, whose half width is 1."""


def _way(middle: float, half: float, tall: float, number: int) -> Way:
    across, up = half * (1 - _NARROWER * number), tall * (1 - _FLATTER * number)

    def way(t: float) -> Point:
        turn = 2 * math.pi * t
        below = 1 + math.sin(turn) ** 2
        return (
            middle + across * math.cos(turn) / below,
            up * math.sin(turn) * math.cos(turn) / below,
        )

    return way


def _needed_height(block: TextBlock, half: float) -> float:
    """Give the height at which ``block`` has room in an eye, inside the innermost strand."""
    inner = half * (1 - _NARROWER * (_STRANDS - 1))
    reach = block.width / 2 + GAP
    near, far = _EYE * half - reach, _EYE * half + reach
    room = min(_height_at(near / inner), _height_at(far / inner)) * (1 - _FLATTER * (_STRANDS - 1))
    needed = block.height / 2 + GAP
    if near <= 0 or needed > room * TALLEST:
        raise TooNarrowError(max((line.text for line in block.lines), key=len))
    return needed / room


def _height_at(x: float) -> float:
    """Give the height of Bernoulli's lemniscate, whose half width is 1, at ``x``."""
    return math.sqrt(max(0.0, (math.sqrt(8 * x * x + 1) - 2 * x * x - 1) / 2))


def _arrow(x: float, y: float, *, right: bool) -> list[Shape]:
    """Draw a small arrow with its middle at x, y."""
    side = 1 if right else -1
    tip = x + side * _ARROW / 2
    angle = 0.0 if right else math.pi
    line = Line(
        rounded(x - side * _ARROW / 2), rounded(y), rounded(tip - side * 3), rounded(y), "signal", 0.9
    )
    return [line, arrow_head((tip, y), angle, 5.5, "signal")]
