"""batch.yaml and its table: who gets a report, what they are called, whose values are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.content.units.batch_file import read_units
from report_builder.content.units.hiding import hidden_rows
from report_builder.content.units.unit_file import read_unit, unit_file
from report_builder.diagnostics import Diagnostics
from report_builder.model.units import Unit, UnitValue
from report_builder.sources.files import SourceFiles
from tests.batches import BATCH, TABLE, write_batch
from tests.said import line_of

PLAIN = 'units: grupper.csv\nname: navn\nfile: "{unit.kode}"\n'


def read(root: Path, batch: str = BATCH, table: str = TABLE) -> tuple[tuple[Unit, ...], list[str]]:
    told = Diagnostics()
    units = read_units(SourceFiles(write_batch(root, batch=batch, table=table)), "nb", told)
    return units or (), [line_of(item) for item in told.items]


def test_units_are_the_rows_of_the_table(good_report: Path) -> None:
    units, told = read(good_report)
    assert told == []
    assert [(unit.id, unit.name, unit.title) for unit in units] == [
        ("0301", "Nord", "Trivsel i Nord"),
        ("0302", "Sør", "Trivsel i Sør"),
        ("0303", "Øst", "Trivsel i Øst"),
        ("0304", "Vest", "Trivsel i Vest"),
    ]
    assert units[0].own == {
        "kode": "0301",
        "navn": "Nord",
        "type": "felt",
        "n": Decimal(12),
        "trivsel": Decimal("4.2"),
    }
    assert all(unit.whole == {"n": 47, "trivsel": Decimal("3.75")} for unit in units)


def test_values_of_few_are_hidden_and_of_one_more(good_report: Path) -> None:
    units, _ = read(good_report)
    nothing = frozenset({"n", "trivsel"})
    assert [unit.hidden for unit in units] == [frozenset(), frozenset(), nothing, nothing]
    for unit in units[2:]:
        assert {name for name, value in unit.own.items() if value is None} == nothing
    assert "2.1" not in unit_file(units[2]).decode()


def test_texts_are_hidden_too_unless_they_are_asked_for(good_report: Path) -> None:
    units, _ = read(good_report, BATCH.replace(", shown: [type]", ""))
    assert units[2].own["type"] is None
    assert "stab" not in unit_file(units[2]).decode()


@pytest.mark.parametrize(
    ("where", "expected"),
    [("unit.n > 10", "Nord Sør"), ("unit.n < 5", "Øst"), ("unit.type = 'stab'", "Øst Vest")],
)
def test_where_asks_what_the_row_says_hidden_or_not(good_report: Path, where: str, expected: str) -> None:
    units, told = read(good_report, f'{BATCH}where: "{where}"\n')
    assert (told, " ".join(unit.name for unit in units)) == ([], expected)
    assert units[0].whole["n"] == 47


@pytest.mark.parametrize(
    ("whole", "n", "trivsel"), [("mean", "11.8", "3.75"), ("sum", "47", "15.0"), ("Nord", "12", "4.2")]
)
def test_what_the_whole_is(good_report: Path, whole: str, n: str, trivsel: str) -> None:
    units, _ = read(good_report, f"{PLAIN}whole: {whole}\n")
    assert units[-1].whole == {"n": Decimal(n), "trivsel": Decimal(trivsel)}
    assert ("Nord" in {unit.name for unit in units}) is (whole != "Nord")


FAULTS = [
    ("name: navn", "name: navm", "content/batch.yaml:2:7: RB-VALUE there is no column navm; did you mean"),
    ("{unit.kode}", "{unit.kod}", "content/batch.yaml:3:7: RB-VALUE there is no column kod;"),
    ("{unit.kode}", "{kode}", "content/batch.yaml:3:7: RB-VALUE “{kode}” is no column of the table"),
    ("{unit.kode}", "{unit.kode", "content/batch.yaml:3:7: RB-VALUE “{unit.kode” is no column of the table"),
    ("{unit.kode}", "{all.n}", "content/batch.yaml:3:7: RB-VALUE “{all.n}” is no column of the table"),
    ("{unit.kode}", "{unit.type}", "assets/grupper.csv:3:1: RB-DUPLICATE-ID"),
    ("{unit.kode}", "a/{unit.kode}", "assets/grupper.csv:2:1: RB-VALUE “a/0301” has the character"),
    ("{unit.kode}", "{unit.kode}.", "assets/grupper.csv:2:1: RB-VALUE “0301.” ends with"),
    ("{unit.kode}", ".{unit.kode}", "assets/grupper.csv:2:1: RB-VALUE “.0301” is reserved"),
    ("{unit.kode}", "{unit.kode}" + "x" * 97, "assets/grupper.csv:2:1: RB-VALUE “0301xxx"),
    ("0301", "index.csv", "assets/grupper.csv:2:1: RB-VALUE “index.csv” is the name of a file"),
    ("0301", "../0301", "assets/grupper.csv:2:1: RB-VALUE “../0301” has the character"),
    ("0301", "con", "assets/grupper.csv:2:1: RB-VALUE “con” is reserved"),
    ("0301", "", "assets/grupper.csv:2:1: RB-VALUE the row has nothing in the column kode"),
    ("Nord", "", "assets/grupper.csv:2:1: RB-VALUE the row has nothing in the column navn"),
    ("sums: [n]", "sums: [navn]", "content/batch.yaml:5:8: RB-VALUE the column navn has not only"),
    ("column: n,", "column: m,", "content/batch.yaml:6:19: RB-VALUE there is no column m;"),
    ("column: n,", "column: navn,", "content/batch.yaml:6:19: RB-VALUE the column navn has not only"),
    ("least: 5", "least: 1", "content/batch.yaml:6:29: RB-VALUE"),
    ("[type]", "[typ]", "content/batch.yaml:6:40: RB-VALUE there is no column typ;"),
    ("[type]", "[n]", "content/batch.yaml:6:19: RB-VALUE the column n is to be hidden, but is shown in"),
    ("Trivsel i", "{unit.n} i", "content/batch.yaml:6:19: RB-VALUE the column n is to be hidden, but is"),
    ("sums:", "whole: Midt\nsums:", "content/batch.yaml:5:8: RB-VALUE there is not one row called Midt"),
    ("sums:", "where: unit.m > 1\nsums:", "content/batch.yaml:5:8: RB-VALUE there is no column unit.m;"),
    ("sums:", "where: unit.n >\nsums:", "content/batch.yaml:5:8: RB-VALUE the condition is not finished"),
    ("sums:", "where: all.navn\nsums:", "content/batch.yaml:5:8: RB-VALUE there is no column all.navn;"),
    ("sums:", "where: unit.n > 99\nsums:", "content/batch.yaml:1:1: RB-EMPTY no units are left"),
    ("sums:", "sum:", "content/batch.yaml:5:1: RB-UNKNOWN-KEY"),
    ("name: navn\n", "", "content/batch.yaml:1:1: RB-MISSING-KEY"),
    ("grupper.csv", "gruppe.csv", "content/batch.yaml:1:8: RB-FILE-MISSING"),
    ("grupper.csv", "../grupper.csv", "content/batch.yaml:1:8: RB-PATH"),
    ("units:", "units", "content/batch.yaml:"),
    (";n;", ";;", "assets/grupper.csv:1:1: RB-VALUE column 4 has no head"),
    (";n;", ";navn;", "assets/grupper.csv:1:1: RB-VALUE two columns are called navn"),
    ("12;4,2", "12;4,2;1", "assets/grupper.csv:2:1: RB-TABLE-RAGGED"),
    ("12;4,2", "12", "assets/grupper.csv:2:1: RB-TABLE-RAGGED"),
    ("12;4,2", "12.5;4,2", "assets/grupper.csv:2:1: RB-VALUE some numbers have a comma and others a point"),
    (TABLE, "kode;navn\n", "assets/grupper.csv: RB-EMPTY the table of the units has no rows"),
    (TABLE, "", "assets/grupper.csv: RB-EMPTY the table of the units has no rows"),
]


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS, ids=[words for *_, words in FAULTS])
def test_what_is_wrong_is_told_at_its_place(good_report: Path, old: str, new: str, expected: str) -> None:
    batch, table = BATCH.replace(old, new), TABLE.replace(old, new)
    assert (batch, table) != (BATCH, TABLE)
    units, told = read(good_report, batch, table)
    assert units == ()
    assert told
    assert told[0].startswith(expected)


def test_all_faults_are_told_at_once(good_report: Path) -> None:
    _, told = read(good_report, BATCH.replace("navn", "navm").replace("[n]", "[m]"))
    assert len(told) == 3


def test_names_that_a_system_takes_for_the_same_are_told(good_report: Path) -> None:
    _, told = read(good_report, PLAIN.replace("kode", "navn"), TABLE.replace("Sør", "NORD"))
    assert told[0].startswith(
        "assets/grupper.csv:3:1: RB-DUPLICATE-ID the file NORD is made for the row on line 2"
    )


COUNTS = st.lists(
    st.tuples(st.integers(0, 20) | st.none(), st.integers(0, 9) | st.none()), min_size=1, max_size=8
)


@given(COUNTS)
def test_no_hidden_value_can_be_worked_out(rows: Sequence[tuple[int | None, int | None]]) -> None:
    def value(number: int | None) -> UnitValue:
        return None if number is None else Decimal(number)

    cells = [{"n": value(n), "x": value(x)} for n, x in rows]
    hidden = hidden_rows(cells, "n", 5, ("n", "x"))
    assert all(n is not None and n >= 5 for at, (n, _) in enumerate(rows) if at not in hidden)
    for column in ("n", "x"):
        having = {at for at, row in enumerate(cells) if row[column] is not None}
        assert len(having & hidden) != 1 or not having - hidden


def test_a_unit_is_read_from_its_file_as_it_was(good_report: Path) -> None:
    table = TABLE.replace("4,2", "").replace("Nord", 'Nord: "A" & {b} #1').replace("felt", "ja")
    for unit in read(good_report, table=table)[0]:
        told = Diagnostics()
        files = SourceFiles(good_report, {"content/unit.yaml": unit_file(unit)})
        assert (read_unit(files, told), told.items) == (unit, ())
