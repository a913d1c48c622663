"""Whether what is released follows the version before it: the archive's newest, and of the same report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.model.report import Publication
from report_builder.pipeline.record import PATH, Record

if TYPE_CHECKING:
    from report_builder.archive import Version
    from report_builder.pipeline.manifest import Manifest


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
            "RB-RELEASE-BEHIND",
            None,
            f"v{number} of '{report}' was released from another copy of the report: {PATH} does not know it",
            f"fetch that copy's content and {PATH}, or see what is lacking: report-builder diff v{number}; "
            f"where nothing is: release --onto v{number}",
        )
        return False
    if not known and before is not None and before.title != stated.title:
        diagnostics.error(
            "RB-RELEASE-NAME",
            SourceSpan("content/report.yaml"),
            f"the archive has '{before.title}' under the name '{report}'; this report is '{stated.title}'",
            "give it a name of its own: 'output' in report.yaml; if it is that report: "
            f"release --onto v{number}",
        )
        return False
    return True


def _tell_newest(report: str, number: int, onto: int, diagnostics: Diagnostics) -> bool:
    diagnostics.error(
        "RB-RELEASE-BEHIND",
        None,
        f"the newest version of '{report}' is v{number}, not v{onto}",
        f"see what changed since: report-builder diff v{onto} v{number}; then: release --onto v{number}",
    )
    return False


def tell_numbers_used(archive: Path, report: str, number: int, diagnostics: Diagnostics) -> None:
    """RB-RELEASE-NAME where a report shall begin anew in an archive that has it up to ``number``."""
    has = "version 1" if number == 1 else f"versions 1 to {number}"
    diagnostics.error(
        "RB-RELEASE-NAME",
        None,
        f"the archive '{archive}' has {has} of '{report}': there is nothing to begin anew with --anew",
        f"to release version {number + 1}, leave --anew out; to begin at version 1 all the same, move the "
        "archive elsewhere first, if it has no other report",
    )
