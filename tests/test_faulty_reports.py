"""What is read of a faulty report is composed for its characters, whatever its faults are."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content import read_report
from report_builder.layout import find_unset
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.bad.harness import Case, cases, spoil

CASES = [case for case in cases() if case.data["exit"] == 2 and "setup" not in case.data]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sound_part_can_be_composed(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No fault of the editor becomes one of the program here, where ``build`` would hide it."""
    bench = spoil(case, tmp_path, monkeypatch)
    theme = load_theme("konstruktiv").value
    assert theme is not None
    found = find_unset(read_report(SourceFiles(bench.root)).report, theme)
    assert {item.code for item in found} <= {"RB-GLYPH"}
