"""What others write in a block below a table is its note here, and the cure says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.language.message import Message
from tests.content.projects import load

TABLES = {
    "rows": "| A | B |\n|---|---|\n| c | d |",
    "titled": "Tabell: Ord\n\n| A | B |\n|---|---|\n| c | d |",
    "titled below": "| A | B |\n|---|---|\n| c | d |\n\nTabell: Ord",
    "grid": "+---+---+\n| A | B |\n+===+===+\n| c | d |\n+---+---+",
}
NAMES = ("note", "notes", "table-note", "merknad", "kilde", "source")


def hints(root: Path, text: str) -> list[str]:
    """The keys of the cures of unknown blocks."""
    told = load(root, f"# K\n\n{text}\n").diagnostics
    found = (item.hint for item in told if item.code == "RB-UNKNOWN-BLOCK")
    return [hint.key for hint in found if isinstance(hint, Message)]


@pytest.mark.parametrize("around", ["", "> ", "  "])
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", NAMES)
def test_below_a_table_the_note_of_the_table_is_named(
    name: str, table: str, around: str, tmp_path: Path
) -> None:
    text = f"{TABLES[table]}\n\n::: {name}\nKilde: oss.\n:::"
    written = "\n".join(f"{around}{line}" for line in text.split("\n"))
    lead = "- Et punkt\n\n" if around == "  " else ""
    assert hints(tmp_path, lead + written) == ["content.no-block-note.hint"]


@pytest.mark.parametrize("above", ["Tekst.", "- punkt", "![Alt](bilder/hvit.png)", "## Ord"])
@pytest.mark.parametrize("name", NAMES)
def test_elsewhere_another_block_is_meant(name: str, above: str, tmp_path: Path) -> None:
    found = hints(tmp_path, f"{above}\n\n::: {name}\nKilde: oss.\n:::")
    assert len(found) == 1
    assert found != ["content.no-block-note.hint"]
