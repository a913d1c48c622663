"""A storage root: what is in it, and the way to add to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.inventory import Version
from report_builder.archive.writing import Writer
from report_builder.diagnostics import Diagnostics, Outcome


@dataclass(frozen=True, slots=True)
class Verified:
    """How much ``Archive.verify`` looked at; ``size`` in bytes. A zero is a reason to wonder."""

    objects: int
    versions: int
    files: int
    size: int


class Archive:
    """An OCFL 1.1 storage root in the folder ``root``, which need not exist yet.

    Objects have simple names ("konstruktiv-uro") and stand in folders of that name (registered OCFL
    extension 0002). Reading never changes anything. Diagnostics point to paths relative to ``root``.
    ``pid`` is what a second writer is told; the process's own by default.
    """

    def __init__(self, root: Path, disk: ArchiveDisk | None = None, pid: int | None = None) -> None:
        self.root = root

    def objects(self) -> Outcome[tuple[str, ...]]:
        """The names of the objects, sorted; () for a folder that does not exist or is empty."""
        raise NotImplementedError

    def versions(self, object_id: str) -> Outcome[tuple[Version, ...]]:
        """The versions of an object, oldest first; () when there is no such object.

        Reads the root inventory and its sidecar, no more.
        """
        raise NotImplementedError

    def read(self, object_id: str, number: int, path: str) -> Outcome[bytes]:
        """The bytes of a logical path of a version, compared with their digest.

        RB-ARCHIVE-MISSING for an object, version or path that is not there; RB-ARCHIVE-DIGEST with both
        digests when the bytes are not those that were archived.
        """
        raise NotImplementedError

    def verify(self, object_id: str | None = None, number: int | None = None) -> Outcome[Verified]:
        """Check declarations, layout, inventories, sidecars, every file and every digest.

        With ``object_id`` only that object; with ``number`` too, digests of that version's files only.
        Every fault is found, none repaired. What an interrupted run left is a warning
        (RB-ARCHIVE-INTERRUPTED), as long as the old or the new version is provably whole.
        """
        raise NotImplementedError

    @contextmanager
    def write(self, object_id: str, diagnostics: Diagnostics) -> Iterator[Writer | None]:
        """Lock an object for writing, until the block is left; the object need not exist yet.

        Yields None after a diagnostic: RB-ARCHIVE-BUSY where another process writes it (the message
        names version and process), RB-ARCHIVE-NAME for a name that is no object id, RB-OUTPUT-WRITE
        where the folder cannot be written. Completes or clears what a killed run left, with a note
        (RB-ARCHIVE-INTERRUPTED). Makes the folder of the storage root if it is not there.
        """
        raise NotImplementedError
        yield None
