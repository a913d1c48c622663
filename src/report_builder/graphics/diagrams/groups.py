"""Groups around common arenas: each arena with its groups, tied to it by strands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from report_builder.graphics.curves import disc
from report_builder.graphics.diagrams.sheet import GAP, HAIRLINE, NAME, name_of, parts_of, text_of
from report_builder.graphics.lettering import Lettering, TextBlock, TooNarrowError, Wording, rounded
from report_builder.graphics.scene import GROUND, Label, Move, Path, Scene, Segment, Shape, To
from report_builder.model.blocks import DiagramItem

_STRANDS = 7
_PAD = 4.0
"""Between a text and the edge of its disc."""
_SMALLEST = 13.0
_STRETCH = 16.0
"""The least length of the strands between a group and its arena."""
_CELL_GAP = 20.0
_ROOMY = 1.18
"""How much wider than needed a ring is drawn where there is room."""


def draw_groups(items: Sequence[DiagramItem], width: float, lettering: Lettering) -> Scene:
    """Draw the arenas: the name in the disc, the text below, the parts around it.

    They stand beside each other where there is room, and in rows where not.
    """
    for columns in range(len(items), 1, -1):
        try:
            return _draw(items, _plan(items, columns, width, lettering), width)
        except TooNarrowError:
            continue
    return _draw(items, _plan(items, 1, width, lettering), width)


class _Plan(NamedTuple):
    """Sizes that all arenas share (columns of ``cell`` points, radii, the ring's), and the texts."""

    columns: int
    cell: float
    arena: float
    group: float
    ring: float
    names: list[TextBlock]
    parts: list[TextBlock]
    titles: list[TextBlock]


def _plan(items: Sequence[DiagramItem], columns: int, width: float, lettering: Lettering) -> _Plan:
    cell = (width - _CELL_GAP * (columns - 1)) / columns
    most = max(len(item.parts) for item in items)
    numbered = list(enumerate(items))
    names, arena = _discs([name_of(*item) for item in numbered], lettering, cell / 2)
    parts, group = _discs([part for item in numbered for part in parts_of(*item)], lettering, cell / 2)
    ring = max(arena + group + _STRETCH, (group + 3) / math.sin(math.pi / most))
    room = cell / 2 - group - 1
    if ring > room:
        words = [word for item in items for text in (item.name, *item.parts) for word in text.split()]
        raise TooNarrowError(max(words, key=len))
    titles = [lettering.block(text_of(*item, NAME), cell) for item in numbered]
    return _Plan(columns, cell, arena, group, min(room, ring * _ROOMY), names, parts, titles)


def _draw(items: Sequence[DiagramItem], plan: _Plan, width: float) -> Scene:
    shapes: list[Shape] = []
    labels: list[Label] = []
    top = plan.ring + plan.group + 1
    lowest = max(_lowest(len(item.parts), plan.ring) for item in items)
    below = max(plan.ring, lowest + plan.group) + 1
    if any(title.lines for title in plan.titles):
        below += GAP
    waiting = iter(plan.parts)
    bottom = 0.0
    for index, item in enumerate(items):
        row, column = divmod(index, plan.columns)
        if column == 0:
            y = top if row == 0 else bottom + _CELL_GAP + top
        x = column * (plan.cell + _CELL_GAP) + plan.cell / 2
        places = list(_places(len(item.parts), x, y, plan.ring))
        shapes.append(replace(disc(x, y, plan.ring, "tint"), part=GROUND))
        shapes += [_tie(place, (x, y), 0.62 * plan.group, 0.34 * plan.arena) for place in places]
        shapes += [disc(px, py, plan.group, "paper", "ink", 0.9) for px, py in places]
        shapes.append(disc(x, y, plan.arena, "signal"))
        name, title = plan.names[index], plan.titles[index]
        labels += name.labels(x, y - name.height / 2, "middle", "paper")
        labels += title.labels(x, y + below, "middle")
        for px, py in places:
            block = next(waiting)
            labels += block.labels(px, py - block.height / 2, "middle")
        bottom = max(bottom, y + below + title.height)
    return Scene(rounded(width), rounded(bottom), (*shapes, *labels))


def _discs(texts: Sequence[Wording], lettering: Lettering, most: float) -> tuple[list[TextBlock], float]:
    """Set texts so that they fit into discs of one size, as small as can be; give its radius."""
    longest = max(lettering.measure(word, style) for text, style, _ in texts for word in text.split(" "))
    best: tuple[float, list[TextBlock]] | None = None
    width = longest
    while width <= max(2 * most, longest):
        blocks = [lettering.block([text], width + 0.01) for text in texts]
        radius = max(_SMALLEST, *(math.hypot(b.width, b.height) / 2 + _PAD for b in blocks))
        if best is None or radius < best[0] - 0.01:
            best = radius, blocks
        width += 9.0
    assert best is not None
    return best[1], best[0]


def _places(count: int, x: float, y: float, ring: float) -> Iterator[tuple[float, float]]:
    """Give the middles of the groups, clockwise from the upper left or, of an odd number, the top."""
    start = -math.pi / 2 - (math.pi / count if count % 2 == 0 else 0.0)
    for number in range(count):
        angle = start + 2 * math.pi * number / count
        yield x + ring * math.cos(angle), y + ring * math.sin(angle)


def _lowest(count: int, ring: float) -> float:
    return max(y for _, y in _places(count, 0.0, 0.0, ring))


def _tie(start: tuple[float, float], end: tuple[float, float], wide: float, narrow: float) -> Path:
    """Draw the strands from a group to its arena; discs cover their ends."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    across = -math.sin(angle), math.cos(angle)
    segments: list[Segment] = []
    for number in range(_STRANDS):
        share = 2 * number / (_STRANDS - 1) - 1
        a, b = share * wide, share * narrow
        segments.append(Move(rounded(start[0] + across[0] * a), rounded(start[1] + across[1] * a)))
        segments.append(To(rounded(end[0] + across[0] * b), rounded(end[1] + across[1] * b)))
    return Path(tuple(segments), stroke="ink", stroke_width=HAIRLINE)
