"""The columns of a table: a number is never divided while there is room, only what is too wide gives way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.layout.blocks.column_widths import given_way, shared
from report_builder.layout.blocks.rows import TextItem
from report_builder.layout.pages.page import Page, PageKind
from tests.layout.test_rare_blocks import build
from tests.sample_reports import SAMPLES

_lengths = st.floats(24.0, 900.0)
_columns = st.lists(st.tuples(_lengths, _lengths, _lengths).map(sorted), min_size=1, max_size=12)
_NEAR = 0.2


@given(_columns, st.floats(0.0, 1.0))
def test_where_words_have_room_they_keep_it(columns: list[list[float]], share: float) -> None:
    _, least, most = zip(*columns, strict=True)
    room = sum(least) + share * (sum(most) - sum(least)) + 1
    widths = shared(least, most, room)
    assert sum(widths) == pytest.approx(room)
    for width, word in zip(widths, least, strict=True):
        assert width >= word - _NEAR


@given(_columns, st.floats(0.0, 1.0))
def test_a_column_that_is_no_wider_than_its_fair_part_stays_on_one_line(
    columns: list[list[float]], share: float
) -> None:
    _, least, most = zip(*columns, strict=True)
    room = sum(least) + share * (sum(most) - sum(least)) + 1
    widths = shared(least, most, room)
    free = zip(widths, least, most, strict=True)
    whole = [top for width, word, top in free if width >= top - _NEAR and top > word + _NEAR]
    cut = [top for width, top in zip(widths, most, strict=True) if width < top - _NEAR]
    assert not whole or not cut or max(whole) <= min(cut) + _NEAR
    if max(least) <= room / len(most):
        assert all(
            width >= top - _NEAR for width, top in zip(widths, most, strict=True) if top <= room / len(most)
        )


@given(_columns, st.floats(0.0, 1.0))
def test_where_words_have_no_room_only_the_widest_give_way(columns: list[list[float]], share: float) -> None:
    numbers, least, _ = zip(*columns, strict=True)
    room = sum(numbers) + share * (sum(least) - sum(numbers))
    widths = given_way(numbers, least, room)
    assert sum(widths) <= room + _NEAR
    assert all(width >= number - _NEAR for width, number in zip(widths, numbers, strict=True))
    triples = list(zip(widths, numbers, least, strict=True))
    # What gave way to the level of the rest is as wide as that; nothing that stayed whole is wider.
    level = max(
        (width for width, number, word in triples if number + _NEAR < width < word - _NEAR), default=0.0
    )
    whole = (word for width, number, word in triples if width >= word - _NEAR and word > number + _NEAR)
    assert not level or max(whole, default=0.0) <= level + _NEAR


@pytest.mark.parametrize("theme", ["konstruktiv", "noktern"])
@pytest.mark.parametrize("columns", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("form", ["plain", "spanned", "list"])
def test_a_table_is_as_wide_as_its_words_and_its_columns_stand_near_each_other(
    form: str, columns: int, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, full = tables(form, columns, theme, monkeypatch, last="ord")
    items = cells(pages)[-3 * columns :]
    assert all(len(item.lines) == 1 for item in items)
    for column in range(columns):
        same = [item for item in items if item.x == items[column].x]
        longest = max(line.width for item in same for line in item.lines)
        assert longest <= same[0].measure <= max(longest + 1.5, 24.0)
    # Nine points of type: three of its sizes are 27 points, and a little more where that fills the measure.
    gaps = [right.x - left.x - left.measure for left, right in pairwise(items[:columns])]
    right = items[columns - 1].x + items[columns - 1].measure
    assert all(10.0 < gap < (31.1 if right == pytest.approx(full) else 27.1) for gap in gaps)
    assert max(gaps, default=0.0) == pytest.approx(min(gaps, default=0.0))
    assert right <= full + _NEAR


@pytest.mark.parametrize("form", ["plain", "list"])
@pytest.mark.parametrize("columns", range(2, 6))
def test_a_table_to_write_in_takes_all_the_room(
    form: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, full = tables(form, columns, "noktern", monkeypatch, last="")
    items = cells(pages)[-3 * columns + 2 :]
    assert items[columns - 1].x + items[columns - 1].measure == pytest.approx(full)


def tables(
    form: str, columns: int, theme: str, monkeypatch: pytest.MonkeyPatch, last: str
) -> tuple[list[Page], float]:
    """The pages with a table, and how wide the text is; ``last`` stands in its last cells."""
    words = ["Navnet", *(f"{10**number}" for number in range(columns))][: columns - 1]
    rows = [[*(f"H{number}" for number in range(columns))], *([*words, last] for _ in range(2))]
    if form == "plain":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        source = "\n".join((lines[0], "|" + "---|" * columns, *lines[1:]))
    elif form == "list":
        listed = (f"{'* -' if not at else '  -'} {cell}" for row in rows for at, cell in enumerate(row))
        source = "::: {.list-table}\n" + "\n".join(listed) + "\n:::"
    else:
        rule = "+" + "----------+" * columns
        lines = ["".join(f"| {cell:9}" for cell in row) + "|" for row in rows]
        source = "\n".join((rule, lines[0], rule.replace("-", "="), lines[1], rule, lines[2], rule))
    report = (SAMPLES / "report.yaml").read_text(encoding="utf-8") + f"theme: {theme}\n"
    _, page, pages, out = build(f"# T\n\n{source}\n", monkeypatch, report=report)
    assert out.value is not None
    return pages, page.text_width


def cells(pages: list[Page]) -> list[TextItem]:
    """The lines of a table's cells, row by row."""
    rows = [placed.row for page in pages if page.kind is PageKind.BODY for placed in page.rows]
    items = [item for row in rows for item in row.items if isinstance(item, TextItem)]
    return [item for item in items if any(line.segments for line in item.lines)]


WORDS = (
    "ráđđenvuoigatvuohta+N+Sg+Nom+Der3+Der/vuohta+Sem/Domain_rettsligbegrepsapparatforvaltning",
    "https://www.example.org/en/lang/adresse/som/ikke/tar/slutt/paa/lenge/enda.html",
    "fornavn.mellomnavn.etternavn@avdelingen.etaten.example.org",
    "Donaudampfschifffahrtsgesellschaftskapitaenswitwenversicherungsanstaltsgebaeude",
)
NUMBERS = ("−6,146", "0,0060606", "412 300 000", "65,5", "−0,3837209", "1 234 567,89")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("columns", range(1, 6))
def test_a_long_word_never_divides_the_numbers_of_other_columns(
    word: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "|".join(f"Tall {number}" for number in range(columns))
    rows = "\n".join(
        "|".join((*(NUMBERS[(row + column) % len(NUMBERS)] for column in range(columns)), word))
        for row in range(3)
    )
    marks = "|".join(["--:"] * columns + [":--"])
    _, _, pages, out = build(
        f"# T\n\n|{head}|Ord|\n|{marks}|\n|{rows.replace(chr(10), '|' + chr(10) + '|')}|\n", monkeypatch
    )
    assert out.value is not None
    rows_set = [
        [item for item in placed.row.items if isinstance(item, TextItem)]
        for page in pages
        if page.kind is PageKind.BODY
        for placed in page.rows
    ]
    shown = [item for items in rows_set if len(items) > 1 for item in items]
    numbers = [item for item in shown if item.align == "right"]
    assert len(numbers) == 4 * columns
    assert all(len(item.lines) == 1 for item in numbers)
    assert all(line.width <= item.measure + _NEAR for item in shown for line in item.lines)
