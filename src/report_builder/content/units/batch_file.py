"""``content/batch.yaml``: which units get a report each, their names, and whose values are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from report_builder.content.spoken import FACT
from report_builder.content.units import BATCH
from report_builder.content.units.conditions import (
    Condition,
    ConditionError,
    faults_of,
    holds,
    read_condition,
)
from report_builder.content.units.hiding import hidden_rows, without_values
from report_builder.content.units.table import UnitRow, UnitTable, read_unit_table
from report_builder.content.units.whole import MEAN, WAYS, whole_of
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.model.units import OWN, WHOLE, Unit, UnitValue
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles
from report_builder.sources.names import MAX_MADE_NAME, stored_name_fault, twin_key
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.schema import Key, Located
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree

RESERVED = ("index.csv", "index.json")
"""What stands beside the folders of the units."""
_BRACES = late(r"\{[^{}]*\}?")


class HidingKeys(Struct, frozen=True):
    """Keys of ``least_n``."""

    column: Annotated[Located[str], Key("key.least-n.column", example="n")]
    least: Annotated[int, Key("key.least-n.least", minimum=2, example="5")]
    shown: Annotated[
        tuple[Located[str], ...], Key("key.least-n.shown", may_be_empty=True, example="[type]")
    ] = ()


class BatchKeys(Struct, frozen=True):
    """Keys of ``batch.yaml``."""

    span: SourceSpan
    units: Annotated[Located[str], Key("key.batch.units", example="ledergrupper.csv")]
    name: Annotated[Located[str], Key("key.batch.name", example="navn")]
    file: Annotated[Located[str], Key("key.batch.file", example='"{unit.kode}"')]
    title: Annotated[Located[str] | None, Key("key.batch.title", example='"Trivsel i {unit.navn}"')] = None
    where: Annotated[Located[str] | None, Key("key.batch.where", example='"unit.n > 0"')] = None
    whole: Annotated[Located[str] | None, Key("key.batch.whole", example="mean")] = None
    sums: Annotated[tuple[Located[str], ...], Key("key.batch.sums", may_be_empty=True, example="[n]")] = ()
    least_n: Annotated[HidingKeys | None, Key("key.batch.least-n")] = None


def read_units(files: SourceFiles, language: str, diagnostics: Diagnostics) -> tuple[Unit, ...] | None:
    """Read the units that get a report, in the order of their rows; None after diagnostics of all faults."""
    faults = diagnostics.apart()
    units = _read(files, language, faults)
    diagnostics.extend(faults.items)
    diagnostics.allow(faults.allowances)
    return None if faults.has_errors else units


def _read(files: SourceFiles, language: str, diagnostics: Diagnostics) -> tuple[Unit, ...] | None:
    text = files.read_text(BATCH, diagnostics, None)
    tree = None if text is None else read_tree(text, BATCH, diagnostics, language)[0]
    keys = None if tree is None else read_partly(tree, BatchKeys, diagnostics)
    if keys is None or diagnostics.has_errors:
        return None
    table = read_unit_table(keys.units, files, diagnostics)
    if table is None:
        return None
    return _Units(keys, table, diagnostics).read()


class _Units:
    """Makes the units of one table."""

    def __init__(self, keys: BatchKeys, table: UnitTable, diagnostics: Diagnostics) -> None:
        self._keys, self._table, self._diagnostics = keys, table, diagnostics

    def read(self) -> tuple[Unit, ...] | None:
        if not self._columns_are_there():
            return None
        condition = self._condition()
        rows, whole_row = self._without_whole(self._table.rows)
        whole = self._whole(rows, whole_row)
        hidden = self._hidden(rows)
        made = []
        for at, row in enumerate(rows):
            # Whether it gets a report is asked of what the row says, hidden or not.
            if condition is None or holds(condition, Unit("", "", "", row.cells, whole).values):
                made.append((self._unit(row, whole, at in hidden), row.span))
        self._check_names(made)
        if not made and not self._diagnostics.has_errors:
            self._diagnostics.error("RB-EMPTY", self._keys.span, *hinted("content.units-none"))
        return tuple(unit for unit, _ in made)

    def _columns_are_there(self) -> bool:
        """RB-VALUE for each column that is named and is not there, or has no numbers where it must."""
        keys = self._keys
        least = keys.least_n
        for one in (keys.name, *keys.sums, *((least.column, *least.shown) if least else ())):
            self._has_column(one.value, one.span)
        for text in filter(None, (keys.file, keys.title)):
            for column in self._columns_in(text):
                self._has_column(column, text.span)
        for one in (*keys.sums, *((least.column,) if least else ())):
            if self._table.kinds.get(one.value) is str:
                told = say("content.units-no-numbers", name=one.value), say("content.units-no-numbers.hint")
                self._diagnostics.error("RB-VALUE", one.span, *told)
        if least is not None and least.column.value in self._always_shown():
            told = hinted("content.units-shown", name=least.column.value)
            self._diagnostics.error("RB-VALUE", least.column.span, *told)
        return not self._diagnostics.has_errors

    def _columns_in(self, text: Located[str]) -> list[str]:
        """The columns that a text names; RB-VALUE for braces that name none."""
        columns = []
        for found in _BRACES.finditer(text.value):
            fact = FACT.fullmatch(found[0])
            of, _, column = fact[1].partition(".") if fact else ("", "", "")
            if of == OWN:
                columns.append(column)
            else:
                told = hinted("content.units-braces", text=found[0])
                self._diagnostics.error("RB-VALUE", text.span, *told)
        return columns

    def _always_shown(self) -> frozenset[str]:
        """The columns whose values are never hidden: those that say which unit it is, and those asked for."""
        keys = self._keys
        naming = (column for text in (keys.file, keys.title) if text for column in _columns_of(text.value))
        asked = (one.value for one in (keys.least_n.shown if keys.least_n else ()))
        return frozenset((keys.name.value, *naming, *asked))

    def _has_column(self, name: str, span: SourceSpan) -> None:
        if name not in self._table.kinds:
            hint = did_you_mean(name, self._table.kinds) or say("content.condition-name.hint")
            self._diagnostics.error("RB-VALUE", span, say("content.condition-name", name=name), hint)

    def _condition(self) -> Condition | None:
        where = self._keys.where
        if where is None:
            return None
        kinds = self._table.kinds
        names = {f"{OWN}.{column}": kind for column, kind in kinds.items()}
        names |= {f"{WHOLE}.{column}": Decimal for column in self._numbers}
        try:
            condition = read_condition(where.value)
            fault = next(faults_of(condition, names, names), None)
        except ConditionError as found:
            condition, fault = None, found
        if fault is not None:
            self._diagnostics.error("RB-VALUE", where.span, fault.message, fault.hint)
        return condition

    def _without_whole(self, rows: Sequence[UnitRow]) -> tuple[list[UnitRow], UnitRow | None]:
        """The rows of units, and that of the whole where ``whole`` names one."""
        whole = self._keys.whole
        if whole is None or whole.value in WAYS:
            return [*rows], None
        named = [row for row in rows if row.cells[self._keys.name.value] == whole.value]
        if len(named) != 1:
            told = say("content.units-whole", name=whole.value), say("content.units-whole.hint")
            self._diagnostics.error("RB-VALUE", whole.span, *told)
            return [*rows], None
        return [row for row in rows if row is not named[0]], named[0]

    @property
    def _numbers(self) -> list[str]:
        return [name for name, kind in self._table.kinds.items() if kind is Decimal]

    def _whole(self, rows: Sequence[UnitRow], named: UnitRow | None) -> Mapping[str, UnitValue]:
        numbers = self._numbers
        if named is not None:
            return {name: named.cells[name] for name in numbers}
        way = self._keys.whole.value if self._keys.whole else MEAN
        sums = {one.value for one in self._keys.sums}
        return whole_of([row.cells for row in rows], numbers, way, [*sums])

    def _hidden(self, rows: Sequence[UnitRow]) -> frozenset[int]:
        least = self._keys.least_n
        if least is None:
            return frozenset()
        return hidden_rows([row.cells for row in rows], least.column.value, least.least, self._numbers)

    def _unit(self, row: UnitRow, whole: Mapping[str, UnitValue], hidden: bool) -> Unit:
        keys, shown = self._keys, self._always_shown() if hidden else ()
        own, away = without_values(row.cells, shown) if hidden else (row.cells, frozenset[str]())
        name = self._cell(row, keys.name.value, keys.name.span)
        title = self._said(keys.title, row) if keys.title else ""
        return Unit(self._said(keys.file, row), name, title, own, whole, away)

    def _said(self, text: Located[str], row: UnitRow) -> str:
        """A text of ``batch.yaml`` with what the row says."""
        return FACT.sub(
            lambda found: self._cell(row, found[1].partition(".")[2], text.span), text.value
        ).strip()

    def _cell(self, row: UnitRow, column: str, asked: SourceSpan) -> str:
        """What a row says in a column; RB-VALUE where it says nothing."""
        value = row.cells[column]
        if value is None:
            told = say("content.units-cell", name=column), say("content.units-cell.hint")
            self._diagnostics.error("RB-VALUE", row.span, *told, (asked,))
        return "" if value is None else str(value)

    def _check_names(self, units: Iterable[tuple[Unit, SourceSpan]]) -> None:
        """RB-VALUE for names that files cannot have, RB-DUPLICATE-ID for those that meet on some disks."""
        files: dict[str, SourceSpan] = {}
        for unit, span in units:
            if fault := self._fault_of(unit.id):
                self._diagnostics.error("RB-VALUE", span, *fault)
            first = files.setdefault(twin_key(unit.id), span)
            if first != span and unit.id:
                told = (
                    say("content.units-twice", name=unit.id, line=first.line),
                    say("content.units-twice.hint"),
                )
                self._diagnostics.error("RB-DUPLICATE-ID", span, *told, (first,))

    @staticmethod
    def _fault_of(name: str) -> tuple[Message, Message] | None:
        fault = folder_fault(name) if name else None  # an empty cell is told
        if fault is None:
            return None
        return say("content.units-file", name=name, fault=fault), say("content.units-file.hint")


def folder_fault(name: str) -> Message | None:
    """Say why a unit's folder cannot have the name ``name``, to go on behind it; None where it may."""
    if twin_key(name) in RESERVED:
        return say("content.units-reserved")
    if (size := len(name.encode())) > MAX_MADE_NAME:
        return say("sources.name-long", size=size, most=MAX_MADE_NAME)
    return stored_name_fault(name)


def _columns_of(text: str) -> list[str]:
    return [found[1].partition(".")[2] for found in FACT.finditer(text)]
