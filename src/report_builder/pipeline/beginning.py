"""The first release of a report: whether an archive may be begun there, and what is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.shelf import report_names
from report_builder.sources.places import lies_in

if TYPE_CHECKING:
    from report_builder.archive import Archive

_TOLD = 5
"""So many other reports of the archive are named."""


def may_stand(archive: Path, root: Path, diagnostics: Diagnostics, *, anew: bool) -> bool:
    """Tell whether the folder of the archive is there, or may be made; False after RB-ARCHIVE-AWAY.

    In the report's folder, in a folder that is there, or where that is said (``anew``): a drive that is not
    there cannot be meant.
    """
    if archive.parent.is_dir() or lies_in(archive, root) or anew:
        return True
    diagnostics.error(
        "RB-ARCHIVE-AWAY",
        None,
        f"there is no folder for the archive '{archive}', which settings.yaml names",
        "connect the drive, or name the right folder there; a new archive is begun with: release --anew",
    )
    return False


def is_begun(archive: Path, root: Path) -> bool:
    """Tell whether a release would begin an archive where a person may not expect it."""
    return not archive.is_dir() and not lies_in(archive, root)


def tell_beginning(archive: Archive, name: str, diagnostics: Diagnostics, *, begun: bool) -> None:
    """A report under a new name begins anew, which may not be what is meant; so may a new archive."""
    if begun:
        diagnostics.note(
            "RB-ARCHIVE-NEW",
            None,
            f"there was no folder '{archive.root}'; the archive is begun there",
            "if there is one already, connect its drive, or name its folder in settings.yaml",
        )
    others = report_names(archive, Diagnostics()) or ()
    if others:
        told = ", ".join(f"'{other}'" for other in others[:_TOLD])
        more = f" and {len(others) - _TOLD} more" if len(others) > _TOLD else ""
        diagnostics.note(
            "RB-RELEASE-FIRST",
            None,
            f"'{name}' is a new report in the archive, which has {told}{more}",
            "if it is one of those, give it its name again: 'output' in content/report.yaml",
        )
