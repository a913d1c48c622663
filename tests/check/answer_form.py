"""The form of ``check --json`` as ``docs/check.md`` promises it, for tests to hold answers to."""

from __future__ import annotations

from msgspec import Struct

from report_builder.check.verapdf import Failure


class ProfileAnswer(Struct):
    """veraPDF's word on one standard."""

    profile: str
    name: str
    passed: bool
    checks: int
    failures: list[Failure]


class FindingAnswer(Struct):
    """Whatever else was found, by the own rules or on the way."""

    code: str
    severity: str
    message: str
    hint: str


class FileAnswer(Struct):
    """One file."""

    file: str
    passed: bool
    pages: int
    claims: list[str]
    profiles: list[str]
    own_rules: bool
    verapdf: list[ProfileAnswer]
    findings: list[FindingAnswer]
    seconds: float


class Answer(Struct):
    """All files; ``verapdf`` is the version of the engine."""

    format: int
    passed: bool
    verapdf: str
    files: list[FileAnswer]
