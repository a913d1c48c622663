"""A process of its own in which the disk fails, or which dies, at the n-th thing that it writes.

Python tells every opening for writing, new folder, renaming, linking and removing before it happens (audit
events). A hook that raises there is a disk that is full or read-only; one that kills is ``kill -9``. No part
of the program is exchanged, and none is known here.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report_builder.cli.app import run
from tests.said import ENGLISH

WRITES = {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "shutil.move"}
REMOVES = {"os.remove", "os.rmdir"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
NAMES = ("out", "err", "count")
PATIENCE = 60.0
"""Seconds after which a child that hangs ends and says where."""


Fault = Callable[[int], Callable[[int, str], None]]
"""What happens at a turn, of which each write is told: its number, and its name."""


@dataclass(frozen=True)
class Answer:
    """How a command in such a process ended."""

    status: int | None
    """None where it was killed."""
    out: str
    err: str
    writes: int
    """How many things it wrote or was about to write."""


def _is_write(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        path, _, flags = arguments
        return not isinstance(path, int) and bool((flags or 0) & WRITING)
    return event in WRITES or event in REMOVES


def _places(event: str, arguments: tuple[Any, ...]) -> list[str]:
    found = arguments[:2] if event in {"os.rename", "os.link", "os.symlink"} else arguments[:1]
    return [os.fsdecode(one) for one in found if isinstance(one, str | bytes | os.PathLike)]


class _World:
    """Counts what is written below a folder, and lets the fault happen when its turn has come."""

    def __init__(self, below: Path, fault: Callable[[int, str], None], count: int) -> None:
        self.below, self.fault, self.count_file = str(below), fault, count
        self.count = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not _is_write(event, arguments):
            return
        places = _places(event, arguments)
        if not any(os.path.normpath(place).startswith(self.below) for place in places):
            return
        self.count += 1
        os.pwrite(self.count_file, str(self.count).encode(), 0)
        self.fault(self.count, event)


def _die(_event: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(number: int) -> Callable[[str], None]:
    def fail(event: str) -> None:
        # What takes away works on a full disk.
        if number != errno.ENOSPC or event not in REMOVES:
            raise OSError(number, os.strerror(number))

    return fail


def killed_at(turn: int) -> Callable[[int, str], None]:
    """Die just before the write of this turn; turn 0 never comes."""
    return lambda count, event: _die(event) if count == turn else None


def full_at(turn: int) -> Callable[[int, str], None]:
    """From this turn on the disk is full."""
    fail = _fail(errno.ENOSPC)
    return lambda count, event: fail(event) if count >= turn > 0 else None


def once_at(turn: int) -> Callable[[int, str], None]:
    """The write of this turn fails, those after it work: a network drive that blinks."""
    fail = _fail(errno.EIO)
    return lambda count, event: fail(event) if count == turn else None


def read_only(_turn: int = 0) -> Callable[[int, str], None]:
    fail = _fail(errno.EROFS)
    return lambda _count, event: fail(event)


@dataclass(frozen=True)
class Child:
    """A command that runs apart."""

    number: int
    scratch: Path

    def end(self) -> Answer:
        """Wait until it has ended."""
        ended = os.waitpid(self.number, 0)[1]
        status = None if os.WIFSIGNALED(ended) else os.WEXITSTATUS(ended)
        out, err, count = ((self.scratch / name).read_text("utf-8") for name in NAMES)
        return Answer(status, out, err, int(count or "0"))


def start_apart(
    arguments: tuple[str, ...],
    now: float,
    below: Path,
    fault: Callable[[int, str], None],
    scratch: Path,
    largest: int | None = None,
) -> Child:
    """Start a command in a child; ``largest`` bytes a file may have, and then the disk is full."""
    scratch.mkdir(exist_ok=True)
    out, err, counted = (scratch / name for name in NAMES)
    for path in (out, err, counted):
        path.write_bytes(b"")
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _live(arguments, now, _World(below, fault, os.open(counted, os.O_WRONLY)), out, err, largest)
    return Child(child, scratch)


def run_apart(
    arguments: tuple[str, ...],
    now: float,
    below: Path,
    fault: Callable[[int, str], None],
    scratch: Path,
    largest: int | None = None,
) -> Answer:
    """Run a command in a child to its end."""
    return start_apart(arguments, now, below, fault, scratch, largest).end()


def _live(
    arguments: tuple[str, ...], now: float, world: _World, out: Path, err: Path, largest: int | None
) -> None:
    """The life of the child; whatever happens, it never comes back into the tests of its parent."""
    status = 99
    try:
        sys.stdout, sys.stderr = out.open("w", encoding="utf-8"), err.open("w", encoding="utf-8")
        faulthandler.dump_traceback_later(PATIENCE, exit=True, file=sys.stderr)
        if largest is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
        sys.addaudithook(world)
        status = run(arguments, ENGLISH, lambda: 0.0, lambda: now)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - a child of the tests ends here, whatever it was
        with suppress(BaseException):
            traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(status)
