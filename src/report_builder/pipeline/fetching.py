"""Brings an archived version out of the archive: its file, or all of it as a bag."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from report_builder.archive import Bag, Version, write_bag
from report_builder.diagnostics import Diagnostics
from report_builder.output import write_file
from report_builder.pipeline.archived_description import archived_description
from report_builder.pipeline.bag_info import bag_info
from report_builder.pipeline.drafting import today_in
from report_builder.pipeline.explaining import Bagged, explain_bag
from report_builder.pipeline.file_places import README
from report_builder.pipeline.guarding import may_write_file
from report_builder.pipeline.history import PATH as EVENTS
from report_builder.pipeline.history import events_json, events_of
from report_builder.pipeline.journal import Journal, files_about, read_journal
from report_builder.pipeline.provenance import Event
from report_builder.pipeline.relations import PATH as VERSIONS
from report_builder.pipeline.relations import relations, versions_json
from report_builder.pipeline.versions import Shelf, warn_of_withdrawal
from report_builder.settings import read_settings


def fetch(
    shelf: Shelf, version: Version, target: Path | None, root: Path, diagnostics: Diagnostics
) -> Path | None:
    """Write the PDF of a version to ``target``, in one step; None after a diagnostic.

    Without ``target`` it is NAME-vN.pdf in the working folder. The bytes are compared with their digest.
    RB-OUTPUT-PATH for a target in the archive or among the sources of the report in ``root``.
    """
    record = shelf.manifest(version, diagnostics)
    pdf = None if record is None else shelf.read(version, record.pdf.name, diagnostics)
    if record is None or pdf is None:
        return None
    warn_of_withdrawal(shelf, version, diagnostics)
    path = target or Path(f"{Path(record.pdf.name).stem}-v{record.version}.pdf")
    return keep(shelf, pdf, path, root, diagnostics)


def keep(shelf: Shelf, pdf: bytes, path: Path, root: Path, diagnostics: Diagnostics) -> Path | None:
    """Write the bytes of a version to ``path``, in one step; None after a diagnostic.

    RB-OUTPUT-PATH for a path in the archive or among the sources of the report in ``root``.
    """
    may = may_write_file(path, root, shelf.archive.root, diagnostics)
    return path if may and write_file(path, pdf, diagnostics) else None


def export(
    shelf: Shelf, version: Version, target: Path, root: Path, now: datetime, diagnostics: Diagnostics
) -> Bag | None:
    """Write a version as a BagIt bag (RFC 8493) for an archive institution; None after a diagnostic.

    The bag holds the PDF, its manifest and the complete source, and beside them a text that explains it all,
    every version of the report, and what happened to this one and was said of it later. Its date is the day
    that it is at ``now`` where the report is published.
    RB-OUTPUT-PATH for a target in the archive or among the sources of the report in ``root``.
    """
    settings = read_settings(root, diagnostics)
    if settings is None or not may_write_file(target, root, shelf.archive.root, diagnostics):
        return None
    record = shelf.manifest(version, diagnostics)
    if record is None:
        return None
    warn_of_withdrawal(shelf, version, diagnostics)
    journal = read_journal(shelf.archive, shelf.object_id, diagnostics)
    if journal is None:
        return None
    described = record.description or archived_description(shelf, version, record.pdf.language)
    day = today_in(settings.timezone, now)
    about = bag_info(shelf.object_id, record, described, version.created, day)
    related = relations(shelf, journal)
    beside = {
        **files_about(journal, version.number),
        VERSIONS: versions_json(shelf.object_id, record.id, related),
        EVENTS: events_json(_events(shelf, version, journal, diagnostics)),
    }

    def explain(payload: Mapping[str, bytes], tags: tuple[str, ...]) -> dict[str, bytes]:
        bagged = Bagged(day, version.created, related, journal, (*tags, README))
        return {README: explain_bag(shelf.object_id, record, described, payload, bagged)}

    name, number = shelf.object_id, version.number
    return diagnostics.take(
        write_bag(shelf.archive, name, number, target, about, beside=beside, explain=explain)
    )


def _events(shelf: Shelf, version: Version, journal: Journal, diagnostics: Diagnostics) -> tuple[Event, ...]:
    """What happened to this version: another one that is damaged is no matter here."""
    alone = Shelf(shelf.archive, shelf.object_id, (version,))
    return events_of(alone, journal, diagnostics)
