"""Writes into the journal of a report what was done with it, when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from report_builder.archive import Archive, Version, Writer
from report_builder.archive.faults import place_of
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity
from report_builder.language.message import hinted, say
from report_builder.language.reason import reason_of
from report_builder.pipeline.auditing import Audit, compare_record, object_and_part
from report_builder.pipeline.details import of_faults, of_renewal
from report_builder.pipeline.identity import archived_id
from report_builder.pipeline.journal import (
    Journal,
    Office,
    journal_id,
    put_anew,
    put_event,
    read_journal,
    report_of,
    with_event,
)
from report_builder.pipeline.provenance import (
    DISSEMINATION,
    FAIL,
    FIXITY_CHECK,
    MIGRATION,
    REBUILD,
    RECOVERY,
    SUCCESS,
    WARNING,
    Agent,
    Event,
    person,
    program,
)
from report_builder.pipeline.record import Record, Renewed, keep_record, losses, read_record
from report_builder.pipeline.tombstone import is_purged
from report_builder.pipeline.versions import Shelf, report_names


class Recorder(Struct, frozen=True):
    """Records what is done with an archive at the moment ``now``.

    What a journal has then is written down beside the report in ``root``, where that is of this archive.
    ``by`` is a person who asked to be named, empty for nobody. Every method gives False after an error, where
    a journal cannot be written: RB-ARCHIVE-BUSY, RB-JOURNAL, RB-OUTPUT-WRITE, or what is wrong with it.
    """

    root: Path
    archive: Archive
    now: datetime
    diagnostics: Diagnostics
    by: str = ""

    def fixity(self, found: Audit, name: str | None, number: int | None) -> bool:
        """Record that the archive was verified, for each report of it; ``name`` is one of them, None for all.

        ``number`` is the version that was looked at, None for all.
        """
        done = [
            self.write(report, self._seen(FIXITY_CHECK, found, report, number))
            for report in ((name,) if name else report_names(self.archive, Diagnostics()) or ())
        ]
        return bool(done) and all(done)

    def rebuild(self, report: str, version: Version) -> bool:
        """Record that a version was built again; the errors by now are why it is not the same.

        Nothing is recorded of one that was purged, nor in an archive that lacks what was released.
        """
        if is_purged(version) or not compare_record(self.root, self.archive, self.diagnostics):
            return False
        faults = [item for item in self.diagnostics.items if item.severity is Severity.ERROR]
        outcome, detail = FAIL if faults else SUCCESS, of_faults(faults, self.archive)
        return self.write(report, Event(REBUILD, self.now, version.number, outcome, detail, self._agents()))

    def export(self, report: str, version: Version, form: str, files: int, size: int) -> bool:
        """Record that a version was written for who shall keep it; ``form`` is what as, ``size`` in bytes.

        Nothing is recorded in an archive that lacks what was released.
        """
        if not compare_record(self.root, self.archive, self.diagnostics):
            return False
        outcome, agents = SUCCESS, self._agents()
        return self.write(
            report, Event(DISSEMINATION, self.now, version.number, outcome, form, agents, files, size)
        )

    def move(self, found: Audit, begun: datetime) -> bool:
        """Record in each journal that the archive was moved to where it stands.

        ``begun`` is when that began: what a killed run has recorded is not recorded again. Neither place is
        named, since names of folders may tell of people.
        """
        done = [
            self.write(report, replace(self._seen(MIGRATION, found, report, None), when=begun), once=True)
            for report in report_names(self.archive, self.diagnostics) or ()
        ]
        return all(done)

    def recovery(self, mended: Sequence[Diagnostic]) -> bool:
        """Record that files were put back, for each report that had lost them; ``mended`` is a note of each.

        In an archive that lacks versions that were released too, since files were written there; but what the
        report remembers of its releases stays as it is then. A journal that lacks something is left alone,
        since it could not be told from another journal if it went on.
        """
        is_released = compare_record(self.root, self.archive, Diagnostics())
        notes: dict[str, list[Diagnostic]] = {}
        for note in mended:
            notes.setdefault(report_of(object_and_part(note, self.archive)[0]), []).append(note)
        known = report_names(self.archive, Diagnostics()) or ()
        done = [
            self.write(report, self._put_back(notes[report]), keep=is_released)
            for report in sorted(notes.keys() & set(known))
            if not self._lacks(report)
        ]
        return all(done)

    def _lacks(self, report: str) -> bool:
        """Tell whether the journal of a report lacks what the report remembers of it."""
        record = read_record(self.root, Diagnostics())
        journal = read_journal(self.archive, report, Diagnostics())
        return record is not None and journal is not None and bool(losses(record, report, journal))

    def write(self, report: str, event: Event, *, once: bool = False, keep: bool = True) -> bool:
        """Write an event into the journal of a report.

        With ``once`` nothing is written where the journal has an event of that kind and time; without
        ``keep`` nothing is written down beside the report.
        """
        with self.archive.write(journal_id(report), self.diagnostics) as book:
            journal = None if book is None else read_journal(self.archive, report, self.diagnostics)
            if book is None or journal is None:
                return False
            if once and any((one.kind, one.when) == (event.kind, event.when) for one in journal.events):
                return True
            office, report_id = office_of(self.archive, report), archived_id(self.archive, report)
            if not self._put(book, office, with_event(journal, event), report_id):
                return False
        if keep:
            self._keep(report)
        return True

    def renew(self, report: str, found: Renewed, office: Office, report_id: str, until: date | None) -> bool:
        """Go on with a journal that had lost something, and record what came back and what is lost.

        ``office`` keeps the journal; ``until`` is the day up to which bags knew what was said, None where
        what was lost is known.
        """
        with self.archive.write(journal_id(report), self.diagnostics) as book:
            outcome = WARNING if until or not found.is_whole else SUCCESS
            event = Event(RECOVERY, self.now, None, outcome, of_renewal(found, until), self._agents())
            if book is None or not self._put(book, office, with_event(found.journal, event), report_id):
                return False
        self._keep(report)
        return True

    def let_go(self, report: str, lost: Sequence[str]) -> bool:
        """Begin a journal anew with all that its newest version says, and record that files were lost."""
        faults = Diagnostics()
        for path in lost:
            faults.error(
                "RB-ARCHIVE-UNPROVEN", place_of(self.archive.place, path), say("archive.file-missing")
            )
        detail = of_faults(faults.items, self.archive)
        with self.archive.write(journal_id(report), self.diagnostics) as book:
            journal = None if book is None else read_journal(self.archive, report, self.diagnostics)
            if book is None or journal is None:
                return False
            event = Event(RECOVERY, self.now, None, WARNING, detail, self._agents())
            put_anew(book, with_event(journal, event), office_of(self.archive, report), self.now)
        self._keep(report)
        return True

    def _put(self, book: Writer, office: Office, journal: Journal, report_id: str) -> bool:
        """Archive a journal whose newest event is new; False after a diagnostic."""
        try:
            return put_event(book, journal, office, self.now, report_id)
        except OSError as fault:
            self.diagnostics.error(
                "RB-OUTPUT-WRITE",
                None,
                *hinted("pipeline.journal-not-archived", reason=reason_of(fault)),
            )
            return False

    def _put_back(self, notes: Sequence[Diagnostic]) -> Event:
        detail = of_faults(notes, self.archive)
        return Event(RECOVERY, self.now, None, SUCCESS, detail, self._agents(), files=len(notes))

    def _seen(self, kind: str, found: Audit, report: str, number: int | None) -> Event:
        seen, faults = found.of(report), found.faults(report, self.archive)
        outcome, detail = FAIL if faults else SUCCESS, of_faults(faults, self.archive)
        return Event(kind, self.now, number, outcome, detail, self._agents(), seen.files, seen.size)

    def _agents(self) -> tuple[Agent, ...]:
        return (program(), *person(self.by))

    def _keep(self, report: str) -> None:
        """Write down beside the report what its archive has now.

        Where somebody releases, the report is damaged or lacks versions, nothing is: an archive may have more
        than is known, and what is lost must not be forgotten.
        """
        unheard = Diagnostics()
        if report not in (read_record(self.root, unheard) or Record({})).reports:
            return
        with self.archive.write(report, unheard) as writer:
            record = read_record(self.root, unheard)
            journal = read_journal(self.archive, report, unheard)
            there = {version.number for version in writer.versions} if writer else set()
            if writer is not None and record is not None and record.reports[report].keys() <= there:
                keep_record(self.root, record, report, writer.versions, journal, self.diagnostics)


def office_of(archive: Archive, report: str) -> Office:
    """Who keeps the journal: the publisher of the newest version, or the program where none can be read."""
    shelf = Shelf(archive, report, archive.versions(report).value or ())
    record = shelf.manifest(shelf.newest, Diagnostics()) if shelf.newest else None
    return Office(record.publisher, record.contact) if record else Office(program().name, {})
