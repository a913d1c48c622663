"""What a spreadsheet writes where it has no value: its errors, and numbers without their digits."""

from __future__ import annotations

from report_builder.content.chapter import Chapter
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.patterns import late
from report_builder.sources.delimited import Delimited

FAULT = late(
    r"#(?:DIV/0!|N/A|I/T|REF!|NUM!|NULL!|VALUE!|VERDI!|NAME\?|NAVN\?|SPILL!|OVERFLYT!|CALC!|KALK!|##+)"
    r"|Err:\d{3}"
)
"""The errors of spreadsheets in English and Norwegian, and what they show where a column is too narrow."""
_SHORTENED = late(r"[-\u2212+]?\d(?:[.,]\d+)?E[-+]\d{2,3}")
"""A number as a narrow column shows it: what it stands for has more digits."""
_LETTERS = 26


def tell_spreadsheet_faults(table: Delimited, path: str, chapter: Chapter) -> None:
    """RB-VALUE for each cell of the file ``path`` that has no value, by its row and its column."""
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            if cell.startswith(("#", "Err:")) and FAULT.fullmatch(cell):
                told = hinted("content.table-file-fault", column=column_name(at), value=cell)
            elif "E" in cell and _SHORTENED.fullmatch(cell):
                told = hinted("content.table-file-shortened", column=column_name(at), value=cell)
            else:
                continue
            chapter.error("RB-VALUE", SourceSpan(path, row.line), *told)


def column_name(index: int) -> str:
    """The name of a column in a spreadsheet: A for 0, AA for 26."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name
