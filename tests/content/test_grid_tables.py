"""Tables drawn as a grid or written as lists: spans, levels of heads, groups, totals, and who heads what."""

from __future__ import annotations

import shutil

import pytest

from report_builder.content.load import load_report
from report_builder.model.blocks import Paragraph, Table
from report_builder.model.inlines import plain_text
from report_builder.model.tables import Cell, Placed, is_whole, placed_cells
from report_builder.sources.files import SourceFiles
from tests.content.projects import only_table
from tests.sample_reports import make_folder

GRID = """\
+------+------+-------------+------+
| A    | B    | C           | D    |
|      |      +------+------+      |
|      |      | C1   | C2   |      |
+======+======+=====:+:====:+======+
| Gruppe                           |
+------+------+------+------+------+
| x    | y    | 1    | 2    | 3    |
| er   +------+------+------+ og   |
| lang | z    | 4           | 5    |
+======+======+======+======+======+
| Sum         | 6    | 7    | 8    |
+=============+======+======+======+
"""


def table(markdown: str) -> Table:
    return only_table(make_folder(f"# T\n\n{markdown}\n"))


def words(cell: Cell) -> str:
    return plain_text(cell.children)


def test_a_grid_has_its_spans_its_heads_and_its_foot() -> None:
    found = table("Tabell: T {header-columns=2}\n\n" + GRID)
    assert is_whole(found)
    assert not found.plain
    assert [column.value for column in found.columns] == ["left", "left", "right", "center", "left"]
    assert [[words(cell) for cell in row] for row in found.head] == [["A", "B", "C", "D"], ["C1", "C2"]]
    assert [[words(cell) for cell in row] for row in found.rows] == [
        ["Gruppe"],
        ["x er lang", "y", "1", "2", "3 og 5"],
        ["z", "4"],
    ]
    assert [[(cell.columns, cell.rows) for cell in row] for row in found.rows] == [
        [(5, 1)],
        [(1, 2), (1, 1), (1, 1), (1, 1), (1, 2)],
        [(1, 1), (2, 1)],
    ]
    assert [[words(cell) for cell in row] for row in found.foot] == [["Sum", "6", "7", "8"]]


def test_every_cell_names_its_heads() -> None:
    cells: list[Placed] = [
        cell for row in placed_cells(table("Tabell: T {header-columns=2}\n\n" + GRID)) for cell in row
    ]
    names = {words(one.cell): [words(cells[index].cell) for index in one.names] for one in cells}
    assert names["C1"] == ["C"]
    assert names["1"] == ["Gruppe", "x er lang", "y", "C", "C1"]
    assert names["y"] == ["Gruppe", "x er lang", "B"]
    assert names["4"] == ["Gruppe", "x er lang", "z", "C", "C1", "C2"]
    assert names["3 og 5"] == ["Gruppe", "x er lang", "y", "D"]
    assert names["6"] == ["Sum", "C", "C1"]
    assert names["A"] == names["Gruppe"] == []


def test_each_cell_stands_where_it_is_written() -> None:
    found = table(GRID)
    assert [(words(cell), cell.span.line, cell.span.column) for cell in found.rows[1]] == [
        ("x er lang", 10, 3),
        ("y", 10, 10),
        ("1", 10, 17),
        ("2", 10, 24),
        ("3 og 5", 10, 31),
    ]


def test_a_list_is_the_same_table_as_one_between_bars() -> None:
    bars = table("| A | B |\n|---|--:|\n| *a* | 1 |\n| b | |\n")
    listed = table('::: {.list-table align="left right"}\n* - A\n  - B\n* - *a*\n  - 1\n* - b\n  -\n:::')
    shape = [[[words(cell) for cell in row] for row in part] for part in (listed.head, listed.rows)]
    assert shape == [[[words(cell) for cell in row] for row in part] for part in (bars.head, bars.rows)]
    assert listed.columns == bars.columns
    assert listed.plain


@pytest.mark.parametrize(
    "text",
    [
        "+ 3 mm\n+ 4 mm",
        "+47 40 00 00 00",
        "+-5 %",
        "+---+ er en rute",
        "+---+\nog mer tekst",
        "a\n+--+",
    ],
)
def test_what_is_no_grid_stays_text(text: str) -> None:
    root = make_folder(f"# T\n\n{text}\n")
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert outcome.value is not None
    assert not any(isinstance(block, Table) for block in outcome.value.chapters[0].blocks)


def test_a_paragraph_ends_where_a_grid_begins() -> None:
    root = make_folder("# T\n\nTekst.\n+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+\nMer tekst.\n")
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert outcome.value is not None
    assert [type(block) for block in outcome.value.chapters[0].blocks] == [Paragraph, Table, Paragraph]
