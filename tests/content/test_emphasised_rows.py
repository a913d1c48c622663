"""Rows of tables that stand out: all their words are strong, by the author's marks or by their name."""

from __future__ import annotations

import pytest

from report_builder.model.inlines import Strong, plain_text
from report_builder.model.tables import Table
from tests.content.projects import only_table
from tests.sample_reports import make_folder


def table(rows: str, heads: str = "") -> Table:
    caption = f"Tabell: T {heads}\n\n" if heads else ""
    return only_table(make_folder(f"# T\n\n{caption}| A | B | C |\n|--|--|--|\n{rows}\n\n*Ferdig.*\n"))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("|a|1|2|\n|**b**|**3**|**4**|", {1}),
        ("|a|1|2|\n|**b**|**3**||", {1}),
        ("|a|1|2|\n|**b**|**3**|–|", {1}),
        ("|a|1|2|\n|**b**|**3**|4|", set()),
        ("|a|1|2|\n|**b** og|**3**|**4**|", set()),
        ("|a|1|2|\n|**Gruppe**|||\n|b|3|4|", set()),
        ("|**a**|**1**|**2**|\n|**b**|**3**|**4**|", set()),
        ("|a|1|2|\n|*b*|*3*|*4*|", set()),
    ],
)
def test_a_row_stands_out_where_all_its_words_are_strong(rows: str, found: set[int]) -> None:
    assert table(rows).emphasised == found


def test_the_head_of_other_rows_gets_no_dashes() -> None:
    cells = table("|a|1|2|\n|**Gruppe**|||\n|b|3||").rows
    assert [[plain_text(cell.children) for cell in row] for row in cells[1:]] == [
        ["Gruppe", "", ""],
        ["b", "3", "–"],
    ]


def test_rows_are_named_by_what_they_begin_with() -> None:
    found = table(
        "|a|1|2|\n|Sum  *a*|3|[4](https://e.no)|\n|b|5|6|\n|Sum b|7||", '{emphasised-rows="Sum a; Sum b"}'
    )
    assert found.emphasised == {1, 3}
    assert all(isinstance(cell.children[0], Strong) for row in (found.rows[1], found.rows[3]) for cell in row)
    assert [plain_text(cell.children) for cell in found.rows[3]] == ["Sum b", "7", "–"]
