"""Cells that go on over a page: groups are named again, once for listeners; no line touches the head."""

from __future__ import annotations

import shutil
from functools import cache

import pypdfium2
import pytest

from report_builder.check.reading import read_structure
from tests.layout.test_table_grounds import built as striped
from tests.sample_reports import build_folder, make_folder
from tests.verify_support import assert_complies

NAME, SECOND = "Gruppe Alfa", "Gruppe Beta"


def grid(rows: int, name: str = NAME, *, last: bool = False) -> str:
    """A grid whose first cell, or the last one of its first row, goes over so many rows."""
    line = "+----------------+----------------------+----------------+"
    cells = line.replace("+----------------+", "|                +", 1)
    if last:
        cells = "+----------------+----------------------+                |"
    heads = f"| {'Kolonne':<14} | {'Navn':<20} | {'Annet':<14} |"
    drawn = [line, heads, line.replace("-", "=")]
    for number in range(rows):
        own = name if number == 0 else ""
        ends = (f"x{number}", own) if last else (own, f"x{number}")
        drawn += [f"| {ends[0]:<14} | {f'Rad {number}':<20} | {ends[1]:<14} |", cells]
    drawn[-1] = line
    return "\n".join([*drawn, f"| {SECOND:<14} | {'Siste':<20} | {'y':<14} |", line])


@cache
def built(chapter: str) -> bytes:
    root = make_folder(f"# Kapittel\n\nTekst.\n\n{chapter}\n")
    try:
        return build_folder(root).pdf
    finally:
        shutil.rmtree(root)


def pages(pdf: bytes, word: str) -> list[str]:
    """The words of the pages that have a word."""
    with pypdfium2.PdfDocument(pdf) as document:
        every = [page.get_textpage().get_text_range() for page in document]
    return [page for page in every if word in page]


@pytest.mark.parametrize("look", ["plain", "striped"])
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("rows", [30, 45, 110])
def test_a_cell_over_many_rows_is_named_on_each_page_that_it_reaches(
    rows: int, last: bool, look: str
) -> None:
    chapter = grid(rows, last=last)
    pdf = built(chapter) if look == "plain" else striped("noktern", chapter)
    found = pages(pdf, "Rad ")
    assert len(found) > 1
    assert [page.count(NAME) for page in found] == [1] * len(found)
    (root,) = read_structure(pdf)
    assert root.text.count(NAME) == 1
    assert_complies(pdf)


def test_a_group_that_ends_with_its_page_is_not_named_on_the_next() -> None:
    groups = [grid(20, f"Gruppe {number}").split("\n") for number in range(4)]
    lines = groups[0][:-2]
    for group in groups[1:]:
        lines += group[3:-2]
    pdf = built("\n".join(lines))
    found = pages(pdf, "Rad ")
    for page in found:
        for number in range(4):
            assert page.count(f"Gruppe {number}") <= 1
    (root,) = read_structure(pdf)
    assert [root.text.count(f"Gruppe {number}") for number in range(4)] == [1] * 4
    firsts = [page.split("Rad ")[0].count("Gruppe") for page in found]
    assert firsts == [1] * len(found)


def test_a_short_group_stays_whole_and_has_no_second_name() -> None:
    (page,) = pages(built(grid(5)), NAME)
    assert page.count(NAME) == 1


LONG = " ".join(f"Setning {number} i en celle som går over flere sider." for number in range(240))


def first_line_below_the_head(pdf: bytes) -> list[float]:
    """How far below the words of the head the first line stands, in points, on each page of the table."""
    found: list[float] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            whole = text.get_text_range()
            if "Innhold" not in whole or "Setning" not in whole:
                continue
            at = whole.index("Innhold")
            head = text.get_charbox(at, loose=True)
            tops = [
                text.get_charbox(i, loose=True)[3] for i in range(len(whole)) if whole[i] == "S" or i > at + 9
            ]
            below = max(top for top in tops if top < head[1])
            found.append(head[1] - below)
    return found


@pytest.mark.parametrize("look", ["plain", "striped"])
def test_a_cell_that_goes_on_stands_as_far_below_the_head_as_one_that_begins(look: str) -> None:
    chapter = f"| Kolonne | Innhold |\n|---|---|\n| Navn | {LONG} |"
    pdf = built(chapter) if look == "plain" else striped("noktern", chapter)
    distances = first_line_below_the_head(pdf)
    assert len(distances) > 2
    assert all(abs(one - distances[0]) < 1.0 for one in distances)
