"""Tables from files: what is a number, whose signs count, and that nothing in a cell is a mark."""

from __future__ import annotations

import pytest

from report_builder.model.blocks import Table
from report_builder.model.inlines import plain_text
from tests.content.projects import only_table
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


def test_nothing_in_a_cell_is_a_mark() -> None:
    found = table("a;b\n*x*;[y](z) `k` {finding}`q` <b>\n")
    assert column(found, 0) == ["*x*"]
    assert column(found, 1) == ["[y](z) `k` {finding}`q` <b>"]


def test_heads_and_totals() -> None:
    found = table("a;b\nc;d\n1;2\nSum;2\n", attributes="header-rows=2 foot-rows=1")
    assert (len(found.head), len(found.rows), len(found.foot)) == (2, 1, 1)
    assert found.rows[0][0].span.path == "assets/data/a.csv"
    assert found.rows[0][0].span.line == 3
