"""The listener's script of a finished PDF, or of a page of an edition, by any maker."""

from __future__ import annotations

from pathlib import Path

from report_builder.check.document import Unreadable
from report_builder.check.isolated import check_file
from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.diagnostics import Diagnostic, Outcome, SourceSpan
from report_builder.language.message import Announce, Message, hinted, say, silent
from report_builder.language.reason import reason_of

_PAGES = frozenset((".html", ".htm"))
_UNREAD = frozenset(("RB-PDF-UNREADABLE", "RB-PDF-ENCRYPTED"))


def listen_to(path: Path, patience: float | None = None, announce: Announce = silent) -> Outcome[str]:
    """Give what is read aloud of the file ``path``, a PDF or by its name a page of HTML.

    A PDF from a stranger is first read in a process of its own, as for a check: what cannot be read there is
    told and not tried here. ``patience`` is how many seconds that may stand still (None: by the file's size).
    """
    is_page = path.suffix.lower() in _PAGES
    if not is_page:
        report = check_file(path, (), patience, announce=announce)
        if unread := tuple(found for found in report.findings if found.code in _UNREAD):
            return Outcome(None, unread)
    try:
        data = path.read_bytes()
        script = script_of_page(data.decode("utf-8-sig", "replace")) if is_page else script_of_pdf(data)
    except OSError as fault:
        return _failed(path, "RB-PDF-UNREADABLE", say("check.unreadable", reason=reason_of(fault)))
    except Unreadable as fault:
        return _failed(path, "RB-PDF-UNREADABLE", say("check.unreadable", reason=fault.reason))
    return Outcome(script) if script else _failed(path, "RB-PDF-MARKED", *hinted("check.nothing-heard"))


def _failed(path: Path, code: str, message: Message, hint: Message | None = None) -> Outcome[str]:
    return Outcome(None, (Diagnostic(code, message, hint, SourceSpan(path.as_posix())),))
