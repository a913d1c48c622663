"""What print would show in a table as it is written is told at its cell; what is no caption is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Message
from tests.content.projects import load
from tests.content.test_pasted import mended

CELLS = {
    "=SUM(B2:B3)": ("RB-VALUE", "content.table-formula"),
    "=SUMMER(B2;B3)": ("RB-VALUE", "content.table-formula"),
    "=B2+B3": ("RB-VALUE", "content.table-formula"),
    "=$B$2": ("RB-VALUE", "content.table-formula"),
    "#REF!": ("RB-VALUE", "content.table-fault"),
    "#DIV/0!": ("RB-VALUE", "content.table-fault"),
    "#VERDI!": ("RB-VALUE", "content.table-fault"),
    "#N/A": ("RB-VALUE", "content.table-fault"),
    "- en<br>- to": ("RB-PASTE-LIST", "content.table-cell-list"),
    "• en<br>• to": ("RB-PASTE-LIST", "content.table-cell-list"),
    "• en • to": ("RB-PASTE-LIST", "content.table-cell-list"),
}
FORMS = {
    "bars": "| A | B |\n|---|---|\n| Nord | {} |\n| Sør | 4 |",
    "grid": "+------+------------------+\n| A    | B                |\n+======+==================+\n"
    "| Nord | {:16} |\n+------+------------------+\n| Sør  | 4                |\n+------+------------------+",
    "list": "::: list-table\n- - A\n  - B\n- - Nord\n  - {}\n- - Sør\n  - 4\n:::",
}
MEANT = (
    "= 5",
    "=",
    "#1",
    "#emne",
    "–",
    "- 5",
    "n/a",
    "..",
    "en • to",
    "E",
    "a = B2",
    "`=SUM(B2)`",
    "`#REF!`",
)
TABLE = "| Navn | Tall |\n|---|---|\n| Nord | 2 |"
CAPTIONS = {
    ":Tittel\n\n{}": "Tabell: Tittel\n\n{}",
    "TABELL: Tittel\n\n{}": "Tabell: Tittel\n\n{}",
    "tabell: Tittel\n\n{}": "Tabell: Tittel\n\n{}",
    "Tabell : Tittel\n\n{}": "Tabell: Tittel\n\n{}",
    "Tekst.\n\n: Tittel\n\n{}": "Tekst.\n\nTabell: Tittel\n\n{}",
    "{}\n\n:Tittel": "{}\n\n: Tittel",
    ":Tittel {{#a}}\n\n{}": "Tabell: Tittel {{#a}}\n\n{}",
}
SECOND = ("Tabell: En\n\n{}\n\n: To", "{}\n\n: En\n\n: To", "{}\n\n: En\n: To")
RIGHT = (
    "Tabell: Tittel\n\n{}",
    "{}\n\n: Tittel",
    "{0}\n\n: En\n\n{0}\n\n: To",
    "Term\n\n: Forklaring\n\n{}",
    ":smile:\n\n{}",
    "::: info\n{}\n:::",
    "Table: A title\n\n{}",
)


def _told(tmp_path: Path, text: str, language: str = "nb") -> list[Diagnostic]:
    return list(load(tmp_path, f"# K\n\n{text}\n", language=language).diagnostics)


def _kinds(told: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(item.code, item.message.key) for item in told if isinstance(item.message, Message)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("written", CELLS)
@pytest.mark.parametrize("form", ["bars", "list"])
def test_what_a_cell_says_that_nobody_can_use_is_told(
    form: str, written: str, language: str, tmp_path: Path
) -> None:
    if form == "list":  # "- " begins a list of its own there
        written = written.replace("- en<br>- to", "• en<br>• to")
    told = _told(tmp_path, FORMS[form].format(written), language)
    assert CELLS[written] in _kinds(told)


@pytest.mark.parametrize("written", [each for each in CELLS if "<br>" not in each])
def test_a_cell_of_a_grid_is_told(written: str, tmp_path: Path) -> None:
    assert CELLS[written] in _kinds(_told(tmp_path, FORMS["grid"].format(written)))


@pytest.mark.parametrize("written", MEANT)
@pytest.mark.parametrize("form", FORMS)
def test_what_a_cell_may_say_is_not_told(form: str, written: str, tmp_path: Path) -> None:
    keys = {key for _, key in _kinds(_told(tmp_path, FORMS[form].format(written)))}
    assert keys.isdisjoint(key for _, key in CELLS.values())


@pytest.mark.parametrize(("columns", "asked"), [(2, 2), (2, 3), (3, 3), (3, 9)])
def test_a_table_that_is_all_heads_is_told(columns: int, asked: int, tmp_path: Path) -> None:
    names, row = " | ".join("ABC"[:columns]), " | ".join("123"[:columns])
    table = f"| {names} |\n|{'---|' * columns}\n| {row} |\n\n: Tittel {{header-columns={asked}}}"
    assert _kinds(_told(tmp_path, table)) == [("RB-VALUE", "content.table-all-heads")]
    fewer = table.replace(f"={asked}", f"={columns - 1}")
    assert not _told(tmp_path / "fewer", fewer)


@pytest.mark.parametrize("columns", [2, 3, 5])
def test_heads_without_names_of_their_own_are_told(columns: int, tmp_path: Path) -> None:
    rest = f"|{'---|' * columns}\n|{' 1 |' * columns}\n|{' 2 |' * columns}"
    empty = f"|{'  |' * columns}\n{rest}"
    assert ("RB-EMPTY", "content.table-head-empty") in _kinds(_told(tmp_path / "empty", empty))
    alike = f"|{' Navn |' * columns}\n{rest}"
    told = _kinds(_told(tmp_path / "alike", alike))
    assert told == [("RB-VALUE", "content.table-heads-alike")] * (columns - 1)


@pytest.mark.parametrize("around", ["{}", "::: info\n{}\n:::"])
@pytest.mark.parametrize("written", CAPTIONS)
def test_a_caption_that_is_none_is_mended(written: str, around: str, tmp_path: Path) -> None:
    source = f"# K\n\n{around.format(written.format(TABLE))}\n"
    told = [item for item in load(tmp_path, source).diagnostics if item.code == "RB-PASTE-CAPTION"]
    assert len(told) == 1
    assert mended(source, tuple(told)) == f"# K\n\n{around.format(CAPTIONS[written].format(TABLE))}\n"


@pytest.mark.parametrize("written", SECOND)
def test_a_second_caption_is_told(written: str, tmp_path: Path) -> None:
    told = _kinds(_told(tmp_path, written.format(TABLE)))
    assert ("RB-PASTE-CAPTION", "content.caption-second") in told


@pytest.mark.parametrize("written", RIGHT)
def test_a_caption_that_is_one_is_left_alone(written: str, tmp_path: Path) -> None:
    assert "RB-PASTE-CAPTION" not in {item.code for item in _told(tmp_path, written.format(TABLE))}
