"""The detail of an event: written in words that no language changes, and read again for people.

The journal is kept for ever and read by programs: there stand codes and numbers, and no name of a file, since
what is purged later may have had a name that should not be known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from report_builder.archive import Archive
from report_builder.check.judgement.asking import Asked
from report_builder.check.judgement.questions import QUESTIONS
from report_builder.codes import CODES
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Value, in_turn, say, say_many
from report_builder.pipeline.answers import LATER, NO, Answers, verdict
from report_builder.pipeline.auditing import object_and_part
from report_builder.pipeline.journal import is_journal
from report_builder.pipeline.manifest import Profile
from report_builder.pipeline.provenance import (
    ASSESSMENT,
    FIXITY_CHECK,
    MIGRATION,
    REBUILD,
    RECOVERY,
    VALIDATION,
    Event,
)
from report_builder.pipeline.record import Mark, Renewed, told_mark

_JOURNAL = "journal"
_UNTIL = "known until"
_FAULT = re.compile(r"(?P<code>[A-Z][A-Z0-9-]+)(?: (?P<part>journal|v[0-9]+))?(?: \((?P<count>[0-9]+)\))?")
_PROFILE = re.compile(r"(?P<name>[^:,]+): (?P<outcome>pass|fail) \((?P<checks>[0-9]+)\)")
_MARK = re.compile(r"(?P<kind>.+) v(?P<version>[0-9]+) (?P<time>\S+)")
_RENEWAL = re.compile(rf"{_JOURNAL} (?P<what>[a-z ]+): (?P<said>.+)")
_RENEWALS: Mapping[str, str] = {
    "recovered": "pipeline.renewed-found",
    "words lost": "pipeline.renewed-wordless",
    "lost": "pipeline.detail-lost",
    "events recovered": "pipeline.renewed-events",
    "events lost": "pipeline.renewed-events-lost",
    _UNTIL: "pipeline.detail-until",
}
_JUDGED = re.compile(r"(?P<id>[\w.-]+): (?P<verdict>yes|no|later) \((?P<given>[0-9]+) of (?P<tasks>[0-9]+)\)")
_EVENTS = re.compile(r"events: (?P<count>[0-9]+)")


def of_faults(faults: Sequence[Diagnostic], archive: Archive) -> str:
    """Say what is wrong, or was put back, by codes and versions."""
    counts: Counter[str] = Counter()
    for fault in faults:
        name, version = object_and_part(fault, archive)
        counts[f"{fault.code} {_JOURNAL if is_journal(name) else version}".rstrip()] += 1
    return ", ".join(f"{fault} ({count})" if count > 1 else fault for fault, count in sorted(counts.items()))


def of_profiles(profiles: Sequence[Profile]) -> str:
    """Say what the validator said of each standard."""
    return ", ".join(
        f"{profile.name}: {'pass' if profile.compliant else 'fail'} ({profile.checks})"
        for profile in profiles
    )


def of_renewal(found: Renewed, until: date | None) -> str:
    """Say what came back into a journal, what is lost, and up to which day bags knew what was said."""
    marks = (("recovered", found.found), ("words lost", found.wordless), ("lost", found.unknown))
    parts = [
        f"{_JOURNAL} {what}: {'; '.join(f'{one.kind} v{one.version} {one.time}' for one in some)}"
        for what, some in marks
        if some
    ]
    counts = (("events recovered", found.events_found), ("events lost", found.events_lost))
    parts += [f"{_JOURNAL} {what}: {count}" for what, count in counts if count]
    return " / ".join(parts + ([f"{_JOURNAL} {_UNTIL}: {until}"] if until else []))


def of_judgement(asked: Asked, answers: Answers) -> str:
    """Say what people answered of a file, by question: yes, no or later, and about how much of it.

    Their remarks are left out: what is purged later may stand in them.
    """
    parts = []
    for question in QUESTIONS:
        tasks = asked.about(question)
        if tasks or asked.leaves_out(question):
            given = sum(task.name in answers for task in tasks)
            parts.append(f"{question.id}: {verdict(asked, answers, question)} ({given} of {len(tasks)})")
    return ", ".join(parts)


def told_detail(event: Event) -> Value:
    """Say the detail of an event in the language of who reads; text that a person wrote stays as it is."""
    if event.kind == RECOVERY and event.detail.startswith(f"{_JOURNAL} "):
        return _each(event.detail.split(" / "), _told_renewal)
    lost = event.detail.removeprefix(f"{_JOURNAL}: ")  # as it was written before that was told apart
    if event.kind == RECOVERY and lost != event.detail:
        return say("pipeline.detail-lost", entries=_each(lost.split("; "), _told_loss))
    if event.kind == ASSESSMENT:
        return _told_judgement(event.detail)
    reader = _READERS.get(event.kind)
    return event.detail if reader is None else _each(event.detail.split(", "), reader)


def _each(parts: Sequence[str], reader: Callable[[str], Value]) -> Value:
    return in_turn([reader(part) for part in parts])


def _told_fault(text: str) -> Value:
    """What a later program wrote in another form stays as it is."""
    match = _FAULT.fullmatch(text)
    if match is None or match["code"] not in CODES:
        return text
    part = match["part"] or ""
    where: Value = (
        say("pipeline.detail-journal") if part == _JOURNAL else part or say("pipeline.detail-whole")
    )
    count = int(match["count"] or 1)
    if match["code"] == "RB-ARCHIVE-MENDED":
        return say("pipeline.detail-mended", where=where)
    meaning = say(f"code.{match['code']}")
    return say_many("pipeline.detail-fault", count, where=where, meaning=meaning, code=match["code"])


def _told_profile(text: str) -> Value:
    match = _PROFILE.fullmatch(text)
    if match is None:
        return text
    key = "pipeline.detail-pass" if match["outcome"] == "pass" else "pipeline.detail-fail"
    return say_many(key, int(match["checks"]), standard=match["name"])


def _told_judgement(text: str) -> Value:
    """How many questions are answered about everything, as a release counts them, and which have a no."""
    matches = [_JUDGED.fullmatch(part) for part in text.split(", ")]
    known = [match for match in matches if match is not None]
    if len(known) < len(matches):
        return text
    # What stands outside the tags of a file is open, though everything else is answered.
    done = sum(match["given"] == match["tasks"] and match["verdict"] != LATER for match in known)
    failed = [match["id"] for match in known if match["verdict"] == NO]
    told = say("pipeline.detail-judged", done=done, questions=len(known))
    return say("pipeline.detail-judged-no", told=told, failed=in_turn(failed)) if failed else told


def _told_renewal(text: str) -> Value:
    match = _RENEWAL.fullmatch(text)
    key = _RENEWALS.get(match["what"]) if match else None
    if match is None or key is None:
        return text
    if match["what"].startswith("events") and match["said"].isdecimal():
        return say_many(key, int(match["said"]))
    if match["what"] == _UNTIL:
        return say(key, day=match["said"])
    return say(key, entries=_each(match["said"].split("; "), _told_loss))


def _told_loss(text: str) -> Value:
    if match := _EVENTS.fullmatch(text):
        return say("pipeline.detail-events", number=int(match["count"]))
    match = _MARK.fullmatch(text)
    return told_mark(Mark(match["kind"], int(match["version"]), match["time"])) if match else text


_READERS: Mapping[str, Callable[[str], Value]] = {
    VALIDATION: _told_profile,
    FIXITY_CHECK: _told_fault,
    REBUILD: _told_fault,
    MIGRATION: _told_fault,
    RECOVERY: _told_fault,
}
