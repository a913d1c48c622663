"""Tables whose cells reach over several columns or rows, with levels of heads, groups of rows, and totals.

Rows that a cell joins are a band. A short band stays on one page; a tall one is divided between its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Item, Row, TextItem
from report_builder.layout.blocks.table_columns import Column, Words
from report_builder.layout.blocks.table_rows import LINES_KEPT_TOGETHER, first_baseline
from report_builder.layout.compose.runs import Line, Run
from report_builder.model.tables import Align, Placed, Table, placed_cells
from report_builder.model.tags import Element
from report_builder.theme.model import NONE, TextStyle

if TYPE_CHECKING:
    from report_builder.layout.blocks.builder import Builder

_EXACT = 0.001
"""What two heights differ by that are the same."""


class SetCell(Struct):
    """A cell with its runs, and its place in the table; ``style`` names its text style.

    It leaves ``spare`` points free at its right, for its decimals to stand below those above.
    """

    placed: Placed
    element: Element
    runs: list[Run]
    style: str
    align: str
    spare: float = 0.0


class _Text(Struct):
    """The lines of a cell, each with its baseline from the top of the band."""

    cell: SetCell
    x: float
    width: float
    lines: list[tuple[float, Line]]


class Parts(Struct, frozen=True):
    """The cells of a table, row by row: of its heads, its body, its foot."""

    head: list[list[SetCell]]
    rows: list[list[SetCell]]
    foot: list[list[SetCell]]

    @property
    def cells(self) -> Iterator[SetCell]:
        """All of them."""
        return (cell for part in (self.head, self.rows, self.foot) for row in part for cell in row)

    def numbers(self, columns: int) -> list[list[list[Run]]]:
        """What stands below the heads, row by row: in each column the cell that takes it alone, if any."""
        rows: list[list[list[Run]]] = []
        for row in (*self.rows, *self.foot):
            alone = {cell.placed.column: cell.runs for cell in row if cell.placed.cell.columns == 1}
            rows.append([alone.get(column, []) for column in range(columns)])
        return rows

    def words(self) -> list[Words]:
        """What is written in the cells, for the widths of columns."""
        return [(cell.placed.column, cell.placed.cell.columns, cell.runs) for cell in self.cells]


def spanned_cells(builder: Builder, node: Table, element: Element) -> Parts:
    """The cells of a table, tagged: each names its heads, which scopes alone do not tell (14.8.5.7)."""
    placed = placed_cells(node)
    top, bottom = len(node.head), len(node.head) + len(node.rows)
    parts = Parts([], [], [])
    elements: list[Element] = []
    parent: Element | None = None
    for number, row in enumerate(placed):
        group = top <= number < bottom and node.heads_group([one.cell for one in row])
        if parent is None or number in (0, top, bottom) or group:
            role = "THead" if number < top else "TBody" if number < bottom else "TFoot"
            parent = element.add(Element(role))
        line = parent.add(Element("TR"))
        made = []
        for one in row:
            tagged = line.add(_element(one, elements, number < top))
            elements.append(tagged)
            made.append(_cell(builder, node, one, tagged, number < top, group or number >= bottom))
        (parts.head if number < top else parts.rows if number < bottom else parts.foot).append(made)
    return parts


def _element(placed: Placed, elements: Sequence[Element], down: bool) -> Element:
    """The element of a cell; ``down`` tells that it heads what is below it."""
    cell = placed.cell
    attributes: dict[str, str | float | tuple[float, ...]] = {}
    if placed.heads:
        attributes["Scope"] = "Column" if down else "Row"
    if cell.columns > 1:
        attributes["ColSpan"] = cell.columns
    if cell.rows > 1:
        attributes["RowSpan"] = cell.rows
    heads = tuple(elements[index] for index in placed.names)
    return Element("TH" if placed.heads else "TD", attributes=attributes or None, headers=heads)


def _cell(
    builder: Builder, node: Table, placed: Placed, element: Element, head: bool, strong: bool
) -> SetCell:
    style = "table_head" if head else "table"
    changes: dict[str, object] = {"face": "bold"} if strong else {}
    tables = builder.theme.tables
    if head and tables.head_ground != NONE:
        ink = builder.theme.palette[tables.head_ink] if tables.head_ink else builder.style(style).colour
        changes = {"colour": ink, "links": ink}
    runs = builder.runs(placed.cell.children, style, ElementOwner(element), **changes)
    over = node.columns[placed.column : placed.right]
    align = over[0]
    if len(over) > 1 and any(one is not Align.LEFT for one in over):
        # What heads several columns stands in the middle of them, unless all begin at the left.
        align = Align.CENTRE if head else Align.LEFT if placed.heads else align
    return SetCell(placed, element, runs, style, align.value)


def bands_of(part: Sequence[Sequence[SetCell]]) -> list[list[Sequence[SetCell]]]:
    """The bands of a part of the table: all its heads, its body or its foot."""
    bands: list[list[Sequence[SetCell]]] = []
    joined = 0
    for number, row in enumerate(part):
        if number >= joined and not (bands and part[0][0].style == "table_head"):
            bands.append([])
        bands[-1].append(row)
        joined = max([joined, number + 1, *(number + cell.placed.cell.rows for cell in row)])
    return bands


def part_rows(builder: Builder, part: Sequence[Sequence[SetCell]], columns: list[Column]) -> list[list[Row]]:
    """The slices of each band of a part of the table."""
    return [_band(builder, band, columns) for band in bands_of(part)]


def _band(builder: Builder, band: Sequence[Sequence[SetCell]], columns: list[Column]) -> list[Row]:
    """The slices of rows that cells join."""
    first = next((row[0].placed.row for row in band if row), 0)
    style = builder.style(next((row[0].style for row in band if row), "table"))
    padding = builder.theme.tables.padding
    composed = [(cell, _text(builder, cell, columns)) for row in band for cell in row]
    heights = _heights(
        [(cell, len(lines.lines)) for cell, lines in composed], len(band), first, style, padding
    )
    tops = [0.0, *accumulate(heights)]
    for cell, text in composed:
        begin = tops[cell.placed.row - first]
        if cell.style == "table_head":  # a head stands above what it heads
            end = tops[cell.placed.below - first]
            begin = (
                end - len(text.lines) * style.leading - 2 * padding if cell.placed.cell.rows > 1 else begin
            )
        text.lines = [
            (begin + first_baseline(style, padding) + index * style.leading, line)
            for index, (_, line) in enumerate(text.lines)
        ]
    texts = [text for _, text in composed]
    if tops[-1] <= LINES_KEPT_TOGETHER * style.leading + 2 * padding:
        slices = [_slice(texts, top, bottom, style, whole=True) for top, bottom in pairwise(tops)]
        for one in slices[:-1]:
            one.keep = True
    else:
        cuts = _cuts(tops, style, padding)
        _moved(texts, cuts, style)
        slices = [_slice(texts, top, bottom, style, whole=False) for top, bottom in pairwise(cuts)]
    _rules(builder, band, first, tops, slices, columns)
    return slices


def _text(builder: Builder, cell: SetCell, columns: list[Column]) -> _Text:
    left, right = columns[cell.placed.column], columns[cell.placed.right - 1]
    width = right.right - left.x - cell.spare
    return _Text(cell, left.x, width, [(0.0, line) for line in builder.compose(cell.runs, width)])


def _heights(
    cells: Sequence[tuple[SetCell, int]], rows: int, first: int, style: TextStyle, padding: float
) -> list[float]:
    """How tall each row of a band is: what its own cells need, and the last one what a cell over it lacks."""
    heights = [style.leading + 2 * padding] * rows
    for cell, count in sorted(cells, key=lambda one: one[0].placed.below):
        begin, end = cell.placed.row - first, min(cell.placed.below - first, rows)
        needed = max(1, count) * style.leading + 2 * padding
        heights[end - 1] += max(0.0, needed - sum(heights[begin:end]))
    return heights


def _cuts(tops: Sequence[float], style: TextStyle, padding: float) -> list[float]:
    """Where a band may be divided: between its rows, and in a tall row between its lines."""
    cuts = [0.0]
    for top, bottom in pairwise(tops):
        count = round((bottom - top - 2 * padding) / style.leading)
        if count > LINES_KEPT_TOGETHER:
            cuts += [top + padding + index * style.leading for index in range(2, count - 1)]
        cuts.append(bottom)
    return cuts


def _moved(texts: Sequence[_Text], cuts: list[float], style: TextStyle) -> None:
    """Move lines of cells over several rows that stand where a band may be divided below that."""
    above = style.leading / 2 + (first_baseline(style, 0.0) - style.leading / 2)
    for text in texts:
        if text.cell.placed.cell.rows == 1:
            continue
        moved: list[tuple[float, Line]] = []
        push = 0.0
        for baseline, line in text.lines:
            top = baseline + push - above
            cut = next((at for at in cuts if top + _EXACT < at < top + style.leading - _EXACT), None)
            if cut is not None:
                push += cut - top
            moved.append((baseline + push, line))
        text.lines = moved
        if moved:
            cuts[-1] = max(cuts[-1], moved[-1][0] - above + style.leading)


def _slice(texts: Sequence[_Text], top: float, bottom: float, style: TextStyle, *, whole: bool) -> Row:
    """A row of the page with the lines between two heights; ``whole`` cells stand where they begin."""
    items: list[Item] = []
    for text in texts:
        lines = text.lines
        if whole:
            lines = lines if lines and top <= lines[0][0] < bottom else []
        else:
            lines = [(at, line) for at, line in lines if top <= at < bottom]
        if lines:
            set_lines = tuple(line for _, line in lines)
            items.append(
                TextItem(set_lines, text.x, lines[0][0] - top, style.leading, text.width, text.cell.align)
            )
    return Row(bottom - top, tuple(items), on_grid=False)


def _rules(
    builder: Builder,
    band: Sequence[Sequence[SetCell]],
    first: int,
    tops: Sequence[float],
    slices: Sequence[Row],
    columns: list[Column],
) -> None:
    """Draw the rules below the rows inside a band, where no cell goes on below them."""
    ends = [0.0, *accumulate(row.height for row in slices)]
    for number, bottom in enumerate(tops[1:-1], 1):
        at = min(range(len(slices)), key=lambda index: abs(ends[index + 1] - bottom))
        crossed = {
            column
            for row in band[:number]
            for cell in row
            if cell.placed.below - first > number
            for column in range(cell.placed.column, cell.placed.right)
        }
        for begin, end in _stretches(crossed, len(columns)):
            if band[0][0].style == "table_head":
                heading = [
                    cell for cell in band[number - 1] if begin <= cell.placed.column < end and cell.runs
                ]
                for cell in heading:
                    over = columns[cell.placed.column : cell.placed.right]
                    if len(over) > 1:
                        width = over[-1].right - over[0].x
                        slices[at].items += builder.rule("table_row", over[0].x, slices[at].height, width)
            else:
                tables = builder.theme.tables
                left = columns[begin].x - (tables.inset if begin == 0 else 0.0)
                right = columns[end - 1].right + (tables.inset if end == len(columns) else 0.0)
                slices[at].items += builder.rule("table_row", left, slices[at].height, right - left)


def _stretches(crossed: set[int], count: int) -> Iterator[tuple[int, int]]:
    """The stretches of neighbouring columns that nothing crosses: the first of each, and that behind it."""
    begin: int | None = None
    for column in range(count + 1):
        free = column < count and column not in crossed
        if free and begin is None:
            begin = column
        elif not free and begin is not None:
            yield begin, column
            begin = None
