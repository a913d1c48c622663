"""Goes on with a report whose journal is lost, or lacks what was written, where no copy has it any more.

What the report still knows of it is written down anew: what was said of which version, and when. The words
are taken from bags, from tombstones and from the site where those have them. What came back and what is lost
is an event.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from report_builder.archive import Archive
from report_builder.archive.faults import place_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, in_turn, say, say_many
from report_builder.pipeline.journal import Entry, Journal, inserted, journal_id, read_journal, with_event
from report_builder.pipeline.provenance import CORRECTION, PURGE, REINSTATEMENT, WITHDRAWAL
from report_builder.pipeline.recalling import Recalled
from report_builder.pipeline.record import (
    Losses,
    Mark,
    Renewed,
    events_missing,
    losses,
    mark_of,
    moment_of,
    read_record,
    told_mark,
)
from report_builder.pipeline.versions import Shelf
from report_builder.published import POINTER, SITE


def lost_journals(root: Path, archive: Archive, diagnostics: Diagnostics) -> tuple[tuple[str, Losses], ...]:
    """Tell which journals lack what the report in ``root`` knows, and what each lacks."""
    record = read_record(root, diagnostics)
    found = []
    for report in sorted(record.reports) if record else ():
        journal = read_journal(archive, report, Diagnostics())
        lost = losses(record, report, journal) if record and journal else Losses()
        if lost and archive.versions(report).value:
            found.append((report, lost))
    return tuple(found)


def renewed(
    root: Path, archive: Archive, report: str, lost: Losses, recalled: Recalled, diagnostics: Diagnostics
) -> Renewed | None:
    """Give the journal of a report with what is left of what it lost; None after a diagnostic.

    Bags know it in its own words (``recalled``); else tombstones and the site in ``root`` may.
    """
    before = read_journal(archive, report, diagnostics)
    if before is None:
        return None
    journal = before
    found: list[Mark] = []
    wordless: list[Mark] = []
    unknown: list[Mark] = []
    known = {_key(entry) for entry in before.entries}
    for entry in recalled.journal.entries:
        if _key(entry) not in known:
            journal = inserted(journal, entry, recalled.journal.landings.get(entry.landing))
            (found if _is_told(entry, journal) else wordless).append(mark_of(entry))
    known = {_key(entry) for entry in journal.entries}
    words = _Words(root, Shelf(archive, report, archive.versions(report).value or ()))
    for mark in lost.marks:
        made = words.entry(mark, journal)
        if made is None:
            unknown.append(mark)
        elif _key(made) not in known:
            journal = inserted(journal, made)
            (found if _is_told(made, journal) else wordless).append(mark)
    there = {(event.kind, event.when, event.version) for event in before.events}
    events = [
        event for event in recalled.journal.events if (event.kind, event.when, event.version) not in there
    ]
    for event in events:
        journal = with_event(journal, event)
    missing = events_missing(lost.events, journal)
    return Renewed(journal, tuple(found), tuple(wordless), tuple(unknown), len(events), missing)


def _key(entry: Entry) -> tuple[str, int, datetime]:
    return entry.kind, entry.version, entry.time


def _is_told(entry: Entry, journal: Journal) -> bool:
    """Tell whether an entry has all its words: of what was purged no correction keeps any, and none is asked.

    To show a version again needs no reason.
    """
    is_struck = entry.kind == CORRECTION and journal.purged(entry.version) is not None
    return bool(entry.text) or is_struck or entry.kind == REINSTATEMENT


def tell_accepted(archive: Archive, report: str, found: Renewed, told: Diagnostics, *, dry: bool) -> None:
    """Say what came back and what was lost, and that the journal goes on, or would."""
    key = "pipeline.would-accept" if dry else "pipeline.accepted"
    place = place_of(archive.place, journal_id(report))
    tell = told.note if found.is_whole else told.warn
    tell("RB-JOURNAL", place, say(key, entries=in_turn(told_renewal(found))))


def told_renewal(found: Renewed) -> list[Message]:
    """Name what came back, and apart from it what is lost."""
    marks = (
        ("pipeline.renewed-found", found.found),
        ("pipeline.renewed-wordless", found.wordless),
        ("pipeline.detail-lost", found.unknown),
    )
    said = [say(key, entries=in_turn([told_mark(one) for one in some])) for key, some in marks if some]
    counts = (
        ("pipeline.renewed-events", found.events_found),
        ("pipeline.renewed-events-lost", found.events_lost),
    )
    return said + [say_many(key, count) for key, count in counts if count]


class _Words:
    """What is known of lost entries elsewhere: in tombstones, and on the site of the report."""

    def __init__(self, root: Path, shelf: Shelf) -> None:
        self._tombstones = shelf.tombstones(Diagnostics())
        self._rows = _site_rows(root, shelf.object_id)

    def entry(self, mark: Mark, journal: Journal) -> Entry | None:
        """Make the entry of a mark anew; None where its time says nothing, or its kind is unknown.

        Nobody is said to have said what nobody knows.
        """
        time = moment_of(mark)
        if time is None:
            return None
        left, purge = self._tombstones.get(mark.version), journal.purged(mark.version)
        if left is not None and mark.kind in (PURGE, WITHDRAWAL) and left.withdrawn == time:
            return Entry(mark.kind, mark.version, time, left.reason, left.publisher, left.contact)
        if purge is not None and mark.kind == WITHDRAWAL and purge.time == time:
            return replace(purge, kind=WITHDRAWAL)  # one command said both
        for said in _said(self._rows.get(mark.version, {}), mark.kind):
            text, by = said.get("text", said.get("reason")), said.get("by", "")
            if said.get("at") == mark.time and isinstance(text, str) and isinstance(by, str):
                return Entry(mark.kind, mark.version, time, text, by)
        return Entry(mark.kind, mark.version, time, "", "")


def _site_rows(root: Path, report: str) -> Mapping[int, Mapping[str, Any]]:
    """What the site tells programs of each version."""
    path = root / SITE / POINTER / "www" / report / "versions.json"
    try:
        return {int(row["version"]): row for row in json.loads(path.read_bytes())["versions"]}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}


def _said(row: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    found = {CORRECTION: row.get("corrections", []), WITHDRAWAL: [row.get("withdrawn")]}.get(kind, [])
    yield from (one for one in found if isinstance(one, dict))
