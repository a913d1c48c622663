"""A report keeps both standards, and its words can be read, whatever its face is."""

from __future__ import annotations

import random
import re
import shutil
from itertools import product

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.graphics.art import ART_KINDS
from report_builder.pipeline.production import load, make
from report_builder.pipeline.stages import Stages
from report_builder.sources.files import SourceFiles
from tests.said import english
from tests.sample_reports import SAMPLES, make_folder
from tests.verify_support import failures

GROUNDS = {"konstruktiv": ("ink", "muted", "signal"), "noktern": ("paper", "tint", "tint_strong")}
CHAPTER = "# Kapittel\n\nTekst.\n\n## Avsnitt\n\nMer tekst.\n"
Case = tuple[str, str, str, int]


def cases() -> list[Case]:
    """Each kind of art on each ground of each theme, at the beginning and at the end of its movement."""
    return [
        (theme, ground, art, stage)
        for theme, grounds in GROUNDS.items()
        for ground, art, stage in product(grounds, ART_KINDS, (0, 1))
    ]


def sample() -> list[Case]:
    """One case of each kind of art."""
    chance = random.Random(16)  # noqa: S311  a sample, no secret
    return [chance.choice([case for case in cases() if case[2] == art]) for art in ART_KINDS]


def holds(theme: str, ground: str, art: str, stage: int) -> None:
    facts = re.sub("(?m)^theme:.*\n", "", (SAMPLES / "report.yaml").read_text("utf-8"))
    face = f"theme: {theme}\ncover: {{art: {art}, ground: {ground}, stage: {stage}}}\n"
    folder = make_folder(CHAPTER, report=facts + face)
    diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
    try:
        loaded = load(SourceFiles(folder), diagnostics, stages)
    finally:
        shutil.rmtree(folder)
    made = None if loaded is None else make(*loaded, diagnostics, stages, drawn=True)
    assert made is not None, [english(item.message) for item in diagnostics.items]
    assert failures(made.pdf) == []


@pytest.mark.parametrize("case", sample(), ids=str)
def test_a_face_keeps_the_standards(case: Case) -> None:
    holds(*case)


@pytest.mark.whole
def test_every_face_keeps_the_standards() -> None:
    for case in cases():
        holds(*case)
