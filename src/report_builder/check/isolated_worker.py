"""The process that :mod:`report_builder.check.isolated` starts: FILE SECONDS BYTES, one line of JSON out."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Check one file under limits."""
    name, seconds, memory = arguments
    _limit(int(seconds), int(memory))
    from report_builder.check.checking import RULES, check_pdf
    from report_builder.check.report import CheckReport
    from report_builder.diagnostics import Diagnostic

    try:
        report = check_pdf(Path(name).read_bytes())
    except OSError as fault:
        reason = str(fault.strerror or fault)
        unreadable = Diagnostic(
            "RB-PDF-UNREADABLE", f"the file cannot be read: {reason[:1].lower()}{reason[1:]}"
        )
        report = CheckReport((unreadable,), tuple(RULES))
    except Exception as fault:  # noqa: BLE001 - see the module's docstring
        reason = f"its structure makes no sense ({type(fault).__name__})"
        hint = "export it anew from the program that made it"
        unreadable = Diagnostic("RB-PDF-UNREADABLE", f"the file cannot be read: {reason}", hint)
        report = CheckReport((unreadable,), tuple(RULES))
    findings = [(found.code, found.message, found.hint, int(found.severity)) for found in report.findings]
    sys.stdout.buffer.write(json.dumps({"findings": findings, "not_run": report.not_run}).encode())
    return 0


def _limit(seconds: int, memory: int) -> None:
    """Limit processor time and address space, where the system knows such limits (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    limits = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)]
    for kind, most in limits:
        hard = resource.getrlimit(kind)[1]
        ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (ceiling, hard))
        except (ValueError, OSError):  # macOS refuses some; the time limit of the parent holds there too
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
