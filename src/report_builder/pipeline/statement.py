"""A text for an accessibility statement: what machines checked, and what people answered; nothing beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

from report_builder.check.judgement.asking import Asked
from report_builder.check.judgement.naming import named
from report_builder.check.judgement.questions import KINDS, QUESTIONS
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

_KEYBOARD = "2.1.1"
"""Fields are to be reached and filled in with the keyboard; the questions are about scripts and maps."""
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
    """A criterion, and by their state (a key of ``_STATES``) the ids of the questions that bear on it.

    ``unasked`` is True where the file has something that the criterion is about and no question is.
    """

    criterion: str
    questions: Mapping[str, tuple[str, ...]]
    unasked: bool = False

    @property
    def state(self) -> Message:
        """Say how it stands: one no is a fault, and with one question open it is not assessed to the end."""
        found = self.questions
        if NO in found:
            return say("judgement.statement.faulty")
        if LATER in found or self.unasked:
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
        unasked = criterion == _KEYBOARD and asked.fillable
        found.append(Clause(criterion, {state: tuple(ids) for state, ids in states.items()}, unasked))
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


def statement(
    asked: Asked, answers: Answers, checked: Conformance | None, words: Catalogue, file: str = ""
) -> str:
    """Give the text in the language of ``words``; ``checked`` is what veraPDF said, None for unknown.

    A document without a title is called by the name of its ``file``.
    """
    title = " ".join(asked.title.split()) or file
    return "".join(f"{words.text(line)}\n" for line in _lines(asked, answers, checked, title, words))


def beyond_tags(asked: Asked) -> Message | None:
    """Say what of a file cannot be judged since it has no tags, or stands outside them; None for nothing."""
    if not asked.tagged:
        return say("judgement.statement.no-tags")
    kinds = dict.fromkeys(key for kind, key in KINDS.items() if kind in asked.beyond)
    return say("judgement.statement.beyond", kinds=in_turn([say(key) for key in kinds])) if kinds else None


def _lines(
    asked: Asked, answers: Answers, checked: Conformance | None, title: str, words: Catalogue
) -> Iterator[Value]:
    found = tally(asked, answers)
    yield say("judgement.statement.title", title=title)
    yield ""
    if beyond := beyond_tags(asked):
        yield beyond
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
        if clause.unasked:
            yield f"  {words('judgement.statement.unasked')}"
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
