"""What the libraries below say of a fault, as one line to the operator, so that no client can fill a log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Value, hinted, say

_LOGGERS = ("uvicorn.error", "asyncio")
_MOST = 100


class FaultLine(logging.Handler):
    """Tells ``report`` of each fault, once, with its kind and its place in the program."""

    def __init__(self, report: Callable[[Diagnostic], object]) -> None:
        super().__init__(logging.ERROR)
        self._report = report
        self._told: set[Value] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of one record."""
        said = _said(record)
        if said not in self._told and len(self._told) < _MOST:
            self._told.add(said)
            self._report(Diagnostic("RB-INTERNAL", *hinted("serve.own-fault", place=said)))


def tell_faults(report: Callable[[Diagnostic], object]) -> None:
    """Have ``report`` told what uvicorn and asyncio would write down with a traceback."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [FaultLine(report)]
        logger.propagate = False


def _said(record: logging.LogRecord) -> Value:
    # What a client sent may stand in the text of an error: neither that nor the record's own text is told.
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return _at(record.name, Path(record.pathname).name, record.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    return _at(kind, Path(frames[-1].filename).name, frames[-1].lineno or 0) if frames else kind


def _at(what: str, file: str, line: int) -> Value:
    return say("serve.at-line", what=what, file=file, line=line)
