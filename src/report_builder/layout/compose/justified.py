"""Line breaking for justified text: the breaks of a paragraph whose blanks are most even as a whole.

After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines" (1981): a line costs by how far its
blanks are stretched or shrunk from their own width, and hyphens cost extra. Where even the best line would
be full of holes it stays as wide as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from report_builder.layout.compose.breaking import RUNT_SHARE, TOLERANCE
from report_builder.layout.compose.hyphenate import HYPHENATED
from report_builder.layout.compose.lines import Places, Text, line_between
from report_builder.layout.compose.runs import Line
from report_builder.sources.characters import NO_BREAK_SPACE

_STRETCH = 0.5
"""How much wider a blank becomes in a line of badness 100, as a share of its width."""
_SHRINK = 0.25
"""How much narrower a blank may become."""
_WIDEST = 1.5
"""How much wider a blank becomes in a line that may be chosen freely;"""
_TORN = 2.25
"""and at most, where there is no better line: one that needs more is not justified."""
_HYPHEN = 60.0
_HYPHEN_INSIDE = 120.0
_HYPHEN_AGAIN = 9000.0
_RUNT = 60.0
_HOLE = 1e7
"""What a line costs whose blanks would be wider than may be,"""
_DEEPER = 20.0
"""and how much more, the more of its column it leaves: two nearly full lines come before one half full."""


class Blanks(Struct, frozen=True):
    """How many blanks stand before each place: of the line that ends there, and of the one that begins."""

    ends: Sequence[int]
    starts: Sequence[int]


def blanks_before(text: Text, places: Places) -> Blanks:
    """Count the blanks of ``text`` up to each place."""
    # Before each token, the blank in front of it included.
    before = [0]
    for token, blank in zip(text.tokens, text.blanks, strict=True):
        before.append(before[-1] + token.text.count(NO_BREAK_SPACE) + (blank is not None))
    ends, starts = [0], [0]
    for index, offset in zip(places.tokens[1:], places.offsets[1:], strict=True):
        inside = text.tokens[index].text.count(NO_BREAK_SPACE, 0, offset) if offset else 0
        starts.append(before[index] + inside)
        ends.append(starts[-1] - (not offset and text.blanks[index - 1] is not None))
    return Blanks(ends, starts)


def justified_lines(text: Text, places: Places, measure: float, is_last: bool) -> list[Line]:
    """The lines of ``text`` in a column of ``measure`` points; ``is_last`` where no other follows it."""
    blanks = blanks_before(text, places)
    space = text.runs[0].look.space
    breaks = justified_breaks(places, blanks, measure, space)
    if is_last:
        text.blanks[-1] = None
    lines: list[Line] = []
    for start, end in pairwise([0, *breaks]):
        line = line_between(text, places, start, end)
        line.stretch = _stretch(places, blanks, (start, end), measure, space)
        line.width += line.stretch * (blanks.ends[end] - blanks.starts[start])
        lines.append(line)
    return lines


def justified_breaks(places: Places, blanks: Blanks, measure: float, space: float) -> list[int]:
    """The breaks that cost least in sum, as indices into ``places``; the last one is always there.

    ``measure`` is the width of the column and ``space`` that of a blank, in points.
    """
    last = len(places.ends) - 1
    best = [0.0]
    previous = [0]
    first = 0
    for end in range(1, last + 1):
        cost, chosen = float("inf"), end - 1
        while first < end - 1 and _least(places, blanks, first, end, space) > measure + TOLERANCE:
            first += 1
        for start in range(first, end):
            candidate = best[start] + _cost(places, blanks, (start, end), measure, space)
            if candidate <= cost:
                cost, chosen = candidate, start
        best.append(cost)
        previous.append(chosen)
    breaks = [last]
    while previous[breaks[-1]]:
        breaks.append(previous[breaks[-1]])
    breaks.reverse()
    return breaks


def _stretch(places: Places, blanks: Blanks, line: tuple[int, int], measure: float, space: float) -> float:
    """How much wider each blank of a line becomes, in points: less than 0 where it becomes narrower."""
    start, end = line
    count = blanks.ends[end] - blanks.starts[start]
    lack = measure - (places.ends[end] - places.starts[start])
    if not count or (lack > 0 and end == len(places.ends) - 1):
        return 0.0
    each = lack / count
    return each if each <= _TORN * space else 0.0


def _least(places: Places, blanks: Blanks, start: int, end: int, space: float) -> float:
    """The width of a line whose blanks are as narrow as may be."""
    count = blanks.ends[end] - blanks.starts[start]
    return places.ends[end] - places.starts[start] - _SHRINK * space * count


def _cost(places: Places, blanks: Blanks, line: tuple[int, int], measure: float, space: float) -> float:
    start, end = line
    width = places.ends[end] - places.starts[start]
    lack = measure - width
    count = blanks.ends[end] - blanks.starts[start]
    if end == len(places.ends) - 1 and lack >= 0:
        return _RUNT**2 if start and width < RUNT_SHARE * measure else 0.0
    each = abs(lack) if not count else abs(lack) / count
    if lack > 0 and (not count or each > _WIDEST * space):
        return _HOLE * (1.0 + _DEEPER * (lack / measure) ** 2)
    ratio = each / (space * (_STRETCH if lack > 0 else _SHRINK))
    cost = (10.0 + 100.0 * ratio**3) ** 2
    if places.hyphens[end]:
        cost += (_HYPHEN if places.hyphens[end] == HYPHENATED else _HYPHEN_INSIDE) ** 2
        if places.hyphens[start]:
            cost += _HYPHEN_AGAIN
    return cost
