"""Checks files from strangers: in a process of its own, with bounded patience and memory.

A hostile or damaged file can use up time and memory, or bring down the process that reads it. Whatever
happens, the answer is a finding, never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import convert

from report_builder.check.report import CheckReport
from report_builder.check.worker import Gone, Still, Worker, patience_for
from report_builder.diagnostics import Diagnostic, Severity, SourceSpan
from report_builder.language.message import Announce, Message, say, silent
from report_builder.language.reason import reason_of

LEAST_MEMORY = 1 << 30
MEMORY_PER_BYTE = 128
"""Bytes of address space that the process may have, where the system can limit it: for any file, and
for each byte of this one. Never more than half of what the machine has, if that is more than the least.
A dense tagged file of 5,000 pages, packed to 12 MB, takes 1.3 GB."""

WORKER = (sys.executable, "-m", "report_builder.check.isolated_worker")

_Finding: TypeAlias = tuple[str, Message, Message | None, int]
"""Code, message, hint and severity of a diagnostic, as the worker writes them."""


def check_file(
    path: Path,
    profiles: tuple[str, ...] = (),
    patience: float | None = None,
    worker: Sequence[str] = WORKER,
    announce: Announce = silent,
) -> CheckReport:
    """Apply the own rules that ``profiles`` ask for, or what the file claims; findings name the file.

    ``patience`` is how many seconds the reading may stand still (None: by the file's size). A file that
    cannot be opened, holds the reading up or brings the process down is RB-PDF-UNREADABLE. Raises
    nothing. ``announce`` is told how far the reading is.
    """
    seconds, memory = patience_for(path, patience), _memory_for(path)
    try:
        process = Worker([*worker, str(path), ",".join(profiles), f"{seconds:.0f}", str(memory)])
    except OSError as fault:
        return _unreadable(path, reason_of(fault), None, profiles)
    try:
        return _report(process.answer(seconds, announce), path)
    except Still as still:
        reason = say("check.too-slow", seconds=still.waited)
        if still.at:
            reason = say("check.too-slow-at", seconds=still.waited, at=still.at)
        return _unreadable(path, reason, say("check.too-slow.hint", seconds=still.longer), profiles)
    except (Gone, ValueError, KeyError, TypeError):
        reason = say("check.crashed-or-memory", memory=memory >> 20)
        return _unreadable(path, reason, say("check.too-large.hint"), profiles)
    finally:
        process.stop()


def _memory_for(path: Path) -> int:
    try:
        wanted = LEAST_MEMORY + MEMORY_PER_BYTE * path.stat().st_size
        installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # no such file, or no such question (Windows)
        return LEAST_MEMORY
    return max(LEAST_MEMORY, min(wanted, installed // 2))


def _report(answer: dict[str, Any], path: Path) -> CheckReport:
    """The report that the worker wrote."""
    span = SourceSpan(path.as_posix())
    return CheckReport(
        tuple(
            Diagnostic(code, message, hint, span, Severity(level))
            for code, message, hint, level in convert(answer["findings"], list[_Finding])
        ),
        tuple(answer["not_run"]),
        tuple(answer["profiles"]),
        tuple(answer["claims"]),
        int(answer["pages"]),
    )


def _unreadable(path: Path, reason: Message, hint: Message | None, profiles: tuple[str, ...]) -> CheckReport:
    span = SourceSpan(path.as_posix())
    message = say("check.unreadable", reason=reason)
    return CheckReport((Diagnostic("RB-PDF-UNREADABLE", message, hint, span),), ("all",), profiles)
