"""The cycle of three to five stations: a garland of strands that meet in each station."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from report_builder.graphics.curves import Point, Way, arrow_head, disc, heading, strand
from report_builder.graphics.diagrams.sheet import (
    GAP,
    HAIRLINE,
    TALLEST,
    VOICE,
    item_block,
    lowered,
    parts_of,
)
from report_builder.graphics.lettering import Lettering, TextBlock, TooNarrowError
from report_builder.graphics.scene import Label, Path, Scene, Shape
from report_builder.model.blocks import DiagramItem

_STRANDS = 7
_SWELL = 8.0
"""How far the outer strands stand from the middle one, half-way between two stations."""
_MARK = 3.6
_SHARES = (0.25, 0.28, 0.31, 0.22, 0.34, 0.19, 0.16)
"""Half widths of the ring that are tried, as shares of the width."""
_PLEASANT = 80.0
"""The half width, in points, of a ring that has room for its texts."""
_GROWTH = 1.06
_ROUND = 1.25
"""How much taller than wide the ring may be before another width is tried."""


def draw_ring(items: Sequence[DiagramItem], width: float, lettering: Lettering) -> Scene:
    """Draw the stations clockwise from the top, each beside its mark; the words of the ways stand inside.

    The ring is a circle where the texts leave room, and as tall an ellipse as they need where not.
    """
    found: list[_Plan] = []
    failed: list[TooNarrowError] = []
    for across in (min(_PLEASANT, _SHARES[0] * width), *(share * width for share in _SHARES)):
        try:
            plan = _plan(items, width, lettering, across)
        except TooNarrowError as error:
            failed.append(error)
        else:
            if plan.tall <= _ROUND * plan.across:
                return _draw(plan, width)
            found.append(plan)
    if not found:
        raise failed[0]
    return _draw(min(found, key=lambda plan: plan.tall), width)


class _Plan(NamedTuple):
    """Where everything stands: the ring's half width and half height, stations' and ways' texts."""

    across: float
    tall: float
    stations: list[_Box]
    ways: list[_Box]


class _Box(Struct, frozen=True):
    """A text with its place: the left and the upper edge."""

    block: TextBlock
    x: float
    y: float

    def meets(self, other: _Box) -> bool:
        """Tell whether two texts come closer than a few points."""
        across = self.x < other.x + other.block.width + GAP and other.x < self.x + self.block.width + GAP
        gap = GAP / 2
        down = self.y < other.y + other.block.height + gap and other.y < self.y + self.block.height + gap
        return across and down


def _plan(items: Sequence[DiagramItem], width: float, lettering: Lettering, across: float) -> _Plan:
    """Find the least height at which no text meets another; TooNarrowError where there is none."""
    count = len(items)
    side = width / 2 - across - _SWELL - GAP
    beside = [abs(math.cos(_angle(index, count))) > _UPRIGHT for index in range(count)]
    stations = [
        item_block(index, item, lettering, side if beside[index] else width / 2)
        for index, item in enumerate(items)
    ]
    inner = across - _SWELL - GAP
    ways = [
        lettering.block(parts_of(index, item), inner * _room(_angle(index + 0.5, count)))
        for index, item in enumerate(items)
    ]
    tall = across
    while True:
        boxes = _placed(stations, ways, width / 2, across, tall)
        if boxes is not None:
            return _Plan(across, tall, boxes[:count], boxes[count:])
        tall *= _GROWTH
        if tall > TALLEST:
            lines = [line.text for block in (*ways, *stations) for line in block.lines]
            raise TooNarrowError(max(lines, key=len))


def _draw(plan: _Plan, width: float) -> Scene:
    middle = width / 2
    shapes = list(_garland(len(plan.stations), middle, plan.across, plan.tall))
    labels: list[Label] = []
    for station, way in zip(plan.stations, plan.ways, strict=True):
        labels += _labels(station, middle, None)
        labels += _labels(way, middle, "signal")
    boxes = plan.stations + plan.ways
    top = min(-plan.tall - _SWELL, *(box.y for box in boxes)) - 1
    bottom = max(plan.tall + _SWELL, *(box.y + box.block.height for box in boxes)) + 1
    return lowered(shapes, labels, -top, width, bottom - top)


_UPRIGHT = 0.2
"""Where the cosine of a place's angle is smaller, it stands on the upright axis."""


def _angle(place: float, count: int) -> float:
    return (place / count - 0.25) * 2 * math.pi


