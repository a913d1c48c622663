"""Checks without a build: finished files, and content that is not to become a file yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.pipeline.making import has_report, load
from report_builder.pipeline.silencing import shown, shown_with_idle_marks
from report_builder.pipeline.stages import Stages, silent

if TYPE_CHECKING:
    from report_builder.sources.files import SourceFiles


def check_files(paths: Sequence[Path], announce: Callable[[str], None] = silent) -> tuple[Diagnostic, ...]:
    """Check finished files by our own rules and by veraPDF; no error means that all of them passed both.

    A file that cannot be read at all is not shown to veraPDF.
    """
    from report_builder.check.isolated import check_file
    from report_builder.check.verapdf import verify

    diagnostics = Diagnostics()
    announce("own rules")
    reports = {path: check_file(path) for path in paths}
    for report in reports.values():
        diagnostics.extend(report.findings)
    readable = [path for path, report in reports.items() if not report.not_run]
    if readable:
        announce("veraPDF")
        verdict = verify(readable)
        diagnostics.extend(verdict.findings)
        assert verdict.passed or diagnostics.has_errors, "veraPDF failed a file without a word"
    return diagnostics.items


def check_content(root: Path, announce: Callable[[str], None] = silent) -> tuple[Diagnostic, ...]:
    """Read the content and the theme of the report in ``root``, and tell every fault of both.

    Where both are sound the pages are laid out too, since a missing character or a table that is too
    wide shows only there; they are not kept.
    """
    from report_builder.sources.files import SourceFiles

    return check_sources(SourceFiles(root), announce)


def check_sources(files: SourceFiles, announce: Callable[[str], None] = silent) -> tuple[Diagnostic, ...]:
    """Do the same for ``files``, and leave in them what was read."""
    diagnostics = Diagnostics()
    if has_report(files.root, "check-content", diagnostics):
        loaded = load(files, diagnostics, Stages(lambda: 0.0, announce))
        if loaded is not None:
            announce("layout")
            from report_builder.layout import lay_out

            pages = lay_out(*loaded)
            diagnostics.extend(pages.diagnostics)
            if not pages.failed:
                return shown_with_idle_marks(diagnostics)
    return shown(diagnostics)
