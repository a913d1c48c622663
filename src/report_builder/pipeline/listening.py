"""The listener's script of a finished PDF, or of a page of an edition, by any maker."""

from __future__ import annotations

from pathlib import Path

from report_builder.check.document import Unreadable
from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.diagnostics import Diagnostic, Outcome, SourceSpan
from report_builder.language.message import Announce, Message, hinted, say, silent
from report_builder.language.reason import reason_of
from report_builder.pipeline.strangers import read_pdf

_PAGES = frozenset((".html", ".htm"))


def listen_to(path: Path, patience: float | None = None, announce: Announce = silent) -> Outcome[str]:
    """Give what is read aloud of the file ``path``, a PDF or by its name a page of HTML.

    A PDF is read as :func:`read_pdf` does. ``patience`` is how many seconds that may stand still (None: by
    the file's size).
    """
    try:
        if path.suffix.lower() in _PAGES:
            script = script_of_page(path.read_bytes().decode("utf-8-sig", "replace"))
        else:
            read = read_pdf(path, patience, announce)
            if read.value is None:
                return Outcome(None, read.diagnostics)
            script = script_of_pdf(read.value)
    except OSError as fault:
        return _failed(path, "RB-PDF-UNREADABLE", say("check.unreadable", reason=reason_of(fault)))
    except Unreadable as fault:
        return _failed(path, "RB-PDF-UNREADABLE", say("check.unreadable", reason=fault.reason))
    return Outcome(script) if script else _failed(path, "RB-PDF-MARKED", *hinted("check.nothing-heard"))


def _failed(path: Path, code: str, message: Message, hint: Message | None = None) -> Outcome[str]:
    return Outcome(None, (Diagnostic(code, message, hint, SourceSpan(path.as_posix())),))
