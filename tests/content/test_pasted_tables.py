"""Rows that tabs divide become the table that was meant, or nothing; so do names with what they mean."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from report_builder.content.pasted.columns import are_numbers, is_number
from report_builder.diagnostics import Severity
from report_builder.model.blocks import Align, DefinitionList, Table
from report_builder.model.inlines import plain_text
from tests.content.projects import load
from tests.content.test_pasted import CONTAINERS, mended, told
from tests.said import english

NUMBERS = (
    "5",
    "1 500",
    "84,1 %",
    "−12",
    "< 20 %",
    "ca. 30",
    "1,5 mill.",
    "(12)",
    "12*",
    "0,0",
    "5–10",
    "kr 412",
)
ROLES = ("{number}`a-b.c`", "kr {finding}`tildeling`")
MISSING = ("", "-", "–", "−", "..", ".", ":", "*", "i.a.")
WORDS = ("Nådd", "Ikke nådd", "Høy", "Løpende", "a | b", "01.03.2026 og senere")


def tables(report: Path, source: str) -> list[Table]:
    value = load(report, source).value
    assert value is not None
    return [block for block in value.chapters[0].blocks if isinstance(block, Table)]


def _column(rng: random.Random, numbers: bool, height: int) -> list[str]:
    if not numbers:
        return [rng.choice(WORDS) for _ in range(height)]
    cells = [rng.choice(NUMBERS + MISSING) for _ in range(height)]
    cells[rng.randrange(height)] = rng.choice(NUMBERS)
    return cells


@pytest.mark.parametrize("seed", range(25))
def test_a_table_of_any_shape_is_what_was_meant(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)  # noqa: S311  no secret
    width, height = rng.randint(3, 6), rng.randint(2, 6)
    numbers = [rng.random() < 0.7 for _ in range(width - 1)]
    two = seed % 3 == 0
    columns = [[f"Rad {row}" for row in range(height)], *(_column(rng, kind, height) for kind in numbers)]
    head = ["Hva", *(f"Navn {index}" for index in range(1, width))]
    lines = [head]
    if two:
        columns = [columns[0], *(_column(rng, True, height) for _ in range(4))]
        numbers = [True] * 4
        lines = [["Hva", "Antall", "", "Andel", ""], ["", "2024", "2025", "2024", "2025"]]
        head = ["Hva", "Antall 2024", "Antall 2025", "Andel 2024", "Andel 2025"]
    rows = [list(row) for row in zip(*columns, strict=True)]
    source = "# K\n\nFørst\n" + "\n".join("\t".join(row) for row in [*lines, *rows]) + "\nSist.\n"
    source = mended(source, told(tmp_path, source))
    (table,) = tables(tmp_path, source)
    assert [plain_text(cell.children) for cell in table.titles] == head
    found = [[plain_text(cell.children).replace("\u00a0", " ") for cell in row] for row in table.rows]
    # What is empty beside values has a dash in print.
    assert [
        [cell if was else cell.strip("–") for cell, was in zip(*each, strict=True)]
        for each in zip(found, rows, strict=True)
    ] == rows
    wanted = [Align.LEFT, *(Align.RIGHT if kind else Align.LEFT for kind in numbers)]
    assert list(table.columns) == wanted


@pytest.mark.parametrize(
    ("text", "cured"),
    [
        ("Nord\t204\nSør\t1 500", "Region\tSvar\nNord\t204\nSør\t1 500"),
        ("Start\t2023\nSlutt\t2025", "Hva\tÅr\nStart\t2023\nSlutt\t2025"),
        ("Navn\tKari\nTelefon\t99", "Navn:\tKari\nTelefon:\t99"),
        ("Ord\tMening\nEn\tto ord", "Tabell: Ord\n\nOrd\tMening\nEn\tto ord"),
        ("Region\tA\tB\nNord\t1\nSør\t3\t4", "Region\tA\tB\nNord\t1\t\nSør\t3\t4"),
        ("Region\tA\nNord\t1\t2\nSør\t3\t4", "Region\tA\tB\nNord\t1\t2\nSør\t3\t4"),
        ("Region\tA\nNord\t1\nUten tall\nSør\t3", "Region\tA\nNord\t1\nUten tall\t\nSør\t3"),
        ("Region\tA\tB\n\tkroner\tdager\nN\t1\t2", "Region\tA kroner\tB dager\nN\t1\t2"),
        ("Region\t\tB\nNord\tx\t2\nSør\ty\t2", "Region\tA\tB\nNord\tx\t2\nSør\ty\t2"),
        ("Navn:\tKari\tx\nTelefon:\t99\ty", "Felt\tSvar\tMer\nNavn:\tKari\tx\nTelefon:\t99\ty"),
    ],
)
@pytest.mark.parametrize("container", CONTAINERS)
def test_what_can_be_read_in_two_ways_is_told_and_its_cure_works(
    text: str, cured: str, container: str, tmp_path: Path
) -> None:
    wrap, _ = CONTAINERS[container]
    found = told(tmp_path, f"# K\n\n{wrap(text)}\n")
    (own,) = [item for item in found if item.code == "RB-PASTE-TABS"]
    assert own.fixes == ()
    assert len(english(own.hint)) < 200
    source = f"# K\n\n{wrap(cured)}\n"
    source = mended(source, told(tmp_path, source))
    assert [str(item) for item in told(tmp_path, source) if item.severity > Severity.NOTE] == []


@pytest.mark.parametrize("word", ["Tabell", "Table"])
def test_a_caption_keeps_the_word_that_was_typed(word: str, tmp_path: Path) -> None:
    source = f"# K\n\n{word} 3: Svar\nÅr\tSvar\n2024\t12\n2025\t15\n"
    after = mended(source, told(tmp_path, source))
    assert f"\n\n{word}: Svar\n\n| År | Svar |\n" in after
    assert [str(item) for item in told(tmp_path, after) if item.severity > Severity.NOTE] == []


def test_names_that_end_in_a_colon_become_what_screen_readers_call_a_list_of_terms(tmp_path: Path) -> None:
    source = "# K\n\nKontakt\nNavn:\tKari\nTelefon:\t99 00\nSlutt.\n"
    source = mended(source, told(tmp_path, source))
    report = load(tmp_path, source).value
    assert report is not None
    (_, pairs, _) = report.chapters[0].blocks
    assert isinstance(pairs, DefinitionList)
    assert [plain_text(item.term) for item in pairs.items] == ["Navn", "Telefon"]


@pytest.mark.parametrize(
    ("rows", "is_pairs"),
    [
        ("Navn:\tKari\nTelefon:\t99 00", True),
        ("Navn :\tKari:\nTelefon:\t99 00", True),
        ("Kari\tNavn:\nOla\tTelefon:", False),
        ("Navn:\tKari\nTelefon\t99 00", False),
        (":\tKari\nTelefon:\t99 00", False),
        ("Navn:\t\nTelefon:\t99 00", False),
    ],
)
def test_only_names_that_end_in_a_colon_are_terms(rows: str, is_pairs: bool, tmp_path: Path) -> None:
    source = f"# K\n\n{rows}\n"
    after = mended(source, told(tmp_path, source))
    report = load(tmp_path, after).value
    blocks = report.chapters[0].blocks if report else ()
    assert any(isinstance(block, DefinitionList) for block in blocks) == is_pairs


@pytest.mark.parametrize(
    ("heads", "joined"),
    [
        (("Hva\tAntall\t\tAndel\t", "\tMenn\tKvinner\tMenn\tKvinner"), True),
        (("Hva\tAntall\t\tAndel\t", "\tMenn\tKvinner\tKvinner\tMenn"), False),
        (("Hva\tAntall\t\tSum", "\t2024\t2025\t"), True),
        (("Hva\tAntall\tAndel\tSum", "\t2024\t2025\t2026"), False),
        (("Hva\tAntall\t\tSum", "\tMenn\tKvinner\t"), False),
        (("Hva\tAntall\t\tAndel\t", "År\t2024\t2025\t2024\t2025"), False),
    ],
)
def test_a_head_of_two_rows_is_joined_where_its_groups_are_certain(
    heads: tuple[str, str], joined: bool, tmp_path: Path
) -> None:
    row = "\t".join(["Nord", *("1" * heads[0].count("\t"))])
    source = "# K\n\n" + "\n".join([*heads, row, row.replace("Nord", "Sør")]) + "\n"
    (own,) = [item for item in told(tmp_path, source) if item.code == "RB-PASTE-TABS"]
    assert bool(own.fixes) == joined


def test_rows_between_bars_are_set_and_doubted_by_the_same_rule(tmp_path: Path) -> None:
    source = "# K\n\nPost | 2024 | Merknad\nA | 5 | x\nB | − | y\n"
    (table,) = tables(tmp_path, mended(source, told(tmp_path, source)))
    assert list(table.columns) == [Align.LEFT, Align.RIGHT, Align.LEFT]
    (own,) = [item for item in told(tmp_path, "# K\n\n| Nord | 5 |\n| Sør | 6 |\n") if "TABLE" in item.code]
    assert own.fixes == ()


@pytest.mark.parametrize(
    "cell", [*NUMBERS, "1.234,5", "5:00", "+4", "2014–2017", "12 %[^1]", "214 årsverk", *ROLES]
)
def test_a_number_is_one_with_what_stands_around_it(cell: str) -> None:
    assert is_number(cell)


@pytest.mark.parametrize("cell", ["", "Nådd", "01.03.2026", "99 00 00 00", "3 av dem", "E-1/2024", "1.2.3"])
def test_a_word_a_date_and_a_telephone_number_are_none(cell: str) -> None:
    assert not is_number(cell)
    assert not are_numbers([cell, "-"])
