"""Rows that stand out, named by their first words: ``emphasised-rows="Sum inne; Sum ute"``.

An author who writes the rows can make all words of one strong instead; those of a file have no marks.
"""

from __future__ import annotations

from msgspec.structs import replace

from report_builder.content.chapter import Chapter
from report_builder.content.source_table import SourceTable
from report_builder.content.token_tree import Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import say
from report_builder.model.inlines import Strong, plain_text
from report_builder.model.rewriting import with_words
from report_builder.model.tables import Cell
from report_builder.sources.nearest import did_you_mean_or_all

KEY = "emphasised-rows"


def with_emphasis(table: SourceTable, node: Node, chapter: Chapter, span: SourceSpan) -> SourceTable:
    """The table with strong words in the rows that the author names; RB-VALUE for a name that none has."""
    written = node.attributes.values.get(KEY)
    if written is None:
        return table
    names = [" ".join(name.split()) for name in written.split(";") if name.strip()]
    begins = [_name(row) for row in table.rows]
    for name in names or [""]:
        if name not in begins:
            told = say("content.row-unnamed", name=name)
            chapter.error(
                "RB-VALUE", span, told, did_you_mean_or_all(name, dict.fromkeys(filter(None, begins)))
            )
    rows = tuple(
        tuple(map(_strong, row)) if name in names else row
        for name, row in zip(begins, table.rows, strict=True)
    )
    return replace(table, rows=rows)


def _name(row: tuple[Cell, ...]) -> str:
    return " ".join(plain_text(row[0].children).replace("\u00a0", " ").split()) if row else ""


def _strong(cell: Cell) -> Cell:
    (strong,) = with_words((cell,), lambda words: (Strong(words, cell.span),) if words else words)
    return strong
