"""The file-system calls that the archive needs: the seam for fault injection."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from report_builder.output import CREATE, WINDOWS, Disk, usual_mode

_LOCK = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
_LOCKED_BYTE = 1 << 30
"""On Windows a locked byte cannot be read, so one is locked that is never written."""

_AT_WORKING_FOLDER = -100
_RENAME_EXCHANGE = _RENAME_SWAP = 2  # Linux, macOS

MANY_FOLDERS = 50
"""From so many on, syncing the whole file system once is quicker than syncing each folder."""

UNSUPPORTED = frozenset(
    getattr(errno, name)
    for name in ("ENOSYS", "EINVAL", "EPERM", "EXDEV", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOTTY")
    if hasattr(errno, name)
)
"""What a file system answers that has no hard links or cannot swap folders."""


class ArchiveDisk(Disk):
    """A disk that can also make folders, link files, and swap two folders in one step.

    ``swaps`` is False where folders are never to be swapped, as on a file system that cannot.
    """

    def __init__(self, *, swaps: bool = True) -> None:
        self._swaps = swaps

    def create_sealed(self, path: Path) -> int:
        """Open a new file that can be written through this descriptor and never again."""
        return os.open(path, CREATE, 0o444)

    def open_lock(self, path: Path) -> int:
        """Open a lock file, which may exist already."""
        return os.open(path, _LOCK, 0o644)

    def lock(self, descriptor: int) -> bool:
        """Lock until the file is closed or the process ends; False where another one has it locked.

        Raises OSError where the file system has no locks: without one nothing is written.
        """
        try:
            if sys.platform == "win32":
                import msvcrt

                os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                os.lseek(descriptor, 0, os.SEEK_SET)
            else:
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def make_folder(self, path: Path) -> None:
        """Make a folder that must not exist yet."""
        path.mkdir()

    def make_private_folder(self, path: Path) -> None:
        """Make a folder that must not exist yet, and that nobody else can look into."""
        path.mkdir(0o700)

    def open_up(self, path: Path) -> None:
        """Let a folder be looked into by whom the user lets look into new folders."""
        path.chmod(usual_mode(0o777))

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name."""
        os.link(source, target, follow_symlinks=False)

    def move(self, source: Path, target: Path) -> None:
        """Rename a folder to a name that is free."""
        source.rename(target)

    def replace(self, source: Path, target: Path) -> None:
        """Rename in one step, over a file that may be sealed."""
        if WINDOWS and target.exists():
            target.chmod(stat.S_IWRITE)
        super().replace(source, target)

    def swap(self, first: Path, second: Path) -> None:
        """Let two folders change places in one step. Raises OSError, UNSUPPORTED where that cannot be."""
        if not self._swaps:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        import ctypes

        try:
            library = ctypes.CDLL(None, use_errno=True)
            if sys.platform == "darwin":
                failed = library.renamex_np(os.fsencode(first), os.fsencode(second), _RENAME_SWAP)
            else:
                here = _AT_WORKING_FOLDER
                failed = library.renameat2(
                    here, os.fsencode(first), here, os.fsencode(second), _RENAME_EXCHANGE
                )
        except (AttributeError, TypeError):  # a C library without the call; Windows
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from None
        if failed:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(first))

    def sync_folders(self, folders: Sequence[Path]) -> None:
        """Sync folders of one file system, in this order. Raises OSError."""
        if len(folders) < MANY_FOLDERS or not self._sync_file_system(folders[0]):
            for folder in folders:
                self.sync_folder(folder)

    def _sync_file_system(self, folder: Path) -> bool:
        """Sync everything on the file system of ``folder``; False where only Linux could."""
        if sys.platform != "linux":
            return False
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        if not hasattr(library, "syncfs"):
            return False
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            if library.syncfs(descriptor):
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(folder))
        finally:
            os.close(descriptor)
        return True

    def remove(self, path: Path) -> None:
        """Remove a file, sealed or not."""
        if WINDOWS:
            path.chmod(stat.S_IWRITE)
        super().remove(path)

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def remove_tree(self, folder: Path) -> None:
        """Remove a folder with all that is in it; links are removed, not followed. Raises OSError."""
        with os.scandir(folder) as entries:
            found = sorted((entry.is_dir(follow_symlinks=False), entry.name) for entry in entries)
        for is_folder, name in found:
            if is_folder:
                self.remove_tree(folder / name)
            else:
                self.remove(folder / name)
        self.remove_folder(folder)
