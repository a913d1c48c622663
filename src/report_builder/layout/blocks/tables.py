"""Tables: column widths from their content, rows that split where they must, a head that repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.graphics.scene import Rect, Scene
from report_builder.language.message import hinted
from report_builder.language.passages import marked
from report_builder.layout.blocks.answers import Answer, answer, writing_height
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.column_widths import given_way, shared
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Item, Row, SceneItem, TextItem
from report_builder.layout.blocks.stacking import OPEN, extent
from report_builder.layout.compose.emergency import SMALLEST
from report_builder.layout.compose.runs import Line, Run
from report_builder.layout.result import Field, FieldKind
from report_builder.model.answers import cell_names, field_name
from report_builder.model.blocks import Block, Cell, Table
from report_builder.model.tags import Element
from report_builder.theme.model import NONE, Tables

_LEAST_COLUMN = 24.0
_LINES_KEPT_TOGETHER = 14
_LEAST_POINT, _LEAST_GAP = 16.0, 4.0
"""How narrow the columns of a scale may be, with a circle each, and how near each other, in points."""
_OVERLAP = 0.5
"""How far the ground of a slice goes on below the next one, in points."""
_SMALL = 0.4
"""A table that takes no more than this share of a page is not divided."""


class _Column(Struct, frozen=True):
    x: float
    width: float
    align: str


_Fields: TypeAlias = Callable[[int, int], Field]
"""Gives the field of an empty cell by its row and column in the body, from 0."""


def table(builder: Builder, node: Table, region: Region) -> None:
    """A table with its caption above it; readers write in its empty cells where it has lines for that."""
    if not node.lines:
        set_table(builder, node, region, None)
        return
    named = cell_names(node, builder.voice, builder.language)

    def field(row: int, column: int) -> Field:
        name = field_name(node.id, row + 1, column + 1)
        return Field(FieldKind.TEXT, name, marked(named(row, column), builder.language))

    set_table(builder, node, region, field)


def set_table(
    builder: Builder, node: Table, region: Region, field: _Fields | None, *, scale: bool = False
) -> None:
    """A table in whose empty cells there are the fields that ``field`` gives, if there are any.

    The columns of a ``scale`` may be narrow, and near each other.
    """
    element = region.element.add(Element("Table"))
    caption = _caption(builder, node, region.below(element))
    heads, head_runs = _head(builder, node, element.add(Element("THead")))
    body = element.add(Element("TBody"))
    elements = [_body_row(node, cells, body, heads) for cells in node.rows]
    body_runs = [
        _cells(builder, cells, owners, "table") for cells, owners in zip(node.rows, elements, strict=True)
    ]
    wide, columns, factor = _columns(builder, node, region, [head_runs, *body_runs], scale)
    if factor < 1:
        shrunk = builder.composer.shrunk
        head_runs, *body_runs = [[shrunk(c, factor) for c in cells] for cells in (head_runs, *body_runs)]
    head = _rows(builder, head_runs, columns, "table_head")
    _ground(builder.theme.tables, builder.theme.tables.head_ground, head, columns)
    _rule(builder, "table", head[0], columns, 0.0)
    _rule(builder, "table_head", head[-1], columns, head[-1].height)
    for row in head:
        row.keep = True
    body_rows: list[Row] = []
    for number, runs in enumerate(body_runs):
        made = _rows(builder, runs, columns, "table")
        if field:
            answers = _answers(builder, node, field, number, elements[number])
            _place_answers(made[0], answers, columns, node.lines * writing_height(builder))
        elif number % 2:
            _ground(builder.theme.tables, builder.theme.tables.stripe, made, columns)
        body_rows += made
        _rule(builder, "table_row", body_rows[-1], columns, body_rows[-1].height)
    rows = [*caption, *head, *body_rows]
    _rule(builder, "table", rows[-1], columns, rows[-1].height)
    if len(node.rows) > 1:
        rows[-2].keep = True
    builder.attach_notes(rows)
    rows[0].on_grid = True
    builder.begin(rows[0], node.id, node.span, element)
    for row in rows:
        row.wide = wide
    # Its first rule is not to be taken for the last line of the question above it.
    before = (2 if field else 1) * builder.theme.page.grid
    _add(builder, caption, head, body_rows, before)


def _add(builder: Builder, caption: list[Row], head: list[Row], body: list[Row], before: float) -> None:
    """Add a table's rows, ``before`` points below what is above.

    A small one is not divided; each page of another begins with the head.
    """
    page, stack = builder.theme.page, builder.stack
    start = len(stack.rows)
    with stack.block(before, page.grid, limits=OPEN, firm=True):
        stack.add(caption, after=2 * builder.theme.tables.padding)
        stack.add(head)
        repeat = tuple(replace(row, margin=(), notes=(), anchors=()) for row in head)
        for row in body:
            row.repeat = repeat
        stack.add(body)
    if extent([*caption, *head, *body]) <= _SMALL * page.lines * page.grid:
        stack.keep_whole(start)


def _caption(builder: Builder, node: Table, region: Region) -> list[Row]:
    """The rows of a caption with its automatic label, kept with what follows; none without a caption."""
    if not node.caption:
        return []
    owner = ElementOwner(region.element.add(Element("Caption")))
    prefix = builder.label(node.label, "caption", owner)
    return builder.inline_rows(node.caption, "caption", region, owner, prefix=prefix, keep=True)


def _head(builder: Builder, node: Table, parent: Element) -> tuple[list[Element], list[list[Run]]]:
    """The heads of the columns, as elements and as runs."""
    row = parent.add(Element("TR"))
    heads = [row.add(Element("TH", attributes={"Scope": "Column"})) for _ in node.head]
    tables = builder.theme.tables
    if tables.head_ground == NONE:
        return heads, _cells(builder, node.head, heads, "table_head")
    ink = builder.theme.palette[tables.head_ink] if tables.head_ink else builder.style("table_head").colour
    # Links are underlined, and so can be told from other words in any colour.
    return heads, _cells(builder, node.head, heads, "table_head", colour=ink, links=ink)


def _body_row(node: Table, cells: Sequence[Cell], parent: Element, heads: Sequence[Element]) -> list[Element]:
    """A row whose cells name their heads: that of the row, if it has one, and that of the column."""
    # What is to be filled in heads nothing.
    headed = node.header_column and not (node.lines and not cells[0].children)
    first = [Element("TH", attributes={"Scope": "Row"})] if headed else []
    data = [Element("TD", headers=(*first, head)) for head in heads[len(first) :]]
    parent.add(Element("TR", [*first, *data]))
    return [*first, *data]


def _answers(
    builder: Builder, node: Table, field: _Fields, row: int, elements: Sequence[Element]
) -> list[Answer | None]:
    """The places for answers in a row, one for each cell that is empty."""
    return [
        None if cell.children else answer(builder, field(row, column), element)
        for column, (cell, element) in enumerate(zip(node.rows[row], elements, strict=True))
    ]


def _place_answers(row: Row, answers: Sequence[Answer | None], columns: list[_Column], least: float) -> None:
    """Put the places for answers into a row, which is at least so many points high."""
    row.height = max(row.height, least)
    for place, column in zip(answers, columns, strict=True):
        if place is not None:
            row.items += place.items(column.x, 0.0, column.width, row.height)


def _cells(
    builder: Builder,
    cells: Sequence[Cell],
    elements: Sequence[Element],
    style: str,
    **changes: object,
) -> list[list[Run]]:
    return [
        builder.runs(cell.children, style, ElementOwner(element), **changes)
        for cell, element in zip(cells, elements, strict=True)
    ]


def _columns(
    builder: Builder, node: Table, region: Region, rows: list[list[list[Run]]], scale: bool
) -> tuple[bool, list[_Column], float]:
    """Whether the table needs the margin column too, where its columns stand, and how large its type is.

    Its type becomes smaller, as a share of its size, where else its numbers had no room.
    """
    count = len(node.columns)
    narrowest = _LEAST_POINT if scale else _LEAST_COLUMN
    least, most = [_LEAST_COLUMN] * count, [_LEAST_COLUMN] * count
    for row in rows:
        for index, runs in enumerate(row):
            longest, whole = builder.composer.natural_width(runs)
            least[index] = max(least[index], longest + 1)
            most[index] = max(most[index], whole + 1)
    page, gap = builder.theme.page, builder.theme.tables.gap
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
        numbers = [max(narrowest, widest + 1) for widest in _widest_numbers(builder, rows, count)]
        factor = min(1.0, max(SMALLEST, room / sum(numbers)))
        widths = given_way([factor * width for width in numbers], least, room)
    else:
        widths = shared(least, most, room)
    columns: list[_Column] = []
    x = region.x + inset
    for width, align in zip(widths, node.columns, strict=True):
        columns.append(_Column(x, width, align.value))
        x += width + gap
    return wide, columns, factor


def _tell_too_wide(builder: Builder, node: Table, scale: bool) -> None:
    count = len(node.columns)
    said = hinted("layout.table-columns", columns=count)
    if scale:
        said = hinted("layout.scale-points", points=count - 1)
    builder.diagnostics.error("RB-TOO-WIDE", node.span, *said)


def _widest_numbers(builder: Builder, rows: list[list[list[Run]]], count: int) -> list[float]:
    """The width of the widest number of each column."""
    widest = builder.composer.widest_number
    return [max(widest(cells[column]) for cells in rows) for column in range(count)]


def _rows(builder: Builder, cells: list[list[Run]], columns: list[_Column], style_name: str) -> list[Row]:
    """The slices of one table row: one, or one a line where it is too tall to stay in one piece."""
    style = builder.style(style_name)
    composed = [builder.compose(runs, column.width) for runs, column in zip(cells, columns, strict=True)]
    count = max(1, *(len(lines) for lines in composed))
    padding = builder.theme.tables.padding
    baseline = padding + style.leading / 2 + 0.34 * style.size
    if count <= _LINES_KEPT_TOGETHER:
        items = _items(composed, columns, 0, count, baseline, style.leading)
        height = count * style.leading + 2 * padding
        return [Row(height, items, on_grid=False)]
    rows: list[Row] = []
    for index in range(count):
        top = padding if index == 0 else 0.0
        items = _items(composed, columns, index, index + 1, baseline - padding + top, style.leading)
        height = style.leading + top + (padding if index == count - 1 else 0.0)
        rows.append(Row(height, items, on_grid=False, keep=index in (0, count - 2)))
    return rows


def _items(
    composed: list[list[Line]], columns: list[_Column], first: int, stop: int, baseline: float, leading: float
) -> tuple[Item, ...]:
    return tuple(
        TextItem(tuple(lines[first:stop]), column.x, baseline, leading, column.width, column.align)
        for lines, column in zip(composed, columns, strict=True)
        if lines[first:stop]
    )


def _rule(builder: Builder, name: str, row: Row, columns: list[_Column], y: float) -> None:
    left, width = _across(columns, builder.theme.tables)
    row.items += builder.rule(name, left, y, width)


def _ground(tables: Tables, colour: str, rows: Sequence[Row], columns: list[_Column]) -> None:
    """Put a ground behind the slices of one table row, if there is a colour for it."""
    if colour == NONE:
        return
    left, width = _across(columns, tables)
    for row in rows:
        # Where two slices meet no paper is to shine through, however their edge falls on a screen.
        height = row.height + (0.0 if row is rows[-1] else _OVERLAP)
        ground = Scene(width, height, (Rect(0.0, 0.0, width, height, fill=colour),))
        row.items = (SceneItem(ground, left, 0.0, None), *row.items)


def _across(columns: list[_Column], tables: Tables) -> tuple[float, float]:
    """Where a table begins, and how wide it is."""
    left = columns[0].x - tables.inset
    return left, columns[-1].x + columns[-1].width + tables.inset - left


ROWS: dict[type[Block], BlockFunction] = {
    Table: table,
}
"""How the kinds of tables get their rows; all kinds together are in ``registry``."""
