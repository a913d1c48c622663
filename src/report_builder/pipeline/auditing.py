"""Verifies an archive: files and digests, what releases and journals say in them, their order."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.journal import is_journal, read_journal, report_of
from report_builder.pipeline.lineage import check_lines
from report_builder.pipeline.record import is_same_archive, read_record
from report_builder.pipeline.versions import check_stated, report_names


class Audited(Struct, frozen=True):
    """How much was looked at: reports, their versions, journals; files and ``size`` in bytes of them all."""

    reports: int
    versions: int
    journals: int
    files: int
    size: int


def audit(archive: Archive, name: str | None, number: int | None, diagnostics: Diagnostics) -> Audited | None:
    """Verify the archive, one report of it with its journal, or one version; None after an error."""
    told = Diagnostics()
    audited = _audited(archive, name, number, told)
    diagnostics.extend(told.items)
    return None if told.has_errors else audited


def compare_record(root: Path, archive: Archive, diagnostics: Diagnostics) -> bool:
    """Tell whether the archive has what was released of the report in ``root``; False after a diagnostic.

    What is damaged is told by what verifies it, and is passed over here.
    """
    record = read_record(root, diagnostics)
    if record is None:
        return False
    there = {report: archive.versions(report).value for report in sorted(record.reports)}
    found = [
        is_same_archive(record, report, versions, archive, diagnostics)
        for report, versions in there.items()
        if versions is not None
    ]
    return all(found)


def _audited(archive: Archive, name: str | None, number: int | None, told: Diagnostics) -> Audited | None:
    outcome = archive.verify(name, number)
    seen = outcome.value
    told.extend(outcome.diagnostics)
    journals = _journals(archive, name) if number is None else ()
    if name is not None and journals and seen is not None:
        beside = archive.verify(journals[0])
        told.extend(beside.diagnostics)
        seen = seen + beside.value if beside.value is not None else None
    if seen is None or told.has_errors:
        return None
    check_stated(archive, name, number, told)
    check_lines(archive, name, number, told)
    versions = 0
    for report in (name,) if name else report_names(archive, told) or ():
        read_journal(archive, report, told)
        versions += len(archive.versions(report).value or ())
    reports = seen.objects - len(journals)
    return Audited(reports, versions if number is None else 1, len(journals), seen.files, seen.size)


def _journals(archive: Archive, name: str | None) -> tuple[str, ...]:
    """The journals of the archive, or the one of a report; what is wrong there is told by the verifying."""
    there = archive.objects().value or ()
    return tuple(other for other in there if is_journal(other) and name in (None, report_of(other)))
