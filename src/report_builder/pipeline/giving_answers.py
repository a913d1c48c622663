"""Takes answers over that were given in one go: on the command line, or in the file of another program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from report_builder.check.judgement.asking import Asked
from report_builder.check.judgement.questions import QUESTIONS, Question, kinds_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, hinted, in_turn, say
from report_builder.language.reason import reason_of
from report_builder.pipeline.answers import LATER, NO, YES, Answers, answered
from report_builder.sources.json_place import json_place


class Given(Struct, frozen=True):
    """An answer to a question, about the thing whose key is ``about``, empty for all that are still open."""

    question: str
    answer: str
    about: str = ""
    remark: str = ""


def read_given(path: Path, diagnostics: Diagnostics) -> tuple[Given, ...] | None:
    """Read the answers out of what ``--json`` wrote and a person filled in; None after RB-ANSWERS."""
    data = b""
    try:
        data = path.read_bytes()
        return tuple(_given(json.loads(data.decode("utf-8-sig"))))
    except OSError as fault:
        message = say("check.unreadable", reason=reason_of(fault))
        hint = say("pipeline.answers-unreadable.hint")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        message, hint = hinted("pipeline.given-form")
    diagnostics.error("RB-ANSWERS", json_place(path.as_posix(), data), message, hint)
    return None


def _given(read: Any) -> Iterator[Given]:
    """Every answer that is filled in. Raises ValueError, TypeError or LookupError for another form."""
    for question in read["questions"]:
        for one in question["about"]:
            answer = one.get("answer") or ""
            if answer not in {"", YES, NO, LATER}:
                raise ValueError(answer)
            if answer:
                yield Given(str(question["id"]), answer, str(one["key"]), str(one.get("remark") or ""))


def take_over(
    asked: Asked, answers: Answers, given: tuple[Given, ...], day: date, by: str, diagnostics: Diagnostics
) -> Answers:
    """Give the answers with those that were given; a warning for each about what the file does not have.

    A question that does not apply to the file has nothing there that it could be answered about.

    An answer without a key is one about everything that the question is asked about and that has none yet.
    Where all has one, another than this, nothing is changed, and that is told.
    """
    by_name = {task.name: task for task in asked.tasks}
    by_id = {question.id: question for question in QUESTIONS}
    for one in given:
        name = f"{one.question}@{one.about}"
        tasks = [by_name[name]] if name in by_name else []
        if not one.about:
            tasks = [task for task in by_name.values() if task.question.id == one.question]
            if not tasks:
                diagnostics.warn("RB-ANSWERS", None, *_void(asked, one.question, by_id.get(one.question)))
            open_ones = [task for task in tasks if one.answer == LATER or task.name not in answers]
            if tasks and not open_ones and any(answers[task.name].answer != one.answer for task in tasks):
                said = hinted("pipeline.given-before", question=one.question)
                diagnostics.warn("RB-ANSWERS", None, *said)
            tasks = open_ones
        if one.about and not tasks:
            said = hinted("pipeline.given-unknown", question=one.question, about=one.about)
            diagnostics.warn("RB-ANSWERS", None, *said)
        for task in tasks:
            answers = answered(answers, task, one.answer, day, one.remark, by)
    return answers


def _void(asked: Asked, name: str, question: Question | None) -> tuple[Message, Message]:
    """Tell of an answer about nothing: the file has nothing of the kind, or has it outside its tags."""
    kinds = in_turn(kinds_of(question) if question else ())
    if question and asked.leaves_out(question):
        return hinted("pipeline.given-beyond", question=name, kinds=kinds)
    return hinted("pipeline.given-void", question=name, kinds=kinds)
