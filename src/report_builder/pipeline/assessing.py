"""What a person is to judge in a finished file: that of a report, or one of any maker."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from report_builder.check.document import Unreadable
from report_builder.check.judgement.asking import Asked, ask
from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.message import Announce, hinted, say, silent
from report_builder.pipeline.production import has_report
from report_builder.pipeline.strangers import read_pdf
from report_builder.sources.files import SourceFiles


class Assessment(Struct, frozen=True):
    """A file and what is asked of it."""

    path: Path
    asked: Asked


def built_file(root: Path, diagnostics: Diagnostics) -> Path | None:
    """Find the file that was built of the report in ``root``; None after RB-FILE-MISSING or its faults."""
    if not has_report(root, "accessibility", diagnostics):
        return None
    read = read_publication(SourceFiles(root), diagnostics)
    if read is None:
        return None
    below = Path("output", f"{read.publication.output}.pdf")
    if (root / below).is_file():
        return root / below
    diagnostics.error("RB-FILE-MISSING", SourceSpan(below.as_posix()), *hinted("pipeline.not-built"))
    return None


def assess(path: Path, patience: float | None = None, announce: Announce = silent) -> Outcome[Assessment]:
    """Say what a person is to judge in a report's file, ``path`` its folder, or in the PDF ``path``.

    ``patience`` is how many seconds the reading may stand still (None: by the file's size).
    """
    diagnostics = Diagnostics()
    file = path if path.is_file() else built_file(path, diagnostics)
    if file is None:
        return Outcome(None, diagnostics.items)
    data = diagnostics.take(read_pdf(file, patience, announce))
    if data is None:
        return Outcome(None, diagnostics.items)
    try:
        asked = ask(data)
    except Unreadable as fault:
        said = say("check.unreadable", reason=fault.reason)
        diagnostics.error("RB-PDF-UNREADABLE", SourceSpan(file.as_posix()), said)
        return Outcome(None, diagnostics.items)
    return Outcome(Assessment(file, asked), diagnostics.items)
