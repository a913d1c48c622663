"""What ``check --json`` answers: a stable form, described in ``docs/check.md``.

A key may be added; none is taken away or changes its meaning as long as ``format`` stays the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from report_builder.check.standards import NAMES
from report_builder.check.verapdf import Verdict
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.language.catalogue import Catalogue

FORMAT = 1


class Checked(Struct, frozen=True):
    """One file, and all that was found out about it; ``seconds`` is what that took.

    ``profiles`` are the standards that it was held to, ``claims`` those that it claims, ``pages`` is 0
    where it could not be read.
    """

    path: Path
    pages: int
    claims: tuple[str, ...]
    profiles: tuple[str, ...]
    own_rules: bool
    verdicts: tuple[Verdict, ...]
    findings: tuple[Diagnostic, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """True when the file was held to something and met all of it."""
        complies = all(verdict.compliant for verdict in self.verdicts)
        judged = {verdict.flavour for verdict in self.verdicts} >= set(self.profiles) != set()
        return judged and complies and not any(found.severity is Severity.ERROR for found in self.findings)


def as_json(files: Sequence[Checked], engine: str, words: Catalogue) -> str:
    """Give the answer as one JSON document with a line feed at its end; messages are in ``words``.

    ``engine`` is the version of veraPDF, empty where it was not asked.
    """
    answer = {
        "format": FORMAT,
        "passed": all(file.passed for file in files),
        "verapdf": engine,
        "files": [_file(file, words) for file in files],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _file(checked: Checked, words: Catalogue) -> dict[str, Any]:
    """One file; what veraPDF failed stands under its profile, and not among the findings again."""
    return {
        "file": checked.path.as_posix(),
        "passed": checked.passed,
        "pages": checked.pages,
        "claims": checked.claims,
        "profiles": checked.profiles,
        "own_rules": checked.own_rules,
        "verapdf": [
            {
                "profile": verdict.flavour,
                "name": NAMES[verdict.flavour],
                "passed": verdict.compliant,
                "checks": verdict.checks,
                "failures": to_builtins(verdict.failures),
            }
            for verdict in checked.verdicts
        ],
        "findings": [
            {
                "code": found.code,
                "severity": found.severity.name.lower(),
                "message": words.text(found.message),
                "hint": words.text(found.hint),
            }
            for found in checked.findings
            if found.code != "RB-PDF-VERAPDF"
        ],
        "seconds": round(checked.seconds, 2),
    }
