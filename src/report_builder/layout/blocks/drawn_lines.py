"""Room for drawings in lines of text: what is taller than a line moves the lines around it away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.rows import Row, TextItem
from report_builder.layout.compose.drawn import drawn_in
from report_builder.layout.compose.runs import Line

_ASCENT, _DESCENT = 0.74, 0.26
"""How far letters reach above and below their baseline, as shares of the size."""
_CLEAR = 1.0
"""How far what is drawn stays from what stands in the lines around it, in points."""


class Pitch(Struct, frozen=True):
    """How lines stand: ``leading`` apart, with room ``above`` the first baseline and ``below`` the last."""

    size: float
    leading: float
    above: float
    below: float


def between_others(size: float, leading: float) -> Pitch:
    """How lines stand that have text above and below them."""
    return Pitch(size, leading, leading - _DESCENT * size, leading - _ASCENT * size)


def make_room(rows: Sequence[Row], size: float, *, drawn: bool) -> None:
    """Make rows of one line each taller where a drawing in one would meet the lines above or below it.

    Nothing is looked for where nothing is ``drawn`` in any line so far.
    """
    items = [item for row in rows for item in row.items if isinstance(item, TextItem)] if drawn else []
    if not items:
        return
    extras = extra_room([item.lines[0] for item in items], between_others(size, items[0].leading))
    if not extras:
        return
    for row, item, extra in zip(rows, items, extras[:-1], strict=True):
        row.height += extra
        row.items = (replace(item, baseline=item.baseline + extra),)
    rows[-1].height += extras[-1]


def extra_room(lines: Sequence[Line], pitch: Pitch) -> list[float]:
    """What lacks above each of some lines, and below the last, for their drawings; nothing where none are."""
    reaches = [_reach(line) for line in lines]
    if not any(map(any, reaches)):
        return []
    extras: list[float] = []
    room, below = pitch.above, 0.0
    for up, down in reaches:
        needed = max(up, _ASCENT * pitch.size) + (_CLEAR if up else 0.0)
        extras.append(max(0.0, below + needed - room))
        below, room = max(down + _CLEAR if down else 0.0, _DESCENT * pitch.size), pitch.leading
    down = reaches[-1][1]
    return [*extras, max(0.0, (down + _CLEAR if down else 0.0) - pitch.below)]


def room_beside(cells: Sequence[Sequence[Line]], pitch: Pitch) -> list[float]:
    """The same for cells beside each other, whose lines stand level; nothing if none of them lacks any."""
    count = max(map(len, cells))
    found = [
        [*extras[:-1], *[0.0] * (count - len(lines)), extras[-1] if len(lines) == count else 0.0]
        for lines in cells
        if (extras := extra_room(lines, pitch))
    ]
    most = [max(each) for each in zip_longest(*found)]
    return most if any(most) else []


def _reach(line: Line) -> tuple[float, float]:
    """How far the drawings of a line reach above and below its baseline; 0 where it has none."""
    above = below = 0.0
    for segment in line.segments:
        if not segment.font:
            for drawing in drawn_in(segment.look.face, segment.body):
                above, below = max(above, drawing.above), max(below, drawing.below)
    return above, below
