"""A text for an accessibility statement: what machines checked, and what people answered; nothing beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

from report_builder.check.judgement.asking import Asked
from report_builder.check.judgement.naming import named
from report_builder.check.judgement.questions import QUESTIONS
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import Message, Value, all_of, in_turn, say
from report_builder.pipeline.answers import LATER, NO, YES, Answers, tally, verdict
from report_builder.pipeline.manifest import Conformance
from report_builder.pipeline.record import PATH as RECORD
from report_builder.pipeline.shelving import open_known

CRITERIA: Mapping[str, str] = {
    "1.1.1": "judgement.wcag.1-1-1",
    "1.2.1": "judgement.wcag.1-2-1",
    "1.3.1": "judgement.wcag.1-3-1",
    "1.3.2": "judgement.wcag.1-3-2",
    "1.3.3": "judgement.wcag.1-3-3",
    "1.4.1": "judgement.wcag.1-4-1",
    "1.4.5": "judgement.wcag.1-4-5",
    "2.1.1": "judgement.wcag.2-1-1",
    "2.3.1": "judgement.wcag.2-3-1",
    "2.4.2": "judgement.wcag.2-4-2",
    "2.4.3": "judgement.wcag.2-4-3",
    "2.4.4": "judgement.wcag.2-4-4",
    "2.4.6": "judgement.wcag.2-4-6",
    "3.1.1": "judgement.wcag.3-1-1",
    "3.1.2": "judgement.wcag.3-1-2",
}
"""The success criteria of WCAG 2.1 on which the questions bear, with the key of the name of each."""

_DOCUMENTS = "10"
"""The clause of EN 301 549 about documents; behind it stand the numbers of WCAG."""
_STATES: Mapping[str, str] = {
    YES: "judgement.statement.yes",
    NO: "judgement.statement.no",
    LATER: "judgement.statement.open",
    "": "judgement.statement.none",
}
"""What is said of the questions in each state; empty are those that do not apply to the file."""


class Clause(Struct, frozen=True):
    """A criterion, and by their state (a key of ``_STATES``) the ids of the questions that bear on it."""

    criterion: str
    questions: Mapping[str, tuple[str, ...]]

    @property
    def state(self) -> Message:
        """Say how it stands: one no is a fault, and with one question open it is not assessed to the end."""
        found = self.questions
        if NO in found:
            return say("judgement.statement.faulty")
        if LATER in found:
            return say("judgement.statement.partly" if YES in found else "judgement.statement.unassessed")
        return say("judgement.statement.assessed" if YES in found else "judgement.statement.nothing")


def clauses(asked: Asked, answers: Answers) -> list[Clause]:
    """Give every criterion with what is known of it."""
    found = []
    for criterion in CRITERIA:
        states: dict[str, list[str]] = {}
        for question in QUESTIONS:
            if criterion in question.criteria:
                states.setdefault(verdict(asked, answers, question), []).append(question.id)
        found.append(Clause(criterion, {state: tuple(ids) for state, ids in states.items()}))
    return found


def checked_file(root: Path, pdf: bytes) -> Conformance | None:
    """Give what veraPDF said of a file when it was released as the newest version; None for any other."""
    if not (root / RECORD).exists():
        return None
    unheard = Diagnostics()
    shelf = open_known(root, None, unheard)
    newest = shelf.newest if shelf else None
    record = shelf.manifest(newest, unheard) if shelf and newest else None
    is_same = record is not None and record.pdf.sha512 == sha512(pdf).hexdigest()
    return record.conformance if record and is_same else None


def statement(asked: Asked, answers: Answers, checked: Conformance | None, words: Catalogue) -> str:
    """Give the text in the language of ``words``; ``checked`` is what veraPDF said, None for unknown."""
    return "".join(f"{words.text(line)}\n" for line in _lines(asked, answers, checked, words))


def _lines(asked: Asked, answers: Answers, checked: Conformance | None, words: Catalogue) -> Iterator[Value]:
    found = tally(asked, answers)
    yield say("judgement.statement.title", title=asked.title)
    yield ""
    yield _by_machine(checked)
    yield say(
        "judgement.statement.by-people", done=found.done, questions=found.questions, failed=found.failed
    )
    yield say("judgement.statement.scope")
    for clause in clauses(asked, answers):
        number, name = f"{_DOCUMENTS}.{clause.criterion}", say(CRITERIA[clause.criterion])
        yield ""
        yield say("judgement.statement.clause", number=number, name=name, state=clause.state)
        for state, key in _STATES.items():
            if ids := clause.questions.get(state):
                yield f"  {words(key, questions=in_turn(ids))}"
    faults = [task for task in asked.tasks if task.name in answers and answers[task.name].answer == NO]
    if faults:
        yield ""
        yield say("judgement.statement.faults")
    for task in faults:
        yield f"  {task.question.id}  {words.text(named(task.subject))}"


def _by_machine(checked: Conformance | None) -> Message:
    passed = [profile.name for profile in checked.profiles if profile.compliant] if checked else []
    if checked is None or not passed:
        return say("judgement.statement.unchecked")
    version = checked.validator_version
    return say("judgement.statement.by-machine", version=version, standards=all_of(passed))
