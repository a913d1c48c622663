"""Tables that stand in a file of their own, ``::: {.table from="data/tall.csv"}``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_builder.content.chapter import Chapter
from report_builder.content.formats import prose
from report_builder.content.from_file import named_file
from report_builder.content.printed_comments import tell_comment
from report_builder.content.source_table import SourceTable
from report_builder.content.spreadsheet_faults import tell_spreadsheet_faults
from report_builder.content.table_file_numbers import tell_mixed_numbers, whole_cells
from report_builder.content.table_settings import aligned, even, settings_of
from report_builder.content.token_tree import Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say, say_many
from report_builder.language.passages import voice
from report_builder.model.decimals import is_without_value
from report_builder.model.inlines import Inline, LineBreak, Text
from report_builder.model.tables import Align, Cell
from report_builder.sources.delimited import Delimited, Unreadable, is_number, read_delimited

FOLDER = "assets"


def read_table_file(node: Node, chapter: Chapter, span: SourceSpan) -> SourceTable | None:
    """Read the table of a file below assets/; None after a diagnostic at the block or at the file's line."""
    asked = named_file(node, chapter.path, chapter.shared.diagnostics, hinted("content.table-file-none"))
    if not asked:
        return None
    files, diagnostics = chapter.shared.files, chapter.shared.diagnostics
    path = files.name_of(f"{FOLDER}/{asked}" if not asked.startswith("/") else asked)
    data = files.read_bytes(path, diagnostics, chapter.place(node, asked).at())
    if data is None:
        return None
    read = read_delimited(data)
    if isinstance(read, Unreadable):
        chapter.error(read.code, SourceSpan(path, read.line), *read.told)
        return None
    settings = settings_of(node, chapter, span)
    if not read.rows:
        chapter.error("RB-EMPTY", SourceSpan(path), *hinted("content.table-file-empty"))
        return None
    if len(read.rows) < (wanted := settings.heads + settings.totals):
        told = say_many("content.table-file-short", len(read.rows), wanted=wanted)
        chapter.error("RB-VALUE", span, told, say("content.table-file-short.hint"))
        return None
    tell_spreadsheet_faults(read, path, chapter)
    read = whole_cells(read, path, settings.heads, chapter)
    tell_mixed_numbers(read, path, settings.heads, chapter)
    width = max(len(row.cells) for row in read.rows)
    numeric = [_is_numeric(read, column, settings.heads) for column in range(width)]
    rows = [
        tuple(
            _cell(cell, SourceSpan(path, row.line), number and at >= settings.heads, read, chapter)
            for cell, number in zip(row.cells, numeric, strict=False)
        )
        for at, row in enumerate(read.rows)
    ]
    head, body, foot = settings.parts(even(rows, chapter, "content.table-file-ragged.hint"))
    own = [Align.RIGHT if number else Align.LEFT for number in numeric[: len(head[0])]]
    return SourceTable(aligned(node, own, chapter, span), head, body, foot)


def _is_numeric(table: Delimited, column: int, heads: int) -> bool:
    """Whether a column has numbers below its heads, and nothing else but signs for such as are not there."""
    cells = [row.cells[column] for row in table.rows[heads:] if column < len(row.cells)]
    written = [cell for cell in cells if not is_without_value(cell)]
    return bool(written) and all(map(is_number, written))


def _cell(text: str, span: SourceSpan, number: bool, table: Delimited, chapter: Chapter) -> Cell:
    """A cell with the characters of the file: nothing in it is a mark; RB-HTML for a comment."""
    tell_comment(text, span, chapter.shared.diagnostics)
    if number and is_number(text):
        text = _as_here(text, table, chapter)
    elif number and text == "-":
        text = "\u2013"
    elif text.startswith("-") and is_number(text):  # among words, below zero all the same
        text = f"\u2212{text[1:]}"
    lines = [prose(line, chapter.language, chapter.shared.counted).strip() for line in text.splitlines()]
    return Cell(chapter.explained(tuple(_broken(lines, span))), span)


def _broken(lines: Sequence[str], span: SourceSpan) -> Iterable[Inline]:
    for number, line in enumerate(lines):
        if number:
            yield LineBreak(span)
        if line:
            yield Text(line, span)


def _as_here(number: str, table: Delimited, chapter: Chapter) -> str:
    """A number as the language of the place writes it: its decimal sign, and a minus sign."""
    if number.startswith("-"):
        number = f"\u2212{number[1:]}"
    # Behind semicolons a point may divide hours and minutes: spreadsheets that write them have a comma.
    if table.decimal and not (table.decimal == "." and table.delimiter == ";"):
        here = voice(chapter.language, chapter.shared.language).words("rule.decimal")
        return number.replace(table.decimal, here)
    return number
