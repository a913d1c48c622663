"""What the report knows of its own releases, wherever its archive is: in ``releases.json``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from msgspec import Meta, MsgspecError, Struct, field
from msgspec.json import decode, encode
from msgspec.json import format as laid_out

from report_builder.archive import Archive, Version
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.address_words import UNSTATED, AddressWords, address_words
from report_builder.language.message import Message, Value, hinted, in_turn, say, say_many
from report_builder.language.reason import reason_of
from report_builder.model.days import told_time
from report_builder.output import write_file
from report_builder.pipeline.event_words import event_word
from report_builder.pipeline.journal import KINDS, Entry, Journal, appended, read_journal
from report_builder.pipeline.provenance import CORRECTION, PURGE, REINSTATEMENT, WITHDRAWAL
from report_builder.pipeline.tombstone import SHORT, identity, is_purged, read_tombstone
from report_builder.settings import read_settings
from report_builder.sources.json_place import json_place, twin_place

PATH = "releases.json"
"""Below the report's folder. It is no source: nothing is built from it, and it is not archived."""

_ABOUT = (
    "Written by report-builder at each release. Keep it with the report: it tells an archive that is away, "
    "restored from an old copy, or another one from the right one."
)
Number = Annotated[int, Meta(ge=1)]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{128}$")]


class Mark(Struct, frozen=True):
    """An entry of the journal by what tells it from others; ``time`` as it stands there."""

    kind: str
    version: int
    time: str


class Latest(Struct, frozen=True):
    """How many events a journal has, and what tells the last of them; ``time`` is in UTC."""

    count: Annotated[int, Meta(ge=1)]
    kind: str
    time: str


class Record(Struct, frozen=True, omit_defaults=True):
    """The file.

    ``reports`` has, by the name of a report and by version, the sha512 of the manifest that the release
    archived, or of what stands for it since it was purged; ``journals``, by that name, the entries of its
    journal, and ``events`` the last event of it. ``addresses`` has the words of the addresses of reports that
    state them.
    """

    reports: dict[str, dict[Number, Digest]]
    journals: dict[str, list[Mark]] = field(default_factory=dict)
    events: dict[str, Latest] = field(default_factory=dict)
    about: str = ""
    addresses: dict[str, AddressWords] = field(default_factory=dict)

    def address_words(self, report: str, language: str) -> AddressWords:
        """Give the words of a report's addresses: of its first release, or of ``language`` before that."""
        if report not in self.reports:
            return address_words(language)
        return self.addresses.get(report, UNSTATED)


def read_record(root: Path, diagnostics: Diagnostics) -> Record | None:
    """Read what the report in ``root`` was released as; empty where it never was, None after RB-RECORD."""
    path, data = root / PATH, b""
    try:
        if not path.exists():
            return Record({})
        data = path.read_bytes()
        record = decode(data, type=Record)
        place = twin_place(PATH, data)
        if place is None:
            return record
        message, hint = hinted("pipeline.record-twice")
    except OSError as fault:
        message, hint = (
            say("pipeline.record-unreadable", reason=reason_of(fault)),
            say("pipeline.record.hint"),
        )
        place = json_place(PATH, data)
    except (MsgspecError, RecursionError):
        message, hint = say("pipeline.record-form"), say("pipeline.record.hint")
        place = json_place(PATH, data)
    diagnostics.error("RB-RECORD", place, message, hint)
    return None


