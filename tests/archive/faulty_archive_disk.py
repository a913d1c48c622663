"""Archive disks that fail, or kill the process, at one chosen moment."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from report_builder.archive import ArchiveDisk
from tests.pipeline.faulty_disk import StepDisk

_TORN = 16
"""So many bytes of a file are written by a second call, so that a stop between leaves it torn."""


class QuickArchiveDisk(ArchiveDisk):
    """Does not wait for the disk, which no process that only dies can tell."""

    def sync(self, descriptor: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass


class StepArchiveDisk(StepDisk, QuickArchiveDisk):
    """Meets each call of an archive's writer, before and after it; remembers all of them."""

    def __init__(self, *, swaps: bool = True) -> None:
        StepDisk.__init__(self)
        self._swaps = swaps

    def create_sealed(self, path: Path) -> int:
        self.meet("before create_sealed")
        descriptor = super().create_sealed(path)
        self.meet("after create_sealed")
        return descriptor

    def write(self, descriptor: int, data: memoryview) -> int:
        self.meet("before write")
        taken = QuickArchiveDisk.write(self, descriptor, data[:-_TORN] or data)
        self.meet("after write")
        return taken

    def open_lock(self, path: Path) -> int:
        self.meet("before open_lock")
        descriptor = super().open_lock(path)
        self.meet("after open_lock")
        return descriptor

    def make_folder(self, path: Path) -> None:
        self.meet("before make_folder")
        super().make_folder(path)
        self.meet("after make_folder")

    def make_private_folder(self, path: Path) -> None:
        self.meet("before make_folder")
        super().make_private_folder(path)
        self.meet("after make_folder")

    def link(self, source: Path, target: Path) -> None:
        self.meet("before link")
        super().link(source, target)
        self.meet("after link")

    def move(self, source: Path, target: Path) -> None:
        self.meet("before move")
        super().move(source, target)
        self.meet("after move")

    def swap(self, first: Path, second: Path) -> None:
        self.meet("before swap")
        super().swap(first, second)
        self.meet("after swap")

    def remove(self, path: Path) -> None:
        self.meet("before remove")
        super().remove(path)
        self.meet("after remove")

    def remove_folder(self, path: Path) -> None:
        self.meet("before remove_folder")
        super().remove_folder(path)
        self.meet("after remove_folder")


def is_failure(moment: str) -> bool:
    """True where a call can fail: before it is done, or after it where a network drive's answer got lost."""
    return moment.startswith("before") or moment in ("after swap", "after move", "after replace")


class FailingArchiveDisk(StepArchiveDisk):
    """Fails with ``number``, an errno, at the ``count``-th moment that :func:`is_failure` names."""

    def __init__(self, count: int, number: int, *, swaps: bool = True) -> None:
        super().__init__(swaps=swaps)
        self._left, self._number = count, number
        self.failed = ""

    def meet(self, moment: str) -> None:
        super().meet(moment)
        self._left -= is_failure(moment)
        if self._left == 0 and is_failure(moment):
            self.failed = moment
            raise OSError(self._number, os.strerror(self._number))


class KillingArchiveDisk(StepArchiveDisk):
    """Kills the process, without any warning, before the ``count``-th call.

    That is after the call before it as well; what comes after the last call is no interruption.
    """

    def __init__(self, count: int, *, swaps: bool = True) -> None:
        super().__init__(swaps=swaps)
        self._left = count

    def meet(self, moment: str) -> None:
        super().meet(moment)
        self._left -= moment.startswith("before")
        if self._left == 0 and moment.startswith("before"):
            os.kill(os.getpid(), signal.SIGKILL)
