"""Where the columns of a table stand, by what is written in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from report_builder.language.message import hinted
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.column_widths import given_way, shared
from report_builder.layout.compose.emergency import SMALLEST
from report_builder.layout.compose.runs import Run
from report_builder.model.tables import Table

_LEAST_COLUMN = 24.0
_LEAST_POINT, _LEAST_GAP = 16.0, 4.0
"""How narrow the columns of a scale may be, with a circle each, and how near each other, in points."""

Words: TypeAlias = tuple[int, int, Sequence[Run]]
"""What is written in a cell, with its first column and over how many it reaches."""


class Column(Struct, frozen=True):
    """A column at ``x``, ``width`` points wide; ``align`` tells how its text is set."""

    x: float
    width: float
    align: str

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width


class Columns(Struct, frozen=True):
    """The columns of a table. Its type is set smaller by ``factor`` where its numbers had no room else.

    A table that is ``wide`` needs the margin column too.
    """

    columns: list[Column]
    wide: bool
    factor: float


def columns_for(
    builder: Builder, node: Table, region: Region, cells: Sequence[Words], *, scale: bool
) -> Columns:
    """The columns that a table with these ``cells`` gets; those of a ``scale`` may be narrow."""
    count = len(node.columns)
    narrowest = _LEAST_POINT if scale else _LEAST_COLUMN
    page, gap = builder.theme.page, builder.theme.tables.gap
    least, most = _lengths(builder, count, cells, gap)
    may_widen = region.can_widen(page)
    inset = builder.theme.tables.inset
    width, full_width = region.width - 2 * inset, page.full_width - 2 * inset
    if scale:
        left = (full_width if may_widen else width) - sum(least)
        gap = min(gap, max(_LEAST_GAP, left / (count - 1)))
    gaps = gap * (count - 1)
    wide = may_widen and (sum(least) + gaps > width or (count > 3 and sum(most) + gaps > 2 * width))
    room = (full_width if wide else width) - gaps
    if room < count * narrowest:
        _tell_too_wide(builder, node, scale)
        room = count * narrowest
    factor = 1.0
    if sum(least) >= room:
        numbers = [max(narrowest, widest + 1) for widest in _widest_numbers(builder, count, cells)]
        factor = min(1.0, max(SMALLEST, room / sum(numbers)))
        widths = given_way([factor * width for width in numbers], least, room)
    else:
        widths = shared(least, most, room)
    columns: list[Column] = []
    x = region.x + inset
    for width, align in zip(widths, node.columns, strict=True):
        columns.append(Column(x, width, align.value))
        x += width + gap
    return Columns(columns, wide, factor)


def _lengths(
    builder: Builder, count: int, cells: Iterable[Words], gap: float
) -> tuple[list[float], list[float]]:
    """What the longest word of each column takes, and its longest cell.

    What reaches over several columns asks each of them for a part of what they lack together.
    """
    least, most = [_LEAST_COLUMN] * count, [_LEAST_COLUMN] * count
    over: list[tuple[int, int, float, float]] = []
    for index, reach, runs in cells:
        longest, whole = builder.composer.natural_width(runs)
        if reach > 1:
            over.append((index, reach, longest, whole))
            continue
        least[index] = max(least[index], longest + 1)
        most[index] = max(most[index], whole + 1)
    for index, reach, longest, whole in sorted(over, key=lambda one: one[1]):
        for widths, needed in ((least, longest), (most, whole)):
            lacking = needed + 1 - sum(widths[index : index + reach]) - gap * (reach - 1)
            if lacking > 0:
                for column in range(index, index + reach):
                    widths[column] += lacking / reach
    return least, most


def _widest_numbers(builder: Builder, count: int, cells: Iterable[Words]) -> list[float]:
    """The width of the widest number of each column."""
    widest = [0.0] * count
    for index, reach, runs in cells:
        if reach == 1:
            widest[index] = max(widest[index], builder.composer.widest_number(runs))
    return widest


def _tell_too_wide(builder: Builder, node: Table, scale: bool) -> None:
    count = len(node.columns)
    said = hinted("layout.table-columns", columns=count)
    if scale:
        said = hinted("layout.scale-points", points=count - 1)
    builder.diagnostics.error("RB-TOO-WIDE", node.span, *said)
