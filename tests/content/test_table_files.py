"""Tables from files: what is a number, whose signs count, and that nothing in a cell is a mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.content.spreadsheet_faults import column_name
from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import Table
from report_builder.model.inlines import plain_text
from report_builder.sources.files import SourceFiles
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


def told(data: str, language: str = "nb") -> list[tuple[str, int | None, str]]:
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {language}")
    root = make_folder('# T\n\n::: {.table from="data/a.csv"}\n:::\n', report=facts)
    (root / "assets" / "data" / "a.csv").write_bytes(data.encode("utf-8"))
    found = load_report(SourceFiles(root)).diagnostics
    return [
        (one.code, one.span.line, english(one.message))
        for one in found
        if one.span and one.span.path.endswith("csv")
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (["1,5", "2.5"], [3]),
        (["2.5", "1,5", "3.25"], [2, 4]),
        (["1.234,50", "2,5"], [2]),
        (["1.234.567", "20"], [2]),
        (["1,5", "2,5"], []),
        (["1.5", "2.5"], []),
        (["12.30", "9.15"], []),
        (["0.123", "0.456"], []),
        (["0,123", "0.456"], [3]),
        (["1 234,50", "2,5"], []),
        (["1.5", "2,5", "ukjent"], []),
        (["1.2.3", "1.2,5"], []),
        (["..", ":", "1,5"], []),
    ],
)
def test_signs_of_numbers_that_say_different_things_are_told(
    cells: list[str], lines: list[int], language: str
) -> None:
    data = "Navn;Tall\n" + "".join(f"x;{cell}\n" for cell in cells)
    found = told(data, language)
    assert [(code, line) for code, line, _ in found] == [("RB-TYPOGRAPHY", line) for line in lines]
    assert all(
        f"column B has {'both ' if 'both' in said else ''}{cells[line - 2]}" in said
        for _, line, said in found
        if line
    )


@pytest.mark.parametrize(("language", "is_told"), [("nb", True), ("nn", True), ("en", False)])
def test_points_between_thousands_are_told_where_decimals_have_a_comma(language: str, is_told: bool) -> None:
    """In English 1.234 may be three decimals, and so it may behind a comma."""
    assert [line for _, line, _ in told("a;b\nx;1.234\ny;10.000\nz;7\n", language)] == [2, 3] * is_told
    assert told("a,b\nx,1.234\ny,10.000\n", language) == []
    assert [line for _, line, _ in told('a,b\nx,"1,234.50"\ny,2.5\n', language)] == [2] * is_told


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("sign", ["-5", "-5,2"])
def test_what_is_below_zero_has_a_minus_sign_among_words_too(sign: str, language: str) -> None:
    found = table(f"a;b\nx;{sign}\ny;ukjent\nz;-a\nw;-\n", language)
    assert column(found, 1) == [sign.replace("-", "\u2212"), "ukjent", "-a", "-"]


@pytest.mark.parametrize("rows", [["x,1,5", "y,2,5"], ["x,1,5", "y,2", "z,-3,25", "w,4,5"]])
def test_commas_between_cells_and_before_decimals_are_told_once(rows: list[str]) -> None:
    found = told("Navn,Tall\n" + "".join(f"{row}\n" for row in rows))
    assert [(code, line) for code, line, _ in found] == [("RB-TABLE-RAGGED", 2)]
    assert "commas both between its cells and before its decimals" in found[0][2]


@pytest.mark.parametrize("rows", ["x,1,b\ny,2\n", "x;1;5\ny;2;5\n", "x,1\ny\n"])
def test_other_rows_that_do_not_fit_are_told_each(rows: str) -> None:
    sign = ";" if ";" in rows else ","
    found = told(f"Navn{sign}Tall\n{rows}")
    assert {code for code, _, _ in found} == {"RB-TABLE-RAGGED"}
    assert not any("decimals" in said for _, _, said in found)
