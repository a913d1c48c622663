"""Carrying a whole storage root to another place, and taking the old one away once the new is proven.

The copy is built where it shall stand. A mark in its work folder says whose copy it is, so that a run that
was killed is gone on with and nothing else is written over; the declaration, by which a folder is a storage
root, is written last there and removed first here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from hashlib import sha512
from pathlib import Path

from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.faults import Faults
from report_builder.archive.lock import Holder, Work
from report_builder.archive.names import folders_above, is_dropped
from report_builder.archive.root import DECLARATION, EXTENSIONS, WORK
from report_builder.archive.shutting import shut
from report_builder.archive.sides import MARK, side_of
from report_builder.archive.store import tree_of
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.sources.location import Location, location

_MAX_MARK_BYTES = 64 * 1024

_CONTENT = re.compile(r"[^/]+/v[0-9]+/content/")
"""What stands below may be archived under any name."""


class ChangedError(Exception):
    """A copy that is not what was copied, with the path of the file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def carried_from(target: Location) -> Location | None:
    """Where the archive in ``target`` is being moved from; None where no move is unfinished there."""
    try:
        return location(_marked(target)["from"], Path())
    except (UnreadableError, ValueError, KeyError, TypeError, RecursionError):
        return None


def carried_since(target: Location) -> datetime | None:
    """When the unfinished move to ``target`` began; None where there is none, or it does not say that."""
    try:
        return datetime.fromisoformat(_marked(target)["since"]).astimezone(UTC)
    except (UnreadableError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _marked(target: Location) -> dict[str, str]:
    found: dict[str, str] = json.loads(tree_of(target).read(MARK, _MAX_MARK_BYTES))
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

    def __init__(self, source: Tree, target: Location, disk: ArchiveDisk) -> None:
        self._from, self._to = source, tree_of(target)
        self._old, self._new = side_of(self._from, disk), side_of(self._to, disk)
        self._disk = disk

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
        self._new.mark(json.dumps({"from": self._old.name, "since": now.isoformat()}).encode("utf-8"))

    def copy(self, files: tuple[str, ...]) -> dict[str, str]:
        """Copy the files that are not there yet, and read all of them back; their digests, by path.

        Raises OSError and UnreadableError; ChangedError where the disk gives back other bytes.
        """
        digests: dict[str, str] = {}
        for path in files:
            if path == DECLARATION:  # all else is on the disk before the folder says that it is an archive
                self._prove(digests)
                self._new.settle()
            digests[path] = self._copy(path)
        self._prove({path: digest for path, digest in digests.items() if path == DECLARATION})
        self._new.settle_end()
        return digests

    def _copy(self, path: str) -> str:
        digest = _digest(self._from, path)
        if self._to.kind(path) is Kind.FILE:
            with suppress(UnreadableError):
                if _digest(self._to, path) == digest:
                    return digest
            self._new.remove(path)
        self._new.put(self._from, path)
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
        self._old.remove_all(files)

    def remove_rest(self) -> bool:
        """Remove what the locks stood in, once they are released. Always True. Raises OSError."""
        self._old.remove_rest()
        return True

    def unmark(self) -> bool:
        """The move is done: nothing tells of it any more. Always True. Raises OSError."""
        self._new.unmark()
        return True


def _digest(tree: Tree, path: str) -> str:
    total = sha512()
    tree.feed(path, total.update)
    return total.hexdigest()
