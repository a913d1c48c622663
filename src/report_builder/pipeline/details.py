"""The detail of an event: written in words that no language changes, and read again for people.

The journal is kept for ever and read by programs: there stand codes and numbers, and no name of a file, since
what is purged later may have had a name that should not be known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from report_builder.archive import Archive
from report_builder.codes import CODES
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Value, in_turn, say, say_many
from report_builder.pipeline.auditing import object_and_part
from report_builder.pipeline.journal import is_journal
from report_builder.pipeline.manifest import Profile
from report_builder.pipeline.provenance import (
    FIXITY_CHECK,
    MIGRATION,
    REBUILD,
    RECOVERY,
    VALIDATION,
    Event,
)
from report_builder.pipeline.record import Losses, Mark, told_mark

_JOURNAL = "journal"
_FAULT = re.compile(r"(?P<code>[A-Z][A-Z0-9-]+)(?: (?P<part>journal|v[0-9]+))?(?: \((?P<count>[0-9]+)\))?")
_PROFILE = re.compile(r"(?P<name>[^:,]+): (?P<outcome>pass|fail) \((?P<checks>[0-9]+)\)")
_MARK = re.compile(r"(?P<kind>.+) v(?P<version>[0-9]+) (?P<time>\S+)")
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


def of_losses(lost: Losses) -> str:
    """Say what a journal lacks that is gone on with."""
    names = [f"{mark.kind} v{mark.version} {mark.time}" for mark in lost.marks]
    names += [f"events: {lost.events.count}"] if lost.events else []
    return f"{_JOURNAL}: {'; '.join(names)}"


def told_detail(event: Event) -> Value:
    """Say the detail of an event in the language of who reads; text that a person wrote stays as it is."""
    lost = event.detail.removeprefix(f"{_JOURNAL}: ")
    if event.kind == RECOVERY and lost != event.detail:
        return say("pipeline.detail-lost", entries=_each(lost.split("; "), _told_loss))
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
