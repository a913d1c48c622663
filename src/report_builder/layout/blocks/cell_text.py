"""What is written in a cell of a table whose cells reach over several places, line by line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.layout.blocks.cell_blocks import CellPart
from report_builder.layout.blocks.drawn_lines import Pitch, between_others, extra_room
from report_builder.layout.blocks.table_columns import Column
from report_builder.layout.blocks.table_rows import cell_pitch
from report_builder.layout.compose.runs import Line, Run
from report_builder.model.tables import Placed
from report_builder.model.tags import Element

if TYPE_CHECKING:
    from report_builder.layout.blocks.builder import Builder


class SetCell(Struct):
    """A cell with its runs, and its place in the table; ``style`` names its text style.

    It leaves ``spare`` points free at its right, for its decimals to stand below those above. Where it has
    more than words these are its ``parts``, below each other.
    """

    placed: Placed
    element: Element
    runs: list[Run]
    style: str
    align: str
    spare: float = 0.0
    parts: list[CellPart] = []


class SetLine(Struct):
    """A line with its baseline: first from the top of its cell, in lines, then from that of the band."""

    baseline: float
    line: Line
    x: float
    width: float
    align: str


class CellText(Struct):
    """The lines of a cell, which take so many ``lines`` of the cell."""

    cell: SetCell
    set_lines: list[SetLine]
    lines: float

    @property
    def is_apart(self) -> bool:
        """Whether there is more between its lines than their leading."""
        return bool(self.cell.parts) or self.lines > len(self.set_lines)


def cell_text(builder: Builder, cell: SetCell, columns: list[Column], gap: float) -> CellText:
    """The lines of a cell, whose paragraphs stand ``gap`` lines apart; where that is 1, all are in lines."""
    left, right = columns[cell.placed.column], columns[cell.placed.right - 1]
    width = right.right - left.x - cell.spare
    style = builder.style(cell.style)
    if not cell.parts:
        lines = builder.compose(cell.runs, width)
        *places, end = _places(lines, cell_pitch(style, builder.theme.tables.padding), gap)
        made = [SetLine(at, line, left.x, width, cell.align) for at, line in zip(places, lines, strict=True)]
        return CellText(cell, made, end)
    made, y = [], 0.0
    pitch = between_others(style.size, style.leading)
    for part in cell.parts:
        y += gap if part.apart else 0.0
        align = "left" if part.indent else cell.align
        lines = builder.compose(part.runs, width - part.indent) if part.runs else []
        label = builder.compose(part.label, width) if part.label else []
        *places, end = _places(lines, pitch, gap)
        first = y + (places[0] if places else 0.0)
        made += [SetLine(first, line, left.x + part.outer, width - part.outer, "left") for line in label]
        made += [
            SetLine(y + at, line, left.x + part.indent, width - part.indent, align)
            for at, line in zip(places, lines, strict=True)
        ]
        y += max(1, end)
    return CellText(cell, made, y)


def _places(lines: Sequence[Line], pitch: Pitch, gap: float) -> Iterator[float]:
    """Where each of some lines begins and the last one ends, in lines, with room for what is drawn in them.

    Where all stand in lines, that room is whole lines too.
    """
    extras = extra_room(lines, pitch) or [0.0] * (len(lines) + 1)
    y = 0.0
    for extra in extras:
        y += math.ceil(extra / pitch.leading) if gap == 1.0 else extra / pitch.leading
        yield y
        y += 1.0
