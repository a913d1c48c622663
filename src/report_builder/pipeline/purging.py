"""Takes the bytes of a version out of the archive and out of ``output/``, for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha512
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from report_builder.archive import ArchiveDisk, Purged
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.language.reason import reason_of
from report_builder.output import Disk, remove_stale
from report_builder.pipeline.amending import Case, Request, amend, has_text
from report_builder.pipeline.journal import Entry
from report_builder.pipeline.provenance import PURGE, WITHDRAWAL
from report_builder.pipeline.remaining import left_in_output
from report_builder.pipeline.tombstone import MESSAGE, PATH, Tombstone, is_purged, tombstone_for
from report_builder.published import OUTPUT
from report_builder.sources.location import Address


class Taken(Struct, frozen=True):
    """What is gone, or would be.

    ``gone`` leads from each path of the version whose bytes no other version has to their number, ``shared``
    to the versions that have them; both are empty where an earlier run took them. ``files`` are those of
    ``output/``, ``left`` what else stands there and may have the text.
    """

    object_id: str
    entry: Entry
    gone: Mapping[str, int]
    shared: Mapping[str, tuple[int, ...]]
    files: tuple[Path, ...]
    left: tuple[Path, ...] = ()


def purge(request: Request, now: datetime, disk: ArchiveDisk | None = None) -> Outcome[Taken]:
    """Withdraw a version, and take the bytes that no other version has out of the archive.

    It is done or not done, whenever the process dies, and the same command completes it. RB-PURGED for a
    version of which nothing is left to be taken.
    """
    return amend(request, now, disk, lambda case: _purge(case, disk))


def _purge(case: Case, disk: ArchiveDisk | None) -> Taken | None:
    if isinstance(case.settings.archive, Address):  # told before anything is said or taken away
        place = SourceSpan(case.shelf.archive.place)
        case.diagnostics.error("RB-ARCHIVE-STORE", place, *hinted("archive.store-no-purge"))
        return None
    if is_purged(case.version):
        return _complete(case, disk)
    before = case.journal.withdrawn(case.version.number)
    if before is None and not has_text(case, "--reason", say("pipeline.withdrawal-text.hint")):
        return None
    record = case.shelf.manifest(case.version, case.diagnostics)
    entry = case.entry(PURGE, case.request.text or (before.text if before else ""))
    if record is None or entry is None:
        return None
    if before is None:
        # First of all: whatever happens next, the version is shown no more.
        journal = case.say(replace(entry, kind=WITHDRAWAL))
        if journal is None:
            return None
        case.keep(journal)
        case = replace(case, journal=journal)
    tombstone = tombstone_for(record, case.version, entry)
    purged = _taken(case, tombstone)
    return None if purged is None else _cleaned(case, tombstone, entry, purged, disk)


def _taken(case: Case, tombstone: Tombstone) -> Purged | None:
    """Take the bytes out of the archive, or look which they are; None after a diagnostic."""
    number, shelf = case.version.number, case.shelf
    if case.writer is None:
        return case.diagnostics.take(shelf.archive.would_lose(shelf.object_id, number))
    try:
        return case.writer.purge(number, PATH, tombstone.encode(), MESSAGE)
    except OSError as fault:
        case.diagnostics.error(
            "RB-OUTPUT-WRITE", None, *hinted("pipeline.not-purged", version=number, reason=reason_of(fault))
        )
        return None


def _complete(case: Case, disk: ArchiveDisk | None) -> Taken | None:
    """Do what a killed run left to be done; RB-PURGED where that is nothing."""
    tombstone = case.shelf.tombstone(case.version, case.diagnostics)
    if tombstone is None:
        return None
    said = case.journal.purged(case.version.number)
    if said and not list(_copies(case, tombstone)):
        case.keep(case.journal)
        case.is_gone()
        return None
    entry = Entry(
        PURGE,
        tombstone.version,
        tombstone.withdrawn,
        tombstone.reason,
        tombstone.publisher,
        tombstone.contact,
        agents=case.agents(),
    )
    return _cleaned(case, tombstone, entry, Purged({}, {}), disk)


def _cleaned(
    case: Case, tombstone: Tombstone, entry: Entry, purged: Purged, disk: ArchiveDisk | None
) -> Taken | None:
    """Say in the journal what was done, and remove the copies beside the archive; None after a diagnostic."""
    is_said = case.journal.purged(case.version.number) is not None
    journal = case.journal if is_said else case.say(entry)
    if journal is None:
        return None
    case.keep(journal)
    copies = tuple(_copies(case, tombstone))
    if case.writer is not None:
        # A run that was killed while it handed the file out has left it under another name.
        remove_stale(case.request.root / OUTPUT, disk or Disk())
        for copy in copies:
            _remove(copy, disk or Disk(), case.diagnostics)
    left = left_in_output(case.request.root, case.settings.archive, copies)
    return Taken(case.shelf.object_id, entry, purged.gone, purged.shared, copies, left)


def _copies(case: Case, tombstone: Tombstone) -> Iterator[Path]:
    """The files of ``output/`` that have the name of the version's file, or its bytes."""
    folder = case.request.root / OUTPUT
    named = f"{Path(tombstone.pdf.name).stem}-v{tombstone.version}.pdf"
    for path in sorted(folder.glob("*.pdf")):
        try:
            has_bytes = path.is_file() and sha512(path.read_bytes()).hexdigest() == tombstone.pdf.sha512
        except OSError:
            has_bytes = False
        if has_bytes or path.name == named:
            yield path


def _remove(path: Path, disk: Disk, diagnostics: Diagnostics) -> None:
    try:
        disk.remove(path)
        disk.sync_folder(path.parent)
    except OSError as fault:
        diagnostics.error(
            "RB-OUTPUT-WRITE",
            None,
            *hinted("pipeline.copy-not-removed", path=str(path), reason=reason_of(fault)),
        )
