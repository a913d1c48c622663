"""One writer at a time for each object.

The lock is the operating system's, on a file that tells who has it; it ends with the process, so a
killed run never blocks the next. The file is removed by its holder, and whoever then holds the lock of
a file without a name tries again.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.json import decode, encode

from report_builder.archive.disk import ArchiveDisk
from report_builder.language.message import Message, say
from report_builder.output import WINDOWS, write_whole

_TRIES = 1000
_LONGEST_NOTE = 200
_LOOKS = 100
_BETWEEN_LOOKS = 0.003
"""Seconds; the holder writes its note when it has read an inventory."""
_BRIEF_LOOKS = 5
"""So often a lock is looked at, since another who looks holds it for a moment."""

_READ = os.O_RDWR | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
)


class Work(Enum):
    """What a lock is held for."""

    WRITING = "writing"
    MOVING = "moving"
    MENDING = "mending"


class Holder(Struct, frozen=True, omit_defaults=True):
    """What stands in a lock file: the process that holds it, what for, and which version it writes.

    ``version`` is 0 where the whole archive is worked at.
    """

    work: Work
    process: int
    version: int = 0

    @property
    def said(self) -> Message:
        """What another process is told that wants to write meanwhile."""
        if self.work is Work.MOVING:
            return say("archive.busy-moving", process=self.process)
        if self.work is Work.MENDING:
            return say("archive.busy-mending", process=self.process)
        return say("archive.busy-writing", version=self.version, process=self.process)


class Busy(Struct, frozen=True):
    """Another process has the lock; ``holder`` is None where it wrote nothing yet that is understood.

    ``whole`` tells that the whole archive is shut, not one object.
    """

    holder: Holder | None = None
    whole: bool = False

    @property
    def said(self) -> Message:
        """What another process is told that wants to write meanwhile."""
        if self.holder is not None:
            return self.holder.said
        return say("archive.busy-whole") if self.whole else say("archive.busy")

    @property
    def hint(self) -> Message:
        """What that process is to do."""
        return say("archive.busy.hint")


class Lock:
    """The right to write, with a note for those who come too late."""

    def __init__(self, descriptor: int, disk: ArchiveDisk) -> None:
        self._descriptor, self._disk = descriptor, disk

    def tell(self, holder: Holder) -> None:
        """Write who holds the lock, and what for. Raises OSError."""
        os.ftruncate(self._descriptor, 0)
        write_whole(self._descriptor, encode(holder) + b"\n", self._disk)


@contextmanager
def held(path: Path, disk: ArchiveDisk) -> Iterator[Lock | Busy]:
    """Hold the lock file ``path`` until the block is left; makes its folders. Raises OSError."""
    descriptor, is_ours = _take(path, disk)
    try:
        yield Lock(descriptor, disk) if is_ours else Busy(_read(descriptor, path))
    finally:
        with suppress(OSError):  # a lock file that stays does no harm
            if WINDOWS:  # an open file cannot be removed there, not even another's
                disk.close(descriptor)
            if is_ours:
                disk.remove(path)
        if not WINDOWS:
            disk.close(descriptor)


def is_held(path: Path, disk: ArchiveDisk) -> bool:
    """Tell whether a process holds the lock file ``path``; nothing is made. Raises OSError."""
    for look in range(_BRIEF_LOOKS):
        if look:
            time.sleep(_BETWEEN_LOOKS)
        try:
            descriptor = os.open(path, _READ)
        except FileNotFoundError:
            return False
        try:
            if disk.lock(descriptor):
                return False
        finally:
            disk.close(descriptor)
    return True


def make_folders(path: Path, disk: ArchiveDisk) -> None:
    """Make a folder and those above it, and sync what names them. Raises OSError."""
    if path.is_dir():
        return
    if path.parent != path:
        make_folders(path.parent, disk)
    with suppress(FileExistsError):
        disk.make_folder(path)
        disk.sync_folder(path.parent)


def _take(path: Path, disk: ArchiveDisk) -> tuple[int, bool]:
    for _ in range(_TRIES):
        try:
            make_folders(path.parent, disk)
            descriptor = disk.open_lock(path)
        except FileNotFoundError:  # another run has just removed the empty folder
            continue
        try:
            is_ours = disk.lock(descriptor)
            if not is_ours or _is_named(descriptor, path):
                return descriptor, is_ours
        except BaseException:
            disk.close(descriptor)
            raise
        disk.close(descriptor)
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))


def _is_named(descriptor: int, path: Path) -> bool:
    """True while the open file still stands at ``path``."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except OSError:
        return False


def _read(descriptor: int, path: Path) -> Holder | None:
    """What the holder wrote; it may have taken the lock this very moment, so it is waited for a little.

    None where the holder is done, or is a program that writes something else.
    """
    for _ in range(_LOOKS):
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            return decode(os.read(descriptor, _LONGEST_NOTE), type=Holder)
        except (MsgspecError, UnicodeDecodeError):
            if not _is_named(descriptor, path):
                return None
        time.sleep(_BETWEEN_LOOKS)
    return None
