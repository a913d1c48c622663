"""Empty cells of tables: a dash tells, to the eye and to the ear, that nothing was left out by mistake."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from report_builder.content.source_table import SourceTable
from report_builder.model.inlines import Strong, Text
from report_builder.model.tables import Cell, Rows, columns_of

_DASH = "\u2013"


def dashed(table: SourceTable, headed: int) -> SourceTable:
    """The table with a dash in each empty cell below its heads that has a value beside it and in its column.

    The first cells of rows, ``headed`` of them and at least one, say what the rows are about: an
    empty one is no value. A row or a column without any word is there for something else, such as to be
    written in by hand; a row with strong words in its first cell alone heads those below it.
    """
    if not any(cell.empty for row in (*table.rows, *table.foot) for cell in row):
        return table
    worded: set[int] = set()
    for part in (table.rows, table.foot):
        for row, begins in zip(part, columns_of(part), strict=True):
            for cell, column in zip(row, begins, strict=True):
                if not cell.empty:
                    worded.update(range(column, column + cell.columns))
    worded.difference_update(range(max(1, headed)))
    return replace(table, rows=_dashed(table.rows, worded), foot=_dashed(table.foot, worded))


def _dashed(part: Rows, worded: set[int]) -> Rows:
    return tuple(
        tuple(
            replace(cell, children=(Text(_DASH, cell.span),)) if _lacks(cell, column, worded) else cell
            for cell, column in zip(row, begins, strict=True)
        )
        if not all(cell.empty for cell in row) and not _heads_others(row)
        else row
        for row, begins in zip(part, columns_of(part), strict=True)
    )


def _heads_others(row: Sequence[Cell]) -> bool:
    first, *others = row
    strong = first.children and all(isinstance(one, Strong) for one in first.children)
    return bool(strong) and all(cell.empty for cell in others)


def _lacks(cell: Cell, column: int, worded: set[int]) -> bool:
    return cell.empty and not worded.isdisjoint(range(column, column + cell.columns))
