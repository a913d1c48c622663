"""Checks files from strangers: in a process of its own, with little time and memory.

A PDF is a program for its reader. Whatever it does to ours, the answer is a finding, never a traceback.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from report_builder.check.report import CheckReport
from report_builder.diagnostics import Diagnostic, Severity, SourceSpan

SECONDS = 10.0
MEMORY = 1 << 30
"""Bytes of address space that the process may have, where the system can limit it."""

WORKER = (sys.executable, "-m", "report_builder.check.isolated_worker")


def check_file(path: Path, seconds: float = SECONDS, worker: Sequence[str] = WORKER) -> CheckReport:
    """Apply the own rules to the file at ``path``; findings name it.

    A file that cannot be opened, takes more than ``seconds`` or brings the process down is
    RB-PDF-UNREADABLE. Raises nothing.
    """
    command = [*worker, str(path), str(int(seconds) + 1), str(MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, capture_output=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return _unreadable(path, f"reading it took more than {seconds:g} seconds")
    except OSError as fault:
        return _unreadable(path, str(fault.strerror or fault).lower())
    try:
        return _report(done.stdout, path)
    except (ValueError, KeyError, TypeError):
        return _unreadable(path, "reading it took too much memory or crashed the reader")


def _report(answer: bytes, path: Path) -> CheckReport:
    """The report that the worker wrote as one line of JSON."""
    data = json.loads(answer)
    findings = [
        Diagnostic(code, message, hint, None, Severity(level))
        for code, message, hint, level in data["findings"]
    ]
    return CheckReport(
        tuple(replace(found, span=SourceSpan(path.as_posix())) for found in findings), tuple(data["not_run"])
    )


def _unreadable(path: Path, reason: str) -> CheckReport:
    return CheckReport(
        (
            Diagnostic(
                "RB-PDF-UNREADABLE",
                f"the file cannot be read: {reason}",
                "export it anew from the program that made it",
                SourceSpan(path.as_posix()),
            ),
        ),
        ("all",),
    )
