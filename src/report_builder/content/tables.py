"""Tables in whatever form they are written: between bars, drawn as a grid, as lists, in a file."""

from __future__ import annotations

from collections.abc import Iterable

from report_builder.content.attributes import check_attributes
from report_builder.content.chapter import Chapter
from report_builder.content.emphasised_rows import KEY as EMPHASISED
from report_builder.content.emphasised_rows import with_emphasis
from report_builder.content.empty_cells import dashed
from report_builder.content.inlines import read_content, read_inlines
from report_builder.content.passages import in_its_language
from report_builder.content.rules_block import SourceRow
from report_builder.content.source_table import SourceTable, alignment
from report_builder.content.table_settings import KEYS, wide_of
from report_builder.content.table_slips import tell_table_slips
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import GRID, LIST_TABLE, TABLE_FILE, Node
from report_builder.content.whole_numbers import whole_number
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say, say_many
from report_builder.model.blocks import Block
from report_builder.model.inlines import Inlines
from report_builder.model.tables import Align, Cell, Rows, Table, columns_of

_MOST_HEADS = 9
"""How many columns of heads, rows of heads and rows of totals an author may ask for."""


def read_table(node: Node, chapter: Chapter) -> Iterable[Block]:
    """Read a table with its caption; what is wrong with it is told."""
    head: SourceRow | None = node.token.meta.get("head")
    span = SourceSpan(chapter.path, (head.line if head else node.line) + 1)
    return in_its_language(node.attributes, chapter, node, span, lambda: _read(node, chapter, span))


def _read(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    keys: tuple[str, ...] = ("header-columns", "lang", "note", "wide", EMPHASISED)
    if node.name in (LIST_TABLE, TABLE_FILE):
        keys = (*keys, *KEYS)
    if node.name == TABLE_FILE:
        keys = (*keys, "from")
    owner = say("content.a-table")
    at = chapter.span(node.caption) if node.caption else span
    diagnostics = chapter.shared.diagnostics
    check_attributes(node.attributes, diagnostics, at, owner, classes=("header-column",), keys=keys)
    identifier = chapter.named_id(node, node.caption.content if node.caption else "")
    headed = int("header-column" in node.attributes.classes)
    headed = whole_number(node, chapter, at, "header-columns", headed, 0, _MOST_HEADS)
    caption = _caption(node, chapter)
    source = _source(node, chapter, span)
    if source is None:
        return
    to_fill = "to_fill" in node.token.meta
    _tell_heads(source, headed, chapter)
    if not to_fill:
        tell_table_slips(source, headed, at, chapter, from_file=node.name == TABLE_FILE)
    headed = min(headed, len(source.columns) - 1) if headed > 1 else headed
    if headed and not to_fill:
        _tell_without_heads(source.rows, chapter)
    if not to_fill:
        source = with_emphasis(dashed(source, headed), node, chapter, at)
    table = Table(
        identifier,
        node.label,
        caption,
        source.columns,
        source.head,
        source.rows,
        headed,
        span,
        foot=source.foot,
        note=_note(node, chapter),
        wide=wide_of(node, chapter, at),
    )
    if not to_fill and all(cell.empty for row in source.rows for cell in row):
        from report_builder.content.worksheets import tell_worksheet

        tell_worksheet(table, chapter)
    yield table


def _source(node: Node, chapter: Chapter, span: SourceSpan) -> SourceTable | None:
    if node.name == GRID:
        from report_builder.content.grid_tables import read_grid

        return read_grid(node, chapter)
    if node.name == LIST_TABLE:
        from report_builder.content.list_tables import read_list_table

        return read_list_table(node, chapter, span)
    if node.name == TABLE_FILE:
        from report_builder.content.table_files import read_table_file

        return read_table_file(node, chapter, span)
    return _between_bars(node, chapter)


def _between_bars(node: Node, chapter: Chapter) -> SourceTable:
    """A pipe table: a row of heads, and rows of as many cells."""
    head: SourceRow = node.token.meta["head"]
    rows: list[SourceRow] = node.token.meta["rows"]
    columns: list[str] = node.token.meta["columns"]
    if len(head.cells) != len(columns):
        _ragged(chapter, SourceSpan(chapter.path, head.line + 2), len(columns), len(head.cells))
    heads = _cells(head, chapter)
    whole = tuple(_row(row, len(head.cells), chapter) for row in rows)
    aligned = tuple(map(alignment, columns[: len(heads)]))
    # Of a head that was told, a whole one is made, so that it can be looked at further.
    return SourceTable((*aligned, *(Align.LEFT,) * (len(heads) - len(aligned))), (heads,), whole)


def _caption(node: Node, chapter: Chapter) -> Inlines:
    if node.caption is None:
        return ()
    caption = chapter.explained(read_content(node.caption, chapter))
    if not caption:
        hint = say("content.behind-colon")
        chapter.error("RB-EMPTY", chapter.span(node.caption), say("content.caption-empty"), hint)
    return caption


def _note(node: Node, chapter: Chapter) -> Inlines:
    """What stands below a table, written in its attributes: those of its caption, or of its own block."""
    written = node.attributes.values.get("note")
    if written is None:
        return ()
    at = node.caption if node.caption and written in node.caption.content else node
    place = chapter.place(at, written.strip())
    note = chapter.explained(read_inlines(written.strip(), place, chapter))
    if not note:
        chapter.error("RB-EMPTY", place.at(), *hinted("content.table-note-empty"))
    return note


def _row(row: SourceRow, width: int, chapter: Chapter) -> tuple[Cell, ...]:
    if len(row.cells) != width:
        _ragged(chapter, SourceSpan(chapter.path, row.line + 1), len(row.cells), width)
    cells = _cells(row, chapter)
    # Of a row that was told, a whole one is made, so that it can be looked at further.
    return (*cells, *(Cell((), SourceSpan(chapter.path, row.line + 1)),) * (width - len(cells)))[:width]


def _tell_heads(source: SourceTable, headed: int, chapter: Chapter) -> None:
    """Tell of heads that are more than words: they are said before each cell that they head."""
    heads = [cell for row in source.head for cell in row]
    for part in (source.rows, source.foot):
        for row, begins in zip(part, columns_of(part), strict=True) if headed else ():
            heads += [cell for cell, at in zip(row, begins, strict=True) if at < headed]
    for cell in heads:
        if cell.blocks:
            chapter.error("RB-UNSUPPORTED", cell.span, *hinted("content.head-blocks"))


def _tell_without_heads(rows: Rows, chapter: Chapter) -> None:
    """Tell of rows whose first cell should head them and is empty: a listener hears values of nothing."""
    for row, begins in zip(rows, columns_of(rows), strict=True):
        first = row[0] if row and begins[0] == 0 else None
        if first and first.empty and not all(cell.empty for cell in row[1:]):
            chapter.shared.diagnostics.warn("RB-EMPTY", first.span, *hinted("content.row-head-empty"))


def _ragged(chapter: Chapter, span: SourceSpan, found: int, wanted: int) -> None:
    message = say_many("content.row-ragged", found, wanted=wanted)
    chapter.error("RB-TABLE-RAGGED", span, message, say("content.row-ragged.hint"))


def _cells(row: SourceRow, chapter: Chapter) -> tuple[Cell, ...]:
    line = row.line
    start = max(chapter.lines[line].find(row.text), 0) if line < len(chapter.lines) else 0
    cells = []
    for cell in row.cells:
        place = Place(chapter.path, chapter.lines, line, cell.text, start + cell.offset)
        cells.append(Cell(chapter.explained(read_inlines(cell.text, place, chapter)), place.at()))
    return tuple(cells)
