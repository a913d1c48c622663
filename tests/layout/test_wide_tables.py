"""Tables with more columns than there is room for, and numbers below each other at their decimal sign."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.check import check_pdf
from report_builder.layout.blocks.elements import REPEATED
from report_builder.layout.blocks.rows import TextItem
from report_builder.layout.pages.page import Page, PageKind
from report_builder.model.tables import column_groups
from tests.content.projects import only_table
from tests.layout.test_rare_blocks import assert_words, build
from tests.sample_reports import built_file, make_folder
from tests.verify_support import failures

WORDS = ["samordning", "ledelse", "utvikling", "endring", "praksis", "tillit", "ansvar", "gjennomføring"]


def wide(columns: int, rows: int = 4, heads: str = "") -> str:
    def cells(row: int) -> str:
        return "|".join(
            f"{WORDS[(row + n) % 8]} {WORDS[(3 * n + row) % 8]}" if n else f"[Rad](#a) {row}[^n]"
            for n in range(columns)
        )

    head = "|".join(f"Nr. {number}" for number in range(columns))
    lines = [f"|{head}|", "|" + "---|" * columns, *(f"|{cells(row)}|" for row in range(rows))]
    return f"# T {{#a}}\n\nTabell: Bred {heads}\n\n" + "\n".join(lines) + "\n\n[^n]: Note.\n"


def items(pages: list[Page]) -> list[TextItem]:
    rows = [placed.row for page in pages if page.kind is PageKind.BODY for placed in page.rows]
    set_items = [[item for item in row.items if isinstance(item, TextItem)] for row in rows]
    return [item for one in set_items if len(one) > 1 for item in one]


@pytest.mark.parametrize("columns", [8, 11, 14, 20])
@pytest.mark.parametrize("heads", ["", "{header-columns=1}"])
def test_every_word_is_read_once_in_the_order_of_the_source(
    columns: int, heads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_words(wide(columns, heads=heads), monkeypatch)


@pytest.mark.parametrize("columns", [11, 14, 20])
def test_no_word_of_a_wide_table_is_divided_anywhere(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _, page, pages, out = build(wide(columns), monkeypatch)
    assert out.value is not None
    assert not out.diagnostics
    found = items(pages)
    assert all(line.width <= item.measure + 0.2 for item in found for line in item.lines)
    assert not any(segment.joins for item in found for line in item.lines for segment in line.segments)
    assert all(item.x + item.measure <= page.full_width + 0.2 for item in found)


def test_the_heads_of_rows_stand_in_each_part_and_are_decoration_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, _, pages, _ = build(wide(14), monkeypatch)
    again = [
        item
        for item in items(pages)
        if any(segment.owner is REPEATED for line in item.lines for segment in line.segments)
    ]
    assert len(again) == 5
    assert len({item.x for item in again}) == 1


def test_a_divided_table_conforms_and_our_own_rules_find_nothing(tmp_path: Path) -> None:
    pdf = built_file(wide(14, rows=40), tmp_path)
    assert failures(pdf) == []
    assert not check_pdf(pdf).findings


def test_type_becomes_a_little_smaller_before_a_table_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = set()
    for columns in range(3, 15):
        _, _, pages, _ = build(wide(columns), monkeypatch)
        sizes |= {
            segment.look.size
            for item in items(pages)
            for line in item.lines
            for segment in line.segments
            if not segment.look.rise
        }
    assert min(sizes) >= 8.0


def test_numbers_stand_below_each_other_at_their_decimal_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = ["1", "22,5", "−3,25", "0,125", "–"]
    rows = "\n".join(f"| x | {number} |" for number in numbers)
    _, _, pages, _ = build(f"# T\n\n| A | B |\n|---|--:|\n{rows}\n", monkeypatch)
    right = [item.x + item.measure for item in items(pages) if item.align == "right"]
    head, none, one, two, three, dash = right
    assert head == three == dash
    assert three - two == pytest.approx(two - one)
    assert one - none > two - one > 0


@pytest.mark.parametrize(
    "numbers", [["1", "22"], ["1,5", "2,5", "1,1"], ["1 kg", "22"], ["1,5", "ukjent"], ["2019", "31.12.2019"]]
)
def test_other_columns_stand_at_the_right_as_they_are(
    numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f"| x | {number} |" for number in numbers)
    _, _, pages, _ = build(f"# T\n\n| A | B |\n|---|--:|\n{rows}\n", monkeypatch)
    assert len({item.x + item.measure for item in items(pages) if item.align == "right"}) == 1


def test_totals_stand_below_the_numbers_that_they_sum_up(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = """\
+-----+------+------+
| A   | B    | C    |
+=====+=====:+=====:+
| x   | 1    | 12   |
|     +------+------+
|     | 2,25 | 3,5  |
+-----+------+------+
| y   | ingen tall  |
+=====+======+======+
| Sum | 3,25 | 15,5 |
+=====+======+======+
"""
    _, _, pages, _ = build(f"# T\n\n{grid}", monkeypatch)
    right = [(item.x, item.x + item.measure) for item in items(pages) if item.align == "right"]
    by_column = [[edge for x, edge in right if x == begin] for begin in sorted({x for x, _ in right})]
    (_, one, two, _, three), (_, whole, first, last) = by_column
    # Bold decimals are a little wider.
    assert one < two <= three == pytest.approx(two, abs=1.0)
    assert whole < first <= last == pytest.approx(first, abs=1.0)


def spanned(columns: int, attributes: str = "", rows: int = 3) -> str:
    """A grid with heads in two levels over pairs of columns, a group, and totals; ``columns`` are odd."""
    width = 28
    line = "+".join(["", *["-" * width] * columns, ""])
    pairs = (columns - 1) // 2
    double = 2 * width + 1

    def row(*cells: str) -> str:
        return "|".join(["", *(cell.ljust(width) for cell in cells), ""])

    def body(at: int) -> list[str]:
        return [f"{WORDS[(at + n) % 8]} {WORDS[(3 * n + at) % 8]}" for n in range(1, columns)]

    lines = [
        line,
        "|".join(["", "Rad".ljust(width), *(f"Par {n}".ljust(double) for n in range(pairs)), ""]),
        f"|{' ' * width}{line[width + 1 :]}",
        row("", *(f"Nr. {n}" for n in range(1, columns))),
        line.replace("-", "="),
        f"|{'Gruppe'.ljust(len(line) - 2)}|",
        line,
    ]
    for at in range(rows):
        lines += [row(f"Rad {at}[^n]", *body(at)), line]
    lines[-1] = line.replace("-", "=")
    lines += [row("Sum", *map(str, range(1, columns))), line.replace("-", "=")]
    grid = "\n".join(lines)
    return f"# T\n\nTabell: Bred {{.header-column {attributes}}}\n\n{grid}\n\n[^n]: Note.\n"


@pytest.mark.parametrize("columns", [7, 9, 13, 15])
@pytest.mark.parametrize("way", ["", "wide=divided", "wide=landscape"])
def test_every_word_of_a_table_with_spans_is_read_once(
    columns: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_words(spanned(columns, way), monkeypatch)


@pytest.mark.parametrize("columns", [13, 15])
def test_a_table_with_spans_is_divided_between_them(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _, page, pages, out = build(spanned(columns), monkeypatch)
    assert out.value is not None
    assert not out.diagnostics
    found = items(pages)
    assert any(
        segment.owner is REPEATED for item in found for line in item.lines for segment in line.segments
    )
    assert not any(segment.joins for item in found for line in item.lines for segment in line.segments)
    assert all(item.x + item.measure <= page.full_width + 0.2 for item in found)


def test_columns_that_a_cell_reaches_over_stay_together() -> None:
    table = only_table(
        make_folder(
            "# T\n\n+---+---+---+---+---+\n| A | B | C | D | E |\n+===+===+===+===+===+\n"
            "| Gruppe            |\n+---+---+---+---+---+\n"
            "| a | b     | d | e |\n+---+---+---+---+---+\n"
            "| a | b | c | d | e |\n+===+===+===+===+===+\n| Sum       | d | e |\n+===+===+===+===+===+\n"
        )
    )
    assert column_groups(table, 1) == [[1, 2], [3], [4]]


def test_a_divided_table_with_spans_conforms(tmp_path: Path) -> None:
    pdf = built_file(spanned(15, rows=30), tmp_path)
    assert failures(pdf) == []
    assert not check_pdf(pdf).findings


@pytest.mark.parametrize(("way", "parts", "least"), [("small", 1, 8.0), ("divided", 2, 9.0)])
def test_an_author_chooses_what_becomes_of_a_wide_table(
    way: str, parts: int, least: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, pages, out = build(wide(11, heads=f"{{wide={way}}}"), monkeypatch)
    assert not [one for one in out.diagnostics if one.severity.value > 1]
    found = items(pages)
    sizes = {
        segment.look.size
        for item in found
        for line in item.lines
        for segment in line.segments
        if not segment.look.rise
    }
    assert min(sizes) == pytest.approx(least)
    assert len([item for item in found if item.x == min(one.x for one in found)]) == 5 * parts
