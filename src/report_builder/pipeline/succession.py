"""Whether what is released follows the version before it: the archive's newest, and of the same report."""

from __future__ import annotations

from pathlib import Path

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, say, say_many
from report_builder.model.report import Publication
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.record import Record


def follows(
    record: Record,
    head: Version,
    before: Manifest | None,
    stated: Publication,
    onto: int | None,
    diagnostics: Diagnostics,
) -> bool:
    """Tell whether the next version may follow ``head``; False after a diagnostic.

    RB-RELEASE-BEHIND where this copy of the report was never told of it, so that its changes may be lacking
    here; RB-RELEASE-NAME where nothing says that it is a version of this report, and its title is another's.
    ``before`` is the newest version that was not purged, ``onto`` the number that was named on purpose.
    """
    report, number = stated.output, head.number
    if onto is not None:
        return onto == number or _tell_newest(report, number, onto, diagnostics)
    known = record.reports.get(report, {})
    if known and number not in known:
        diagnostics.error(
            "RB-RELEASE-BEHIND", None, *hinted("pipeline.behind", version=number, report=report)
        )
        return False
    if not known and before is not None and before.title != stated.title:
        diagnostics.error(
            "RB-RELEASE-NAME",
            SourceSpan("content/report.yaml"),
            *hinted(
                "pipeline.name-taken", archived=before.title, name=report, title=stated.title, version=number
            ),
        )
        return False
    return True


def _tell_newest(report: str, number: int, onto: int, diagnostics: Diagnostics) -> bool:
    diagnostics.error(
        "RB-RELEASE-BEHIND", None, *hinted("pipeline.newest-is", report=report, newest=number, version=onto)
    )
    return False


def tell_numbers_used(archive: Path, report: str, number: int, diagnostics: Diagnostics) -> None:
    """RB-RELEASE-NAME where a report shall begin anew in an archive that has it up to ``number``."""
    message = say_many("pipeline.numbers-used", number, archive=str(archive), report=report)
    diagnostics.error("RB-RELEASE-NAME", None, message, say("pipeline.numbers-used.hint", next=number + 1))
