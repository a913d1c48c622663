"""Cells with several paragraphs and with lists: in every output, and over several pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.check import check_pdf
from report_builder.check.reading import Node, read_structure, text
from report_builder.content.cell_blocks import has_blocks
from report_builder.layout.pages.page import PageKind
from report_builder.model.blocks import List, Paragraph
from tests.content.projects import only_table
from tests.layout.test_rare_blocks import assert_words, build
from tests.sample_reports import built_file, make_folder
from tests.verify_support import failures

LONG = "Departementet har lagt til grunn at toppledergruppene skal arbeide med utvikling."


def listed(paragraphs: int) -> str:
    """A table with a cell of so many paragraphs, each with a list of its own."""
    cell = "".join(f"    Avsnitt {n}. {LONG}\n\n    - punkt {n}\n    - {LONG}\n\n" for n in range(paragraphs))
    return (
        "# T\n\nTabell: Høy {.header-column}\n\n::: list-table\n* - A\n  - B\n* - rad\n  - Først.\n\n"
        f"{cell}* - rad to\n  - kort\n:::\n"
    )


@pytest.mark.parametrize(
    ("lines", "more"),
    [
        (["en", "to"], False),
        (["en", "", "to"], True),
        (["- en", "- to"], True),
        (["* en", "to", "* tre"], True),
        (["1. en", "2. to"], True),
        (["a) en", "og mer", "b) to"], True),
        (["b) en", "c) to"], False),
        (["(a) en"], False),
        # A dash, a date or a number at the beginning of a line is text.
        (["- 5"], False),
        (["12. mai", "13. mai"], False),
        (["1. mai"], False),
        (["1. mai og", "17. mai"], False),
        (["-5", "-6"], False),
        (["- en", "+ to"], False),
        (["–", "–"], False),
    ],
)
def test_a_cell_has_blocks_only_where_they_are_meant(lines: list[str], more: bool) -> None:
    assert has_blocks(lines) is more


def test_a_grid_and_a_list_say_the_same() -> None:
    grid = """\
+---+---------+
| A | B       |
+===+=========+
| a | Ett.    |
|   |         |
|   | - to    |
|   |   - tre |
|   | - fire  |
+---+---------+
"""
    lists = "::: list-table\n* - A\n  - B\n* - a\n  - Ett.\n\n    - to\n      - tre\n    - fire\n:::\n"
    shapes = []
    for written in (grid, lists):
        (_, cell) = only_table(make_folder(f"# T\n\n{written}")).rows[0]
        assert [type(block) for block in cell.blocks] == [Paragraph, List]
        shapes.append(str(cell.blocks[1]).count("ListItem("))
    assert shapes == [3, 3]


@pytest.mark.parametrize("paragraphs", [1, 3, 30])
def test_every_word_is_read_once_in_the_order_of_the_source(
    paragraphs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_words(listed(paragraphs), monkeypatch)


def test_a_cell_that_is_taller_than_a_page_is_one_cell_on_several(tmp_path: Path) -> None:
    pdf = built_file(listed(40), tmp_path)
    assert failures(pdf) == []
    assert not check_pdf(pdf).findings
    cells = [node for top in read_structure(pdf) for node in top.walk() if node.standard == "TD"]
    tall, _ = cells
    assert len({passage.page for passage in tall.passages}) > 2
    assert [kid.standard for kid in tall.kids if isinstance(kid, Node)] == ["P", *["P", "L"] * 40]
    assert text(pdf).count("Avsnitt 39.") == 1


def test_no_line_of_a_tall_cell_stands_over_another(monkeypatch: pytest.MonkeyPatch) -> None:
    _, page, pages, out = build(listed(40), monkeypatch)
    assert not out.diagnostics
    for one in pages:
        if one.kind is not PageKind.BODY:
            continue
        for above, below in zip(one.rows, one.rows[1:], strict=False):
            assert below.y >= above.y + above.row.height - 0.1
        assert all(placed.y + placed.row.height <= page.lines * page.grid + 0.1 for placed in one.rows)
