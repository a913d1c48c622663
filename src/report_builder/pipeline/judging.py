"""Enters into the journal what people answered about the file of a version, without what they remarked."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

from report_builder.check.document import Unreadable
from report_builder.check.judgement.asking import Asked, ask
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, in_turn
from report_builder.pipeline.answers import PATH, Answers, Tally, read_answers, tally
from report_builder.pipeline.auditing import compare_record
from report_builder.pipeline.details import of_judgement
from report_builder.pipeline.journal import read_journal
from report_builder.pipeline.provenance import ASSESSMENT, FAIL, SUCCESS, WARNING, Event, person, program
from report_builder.pipeline.recording import Recorder
from report_builder.pipeline.versions import Shelf


class Judged(Struct, frozen=True):
    """What was answered about a version, and whether that was entered now; else the journal had it."""

    tally: Tally
    recorded: bool


def judgement_of(asked: Asked, answers: Answers, version: int, now: datetime) -> Event:
    """Give the event of a version that was judged, at the moment ``now``.

    It succeeded when every question that applies has a yes about everything, and failed with one no. Those
    who wanted to be named beside their answers are its agents.
    """
    found = tally(asked, answers)
    given = [answers[task.name] for task in asked.tasks if task.name in answers]
    names = sorted({one.by for one in given} - {""})
    agents = (program(), *(agent for name in names for agent in person(name)))
    whole = SUCCESS if found.done == found.questions else WARNING
    detail = of_judgement(asked, answers)
    return Event(ASSESSMENT, now, version, FAIL if found.failed else whole, detail, agents)


def record_judgement(root: Path, shelf: Shelf, now: datetime, diagnostics: Diagnostics) -> Judged | None:
    """Enter the answers of the report in ``root`` about its newest version into its journal.

    None where nobody answered anything about it, which costs nothing where there are no answers at all. A
    version stands whatever is known of it: what goes wrong is a warning.
    """
    if not (root / PATH).exists():
        return None
    told = Diagnostics()
    judged = _recorded(root, shelf, now, told)
    if told.has_errors:
        reasons = in_turn([item.message for item in told.items])
        said = hinted("pipeline.judgement-not-kept", reason=reasons)
        diagnostics.warn("RB-ANSWERS", SourceSpan(PATH), *said)
    return judged


def record_again(
    root: Path, shelf: Shelf, pdf: bytes, now: datetime, diagnostics: Diagnostics
) -> Judged | None:
    """Enter the answers about the file ``pdf``, that of the newest version; None after an error.

    Nothing is written where the journal says the same already.
    """
    newest = shelf.newest
    record = shelf.manifest(newest, diagnostics) if newest else None
    if newest is None or record is None or not compare_record(root, shelf.archive, diagnostics):
        return None
    if record.pdf.sha512 != sha512(pdf).hexdigest():
        said = hinted("pipeline.judgement-other", version=newest.number)
        diagnostics.error("RB-ANSWERS", None, *said)
        return None
    judged = _recorded(root, shelf, now, diagnostics)
    if judged is None and not diagnostics.has_errors:
        diagnostics.error("RB-ANSWERS", None, *hinted("pipeline.judgement-none"))
    return None if diagnostics.has_errors else judged


def _recorded(root: Path, shelf: Shelf, now: datetime, diagnostics: Diagnostics) -> Judged | None:
    """Enter the answers about the newest version; None where there are none, or after an error."""
    answers, newest = read_answers(root / PATH, diagnostics), shelf.newest
    record = shelf.manifest(newest, diagnostics) if answers and newest else None
    pdf = shelf.read(newest, record.pdf.name, diagnostics) if newest and record else None
    if not answers or newest is None or pdf is None:
        return None
    try:
        asked = ask(pdf)
    except Unreadable:  # a file of another program's version, which its own reader mended
        return None
    found = tally(asked, answers)
    if not found.answered:
        return None
    event = judgement_of(asked, answers, newest.number, now)
    if _is_known(shelf, event):
        return Judged(found, recorded=False)
    return Judged(found, Recorder(root, shelf.archive, now, diagnostics).write(shelf.object_id, event))


def _is_known(shelf: Shelf, event: Event) -> bool:
    """Tell whether the newest assessment of the version in the journal says the same, by the same people.

    A journal that cannot be read says nothing; who writes into it tells why.
    """
    journal = read_journal(shelf.archive, shelf.object_id, Diagnostics())
    mark = (ASSESSMENT, event.version)
    last = [one for one in journal.events if (one.kind, one.version) == mark][-1:] if journal else []
    return [_said(one) for one in last] == [_said(event)]


def _said(event: Event) -> tuple[str, str, set[str]]:
    """What an assessment says, whenever that was and whichever version of the program entered it."""
    return event.outcome, event.detail, {agent.name for agent in event.agents}
