"""Atomic output: a file is there whole, or the old one stands.

The bytes are written to a temporary file beside the target, synced, renamed over the target, and the
folder is synced. Whoever looks, whenever the process dies, finds the old file or the new one.

Until then nobody else can open it; what is put in place has the mode of the file that stood there, or the
usual one.

A temporary file is locked by the process that writes it for as long as that process lives. A file that
nobody holds was left by a run that was killed, and the next run removes it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.language.reason import reason_of

WINDOWS = sys.platform == "win32"
CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_UMASK = Lock()
_PREFIX, _SUFFIX = ".rb-", ".tmp"
_GUARD = "'"
# What makes a cell a formula in one spreadsheet or another, the wide forms of East Asian keyboards too, and
# the guard itself, so that taking the guard off gives back exactly what was written.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", _GUARD)


class Disk:
    """The file-system calls that writing needs, and nothing else: the seam for fault injection."""

    def create(self, path: Path) -> int:
        """Open a file that must not exist yet; the descriptor can be read and written."""
        return os.open(path, CREATE, 0o666)

    def create_private(self, path: Path) -> int:
        """Open a file that must not exist yet, and that nobody else can open."""
        return os.open(path, CREATE, 0o600)

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write some of ``data``; the number of bytes that were taken."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Return when the bytes are on the disk."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close, and let go of the lock."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename in one step."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Return when the folder's entries are on the disk; Windows has no such call."""
        if WINDOWS:
            return
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def lock(self, descriptor: int) -> bool:
        """Lock the open file until it is closed; False where another process has it locked.

        Windows does not remove a file that is open, which is lock enough.
        """
        if WINDOWS:
            return True
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class Slot:
    """A place for a new file, proven to be writable; see :func:`reserve`."""

    def __init__(self, target: Path, temporary: Path, descriptor: int, disk: Disk) -> None:
        self.target = target
        self.path = temporary
        self._descriptor: int | None = descriptor
        self._disk = disk

    def fill(self, data: bytes) -> None:
        """Write ``data`` to the temporary file and sync it. Raises OSError."""
        assert self._descriptor is not None
        write_whole(self._descriptor, data, self._disk)

    def commit(self) -> None:
        """Put the filled file in the target's place. Raises OSError; then the old file stands.

        Only the last step, syncing the folder, can fail with the new file already in place.
        """
        if WINDOWS:  # an open file cannot be renamed there
            self.close()
        elif self._descriptor is not None:
            os.fchmod(self._descriptor, _mode_at(self.target))
        self._disk.replace(self.path, self.target)
        self._disk.sync_folder(self.target.parent)

    def close(self) -> None:
        """Close the temporary file, if it is still open."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            self._disk.close(descriptor)


def write_whole(descriptor: int, data: bytes, disk: Disk) -> None:
    """Write all of ``data`` and sync it. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[disk.write(descriptor, rest) :]
    disk.sync(descriptor)


@contextmanager
def reserve(target: Path, disk: Disk) -> Iterator[Slot]:
    """Make a temporary file beside ``target``, so that a full or read-only disk shows before the work.

    ``target`` must be a real path (no symbolic link), or the link would be replaced. Leaving the block,
    however that happens, removes the temporary file unless it was committed. Raises OSError.
    """
    temporary, descriptor = _create(target.parent, disk)
    slot = Slot(target, temporary, descriptor, disk)
    try:
        yield slot
    finally:
        # Nothing here may hide the error that led here.
        with suppress(OSError):
            slot.close()
        with suppress(OSError):
            disk.remove(temporary)


def write_file(target: Path, data: bytes, diagnostics: Diagnostics, disk: Disk | None = None) -> bool:
    """Put a whole file in place in one step; False after RB-OUTPUT-WRITE, and then the old one stands.

    A symbolic link is followed, and what killed runs left beside the file is removed.
    """
    disk = disk or Disk()
    try:
        real = target.resolve()
        remove_stale(real.parent, disk)
        with reserve(real, disk) as slot:
            slot.fill(data)
            slot.commit()
    except (OSError, RuntimeError) as fault:  # RuntimeError: a link that leads to itself
        diagnostics.error(
            "RB-OUTPUT-WRITE", None, *hinted("output.cannot-write", path=str(target), reason=reason_of(fault))
        )
        return False
    return True


def guarded(cell: str) -> str:
    """Give a cell of a table for spreadsheets that none of them takes for a formula.

    It has an apostrophe in front where one might, or where it begins with one.
    """
    return _GUARD + cell if cell.lstrip(" \u00a0").startswith(_DANGEROUS) else cell


def usual_mode(most: int) -> int:
    """The mode of a new file or folder that at most has ``most``: what the user's umask leaves of it."""
    with _UMASK:  # there is no other way to ask than to set it
        mask = os.umask(0o077)
        os.umask(mask)
    return most & ~mask


def _mode_at(target: Path) -> int:
    """Who may do what with the file that is put in place of ``target``: the same as before."""
    try:
        return stat.S_IMODE(target.stat().st_mode) & 0o777
    except OSError:
        return usual_mode(0o666)


def is_taken(descriptor: int) -> bool:
    """Tell whether another process has the open file locked; where none has, it is locked now."""
    return not Disk().lock(descriptor)


def _create(folder: Path, disk: Disk) -> tuple[Path, int]:
    while True:
        temporary = folder / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}{_SUFFIX}"
        descriptor = disk.create_private(temporary)
        disk.lock(descriptor)
        # Another run may have taken the file for a leftover between the two calls: then once more.
        if WINDOWS or os.fstat(descriptor).st_nlink:
            return temporary, descriptor
        disk.close(descriptor)


def remove_stale(folder: Path, disk: Disk) -> tuple[str, ...]:
    """Remove what killed runs left in ``folder``; the names of the files, sorted.

    A file that a living process holds is left alone, and so is one that cannot be removed.
    """
    try:
        names = sorted(entry.name for entry in folder.iterdir() if _is_temporary(entry))
    except OSError:
        return ()
    return tuple(name for name in names if _remove_if_unlocked(folder / name, disk))


def _is_temporary(path: Path) -> bool:
    return path.name.startswith(_PREFIX) and path.name.endswith(_SUFFIX) and _is_regular(path)


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _remove_if_unlocked(path: Path, disk: Disk) -> bool:
    try:
        if WINDOWS:
            disk.remove(path)
            return True
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if not disk.lock(descriptor):
                return False
            disk.remove(path)
            return True
        finally:
            os.close(descriptor)
    except OSError:
        return False
