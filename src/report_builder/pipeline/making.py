"""From a folder to the bytes of a finished file, checked by our own rules; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.model.tags import Element
from report_builder.pipeline.stages import Stages

if TYPE_CHECKING:
    from report_builder.check import Expectations
    from report_builder.layout.result import LaidOut
    from report_builder.model.report import Edition, Publication, Report
    from report_builder.sources.files import SourceFiles
    from report_builder.theme.model import Theme

REPORT_FILE = "content/report.yaml"


def has_report(root: Path, command: str, diagnostics: Diagnostics) -> bool:
    """Tell whether ``root`` is the folder of a report; if not, say so to the user of ``command``."""
    if Path(root, REPORT_FILE).exists():
        return True
    diagnostics.error(
        "RB-FILE-MISSING",
        SourceSpan(REPORT_FILE),
        "there is no report here",
        f"name the folder that has content/report.yaml, as in: report-builder {command} rapporter/2019-7",
    )
    return False


def load(
    files: SourceFiles, diagnostics: Diagnostics, stages: Stages, edition: Edition | None = None
) -> tuple[Report, Theme] | None:
    """Read content and theme; None after a diagnostic for each fault of both.

    ``edition`` is the release that is made, None where it is a build for the desk.
    """
    stages.begin("read")
    from report_builder.content import load_report

    report = load_report(files, edition)
    diagnostics.extend(report.diagnostics)
    diagnostics.allow(report.allowances)
    facts = report.value.publication if report.value else _facts(files)
    if facts is None:
        return None
    stages.begin("theme")
    from report_builder.theme import load_theme

    theme = load_theme(facts.theme, files, facts.theme_span)
    diagnostics.extend(theme.diagnostics)
    diagnostics.allow(theme.allowances)
    if report.value is None or theme.value is None or diagnostics.has_errors:
        return None
    return report.value, theme.value


def _facts(files: SourceFiles) -> Publication | None:
    """The publication facts of a faulty report; None where its report.yaml cannot be read."""
    from report_builder.content.publication import read_publication

    read = read_publication(files, Diagnostics())
    return read.publication if read else None


def make(
    report: Report, theme: Theme, diagnostics: Diagnostics, stages: Stages, *, draft: bool = False
) -> tuple[bytes, int] | None:
    """Lay out, finish and check: the finished bytes and the number of pages; None after an error."""
    stages.begin("layout")
    from report_builder.layout import lay_out

    outcome = lay_out(report, theme, draft=draft)
    diagnostics.extend(outcome.diagnostics)
    if outcome.value is None or diagnostics.has_errors:
        return None
    # Only a preview asks where elements come from, and the answer holds the whole model.
    laid_out = replace(outcome.value, origins={})
    del outcome
    pages, expected = laid_out.page_count, _expectations(laid_out)
    pdf = _finish(laid_out, report.publication, diagnostics, stages, pack=not draft)
    # The tag tree is large, and only the bytes count from here on.
    del laid_out
    if pdf is None or not _passes(pdf, expected, diagnostics, stages):
        return None
    return pdf, pages


def _finish(
    laid_out: LaidOut, facts: Publication, diagnostics: Diagnostics, stages: Stages, *, pack: bool
) -> bytes | None:
    stages.begin("finish")
    from report_builder.finish import BuildStamp, FinishLost, finish

    try:
        return finish(laid_out, facts, BuildStamp(), pack=pack)
    except FinishLost as lost:
        diagnostics.error("RB-LOST", None, str(lost), "please report it; the old file stands")
        return None


def _passes(pdf: bytes, expected: Expectations, diagnostics: Diagnostics, stages: Stages) -> bool:
    stages.begin("check")
    from report_builder.check import check_pdf

    report = check_pdf(pdf, expected)
    diagnostics.extend(report.findings)
    return report.passed


def stood_still(files: SourceFiles, diagnostics: Diagnostics) -> bool:
    """Tell whether every file is still the one that was read; an error for each that is not."""
    for path in files.changed():
        diagnostics.error(
            "RB-SOURCE-CHANGED", SourceSpan(path), "changed during the build", "build again when it is saved"
        )
    return not diagnostics.has_errors


def _expectations(laid_out: LaidOut) -> Expectations:
    """Count what was laid out, so that the check can see that nothing was lost after it."""
    from report_builder.check import Expectations

    elements = 0
    waiting = [laid_out.structure]
    while waiting:
        element = waiting.pop()
        elements += 1
        waiting.extend(kid for kid in element.kids if isinstance(kid, Element))
    return Expectations(
        pages=laid_out.page_count,
        marks=laid_out.marks,
        elements=elements,
        links=len(laid_out.links),
        bookmarks=len(laid_out.bookmarks),
        destinations=len(laid_out.anchors),
    )
