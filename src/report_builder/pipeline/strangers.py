"""Files of any maker, read so that none of them can bring this program down."""

from __future__ import annotations

from pathlib import Path

from report_builder.check.isolated import check_file
from report_builder.diagnostics import Diagnostic, Outcome, SourceSpan
from report_builder.language.message import Announce, say, silent
from report_builder.language.reason import reason_of

_UNREAD = frozenset(("RB-PDF-UNREADABLE", "RB-PDF-ENCRYPTED"))


def read_pdf(path: Path, patience: float | None = None, announce: Announce = silent) -> Outcome[bytes]:
    """Read a PDF, which is first read in a process of its own, as for a check.

    What cannot be read there is told and not tried here. ``patience`` is how many seconds that may stand
    still (None: by the file's size).
    """
    report = check_file(path, (), patience, announce=announce)
    if unread := tuple(found for found in report.findings if found.code in _UNREAD):
        return Outcome(None, unread)
    try:
        return Outcome(path.read_bytes())
    except OSError as fault:
        message = say("check.unreadable", reason=reason_of(fault))
        found = Diagnostic("RB-PDF-UNREADABLE", message, None, SourceSpan(path.as_posix()))
        return Outcome(None, (found,))
