"""The answers of people: what is kept, what is asked anew, what is refused, and that none is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from report_builder.check.judgement.asking import Asked, ask
from report_builder.check.judgement.questions import QUESTIONS, kinds_of
from report_builder.cli.accessibility_walk import KEYS, walk
from report_builder.cli.app import run
from report_builder.cli.process import Process
from report_builder.diagnostics import Diagnostics, ExitStatus
from report_builder.finish import BuildStamp, finish
from report_builder.language.catalogue import catalogue, languages
from report_builder.language.message import in_turn
from report_builder.pipeline.answers import (
    LATER,
    NO,
    PATH,
    YES,
    Answers,
    answered,
    place_of_answers,
    read_answers,
    tally,
    verdict,
    write_answers,
)
from report_builder.pipeline.assessing import Assessment
from report_builder.pipeline.giving_answers import Given, read_given, take_over
from tests.content.projects import load
from tests.finish.synthetic import make_report, sample
from tests.said import ENGLISH

PDF = finish(sample(), make_report().publication, BuildStamp())
DAY = date(2026, 11, 29)
CHAPTERS = ("# Innledning\n\nEt avsnitt.\n", "# Funn\n\n1. Først.\n2. Så.\n")


@pytest.fixture(scope="module")
def asked() -> Asked:
    return ask(PDF)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "fremmed.pdf"
    path.write_bytes(PDF)
    return path


def command(*arguments: str) -> int:
    return run(["accessibility", *arguments], ENGLISH, lambda: 0.0, lambda: 1_795_435_200.0)


def every(asked: Asked, *said: str) -> Answers:
    """The answers with ``said`` in turn."""
    answers: Answers = {}
    for number, task in enumerate(asked.tasks):
        answers = answered(answers, task, said[number % len(said)], DAY, "  Ikke\nbra ", "redaktør")
    return answers


@pytest.mark.parametrize("said", [(YES,), (YES, NO), (NO, LATER), (YES, NO, LATER)])
def test_what_is_written_is_read(tmp_path: Path, asked: Asked, said: tuple[str, ...]) -> None:
    answers, told = every(asked, *said), Diagnostics()
    assert write_answers(tmp_path / PATH, answers, told)
    before = (tmp_path / PATH).read_bytes()
    assert read_answers(tmp_path / PATH, told) == answers
    assert write_answers(tmp_path / PATH, dict(reversed([*answers.items()])), told)
    assert (tmp_path / PATH).read_bytes() == before
    assert not told.items
    remarks = {one.remark for one in answers.values()}
    assert remarks <= {"", "Ikke bra"}
    assert all((one.answer == NO) == bool(one.remark) for one in answers.values())


def test_it_is_counted_by_question(asked: Asked) -> None:
    whole, none = tally(asked, every(asked, YES)), tally(asked, {})
    assert (whole.questions, whole.tasks) == (whole.done, whole.answered)
    assert (none.done, none.answered, none.failed) == (0, 0, 0)
    question = asked.tasks[0].question
    assert verdict(asked, {}, question) == LATER
    assert verdict(asked, every(asked, YES), question) == YES
    one_no = answered(every(asked, YES), asked.about(question)[0], NO, DAY)
    assert verdict(asked, one_no, question) == NO
    assert tally(asked, one_no).failed == 1
    assert verdict(asked, answered({}, asked.about(question)[0], LATER, DAY), question) == LATER


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"answers": 3}',
        b'{"answers": [{"question": "01-001"}]}',
        b'{"answers": [{"question": "01-001", "about": "0", "answer": "maybe", "day": "2026-11-29"}]}',
        b'{"answers": [], "answers": []}',
        b'{"answers": [], "format": 2}',
        b"<<<<<<< HEAD\n{}\n",
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_a_file_of_another_form_is_told_and_left_alone(
    pdf: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    place = place_of_answers(pdf)
    place.write_bytes(data)
    assert command(str(pdf), "--answer", "06-004=yes") == ExitStatus.BAD_INPUT
    said = capsys.readouterr()
    assert "RB-ANSWERS" in said.err
    assert place.name in said.err
    assert place.read_bytes() == data


def test_answers_on_the_command_line(pdf: Path, asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    place = place_of_answers(pdf)
    table = next(task for task in asked.tasks if task.question.id == "15-004")
    assert command(str(pdf), "--answer", "06-004=yes", "--answer", f"{table.name}=no:Ingen rader") == 0
    answers = read_answers(place, Diagnostics()) or {}
    assert {(one.question, one.answer, one.remark) for one in answers.values()} == {
        ("06-004", "yes", ""),
        ("15-004", "no", "Ingen rader"),
    }
    assert {one.day for one in answers.values()} == {date(2026, 11, 23)}
    # What was answered by its key stays where everything that is open is answered in one go.
    assert command(str(pdf), "--answer", "15-004=yes", "--by", "redaktør") == 0
    answers = read_answers(place, Diagnostics()) or {}
    assert answers[table.name].answer == "no"
    assert command(str(pdf), "--answer", "15-004=later", "--answer", "06-004=later") == 0
    assert read_answers(place, Diagnostics()) == {}
    capsys.readouterr()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("said", ["yes", "no:Feil", "later"])
def test_an_answer_to_what_does_not_apply_is_told_and_the_others_are_taken(
    pdf: Path, asked: Asked, said: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = catalogue(language)
    void = [question for question in QUESTIONS if not asked.about(question)]
    assert void
    for question in void:
        arguments = ("--answer", f"{question.id}={said}", "--answer", "06-004=yes", "--lang", language)
        assert command(str(pdf), *arguments) == ExitStatus.DONE
        kinds = spoken.text(in_turn(kinds_of(question)))
        told = spoken("pipeline.given-void", question=question.id, kinds=kinds)
        assert capsys.readouterr().err.startswith(f"RB-ANSWERS {spoken('cli.warning')}: {told}; ")
        answers = read_answers(place_of_answers(pdf), Diagnostics()) or {}
        assert [one.question for one in answers.values()] == ["06-004"]


@pytest.mark.parametrize("given", ["15-004", "15-004=maybe", "99-001=yes", "=yes", "15-004@zz=yes", ""])
def test_an_answer_of_another_form_is_refused(
    pdf: Path, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(str(pdf), "--answer", given) == ExitStatus.BAD_INPUT
    assert "RB-USAGE" in capsys.readouterr().err
    assert not place_of_answers(pdf).exists()


def test_a_program_fills_in_what_it_got(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(str(pdf), "--json") == 0
    document = json.loads(capsys.readouterr().out)
    for question in document["questions"]:
        for number, one in enumerate(question["about"]):
            one |= {"answer": "no" if number else "yes", "remark": "x"}
    filled = pdf.with_name("fylt.json")
    filled.write_text(json.dumps(document), "utf-8")
    assert command(str(pdf), "--answers", str(filled)) == 0
    assert command(str(pdf), "--json") == 0
    said = json.loads(capsys.readouterr().out.partition("\n")[2])
    given = [one["answer"] for question in said["questions"] for one in question["about"]]
    assert given == [one["answer"] for question in document["questions"] for one in question["about"]]
    document["questions"][0]["about"][0]["key"] = "0000000000000000"
    filled.write_text(json.dumps(document), "utf-8")
    assert command(str(pdf), "--answers", str(filled)) == 0
    assert "RB-ANSWERS" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"questions": [{"about": [{"answer": "yes"}]}]}', "{"])
def test_what_a_program_wrote_otherwise_is_told(
    pdf: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = pdf.with_name("fylt.json")
    filled.write_text(text, "utf-8")
    assert command(str(pdf), "--answers", str(filled)) == ExitStatus.BAD_INPUT
    assert "fylt.json" in capsys.readouterr().err
    assert command(str(pdf), "--answers", str(pdf.with_name("ingen.json"))) == ExitStatus.BAD_INPUT
    assert not place_of_answers(pdf).exists()


def test_an_answer_is_kept_as_long_as_nothing_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(tmp_path, *CHAPTERS)

    def open_ones() -> set[str]:
        capsys.readouterr()
        assert run(["build", str(tmp_path)], ENGLISH, lambda: 0.0) == 0
        capsys.readouterr()
        assert command(str(tmp_path), "--json") == 0
        questions = json.loads(capsys.readouterr().out)["questions"]
        return {
            f"{question['id']} {one['text']}"
            for question in questions
            for one in question["about"]
            if not one["answer"]
        }

    ids = {name.partition(" ")[0] for name in open_ones()}
    assert command(str(tmp_path), *(part for one in sorted(ids) for part in ("--answer", f"{one}=yes"))) == 0
    assert open_ones() == set()
    load(tmp_path, "# Forord\n\nNytt.\n", *CHAPTERS)
    now = open_ones()
    assert {name for name in now if "Innledning" in name or "Funn" in name} == set()
    assert {name for name in now if "Forord" in name}
    load(tmp_path, CHAPTERS[0], CHAPTERS[1].replace("Så", "Deretter"))
    assert {name for name in open_ones() if name[:2] == "16"} == {
        "16-001 1. Først. 2. Deretter.",
        "16-002 1. Først. 2. Deretter.",
        "16-003 2 Funn",
    }
    load(tmp_path, *CHAPTERS)
    assert open_ones() == set(), "what was answered once is known when it comes back"


def walked(found: Assessment, typed: str, language: str = "en") -> str:
    @click.command
    def go() -> None:
        click.echo(f"= {walk(found, found.page, DAY, '')}")

    return CliRunner().invoke(go, input=typed, obj=Process({}, float, float, language)).output


@pytest.fixture
def found(pdf: Path, asked: Asked) -> Assessment:
    return Assessment(pdf, PDF, asked, {}, place_of_answers(pdf), pdf.with_suffix(".accessibility.html"), DAY)


@pytest.mark.parametrize(
    ("language", "yes", "no"), [("nb", "j", "nei"), ("nn", "ja", "n"), ("en", "y", "no")]
)
def test_a_person_answers_one_after_the_other(found: Assessment, language: str, yes: str, no: str) -> None:
    shown = walked(found, f"{yes}\n{no}\nEn feil her\nkanskje\nq\n", language)
    answers = read_answers(found.place, Diagnostics()) or {}
    assert sorted((one.answer, one.remark) for one in answers.values()) == [
        ("no", "En feil her"),
        ("yes", ""),
    ]
    assert shown.endswith("= True\n")
    assert str(found.page) in shown
    page = found.page.read_text("utf-8")
    assert f'<html lang="{language}">' in page
    assert "data:image/png;base64," in page


def test_all_is_yes_to_the_rest_about_one_thing(found: Assessment) -> None:
    subject, tasks = next((one, some) for one, some in found.asked.by_subject if len(some) > 1)
    later = "l\n" * sum(
        len(some) for _, some in found.asked.by_subject[: found.asked.by_subject.index((subject, tasks))]
    )
    walked(found, f"{later}a\nq\n")
    answers = read_answers(found.place, Diagnostics()) or {}
    assert set(answers) == {task.name for task in tasks}


def test_what_was_answered_before_the_input_ends_is_kept(found: Assessment) -> None:
    for number in (1, 2, 5):
        found.place.unlink(missing_ok=True)
        walked(found, "y\n" * number)
        assert len(read_answers(found.place, Diagnostics()) or {}) == number


@pytest.mark.skipif(sys.platform == "win32", reason="there is no terminal to speak through")
def test_a_kill_in_the_middle_loses_no_answer(pdf: Path) -> None:
    import pty

    main, other = pty.openpty()
    arguments = [sys.executable, "-m", "report_builder", "accessibility", str(pdf), "--lang", "en"]
    process = subprocess.Popen(arguments, stdin=other, stdout=other, stderr=other)
    os.close(other)
    place = place_of_answers(pdf)
    try:
        os.write(main, b"y\ny\ny\n")
        for _ in _until(process):
            if place.exists() and len(read_answers(place, Diagnostics()) or {}) >= 3:
                break
            os.read(main, 65536)
        process.send_signal(signal.SIGKILL)
        process.wait()
    finally:
        os.close(main)
    assert len(read_answers(place, Diagnostics()) or {}) == 3


def _until(process: subprocess.Popen[bytes]) -> Iterator[None]:
    for _ in range(3000):
        if process.poll() is not None:
            return
        yield
        time.sleep(0.02)


@pytest.mark.parametrize("language", languages())
def test_an_answer_where_all_is_answered_otherwise_changes_nothing_and_says_so(
    pdf: Path, asked: Asked, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place, spoken = place_of_answers(pdf), catalogue(language)
    assert command(str(pdf), "--answer", "06-004=yes") == 0
    before = place.read_bytes()
    capsys.readouterr()
    assert command(str(pdf), "--answer", "06-004=yes", "--lang", language) == 0
    assert "RB-ANSWERS" not in capsys.readouterr().err
    assert command(str(pdf), "--answer", "06-004=no:Feil", "--lang", language) == 0
    told = spoken("pipeline.given-before", question="06-004")
    assert f"RB-ANSWERS {spoken('cli.warning')}: {told}; " in capsys.readouterr().err
    assert place.read_bytes() == before
    key = asked.about(next(one for one in QUESTIONS if one.id == "06-004"))[0].subject.key
    assert command(str(pdf), "--answer", f"06-004@{key}=no:Feil") == 0
    answers = read_answers(place, Diagnostics()) or {}
    assert [one.answer for one in answers.values() if one.about == key] == ["no"]


@pytest.mark.parametrize(
    ("language", "word", "answer"),
    [
        (language, word, name)
        for language in languages()
        for name in (YES, NO)
        for word in (name, *catalogue(language)(KEYS[name]).split())
    ],
)
def test_an_answer_is_one_of_the_words_that_the_terminal_takes(
    pdf: Path, language: str, word: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(str(pdf), "--answer", f"06-004={word.upper()}", "--lang", language) == 0
    answers = read_answers(place_of_answers(pdf), Diagnostics()) or {}
    assert {one.answer for one in answers.values()} == {answer}
    capsys.readouterr()


def test_what_was_given_is_taken_over_by_key(asked: Asked) -> None:
    told = Diagnostics()
    first = asked.tasks[0]
    given = (Given(first.question.id, YES, first.subject.key), Given(first.question.id, YES, "abc"))
    answers = take_over(asked, {}, given, DAY, "", told)
    assert set(answers) == {first.name}
    assert [item.code for item in told.items] == ["RB-ANSWERS"]
    assert read_given(Path("ingen.json"), told) is None
