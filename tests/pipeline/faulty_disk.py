"""Disks that fail, or kill the process, at one chosen step."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from report_builder.output import Disk

STEPS = ("create", "write", "sync", "replace", "sync_folder")
"""The steps of putting a file in place, in order."""


class StepDisk(Disk):
    """A disk that calls :meth:`meet` before and after each step."""

    def __init__(self) -> None:
        self.trace: list[str] = []

    def meet(self, moment: str) -> None:
        """Act at "before STEP" or "after STEP"."""
        self.trace.append(moment)

    def create(self, path: Path) -> int:
        self.meet("before create")
        descriptor = super().create(path)
        self.meet("after create")
        return descriptor

    def create_private(self, path: Path) -> int:
        self.meet("before create")
        descriptor = super().create_private(path)
        self.meet("after create")
        return descriptor

    def write(self, descriptor: int, data: memoryview) -> int:
        self.meet("before write")
        # A little at a time, so that a stop between two writes leaves a torn temporary file.
        taken = super().write(descriptor, data[: max(1, len(data) // 2)])
        self.meet("after write")
        return taken

    def sync(self, descriptor: int) -> None:
        self.meet("before sync")
        super().sync(descriptor)
        self.meet("after sync")

    def replace(self, source: Path, target: Path) -> None:
        self.meet("before replace")
        super().replace(source, target)
        self.meet("after replace")

    def sync_folder(self, folder: Path) -> None:
        self.meet("before sync_folder")
        super().sync_folder(folder)
        self.meet("after sync_folder")


class FailingDisk(StepDisk):
    """Fails with ``number`` (an errno) when it meets ``moment`` for the ``count``-th time."""

    def __init__(self, moment: str, number: int, count: int = 1) -> None:
        super().__init__()
        self.moment, self.number, self.left = moment, number, count

    def meet(self, moment: str) -> None:
        super().meet(moment)
        if moment == self.moment:
            self.left -= 1
            if self.left == 0:
                raise OSError(self.number, os.strerror(self.number))


class KillingDisk(StepDisk):
    """Kills the process, without any warning, at the ``count``-th moment."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    def meet(self, moment: str) -> None:
        super().meet(moment)
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
