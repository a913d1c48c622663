"""Carrying a whole storage root to another place, and taking the old one away once the new is proven.

The copy is built where it shall stand. A mark in its work folder says whose copy it is, so that a run that
was killed is gone on with and nothing else is written over; the declaration, by which a folder is a storage
root, is written last there and removed first here.
"""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from hashlib import sha512
from pathlib import Path
from typing import TypeAlias

from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.faults import Faults
from report_builder.archive.lock import Holder, Work, is_held, make_folders
from report_builder.archive.names import folders_above, is_dropped
from report_builder.archive.root import DECLARATION, EXTENSIONS, WORK
from report_builder.archive.shutting import shut
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.output import remove_stale, reserve

MARK = f"{WORK}/.moving.json"
"""In the new place: where the archive comes from, until the old place is gone."""

_MAX_MARK_BYTES = 64 * 1024
Fill: TypeAlias = Callable[[int], None]
"""Writes to an open file."""


_CONTENT = re.compile(r"[^/]+/v[0-9]+/content/")
"""What stands below may be archived under any name."""

_STAYS = (errno.EBUSY, errno.EACCES, errno.EPERM)


class ChangedError(Exception):
    """A copy that is not what was copied, with the path of the file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def carried_from(target: Path) -> Path | None:
    """Where the archive in ``target`` is being moved from; None where no move is unfinished there."""
    try:
        return Path(_marked(target)["from"])
    except (UnreadableError, ValueError, KeyError, TypeError, RecursionError):
        return None


def carried_since(target: Path) -> datetime | None:
    """When the unfinished move to ``target`` began; None where there is none, or it does not say that."""
    try:
        return datetime.fromisoformat(_marked(target)["since"]).astimezone(UTC)
    except (UnreadableError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _marked(target: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(Tree(target).read(MARK, _MAX_MARK_BYTES))
    return found


def carried_files(tree: Tree, faults: Faults) -> tuple[str, ...]:
    """Every file of a storage root but those of work at hand and what systems dropped; the declaration last.

    What is neither a file nor a folder is a fault. Raises UnreadableError.
    """
    found = []
    for path, kind in _walk(tree):
        if kind is Kind.OTHER:
            faults.add("RB-ARCHIVE-KIND", path, "E090", say("archive.link-not-moved"))
        elif kind is Kind.FILE:
            found.append(path)
    return tuple(sorted(found, key=lambda path: (path == DECLARATION, path)))


def _walk(tree: Tree) -> Iterator[tuple[str, Kind]]:
    left = [""]
    while left:
        folder = left.pop()
        for name, kind in tree.entries(folder).items():
            path = f"{folder}/{name}" if folder else name
            is_theirs = is_dropped(name) and kind is not Kind.OTHER and not _CONTENT.match(path)
            if path == WORK or is_theirs:
                continue
            yield path, kind
            if kind is Kind.FOLDER:
                left.append(path)


class Carrying:
    """The move of one storage root by the one process that holds all its locks."""

    def __init__(self, source: Tree, target: Path, disk: ArchiveDisk) -> None:
        self._from, self._to = source, Tree(target)
        self._source, self._target, self._disk = source.root, target, disk

    def lock(self, stack: ExitStack, pid: int, diagnostics: Diagnostics) -> bool:
        """Keep every writer out of the old place until ``stack`` ends; False after RB-ARCHIVE-BUSY.

        Raises OSError and UnreadableError.
        """
        return shut(self._from, self._disk, stack, Holder(Work.MOVING, pid), diagnostics)

    def stranger(self, files: tuple[str, ...]) -> str | None:
        """Something that stands in the new place and is no part of the copy. Raises UnreadableError."""
        folders = {folder for path in files for folder in folders_above(path)} | {EXTENSIONS}
        known = {Kind.FILE: set(files), Kind.FOLDER: folders, Kind.OTHER: set[str]()}
        return next((path for path, kind in _walk(self._to) if path not in known[kind]), None)

    def mark(self, now: datetime) -> None:
        """Say in the new place whose copy is made there, from ``now`` on. Raises OSError."""
        make_folders(self._target / WORK, self._disk)
        remove_stale(self._target / WORK, self._disk)
        with reserve(self._target / MARK, self._disk) as slot:
            mark = {"from": str(self._source.absolute()), "since": now.isoformat()}
            slot.fill(json.dumps(mark).encode("utf-8"))
            slot.commit()

    def copy(self, files: tuple[str, ...]) -> dict[str, str]:
        """Copy the files that are not there yet, and read all of them back; their digests, by path.

        Raises OSError and UnreadableError; ChangedError where the disk gives back other bytes.
        """
        digests: dict[str, str] = {}
        for path in files:
            if path == DECLARATION:  # all else is on the disk before the folder says that it is an archive
                self._prove(digests)
                self._disk.sync_folders(_folders(self._target))
            digests[path] = self._copy(path)
        self._prove({path: digest for path, digest in digests.items() if path == DECLARATION})
        self._disk.sync_folder(self._target)
        self._disk.sync_folder(self._target.parent)
        return digests

    def _copy(self, path: str) -> str:
        target, digest = self._target / path, _digest(self._from, path)
        if self._to.kind(path) is Kind.FILE:
            with suppress(UnreadableError):
                if _digest(self._to, path) == digest:
                    return digest
            self._disk.remove(target)
        make_folders(target.parent, self._disk)

        def write(descriptor: int) -> None:
            def take(data: bytes) -> None:
                rest = memoryview(data)
                while rest:
                    rest = rest[self._disk.write(descriptor, rest) :]

            self._from.feed(path, take)
            self._disk.sync(descriptor)

        self._write(target, write)
        return digest

    def _prove(self, digests: Mapping[str, str]) -> None:
        for path, digest in digests.items():
            if _digest(self._to, path) != digest:
                raise ChangedError(path)

    def differing(self, files: tuple[str, ...]) -> list[str]:
        """The files of the old place that the new one does not have with the same bytes.

        Raises UnreadableError.
        """
        return [
            path
            for path in files
            if self._to.kind(path) is not Kind.FILE or _digest(self._to, path) != _digest(self._from, path)
        ]

    def remove_source(self, files: tuple[str, ...]) -> None:
        """Remove these files of the old place, what systems dropped, and the folders. Raises OSError."""
        for path in reversed(files):
            self._disk.remove(self._source / path)
            if path == DECLARATION:
                self._disk.sync_folder(self._source)
        self._remove_dropped(self._source)
        for name, kind in self._from.entries(WORK).items():  # what killed runs left; the locks are ours
            if kind is Kind.FOLDER:
                self._disk.remove_tree(self._source / WORK / name)
        kept = (self._source / WORK, self._source / EXTENSIONS)  # the locks are in them still
        for folder in sorted(_below(self._source), reverse=True):
            if folder not in kept:
                self._disk.remove_folder(folder)

    def remove_rest(self) -> bool:
        """Remove what the locks stood in, once they are released. Always True. Raises OSError."""
        if not self._source.is_dir():
            return True
        for name in self._from.entries(WORK):
            if is_held(self._source / WORK / name, self._disk):  # somebody begins anew there
                return True
            self._disk.remove(self._source / WORK / name)
        for name in (WORK, EXTENSIONS):
            if (self._source / name).is_dir():
                self._disk.remove_folder(self._source / name)
        try:
            self._disk.remove_folder(self._source)
        except OSError as fault:
            if fault.errno not in _STAYS:  # the place of a drive, or a folder in one that is not ours
                raise
        return True

    def unmark(self) -> bool:
        """The move is done: nothing tells of it any more. Always True. Raises OSError."""
        with suppress(FileNotFoundError):
            self._disk.remove(self._target / MARK)
        remove_stale(self._target / WORK, self._disk)
        self._remove_folders(self._target, (WORK, EXTENSIONS))
        return True

    def _remove_dropped(self, folder: Path) -> None:
        for entry in sorted(folder.iterdir()):
            if is_dropped(entry.name):
                if entry.is_dir() and not entry.is_symlink():
                    self._disk.remove_tree(entry)
                else:
                    self._disk.remove(entry)
            elif entry.is_dir() and not entry.is_symlink() and entry != self._source / WORK:
                self._remove_dropped(entry)

    def _remove_folders(self, root: Path, names: tuple[str, ...]) -> None:
        for name in names:
            with suppress(OSError):  # it has something in it, or is the place of a drive
                self._disk.remove_folder(root / name)

    def _write(self, path: Path, fill: Fill) -> None:
        descriptor = self._disk.create_sealed(path)
        try:
            fill(descriptor)
        finally:
            self._disk.close(descriptor)


def _digest(tree: Tree, path: str) -> str:
    total = sha512()
    tree.feed(path, total.update)
    return total.hexdigest()


def _folders(root: Path) -> list[Path]:
    return [*sorted(_below(root), reverse=True), root]


def _below(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_dir() and not path.is_symlink()]
