"""Twelve things that are compared with other makers' files: each of ours has the highest grade there is."""

from __future__ import annotations

import shutil

import pytest

from benchmarks.heard import SOURCES, THINGS, File, read
from tests.sample_reports import build_folder
from tests.verify_support import assert_complies

HIGHEST = {"name": 1, "role": 1, "level": 1, "scope": 1, "destination": 3}
CELL_NAMES_BOTH_HEADS = 2


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = tmp_path_factory.mktemp("heard") / "report"
    shutil.copytree(SOURCES / "report", root)
    return build_folder(root).pdf


@pytest.fixture(scope="module")
def file(pdf: bytes) -> File:
    return read(pdf)


@pytest.mark.parametrize("thing", THINGS)
def test_nothing_is_left_to_be_better(file: File, thing: str) -> None:
    answers = THINGS[thing](file)
    highest = HIGHEST | ({"scope": CELL_NAMES_BOTH_HEADS} if thing == "cell" else {})
    assert {asked: answer.grade for asked, answer in answers.items()} == {
        asked: highest[asked] for asked in answers
    }


def test_a_grade_falls_with_what_is_taken_away(pdf: bytes) -> None:
    """As long as the answers come from the file: its names, heads and languages are taken out of a copy."""
    before = read(pdf)
    for path in before.paths:
        path[-1].alt = path[-1].language = None
        path[-1].attributes.clear()
    lower = {
        (thing, asked)
        for thing, ask in THINGS.items()
        for asked, answer in ask(before).items()
        if answer.grade < THINGS[thing](read(pdf))[asked].grade
    }
    assert lower == {
        ("other language", "name"),
        ("picture", "name"),
        ("head of a column", "scope"),
        ("cell", "scope"),
    }


def test_it_keeps_both_standards(pdf: bytes) -> None:
    assert_complies(pdf)
