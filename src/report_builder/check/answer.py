"""What ``check --json`` answers: a stable form, described in ``docs/check.md``.

A key may be added; none is taken away or changes its meaning as long as ``format`` stays the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, to_builtins

from report_builder.check.standards import NAMES
from report_builder.check.verapdf import Failure, Verdict
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


class ProfileAnswer(Struct, frozen=True):
    """veraPDF's word on one standard: how many tests it made, and those that failed."""

    profile: str
    name: str
    passed: bool
    checks: int
    failures: tuple[Failure, ...]


class FindingAnswer(Struct, frozen=True):
    """Whatever else was found, by the own rules or on the way."""

    code: str
    severity: str
    message: str
    hint: str


class FileAnswer(Struct, frozen=True):
    """One file."""

    file: str
    passed: bool
    pages: int
    claims: tuple[str, ...]
    profiles: tuple[str, ...]
    own_rules: bool
    verapdf: tuple[ProfileAnswer, ...]
    findings: tuple[FindingAnswer, ...]
    seconds: float


class Answer(Struct, frozen=True):
    """All files; ``verapdf`` is the version of the engine, empty where it was not asked."""

    format: int
    passed: bool
    verapdf: str
    files: tuple[FileAnswer, ...]


def as_json(files: Sequence[Checked], engine: str, words: Catalogue) -> str:
    """Give the answer as one JSON document with a line feed at its end; messages are in ``words``."""
    passed = all(file.passed for file in files)
    answer = Answer(FORMAT, passed, engine, tuple(_file(file, words) for file in files))
    return json.dumps(to_builtins(answer), ensure_ascii=False, indent=2) + "\n"


def _file(checked: Checked, words: Catalogue) -> FileAnswer:
    """One file; what veraPDF failed stands under its profile, and not among the findings again."""
    return FileAnswer(
        file=checked.path.as_posix(),
        passed=checked.passed,
        pages=checked.pages,
        claims=checked.claims,
        profiles=checked.profiles,
        own_rules=checked.own_rules,
        verapdf=tuple(
            ProfileAnswer(v.flavour, NAMES[v.flavour], v.compliant, v.checks, v.failures)
            for v in checked.verdicts
        ),
        findings=tuple(
            FindingAnswer(
                found.code, found.severity.name.lower(), words.text(found.message), words.text(found.hint)
            )
            for found in checked.findings
            if found.code != "RB-PDF-VERAPDF"
        ),
        seconds=round(checked.seconds, 2),
    )
