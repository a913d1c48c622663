"""The journal of a report: what was said of its versions after their release, and what was done with them.

It is an object of the archive beside the report's own, so that no archived byte and no version number changes
by it. Each of its versions holds all entries and all events.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, MsgspecError, Struct, convert, field, to_builtins
from msgspec.json import decode, encode
from msgspec.structs import replace

from report_builder.archive import Archive, Version, Writer
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.pipeline.provenance import (
    CORRECTION,
    PURGE,
    REINSTATEMENT,
    WITHDRAWAL,
    Agent,
    Event,
)
from report_builder.sources.json_place import json_place

PATH = "journal.json"
LANDINGS = "landing/"
"""Below it, the texts of landing pages that replace those of archived versions."""
EVENTS = "events/"
"""Below it, what was done: files of lines, each an event in JSON, oldest first.

They are no entries: who knows these alone has all that a site shows.
"""
EVENTS_IN_A_FILE = 50
"""A file that is full is never written again, so that a long journal grows by little."""

KINDS = frozenset({CORRECTION, WITHDRAWAL, REINSTATEMENT, PURGE})
"""What is known of today; entries of other kinds are kept and passed over."""

_SUFFIX = "#journal"
"""No report has a name with this sign, since it means something else in a web address."""


class Office(Struct, frozen=True):
    """Who says it: the publisher, and those of name, email, phone and url that its contact has."""

    publisher: str
    contact: Mapping[str, str]

    @property
    def address(self) -> str:
        """The URI of the contact; empty where there is none."""
        email = self.contact.get("email")
        return f"mailto:{email}" if email else self.contact.get("url", "")


class Entry(Struct, frozen=True, omit_defaults=True):
    """One thing that was said of a version.

    ``time`` has the offset of the settings' time zone. ``text`` is public; ``publisher`` and ``contact`` are
    the office that says it. ``landing`` is the path in the journal of the landing page's texts that replace
    those of the version, empty for none. ``agents`` are who else had a part in it.
    """

    kind: str
    version: int
    time: Annotated[datetime, Meta(tz=True)]
    text: str
    publisher: str
    contact: Mapping[str, str] = field(default_factory=dict)
    landing: str = ""
    agents: tuple[Agent, ...] = ()

    @property
    def said(self) -> Message:
        """What was said, to go on behind the version's name: what, when and why.

        The words may be lost, where the journal was.
        """
        day = str(self.time.date())
        if self.kind == PURGE:
            return say("pipeline.said-purged", day=day, reason=self.text)
        if self.kind == CORRECTION:
            given = say("pipeline.said-corrected", day=day, text=self.text)
            return given if self.text else say("pipeline.said-corrected-lost", day=day)
        given = say("pipeline.said-withdrawn", day=day, reason=self.text)
        return given if self.text else say("pipeline.said-withdrawn-lost", day=day)


class Journal(Struct, frozen=True):
    """All entries and events, oldest first.

    ``landings`` has the bytes of each path that an entry names; ``written`` every entry as it stands in the
    file, those of unknown kinds among them; ``lines`` the files of the events, by path.
    """

    entries: tuple[Entry, ...] = ()
    landings: Mapping[str, bytes] = field(default_factory=dict)
    written: tuple[Mapping[str, Any], ...] = ()
    events: tuple[Event, ...] = ()
    lines: Mapping[str, bytes] = field(default_factory=dict)

    def of(self, number: int) -> tuple[Entry, ...]:
        """Give all entries of a version, oldest first."""
        return tuple(entry for entry in self.entries if entry.version == number)

    def correction(self, number: int) -> tuple[Entry, ...]:
        """Give the corrections of a version, newest first."""
        return tuple(entry for entry in reversed(self.of(number)) if entry.kind == CORRECTION)

    def withdrawn(self, number: int) -> Entry | None:
        """Give the withdrawal of a version that is in force; None where there is none.

        What was purged is withdrawn for ever.
        """
        found = [entry for entry in self.of(number) if entry.kind in (WITHDRAWAL, REINSTATEMENT)]
        return found[-1] if found and found[-1].kind == WITHDRAWAL else self.purged(number)

    def purged(self, number: int) -> Entry | None:
        """Tell that the bytes of a version were taken away for ever; None where they were not."""
        return next((entry for entry in self.of(number) if entry.kind == PURGE), None)

    def standing(self, number: int) -> tuple[Message, ...]:
        """Say what holds of a version now: its withdrawal or purge, and its corrections, newest first."""
        withdrawal = self.purged(number) or self.withdrawn(number)
        corrections = (entry.said for entry in self.correction(number))
        return (*([withdrawal.said] if withdrawal else []), *corrections)

    def landing(self, number: int) -> bytes | None:
        """Give what stands for ``content/landing.yaml`` of a version; None for that of its own source."""
        newest = next((entry.landing for entry in self.correction(number) if entry.landing), "")
        return self.landings[newest] if newest else None


class _Written(Struct):
    """The file, as it is read; what else stands in it is passed over."""

    entries: list[dict[str, Any]]


def journal_id(object_id: str) -> str:
    """Give the name of the object that is the journal of a report."""
    return object_id + _SUFFIX


def is_journal(object_id: str) -> bool:
    """Tell whether an object of the archive is the journal of a report."""
    return object_id.endswith(_SUFFIX)


def report_of(journal: str) -> str:
    """Give the name of the report that a journal, by its own name, is about."""
    return journal.removesuffix(_SUFFIX)


def read_journal(archive: Archive, object_id: str, diagnostics: Diagnostics) -> Journal | None:
    """Read the journal of a report; an empty one where there is none, None after a diagnostic.

    RB-JOURNAL for a file that is not as it is written here, and the codes of ``Archive.read``.
    """
    name = journal_id(object_id)
    versions = diagnostics.take(archive.versions(name))
    if not versions:
        return None if versions is None else Journal()
    newest = versions[-1].number
    files = diagnostics.take(archive.read_all(name, newest))
    lines = None if files is None else _lines(archive, name, versions, files, diagnostics)
    if files is None or lines is None:
        return None
    journal = decoded_journal(files, lines)
    if journal is None:
        diagnostics.error(
            "RB-JOURNAL",
            _fault_place(f"{archive.place}/{name}/v{newest}", files, lines),
            say("pipeline.journal-form", report=object_id),
            say("pipeline.restore-archive"),
        )
    return journal


def is_unspoken_of(archive: Archive, object_id: str, diagnostics: Diagnostics) -> bool:
    """Tell whether nothing was said of a report that has no version: what was would be of another's.

    False after RB-ARCHIVE-AWAY.
    """
    journal = read_journal(archive, object_id, diagnostics)
    if journal is None or not (journal.written or journal.lines):
        return journal is not None
    diagnostics.error(
        "RB-ARCHIVE-AWAY",
        None,
        *hinted(
            "pipeline.journal-alone",
            archive=str(archive.root),
            report=object_id,
            folder=journal_id(object_id),
        ),
    )
    return False


def _lines(
    archive: Archive,
    name: str,
    versions: tuple[Version, ...],
    files: Mapping[str, bytes],
    diagnostics: Diagnostics,
) -> Mapping[str, bytes] | None:
    """The files of the events; None after a diagnostic.

    A program that does not know them leaves them out of what it writes: then an earlier version has them.
    """
    for version in reversed(versions):
        paths = [path for path in version.state if path.startswith(EVENTS)]
        if paths and version is not versions[-1]:
            files = diagnostics.take(archive.read_all(name, version.number)) or {}
        if paths:
            return {path: files[path] for path in sorted(paths)} if files else None
    return {}


def decoded_journal(files: Mapping[str, bytes], lines: Mapping[str, bytes]) -> Journal | None:
    """Read what :func:`files_of` wrote, ``lines`` the files of the events; None for anything else."""
    try:
        events = [decode(line, type=Event) for path in lines for line in lines[path].splitlines()]
        written = decode(files[PATH], type=_Written).entries
        known = [entry for entry in written if entry.get("kind") in KINDS]
        entries = tuple(convert(entry, Entry) for entry in known)
        landings = {entry.landing: files[entry.landing] for entry in entries if entry.landing}
    except (MsgspecError, LookupError, TypeError, RecursionError):
        return None
    return Journal(entries, landings, tuple(written), tuple(events), lines)


def _fault_place(folder: str, files: Mapping[str, bytes], lines: Mapping[str, bytes]) -> SourceSpan:
    """Where a journal is of another form: a line of the events, or else the entries."""
    for path, data in lines.items():
        for number, line in enumerate(data.splitlines(), 1):
            try:
                decode(line, type=Event)
            except (MsgspecError, RecursionError):
                return SourceSpan(f"{folder}/{path}", number)
    return json_place(f"{folder}/{PATH}", files.get(PATH, b"{}"))


def appended(journal: Journal, entry: Entry, landing: bytes | None = None) -> Journal:
    """Give the journal with one more entry; ``landing`` are the texts of the landing page that go with it."""
    landings = dict(journal.landings)
    if landing is not None:
        path = f"{LANDINGS}{len(journal.written) + 1}.yaml"
        entry, landings[path] = replace(entry, landing=path), landing
    written = (*journal.written, to_builtins(entry))
    return replace(journal, entries=(*journal.entries, entry), landings=landings, written=written)


def inserted(journal: Journal, entry: Entry, landing: bytes | None = None) -> Journal:
    """Give the journal with an entry that it had lost, before what was said of the same version later."""
    grown = appended(journal, entry, landing)
    place = next(
        (
            place
            for place, one in enumerate(journal.entries)
            if one.version == entry.version and one.time > entry.time
        ),
        len(journal.entries),
    )
    known = [row for row, one in enumerate(journal.written) if one.get("kind") in KINDS]
    row = known[place] if place < len(known) else len(journal.written)
    entries, written = list(journal.entries), list(journal.written)
    entries.insert(place, grown.entries[-1])
    written.insert(row, grown.written[-1])
    return replace(grown, entries=tuple(entries), written=tuple(written))


def with_event(journal: Journal, event: Event) -> Journal:
    """Give the journal with one more event."""
    lines = dict(journal.lines)
    path = max(lines, default="")
    if not path or lines[path].count(b"\n") >= EVENTS_IN_A_FILE:
        path = f"{EVENTS}{len(lines) + 1:04d}.jsonl"
    lines[path] = lines.get(path, b"") + encode(event) + b"\n"
    return replace(journal, events=(*journal.events, event), lines=lines)


def without_words(journal: Journal, number: int) -> Journal:
    """Give the journal without what was corrected in a version, as a correction may tell what it was.

    That there was one, and when, stays.
    """
    gone = {entry.landing for entry in journal.correction(number)}
    entries = tuple(
        replace(entry, text="", landing="") if entry.kind == CORRECTION and entry.version == number else entry
        for entry in journal.entries
    )
    known = iter(entries)
    written = tuple(to_builtins(next(known)) if one.get("kind") in KINDS else one for one in journal.written)
    landings = {path: data for path, data in journal.landings.items() if path not in gone}
    return replace(journal, entries=entries, landings=landings, written=written)


def files_of(journal: Journal) -> dict[str, bytes]:
    """Give the files of a journal, by logical path; the same journal gives the same bytes."""
    text = json.dumps({"entries": journal.written}, indent=2, ensure_ascii=False)
    return {PATH: f"{text}\n".encode(), **journal.landings, **journal.lines}


def files_about(journal: Journal, number: int) -> dict[str, bytes]:
    """Give what the journal says of one version as files; none where it says nothing."""
    entries = journal.of(number)
    landings = {entry.landing: journal.landings[entry.landing] for entry in entries if entry.landing}
    about = Journal(entries, landings, tuple(to_builtins(entry) for entry in entries))
    return files_of(about) if entries else {}


def put(writer: Writer, journal: Journal, now: datetime, report_id: str) -> bool:
    """Archive a journal whose newest entry is new; False after a diagnostic. Raises OSError.

    ``report_id`` is the id of the report, empty where it has none.
    A purge takes the journal's own history with it, in which what it was about may stand.
    """
    entry = journal.entries[-1]
    office = Office(entry.publisher, entry.contact)
    said = f"{entry.kind} of v{entry.version}"
    if entry.kind == PURGE and writer.versions:
        writer.begin_anew(files_of(journal), said, office.publisher, now, office.address)
        return True
    return _add(writer, journal, said, office, now, report_id)


def put_event(writer: Writer, journal: Journal, office: Office, now: datetime, report_id: str) -> bool:
    """Archive a journal whose newest event is new, as :func:`put` does; ``office`` keeps the journal."""
    event = journal.events[-1]
    said = event.kind if event.version is None else f"{event.kind} of v{event.version}"
    return _add(writer, journal, said, office, now, report_id)


def put_anew(writer: Writer, journal: Journal, office: Office, now: datetime) -> None:
    """Begin the journal anew with all that it says; its older versions go. Raises OSError."""
    writer.begin_anew(files_of(journal), journal.events[-1].kind, office.publisher, now, office.address)


def _add(writer: Writer, journal: Journal, said: str, office: Office, now: datetime, report_id: str) -> bool:
    number, by, address = len(writer.versions) + 1, office.publisher, office.address
    files = files_of(journal)
    # Each version says all that the ones before it did: one of them that is damaged takes nothing with it.
    return writer.add(number, files, said, by, now, address, report_id, stands_alone=True) is not None
