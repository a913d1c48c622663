"""RB-HEADING-LEVEL mends a whole chapter at once: following what it says leaves a sound outline."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from report_builder.content.sections import mended_levels
from report_builder.diagnostics import Diagnostic
from tests.content.projects import load
from tests.said import english


def chapter(levels: list[int]) -> str:
    return "\n\n".join(f"{'#' * level} Nr. {number}\n\nTekst." for number, level in enumerate(levels)) + "\n"


def told(root: Path, text: str) -> list[Diagnostic]:
    return [item for item in load(root, text).diagnostics if item.code == "RB-HEADING-LEVEL"]


def followed(text: str, faults: list[Diagnostic]) -> str:
    """Do what each hint says at its line, as an editor would."""
    lines = text.split("\n")
    for item in faults:
        found = re.search(r"write '(#+)", english(item.hint))
        assert found
        assert item.span
        lines[item.span.line - 1] = found[1] + lines[item.span.line - 1].lstrip("#")
    return "\n".join(lines)


def fixed(text: str, faults: list[Diagnostic]) -> str:
    lines = text.split("\n")
    for item in faults:
        for fix in item.fixes:
            line = lines[fix.start.line - 1]
            lines[fix.start.line - 1] = line[: fix.start.column - 1] + fix.text + line[fix.end.column - 1 :]
    return "\n".join(lines)


CHOICE = random.Random(11)  # noqa: S311  no secret
OUTLINES = [[1, *CHOICE.choices(range(1, 7), k=CHOICE.randint(1, 9))] for _ in range(150)]


@pytest.mark.parametrize("levels", [[1, 3, 5, 3, 5], [1, 3, 4, 3], [1, 2, 1, 2, 3], [1, 4, 3, 2], [1, 6, 6]])
def test_one_round_is_enough(levels: list[int], tmp_path: Path) -> None:
    text = chapter(levels)
    faults = told(tmp_path, text)
    assert faults
    assert not told(tmp_path, followed(text, faults))


def test_one_round_is_enough_for_any_outline(tmp_path: Path) -> None:
    for levels in OUTLINES:
        text = chapter(levels)
        faults = told(tmp_path, text)
        assert not told(tmp_path, followed(text, faults)), levels
        if any(item.fixes for item in faults):
            assert not told(tmp_path, fixed(text, faults)), levels


def test_a_sound_outline_stays_and_neighbours_stay_neighbours() -> None:
    assert mended_levels([2, 3, 3, 4, 2, 3]) == [2, 3, 3, 4, 2, 3]
    assert mended_levels([3, 5, 3, 5]) == [2, 3, 2, 3]
    for levels in OUTLINES:
        mended = mended_levels(levels[1:])
        assert mended_levels(mended) == mended
        for at, (before, here) in enumerate(pairwise(levels[1:])):
            if before == here:
                assert mended[at] == mended[at + 1]


def test_what_is_certain_has_a_fix(tmp_path: Path) -> None:
    assert all(item.fixes for item in told(tmp_path, chapter([1, 3, 5, 3])))
    # Here the two stand at different depths, and a second title may be a chapter of its own.
    assert not any(item.fixes for item in told(tmp_path, chapter([1, 3, 4, 2, 4])))
    assert not any(item.fixes for item in told(tmp_path, chapter([1, 2, 1, 4])))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("## A\n\n### B\n", "write '# …' here, or a line '# Title' above it"),
        ("## A\n\n## B\n", "write a line '# Title' above it"),
        ("## A\n\n# B\n", "move what comes before the title on line 3 below it"),
        ("Tekst.\n\n# A\n", "move it below the title on line 3"),
        ("Tekst.\n\n## A\n", "begin the file with '# Title'"),
    ],
)
def test_a_chapter_without_its_title_first(text: str, hint: str, tmp_path: Path) -> None:
    assert next(english(item.hint) for item in told(tmp_path, text)) == hint
