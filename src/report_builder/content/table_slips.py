"""What nobody can use in a table: formulas of a spreadsheet, lists in one line, heads without names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from report_builder.content.chapter import Chapter
from report_builder.content.source_table import SourceTable
from report_builder.content.spreadsheet_faults import FAULT
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.inlines import Inline, LineBreak, Text, plain_text
from report_builder.model.tables import Cell, Rows
from report_builder.patterns import late

_FORMULA = late(r"=\s*(?:[A-ZÆØÅ][A-ZÆØÅ.]+\(|\$?[A-Z]{1,2}\$?\d+\b)")
"""How a formula of a spreadsheet begins, in any of its languages."""
_BULLETS = ("- ", "– ", "• ", "* ", "· ")
_SIGNS = frozenset("=#-–•*·E")
"""What a cell begins with that is looked at."""
_SHOWN = 40


def tell_table_slips(
    source: SourceTable, headed: int, span: SourceSpan, chapter: Chapter, *, from_file: bool
) -> None:
    """Tell of a table what print would show as it is written: RB-VALUE, RB-EMPTY and RB-PASTE-LIST.

    ``headed`` is how many columns of heads ``span`` asks for. Faults in a file are told with their column.
    """
    diagnostics = chapter.shared.diagnostics
    if headed > 1 and headed >= len(source.columns):
        values = {"value": headed, "columns": len(source.columns)}
        diagnostics.warn("RB-VALUE", span, *hinted("content.table-all-heads", **values))
    if not all(cell.empty for row in (*source.rows, *source.foot) for cell in row):
        _tell_heads(source.head, chapter)
    for row in (*source.rows, *source.foot):
        for cell in row:
            first = cell.children[0] if cell.children else None
            if isinstance(first, Text) and first.value[:1] in _SIGNS:
                _tell_cell(cell, first.value, chapter, from_file=from_file)


def _tell_heads(head: Rows, chapter: Chapter) -> None:
    """Tell of a head that names no column, and of one that names two of them alike."""
    if not head or not head[0]:
        return
    diagnostics = chapter.shared.diagnostics
    if all(cell.empty for row in head for cell in row):
        diagnostics.warn("RB-EMPTY", head[0][0].span, *hinted("content.table-head-empty"))
    if len(head) > 1:  # the names of groups stand above them
        return
    met: set[str] = set()
    for cell in head[0]:
        name = plain_text(cell.children).strip()
        if name.casefold() in met:
            diagnostics.warn("RB-VALUE", cell.span, *hinted("content.table-heads-alike", name=name[:_SHOWN]))
        elif any(map(str.isalpha, name)):
            met.add(name.casefold())


def _tell_cell(cell: Cell, first: str, chapter: Chapter, *, from_file: bool) -> None:
    diagnostics = chapter.shared.diagnostics
    written = first[:_SHOWN]
    if _FORMULA.match(first):
        diagnostics.warn("RB-VALUE", cell.span, *hinted("content.table-formula", written=written))
    elif FAULT.fullmatch(first.strip()) and len(cell.children) == 1 and not from_file:
        diagnostics.warn("RB-VALUE", cell.span, *hinted("content.table-fault", written=written))
    elif _is_list(cell, first):
        diagnostics.warn("RB-PASTE-LIST", cell.span, *hinted("content.table-cell-list"))


def _is_list(cell: Cell, first: str) -> bool:
    if first.startswith("• ") and plain_text(cell.children).count("•") > 1:
        return True
    return sum(line.startswith(_BULLETS) for line in _lines(cell.children)) > 1


def _lines(children: Sequence[Inline]) -> Iterator[str]:
    """How each line of a cell begins."""
    for is_break, line in groupby(children, lambda child: isinstance(child, LineBreak)):
        first = next(line)
        if not is_break and isinstance(first, Text):
            yield first.value.lstrip()
