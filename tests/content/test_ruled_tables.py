"""Tables that only dashes and blanks draw are told once, with all of their lines, wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.language.message import Message
from tests.content.projects import load
from tests.content.test_pasted import mended

CODE = "RB-PASTE-TABLE"
TABLES = {
    "simple": (
        (
            "  Fylke      Antall   Andel\n-------  ---------  ------\n"
            "Nord            12      34\nSør              5      66"
        ),
        "| Fylke | Antall | Andel |",
    ),
    "simple with an end": (
        "Navn     Sted\n-------  ------\nKari     Nordby\nOla      Sørby\n-------  ------",
        "| Navn | Sted |",
    ),
    "one blank between": ("Navn Sted\n---- ------\nKari Nordby\nOla  Sørby", "| Navn | Sted |"),
    "without a head": (
        "-------     ------\n     12     12\n    123     123\n-------     ------",
        "| … | … |",
    ),
    "multiline": (
        (
            "-----------------------------------------\n Fylke      Antall   Andel\n            i alt\n"
            "---------- -------- -------------------\n Nord       12       Her er det\n"
            "                     mer tekst.\n\n Sør        5        Og her.\n"
            "-----------------------------------------"
        ),
        "| Fylke | Antall i alt | Andel |",
    ),
    "multiline without a head": (
        "---------- --------\n Nord       12\n            til\n\n Sør        5\n---------- --------",
        "| … | … |",
    ),
}
PLACES = ("", "> ", "  ")
CAPTIONS = {
    "none": "{}",
    "below": "{}\n\nTable: Om fylker",
    "above": "Tabell: Om fylker\n\n{}",
    "colon": "{}\n\n: Om fylker",
}
MEANT = (
    "Tekst.\n\n--- --- ---\n\nTekst.",
    "Tekst.\n\n- - -\n\nTekst.",
    "Tekst.\n\n-----\n\nTekst.",
    "Overskrift\n----------\n\nTekst.",
    "    Navn   Sted\n    -----  -----\n    Kari   Nordby",
    "```\nNavn   Sted\n-----  -----\nKari   Nordby\n```",
    "| A | B |\n| -- | -- |\n| 1 | 2 |",
    "+----+----+\n| A  | B  |\n+====+====+\n| 1  | 2  |\n+----+----+",
    "Kjør `program --a --b` og -- -- slik.",
    "Først.\n\n-----  -----\n\nTekst uten flere linjer som denne.",
)


def _told(tmp_path: Path, text: str, language: str = "nb") -> list[tuple[str, int, Message | None]]:
    found = load(tmp_path, f"# K\n\n{text}\n", language=language).diagnostics
    told = [(item.code, item.span.line if item.span else 0, item.hint) for item in found]
    return [(code, line, hint if isinstance(hint, Message) else None) for code, line, hint in told]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("caption", CAPTIONS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_dashes_draw_is_told_once(
    name: str, place: str, caption: str, language: str, tmp_path: Path
) -> None:
    table, head = TABLES[name]
    text = f"Tekst.\n\n{CAPTIONS[caption].format(table)}\n\nMer tekst."
    text = "\n".join(f"{place}{line}".rstrip() for line in text.split("\n"))
    told = _told(tmp_path, text, language)
    if place == "> ":  # dashes below words are a heading, which no quotation has
        told = [each for each in told if each[0] not in ("RB-HEADING-LEVEL", "RB-LANG-MISSING")]
    ((code, line, hint),) = told
    assert (code, line) == (CODE, 5 + 2 * (caption == "above"))
    assert hint
    assert dict(hint.values)["head"] == head


def test_two_tables_are_told_each(tmp_path: Path) -> None:
    tables = "\n\n".join(table for table, _ in TABLES.values())
    assert [code for code, _, _ in _told(tmp_path, tables)] == [CODE] * len(TABLES)


@pytest.mark.parametrize("caption", CAPTIONS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["simple", "simple with an end", "one blank between"])
def test_a_table_with_a_head_and_rows_of_one_line_is_mended(
    name: str, place: str, caption: str, tmp_path: Path
) -> None:
    text = f"Tekst.\n\n{CAPTIONS[caption].format(TABLES[name][0])}\n\nMer tekst."
    source = "\n".join(f"{place}{line}".rstrip() for line in f"# K\n\n{text}\n".split("\n"))
    source = source.replace(f"{place}# K", "# K", 1)
    told = [item for item in load(tmp_path, source).diagnostics if item.code == CODE]
    after = mended(source, tuple(told))
    assert TABLES[name][1] in after
    found = load(tmp_path / "after", after)
    assert not [item for item in found.diagnostics if item.code.startswith("RB-PASTE")]
    assert "Table(" in str(found.value)


@pytest.mark.parametrize("name", ["without a head", "multiline", "multiline without a head"])
def test_a_table_without_a_head_or_of_rows_of_several_lines_is_only_told(name: str, tmp_path: Path) -> None:
    found = load(tmp_path, f"# K\n\n{TABLES[name][0]}\n").diagnostics
    assert [item.fixes for item in found if item.code == CODE] == [()]


@pytest.mark.parametrize("text", MEANT)
def test_what_draws_no_table_is_not_told_to_be_one(text: str, tmp_path: Path) -> None:
    assert CODE not in {code for code, _, _ in _told(tmp_path, text)}
