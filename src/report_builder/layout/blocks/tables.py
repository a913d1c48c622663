"""Tables: a caption, heads that are repeated on each page, rows that split where they must."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from report_builder.language.passages import marked
from report_builder.layout.blocks.answers import Answer, answer, writing_height
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.decimal_columns import Decimals, decimals
from report_builder.layout.blocks.elements import REPEATED, ElementOwner
from report_builder.layout.blocks.rows import WHOLE, Row
from report_builder.layout.blocks.stacking import OPEN, extent
from report_builder.layout.blocks.table_columns import Column, Columns, columns_for
from report_builder.layout.blocks.table_rows import SetRows, ground, plain_rows, rule
from report_builder.layout.blocks.turned_tables import setting_of
from report_builder.layout.compose.runs import Filling, Run
from report_builder.layout.result import Field, FieldKind
from report_builder.model.answers import cell_names, field_name
from report_builder.model.blocks import Block, Table
from report_builder.model.tables import Cell
from report_builder.model.tags import Element
from report_builder.theme.model import NONE

if TYPE_CHECKING:
    from report_builder.layout.blocks.spanned_tables import Parts

_SMALL = 0.4
"""A table that takes no more than this share of a page is not divided."""

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
    caption = _caption(builder, node, element)
    if node.plain:
        parts, lying = _plain(builder, node, element, region, field, scale=scale)
    else:
        parts, lying = _spanned(builder, node, element, region)
    if lying is None:
        _place(builder, node, region, element, caption, parts, to_fill=field is not None)
        return
    # The text around it fills the page before.
    with builder.apart() as stack:
        _place(builder, node, lying, element, caption, parts, to_fill=field is not None)
    builder.stack.add([Row(0.0, on_grid=False, turned=tuple(stack.rows))])


def _place(
    builder: Builder,
    node: Table,
    region: Region,
    element: Element,
    caption: list[Run],
    parts: list[SetRows],
    *,
    to_fill: bool,
) -> None:
    """Add the rows of a table, with its caption above them and its note below."""
    written = [(part.head, _framed(builder, part, striped=not to_fill)) for part in parts]
    titled = _caption_rows(builder, caption, region)
    rows = [*titled, *(row for head, body in written for row in (*head, *body))]
    note = _note(builder, node, region, parts[0])
    builder.attach_notes([*rows, *note])
    rows[0].on_grid = True
    builder.begin(rows[0], node.id, node.span, element)
    for row in rows:
        row.wide = parts[0].wide
    # Its first rule is not to be taken for the last line of the question above it.
    before = (2 if to_fill else 1) * builder.theme.page.grid
    _add(builder, titled, written, before, note)


def _framed(builder: Builder, made: SetRows, *, striped: bool) -> list[Row]:
    """Draw the rules and grounds of a table, or of a part of it; gives the rows below its heads."""
    head, columns, tables = made.head, made.columns, builder.theme.tables
    ground(tables, tables.head_ground, head, columns)
    rule(builder, "table", head[0], columns, 0.0)
    rule(builder, "table_head", head[-1], columns, head[-1].height)
    for row in head:
        row.keep = True
    body: list[Row] = []
    for number, band in enumerate(made.body):
        if striped and number % 2:
            ground(tables, tables.stripe, band, columns)
        body += band
        rule(builder, "table_row", band[-1], columns, band[-1].height)
        if number in made.emphasised:
            rule(builder, "table_head", band[0], columns, 0.0)
            rule(builder, "table_head", band[-1], columns, band[-1].height)
    for number, band in enumerate(made.foot):
        if not number:
            rule(builder, "table_head", band[0], columns, 0.0)
            if body:
                body[-1].keep = True
        body += band
        rule(builder, "table_row", band[-1], columns, band[-1].height)
    rows = [*head, *body]
    rule(builder, "table", rows[-1], columns, rows[-1].height)
    if len(made.body) + len(made.foot) > 1:
        rows[-2].keep = True
    return body


def _plain(
    builder: Builder, node: Table, element: Element, region: Region, field: _Fields | None, *, scale: bool
) -> tuple[list[SetRows], Region | None]:
    """The rows of a table whose every cell has one place, and the region on a page that lies, if it does."""
    heads, head_runs = _head(builder, node, element.add(Element("THead")))
    body = element.add(Element("TBody"))
    elements = [_body_row(node, cells, body, heads) for cells in node.rows]
    body_runs = [
        _cells(builder, cells, owners, "table") for cells, owners in zip(node.rows, elements, strict=True)
    ]
    words = [(at, 1, runs) for row in (head_runs, *body_runs) for at, runs in enumerate(row)]
    aligned = None if field else decimals(builder, node, body_runs)
    at_least = aligned.widths if aligned else {}
    to_fill = field and (node, elements, field)
    emphasised = node.emphasised

    def columns(within: Region) -> list[Columns]:
        return columns_for(builder, node, within, words, scale=scale, at_least=at_least)

    def rows(parts: Sequence[Columns]) -> list[SetRows]:
        return [_part(builder, part, head_runs, body_runs, aligned, to_fill, emphasised) for part in parts]

    return setting_of(builder, node, region, columns, rows)


def _part(
    builder: Builder,
    part: Columns,
    head_runs: list[list[Run]],
    body_runs: list[list[list[Run]]],
    aligned: Decimals | None,
    to_fill: tuple[Table, list[list[Element]], _Fields] | None,
    emphasised: frozenset[int],
) -> SetRows:
    """The rows of those columns of a table that stand beside each other."""
    columns = part.columns

    def shown(cells: list[list[Run]]) -> list[list[Run]]:
        """The cells of the part; one that stood above too is decoration here."""
        if part.factor < 1:
            cells = [builder.composer.shrunk(runs, part.factor) for runs in cells]
        if len(cells) == len(part.shown):
            return cells
        chosen = [cells[column] for column in part.shown]
        for at in range(part.again):
            chosen[at] = [replace(run, owner=REPEATED) for run in chosen[at]]
        return chosen

    rows = []
    for number, runs in enumerate(body_runs):
        shares = aligned.spare(number, part) if aligned else None
        made = plain_rows(builder, shown(runs), columns, "table", shares)
        if to_fill:
            node, elements, field = to_fill
            answers = _answers(builder, node, field, number, elements[number])
            _place_answers(made[0], answers, columns, node.lines * writing_height(builder))
        rows.append(made)
    head = plain_rows(builder, shown(head_runs), columns, "table_head")
    return SetRows(head, rows, [], columns, part.wide, emphasised)


def _spanned(
    builder: Builder, node: Table, element: Element, region: Region
) -> tuple[list[SetRows], Region | None]:
    """The same of a table with cells over several places, levels of heads, or totals."""
    from report_builder.layout.blocks.spanned_tables import spanned_cells

    cells = spanned_cells(builder, node, element)
    aligned = decimals(builder, node, cells.numbers(len(node.columns)))
    at_least = cells.set_in(builder) | dict(aligned.widths if aligned else {})
    words, strong = cells.words(), node.emphasised

    def columns(within: Region) -> list[Columns]:
        return columns_for(builder, node, within, words, at_least=at_least)

    def rows(parts: Sequence[Columns]) -> list[SetRows]:
        divided = len(parts) > 1
        return [_spanned_part(builder, node, cells, part, aligned, strong, divided=divided) for part in parts]

    return setting_of(builder, node, region, columns, rows)


def _spanned_part(
    builder: Builder,
    node: Table,
    parts: Parts,
    part: Columns,
    aligned: Decimals | None,
    strong: frozenset[int],
    *,
    divided: bool,
) -> SetRows:
    """The rows of those columns of it that stand beside each other."""
    from report_builder.layout.blocks.spanned_tables import part_rows

    cells = parts.shown(builder, part) if divided or part.factor < 1 else parts
    for number, row in enumerate((*cells.rows, *cells.foot)):
        spare = (aligned.spare(number, part) if aligned else None) or [0.0] * len(part.shown)
        for cell in row:
            cell.spare = spare[cell.placed.column] if cell.placed.cell.columns == 1 else 0.0
    emphasised = cells.emphasised({number + len(node.head) for number in strong})
    (head,) = part_rows(builder, cells.head, part.columns)
    body = part_rows(builder, cells.rows, part.columns)
    foot = part_rows(builder, cells.foot, part.columns)
    return SetRows(head, body, foot, part.columns, part.wide, emphasised)


def _add(
    builder: Builder,
    caption: list[Row],
    parts: list[tuple[list[Row], list[Row]]],
    before: float,
    note: list[Row],
) -> None:
    """Add a table's rows, ``before`` points below what is above: the heads and the rest of each part.

    A small one is not divided; each page of another begins with the heads of the part that goes on there.
    """
    page, stack = builder.theme.page, builder.stack
    start = len(stack.rows)
    with stack.block(before, page.grid, limits=OPEN, firm=True):
        stack.add(caption, after=2 * builder.theme.tables.padding)
        for number, (head, body) in enumerate(parts):
            stack.add(head, page.grid if number else 0.0)
            repeat = tuple(replace(row, margin=(), notes=(), anchors=()) for row in head)
            for row in body:
                for again in row.repeat:
                    again.wide = row.wide
                row.repeat = (*repeat, *row.repeat) if row.repeat else repeat
            stack.add(body)
        if note:
            stack.rows[-1].keep = True
            stack.add(note, before=2 * builder.theme.tables.padding)
    whole = [*caption, *(row for head, body in parts for row in (*head, *body)), *note]
    if extent(whole) <= _SMALL * page.lines * page.grid:
        stack.keep_whole(start, yields=WHOLE)


def _note(builder: Builder, node: Table, region: Region, made: SetRows) -> list[Row]:
    """The rows of what stands below a table, kept together; none where there is nothing."""
    if not node.note:
        return []
    width = made.columns[-1].right - region.x if made.wide else region.width
    owner = ElementOwner(region.element.add(Element("P")))
    rows = builder.inline_rows(node.note, "note", replace(region, width=width), owner)
    for row in rows:
        row.wide = made.wide
    for row in rows[:-1]:
        row.keep = True
    return rows


def _caption(builder: Builder, node: Table, element: Element) -> list[Run]:
    """A caption with its automatic label; nothing without a caption."""
    if not node.caption:
        return []
    owner = ElementOwner(element.add(Element("Caption")))
    return [*builder.label(node.label, "caption", owner), *builder.runs(node.caption, "caption", owner)]


def _caption_rows(builder: Builder, caption: list[Run], region: Region) -> list[Row]:
    """The rows of a caption, kept with what follows."""
    style = builder.style("caption")
    filling = Filling(justified=style.align == "justify")
    lines = builder.compose(caption, region.width, filling) if caption else []
    return builder.text_rows(lines, style, region, keep=True)


def _head(builder: Builder, node: Table, parent: Element) -> tuple[list[Element], list[list[Run]]]:
    """The heads of the columns, as elements and as runs."""
    row = parent.add(Element("TR"))
    heads = [row.add(Element("TH", attributes={"Scope": "Column"})) for _ in node.titles]
    tables = builder.theme.tables
    if tables.head_ground == NONE:
        return heads, _cells(builder, node.titles, heads, "table_head")
    ink = builder.theme.palette[tables.head_ink] if tables.head_ink else builder.style("table_head").colour
    # Links are underlined, and so can be told from other words in any colour.
    return heads, _cells(builder, node.titles, heads, "table_head", colour=ink, links=ink)


def _body_row(node: Table, cells: Sequence[Cell], parent: Element, heads: Sequence[Element]) -> list[Element]:
    """A row whose cells name their heads: that of the row, if it has one, and that of the column."""
    # What is to be filled in heads nothing.
    headed = node.head_columns and not (node.lines and not cells[0].children)
    first = [Element("TH", attributes={"Scope": "Row"})] if headed else []
    data = [Element("TD", headers=(*first, head)) for head in heads[len(first) :]]
    parent.add(Element("TR", [*first, *data]))
    return [*first, *data]


def _answers(
    builder: Builder, node: Table, field: _Fields, row: int, elements: Sequence[Element]
) -> list[Answer | None]:
    """The places for answers in a row, one for each cell that is empty."""
    return [
        answer(builder, field(row, column), element) if cell.empty else None
        for column, (cell, element) in enumerate(zip(node.rows[row], elements, strict=True))
    ]


def _place_answers(row: Row, answers: Sequence[Answer | None], columns: list[Column], least: float) -> None:
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


ROWS: dict[type[Block], BlockFunction] = {
    Table: table,
}
"""How the kinds of tables get their rows; all kinds together are in ``registry``."""
