"""Tables that the program itself puts on pages that lie: where that shows more of them, and nowhere else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from report_builder.check import check_pdf
from report_builder.layout import lay_out
from report_builder.theme.model import Theme
from tests.layout.test_columns import divided
from tests.layout.test_covers import theme
from tests.layout.test_rare_blocks import assert_words
from tests.layout.test_wide_tables import spanned, wide
from tests.sample_reports import built_file, report_of
from tests.verify_support import failures

A4 = theme("konstruktiv", "A4")
NAMED = "{#tbl-bred .header-column}"


def lying(chapter: str, look: Theme = A4) -> int:
    """On how many pages that lie its table stands."""
    made = lay_out(report_of(chapter), look)
    assert made.value is not None
    assert not made.diagnostics
    return sum(page.get("/Rotate") == 90 for page in PdfReader(BytesIO(made.value.pdf)).pages)


@pytest.mark.parametrize(
    ("columns", "rows", "pages"),
    [
        (6, 40, 0),  # it is not divided
        (10, 4, 0),  # its parts stand on one page
        (10, 10, 0),
        (10, 20, 2),
        (10, 24, 0),  # the last of three pages would be empty but for two rows
        (10, 60, 6),
        (14, 60, 0),  # it would be divided there too
    ],
)
def test_a_table_lies_where_that_shows_it_whole(columns: int, rows: int, pages: int) -> None:
    assert lying(wide(columns, rows, NAMED)) == pages


@pytest.mark.parametrize("rows", [20, 60])
def test_so_does_one_with_spans(rows: int) -> None:
    assert lying(spanned(9, "#tbl-bred", rows)) > 0
    assert lying(spanned(9, "#tbl-bred wide=divided", rows)) == 0


@pytest.mark.parametrize("heads", ["{.header-column wide=divided}", "{.header-column wide=small}"])
def test_an_author_may_choose_another_way(heads: str) -> None:
    assert lying(wide(10, 20, heads)) == 0


def test_a_table_that_nothing_can_refer_to_stays_where_it_is_written() -> None:
    assert lying(wide(10, 20, NAMED).replace(f"Tabell: Bred {NAMED}\n\n", "")) == 0


@pytest.mark.parametrize(("before", "after"), [('::: {.fact-box title="Boks"}', ":::"), ("- Punkt", "")])
def test_one_in_a_box_or_in_a_list_stays_there(before: str, after: str) -> None:
    chapter = wide(10, 20, NAMED)
    head, _, rest = chapter.partition("Tabell:")
    table, _, note = rest.rpartition("\n\n")
    inside = f"Tabell:{table}"
    if not after:
        inside = "\n".join(f"  {line}" for line in inside.splitlines())
    assert lying(f"{head}{before}\n\n{inside}\n\n{after}\n\n{note}") == 0


def test_a_sheet_that_lies_itself_is_not_turned() -> None:
    assert lying(wide(14, 30, NAMED), theme("konstruktiv", "16:9")) == 0


@pytest.mark.parametrize(("sheet", "pages"), [("A4", 4), ("A5", 8), ("16:9", 0)])
def test_it_lies_between_pages_of_two_columns_too(sheet: str, pages: int) -> None:
    assert lying(wide(8, 60, NAMED), divided(sheet)) == pages


def test_every_word_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_words(wide(10, 20, NAMED), monkeypatch)
    assert_words(spanned(9, "#tbl-bred", 20), monkeypatch)


def test_the_file_conforms(tmp_path: Path) -> None:
    pdf = built_file(wide(10, 20, NAMED), tmp_path)
    assert failures(pdf) == []
    assert not check_pdf(pdf).findings
