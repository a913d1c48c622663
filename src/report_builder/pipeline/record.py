"""What the report knows of its own releases, wherever its archive is: in ``releases.json``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, MsgspecError, Struct, field
from msgspec.json import decode, encode
from msgspec.json import format as laid_out

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.output import reason_of, write_file
from report_builder.pipeline.journal import Journal, read_journal
from report_builder.pipeline.tombstone import identity, is_purged, read_tombstone

if TYPE_CHECKING:
    from report_builder.archive import Version

PATH = "releases.json"
"""Below the report's folder. It is no source: nothing is built from it, and it is not archived."""

_ABOUT = (
    "Written by report-builder at each release. Keep it with the report: it tells an archive that is away, "
    "restored from an old copy, or another one from the right one."
)
_AWAY = (
    "connect the drive, restore the archive from its newest copy, or name its folder in settings.yaml; "
    "to begin anew on purpose: release --anew"
)
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{128}$")]


class Mark(Struct, frozen=True):
    """An entry of the journal by what tells it from others; ``time`` as it stands there."""

    kind: str
    version: int
    time: str


class Record(Struct, omit_defaults=True):
    """The file.

    ``reports`` has, by the name of a report and by version, the sha512 of the manifest that the release
    archived, or of what stands for it since it was purged; ``journals``, by that name, the entries of its
    journal.
    """

    reports: dict[str, dict[int, Digest]]
    journals: dict[str, list[Mark]] = field(default_factory=dict)
    about: str = ""


def read_record(root: Path, diagnostics: Diagnostics) -> Record | None:
    """Read what the report in ``root`` was released as; empty where it never was, None after RB-RECORD."""
    path = root / PATH
    try:
        return decode(path.read_bytes(), type=Record) if path.exists() else Record({})
    except OSError as fault:
        reason = reason_of(fault)
    except (MsgspecError, RecursionError):
        reason = "it is not as a release writes it"
    diagnostics.error(
        "RB-RECORD",
        SourceSpan(PATH),
        f"the record of the releases cannot be read: {reason}",
        "restore it from a backup or from version control; where there is none, delete it",
    )
    return None


def is_same_archive(
    record: Record, report: str, versions: Sequence[Version], archive: Path, diagnostics: Diagnostics
) -> bool:
    """Tell whether the archive has what was released of ``report``; False after RB-ARCHIVE-AWAY.

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
    unsaid = _unsaid(record, report, archive)
    if lost:
        what = f"{_named(lost)} of '{report}' {'were' if len(lost) > 1 else 'was'} released, and the archive"
        message = f"{what} '{archive}' does not have {'them' if len(lost) > 1 else 'it'}"
    elif others:
        message = f"the archive '{archive}' has another {_named(others)} of '{report}' than was released"
    elif unsaid:
        told = ", ".join(f"{mark.kind} of v{mark.version}" for mark in unsaid)
        message = f"the archive '{archive}' does not have what was said of '{report}' later: {told}"
    else:
        return True
    cure = _two_copies(others) if others and not lost else _AWAY
    hint = f"nothing was written, as {PATH} knows what was released; {cure}"
    diagnostics.error("RB-ARCHIVE-AWAY", None, message, hint)
    return False


def _two_copies(numbers: Sequence[int]) -> str:
    """Say what to do where the archive is another report's, or that of another copy of this one."""
    return (
        "name the right folder in settings.yaml, or restore it from a backup; where two copies of the report "
        f"both released {_named(numbers)}, take content/, assets/ and {PATH} of the copy whose archive this "
        "is, put your own changes into them, and release that as the next version"
    )


def _is_known(version: Version, known: str, report: str, archive: Path) -> bool:
    """Tell whether a version is what was released, or what stands for it since it was purged."""
    if identity(version) == known or not is_purged(version):
        return identity(version) == known
    from report_builder.archive import Archive

    left = read_tombstone(Archive(archive), report, version, Diagnostics())
    return left is not None and left.manifest.lower() == known


def _unsaid(record: Record, report: str, archive: Path) -> list[Mark]:
    """The entries of the journal that were written and are not in the archive."""
    known = record.journals.get(report, [])
    if not known:
        return []
    from report_builder.archive import Archive

    # What is wrong with a journal is told by what has to read it.
    journal = read_journal(Archive(archive), report, Diagnostics())
    there = set(_marks(journal)) if journal else set(known)
    return [mark for mark in known if mark not in there]


def _marks(journal: Journal) -> list[Mark]:
    return [Mark(entry.kind, entry.version, entry.time.isoformat()) for entry in journal.entries]


def _named(numbers: Sequence[int]) -> str:
    return ", ".join(f"v{number}" for number in numbers)


def keep_record(
    root: Path,
    record: Record,
    report: str,
    versions: Sequence[Version],
    journal: Journal | None,
    diagnostics: Diagnostics,
) -> None:
    """Write the ``versions`` of ``report`` down, and the entries of its journal (None: as they were).

    A warning where that cannot be, for they are archived.
    """
    own = {version.number: digest for version in versions if (digest := identity(version))}
    said = record.journals.get(report, []) if journal is None else _marks(journal)
    if record.reports.get(report, {}) == own and record.journals.get(report, []) == said:
        return
    reports = {name: dict(digests) for name, digests in sorted({**record.reports, report: own}.items())}
    journals = {name: marks for name, marks in sorted({**record.journals, report: said}.items()) if marks}
    told = Diagnostics()
    written = Record(reports, journals, _ABOUT)
    if not write_file(root / PATH, laid_out(encode(written), indent=1) + b"\n", told):
        reason = told.items[0].message if told.items else "it cannot be written"
        message = f"the version is archived, and the record of the releases is not kept: {reason}"
        hint = "allow writing there, and give the same command again"
        diagnostics.warn("RB-RECORD", SourceSpan(PATH), message, hint)
