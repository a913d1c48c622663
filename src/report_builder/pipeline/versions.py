"""The versions of one report in its archive, and the source of each as files again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from report_builder.archive import Archive, ArchiveDisk, Version
from report_builder.content.publication import PATH as REPORT_FILE
from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.message import Message, hinted, in_turn, say
from report_builder.model.report import Publication
from report_builder.pipeline import manifest
from report_builder.pipeline.journal import Journal, is_journal, read_journal
from report_builder.pipeline.manifest import Manifest, Previous
from report_builder.pipeline.record import PATH as RECORD
from report_builder.pipeline.record import Record, completed, is_same_archive, read_record
from report_builder.pipeline.tombstone import Tombstone, identity, is_purged, read_tombstone
from report_builder.settings import ARCHIVE, Settings, read_settings
from report_builder.settings import PATH as SETTINGS
from report_builder.sources.files import SourceFiles
from report_builder.sources.json_place import json_place
from report_builder.sources.location import Address, Location
from report_builder.sources.names import name_fault

T = TypeVar("T")

SOURCE = "source/"
"""In a version, the files that it was built from stand below this."""

_NUMBER = re.compile(r"[vV]?([1-9][0-9]{0,8})")


class Shelf(Struct, frozen=True):
    """One report in the archive: its versions, oldest first.

    ``known`` is what the folder of the report knows of its releases.
    """

    archive: Archive
    object_id: str
    versions: tuple[Version, ...]
    known: Record = Record({})

    def journal(self, diagnostics: Diagnostics) -> Journal | None:
        """Read what was said of the versions later; None after a diagnostic.

        What is known to have been said, and is lost, is there without its words.
        """
        journal = read_journal(self.archive, self.object_id, diagnostics)
        return None if journal is None else completed(self.known, self.object_id, journal)

    def find(self, name: str, diagnostics: Diagnostics) -> Version | None:
        """Find a version by its name, ``v2`` or ``2``; None after RB-VERSION-UNKNOWN."""
        number = number_of(name)
        found = [version for version in self.versions if version.number == number]
        if found:
            return found[0]
        message = say("pipeline.no-version", report=self.object_id, name=name)
        hint = say("pipeline.one-version.hint")
        if len(self.versions) > 1:
            hint = say("pipeline.versions.hint", newest=len(self.versions))
        diagnostics.error("RB-VERSION-UNKNOWN", None, message, hint)
        return None

    def read(self, version: Version, path: str, diagnostics: Diagnostics) -> bytes | None:
        """Read a file of a version, its digest checked; None after a diagnostic."""
        return diagnostics.take(self.archive.read(self.object_id, version.number, path))

    def read_source(self, version: Version, path: str, diagnostics: Diagnostics) -> bytes | None:
        """Read a file that a version was built from; None where it has none, or after a diagnostic."""
        stored = SOURCE + path
        return self.read(version, stored, diagnostics) if stored in version.state else None

    @property
    def newest(self) -> Version | None:
        """The newest version that was not purged."""
        return next((version for version in reversed(self.versions) if not is_purged(version)), None)

    def tombstone(self, version: Version, diagnostics: Diagnostics) -> Tombstone | None:
        """Read what stands for a purged version; None after a diagnostic."""
        return read_tombstone(self.archive, self.object_id, version, diagnostics)

    def origin(self, version: Version, diagnostics: Diagnostics) -> str | None:
        """Give the sha512 of the manifest that a version was released with; None after a diagnostic."""
        if not is_purged(version):
            return identity(version)
        left = self.tombstone(version, diagnostics)
        return None if left is None else left.manifest.lower()

    def previous(self, diagnostics: Diagnostics) -> Previous | None:
        """Give what the next version says of the newest; None for a first one, and after a diagnostic."""
        digest = self.origin(self.versions[-1], diagnostics) if self.versions else None
        return None if digest is None else Previous(self.versions[-1].number, digest)

    def tombstones(self, diagnostics: Diagnostics) -> dict[int, Tombstone]:
        """Read what stands for each purged version, by number; a diagnostic for each that cannot be read."""
        found = (self.tombstone(version, diagnostics) for version in self.versions if is_purged(version))
        return {left.version: left for left in found if left is not None}

    def manifest(self, version: Version, diagnostics: Diagnostics) -> Manifest | None:
        """Read what a version says of itself; None after a diagnostic, RB-PURGED for one that was purged."""
        if is_purged(version):
            self._tell_purged(version, diagnostics)
            return None
        is_there = manifest.PATH in version.state
        data = self.read(version, manifest.PATH, diagnostics) if is_there else b""
        return None if data is None else self._decoded(version, data, diagnostics)

    def manifests(self, diagnostics: Diagnostics) -> list[tuple[Version, Manifest]]:
        """Read what every version says of itself, oldest first; a diagnostic for each that cannot be read.

        Those that were purged are passed over.
        """
        outcome = self.archive.history(self.object_id, manifest.PATH)
        diagnostics.extend(outcome.diagnostics)
        history = outcome.value or {}
        found = []
        for version in self.versions:
            if is_purged(version):
                continue
            is_damaged = manifest.PATH in version.state and version.number not in history
            data = history.get(version.number, b"")
            record = None if is_damaged else self._decoded(version, data, diagnostics)
            if record is not None:
                found.append((version, record))
        return found

    def _decoded(self, version: Version, data: bytes, diagnostics: Diagnostics) -> Manifest | None:
        read = manifest.decode(data)
        if read is None or read.version != version.number:
            message = manifest.fault_of(data or None)
            if read is not None:
                message = say(
                    "pipeline.manifest-number",
                    path=manifest.PATH,
                    stated=read.version,
                    version=version.number,
                )
            self._tell_foreign(version, message, diagnostics, data)
            return None
        # Inventories can be written anew around another file; what the release said of it cannot be so.
        archived = version.state.get(read.pdf.name, "")
        if archived.lower() == read.pdf.sha512.lower():
            return read
        message = say("pipeline.no-released-file", path=manifest.PATH, stated=read.pdf.sha512)
        if archived:
            message = say(
                "pipeline.other-file", path=manifest.PATH, stated=read.pdf.sha512, archived=archived
            )
        place = self.place(version.number, read.pdf.name)
        diagnostics.error("RB-ARCHIVE-DIGEST", place, message, say("pipeline.restore-archive"))
        return None

    def unpack_source(self, version: Version, folder: Path, diagnostics: Diagnostics) -> bool:
        """Write the files that a version was built from to an empty ``folder``; False after a diagnostic.

        Raises OSError where the folder cannot be written to.
        """
        outcome = self.archive.read_all(self.object_id, version.number)
        diagnostics.extend(outcome.diagnostics)
        if not write_sources(outcome.value or {}, folder):
            self._tell_foreign(version, say("pipeline.source-name", version=version.number), diagnostics)
            return False
        return not outcome.failed

    def place(self, number: int, path: str = "") -> SourceSpan:
        """Where a version stands in the archive, or a file of it."""
        folder = f"{self.archive.place}/{self.object_id}/v{number}"
        return SourceSpan(f"{folder}/{path}" if path else folder)

    def _tell_purged(self, version: Version, diagnostics: Diagnostics) -> None:
        left = self.tombstone(version, diagnostics)
        if left is not None:
            message = say("pipeline.version-said", version=version.number, said=left.said)
            diagnostics.error("RB-PURGED", None, message, say("pipeline.purged.hint", version=version.number))

    def _tell_foreign(
        self, version: Version, message: Message, diagnostics: Diagnostics, data: bytes = b""
    ) -> None:
        """RB-VERSION-FOREIGN; ``data`` is the manifest, where it cannot be read."""
        place = self.place(version.number)
        if data:
            place = json_place(self.place(version.number, manifest.PATH).path, data)
        diagnostics.error("RB-VERSION-FOREIGN", place, message, say("pipeline.foreign.hint"))


def write_sources(files: Mapping[str, bytes], folder: Path) -> bool:
    """Write the files that a version was built from to an empty ``folder``, from all ``files`` that it has.

    False where one has a name that no release archives. Raises OSError where the folder cannot be written to.
    """
    for path, data in files.items():
        if not path.startswith(SOURCE):
            continue
        if any(name_fault(part) for part in path.split("/")):
            return False
        target = folder / path.removeprefix(SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return True


def number_of(name: str) -> int | None:
    """Read the name of a version, ``v2`` or ``2``; None for anything else."""
    match = _NUMBER.fullmatch(name)
    return int(match[1]) if match else None


def open_archive(root: Path, diagnostics: Diagnostics, disk: ArchiveDisk | None = None) -> Archive | None:
    """Open the archive of the report in ``root``; None after a diagnostic about its settings."""
    settings = _settings_of(root, diagnostics)
    return None if settings is None else archive_of(root, settings, disk)


def _settings_of(root: Path, diagnostics: Diagnostics) -> Settings | None:
    """The settings of the report in ``root``; None after a diagnostic, as where nothing of a report is.

    An archive can be read without the content, and knows nothing of a folder that is somebody else's.
    """
    if not any(Path(root, name).exists() for name in (REPORT_FILE, SETTINGS, RECORD, ARCHIVE)):
        told = hinted("pipeline.no-report", command="archive list --root")
        diagnostics.error("RB-FILE-MISSING", SourceSpan(REPORT_FILE), *told)
        return None
    return read_settings(root, diagnostics)


def with_settings(root: Path, work: Callable[[Settings, Diagnostics], T | None]) -> Outcome[T]:
    """Give what ``work`` makes with the settings of the report in ``root``; no value after an error."""
    diagnostics = Diagnostics()
    settings = read_settings(root, diagnostics)
    done = None if settings is None else work(settings, diagnostics)
    assert done is not None or diagnostics.has_errors, "the work failed without a word"
    return Outcome(None if diagnostics.has_errors else done, diagnostics.items)


def archive_of(root: Path, settings: Settings, disk: ArchiveDisk | None = None) -> Archive:
    """The archive that the settings name; its places are told from ``root``, like those of the content."""
    folder = settings.archive
    if isinstance(folder, Address):
        return Archive(folder, place=str(folder))
    place = folder.relative_to(root) if folder.is_relative_to(root) else folder
    return Archive(folder, disk, place=place.as_posix())


def open_shelf(
    root: Path,
    diagnostics: Diagnostics,
    object_id: str | None = None,
    *,
    may_be_empty: bool = False,
    disk: ArchiveDisk | None = None,
) -> Shelf | None:
    """Open the archive of the report in ``root``; None after a diagnostic.

    ``object_id`` names a report of an archive that has several; else it is the one of the folder's
    ``report.yaml``, or the only one that is there. ``may_be_empty`` allows a report without a version.
    """
    archive = open_archive(root, diagnostics, disk)
    if archive is None:
        return None
    reports = report_names(archive, diagnostics)
    if reports is None:
        return None
    name = object_id or report_name(root, archive)
    versions = diagnostics.take(archive.versions(name)) if name else ()
    if versions is None:
        return None
    # The list of an object store may not have the report yet; its versions are asked for by name.
    is_report = name in reports or (name is not None and bool(versions) and not is_journal(name))
    record = read_record(root, Diagnostics()) or Record({})
    if name is None or not (is_report or may_be_empty):
        if name is None or is_same_archive(record, root, name, (), archive, diagnostics):
            _nothing_released(name, reports, archive.root, diagnostics)
        return None
    return Shelf(archive, name, versions, record)


def report_names(archive: Archive, diagnostics: Diagnostics) -> tuple[str, ...] | None:
    """The reports of an archive, sorted: its objects but the journals. None after a diagnostic."""
    objects = diagnostics.take(archive.objects())
    return None if objects is None else tuple(name for name in objects if not is_journal(name))


def report_name(root: Path, archive: Archive) -> str | None:
    """The report in ``root``, or the only one of the archive; None where that cannot be told."""
    name = name_in(root)
    reports = () if name else report_names(archive, Diagnostics()) or ()
    return name or (reports[0] if len(reports) == 1 else None)


def name_in(root: Path) -> str | None:
    """The name under which the report in ``root`` is archived; None where there is none to be read."""
    facts = publication_in(root)
    return facts.output if facts else None


def publication_in(root: Path) -> Publication | None:
    """What the report in ``root`` states; None where it has a fault, which is told by what reads it all."""
    read = read_publication(SourceFiles(root), Diagnostics())
    return read.publication if read else None


def warn_of_withdrawal(shelf: Shelf, version: Version, diagnostics: Diagnostics) -> None:
    """RB-WITHDRAWN where a version is fetched that is withdrawn."""
    journal = shelf.journal(diagnostics)
    entry = journal.withdrawn(version.number) if journal else None
    if entry is not None:
        message = say("pipeline.version-said", version=version.number, said=entry.said)
        hint = say("pipeline.withdrawn-fetched.hint", version=version.number)
        diagnostics.warn("RB-WITHDRAWN", None, message, hint)


def _nothing_released(
    name: str | None, objects: tuple[str, ...], archive: Location, diagnostics: Diagnostics
) -> None:
    message = say("pipeline.nothing-released", archive=str(archive))
    if name:
        message = say("pipeline.report-not-released", report=name, archive=str(archive))
    hint = say("pipeline.release-first.hint")
    if objects:
        hint = say("pipeline.name-report.hint", reports=in_turn(objects))
    diagnostics.error("RB-VERSION-UNKNOWN", None, message, hint)


def check_stated(archive: Archive, name: str | None, number: int | None, diagnostics: Diagnostics) -> None:
    """Tell each version whose PDF is not the one that its release stated (RB-ARCHIVE-DIGEST).

    ``name`` is one report of the archive, None for all; ``number`` one version of it, None for all.
    """
    told = Diagnostics()
    for object_id in (name,) if name else report_names(archive, Diagnostics()) or ():
        shelf = Shelf(archive, object_id, archive.versions(object_id).value or ())
        if number is None:
            shelf.manifests(told)
        for version in shelf.versions:
            if version.number == number and not is_purged(version):
                shelf.manifest(version, told)
    # What else is archived there, and what cannot be read, is told by those who look at the files.
    diagnostics.extend(item for item in told.items if item.code == "RB-ARCHIVE-DIGEST")