def is_same_archive(
    record: Record,
    root: Path,
    report: str,
    versions: Sequence[Version],
    archive: Archive,
    diagnostics: Diagnostics,
) -> bool:
    """Tell whether the archive has what was released of ``report``; False after RB-ARCHIVE-AWAY.

    ``record`` is that of the report in ``root``.
    It may have more: another machine can have released since. The same is asked of the report's journal.
    """
    known = record.reports.get(report, {})
    there = {version.number: version for version in versions}
    lost = sorted(number for number in known if number not in there)
    others = sorted(
        number
        for number in known
        if number in there and not _is_known(there[number], known[number].lower(), report, archive)
    )
    unsaid = _unsaid(record, root, report, archive)
    folder, hint = str(archive.root), say("pipeline.archive-away.hint")
    if lost:
        message = say_many(
            "pipeline.versions-lost", len(lost), versions=_named(lost), report=report, archive=folder
        )
    elif others:
        named = _named(others)
        message = say("pipeline.versions-differ", archive=folder, versions=named, report=report)
        hint = say("pipeline.versions-differ.hint", versions=named)
    elif unsaid:
        message = say("pipeline.entries-lost", archive=folder, report=report, entries=in_turn(unsaid))
        hint = say("pipeline.entries-lost.hint")
    else:
        return True
    diagnostics.error("RB-ARCHIVE-AWAY", None, message, hint)
    return False


def refusal(record: Record, report: str, versions: Iterable[Version]) -> tuple[Message, Message] | None:
    """Say of an inventory with these ``versions`` that it has another than the one that was released.

    None where it has none that is known to be another. What stands for a version that was purged elsewhere is
    not known here.
    """
    known = record.reports.get(report, {})
    for version in versions:
        was, there = known.get(version.number, "").lower(), identity(version)
        if was and was != there and not is_purged(version):
            return hinted(
                "pipeline.inventory-other", version=version.number, known=was[:SHORT], there=there[:SHORT]
            )
    return None


def told_mark(mark: Mark) -> Message:
    """Name an entry of the journal; one of a kind that came later, by its kind."""
    said = _KINDS.get(mark.kind)
    if said is None:
        return say("pipeline.mark-other", kind=event_word(mark.kind), version=mark.version)
    return say(said, version=mark.version)


_KINDS = {
    CORRECTION: "pipeline.mark-correction",
    WITHDRAWAL: "pipeline.mark-withdrawal",
    REINSTATEMENT: "pipeline.mark-reinstatement",
    PURGE: "pipeline.mark-purge",
}


def _is_known(version: Version, known: str, report: str, archive: Archive) -> bool:
    """Tell whether a version is what was released, or what stands for it since it was purged."""
    if identity(version) == known or not is_purged(version):
        return identity(version) == known
    said = Diagnostics()
    left = read_tombstone(archive, report, version, said)
    if left is None:  # a file that is lost tells nothing, and is told by what verifies it
        return all(item.code != "RB-VERSION-FOREIGN" for item in said.items)
    return left.manifest.lower() == known


def _unsaid(record: Record, root: Path, report: str, archive: Archive) -> list[Message]:
    """What was written in the journal and is not in the archive."""
    known, last = record.journals.get(report, []), record.events.get(report)
    # What is wrong with a journal is told by what has to read it.
    journal = read_journal(archive, report, Diagnostics()) if known or last else None
    if journal is None:
        return []
    return told_losses(losses(record, report, journal), root)


def told_losses(lost: Losses, root: Path) -> list[Message]:
    """Name what a journal lacks, in the time zone of the report in ``root``."""
    told = [told_mark(mark) for mark in lost.marks]
    if last := lost.events:
        time = _told_time(last.time, root)
        told.append(say_many("pipeline.mark-events", lost.missing, kind=event_word(last.kind), time=time))
    return told


def _told_time(time: str, root: Path) -> str:
    """A time as it is told to people; what is none, and where no zone is stated, as it stands."""
    settings = read_settings(root, Diagnostics())
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return time
    return told_time(moment, settings.timezone) if settings else time


class Losses(Struct, frozen=True):
    """What was written in a journal and is not there any more.

    ``events`` is the last of the lost events, ``missing`` how many are lost.
    """

    marks: tuple[Mark, ...] = ()
    events: Latest | None = None
    missing: int = 0

    def __bool__(self) -> bool:
        return bool(self.marks or self.events)


def losses(record: Record, report: str, journal: Journal) -> Losses:
    """Tell what the record knows to have been written in the journal of ``report``, and ``journal`` lacks."""
    there, last = set(_marks(journal)), record.events.get(report)
    marks = tuple(mark for mark in record.journals.get(report, []) if mark not in there)
    missing = events_missing(last, journal)
    return Losses(marks, last if missing else None, missing)


