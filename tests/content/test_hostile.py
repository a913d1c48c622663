"""Hostile and huge input: an answer soon, never a RecursionError, time that grows with the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.model.blocks import Table
from tests.content.projects import load, report_of
from tests.pace import Spending, allowed

HOSTILE = {
    "quotes": ">" * 10_000,
    "spaced quotes": "> " * 10_000,
    "lists": "- " * 5_000 + "x",
    "numbers": "1. " * 4_000,
    "quotes and lists": ">- " * 3_000,
    "containers": "::: fact-box\n" * 5_000,
    "stray fences": ":::\n" * 3_000,
    "notes in notes": "[^a]: " * 3_000,
    "definitions": "x\n: " * 3_000,
    "brackets": "[" * 8_000,
    "image brackets": "![" * 4_000,
    "images": "![a](b " * 3_000,
    "nested images": "![" * 500 + "a" + "](b)" * 500,
    "nested links": "[" * 500 + "a" + "](https://e.no)" * 500,
    "open links": "[a](" * 4_000,
    "spans": "[a]{" * 4_000,
    "nested emphasis": "*a **b " * 2_000 + "c** d* " * 2_000,
    "stars": "a*" * 8_000,
    "underscores": "_a " * 5_000,
    "braces": "{" * 8_000,
    "quoted braces": '{"' * 5_000,
    "attributes": "{a=" * 4_000,
    "roles": "{a}`" * 4_000,
    "backticks": "`a``" * 3_000,
    "tags": "<a " * 4_000,
    "comments": "<!--" * 3_000,
    "instructions": "<?" * 4_000,
    "dollars": "$a" * 5_000,
    "tildes": "~~a" * 3_000,
    "carets": "^[" * 4_000,
    "backslashes": "\\" * 10_001,
    "entities": "&#" * 5_000,
    "bars": "|" * 8_000 + "\n" + "|-" * 8_000,
    "headings": "# " * 5_000,
    "link definitions": "[a\n" * 4_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_answered_soon(name: str, tmp_path: Path) -> None:
    with Spending() as spent:
        outcome = load(tmp_path, f"# K\n\n{HOSTILE[name]}\n")
    assert spent.seconds < allowed(2.5)  # each takes below half a second
    assert outcome.value is not None or outcome.diagnostics


@pytest.mark.parametrize(
    "name", ["quotes", "spaced quotes", "lists", "quotes and lists", "containers", "definitions"]
)
def test_deep_nesting_is_told(name: str, tmp_path: Path) -> None:
    outcome = load(tmp_path, f"# K\n\n{HOSTILE[name]}\n")
    codes = [d.code for d in outcome.diagnostics]
    assert codes.count("RB-NESTING") == (0 if name == "definitions" else 1)


def test_nesting_up_to_the_limit(tmp_path: Path) -> None:
    report_of(tmp_path, f"# K\n\n{'> ' * 12}dypt\n")
    outcome = load(tmp_path, f"# K\n\n{'> ' * 13}dypt\n")
    assert [(d.code, d.span and d.span.line) for d in outcome.diagnostics] == [("RB-NESTING", 3)]


def test_ten_thousand_rows(tmp_path: Path) -> None:
    rows = "".join(f"| rad {number} | *verdi* | {number} % |\n" for number in range(10_000))
    with Spending() as spent:
        report = report_of(tmp_path, f"# K\n\nTabell: Stor\n\n| a | b | c |\n|---|---|---|\n{rows}")
    assert spent.seconds < allowed(6)
    (chapter,) = report.chapters
    table = chapter.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == 10_000
    assert table.rows[9_999][0].span.line == 10_006


def test_time_grows_with_the_text(tmp_path: Path) -> None:
    section = "## Avsnitt\n\n" + ("Et avsnitt med *noen* ord om ledelse i staten,\nog 73 % av dem.\n\n" * 40)

    def seconds(sections: int) -> float:
        chapter = "# K\n\n" + section * sections
        best = 99.0
        for _ in range(3):
            with Spending() as spent:
                report_of(tmp_path, chapter)
            best = min(best, spent.seconds)
        return best

    seconds(1)
    assert seconds(80) < 16 * seconds(10)  # 8 times the text