def _room(angle: float) -> float:
    """Give the share of the half width that the words of a way may take."""
    cosine = abs(math.cos(angle))
    return 1.0 if cosine < _UPRIGHT else max(0.5, 0.92 * cosine)


def _placed(
    stations: list[TextBlock], ways: list[TextBlock], middle: float, across: float, tall: float
) -> list[_Box] | None:
    """Place all texts around and inside an ellipse; None where they would meet."""
    count = len(stations)
    boxes = [
        _outside(block, _angle(index, count), middle, across + _SWELL + GAP, tall)
        for index, block in enumerate(stations)
    ]
    for index, block in enumerate(ways):
        box = _inside(block, _angle(index + 0.5, count), middle, across - _SWELL - GAP, tall - _SWELL - GAP)
        if box is None:
            return None
        boxes.append(box)
    written = [box for box in boxes if box.block.lines]
    return None if any(one.meets(other) for one, other in combinations(written, 2)) else boxes


def _outside(block: TextBlock, angle: float, middle: float, across: float, tall: float) -> _Box:
    """Place a station's text beside its mark, outside the ring; ``across`` has the gap in it."""
    cosine, sine = math.cos(angle), math.sin(angle)
    if abs(cosine) <= _UPRIGHT:
        edge = tall + _MARK + GAP
        return _Box(block, middle - block.width / 2, edge if sine > 0 else -edge - block.height)
    y = tall * sine - block.height / 2
    nearest = min(max(0.0, y), y + block.height)
    x = _half_width(nearest, across, tall + _SWELL + GAP)
    return _Box(block, middle + x if cosine > 0 else middle - x - block.width, y)


def _inside(block: TextBlock, angle: float, middle: float, across: float, tall: float) -> _Box | None:
    """Place the words of a way inside the ring, close to it; None where they have no room."""
    cosine, sine = math.cos(angle), math.sin(angle)
    if abs(cosine) <= _UPRIGHT:
        edge = _half_width(block.width / 2, tall, across) * (1 if sine > 0 else -1)
        return _Box(block, middle - block.width / 2, edge - block.height if sine > 0 else edge)
    # From half-way between the stations towards the middle, until there is room.
    for slide in range(10):
        y = tall * sine * (1 - slide / 10) - block.height / 2
        x = min(_half_width(y, across, tall), _half_width(y + block.height, across, tall))
        if x >= block.width + GAP / 2:
            return _Box(block, middle + x - block.width if cosine > 0 else middle - x, y)
    return None


def _half_width(y: float, across: float, tall: float) -> float:
    """Give the half width of an ellipse at height ``y``; 0 outside it."""
    return across * math.sqrt(max(0.0, 1 - (y / tall) ** 2))


def _labels(box: _Box, middle: float, fill: str | None) -> Iterator[Label]:
    """Set a text flush with the side that is next to the ring."""
    left, right = box.x, box.x + box.block.width
    outer = fill is None
    if left < middle < right:
        return box.block.labels((left + right) / 2, box.y, "middle", fill)
    if (left > middle) == outer:
        return box.block.labels(left, box.y, "start", fill)
    return box.block.labels(right, box.y, "end", fill)


def _garland(count: int, middle: float, across: float, tall: float) -> Iterator[Shape]:
    """Draw the strands between the stations, the leading one with its arrow, and the marks."""
    for index in range(count):
        for number in range(_STRANDS):
            share = 2 * number / (_STRANDS - 1) - 1
            if share:
                way = _arc(index, count, middle, across, tall, share * _SWELL)
                yield Path(tuple(strand(way, 8)), stroke="ink", stroke_width=HAIRLINE)
        way = _arc(index, count, middle, across, tall, 0.0)
        yield Path(tuple(strand(way, 8)), stroke="signal", stroke_width=VOICE)
        yield arrow_head(way(0.56), heading(way, 0.53), 9.0, "signal")
    for index in range(count):
        angle = _angle(index, count)
        x, y = middle + across * math.cos(angle), tall * math.sin(angle)
        yield disc(x, y, _MARK, "paper", "ink", 1.2)


def _arc(index: int, count: int, middle: float, across: float, tall: float, swell: float) -> Way:
    def way(t: float) -> Point:
        angle = _angle(index + t, count)
        out = swell * math.sin(math.pi * t)
        return middle + (across + out) * math.cos(angle), (tall + out) * math.sin(angle)

    return way
