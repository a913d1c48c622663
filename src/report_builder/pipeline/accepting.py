"""Goes on with a report whose journal is lost, or lacks what was written, where no copy has it any more.

What the report still knows of it is written down anew: what was said of which version, and when. The words
are taken from the site and from tombstones where those have them. That something was lost is an event.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from report_builder.archive import Archive
from report_builder.archive.faults import place_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import FALLBACK, catalogue
from report_builder.language.message import in_turn, say
from report_builder.pipeline.journal import Entry, Journal, appended, journal_id, read_journal
from report_builder.pipeline.provenance import CORRECTION, PURGE, WITHDRAWAL
from report_builder.pipeline.record import Losses, Mark, losses, moment_of, read_record, told_losses
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


def rewritten(
    root: Path, archive: Archive, report: str, lost: Losses, diagnostics: Diagnostics
) -> Journal | None:
    """Give the journal of a report with what is left of the lost entries; None after a diagnostic."""
    journal = read_journal(archive, report, diagnostics)
    words = _Words(root, Shelf(archive, report, archive.versions(report).value or ()))
    for mark in lost.marks if journal else ():
        entry = words.entry(mark)
        journal = journal if journal is None or entry is None else appended(journal, entry)
    return journal


def tell_accepted(
    root: Path, archive: Archive, report: str, lost: Losses, told: Diagnostics, *, dry: bool
) -> None:
    """Say what was lost, and that the journal goes on without it, or would."""
    key = "pipeline.would-accept" if dry else "pipeline.accepted"
    place = place_of(archive.place, journal_id(report))
    told.warn("RB-JOURNAL", place, say(key, entries=in_turn(told_losses(lost, root))))


class _Words:
    """What is known of lost entries elsewhere: in tombstones, and on the site of the report."""

    def __init__(self, root: Path, shelf: Shelf) -> None:
        unread = Diagnostics()
        self._tombstones = shelf.tombstones(unread)
        newest = shelf.manifest(shelf.newest, unread) if shelf.newest else None
        self._publisher, self._contact = (newest.publisher, newest.contact) if newest else ("", {})
        self._lost = catalogue(newest.pdf.language if newest else FALLBACK)("pipeline.words-lost")
        self._rows = _site_rows(root, shelf.object_id)

    def entry(self, mark: Mark) -> Entry | None:
        """Make the entry of a mark anew; None where its time says nothing, or its kind is unknown."""
        time = moment_of(mark)
        if time is None:
            return None
        made = Entry(mark.kind, mark.version, time, self._lost, self._publisher, self._contact)
        left = self._tombstones.get(mark.version)
        if mark.kind == PURGE and left is not None:
            return replace(made, text=left.reason, publisher=left.publisher, contact=left.contact)
        for said in _said(self._rows.get(mark.version, {}), mark.kind):
            if said.get("at") == mark.time and isinstance(text := said.get("text", said.get("reason")), str):
                return replace(made, text=text)
        return made


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
