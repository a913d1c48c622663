"""Where the columns of a table stand, by what is written in them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.language.message import hinted
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.column_widths import given_way, shared
from report_builder.layout.compose.emergency import SMALLEST
from report_builder.layout.compose.runs import Run
from report_builder.model.tables import Table, Wide, column_groups

_LEAST_COLUMN = 24.0
_LEAST_POINT, _LEAST_GAP = 16.0, 4.0
"""How narrow the columns of a scale may be, with a circle each, and how near each other, in points."""

_LEAST_SIZE = 8.0
"""How small the type of a table is set, in points, for its words to have room."""
_FEW = 7.0
"""How many sizes of its type a column of words is wide at the least, before a table is divided."""
_WIDEST_GAP = 3.0
"""How far columns that have room stand apart at the most, in sizes of their type: so far do eyes follow."""
_NEARLY = 1.15
"""How much further they do where the table is as wide as its room then."""

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
    """The columns of a table that stand beside each other. Its type is set smaller by ``factor``.

    A table that is ``wide`` needs the margin column too. ``shown`` are the numbers of its columns, from 0; in
    a table that is divided the first ones, ``again``, stood in the part above too.
    """

    columns: list[Column]
    wide: bool
    factor: float
    shown: Sequence[int]
    again: int = 0


class _Needs(Struct, frozen=True):
    """What each column needs for its longest word, and what for its longest cell; the gap between two.

    Where there is room the gap is ``widest`` at the most, and the table no wider than that makes it; None for
    a table that takes all the room, for it is written in.
    """

    least: list[float]
    most: list[float]
    gap: float
    widest: float | None

    def widths(self, room: float) -> tuple[list[float], float]:
        """The widths of the columns, which have ``room`` for their longest words, and the gap between two."""
        left = room - sum(self.most)
        if self.widest is None or left < 0:
            return shared(self.least, self.most, room), self.gap
        full = self.gap + left / max(1, len(self.most) - 1)
        # A table that is nearly as wide as the text around it would look like a mistake.
        return self.most, max(self.gap, full if full <= _NEARLY * self.widest else self.widest)


def columns_for(
    builder: Builder,
    node: Table,
    region: Region,
    cells: Sequence[Words],
    *,
    scale: bool = False,
    at_least: Mapping[int, tuple[float, float]] = MappingProxyType({}),
) -> list[Columns]:
    """The columns that a table with these ``cells`` gets; those of a ``scale`` may be narrow.

    They stand below each other in several parts where they have no room beside each other. Those in
    ``at_least`` need so many points at the least, and so many for the longest of their lines.
    """
    count = len(node.columns)
    narrowest = _LEAST_POINT if scale else _LEAST_COLUMN
    page, gap = builder.theme.page, builder.theme.tables.gap
    least, most = _lengths(builder, count, cells, gap)
    for column, (word, line) in at_least.items():
        least[column], most[column] = max(least[column], word), max(most[column], line)
    may_widen = region.can_widen(page)
    inset = builder.theme.tables.inset
    width, full_width = region.width - 2 * inset, page.full_width - 2 * inset
    if scale:
        left = (full_width if may_widen else width) - sum(least)
        gap = min(gap, max(_LEAST_GAP, left / (count - 1)))
    gaps = gap * (count - 1)
    wide = may_widen and (sum(least) + gaps > width or (count > 3 and sum(most) + gaps > 2 * width))
    room = (full_width if wide else width) - gaps
    size = builder.style("table").size
    whole = _Needs(least, most, gap, None if scale or node.to_fill else _WIDEST_GAP * size)
    if sum(least) < room:
        return [_beside(node, region, range(count), *whole.widths(room), inset, wide)]
    smaller, smallest = room / sum(least), min(1.0, _LEAST_SIZE / size)
    may_divide = node.wide is not Wide.SMALL and not (scale or node.lines)
    if smaller >= smallest and not (may_divide and node.wide is Wide.DIVIDED):
        widths = shared([smaller * one for one in least], [smaller * one for one in most], room)
        return [_beside(node, region, range(count), widths, gap, inset, wide, smaller)]
    numbers = [max(narrowest, widest + 1) for widest in _widest_numbers(builder, count, cells)]
    wanted = [max(number, min(word, _FEW * size)) for number, word in zip(numbers, least, strict=True)]
    if may_divide and (sum(wanted) > room or node.wide is Wide.DIVIDED):
        wanted = least if node.wide is Wide.DIVIDED else wanted
        parts = _parts(node, wanted, room + gaps, gap)
        if len(parts) > 1:
            return [_part(node, region, whole, numbers, shown, room + gaps, inset, wide) for shown in parts]
    if room < count * narrowest:
        _tell_too_wide(builder, node, scale)
        room = count * narrowest
    factor = min(1.0, max(SMALLEST, room / sum(numbers)))
    if node.wide is Wide.SMALL and not scale:
        factor = min(factor, smallest)
    widths = given_way([factor * one for one in numbers], least, room)
    return [_beside(node, region, range(count), widths, gap, inset, wide, factor)]


def _beside(
    node: Table,
    region: Region,
    shown: Sequence[int],
    widths: Sequence[float],
    gap: float,
    inset: float,
    wide: bool,
    factor: float = 1.0,
) -> Columns:
    """Columns of these widths beside each other."""
    columns: list[Column] = []
    x = region.x + inset
    for number, width in zip(shown, widths, strict=True):
        columns.append(Column(x, width, node.columns[number].value))
        x += width + gap
    again = max(1, node.head_columns) if shown[-1] != len(shown) - 1 else 0
    return Columns(columns, wide, factor, shown, again)


def _parts(node: Table, wanted: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Which columns stand beside each other where all need more than the room; the heads of rows always do.

    As few parts as there can be, with about as many columns in each; one part where that helps nothing.
    """
    first = max(1, node.head_columns)
    left = room - sum(width + gap for width in wanted[:first]) + gap
    rest = column_groups(node, first)
    if any(sum(wanted[column] + gap for column in group) > left for group in rest):
        return [list(range(len(wanted)))]
    count = _rows_of(wanted, rest, left, gap, len(wanted))
    most = math.ceil((len(wanted) - first) / len(count))
    even = _rows_of(wanted, rest, left, gap, most)
    chosen = even if len(even) == len(count) else count
    return [[*range(first), *columns] for columns in chosen]


def _rows_of(
    wanted: Sequence[float], rest: Sequence[Sequence[int]], room: float, gap: float, most: int
) -> list[list[int]]:
    """Groups of columns one after the other, as many in a row as have room, at most ``most`` columns."""
    rows: list[list[int]] = []
    left = 0.0
    for group in rest:
        needed = sum(wanted[column] + gap for column in group)
        if not rows or len(rows[-1]) + len(group) > most or needed > left:
            rows.append([])
            left = room
        rows[-1] += group
        left -= needed
    return rows


def _part(
    node: Table,
    region: Region,
    needs: _Needs,
    numbers: Sequence[float],
    shown: Sequence[int],
    room: float,
    inset: float,
    wide: bool,
) -> Columns:
    """A part of a table that is divided."""
    least, most = [needs.least[column] for column in shown], [needs.most[column] for column in shown]
    room -= needs.gap * (len(shown) - 1)
    if sum(least) < room:
        widths, gap = replace(needs, least=least, most=most).widths(room)
    else:
        widths, gap = given_way([numbers[column] for column in shown], least, room), needs.gap
    return _beside(node, region, shown, widths, gap, inset, wide)


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