def events_missing(last: Latest | None, journal: Journal) -> int:
    """Tell how many events a journal lacks, in which ``last`` was the last; 0 where it has them all.

    Of one that went on otherwise nobody can tell more than that one is lost.
    """
    if last is None or last == _latest(journal, last.count):
        return 0
    return max(last.count - len(journal.events), 1)


class Renewed(Struct, frozen=True):
    """A journal with what could be found of what it had lost.

    ``found`` and ``wordless`` are the entries that are back, with and without their words, ``unknown`` those
    of which nothing is; ``events_found`` and ``events_lost`` count events.
    """

    journal: Journal
    found: tuple[Mark, ...] = ()
    wordless: tuple[Mark, ...] = ()
    unknown: tuple[Mark, ...] = ()
    events_found: int = 0
    events_lost: int = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing that is known to have been there is lost."""
        return not (self.wordless or self.unknown or self.events_lost)


def completed(record: Record, report: str, journal: Journal) -> Journal:
    """Give the journal with the lost corrections and withdrawals that the record knows, without their words.

    So nobody takes what was withdrawn for what stands. A purge has its tombstone.
    """
    for mark in losses(record, report, journal).marks:
        time = moment_of(mark)
        if time is not None and mark.kind in KINDS - {PURGE}:
            journal = appended(journal, Entry(mark.kind, mark.version, time, "", ""))
    return journal


def moment_of(mark: Mark) -> datetime | None:
    """Read the time of a mark; None where it is none with an offset."""
    try:
        time = datetime.fromisoformat(mark.time)
    except ValueError:
        return None
    return None if time.tzinfo is None else time


def _marks(journal: Journal) -> list[Mark]:
    return list(map(mark_of, journal.entries))


def mark_of(entry: Entry) -> Mark:
    """Give what tells an entry from others."""
    return Mark(entry.kind, entry.version, entry.time.isoformat())


def _latest(journal: Journal, count: int) -> Latest | None:
    """What tells the event that was the last when there were ``count``; None where there are fewer."""
    if not 0 < count <= len(journal.events):
        return None
    event = journal.events[count - 1]
    return Latest(count, event.kind, event.when.astimezone(UTC).isoformat())


def _named(numbers: Sequence[int]) -> Value:
    return in_turn([f"v{number}" for number in numbers])


def keep_record(
    root: Path,
    record: Record,
    report: str,
    versions: Sequence[Version],
    journal: Journal | None,
    diagnostics: Diagnostics,
    words: AddressWords | None = None,
) -> None:
    """Write the ``versions`` of ``report`` down, and the entries of its journal (None: as they were).

    ``words`` are those of its addresses, None for those that it has.

    A warning where that cannot be, for they are archived.
    """
    own = {version.number: digest for version in versions if (digest := identity(version))}
    said = record.journals.get(report, []) if journal is None else _marks(journal)
    last = record.events.get(report) if journal is None else _latest(journal, len(journal.events))
    now = words or record.addresses.get(report, UNSTATED)
    before = (
        record.reports.get(report, {}),
        record.journals.get(report, []),
        record.events.get(report),
        record.addresses.get(report, UNSTATED),
    )
    if before == (own, said, last, now):
        return
    reports = {name: dict(digests) for name, digests in sorted({**record.reports, report: own}.items())}
    journals = {name: marks for name, marks in sorted({**record.journals, report: said}.items()) if marks}
    events = {**record.events, report: last}
    latest = {name: one for name, one in sorted(events.items()) if one is not None}
    addresses = {**record.addresses, report: now}
    stated = {name: one for name, one in sorted(addresses.items()) if one != UNSTATED}
    told = Diagnostics()
    written = Record(reports, journals, latest, _ABOUT, stated)
    if not write_file(root / PATH, laid_out(encode(written), indent=1) + b"\n", told):
        diagnostics.warn(
            "RB-RECORD", SourceSpan(PATH), *hinted("pipeline.record-not-kept", reason=told.items[0].message)
        )
