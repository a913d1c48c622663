"""Which report it is that a folder has, and which one an archive has under its name: both by their ids."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from msgspec import Struct

from report_builder.content.publication import PATH, read_publication
from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.language.message import say
from report_builder.model.report import Publication
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.succession import said_last
from report_builder.pipeline.versions import SOURCE, Shelf
from report_builder.sources.edits import apply_fixes
from report_builder.sources.files import SourceFiles

if TYPE_CHECKING:
    from report_builder.archive import Archive
    from report_builder.pipeline.record import Record
    from report_builder.pipeline.tombstone import Tombstone

_MADE_HERE = UUID("3e0c5a4b-3f0b-5c0d-9a55-0e7d2a1f6c21")
"""The name space of ids that are made of a report's first manifest (RFC 9562, 5.5)."""


class Own(Struct, frozen=True):
    """The id of a report: what its source states, or what is to be written there.

    ``before`` are the bytes of ``report.yaml``, ``after`` those that have the id. They are the same where
    nothing is to be written, and where nothing can be.
    """

    id: str
    before: bytes
    after: bytes

    @property
    def is_written(self) -> bool:
        """True where the source has an id already."""
        return self.before == self.after

    def files(self, root: Path) -> SourceFiles:
        """Give the files of the report in ``root`` as they will be with the id."""
        return SourceFiles(root, {} if self.is_written else {PATH: self.after})

    def without(self, sources: Mapping[str, bytes]) -> dict[str, bytes]:
        """Give the sources, by logical path, as they were before the id: it is nothing new to the readers."""
        return {**sources, SOURCE + PATH: self.before}


def own_identity(
    files: SourceFiles, stated: Publication, shelf: Shelf, diagnostics: Diagnostics
) -> Own | None:
    """Give the id that the report has, or gets with its next release; None after a diagnostic.

    New ones are random. What was released before there were ids gets one that is made of its first manifest,
    so that two copies of one report come to the same.
    """
    data = files.read_bytes(PATH, diagnostics, None)
    if data is None:
        return None
    if stated.id:
        return Own(stated.id, data, data)
    given = derived_id(shelf, diagnostics) if shelf.versions else uuid4().urn
    return None if given is None else Own(given, data, _with_line(files, stated, data, given))


def derived_id(shelf: Shelf, diagnostics: Diagnostics) -> str | None:
    """Make an id of the manifest of the first version; None after a diagnostic."""
    digest = shelf.origin(shelf.versions[0], diagnostics)
    return None if digest is None else uuid5(_MADE_HERE, digest).urn


def _with_line(files: SourceFiles, stated: Publication, data: bytes, given: str) -> bytes:
    """Put the line before the first key; the same bytes where no place for it is certain."""
    place = SourceSpan(PATH, stated.span.line, 1)
    fix = Fix(place, place, f"id: {given}\n")
    told = Diagnostics()
    told.note("RB-ID-WRITTEN", place, say("pipeline.id-written", id=given), fixes=(fix,))
    after = apply_fixes(told.items, {PATH: data})[0].get(PATH, data)
    read = read_publication(SourceFiles(files.root, {PATH: after}), Diagnostics())
    is_kept = read is not None and (read.publication.id, read.publication.title) == (given, stated.title)
    return after if is_kept else data


def write_id(own: Own, files: SourceFiles, diagnostics: Diagnostics, *, dry_run: bool) -> bool:
    """Write the id into ``report.yaml``, and say so; False after a diagnostic. A dry run only says so."""
    if own.is_written:
        return True
    from report_builder.output import Disk
    from report_builder.pipeline.mending import Writer

    if not dry_run and not Writer(files, diagnostics, Disk()).write({PATH: own.before}, {PATH: own.after}):
        return False
    message = say("pipeline.id-would-be") if dry_run else say("pipeline.id-written", id=own.id)
    diagnostics.note("RB-ID-WRITTEN", SourceSpan(PATH), message, say("pipeline.id-written.hint"))
    return True


def remove_drafts(root: Path) -> None:
    """Remove what a run left beside ``report.yaml`` that was killed while it wrote the id."""
    from report_builder.output import Disk, remove_stale

    remove_stale(Path(os.path.realpath(root / PATH)).parent, Disk())


def may_add(
    stated: Publication,
    shelf: Shelf,
    last: Manifest | Tombstone,
    record: Record,
    diagnostics: Diagnostics,
) -> bool:
    """Tell whether the versions of the archive are of this report, so that one may follow them.

    ``last`` is what the newest says of itself. False after RB-ARCHIVE-OTHER; an id is never taken over in
    silence.
    """
    return _is_same(stated, shelf, last, record, diagnostics, adds=True)


def can_be_written(own: Own, stated: Publication, diagnostics: Diagnostics) -> bool:
    """Tell whether the id is in the source, or has a place there; False after RB-ID-UNWRITTEN."""
    if stated.id or not own.is_written:
        return True
    hint = say("pipeline.id-unwritten.hint", id=own.id)
    diagnostics.error("RB-ID-UNWRITTEN", stated.span, say("pipeline.id-unwritten"), hint)
    return False


def is_own(root: Path, shelf: Shelf, record: Record, diagnostics: Diagnostics) -> bool:
    """Tell whether what the archive has is of the report in ``root``, for what adds no version.

    Also true where the folder has no report of that name, which is asked for by its name then, and where
    nothing has an id. False after RB-ARCHIVE-OTHER.
    """
    read = read_publication(SourceFiles(root), Diagnostics())
    if read is None or read.publication.output != shelf.object_id or not shelf.versions:
        return True
    # What cannot be read is told by who needs it.
    _, last = said_last(shelf, Diagnostics()) or (None, None)
    return last is None or _is_same(read.publication, shelf, last, record, diagnostics, adds=False)


def archived_id(archive: Archive, name: str) -> str:
    """Give the id of a report in the archive; empty where it has none, or none that can be read."""
    shelf = Shelf(archive, name, archive.versions(name).value or ())
    _, last = said_last(shelf, Diagnostics()) or (None, None)
    return last.id if last else ""


def _is_same(
    stated: Publication,
    shelf: Shelf,
    last: Manifest | Tombstone,
    record: Record,
    diagnostics: Diagnostics,
    *,
    adds: bool,
) -> bool:
    """Compare ids; where one is lacking, the record of the releases tells whether both are one report."""
    is_known = bool(record.reports.get(shelf.object_id))
    archived = last.title if isinstance(last, Manifest) else shelf.object_id
    names = {"report": shelf.object_id, "archived": archived}
    if last.id and stated.id:
        if last.id == stated.id:
            return True
        message = say("pipeline.other-report", title=stated.title, own=stated.id, id=last.id, **names)
        hint = say("pipeline.other-report.hint", id=last.id)
    elif last.id:
        if is_known and not adds:
            return True
        message = say("pipeline.id-lacking", id=last.id, **names)
        if is_known:
            message = say("pipeline.id-lost", report=shelf.object_id, id=last.id)
        hint = say("pipeline.other-report.hint", id=last.id)
    else:
        derived = derived_id(shelf, diagnostics)
        if derived is None:
            return False
        if is_known or stated.id == derived or not (adds or stated.id):
            return True
        message = say("pipeline.report-unknown", title=stated.title, **names)
        hint = say("pipeline.report-unknown.hint", id=derived)
    diagnostics.error("RB-ARCHIVE-OTHER", SourceSpan(PATH), message, hint)
    return False
