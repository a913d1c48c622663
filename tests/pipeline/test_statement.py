"""The text for an accessibility statement claims what was answered, and nothing else."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest

from report_builder.check.judgement.asking import Asked, ask
from report_builder.check.judgement.questions import QUESTIONS
from report_builder.cli.app import run
from report_builder.finish import BuildStamp, finish
from report_builder.language.catalogue import catalogue, languages
from report_builder.pipeline.answers import LATER, NO, YES, Answers, answered, verdict
from report_builder.pipeline.manifest import Conformance, Profile
from report_builder.pipeline.statement import CRITERIA, clauses, statement
from tests.finish.synthetic import make_report, sample
from tests.said import ENGLISH

PDF = finish(sample(), make_report().publication, BuildStamp())
DAY = date(2026, 11, 29)
REMARK = "Hemmelig merknad"


@pytest.fixture(scope="module")
def asked() -> Asked:
    return ask(PDF)


def given(asked: Asked, seed: int) -> Answers:
    """Answers of every kind, by chance: sometimes few, sometimes nearly all."""
    chance = random.Random(seed)  # noqa: S311  which answers, and no secret
    weights = (chance.random(), chance.random() / 4, chance.random())
    answers: Answers = {}
    for task in asked.tasks:
        said = chance.choices((YES, NO, LATER), weights)[0]
        answers = answered(answers, task, said, DAY, REMARK)
    return answers


def test_every_criterion_of_a_question_has_a_name() -> None:
    assert {one for question in QUESTIONS for one in question.criteria} == set(CRITERIA)
    assert list(CRITERIA) == sorted(CRITERIA)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_claimed_was_answered(asked: Asked, seed: int) -> None:
    answers = given(asked, seed)
    known = {question.id: verdict(asked, answers, question) for question in QUESTIONS}
    for clause in clauses(asked, answers):
        for state, ids in clause.questions.items():
            assert {known[one] for one in ids} == {state}
        states = set(clause.questions)
        expected = (
            "faulty"
            if NO in states
            else ("partly" if YES in states else "unassessed")
            if LATER in states
            else "assessed"
            if YES in states
            else "nothing"
        )
        assert clause.state.key == f"judgement.statement.{expected}"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("seed", range(5))
def test_the_words_say_the_same(asked: Asked, seed: int, language: str) -> None:
    words, answers = catalogue(language), given(asked, seed)
    text = statement(asked, answers, None, words)
    assert REMARK not in text
    for key, state in (("yes", YES), ("no", NO), ("open", LATER), ("none", "")):
        head = words(f"judgement.statement.{key}", questions="")
        lines = [line.strip() for line in text.splitlines() if line.strip().startswith(head.strip())]
        ids = {one for line in lines for one in re.findall(r"\d\d-\d{3}|wcag-[\d.]+\d", line)}
        assert ids == {
            question.id
            for question in QUESTIONS
            if question.criteria and verdict(asked, answers, question) == state
        }


@pytest.mark.parametrize("language", languages())
def test_nothing_is_claimed_where_nothing_was_answered(asked: Asked, language: str) -> None:
    words = catalogue(language)
    text = statement(asked, {}, None, words)
    assert words("judgement.statement.unchecked") in text
    assert words("judgement.statement.assessed") not in re.findall(r"(?m): ([^:\n]+)$", text)
    assert "veraPDF 1" not in text
    checked = Conformance(
        "veraPDF", "1.31", (Profile("PDF/UA-1", "ua1", True, 5), Profile("PDF/A-2a", "2a", False, 5))
    )
    text = statement(asked, {}, checked, words)
    assert "veraPDF 1.31" in text
    assert "PDF/UA-1" in text
    assert "PDF/A-2a" not in text


def test_it_is_in_the_language_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fremmed.pdf"
    path.write_bytes(PDF)
    assert run(["accessibility", str(path), "--statement"], ENGLISH, lambda: 0.0) == 0
    out = capsys.readouterr().out
    assert out == statement(ask(PDF), {}, None, catalogue("nb"))
