"""The process that :mod:`report_builder.check.isolated` starts: FILE PROFILES SECONDS BYTES.

It writes lines of JSON: now and then how far it is (``{"at": …}``), and at last the report.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from msgspec.json import encode

from report_builder.language.message import Message, Value, say

_TICK = 0.5
"""Seconds from one line about how far it is to the next."""


def main(arguments: list[str]) -> int:
    """Check one file under limits."""
    name, profiles, seconds, memory = arguments
    _limit("RLIMIT_AS", int(memory))
    pulse = _Pulse(int(seconds))
    from report_builder.check.checking import RULES, examine
    from report_builder.check.report import CheckReport
    from report_builder.diagnostics import Diagnostic
    from report_builder.language.reason import reason_of

    def unreadable(reason: Message, hint: Message | None = None) -> CheckReport:
        found = Diagnostic("RB-PDF-UNREADABLE", say("check.unreadable", reason=reason), hint)
        return CheckReport((found,), tuple(RULES), tuple(filter(None, profiles.split(","))))

    try:
        asked = tuple(filter(None, profiles.split(",")))
        report = examine(Path(name).read_bytes(), asked, pulse.beat, drawn=True)
    except OSError as fault:
        report = unreadable(reason_of(fault))
    except MemoryError:
        report = unreadable(say("check.memory", memory=int(memory) >> 20), say("check.too-large.hint"))
    except Exception as fault:  # noqa: BLE001 - see the docstring of the module that starts this one
        report = unreadable(say("check.no-sense", kind=type(fault).__name__), say("check.anew.hint"))
    answer = {
        "findings": [(f.code, f.message, f.hint, int(f.severity)) for f in report.findings],
        "not_run": report.not_run,
        "profiles": report.profiles,
        "claims": report.claims,
        "pages": report.pages,
    }
    _write(answer)
    return 0


class _Pulse:
    """Says how far the work is, and lets the system end a process that says nothing for too long."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._last = time.monotonic()
        _limit_time(seconds)

    def beat(self, at: Value) -> None:
        """Take a sign of life; some of them are written."""
        now = time.monotonic()
        if now - self._last > _TICK:
            self._last = now
            _limit_time(self._seconds)
            _write({"at": at})


def _write(line: object) -> None:
    sys.stdout.buffer.write(encode(line) + b"\n")
    sys.stdout.buffer.flush()


def _limit_time(seconds: int) -> None:
    """Allow some more seconds of processor time, should the process that waits for this one be gone."""
    _limit("RLIMIT_CPU", int(time.process_time()) + seconds + 1)


def _limit(name: str, most: int) -> None:
    """Set a limit, where the system knows such limits (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    kind = getattr(resource, name)
    hard = resource.getrlimit(kind)[1]
    ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (ceiling, hard))
    except (ValueError, OSError):  # macOS refuses some; the patience of the parent holds there too
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
