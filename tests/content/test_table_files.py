"""Tables from files: what is a number, whose signs count, and that nothing in a cell is a mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.spreadsheet_faults import column_name
from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import Table
from report_builder.model.inlines import plain_text
from tests.content.projects import load, only_table
from tests.said import english
from tests.sample_reports import SAMPLES, make_folder


def table(data: str, language: str = "nb", attributes: str = "") -> Table:
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {language}")
    root = make_folder(f'# T\n\n::: {{.table from="data/a.csv" {attributes}}}\n:::\n', report=facts)
    (root / "assets" / "data" / "a.csv").write_bytes(data.encode("utf-8"))
    return only_table(root)


def column(found: Table, number: int) -> list[str]:
    return [plain_text(row[number].children).replace("\u00a0", " ") for row in (*found.rows, *found.foot)]


@pytest.mark.parametrize(
    ("data", "language", "shown"),
    [
        ("a;b\nx;1,5\ny;-2\n", "nb", ["1,5", "−2"]),
        ("a;b\nx;1,5\ny;-2\n", "en", ["1.5", "−2"]),
        ("a,b\nx,1.5\ny,-2\n", "nb", ["1,5", "−2"]),
        ("a,b\nx,1.5\ny,-2\n", "en", ["1.5", "−2"]),
        ("a;b\nx;12.30\ny;9.15\n", "nb", ["12.30", "9.15"]),
        ("a;b\nx;12.30\ny;ukjent\n", "nb", ["12.30", "ukjent"]),
    ],
)
def test_numbers_are_written_as_the_report_writes_them(data: str, language: str, shown: list[str]) -> None:
    assert column(table(data, language), 1) == shown


def test_columns_of_numbers_stand_at_the_right() -> None:
    found = table("Navn;Tall;År\nx;1,5;2018\ny;;2019\n")
    assert [one.value for one in found.columns] == ["left", "right", "right"]
    found = table("Navn;Tall;År\nx;1,5;2018\n", attributes='align="center"')
    assert [one.value for one in found.columns] == ["center"] * 3


@pytest.mark.parametrize("sign", ["..", ".", "...", ":", "-", "–", "—", "…", ""])
def test_the_signs_of_statistics_stand_among_numbers(sign: str) -> None:
    found = table(f"Navn;Tall\nx;1,5\ny;{sign}\nz;2\n")
    assert [one.value for one in found.columns] == ["left", "right"]
    assert column(found, 1) == ["1,5", "–" if sign in ("-", "") else sign, "2"]


def test_a_column_of_signs_alone_is_no_column_of_numbers() -> None:
    assert [one.value for one in table("Navn;Tall\nx;..\ny;:\n").columns] == ["left", "left"]


FAULTS = (
    "#DIV/0!",
    "#N/A",
    "#I/T",
    "#REF!",
    "#VERDI!",
    "#NAVN?",
    "#NUM!",
    "###",
    "########",
    "Err:502",
    "1E+05",
    "-1,2E-10",
)


@pytest.mark.parametrize("cell", FAULTS)
@pytest.mark.parametrize(("row", "place"), [(1, "B"), (2, "A"), (3, "B")])
def test_what_a_spreadsheet_could_not_write_is_told(cell: str, row: int, place: str, tmp_path: Path) -> None:
    rows = [["a", "b"], ["x", "1"], ["y", "2"]]
    rows[row - 1][ord(place) - ord("A")] = cell
    (tmp_path / "assets" / "data").mkdir(parents=True)
    data = "".join(f"{';'.join(one)}\n" for one in rows)
    (tmp_path / "assets" / "data" / "a.csv").write_text(data, "utf-8")
    (found,) = load(tmp_path, '# T\n\n::: {.table from="data/a.csv"}\n:::\n').diagnostics
    assert (found.code, found.span) == ("RB-VALUE", SourceSpan("assets/data/a.csv", row))
    assert f"column {place} has {cell}" in english(found.message)


@pytest.mark.parametrize(
    "cell", ["#1", "#Oslo", "#", "##", "E+05", "1E", "1E5", "1e+05 kr", "Err:", "N/A", "DIV/0!"]
)
def test_other_cells_are_text(cell: str) -> None:
    assert column(table(f"a;b\n{cell};1\n"), 0) == [cell]


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_columns_are_named_as_a_spreadsheet_names_them(index: int, name: str) -> None:
    assert column_name(index) == name


def test_nothing_in_a_cell_is_a_mark() -> None:
    found = table("a;b\n*x*;[y](z) `k` {finding}`q` <b>\n")
    assert column(found, 0) == ["*x*"]
    assert column(found, 1) == ["[y](z) `k` {finding}`q` <b>"]


def test_heads_and_totals() -> None:
    found = table("a;b\nc;d\n1;2\nSum;2\n", attributes="header-rows=2 foot-rows=1")
    assert (len(found.head), len(found.rows), len(found.foot)) == (2, 1, 1)
    assert found.rows[0][0].span.path == "assets/data/a.csv"
    assert found.rows[0][0].span.line == 3
