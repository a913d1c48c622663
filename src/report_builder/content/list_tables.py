"""Tables written as lists, as MyST has them: an item for each row, and in it an item for each cell."""

from __future__ import annotations

from collections.abc import Iterable

from report_builder.content.cell_blocks import LISTS, cell_of
from report_builder.content.chapter import Chapter
from report_builder.content.source_table import SourceTable
from report_builder.content.table_settings import aligned, even, settings_of
from report_builder.content.token_tree import UNSEEN, Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.tables import Align, Cell


def read_list_table(node: Node, chapter: Chapter, span: SourceSpan) -> SourceTable | None:
    """Read ``::: list-table``: the first of its rows are ``header-rows``, the last ones ``foot-rows``."""
    if not node.token.meta["closed"]:
        chapter.error("RB-UNKNOWN-BLOCK", span, *hinted("content.block-open", name=node.name))
    settings = settings_of(node, chapter, span)
    rows = [tuple(row) for row in _rows(node, chapter) if row]
    if len(rows) < settings.heads + settings.totals:
        chapter.error("RB-EMPTY", span, *hinted("content.list-table-empty"))
        return None
    head, body, foot = settings.parts(even(rows, chapter, "content.list-table-ragged.hint"))
    columns = aligned(node, (Align.LEFT,) * len(head[0]), chapter, span)
    return SourceTable(columns, head, body, foot)


def _rows(node: Node, chapter: Chapter) -> Iterable[list[Cell]]:
    """The cells of each row; what is no list in a list is told."""
    for child in node.children:
        if child.kind in UNSEEN:
            chapter.blocks([child])
        elif child.kind not in LISTS:
            _tell_shape(child, chapter)
        else:
            for item in child.children:
                inner = item.children
                if len(inner) == 1 and inner[0].kind in LISTS:
                    yield [_cell(cell, chapter) for cell in inner[0].children]
                else:
                    _tell_shape(item, chapter)


def _cell(item: Node, chapter: Chapter) -> Cell:
    return cell_of(item.children, chapter, SourceSpan(chapter.path, item.line + 1))


def _tell_shape(node: Node, chapter: Chapter) -> None:
    span = SourceSpan(chapter.path, node.line + 1)
    chapter.error("RB-UNSUPPORTED", span, *hinted("content.list-table-shape"))
