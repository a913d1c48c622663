"""The answers of people to what is asked of a file: beside the report, and kept from version to version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, MsgspecError, Struct
from msgspec.json import decode, encode
from msgspec.json import format as laid_out

from report_builder.check.judgement.asking import Asked, Task
from report_builder.check.judgement.questions import QUESTIONS, Question
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, say
from report_builder.language.reason import reason_of
from report_builder.output import write_file
from report_builder.sources.json_place import json_place, twin_place

PATH = "accessibility.json"
"""Below the report's folder. It is no source: nothing is built from it, and it is not archived."""

FORMAT = 1
YES, NO, LATER = "yes", "no", "later"

_ABOUT = (
    "Written by report-builder accessibility. Keep it with the report: what does not change until the next "
    "version keeps its answer."
)


class Answer(Struct, frozen=True, omit_defaults=True):
    """What a person answered: ``question`` about the thing whose key is ``about``, on a ``day``.

    ``remark`` says what is wrong, and ``by`` is the name or role of who wanted that to stand there.
    """

    question: str
    about: str
    answer: Literal["yes", "no"]
    day: date
    remark: str = ""
    by: str = ""


Answers: TypeAlias = Mapping[str, Answer]
"""Answers by the names of their tasks."""


class _File(Struct, frozen=True):
    """The file, its answers in the order of questions and keys."""

    answers: list[Answer]
    format: Annotated[int, Meta(ge=FORMAT, le=FORMAT)] = FORMAT
    about: str = ""


class Tally(Struct, frozen=True):
    """How far it is: ``questions`` apply to the file, of which ``done`` are answered about everything.

    One about something that stands outside the tags of a file applies, and cannot be answered about that.

    ``failed`` are those with a no. ``tasks`` is the number of answers that there are to give, ``answered`` of
    those that were given.
    """

    questions: int
    done: int
    failed: int
    tasks: int
    answered: int


def place_of_answers(path: Path) -> Path:
    """Give the file with the answers for ``path``, the folder of a report or a finished file of any maker."""
    return path / PATH if path.is_dir() else path.with_name(f"{path.stem}.{PATH}")


def read_answers(path: Path, diagnostics: Diagnostics) -> Answers | None:
    """Read the answers in the file ``path``; none where it is not there, None after RB-ANSWERS."""
    data = b""
    try:
        if not path.exists():
            return {}
        data = path.read_bytes()
        read = decode(data, type=_File)
        place = twin_place(path.as_posix(), data)
        if place is None:
            return {f"{one.question}@{one.about}": one for one in read.answers}
        message, hint = hinted("pipeline.answers-form")
    except OSError as fault:
        place = json_place(path.as_posix(), data)
        message = say("check.unreadable", reason=reason_of(fault))
        hint = say("pipeline.answers-unreadable.hint")
    except (MsgspecError, RecursionError):
        place = json_place(path.as_posix(), data)
        message, hint = hinted("pipeline.answers-form")
    diagnostics.error("RB-ANSWERS", place, message, hint)
    return None


def write_answers(path: Path, answers: Answers, diagnostics: Diagnostics) -> bool:
    """Write the answers, whole or not at all; False after RB-OUTPUT-WRITE."""
    ordered = [answers[name] for name in sorted(answers)]
    written = laid_out(encode(_File(ordered, about=_ABOUT)), indent=1) + b"\n"
    return write_file(path, written, diagnostics)


def answered(answers: Answers, task: Task, answer: str, day: date, remark: str = "", by: str = "") -> Answers:
    """Give the answers with one more, or without one where ``answer`` is ``later``."""
    rest = {name: one for name, one in answers.items() if name != task.name}
    if answer == LATER:
        return rest
    given: Literal["yes", "no"] = "yes" if answer == YES else "no"
    said = " ".join(remark.split()) if given == NO else ""
    return {**rest, task.name: Answer(task.question.id, task.subject.key, given, day, said, by)}


def tally(asked: Asked, answers: Answers) -> Tally:
    """Count what is answered of what is asked of a file."""
    left_out = [asked.leaves_out(one) for one in QUESTIONS if asked.about(one) or asked.leaves_out(one)]
    put = [tasks for one in QUESTIONS if (tasks := asked.about(one)) or asked.leaves_out(one)]
    given = [[answers.get(task.name) for task in tasks] for tasks in put]
    return Tally(
        len(put),
        sum(all(some) and not beyond for some, beyond in zip(given, left_out, strict=True)),
        sum(any(one is not None and one.answer == NO for one in some) for some in given),
        sum(map(len, put)),
        sum(one is not None for some in given for one in some),
    )


def verdict(asked: Asked, answers: Answers, question: Question) -> str:
    """Give what is known of a question: yes or no where that is answered, ``later`` as long as it is not.

    Empty where it does not apply. One no is a no, whatever else is still open. What stands outside the tags
    of a file stays open.
    """
    given = [answers.get(task.name) for task in asked.about(question)]
    beyond = asked.leaves_out(question)
    if not given and not beyond:
        return ""
    if any(one is not None and one.answer == NO for one in given):
        return NO
    return YES if all(given) and not beyond else LATER
