"""What a table holds, whatever form it is written in."""

from __future__ import annotations

from msgspec import Struct

from report_builder.model.tables import Align, Rows


class SourceTable(Struct, frozen=True):
    """What stands in a table, in whatever form it was written: as many cells in each row as there is room."""

    columns: tuple[Align, ...]
    head: Rows
    rows: Rows
    foot: Rows = ()


def alignment(rule: str) -> Align:
    """How a column is set, from the line below its head: ``:---``, ``:---:`` or ``---:``."""
    if not rule.endswith(":"):
        return Align.LEFT
    return Align.CENTRE if rule.startswith(":") else Align.RIGHT
