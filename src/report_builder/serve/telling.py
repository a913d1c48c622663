"""What the libraries below say of a fault, as one line to the operator: a client can never fill a log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from report_builder.diagnostics import Diagnostic

_LOGGERS = ("uvicorn.error", "asyncio")
_MOST = 100


class FaultLine(logging.Handler):
    """Tells ``report`` of each fault, once, with its kind and its place in the program."""

    def __init__(self, report: Callable[[Diagnostic], None]) -> None:
        super().__init__(logging.ERROR)
        self._report = report
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of one record."""
        said = _said(record)
        if said not in self._told and len(self._told) < _MOST:
            self._told.add(said)
            message = f"a fault of the program itself: {said}"
            self._report(Diagnostic("RB-INTERNAL", message, "please send this to whoever maintains it"))


def tell_faults(report: Callable[[Diagnostic], None]) -> None:
    """Have ``report`` told what uvicorn and asyncio would write down with a traceback."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [FaultLine(report)]
        logger.propagate = False


def _said(record: logging.LogRecord) -> str:
    # What a client sent may stand in the text of an error: neither that nor the record's own text is told.
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return f"{record.name}, {Path(record.pathname).name}, line {record.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
