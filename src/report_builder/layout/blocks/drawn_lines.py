"""Room for drawings in lines of text: what is taller than a line moves the lines around it away."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from report_builder.layout.blocks.rows import Row, TextItem
from report_builder.layout.compose.drawn import drawn_in
from report_builder.layout.compose.runs import Line

_ASCENT, _DESCENT = 0.74, 0.26
"""How far letters reach above and below their baseline, as shares of the size."""
_CLEAR = 1.0
"""How far what is drawn stays from what stands in the lines around it, in points."""


def make_room(rows: Sequence[Row], size: float) -> None:
    """Make rows of one line each taller where a drawing in one would meet the lines above or below it."""
    items = [item for row in rows for item in row.items if isinstance(item, TextItem)]
    reaches = [_reach(item.lines[0]) for item in items]
    if not any(map(any, reaches)):
        return
    below = _DESCENT * size
    for row, item, (up, down) in zip(rows, items, reaches, strict=True):
        extra = max(0.0, below + max(up, _ASCENT * size) + (_CLEAR if up else 0.0) - item.leading)
        row.height += extra
        row.items = (replace(item, baseline=item.baseline + extra),)
        below = max(down + _CLEAR, _DESCENT * size) if down else _DESCENT * size
    rows[-1].height += max(0.0, below + _ASCENT * size - items[-1].leading)


def _reach(line: Line) -> tuple[float, float]:
    """How far the drawings of a line reach above and below its baseline; 0 where it has none."""
    above = below = 0.0
    for segment in line.segments:
        if not segment.font:
            for drawing in drawn_in(segment.look.face, segment.body):
                above, below = max(above, drawing.above), max(below, drawing.below)
    return above, below
