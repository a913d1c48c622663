"""Verifies an archive: files and digests, what releases and journals say in them, their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from report_builder.archive import Archive, Verified
from report_builder.archive.faults import REPAIR, RESTORE, place_of
from report_builder.archive.inventory import INVENTORY, version_folder
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity
from report_builder.language.message import say
from report_builder.pipeline.journal import is_journal, journal_id, read_journal, report_of
from report_builder.pipeline.lineage import check_lines
from report_builder.pipeline.record import is_same_archive, read_record, refusal
from report_builder.pipeline.versions import check_stated, report_names

_VERSION = re.compile(r"v[0-9]+")


class Audited(Struct, frozen=True):
    """How much was looked at: reports, their versions, journals; files and ``size`` in bytes of them all."""

    reports: int
    versions: int
    journals: int
    files: int
    size: int


class Audit(Struct, frozen=True):
    """What a verifying found: ``audited`` is None after an error. ``within`` has how much each object has."""

    audited: Audited | None
    within: Mapping[str, Verified]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def seen(self) -> Audited:
        """Tell how much was looked at, where all is whole."""
        assert self.audited is not None, "what is damaged has no count"
        return self.audited

    def of(self, report: str) -> Verified:
        """Tell how much of a report was looked at, its journal with it."""
        return sum((self.within[name] for name in self._objects(report) if name in self.within), Verified())

    def faults(self, report: str, archive: Archive) -> tuple[Diagnostic, ...]:
        """Give the errors of a report, of its journal, and of the archive as a whole."""
        others = self.within.keys() - self._objects(report)
        errors = (item for item in self.diagnostics if item.severity is Severity.ERROR)
        return tuple(item for item in errors if object_and_part(item, archive)[0] not in others)

    def _objects(self, report: str) -> tuple[str, str]:
        return report, journal_id(report)


def object_and_part(item: Diagnostic, archive: Archive) -> tuple[str, str]:
    """Tell in which object of the archive, and in which version of it, something is wrong.

    Both are empty where that is not told; the version also where it is the object itself.
    """
    path = item.span.path if item.span else ""
    if archive.place:
        path = path.removeprefix(f"{archive.place}/") if path.startswith(f"{archive.place}/") else ""
    name, part, *_ = (*path.split("/"), "")
    return name, part if _VERSION.fullmatch(part) else ""


def audit(archive: Archive, name: str | None, number: int | None, diagnostics: Diagnostics) -> Audited | None:
    """Verify the archive, one report of it with its journal, or one version; None after an error.

    Of one version only what it stands on is judged: what is seen to be wrong elsewhere is a warning.
    """
    found = look_through(archive, name, number)
    diagnostics.extend(found.diagnostics)
    return found.audited


def _with_hint(item: Diagnostic, archive: Archive) -> Diagnostic:
    """No bag can give back what a journal has lost."""
    if item.hint == RESTORE and is_journal(object_and_part(item, archive)[0]):
        return replace(item, hint=REPAIR)
    return item


def look_through(archive: Archive, name: str | None, number: int | None) -> Audit:
    """Verify as :func:`audit` does, and tell what was found where."""
    told = Diagnostics()
    seen, audited = _audited(archive, name, number, told)
    items = tuple(_with_hint(item, archive) for item in told.items)
    return Audit(None if told.has_errors else audited, seen.within, items)


def compare_record(root: Path, archive: Archive, diagnostics: Diagnostics) -> bool:
    """Tell whether the archive has what was released of the report in ``root``; False after a diagnostic.

    What is damaged is told by what verifies it, and is passed over here.
    """
    record = read_record(root, diagnostics)
    if record is None:
        return False
    there = {report: archive.versions(report).value for report in sorted(record.reports)}
    found = [
        is_same_archive(record, root, report, versions, archive, diagnostics)
        for report, versions in there.items()
        if versions is not None
    ]
    return all(found)


def tell_mixed(root: Path, archive: Archive, diagnostics: Diagnostics) -> None:
    """Tell which inventories are of another copy of the archive, which released other versions.

    So much can be said of an archive that is damaged. Its files do not fit an inventory that came from there.
    """
    record = read_record(root, Diagnostics())
    for report in sorted(record.reports) if record else ():
        versions = archive.versions(report).value or ()
        refused = refusal(record, report, versions) if record else None
        if refused is not None:
            place = place_of(archive.place, f"{report}/{INVENTORY}")
            diagnostics.error("RB-ARCHIVE-CHAIN", place, *refused)


def _audited(
    archive: Archive, name: str | None, number: int | None, told: Diagnostics
) -> tuple[Verified, Audited | None]:
    outcome = archive.verify(name, number)
    seen = outcome.value or Verified()
    told.extend(outcome.diagnostics)
    journals = _journals(archive, name) if number is None else ()
    if name is not None and journals:
        its_journal = archive.verify(journals[0])
        told.extend(its_journal.diagnostics)
        seen += its_journal.value or Verified()
    if told.has_errors:
        return seen, None
    check_stated(archive, name, number, told)
    versions, beside = 0, Diagnostics()
    check_lines(archive, name, beside)
    for report in (name,) if name else report_names(archive, told) or ():
        read_journal(archive, report, beside)
        versions += len(archive.versions(report).value or ())
    told.extend(_weighed(item, archive, number) for item in beside.items)
    reports = seen.objects - len(journals)
    versions = versions if number is None else 1
    return seen, Audited(reports, versions, len(journals), seen.files, seen.size)


def _weighed(item: Diagnostic, archive: Archive, number: int | None) -> Diagnostic:
    """What is wrong with a journal, or with another version than the one that is judged, is a warning."""
    name, part = object_and_part(item, archive)
    if number is None or (part == version_folder(number) and not is_journal(name)):
        return item
    return replace(item, severity=Severity.WARNING, hint=say("archive.aside", version=number))


def _journals(archive: Archive, name: str | None) -> tuple[str, ...]:
    """The journals of the archive, or the one of a report; what is wrong there is told by the verifying."""
    there = archive.objects().value or ()
    return tuple(other for other in there if is_journal(other) and name in (None, report_of(other)))
