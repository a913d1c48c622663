"""Hands a version over to who shall keep it: as a BagIt bag, or as an E-ARK submission package."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from report_builder.archive import Version, write_bag, write_pack
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.output import Disk
from report_builder.pipeline.bag_info import bag_info
from report_builder.pipeline.crate import crate
from report_builder.pipeline.eark import eark_files, package_name
from report_builder.pipeline.explaining import explain_bag
from report_builder.pipeline.file_places import CRATE, README
from report_builder.pipeline.guarding import may_write_file
from report_builder.pipeline.handover import gather
from report_builder.pipeline.preflight import Preflight, preflight
from report_builder.pipeline.telling import Bagged
from report_builder.pipeline.versions import Shelf


class Exported(Struct, frozen=True):
    """What was written, where: ``files`` and their ``size`` in bytes."""

    path: Path
    files: int
    size: int


class Exporting(Struct, frozen=True):
    """What is to be handed over: a version of a shelf, of the report in ``root``, at ``now`` (UTC)."""

    shelf: Shelf
    version: Version
    root: Path
    now: datetime


def export_bag(
    of: Exporting,
    target: Path | None,
    diagnostics: Diagnostics,
    disk: Disk | None = None,
    *,
    with_crate: bool = False,
) -> Exported | None:
    """Write a version as a BagIt bag (RFC 8493) for an archive institution; None after a diagnostic.

    The bag holds the PDF, its manifest and the complete source, and beside them a text that explains it all,
    every version of the report, and what was said of this one later; ``with_crate`` adds RO-Crate metadata.
    Its date is the day that it is at ``now`` where the report is published. Without ``target`` it is
    NAME-vN.zip in the working folder; a file that stands there is left alone. RB-OUTPUT-PATH for that, and
    for a target in the archive or among the sources of the report.
    """
    shelf, number = of.shelf, of.version.number
    path = target or Path(f"{shelf.object_id}-v{number}.zip")
    if not _may_write(of, path, diagnostics, is_named=target is not None):
        return None
    known = gather(shelf, of.version, of.root, of.now, diagnostics)
    if known is None:
        return None

    def describe(payload: Mapping[str, bytes]) -> dict[str, bytes]:
        return {CRATE: crate(known, payload)} if with_crate else {}

    def explain(payload: Mapping[str, bytes], tags: tuple[str, ...]) -> dict[str, bytes]:
        bagged = Bagged(known.day, known.archived, known.related, known.journal, (*tags, README))
        return {README: explain_bag(shelf.object_id, known.record, known.described, payload, bagged)}

    later = known.journal.standing(number)
    about = bag_info(shelf.object_id, known.record, known.described, known.archived, known.day, later)
    bag = diagnostics.take(
        write_bag(
            shelf.archive,
            shelf.object_id,
            number,
            path,
            about,
            disk,
            beside=known.beside,
            describe=describe,
            explain=explain,
        )
    )
    return None if bag is None else Exported(path, bag.files, bag.size)


def export_eark(
    of: Exporting, target: Path | None, diagnostics: Diagnostics, disk: Disk | None = None
) -> Exported | None:
    """Write a version as an E-ARK submission package; None after a diagnostic.

    Without ``target`` it is the name of the package with ``.zip``, in the working folder; a file that stands
    there is left alone. RB-OUTPUT-PATH for that, and for a target in the archive or among the sources.
    """
    known = gather(of.shelf, of.version, of.root, of.now, diagnostics)
    if known is None:
        return None
    name = package_name(known)
    path = target or Path(f"{name}.zip")
    if not _may_write(of, path, diagnostics, is_named=target is not None):
        return None
    payload = diagnostics.take(of.shelf.archive.read_all(of.shelf.object_id, of.version.number))
    if payload is None:
        return None
    files = eark_files(known, payload)
    size = diagnostics.take(write_pack(name, files, of.version.created, path, disk))
    return None if size is None else Exported(path, len(files), size)


def look_at(of: Exporting, diagnostics: Diagnostics) -> Preflight | None:
    """Tell what a receiver would ask of a version; None after an error. Nothing is written."""
    known = gather(of.shelf, of.version, of.root, of.now, diagnostics)
    payload = known and diagnostics.take(of.shelf.archive.read_all(of.shelf.object_id, of.version.number))
    return preflight(known, payload, diagnostics) if known and payload else None


def _may_write(of: Exporting, path: Path, diagnostics: Diagnostics, *, is_named: bool) -> bool:
    """Tell whether a package may be written; what stands at a path that nobody named is left alone."""
    if not is_named and (path.exists() or path.is_symlink()):
        message, hint = hinted("pipeline.export-stands", path=str(path))
        diagnostics.error("RB-OUTPUT-PATH", None, message, hint)
        return False
    return may_write_file(path, of.root, of.shelf.archive.root, diagnostics)
