"""What is said of a version after its release: a correction, a withdrawal, and that one is undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from report_builder.archive import ArchiveDisk, Version, Writer
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.message import Message, hinted, say, silent
from report_builder.language.reason import reason_of
from report_builder.pipeline.identity import archived_id, is_own
from report_builder.pipeline.journal import (
    Entry,
    Journal,
    Office,
    appended,
    journal_id,
    put,
    read_journal,
    without_words,
)
from report_builder.pipeline.notes import public_note
from report_builder.pipeline.provenance import (
    CORRECTION,
    PURGE,
    REINSTATEMENT,
    WITHDRAWAL,
    Agent,
    person,
    program,
)
from report_builder.pipeline.rebuilding import load_version
from report_builder.pipeline.record import Record, is_same_archive, keep_record, read_record
from report_builder.pipeline.silencing import shown_of_archived
from report_builder.pipeline.stages import Stages
from report_builder.pipeline.tombstone import is_purged
from report_builder.pipeline.versions import Shelf, archive_of, open_shelf, publication_in, report_name
from report_builder.settings import Settings, read_settings
from report_builder.sources.files import SourceFiles

T = TypeVar("T")


class Request(Struct, frozen=True):
    """What is asked for.

    ``root`` is the folder of the report, ``version`` the name of one of its versions, ``text`` what is said
    to the public. ``report`` names a report of an archive that has several; ``dry_run`` writes nothing.
    ``by`` is a person who asked to be named, empty for nobody.
    """

    root: Path
    version: str
    text: str = ""
    report: str | None = None
    dry_run: bool = False
    by: str = ""


class Amended(Struct, frozen=True):
    """What is said of a version now, or would be; ``new`` is False where it was said already."""

    object_id: str
    entry: Entry
    new: bool = True


class Case(Struct, frozen=True):
    """A version of which something is to be said.

    ``writer`` holds its report and ``book`` its journal against other writers; both are None in a dry run.
    """

    request: Request
    settings: Settings
    shelf: Shelf
    version: Version
    journal: Journal
    record: Record
    writer: Writer | None
    book: Writer | None
    now: datetime
    diagnostics: Diagnostics

    def is_gone(self) -> bool:
        """Tell whether nothing is left of the version that anything could be said of: RB-PURGED."""
        if is_purged(self.version):
            self.shelf.manifest(self.version, self.diagnostics)
        return is_purged(self.version)

    def entry(self, kind: str, text: str) -> Entry | None:
        """Make an entry of this moment; None after a diagnostic."""
        from zoneinfo import ZoneInfo

        office = _office(self)
        moment = self.now.astimezone(ZoneInfo(self.settings.timezone)).replace(microsecond=0)
        if office is None:
            return None
        number, by = self.version.number, self.agents()
        return Entry(kind, number, moment, text, office.publisher, office.contact, agents=by)

    def agents(self) -> tuple[Agent, ...]:
        """Who says it beside the office: this program, and a person who asked to be named."""
        return (program(), *person(self.request.by))

    def say(self, entry: Entry, landing: bytes | None = None) -> Journal | None:
        """Give the journal with one more entry; it is archived unless this is a dry run.

        None after a diagnostic.
        """
        before = without_words(self.journal, entry.version) if entry.kind == PURGE else self.journal
        journal = appended(before, entry, landing)
        try:
            report_id = archived_id(self.shelf.archive, self.shelf.object_id)
            return journal if self.book is None or put(self.book, journal, self.now, report_id) else None
        except OSError as fault:
            self.diagnostics.error(
                "RB-OUTPUT-WRITE", None, *hinted("pipeline.journal-not-archived", reason=reason_of(fault))
            )
            return None

    def keep(self, journal: Journal) -> None:
        """Write down beside the report what its archive has now."""
        if self.writer is not None:
            versions = self.shelf.archive.versions(self.shelf.object_id).value or self.shelf.versions
            keep_record(
                self.request.root, self.record, self.shelf.object_id, versions, journal, self.diagnostics
            )


def correct(
    request: Request,
    now: datetime,
    clock: Callable[[], float],
    *,
    landing: bool = False,
    disk: ArchiveDisk | None = None,
) -> Outcome[Amended]:
    """Say what is wrong in a version, or right now; no byte of it and no number changes.

    With ``landing`` the texts of its landing page are those of ``content/landing.yaml`` from now on.
    RB-WITHDRAWN for a version that is withdrawn.
    """
    return amend(request, now, disk, lambda case: _correct(case, clock, with_landing=landing))


def withdraw(request: Request, now: datetime, disk: ArchiveDisk | None = None) -> Outcome[Amended]:
    """Take a version back: it stays in the archive, and the site says why it is not shown.

    RB-WITHDRAWN for a version that is withdrawn already.
    """
    return amend(request, now, disk, _withdraw)


def reinstate(request: Request, now: datetime, disk: ArchiveDisk | None = None) -> Outcome[Amended]:
    """Undo a withdrawal. RB-NOT-WITHDRAWN for a version that is not withdrawn."""
    return amend(request, now, disk, _reinstate)


def amend(
    request: Request, now: datetime, disk: ArchiveDisk | None, work: Callable[[Case], T | None]
) -> Outcome[T]:
    """Give what ``work`` makes of the version, whose report is held against other writers meanwhile.

    No value after a diagnostic: RB-ARCHIVE-AWAY, RB-ARCHIVE-BUSY, RB-VERSION-UNKNOWN, RB-RELEASE-TEXT and
    what is wrong with the archive or the settings.
    """
    diagnostics = Diagnostics()
    with ExitStack() as stack:
        case = _opened(request, now, disk, stack, diagnostics)
        done = None if case is None else work(case)
    return Outcome(done, diagnostics.items)


def _opened(
    request: Request, now: datetime, disk: ArchiveDisk | None, stack: ExitStack, diagnostics: Diagnostics
) -> Case | None:
    root = request.root
    text = public_note(request.text, diagnostics)
    settings = read_settings(root, diagnostics)
    record = read_record(root, diagnostics)
    if settings is None or record is None or text is None:
        return None
    archive = archive_of(root, settings, disk)
    writer = book = None
    name = request.report or report_name(root, archive)
    # An archive that is away is not begun anew here; who reads it tells.
    if name and not request.dry_run and archive.is_there():
        writer = stack.enter_context(archive.write(name, diagnostics))
        if writer is not None:
            book = stack.enter_context(archive.write(journal_id(name), diagnostics))
        if book is None:
            return None
    shelf = open_shelf(root, diagnostics, name, disk=disk)
    if shelf is None or not is_same_archive(
        record, root, shelf.object_id, shelf.versions, archive, diagnostics
    ):
        return None
    if not is_own(root, shelf, record, diagnostics):
        return None
    version = shelf.find(request.version, diagnostics)
    journal = read_journal(archive, shelf.object_id, diagnostics)
    if version is None or journal is None:
        return None
    said = replace(request, text=text)
    return Case(said, settings, shelf, version, journal, record, writer, book, now, diagnostics)


def _correct(case: Case, clock: Callable[[], float], *, with_landing: bool) -> Amended | None:
    text, name, number = case.request.text, case.shelf.object_id, case.version.number
    if not has_text(case, "--note", say("pipeline.correction-text.hint")):
        return None
    if case.is_gone():
        return None
    if entry := case.journal.withdrawn(number):
        so = say("pipeline.withdrawn-no-correction", version=number, said=entry.said)
        _tell_withdrawn(entry, so, case.diagnostics)
        return None
    landing = _landing(case, clock) if with_landing else None
    if case.diagnostics.has_errors:
        return None
    newest = next(iter(case.journal.correction(number)), None)
    if newest and newest.text == text and landing in (None, case.journal.landing(number)):
        case.keep(case.journal)
        return Amended(name, newest, new=False)
    entry = case.entry(CORRECTION, text)
    return _said(case, entry, landing)


def _withdraw(case: Case) -> Amended | None:
    if case.is_gone():
        return None
    if entry := case.journal.withdrawn(case.version.number):
        case.keep(case.journal)
        so = say("pipeline.withdrawn-already", version=entry.version, said=entry.said)
        _tell_withdrawn(entry, so, case.diagnostics)
        return None
    if not has_text(case, "--reason", say("pipeline.withdrawal-text.hint")):
        return None
    return _said(case, case.entry(WITHDRAWAL, case.request.text))


def _reinstate(case: Case) -> Amended | None:
    number = case.version.number
    if case.is_gone():
        return None
    if case.journal.withdrawn(number) is None:
        case.keep(case.journal)
        case.diagnostics.error(
            "RB-NOT-WITHDRAWN",
            None,
            *hinted("pipeline.not-withdrawn", version=number, report=case.shelf.object_id),
        )
        return None
    return _said(case, case.entry(REINSTATEMENT, case.request.text))


def _said(case: Case, entry: Entry | None, landing: bytes | None = None) -> Amended | None:
    journal = None if entry is None else case.say(entry, landing)
    if journal is None:
        return None
    case.keep(journal)
    return Amended(case.shelf.object_id, journal.entries[-1])


def has_text(case: Case, option: str, hint: Message) -> bool:
    """Tell whether there is anything to be said; False after RB-RELEASE-TEXT."""
    if case.request.text:
        return True
    case.diagnostics.error("RB-RELEASE-TEXT", None, say("sources.text-empty", name=option), hint)
    return False


def _tell_withdrawn(entry: Entry, message: Message, diagnostics: Diagnostics) -> None:
    """RB-WITHDRAWN; ``message`` says what that means for what was asked."""
    diagnostics.error("RB-WITHDRAWN", None, message, say("pipeline.withdrawn.hint", version=entry.version))


def _landing(case: Case, clock: Callable[[], float]) -> bytes | None:
    """The texts of the landing page as they are in the folder, read with the version's own content.

    None after a diagnostic.
    """
    from report_builder.content.landing import PATH

    own = Diagnostics()
    data = SourceFiles(case.request.root).read_bytes(PATH, own, None)
    record = None if data is None else case.shelf.manifest(case.version, own)
    if data is not None and record is not None:
        load_version(case.shelf, case.version, record, own, Stages(clock, silent), data)
    case.diagnostics.extend(shown_of_archived(own))
    return data


def _office(case: Case) -> Office | None:
    """Who says it: what ``report.yaml`` states now, or the version where that cannot be read."""
    facts = publication_in(case.request.root)
    if facts is not None and facts.output == case.shelf.object_id:
        contact = {key: value for key, value in asdict(facts.contact).items() if value}
        return Office(facts.publisher, contact)
    record = case.shelf.manifest(case.version, case.diagnostics)
    return None if record is None else Office(record.publisher, record.contact)
