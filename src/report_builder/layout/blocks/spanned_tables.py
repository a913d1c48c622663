"""Tables whose cells reach over several columns or rows, with levels of heads, groups of rows, and totals.

Rows that a cell joins are a band. A short band stays on one page; a tall one is divided between its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.cell_blocks import CellPart, cell_parts
from report_builder.layout.blocks.cell_text import CellText, SetCell, SetLine, cell_text
from report_builder.layout.blocks.elements import REPEATED, ElementOwner
from report_builder.layout.blocks.rows import Item, Row, TextItem
from report_builder.layout.blocks.table_columns import Column, Columns, Words
from report_builder.layout.blocks.table_rows import LINES_KEPT_TOGETHER, first_baseline
from report_builder.layout.compose.runs import Run
from report_builder.model.blocks import Paragraph
from report_builder.model.tables import Placed, Table, align_of, placed_cells
from report_builder.model.tags import Element
from report_builder.theme.model import NONE, TextStyle

if TYPE_CHECKING:
    from report_builder.layout.blocks.builder import Builder

_GAP = 0.5
"""How far the paragraphs of a cell stand apart, in lines."""
_LINES_OF_A_NAME = 3
"""How many lines a cell has at most that is named again at the head of a page."""
_EXACT = 0.001
"""What two heights differ by that are the same."""


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
            alone = {
                cell.placed.column: [run for one in cell.parts for run in one.runs] or cell.runs
                for cell in row
                if cell.placed.cell.columns == 1
            }
            rows.append([alone.get(column, []) for column in range(columns)])
        return rows

    def words(self) -> list[Words]:
        """What is written in the cells, for the widths of columns."""
        return [
            (cell.placed.column, cell.placed.cell.columns, runs)
            for cell in self.cells
            for runs in ([[*one.label, *one.runs] for one in cell.parts] or [cell.runs])
        ]

    def set_in(self, builder: Builder) -> dict[int, tuple[float, float]]:
        """What columns need for the longest word, and for the longest line, that is set in, in lists."""
        widths: dict[int, tuple[float, float]] = {}
        for cell in self.cells:
            for one in cell.parts:
                if one.indent and cell.placed.cell.columns == 1:
                    word, line = builder.composer.natural_width(one.runs)
                    least, most = widths.get(cell.placed.column, (0.0, 0.0))
                    needed = max(least, one.indent + word + 1), max(most, one.indent + line + 1)
                    widths[cell.placed.column] = needed
        return widths

    def emphasised(self, rows: set[int]) -> frozenset[int]:
        """The bands of the body, from 0, of which all rows that cells begin in are among ``rows``."""
        return frozenset(
            number
            for number, band in enumerate(bands_of(self.rows) if rows else ())
            if all(row[0].placed.row in rows for row in band if row)
        )

    def shown(self, builder: Builder, part: Columns) -> Parts:
        """The cells of those columns that stand beside each other in a part of the table, in its size.

        What stood in a part above is decoration here.
        """
        at = {column: place for place, column in enumerate(part.shown)}
        new = part.shown[part.again] if part.again else 0

        def row_of(row: Sequence[SetCell]) -> list[SetCell]:
            places = [[at[one] for one in _columns(cell) if one in at] for cell in row]
            return [
                _shown(builder, cell, over, part.factor, again=part.again > 0 and cell.placed.column < new)
                for cell, over in zip(row, places, strict=True)
                if over
            ]

        return Parts(*([row_of(row) for row in rows] for rows in (self.head, self.rows, self.foot)))


def _columns(cell: SetCell) -> range:
    return range(cell.placed.column, cell.placed.right)


def _shown(builder: Builder, cell: SetCell, over: Sequence[int], factor: float, *, again: bool) -> SetCell:
    """A cell in these columns of a part of the table, ``again`` as decoration."""

    def runs_of(runs: list[Run]) -> list[Run]:
        smaller = builder.composer.shrunk(runs, factor) if factor < 1 else runs
        return [replace(run, owner=REPEATED) for run in smaller] if again else smaller

    placed = replace(cell.placed, cell=replace(cell.placed.cell, columns=len(over)), column=over[0])
    parts = [replace(one, runs=runs_of(one.runs), label=runs_of(one.label)) for one in cell.parts]
    return replace(cell, placed=placed, runs=runs_of(cell.runs), parts=parts)


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
    parts: list[CellPart] = []
    if placed.cell.blocks:

        def read(block: Paragraph, owner: ElementOwner) -> list[Run]:
            return builder.runs(block.children, style, owner, **changes)

        parts = cell_parts(builder, placed.cell.blocks, style, element, read)
    runs = builder.runs(placed.cell.children, style, ElementOwner(element), **changes)
    align = align_of(node, placed, in_head=head)
    return SetCell(placed, element, runs, style, align.value, parts=parts)


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
    cells = [cell for row in band for cell in row]
    composed = [(cell, cell_text(builder, cell, columns, _GAP)) for cell in cells]
    heights = _heights(composed, len(band), first, style, padding)
    is_tall = sum(heights) > LINES_KEPT_TOGETHER * style.leading + 2 * padding
    if is_tall and any(text.is_apart for _, text in composed):
        # What is divided between its lines has whole ones between its paragraphs.
        composed = [(cell, cell_text(builder, cell, columns, 1.0)) for cell in cells]
        heights = _heights(composed, len(band), first, style, padding)
    tops = [0.0, *accumulate(heights)]
    for cell, text in composed:
        begin = tops[cell.placed.row - first]
        if cell.style == "table_head":  # a head stands above what it heads
            end = tops[cell.placed.below - first]
            begin = end - text.lines * style.leading - 2 * padding if cell.placed.cell.rows > 1 else begin
        for line in text.set_lines:
            line.baseline = begin + first_baseline(style, padding) + line.baseline * style.leading
    texts = [text for _, text in composed]
    if tops[-1] <= LINES_KEPT_TOGETHER * style.leading + 2 * padding:
        slices = [_slice(texts, top, bottom, style, whole=True) for top, bottom in pairwise(tops)]
        for one in slices[:-1]:
            one.keep = True
    else:
        cuts = _cuts(tops, style, padding)
        _moved(texts, cuts, style)
        slices = [_slice(texts, top, bottom, style, whole=False) for top, bottom in pairwise(cuts)]
        for one, top in zip(slices[1:], cuts[1:], strict=False):
            one.repeat = _again(composed, tops, top, first, style, padding)
    _rules(builder, band, first, tops, slices, columns)
    return slices


def _heights(
    cells: Sequence[tuple[SetCell, CellText]], rows: int, first: int, style: TextStyle, padding: float
) -> list[float]:
    """How tall each row of a band is: what its own cells need, and the last one what a cell over it lacks."""
    heights = [style.leading + 2 * padding] * rows
    for cell, text in sorted(cells, key=lambda one: one[0].placed.below):
        begin, end = cell.placed.row - first, min(cell.placed.below - first, rows)
        needed = max(1, text.lines) * style.leading + 2 * padding
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


def _moved(texts: Sequence[CellText], cuts: list[float], style: TextStyle) -> None:
    """Move lines of cells over several rows that stand where a band may be divided below that."""
    above = style.leading / 2 + (first_baseline(style, 0.0) - style.leading / 2)
    for text in texts:
        if text.cell.placed.cell.rows == 1:
            continue
        push = 0.0
        for one in text.set_lines:
            top = one.baseline + push - above
            cut = next((at for at in cuts if top + _EXACT < at < top + style.leading - _EXACT), None)
            if cut is not None:
                push += cut - top
            one.baseline += push
        if text.set_lines:
            cuts[-1] = max(cuts[-1], text.set_lines[-1].baseline - above + style.leading)


def _slice(texts: Sequence[CellText], top: float, bottom: float, style: TextStyle, *, whole: bool) -> Row:
    """A row of the page with the lines between two heights; ``whole`` cells stand where they begin."""
    items: list[Item] = []
    for text in texts:
        lines = text.set_lines
        if whole:
            lines = lines if lines and top <= lines[0].baseline < bottom else []
        else:
            lines = [one for one in lines if top <= one.baseline < bottom]
        for same in [[one] for one in lines] if text.is_apart else filter(None, [lines]):
            first = same[0]
            set_lines = tuple(one.line for one in same)
            items.append(
                TextItem(set_lines, first.x, first.baseline - top, style.leading, first.width, first.align)
            )
    return Row(bottom - top, tuple(items), on_grid=False)


def _again(
    composed: Sequence[tuple[SetCell, CellText]],
    tops: Sequence[float],
    top: float,
    first: int,
    style: TextStyle,
    padding: float,
) -> tuple[Row, ...]:
    """What stands above a slice that begins at ``top``, where a page begins with it.

    Cells over several rows that have no more lines than a name has are named again beside the rows that
    follow; where a cell goes on with its lines there is a blank above these.
    """
    items: list[TextItem] = []
    blank = 0.0
    for cell, text in composed:
        begin, end = tops[cell.placed.row - first], tops[min(cell.placed.below - first, len(tops) - 1)]
        lines = text.set_lines
        if not lines or not begin + _EXACT < top < end - _EXACT:
            continue
        if lines[-1].baseline > top:
            blank = padding
        elif (
            len(lines) <= _LINES_OF_A_NAME and text.lines * style.leading + 2 * padding <= end - top + _EXACT
        ):
            items += _named(lines, style, padding)
    moved = tuple(replace(item, baseline=item.baseline + blank) for item in items)
    return (Row(blank, moved, on_grid=False),) if blank or moved else ()


def _named(lines: Sequence[SetLine], style: TextStyle, padding: float) -> Iterator[TextItem]:
    """The lines of a cell as they stand where it begins."""
    above = lines[0].baseline - first_baseline(style, padding)
    for one in lines:
        yield TextItem((one.line,), one.x, one.baseline - above, style.leading, one.width, one.align)


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
