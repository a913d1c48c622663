"""Empty cells: a dash where a value could stand, and nothing where none belongs."""

from __future__ import annotations

import pytest

from report_builder.model.inlines import plain_text
from tests.content.projects import only_table
from tests.sample_reports import make_folder


def rows(markdown: str) -> list[list[str]]:
    found = only_table(make_folder(f"# T\n\n{markdown}\n"))
    return [[plain_text(cell.children) for cell in row] for row in (*found.rows, *found.foot)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("|a|1| |\n|b||2|", [["a", "1", "–"], ["b", "–", "2"]]),
        ("|a|1|–|\n|b|0|2|", [["a", "1", "–"], ["b", "0", "2"]]),
        # The first column says what rows are about, whether an author marked it or not.
        ("|a|1|2|\n||3|4|", [["a", "1", "2"], ["", "3", "4"]]),
        # A column without values is written in by hand, a row without words is a blank.
        ("|a|1||\n|b|2||", [["a", "1", ""], ["b", "2", ""]]),
        ("|a|1|2|\n||||\n|b||2|", [["a", "1", "2"], ["", "", ""], ["b", "–", "2"]]),
        ("|a|`–`|&nbsp;|\n|b|1|2|", [["a", "–", "\u00a0"], ["b", "1", "2"]]),
    ],
)
def test_an_empty_cell_beside_values_says_so(written: str, read: list[list[str]]) -> None:
    assert rows(f"| A | B | C |\n|--|--|--|\n{written}") == read


@pytest.mark.parametrize("headed", ["{.header-column}", "{header-columns=2}"])
def test_heads_of_rows_are_no_values(headed: str) -> None:
    found = rows(f"Tabell: T {headed}\n\n| A | B | C |\n|--|--|--|\n| a | x | |\n| b | | 2 |")
    assert found == [["a", "x", "–"], ["b", "" if "=2" in headed else "–", "2"]]


def test_cells_over_several_places_and_totals_say_so_too() -> None:
    grid = """\
+---+---+---+
| A | B | C |
+===+===+===+
| a | 1 |   |
|   +---+---+
|   |   | 2 |
+---+---+---+
| b |       |
+===+===+===+
| S | 1 |   |
+===+===+===+
"""
    assert rows(grid) == [["a", "1", "–"], ["–", "2"], ["b", "–"], ["S", "1", "–"]]


def test_lists_and_files_say_so_too() -> None:
    listed = "::: list-table\n* - A\n  - B\n* - a\n  -\n* - b\n  - 1\n:::"
    assert rows(listed) == [["a", "–"], ["b", "1"]]


def test_what_is_filled_in_stays_empty() -> None:
    assert rows("::: fill-table\n| A | B | C |\n|--|--|--|\n| a | 1 | |\n| b | | 2 |\n:::") == [
        ["a", "1", ""],
        ["b", "", "2"],
    ]
