"""A release: built, checked by veraPDF, numbered, dated, archived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import sha512
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict, replace

from report_builder.archive import Archive, ArchiveDisk, Version, Writer
from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import Announce, hinted, say, silent
from report_builder.language.reason import reason_of
from report_builder.model.report import Edition, Publication, Report
from report_builder.pipeline import manifest
from report_builder.pipeline.addressing import tell_links
from report_builder.pipeline.beginning import is_begun, may_stand, tell_beginning
from report_builder.pipeline.dating import Asked, edition_of
from report_builder.pipeline.description import description_of
from report_builder.pipeline.drafting import today_in
from report_builder.pipeline.explaining import explain_version
from report_builder.pipeline.file_places import README
from report_builder.pipeline.formers import archived_formers
from report_builder.pipeline.handing_out import hand_out
from report_builder.pipeline.identity import (
    Own,
    can_be_written,
    may_add,
    own_identity,
    remove_drafts,
    write_id,
)
from report_builder.pipeline.journal import is_unspoken_of, read_journal
from report_builder.pipeline.judging import Judged, record_judgement
from report_builder.pipeline.lineage import stands_in_line
from report_builder.pipeline.manifest import Manifest, ReleasedPdf
from report_builder.pipeline.notes import public_note
from report_builder.pipeline.papers import Papered, papers_of
from report_builder.pipeline.plugging import plugins_of
from report_builder.pipeline.production import has_report, load, load_release, make, stood_still
from report_builder.pipeline.record import Record, is_same_archive, keep_record, read_record
from report_builder.pipeline.silencing import shown
from report_builder.pipeline.stages import Stages
from report_builder.pipeline.stamping import stamped
from report_builder.pipeline.succession import (
    archived_sources,
    changed_sources,
    follows,
    said_last,
    tell_numbers_used,
    words_of,
)
from report_builder.pipeline.tombstone import Tombstone
from report_builder.pipeline.toolchain import made_with, made_with_too, told_of_itself
from report_builder.pipeline.verifying import conformance_of, verified
from report_builder.pipeline.versions import Shelf, archive_of
from report_builder.published import SITE, keeps_versions
from report_builder.settings import Settings, read_settings
from report_builder.sources.files import SourceFiles
from report_builder.sources.location import Location
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    from report_builder.check.verapdf import VerifyReport
    from report_builder.compare import Comparison


class ReleaseRequest(Struct, frozen=True):
    """What is asked for.

    ``root`` is the folder that has ``content/``; ``note`` says what changed, to the public; ``day`` is
    the calendar date of the release, None for today; ``dry_run`` writes nothing. ``patience`` is how many
    seconds the verifying may stand still (None: by the file's size). ``anew`` begins at version 1 although
    versions are known that the archive does not have; ``embargo`` allows a day that is still to come;
    ``onto`` names the version that the new one follows, where that is not plain. ``by`` is a person who asked
    to be named in the archive, empty for nobody.
    """

    root: Path
    note: str = ""
    day: date | None = None
    dry_run: bool = False
    patience: float | None = None
    anew: bool = False
    embargo: bool = False
    onto: int | None = None
    by: str = ""


class Released(Struct, frozen=True):
    """A version in the archive, or one that would be.

    ``new`` is False where nothing had changed since ``manifest`` was released. ``changed`` are the paths
    of the source files that differ from the version before, ``files`` those that have its PDF now, beside the
    archive. ``comparison`` tells what a dry run would change in it. ``judged`` is what people answered about
    the version, None where they answered nothing. ``comments`` is how many of editors its sources have.
    """

    object_id: str
    manifest: Manifest
    new: bool
    changed: tuple[str, ...]
    archive: Location
    files: tuple[Path, ...] = ()
    comparison: Comparison | None = None
    judged: Judged | None = None
    comments: int = 0


def release(
    request: ReleaseRequest,
    now: datetime,
    clock: Callable[[], float],
    announce: Announce = silent,
    disk: ArchiveDisk | None = None,
) -> Outcome[Released]:
    """Release the report: the next version, in the archive, or none at all.

    ``now`` is the time in UTC, and with the settings' time zone the source of today's date; ``clock``
    counts seconds. Not verified by veraPDF is not released (RB-NOT-VERIFIED). Another release at work
    is RB-ARCHIVE-BUSY. The same command after a crash completes what was interrupted.
    """
    diagnostics = Diagnostics()
    run = _Release(request, now, diagnostics, Stages(clock, announce), disk)
    released = run.run()
    assert released is not None or diagnostics.has_errors, "a release failed without a word"
    return Outcome(None if diagnostics.has_errors else released, shown(diagnostics))


class _Release:
    """One run: each method is a step, and gives None after it added an error."""

    def __init__(
        self,
        request: ReleaseRequest,
        now: datetime,
        diagnostics: Diagnostics,
        stages: Stages,
        disk: ArchiveDisk | None,
    ) -> None:
        self._request, self._now, self._disk = request, now, disk
        self._diagnostics, self._stages = diagnostics, stages
        self._public_note: str | None = None
        self._begun = False

    def run(self) -> Released | None:
        root = self._request.root
        if not has_report(root, "release", self._diagnostics):
            return None
        self._public_note = public_note(self._request.note, self._diagnostics)
        settings = read_settings(root, self._diagnostics)
        files = SourceFiles(root)
        read = read_publication(files, Diagnostics())
        if read is None or settings is None:
            load(files, self._diagnostics, self._stages)  # for all that is wrong, in one go
            return None
        archive = archive_of(root, settings, self._disk)
        name = read.publication.output
        record = read_record(root, self._diagnostics)
        anew = self._request.anew
        if record is None or not may_stand(archive, root, self._diagnostics, anew=anew):
            return None
        self._begun = is_begun(archive, root)
        if self._request.dry_run:
            versions = self._known(archive, name, record)
            if versions is None:
                return None
            shelf = Shelf(archive, name, versions)
            return self._release(shelf, record, settings, read.publication, files, None)
        remove_drafts(root)
        with archive.write(name, self._diagnostics) as writer:
            if writer is None or self._known(archive, name, record) is None:
                return None
            shelf = Shelf(archive, name, writer.versions)
            released = self._release(shelf, record, settings, read.publication, files, writer)
            if released is None:
                return None
            versions = archive.versions(name).value or ()
            journal = read_journal(archive, name, Diagnostics())
            words = released.manifest.addresses
            keep_record(root, record, name, versions, journal, self._diagnostics, words)
            shelf = Shelf(archive, name, versions)
            written = hand_out(shelf, versions[-1], released.manifest, root, self._diagnostics)
        judged = record_judgement(root, shelf, self._now, self._diagnostics) if released.new else None
        return replace(released, files=written, judged=judged)

    def _known(self, archive: Archive, name: str, record: Record) -> tuple[Version, ...] | None:
        """The versions of the archive; None after a diagnostic, as where released ones are not among them."""
        versions = self._diagnostics.take(archive.versions(name))
        if versions is None or (not versions and not is_unspoken_of(archive, name, self._diagnostics)):
            return None
        if self._request.anew and not versions:
            return versions
        published = {version.number: "" for version in versions}
        root = self._request.root
        is_same = is_same_archive(record, root, name, versions, archive, self._diagnostics)
        site = root / SITE
        return versions if is_same and keeps_versions(site, name, published, self._diagnostics) else None

    def _release(
        self,
        shelf: Shelf,
        record: Record,
        settings: Settings,
        stated: Publication,
        files: SourceFiles,
        writer: Writer | None,
    ) -> Released | None:
        # The head may be purged: then it says when, and the newest that was not what the readers have.
        head, newest = shelf.versions[-1] if shelf.versions else None, shelf.newest
        if (told := said_last(shelf, self._diagnostics)) is None:
            return None
        before, last = told
        if head is None:
            tell_beginning(shelf.archive, stated.output, stated.id, self._diagnostics, begun=self._begun)
        dated = Diagnostics()
        asked = Asked(self._request.day, self._request.embargo)
        edition = edition_of(stated, last, today_in(settings.timezone, self._now), asked, dated)
        words = words_of(last, stated.language)
        edition = stamped(edition, stated.output, before, settings, words)
        formers = archived_formers(shelf.archive, stated.output) if head else {}
        own = own_identity(files, stated, shelf, self._diagnostics)
        if own is None:
            return None
        files, plugins = own.files(files.root), plugins_of(files.root, self._diagnostics)
        said = Diagnostics()  # of the report alone: its papers have it
        loaded = load_release(files, said, self._stages, edition, formers, plugins)
        read = self._with_sources(loaded, files, said)
        if read is None:
            return None
        report, theme, sources = read
        changed = changed_sources(own.without(sources), head)
        if before is not None and not changed:
            return Released(stated.output, before, False, (), settings.archive)
        if not self._may_follow(shelf, record, last, stated, own):
            return None
        self._diagnostics.extend(dated.items)
        note = self._note(report.words, last, changed)
        if note is None or dated.has_errors:
            return None
        made = self._made(report, theme, files, edition, note, settings.address, plugins.versions, said)
        if made is None:
            return None
        pdf, stating, judged = made
        stating = replace(stating, previous=shelf.previous(self._diagnostics))
        tell_links(shelf, before, pdf, report, formers, self._diagnostics)
        # Whoever is killed from here on finds the id in the source, and begins again with it.
        is_said = write_id(own, files, self._diagnostics, dry_run=writer is None)
        comments = len(report.comments)
        released = Released(stated.output, stating, True, changed, settings.archive, comments=comments)
        if is_said and writer is not None and judged is not None:
            whole = Papered(report, theme, plugins, settings, files, sources, pdf, stating, judged, said)
            return released if self._put(writer, whole) else None
        return self._compared(released, shelf, newest, pdf, report) if is_said else None

    def _with_sources(
        self, loaded: tuple[Report, Theme] | None, files: SourceFiles, said: Diagnostics
    ) -> tuple[Report, Theme, dict[str, bytes]] | None:
        """What was loaded, and of which bytes; None where either cannot be told, as was ``said``."""
        self._diagnostics.extend(said.items)
        self._diagnostics.allow(said.allowances)
        sources = None if loaded is None else archived_sources(files, loaded[1], self._diagnostics)
        return None if loaded is None or sources is None else (*loaded, sources)

    def _may_follow(
        self,
        shelf: Shelf,
        record: Record,
        last: Manifest | Tombstone | None,
        stated: Publication,
        own: Own,
    ) -> bool:
        """Tell whether the next version may follow the archive's newest; False after a diagnostic."""
        if not can_be_written(own, stated, self._diagnostics):
            return False
        if last is None:
            return True
        head = shelf.versions[-1]
        if self._request.anew:
            tell_numbers_used(shelf.archive.root, stated.output, head.number, self._diagnostics)
            return False
        return (
            may_add(stated, shelf, last, record, self._diagnostics)
            and follows(record, head, stated.output, self._request.onto, self._diagnostics)
            and stands_in_line(shelf, self._diagnostics)
        )

    def _note(
        self, words: Catalogue, before: Manifest | Tombstone | None, changed: tuple[str, ...]
    ) -> str | None:
        if self._public_note or self._request.dry_run:
            return self._public_note
        if before is None:
            return words("document.first-version")
        message = say("pipeline.no-note", path=changed[0], version=before.version)
        if len(changed) > 1:
            message = say("pipeline.no-note-files", number=len(changed), version=before.version)
        self._diagnostics.error("RB-RELEASE-NOTE", None, message, say("pipeline.no-note.hint"))
        return None

    def _made(
        self,
        report: Report,
        theme: Theme,
        files: SourceFiles,
        edition: Edition,
        note: str,
        address: str | None,
        plugins: Mapping[str, str],
        said: Diagnostics,
    ) -> tuple[bytes, Manifest, VerifyReport | None] | None:
        """The PDF, and what is said of it by the manifest and by veraPDF, which no dry run asks."""
        made = make(report, theme, said, self._stages, drawn=True)
        self._diagnostics.extend(said.items)
        if made is None or not stood_still(files, self._diagnostics):
            return None
        pdf, pages = made.pdf, made.pages
        judged = None
        if not self._request.dry_run:
            judged = verified(pdf, self._request.patience, self._stages, self._diagnostics)
            if judged is None:
                return None
        facts = report.publication
        released = ReleasedPdf(
            f"{facts.output}.pdf", sha512(pdf).hexdigest(), pages, len(pdf), facts.language
        )
        tool, dependencies = made_with()
        record = Manifest(
            version=int(edition.version),
            published=edition.published,
            updated=edition.updated,
            note=note,
            title=facts.title,
            publisher=facts.publisher,
            contact={key: value for key, value in asdict(facts.contact).items() if value},
            pdf=released,
            conformance=conformance_of(judged),
            tool=tool | told_of_itself(),
            dependencies=dependencies | made_with_too(report, theme, pdf),
            address=address,
            published_at=edition.published_at,
            updated_at=edition.updated_at,
            form=edition.form,
            plugins=plugins,
            description=description_of(facts),
            id=facts.id,
            released_by=self._request.by,
            addresses=edition.addresses,
        )
        return pdf, record, judged

    def _compared(
        self, released: Released, shelf: Shelf, newest: Version | None, pdf: bytes, report: Report
    ) -> Released | None:
        """Tell what a dry run would change; a first version changes nothing."""
        if newest is None:
            return released
        from report_builder.compare import NotComparable, Side, compare
        from report_builder.pipeline.comparing import version_side

        before = version_side(shelf, newest, self._diagnostics)
        if before is None:
            return None
        self._stages.begin("compare")
        after = Side(f"v{released.manifest.version}", pdf, report.findings)
        try:
            return replace(released, comparison=compare(before, after))
        except NotComparable:  # a version of another program; what is released is sound all the same
            return released

    def _put(self, writer: Writer, version: Papered) -> bool:
        self._stages.begin("archive")
        facts, record = version.report.publication, version.record
        address = f"mailto:{facts.contact.email}" if facts.contact.email else facts.contact.url
        content = {record.pdf.name: version.pdf, manifest.PATH: record.encode(), **version.sources}
        content |= papers_of(version, self._diagnostics)
        content[README] = explain_version(facts.output, record, record.description, content)
        try:
            added = writer.add(
                record.version, content, record.note, facts.publisher, self._now, address, record.id
            )
        except OSError as fault:
            self._diagnostics.error(
                "RB-OUTPUT-WRITE",
                None,
                *hinted("pipeline.not-archived", version=record.version, reason=reason_of(fault)),
            )
            return False
        return added is not None
