"""Numbers of a file whose signs cannot be told apart: for decimals, between thousands, between cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from report_builder.content.chapter import Chapter
from report_builder.content.spreadsheet_faults import column_name
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say
from report_builder.language.passages import voice
from report_builder.model.decimals import is_without_value
from report_builder.patterns import late
from report_builder.sources.delimited import Delimited, is_number

_GROUPED = late(r"[-\u2212+]?[1-9]\d{0,2}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+\.\d+)(?:[ \u00a0\u202f]?[%‰])?")
"""A number with a sign between its thousands: 1.234, 1.234.567, 1.234,50 or 1,234.50."""
_GROUPED_BY_COMMA = late(r"[-\u2212+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?:[ \u00a0\u202f]?[%‰])?")
_WHOLE = late(r"[-\u2212+]?\d+")


def whole_cells(table: Delimited, path: str, heads: int, chapter: Chapter) -> Delimited:
    """Tell once of a file that has commas both between its cells and before its decimals: RB-TABLE-RAGGED.

    Its rows are given as wide as their heads are, so that they can be looked at further.
    """
    width = len(table.rows[0].cells)
    ragged = [row for row in table.rows[heads:] if len(row.cells) != width]
    if table.delimiter != "," or not all(
        len(row.cells) > width and _has_torn_number(row.cells) for row in ragged
    ):
        return table
    if not ragged or 2 * len(ragged) < len(table.rows) - heads:
        return table
    told = hinted("content.table-file-commas")
    chapter.error("RB-TABLE-RAGGED", SourceSpan(path, ragged[0].line), *told)
    return replace(table, rows=tuple(replace(row, cells=row.cells[:width]) for row in table.rows))


def _has_torn_number(cells: Sequence[str]) -> bool:
    return any(_WHOLE.fullmatch(one) and other.isdecimal() for one, other in pairwise(cells))


def tell_mixed_numbers(table: Delimited, path: str, heads: int, chapter: Chapter) -> None:
    """RB-TYPOGRAPHY for numbers whose signs say different things in one column, by row and column."""
    diagnostics = chapter.shared.diagnostics
    here = voice(chapter.language, chapter.shared.language).words("rule.decimal")
    for column in range(max(len(row.cells) for row in table.rows)):
        rows = [(row.line, row.cells[column]) for row in table.rows[heads:] if column < len(row.cells)]
        cells = [(line, cell) for line, cell in rows if not is_without_value(cell)]
        if not any("." in cell for _, cell in cells) or not all(
            is_number(cell) or _GROUPED.fullmatch(cell) for _, cell in cells
        ):
            continue
        name, hint = column_name(column), say("content.table-file-number.hint")
        pointed = [cell for _, cell in cells if "." in cell]
        comma = next((cell for _, cell in cells if "," in cell and not _GROUPED_BY_COMMA.fullmatch(cell)), "")
        by_points = here == "," and table.delimiter == ";" and all(map(_GROUPED.fullmatch, pointed))
        for line, cell in cells:
            if "." not in cell or (here == "." and _GROUPED_BY_COMMA.fullmatch(cell)):
                continue
            if by_points or (_GROUPED.fullmatch(cell) and (cell.count(".") > 1 or "," in cell)):
                told = say("content.table-file-thousands", column=name, value=cell)
            elif comma:
                told = say("content.table-file-mixed", column=name, value=cell, other=comma)
            else:
                continue
            diagnostics.warn("RB-TYPOGRAPHY", SourceSpan(path, line), told, hint)
