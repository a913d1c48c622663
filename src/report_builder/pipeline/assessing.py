"""What a person is to judge in a finished file, a report's or one of any maker, and what was answered."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from report_builder.check.document import Unreadable
from report_builder.check.judgement.asking import Asked, ask
from report_builder.content.publication import PATH as REPORT_FILE
from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.message import Announce, hinted, say, silent
from report_builder.pipeline.answers import Answers, place_of_answers, read_answers
from report_builder.pipeline.drafting import today_in
from report_builder.pipeline.production import has_report
from report_builder.pipeline.strangers import read_pdf
from report_builder.settings import ZONE, read_settings
from report_builder.sources.files import SourceFiles


class Assessment(Struct, frozen=True):
    """The file ``path`` with its bytes, what is asked of it, and what was answered until now.

    ``place`` is the file with the answers, ``page`` the one that shows what is asked about. ``day`` is today.
    """

    path: Path
    pdf: bytes
    asked: Asked
    answers: Answers
    place: Path
    page: Path
    day: date


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


def assess(
    root: Path,
    file: Path | None,
    now: datetime,
    patience: float | None = None,
    announce: Announce = silent,
) -> Outcome[Assessment]:
    """Say what a person is to judge in ``file``, None for the one that was built of the report in ``root``.

    The answers are those of the report, or where ``root`` is none, stand beside the file. ``now`` is the time
    in UTC; ``patience`` is how many seconds the reading may stand still (None: by the file's size).
    """
    diagnostics = Diagnostics()
    path = file or built_file(root, diagnostics)
    if path is None:
        return Outcome(None, diagnostics.items)
    is_report = (root / REPORT_FILE).is_file()
    place = place_of_answers(root if is_report else path)
    answers = read_answers(place, diagnostics)
    data = None if answers is None else diagnostics.take(read_pdf(path, patience, announce))
    if answers is None or data is None:
        return Outcome(None, diagnostics.items)
    try:
        asked = ask(data)
    except Unreadable as fault:
        said = say("check.unreadable", reason=fault.reason)
        diagnostics.error("RB-PDF-UNREADABLE", SourceSpan(path.as_posix()), said)
        return Outcome(None, diagnostics.items)
    page = root / "output" / "accessibility.html" if is_report else path.with_suffix(".accessibility.html")
    settings = read_settings(root, Diagnostics()) if is_report else None
    day = today_in(settings.timezone if settings else ZONE, now)
    return Outcome(Assessment(path, data, asked, answers, place, page, day), diagnostics.items)
