"""The walk of somebody who pastes: what `check-content --fix` mends, and what it leaves to a person."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic, Severity
from report_builder.pipeline.checking import check_content
from report_builder.pipeline.mending import mend_content

HERE = Path(__file__).parent
LEFT = {
    "RB-ALT-MISSING": 1,
    "RB-CURLY-SYNTAX": 1,
    "RB-DANGLING-REF": 1,
    "RB-BOLD-HEADING": 2,
    "RB-HTML": 1,
    "RB-INDENTED-LINES": 1,
    "RB-LANG-MISSING": 1,
    "RB-LAZY-LINE": 1,
    "RB-LOST-LINK": 1,
    "RB-NOTE-STAR": 1,
    "RB-PLAIN-HEADING": 2,
    "RB-PRIVATE-PATH": 2,
    "RB-UNSUPPORTED": 1,
    "RB-VALUE": 1,
    "RB-WINDOWS-PATH": 1,
    "RB-NUMBER-TWICE": 16,
    "RB-PASTE-LIST": 1,
    "RB-SHORT-LINES": 2,
    "RB-SIGN-LINE": 2,
    "RB-SOFT-RETURN": 13,
    "RB-WEAK-ALT": 4,
}
"""What needs a person: words to write, a picture to copy, a choice to make."""


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    """The report as it was first put together, with its pictures."""
    root = tmp_path / "aarsrapport"
    shutil.copytree(HERE / "first", root)
    shutil.copytree(HERE / "raw" / "bilder", root / "assets" / "bilder")
    return root


def to_do(told: tuple[Diagnostic, ...]) -> Counter[str]:
    return Counter(item.code for item in told if item.severity > Severity.NOTE)


def test_one_command_mends_what_is_certain_and_finds_nothing_the_second_time(pasted: Path) -> None:
    before = check_content(pasted)
    assert sum(to_do(before).values()) > 100
    mended = mend_content(pasted)
    assert len(mended.mendings) > 100
    assert to_do(mended.left) == LEFT
    assert mend_content(pasted).mendings == ()
    assert to_do(check_content(pasted)) == LEFT


def test_every_place_that_is_told_is_in_its_file(pasted: Path) -> None:
    for item in check_content(pasted):
        if item.span is None or not item.span.line:
            continue
        lines = (pasted / item.span.path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        assert item.span.line <= len(lines), str(item)
        assert item.span.column <= len(lines[item.span.line - 1]) + 1, str(item)
