"""The table of units: one row for each, from a file that a spreadsheet wrote."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.decimals import is_without_value
from report_builder.model.units import UnitValue
from report_builder.sources.delimited import Delimited, Unreadable, is_number, read_delimited
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Located

FOLDER = "assets"
_GROUPING = str.maketrans("", "", " \u00a0\u202f")


class UnitRow(Struct, frozen=True):
    """A row with its place: its cells by their columns."""

    span: SourceSpan
    cells: dict[str, UnitValue]


class UnitTable(Struct, frozen=True):
    """The rows of all units; ``kinds`` has for each column whether it holds numbers or texts."""

    path: str
    rows: tuple[UnitRow, ...]
    kinds: dict[str, type]


def read_unit_table(named: Located[str], files: SourceFiles, diagnostics: Diagnostics) -> UnitTable | None:
    """Read the table that ``batch.yaml`` names below assets/; None after a diagnostic for each fault."""
    path = files.name_of(f"{FOLDER}/{named.value}")
    data = files.read_bytes(path, diagnostics, named.span)
    if data is None:
        return None
    read = read_delimited(data)
    if isinstance(read, Unreadable):
        diagnostics.error(read.code, SourceSpan(path, read.line), *read.told)
        return None
    if len(read.rows) < 2:
        diagnostics.error("RB-EMPTY", SourceSpan(path), *hinted("content.units-empty"))
        return None
    heads = read.rows[0].cells
    if not _heads_are_sound(read, path, diagnostics) or not _has_one_sign(read, path, diagnostics):
        return None
    sound = [
        row for row in read.rows[1:] if _is_even(row.cells, heads, SourceSpan(path, row.line), diagnostics)
    ]
    kinds = {head: _kind([row.cells[at] for row in sound]) for at, head in enumerate(heads)}
    rows = tuple(
        UnitRow(
            SourceSpan(path, row.line),
            {
                head: _value(cell, kinds[head], read.decimal)
                for head, cell in zip(heads, row.cells, strict=True)
            },
        )
        for row in sound
    )
    return UnitTable(path, rows, kinds) if len(sound) == len(read.rows) - 1 else None


def _heads_are_sound(table: Delimited, path: str, diagnostics: Diagnostics) -> bool:
    """RB-VALUE for a column without a name or with that of another; texts name columns."""
    first = table.rows[0]
    span, sound = SourceSpan(path, first.line), True
    for at, head in enumerate(first.cells):
        if not head:
            diagnostics.error(
                "RB-VALUE",
                span,
                say("content.units-no-head", column=at + 1),
                say("content.units-no-head.hint"),
            )
            sound = False
        elif head in first.cells[:at]:
            diagnostics.error("RB-VALUE", span, *hinted("content.units-head-twice", name=head))
            sound = False
    return sound


def _has_one_sign(table: Delimited, path: str, diagnostics: Diagnostics) -> bool:
    """RB-VALUE where some numbers have a decimal comma and others a point: which is which is not guessed."""
    if table.decimal:
        return True
    first = ""
    for row in table.rows[1:]:
        for cell in filter(is_number, row.cells):
            sign = next((sign for sign in ",." if sign in cell), "")
            first = first or sign
            if sign and sign != first:
                told = hinted("content.units-two-signs", number=cell)
                diagnostics.error("RB-VALUE", SourceSpan(path, row.line), *told)
                return False
    return True


def _is_even(cells: Sequence[str], heads: Sequence[str], span: SourceSpan, diagnostics: Diagnostics) -> bool:
    if len(cells) == len(heads):
        return True
    told = say("content.units-ragged", count=len(cells), heads=len(heads))
    diagnostics.error("RB-TABLE-RAGGED", span, told, say("content.units-ragged.hint"))
    return False


def _kind(cells: Sequence[str]) -> type:
    written = [cell for cell in cells if not is_without_value(cell)]
    return Decimal if written and all(map(_is_amount, written)) else str


def _is_amount(cell: str) -> bool:
    """Whether a cell is a number and no code, as those of municipalities, which may begin with nought."""
    return is_number(cell) and not (cell[0] == "0" and cell[1:2].isdigit())


def _value(cell: str, kind: type, decimal: str) -> UnitValue:
    if kind is str:
        return " ".join(cell.split()) or None
    if is_without_value(cell):
        return None
    plain = cell.translate(_GROUPING).replace("\u2212", "-").rstrip("%‰")
    return Decimal(plain.replace(decimal, ".") if decimal else plain)
