"""The first release of a report: whether an archive may be begun there, and what is told."""

from __future__ import annotations

from pathlib import Path

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import all_of, hinted, in_turn, say, say_many
from report_builder.pipeline.identity import archived_id
from report_builder.pipeline.versions import report_names
from report_builder.sources.location import Address
from report_builder.sources.paths import lies_in

_TOLD = 5
"""So many other reports of the archive are named."""


def may_stand(archive: Archive, root: Path, diagnostics: Diagnostics, *, anew: bool) -> bool:
    """Tell whether the folder of the archive is there, or may be made; False after RB-ARCHIVE-AWAY.

    In the report's folder, in a folder that is there, or where that is said (``anew``): a drive that is not
    there cannot be meant. A bucket that is not there is told by its store.
    """
    folder = archive.root
    if isinstance(folder, Address) or folder.parent.is_dir() or lies_in(folder, root) or anew:
        return True
    diagnostics.error("RB-ARCHIVE-AWAY", None, *hinted("pipeline.no-folder", archive=str(folder)))
    return False


def is_begun(archive: Archive, root: Path) -> bool:
    """Tell whether a release would begin an archive where a person may not expect it."""
    is_inside = isinstance(archive.root, Path) and lies_in(archive.root, root)
    return not is_inside and not archive.is_there()


def tell_beginning(
    archive: Archive, name: str, report_id: str, diagnostics: Diagnostics, *, begun: bool
) -> None:
    """A report under a new name begins anew, which may not be what is meant; so may a new archive.

    A folder that was copied for another report has the id of the first one still.
    """
    if begun:
        words = hinted("pipeline.archive-begun", archive=str(archive.root))
        if isinstance(archive.root, Address):
            words = hinted("pipeline.archive-begun-store", archive=str(archive.root))
        diagnostics.note("RB-ARCHIVE-NEW", None, *words)
    names = report_names(archive, Diagnostics()) or ()
    same = [f"'{other}'" for other in names if report_id and archived_id(archive, other) == report_id]
    if same:
        diagnostics.warn(
            "RB-ID-SHARED",
            SourceSpan("content/report.yaml"),
            *hinted("pipeline.id-shared", report=name, others=all_of(same), id=report_id),
        )
    others = [f"'{other}'" for other in names]
    if others:
        message = say("pipeline.first-release", report=name, others=in_turn(others))
        if len(others) > _TOLD:
            more, told = len(others) - _TOLD, in_turn(others[:_TOLD])
            message = say_many("pipeline.first-release-more", more, report=name, others=told)
        diagnostics.note("RB-RELEASE-FIRST", None, message, say("pipeline.first-release.hint"))
