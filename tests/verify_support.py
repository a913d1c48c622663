"""veraPDF for every test that needs it, in one Java machine for the whole session."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from report_builder.check.standards import OWN
from report_builder.check.verapdf import WORKER, _Machine
from report_builder.check.worker import PATIENCE
from report_builder.language.message import Announce


@cache
def _machine() -> _Machine:
    """Start Java at the first question; a session without one never pays the three seconds."""
    machine = _Machine(WORKER)
    atexit.register(machine.stop)
    return machine


def failures(pdf: bytes, flavours: tuple[str, ...] = OWN) -> list[str]:
    """What veraPDF finds in a file, one line for each failed test; empty when it complies."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(pdf)
        answer = _machine().ask(path, flavours, PATIENCE, lambda _at: None)
    assert "verdicts" in answer, answer
    assert [verdict["flavour"] for verdict in answer["verdicts"]] == list(flavours)
    found = [
        f"{verdict['flavour']} {failure['clause']}-{failure['test']}: {failure['message']}"
        for verdict in answer["verdicts"]
        for failure in verdict["failures"]
    ]
    assert all(verdict["compliant"] for verdict in answer["verdicts"]) == (not found)
    assert all(verdict["checks"] > 100 for verdict in answer["verdicts"]), "veraPDF looked at next to nothing"
    return found


class SharedMachine:
    """Stands where :func:`verify` would start a Java machine of its own: it asks the session's."""

    def __init__(self, _command: object) -> None:
        self._machine = _machine()

    @property
    def engine(self) -> str:
        return self._machine.engine

    def ask(
        self, path: Path, flavours: tuple[str, ...], patience: float, announce: Announce
    ) -> dict[str, Any]:
        return self._machine.ask(path, flavours, max(patience, PATIENCE), announce)

    def stop(self) -> None:
        """The session stops it."""


def assert_complies(pdf: bytes) -> None:
    """Assert that a file meets PDF/UA-1 and PDF/A-2a."""
    assert failures(pdf) == []
