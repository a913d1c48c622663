"""What the report knows of its own releases, wherever its archive is: in ``releases.json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, MsgspecError, Struct
from msgspec.json import decode, encode
from msgspec.json import format as laid_out

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.output import reason_of, write_file
from report_builder.pipeline import manifest

if TYPE_CHECKING:
    from report_builder.archive import Version

PATH = "releases.json"
"""Below the report's folder. It is no source: nothing is built from it, and it is not archived."""

_ABOUT = (
    "Written by report-builder at each release. Keep it with the report: it tells an archive that is away, "
    "restored from an old copy, or another one from the right one."
)
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{128}$")]

Record = Mapping[str, Mapping[int, str]]
"""By the name of a report, and by version: the sha512 of the manifest that the release archived."""


class _Written(Struct):
    """The file, as it is written."""

    reports: dict[str, dict[int, Digest]]
    about: str = _ABOUT


def read_record(root: Path, diagnostics: Diagnostics) -> Record | None:
    """Read what the report in ``root`` was released as; empty where it never was, None after RB-RECORD."""
    path = root / PATH
    try:
        return decode(path.read_bytes(), type=_Written).reports if path.exists() else {}
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

    It may have more: another machine can have released since.
    """
    known = record.get(report, {})
    there = {version.number: version.state.get(manifest.PATH, "").lower() for version in versions}
    lost = sorted(number for number in known if number not in there)
    others = sorted(number for number in known if number in there and there[number] != known[number].lower())
    if not lost and not others:
        return True
    if lost:
        what = f"{_named(lost)} of '{report}' {'were' if len(lost) > 1 else 'was'} released, and the archive"
        message = f"{what} '{archive}' does not have {'them' if len(lost) > 1 else 'it'}"
    else:
        message = f"the archive '{archive}' has another {_named(others)} of '{report}' than was released"
    hint = (
        f"nothing was written, as {PATH} knows what was released; connect the drive, restore the archive "
        "from its newest copy, or name its folder in settings.yaml; to begin anew on purpose: release --anew"
    )
    diagnostics.error("RB-ARCHIVE-AWAY", None, message, hint)
    return False


def _named(numbers: Sequence[int]) -> str:
    return ", ".join(f"v{number}" for number in numbers)


def keep_record(
    root: Path, record: Record, report: str, versions: Sequence[Version], diagnostics: Diagnostics
) -> None:
    """Write the ``versions`` of ``report`` down; a warning where that cannot be, for they are archived."""
    own = {
        version.number: digest.lower() for version in versions if (digest := version.state.get(manifest.PATH))
    }
    if record.get(report, {}) == own:
        return
    reports = {name: dict(digests) for name, digests in sorted({**record, report: own}.items())}
    said = Diagnostics()
    if not write_file(root / PATH, laid_out(encode(_Written(reports)), indent=1) + b"\n", said):
        reason = said.items[0].message if said.items else "it cannot be written"
        message = f"the version is archived, and the record of the releases is not kept: {reason}"
        hint = "allow writing there, and give the same command again"
        diagnostics.warn("RB-RECORD", SourceSpan(PATH), message, hint)
