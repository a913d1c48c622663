"""Numbers in a column that stand below each other at their decimal sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from report_builder.model.inlines import plain_text
from report_builder.model.tables import Align, Cell, Table, columns_of
from report_builder.model.walking import texts
from report_builder.patterns import late

_NUMBER = late(r"[^\d]{0,3}\d(?:[\u00a0\u202f ]?\d+)*(?=([.,]\d+)?([^\d.,]*)$)")
"""A number up to its decimal sign; behind it nothing but decimals, and a unit without digits."""
_DECIMALS = late(r"[.,]\d+")
_DIGIT = late(r"\d")
NOTHING = "\n"
"""What stands for the end of a cell without a number."""
_WITHOUT_VALUE = frozenset("\u2013\u2014\u2212\u2026-.: ")
"""The signs of statistics for numbers that are nil, missing, impossible or hidden: ``-``, ``..``, ``:``."""


def is_without_value(text: str) -> bool:
    """Whether a cell has nothing, or a sign for a number that is not there."""
    return _WITHOUT_VALUE.issuperset(text)


def decimal_ends(texts: Iterable[str]) -> list[str] | None:
    """What stands in each cell of a column from the decimal sign on.

    None where a cell is no number, or where all of them stand below each other anyway.
    """
    ends: list[str] = []
    for text in texts:
        end = _end(text.strip())
        if end is None:
            return None
        ends.append(end)
    # Figures are equally wide: what has as many decimals stands below each other.
    written = {_DIGIT.sub("0", end) for end in ends if end != NOTHING}
    return ends if len(written) > 1 and any(end[:1] in (".", ",") for end in written) else None


def lacking_decimals(table: Table) -> Sequence[Mapping[int, str]]:
    """The decimals that numbers lack beside the longest of their column: for each row, by column.

    A number without decimals lacks the sign too. Columns in which units differ are left out: more than
    decimals differs there.
    """
    lacking: list[dict[int, str]] = [{} for _ in (*table.rows, *table.foot)]
    columns = [
        column
        for column, align in enumerate(table.columns)
        if align is Align.RIGHT and column >= table.head_columns
    ]
    if not columns or table.lines:
        return lacking
    rows: list[dict[int, str]] = []
    for part in (table.rows, table.foot):
        for row, begins in zip(part, columns_of(part), strict=True):
            alone = (one for one in zip(begins, row, strict=True) if one[1].columns == 1)
            rows.append({column: _words(cell) for column, cell in alone})
    for column in columns:
        ends = decimal_ends(row.get(column, "") for row in rows)
        for found, missing in zip(lacking, _lacking(ends) if ends else (), strict=False):
            if missing:
                found[column] = missing
    return lacking


def _words(cell: Cell) -> str:
    return " ".join(texts(cell)) if cell.blocks else plain_text(cell.children)


def _lacking(ends: Sequence[str]) -> list[str]:
    decimals: list[str | None] = []
    units: set[str] = set()
    for end in ends:
        found = _DECIMALS.match(end)
        decimals.append(None if end == NOTHING else found[0] if found else "")
        if end != NOTHING:
            units.add(end[found.end() :] if found else end)
    longest = max((one for one in decimals if one), key=len, default="")
    return [longest[len(one) :] if one is not None and len(units) == 1 else "" for one in decimals]


def _end(text: str) -> str | None:
    if is_without_value(text):
        return NOTHING
    found = _NUMBER.match(text)
    return None if found is None else text[found.end() :]
