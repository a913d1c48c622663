"""A storage root: what is in it, and the way to add to it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.faults import Faults, place_of
from report_builder.archive.inventory import DELIMITER, Version
from report_builder.archive.object_store import ObjectStore, TakenError
from report_builder.archive.opening import FolderOpening
from report_builder.archive.purging import Purged, plan, told
from report_builder.archive.reading import (
    is_there,
    read_files,
    read_history,
    read_inventory,
    read_version,
    steadily,
    tell_no_object,
)
from report_builder.archive.root import RootState, check_entries, examine, object_names
from report_builder.archive.store_opening import StoreOpening
from report_builder.archive.store_tree import StoreTree
from report_builder.archive.tree import Tree, UnreadableError
from report_builder.archive.verifying import ObjectCheck, tell_beginning
from report_builder.archive.writing import Writer
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.message import hinted
from report_builder.language.reason import reason_of
from report_builder.sources.location import Address, Location


class Verified(Struct, frozen=True):
    """How much ``Archive.verify`` looked at; ``size`` in bytes. All are 0 where nothing was there.

    ``within`` has the same of each object, by its name.
    """

    objects: int = 0
    versions: int = 0
    files: int = 0
    size: int = 0
    within: Mapping[str, Verified] = field(default_factory=dict)

    def __add__(self, other: Verified) -> Verified:
        return Verified(
            self.objects + other.objects,
            self.versions + other.versions,
            self.files + other.files,
            self.size + other.size,
            {**self.within, **other.within},
        )


class Archive:
    """An OCFL 1.1 storage root in the folder or object store ``root``, which need not exist yet.

    Objects have simple names ("konstruktiv-uro") and stand in folders of that name. Their ids are these names
    (registered OCFL extension 0002), or URIs that end with them (0006). Reading never changes anything.
    Diagnostics point to paths relative to ``root``, with ``place`` before them, which says where the root is.
    ``pid`` is what a second writer is told; the process's own by default. ``disk`` is what writes to a
    folder, ``store`` what reads and writes at an address.
    """

    def __init__(
        self,
        root: Location,
        disk: ArchiveDisk | None = None,
        pid: int | None = None,
        place: str = "",
        store: ObjectStore | None = None,
    ) -> None:
        self.root, self.place = root, place
        self._disk = disk or ArchiveDisk()
        self._pid = os.getpid() if pid is None else pid
        self._tree = tree_of(root, place, store)

    def is_there(self) -> bool:
        """Tell whether there is a folder of that name, or a storage root at the address."""
        if not isinstance(self.root, Address):
            return self.root.is_dir()
        faults = Faults()
        return examine(self._tree, faults) is not RootState.NEW

    def objects(self) -> Outcome[tuple[str, ...]]:
        """The names of the objects, sorted; () for a folder that does not exist or is empty."""
        faults = Faults(self._tree.place)
        try:
            is_root = examine(self._tree, faults) is RootState.READY
            names = object_names(self._tree) if is_root else ()
            names = tuple(name for name in names if self._tree.stands(name))
        except UnreadableError as fault:
            faults.add(fault.code, "", "", fault.message, fault.hint)
        return Outcome(None if faults.found else names, faults.items)

    def versions(self, object_id: str) -> Outcome[tuple[Version, ...]]:
        """The versions of an object, oldest first; () when there is no such object.

        Reads the root inventory and its sidecar, no more.
        """

        def look(faults: Faults) -> tuple[Version, ...] | None:
            inventory = read_inventory(self._tree, object_id, faults)
            return None if faults.found else inventory.versions if inventory else ()

        return steadily(self._tree, object_id, look)

    def part_of(self, object_id: str) -> str:
        """The URI of which an object is a part; empty where its id is its name alone, or cannot be read."""
        found = steadily(self._tree, object_id, lambda faults: read_inventory(self._tree, object_id, faults))
        return found.value.object_id.rpartition(DELIMITER)[0] if found.value else ""

    def read(self, object_id: str, number: int, path: str) -> Outcome[bytes]:
        """The bytes of a logical path of a version, compared with their digest.

        RB-ARCHIVE-MISSING for an object, version or path that is not there; RB-ARCHIVE-DIGEST with both
        digests when the bytes are not those that were archived.
        """

        def look(faults: Faults) -> bytes | None:
            files = read_files(self._tree, object_id, number, path, faults)
            return files[path] if files is not None else None

        return steadily(self._tree, object_id, look)

    def read_all(self, object_id: str, number: int) -> Outcome[Mapping[str, bytes]]:
        """Every file of a version, logical path to bytes, each as :meth:`read` gives it."""
        return steadily(
            self._tree, object_id, lambda faults: read_files(self._tree, object_id, number, None, faults)
        )

    def history(self, object_id: str, path: str) -> Outcome[Mapping[int, bytes]]:
        """One logical path through all versions that have it, by number; the inventory is read once.

        What is damaged is left out, and told like :meth:`read` does.
        """
        return steadily(
            self._tree, object_id, lambda faults: read_history(self._tree, object_id, path, faults)
        )

    def would_lose(self, object_id: str, number: int) -> Outcome[Purged]:
        """What ``Writer.purge`` of a version would take and leave; RB-ARCHIVE-MISSING as for :meth:`read`."""

        def look(faults: Faults) -> Purged | None:
            found = read_version(self._tree, object_id, number, faults)
            if found is None:
                return None
            try:
                return told(plan(found[0], number, "tombstone", "", ""), self._tree, object_id)
            except UnreadableError as fault:
                faults.add(fault.code, object_id, "", fault.message, fault.hint)
                return None

        return steadily(self._tree, object_id, look)

    def verify(self, object_id: str | None = None, number: int | None = None) -> Outcome[Verified]:
        """Check declarations, layout, inventories, sidecars, every file and every digest.

        With ``object_id`` only that object; with ``number`` too, digests of that version's files only.
        Every fault is found, none repaired. What an interrupted run left is a warning
        (RB-ARCHIVE-INTERRUPTED), as long as the old or the new version is provably whole.
        """
        faults = Faults(self._tree.place)
        state = examine(self._tree, faults)
        names: tuple[str, ...] = ()
        try:
            if object_id is not None and state is not RootState.FOREIGN:
                names = (object_id,)
            elif state is RootState.READY:
                names = object_names(self._tree)
                check_entries(self._tree, faults)
        except UnreadableError as fault:
            faults.add(fault.code, "", "", fault.message, fault.hint)
        outcomes = [self._verify_object(name, number) for name in names]
        total = sum((outcome.value or Verified() for outcome in outcomes), Verified())
        return Outcome(
            total, (*faults.items, *(item for outcome in outcomes for item in outcome.diagnostics))
        )

    @contextmanager
    def write(self, object_id: str, diagnostics: Diagnostics) -> Iterator[Writer | None]:
        """Lock an object for writing, until the block is left; the object need not exist yet.

        Yields None after a diagnostic: RB-ARCHIVE-BUSY where another process writes it (the message
        names version and process), RB-ARCHIVE-NAME for a name that is no object id, RB-OUTPUT-WRITE
        where the folder cannot be written, and what ``verify`` says where the archive is damaged.
        Completes or clears what a killed run left, with a note (RB-ARCHIVE-INTERRUPTED). Makes the
        folder of the storage root if it is not there; it stays only if a version was added.
        """
        with ExitStack() as stack:
            try:
                opening = self._opening(object_id, diagnostics)
                writer = opening.enter(stack)
            except TakenError as fault:
                diagnostics.error(fault.code, place_of(self.place, object_id), fault.reason, fault.hint)
                writer = None
            except OSError as fault:
                diagnostics.error(
                    "RB-OUTPUT-WRITE",
                    None,
                    *hinted("archive.cannot-write", folder=str(self.root), reason=reason_of(fault)),
                )
                writer = None
            yield writer

    def _opening(self, object_id: str, diagnostics: Diagnostics) -> FolderOpening | StoreOpening:
        if isinstance(self._tree, StoreTree):
            return StoreOpening(self._tree, object_id, self._pid, diagnostics)
        return FolderOpening(self._tree, object_id, self._disk, self._pid, diagnostics)

    def _verify_object(self, object_id: str, number: int | None) -> Outcome[Verified]:
        def look(faults: Faults) -> Verified:
            if not is_there(self._tree, object_id, faults):
                if not faults.found and not tell_beginning(self._tree, object_id, faults):
                    tell_no_object(faults, object_id)
                return Verified()
            check = ObjectCheck(self._tree, object_id, faults)
            try:
                check.run(number)
            except UnreadableError as fault:
                faults.add(fault.code, object_id, "", fault.message, fault.hint)
            seen = Verified(1, check.versions, check.files, check.size)
            return replace(seen, within={object_id: seen})

        return steadily(self._tree, object_id, look)


def tree_of(root: Location, place: str = "", store: ObjectStore | None = None) -> Tree:
    """What reads a storage root, in a folder or in an object store."""
    if isinstance(root, Address):
        return StoreTree(store or ObjectStore(root), place)
    return Tree(root, place)
