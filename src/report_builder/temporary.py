"""Folders for files that are needed only for a while, which nobody else can look into.

Beside a folder stands a file of the same name and ``.lock``, which the process that made both holds for as
long as it lives. A lock that nobody holds was left by a run that was killed: the next one removes both. The
lock is made first and removed last, so that no folder is without one.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from report_builder.output import Disk, is_taken

SCRATCH = "report-builder-"
"""How the names begin in the system's folder for temporary files."""

_LOCK = ".lock"
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
_seen: set[tuple[str, str]] = set()
"""Where this process has looked for what killed runs left; once is enough."""


@contextmanager
def private_folder(parent: Path | None = None, prefix: str = SCRATCH) -> Iterator[Path]:
    """Make an empty folder in ``parent`` (the system's for temporary files), and remove it at the end.

    The name begins with ``prefix``. What killed runs left there under such a name is removed. Moving the
    folder away is no fault. Raises OSError.
    """
    place = Path(tempfile.gettempdir()) if parent is None else parent
    if (str(place), prefix) not in _seen:
        _seen.add((str(place), prefix))
        remove_left(place, prefix)
    lock, descriptor = _locked(place, prefix)
    folder = lock.with_name(lock.name.removesuffix(_LOCK))
    try:
        folder.mkdir(0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _remove(lock, descriptor)


def remove_left(place: Path, prefix: str = SCRATCH) -> None:
    """Remove what killed runs of the same user left in ``place``; what cannot be removed stays."""
    try:
        with os.scandir(place) as entries:
            names = [one.name for one in entries if one.name.startswith(prefix) and one.name.endswith(_LOCK)]
    except OSError:
        return
    for name in sorted(names):
        with suppress(OSError):
            _remove_left(place / name)


def _remove_left(lock: Path) -> None:
    status = lock.lstat()
    if not stat.S_ISREG(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
        return
    folder = lock.with_name(lock.name.removesuffix(_LOCK))
    if sys.platform == "win32":
        # A file that is open cannot be renamed there, which tells that its process lives.
        left = lock.rename(lock.with_name(f"{lock.name}.gone{_LOCK}"))
        shutil.rmtree(folder, ignore_errors=True)
        left.unlink()
        return
    descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if not is_taken(descriptor):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                lock.unlink()
    finally:
        os.close(descriptor)


def _locked(place: Path, prefix: str) -> tuple[Path, int]:
    """A new file, held by this process."""
    while True:
        path = place / f"{prefix}{os.getpid()}-{os.urandom(4).hex()}{_LOCK}"
        descriptor = os.open(path, _FLAGS, 0o600)
        Disk().lock(descriptor)
        # Another run may have taken the file for a leftover between the two calls: then once more.
        if sys.platform == "win32" or os.fstat(descriptor).st_nlink:
            return path, descriptor
        os.close(descriptor)


def _remove(lock: Path, descriptor: int) -> None:
    with suppress(OSError):
        if sys.platform != "win32":
            lock.unlink()
        os.close(descriptor)
        if sys.platform == "win32":
            lock.unlink()
