"""Reading below the storage root, and never outside of it.

Every step of a path is opened without following links, so that an inventory or a link planted in the
archive cannot lead to another file. Devices and pipes are not opened at all.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from report_builder.archive.faults import RESTORE
from report_builder.language.message import Message, hinted, say
from report_builder.language.reason import reason_of

_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)
_FOLDER_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK")
)
_STEPWISE = os.open in os.supports_dir_fd


class Kind(Enum):
    """What stands under a name, links not followed."""

    FILE = auto()
    FOLDER = auto()
    OTHER = auto()
    """A link or a device."""


class UnreadableError(Exception):
    """A file that is not there or cannot be read, with the code and words for the report."""

    def __init__(self, code: str, message: Message, hint: Message = RESTORE) -> None:
        super().__init__(message.key)
        self.code, self.message, self.hint = code, message, hint

    @property
    def missing(self) -> bool:
        """True where nothing stands under the name."""
        return self.code == "RB-ARCHIVE-FILE-MISSING"


class Tree:
    """The folder of a storage root; paths are relative to it and use ``/``.

    ``place`` is how diagnostics tell of the root itself; empty where paths are enough. What stands in an
    object store has a tree of its own (:mod:`.store_tree`).
    """

    in_steps = False
    """True where a version is put in place file by file, and its own folder may be seen half."""

    def __init__(self, root: Path, place: str = "") -> None:
        self.root, self.place = root, place

    def read(self, path: str, limit: int | None = None) -> bytes:
        """The bytes of a regular file of at most ``limit`` bytes. Raises UnreadableError."""
        with self._opened(path) as descriptor:
            size = os.fstat(descriptor).st_size
            if limit is not None and size > limit:
                raise UnreadableError("RB-ARCHIVE-KIND", say("archive.file-too-large", most=limit))
            return b"".join(_chunks(descriptor))

    def feed(self, path: str, take: Callable[[bytes], None]) -> None:
        """Give a regular file to ``take``, piece by piece; raises what that raises, and UnreadableError."""
        try:
            descriptor = self._open(path)
        except OSError as fault:
            raise _cannot(fault) from None
        try:
            while chunk := _chunk(descriptor):
                take(chunk)
        finally:
            os.close(descriptor)

    def digests(self, path: str, algorithms: Iterable[str]) -> tuple[dict[str, str], int]:
        """Digests of a file, by hashlib's name of the algorithm, and its size. Raises UnreadableError."""
        sums = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
        size = 0
        with self._opened(path) as descriptor:
            for chunk in _chunks(descriptor):
                size += len(chunk)
                for total in sums.values():
                    total.update(chunk)
        return {name: total.hexdigest() for name, total in sums.items()}, size

    def size(self, path: str) -> int:
        """The size of a regular file in bytes. Raises UnreadableError."""
        with self._opened(path) as descriptor:
            return os.fstat(descriptor).st_size

    def entries(self, path: str = "") -> dict[str, Kind]:
        """What stands in a folder, sorted by name; nothing for a folder that is not there.

        Raises UnreadableError.
        """
        try:
            with os.scandir(self.root / path) as found:
                return dict(sorted((entry.name, _kind_of_entry(entry)) for entry in found))
        except FileNotFoundError:
            return {}
        except OSError as fault:
            raise _cannot(fault) from None

    def walk(self, path: str) -> Iterator[tuple[str, Kind, bool]]:
        """Everything below a folder: its path, what it is, and whether it is an empty folder.

        Raises UnreadableError.
        """
        left = [(path, self.entries(path))]
        while left:
            folder, entries = left.pop()
            for name, kind in entries.items():
                below = f"{folder}/{name}"
                inner = self.entries(below) if kind is Kind.FOLDER else {}
                yield below, kind, kind is Kind.FOLDER and not inner
                if inner:
                    left.append((below, inner))

    def on_disk(self, path: str) -> str:
        """The path as the disk has it: some systems and programs write å as two characters (form NFD)."""
        if path.isascii() or os.path.lexists(self.root / path):
            return path
        found = ""
        for part in path.split("/"):
            own, other = (f"{found}{form}" for form in (part, unicodedata.normalize("NFD", part)))
            found = (other if os.path.lexists(self.root / other) else own) + "/"
        return found.removesuffix("/")

    def is_same(self, one: str, other: str) -> bool:
        """Tell whether two paths lead to one file or folder, links not followed."""
        try:
            return os.path.samestat((self.root / self.on_disk(one)).lstat(), (self.root / other).lstat())
        except OSError:
            return False

    def kind(self, path: str) -> Kind | None:
        """What stands at ``path``; None for nothing."""
        try:
            return _kind((self.root / self.on_disk(path)).lstat().st_mode)
        except OSError:
            return None

    def stands(self, object_id: str) -> bool:
        """Tell whether there is an object: it is put in place as a whole folder."""
        return self.kind(object_id) is Kind.FOLDER

    def token(self, path: str) -> tuple[object, ...]:
        """Something that changes when the folder or file at ``path`` is put in place anew."""
        try:
            status = (self.root / path).lstat()
        except OSError:
            return ()
        return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)

    @contextmanager
    def _opened(self, path: str) -> Iterator[int]:
        try:
            descriptor = self._open(path)
        except OSError as fault:
            raise _cannot(fault) from None
        try:
            yield descriptor
        except OSError as fault:
            raise _cannot(fault) from None
        finally:
            os.close(descriptor)

    def _open(self, path: str) -> int:
        *folders, name = self.on_disk(path).split("/")
        if not _STEPWISE:
            return self._open_whole(folders, name)
        folder = os.open(self.root, _FOLDER_FLAGS & ~getattr(os, "O_NOFOLLOW", 0))
        try:
            for part in folders:
                inner = os.open(part, _FOLDER_FLAGS, dir_fd=folder)
                os.close(folder)
                folder = inner
            _require_file(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
            descriptor = os.open(name, _FLAGS, dir_fd=folder)
        finally:
            os.close(folder)
        return descriptor

    def _open_whole(self, folders: list[str], name: str) -> int:
        """Open where the system cannot open step by step: each step is looked at first."""
        place = self.root
        for part in folders:
            place /= part
            if not stat.S_ISDIR(place.lstat().st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        place /= name
        _require_file(place.lstat().st_mode)
        return os.open(place, _FLAGS)


def _chunks(descriptor: int) -> Iterator[bytes]:
    while chunk := os.read(descriptor, _CHUNK):
        yield chunk


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK)
    except OSError as fault:
        raise _cannot(fault) from None


def _require_file(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise UnreadableError("RB-ARCHIVE-KIND", say("archive.no-regular-file"))


def _kind_of_entry(entry: os.DirEntry[str]) -> Kind:
    if entry.is_dir(follow_symlinks=False):
        return Kind.FOLDER
    return Kind.FILE if entry.is_file(follow_symlinks=False) else Kind.OTHER


def _kind(mode: int) -> Kind:
    if stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_ISREG(mode) else Kind.OTHER


def _cannot(fault: OSError) -> UnreadableError:
    if isinstance(fault, FileNotFoundError):
        return UnreadableError("RB-ARCHIVE-FILE-MISSING", say("archive.file-missing"))
    if fault.errno in (errno.ELOOP, errno.ENOTDIR):
        return UnreadableError("RB-ARCHIVE-KIND", say("archive.no-folder"))
    return UnreadableError("RB-ARCHIVE-READ", *hinted("archive.cannot-read", reason=reason_of(fault)))
