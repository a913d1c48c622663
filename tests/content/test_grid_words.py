"""Words of tables are proof-read in whatever form they are written, and no mending moves a bar of a grid."""

from __future__ import annotations

import pytest

from report_builder.content.grid_boxes import boxes_of
from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostic, Diagnostics

FAULTS = (
    'Han sa "ja" til alt',
    "Vi reiste - uten penger",
    "Det tok 5-10 dager",
    "Det er 12,5% av alle",
    "Vi har har vært der",
    "Ingen svarte , sier de",
    "Fra 2014-2019 og ... slik",
    "Bare dette (uten slutt",
)


def told(lines: list[str]) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(lines, "a.md", "nb", diagnostics)
    return list(diagnostics.items)


def bars(*cells: str) -> list[str]:
    return ["| A | B |", "|---|---|", *(f"| x | {cell} |" for cell in cells)]


def grid(*cells: str) -> list[str]:
    rule = f"+-----+{'-' * 34}+"
    lines = [rule, f"| A   | {'B':33}|", rule.replace("-", "=")]
    for cell in cells:
        lines += [f"| x   | {cell:33}|", rule]
    return lines


def in_two_lines(cell: str) -> list[str]:
    words = cell.split()
    first, last = " ".join(words[:-2]), " ".join(words[-2:])
    rule = f"+-----+{'-' * 34}+"
    head = [rule, f"| A   | {'B':33}|", rule.replace("-", "=")]
    return [*head, f"| x   | {first:33}|", f"| y   | {last:33}|", rule]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_grid_is_told_what_a_table_between_bars_is(fault: str) -> None:
    found, wanted = told(grid(fault)), told(bars(fault))
    assert wanted
    assert [one.code for one in found] == [one.code for one in wanted]
    shift = grid(fault)[3].index(fault) - bars(fault)[2].index(fault)
    assert [(one.span.line, one.span.column) for one in found if one.span] == [
        (one.span.line + 1, one.span.column + shift) for one in wanted if one.span
    ]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_cell_of_several_lines_is_one_text(fault: str) -> None:
    codes = {one.code for one in told(bars(fault))}
    assert {one.code for one in told(in_two_lines(fault))} == codes


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_mended_leaves_the_bars_where_they_are(fault: str) -> None:
    for lines in (grid(fault), in_two_lines(fault)):
        for one in told(lines):
            mended = list(lines)
            for fix in sorted(one.fixes, reverse=True):
                at = fix.start.line - 1
                line = mended[at]
                mended[at] = line[: fix.start.column - 1] + fix.text + line[fix.end.column - 1 :]
            assert boxes_of(mended) == boxes_of(lines)


def test_signs_of_a_grid_and_cells_of_numbers_are_no_faults() -> None:
    cells = ("1-2-3", "–", "..", "−5,2", "+47 22 33 44 55", "[lenke](https://example.org/a-b)", "`a - b`")
    assert told(grid(*cells)) == []


def test_the_words_of_a_note_below_a_grid_with_a_star_are_told() -> None:
    lines = [*grid("Fylke*", "12*"), "", "* Tall fra 2019"]
    assert [one.code for one in told(lines)] == ["RB-NOTE-STAR"]


NOTED = ('Tabell: Besøk {{#tbl-a note="{}"}}', '::: {{.table from="a.csv" note="{}"}}')


@pytest.mark.parametrize("fault", FAULTS[1:6])
@pytest.mark.parametrize("written", NOTED)
def test_the_note_of_a_table_is_proof_read(fault: str, written: str) -> None:
    found = told([written.format(fault), "", *bars("y"), ""])
    assert {one.code for one in found} == {one.code for one in told(bars(fault))}


def test_a_grid_whose_lines_do_not_meet_is_told_elsewhere() -> None:
    lines = grid("Vi reiste - uten penger")
    lines[3] = lines[3].replace("|", "", 1)
    assert told(lines) == []
