"""A process of our own that answers in lines of JSON, and is given up when it stands still.

A file may be of any size and a machine of any speed, so no time is set for a whole answer: a worker says
now and then how far it is, and each line that comes is a sign of life.
"""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from msgspec import convert

from report_builder.language.message import Announce, Value

PATIENCE = 120.0
"""Seconds without a sign of life after which a worker is given up; the longest that was measured in
64 MB of PDF with 22 million objects is 3 s."""

BYTES_PER_SECOND = 1_000_000
"""What must be read before the first sign of life is read faster than this by any machine."""


class Still(Exception):  # noqa: N818 - a state of the worker, not an error of ours
    """The worker made no progress for as long as it was given; ``at`` says where, empty before the first."""

    def __init__(self, seconds: float, at: Value) -> None:
        super().__init__(seconds)
        self.seconds, self.at = seconds, at

    @property
    def waited(self) -> int | float:
        """The seconds as they are told: without decimals where there are none that count."""
        return int(self.seconds) if self.seconds == int(self.seconds) else round(self.seconds, 1)

    @property
    def longer(self) -> int:
        """So many seconds are advised for the next try."""
        return round(self.seconds * 5)


class Gone(Exception):  # noqa: N818 - the same
    """The worker ended, or wrote what is no answer; ``killed`` where a system without memory ended it."""

    def __init__(self, killed: bool) -> None:
        super().__init__(killed)
        self.killed = killed


def patience_for(path: Path, asked: float | None) -> float:
    """How many seconds a worker may stand still over a file: as asked for, or by the file's size."""
    if asked is not None:
        return asked
    try:
        return PATIENCE + path.stat().st_size / BYTES_PER_SECOND
    except OSError:  # the worker will say so
        return PATIENCE


class Worker:
    """The process, with a thread that waits for its lines: pipes cannot be waited for everywhere.

    Raises OSError where it cannot be started.
    """

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

    def ask(self, job: object) -> None:
        """Send one line; what comes of it shows in the answer."""
        try:
            self._input.write(json.dumps(job) + "\n")
            self._input.flush()
        except (OSError, ValueError):  # it is gone, or was stopped: then no answer comes
            return

    def answer(self, patience: float, announce: Announce) -> dict[str, Any]:
        """The next line that is an answer; those that only say how far it is go to ``announce``.

        Raises Still after ``patience`` seconds without a line, Gone when none can come any more.
        """
        at: Value = ""
        while True:
            try:
                line = self._lines.get(timeout=patience)
            except queue.Empty:
                raise Still(patience, at) from None
            try:
                answer = json.loads(line)
            except ValueError:
                raise Gone(self._was_killed()) from None
            if not isinstance(answer, dict):
                raise Gone(False)
            if "at" not in answer:
                return answer
            at = convert(answer["at"], Value)
            announce(at)

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

    def _was_killed(self) -> bool:
        """Whether the process was ended by the signal that a system ends processes with."""
        try:
            return self._process.wait(1) == -getattr(signal, "SIGKILL", 9)
        except subprocess.TimeoutExpired:  # it babbles on
            return False

    def _listen(self, stdout: IO[str]) -> None:
        try:
            for line in stdout:
                self._lines.put(line)
        except ValueError:  # bytes that are no text
            pass
        self._lines.put("")  # the process is gone: no JSON
