"""Captions below their tables, behind a colon alone, as pandoc has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.model.blocks import Paragraph, Table
from report_builder.model.inlines import plain_text
from tests.content.projects import load, report_of

TABLE = "| A | B |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        (f"{TABLE}\n: Under *tabellen* {{#en}}\n", ["Under tabellen"]),
        (f"{TABLE}\n: Den første\n\n{TABLE}\n: Den andre\n", ["Den første", "Den andre"]),
        (f"Tabell: Over\n\n{TABLE}\n{TABLE}", ["Over", ""]),
        (f"Tabell: Over\n\n{TABLE}\nTekst.\n\n{TABLE}\n:\tUnder\n", ["Over", "Under"]),
    ],
)
def test_a_caption_may_stand_below_its_table(tmp_path: Path, text: str, captions: list[str]) -> None:
    blocks = report_of(tmp_path, f"# K\n\n{text}").chapters[0].blocks
    assert [plain_text(block.caption) for block in blocks if isinstance(block, Table)] == captions
    assert not any(
        plain_text(block.children).startswith(":") for block in blocks if isinstance(block, Paragraph)
    )


def test_a_table_has_one_caption(tmp_path: Path) -> None:
    text = f"Tabell: Over\n\n{TABLE}\n: Under\n"
    found = load(tmp_path, f"# K\n\n{text}")
    assert [item.code for item in found.diagnostics] == ["RB-PASTE-CAPTION"]
    assert found.value
    table, below = found.value.chapters[0].blocks
    assert isinstance(table, Table)
    assert plain_text(table.caption) == "Over"
    assert isinstance(below, Paragraph)
