"""Groups around common arenas: each arena with its groups, tied to it by strands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from report_builder.graphics.diagrams.sheet import GAP, HAIRLINE, NAME, TEXT, lowered
from report_builder.graphics.lettering import Lettering, TextBlock, TooNarrowError, rounded
from report_builder.graphics.scene import Label, Move, Path, Scene, Segment, Shape, To
from report_builder.graphics.strands import disc
from report_builder.model.blocks import DiagramItem

_STRANDS = 7
_PAD = 4.0
"""Between a text and the edge of its disc."""
_SMALLEST = 11.0
_STRETCH = 16.0
"""The least length of the strands between a group and its arena."""
_CELL_GAP = 20.0
_ROOMY = 1.18
"""How much wider than needed a ring is drawn where there is room."""


def draw_groups(items: Sequence[DiagramItem], width: float, lettering: Lettering) -> Scene:
    """Draw the arenas beside each other: the name in the disc, the text below, the parts around it."""
    cell = (width - _CELL_GAP * (len(items) - 1)) / len(items)
    most = max(len(item.parts) for item in items)
    arenas, arena = _discs([(item.name, NAME) for item in items], lettering, cell / 2)
    every, group = _discs([(part, TEXT) for item in items for part in item.parts], lettering, cell / 2)
    apart = max(arena + group + _STRETCH, (group + 3) / math.sin(math.pi / most))
    room = cell / 2 - group - 1
    if apart > room:
        texts = [line.text for block in (*arenas, *every) for line in block.lines]
        raise TooNarrowError(max(texts, key=len))
    apart = min(room, apart * _ROOMY)
    titles = [lettering.block([(item.text, NAME)] if item.text else [], cell) for item in items]
    shapes: list[Shape] = []
    labels: list[Label] = []
    lowest = max(_lowest(len(item.parts), apart) for item in items) + group + 1 + 1.5 * GAP
    waiting = iter(every)
    for index, item in enumerate(items):
        x = index * (cell + _CELL_GAP) + cell / 2
        shapes.append(disc(x, 0.0, apart, "tint"))
        labels += arenas[index].labels(x, -arenas[index].height / 2, "middle", "paper")
        labels += titles[index].labels(x, lowest, "middle")
        places = list(_places(len(item.parts), x, apart))
        shapes += [_tie(place, (x, 0.0), 0.62 * group, 0.34 * arena) for place in places]
        for px, py in places:
            block = next(waiting)
            shapes.append(disc(px, py, group, "paper", "ink", 0.9))
            labels += block.labels(px, py - block.height / 2, "middle")
        shapes.append(disc(x, 0.0, arena, "signal"))
    top = -apart - group - 1
    bottom = lowest + max(title.height for title in titles)
    return lowered(shapes, labels, -top, width, bottom - top)


def _discs(
    texts: Sequence[tuple[str, str]], lettering: Lettering, most: float
) -> tuple[list[TextBlock], float]:
    """Set texts so that they fit into discs of one size, as small as can be; give its radius."""
    longest = max(lettering.measure(word, style) for text, style in texts for word in text.split(" "))
    best: tuple[float, list[TextBlock]] | None = None
    width = longest
    while width <= max(2 * most, longest):
        blocks = [lettering.block([text], width + 0.01) for text in texts]
        radius = max(_SMALLEST, *(math.hypot(b.width, b.height) / 2 + _PAD for b in blocks))
        if best is None or radius < best[0] - 0.01:
            best = radius, blocks
        width += 6.0
    assert best is not None
    return best[1], best[0]


def _places(count: int, x: float, apart: float) -> Iterator[tuple[float, float]]:
    """Give the middles of the groups, clockwise from the upper left or, of an odd number, the top."""
    start = -math.pi / 2 - (math.pi / count if count % 2 == 0 else 0.0)
    for number in range(count):
        angle = start + 2 * math.pi * number / count
        yield x + apart * math.cos(angle), apart * math.sin(angle)


def _lowest(count: int, apart: float) -> float:
    return max(y for _, y in _places(count, 0.0, apart))


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
