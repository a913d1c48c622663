"""Grids of a formula: matrices, cases, lines that are aligned."""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.layout.formulas.boxes import Box, together
from report_builder.model.formulas import Grid

_COLUMN = 1.0
_ROW_GAP = 0.35
"""The blank between columns and between rows, in ems."""
_LINE = (0.7, 0.3)
"""How high and deep a line of a grid is at least, in ems."""


def set_grid(grid: Grid, rows: Sequence[Sequence[Box]], em: float, axis: float) -> Box:
    """A grid of boxes around the ``axis``, which is so far above the baseline; ``em`` is the type size."""
    count = max(map(len, rows))
    widths = [
        max((row[column].width for row in rows if column < len(row)), default=0.0) for column in range(count)
    ]
    lines = [
        (
            max([_LINE[0] * em, *(box.above for box in row)]),
            max([_LINE[1] * em, *(box.below for box in row)]),
        )
        for row in rows
    ]
    gap = _ROW_GAP * em
    total = sum(above + below for above, below in lines) + gap * (len(lines) - 1)
    y = -total / 2 - axis
    placed: list[tuple[Box, float, float]] = []
    for row, (above, below) in zip(rows, lines, strict=True):
        y += above
        x = 0.0
        for column, box in enumerate(row):
            lack = widths[column] - box.width
            share = 0.0 if grid.left else 0.5
            if grid.aligned:
                share = 1.0 if column % 2 == 0 and count > 1 else 0.0
            placed.append((box, x + share * lack, y))
            x += widths[column] + _between(grid, column) * em
        y += below + gap
    width = sum(widths) + sum(_between(grid, column) for column in range(count - 1)) * em
    return together(placed, width)


def _between(grid: Grid, column: int) -> float:
    """The blank behind a column, in ems."""
    if not grid.aligned:
        return _COLUMN
    return 0.0 if column % 2 == 0 else 2 * _COLUMN
