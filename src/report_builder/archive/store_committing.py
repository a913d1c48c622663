"""Putting a version in an object store, where nothing can be swapped and each object is put by itself.

What the version holds is put first, then its inventory, its sidecar, and those at the top; for a new object
its declaration comes last. The inventory of the version decides: it is put on the condition that none is
there, and all that it names is there by then. So of two writers one puts it, and the other is told
(TakenError); and whoever dies after it leaves a version that the next writer completes, or before it, only
objects that nothing names, which the next writer takes for its own or removes. No object that an inventory
names is ever put over or removed: where other bytes stand under the name that is wanted, the new ones get a
name by their digest.

For the same reason each version keeps its inventory here, also where a folder would take it away.

The inventory at the top is put on the condition that it is still the one that was read, so that a writer that
slept cannot set it back; the same for its sidecar.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha512

from report_builder.archive.completeness import DECLARED as OBJECT_DECLARED
from report_builder.archive.faults import Faults
from report_builder.archive.inventory import (
    CONTENT,
    DECLARATION,
    INVENTORY,
    SIDECAR,
    Inventory,
    sidecar,
    version_folder,
)
from report_builder.archive.object_store import StoreError, TakenError
from report_builder.archive.parsing import parse_inventory
from report_builder.archive.root import CONFIG, DECLARED, LAYOUT, config, layout
from report_builder.archive.root import DECLARATION as ROOT_DECLARATION
from report_builder.archive.store_tree import StoreTree
from report_builder.language.message import say

_TRIES = 3


class StoreCommitter:
    """Writes one object of a store; a :class:`.writing.Committer`."""

    can_rewrite = False

    def __init__(self, tree: StoreTree, object_id: str) -> None:
        self._tree, self._store, self._id = tree, tree.store, object_id

    def clear(self) -> bool:
        """Nothing stands beside the object; what a killed run left in it is a matter of the next version."""
        return False

    def standing(self, number: int, names: Mapping[str, str]) -> tuple[str, ...]:
        """The names of a version to come that hold other bytes, left by a killed run.

        Raises StoreError; TakenError where that version is there.
        """
        if self._store.holds(f"{self._id}/{version_folder(number)}/{INVENTORY}"):
            raise TakenError
        folder = f"{self._id}/{version_folder(number)}/{CONTENT}"
        taken = []
        for key in self._store.below(folder):
            name = key.removeprefix(f"{folder}/")
            with suppress(FileNotFoundError):
                digest = sha512(self._store.read(key)).hexdigest()
                if names.get(digest) != name:
                    taken.append(name)
        return tuple(taken)

    def declare_root(self, *, prefixed: bool) -> None:
        """Make the address a storage root; the declaration comes last. Raises StoreError."""
        if prefixed:
            self.prefix_root()
        else:
            self._store.create(LAYOUT, layout())
        self._store.create(ROOT_DECLARATION, DECLARED)

    def prefix_root(self) -> None:
        """Let the root have objects whose ids are more than the names of their folders. Raises StoreError."""
        self._store.create(CONFIG, config())
        if self._store.find(LAYOUT) is not None:
            self._store.remove(LAYOUT)

    def commit(
        self, before: Inventory | None, after: Inventory, inventory: bytes, files: Mapping[str, bytes]
    ) -> None:
        """Put the version ``after.head`` in place; ``files`` leads from content path to new bytes.

        ``inventory`` are the bytes of ``after``. Raises TakenError where another writer put that version, and
        StoreError; then the object is as it was, or as it shall be once the next writer has completed it.
        """
        del before  # the store itself has it, and is asked for it when it counts
        for path, content in files.items():
            self._store.create(f"{self._id}/{path}", content)
        try:
            self._store.create(f"{self._id}/{version_folder(after.head.number)}/{INVENTORY}", inventory)
        except TakenError:
            stands = self._parsed(f"{version_folder(after.head.number)}/{INVENTORY}")
            if stands is not None:
                self._remove_unnamed(stands)
            raise
        self._finish(after, inventory)

    def complete(self, newest: Inventory, data: bytes) -> None:
        """Take the last steps of a version whose own inventory is there. Raises StoreError."""
        self._finish(newest, data)

    def remove_outlived(self, newest: Inventory) -> None:
        """Remove a sidecar whose inventory went in a folder, before the archive came here. Raises StoreError.

        No inventory of a version goes in a store: a writer that slept would put its own in the place.
        """
        self._store.remove(f"{self._id}/{version_folder(newest.head.number - 1)}/{SIDECAR}")

    def declare(self) -> None:
        """Say that the object is one. Raises StoreError."""
        self._store.create(f"{self._id}/{DECLARATION}", OBJECT_DECLARED)

    def rewrite(self, kept: Mapping[str, str], files: Mapping[str, bytes]) -> None:  # noqa: ARG002
        """Refuse: no store takes bytes away for ever, of an object that is there all the time."""
        raise StoreError(say("archive.store-no-purge"), say("archive.store-no-purge.hint"))

    def _finish(self, inventory: Inventory, data: bytes) -> None:
        number = inventory.head.number
        self._store.create(f"{self._id}/{version_folder(number)}/{SIDECAR}", sidecar(data))
        self._remove_unnamed(inventory)
        if self._advance(number, data):
            self._seal(data)
        if number == 1:
            self.declare()

    def _advance(self, number: int, data: bytes) -> bool:
        """Put the inventory at the top; False where later ones, which go on from it, stand there already."""
        key = f"{self._id}/{INVENTORY}"
        for _ in range(_TRIES):
            try:
                current = self._store.read(key)
            except FileNotFoundError:
                if number > 1:
                    raise TakenError from None
                self._store.create(key, data)
                return True
            head = _head(self._id, current)
            if head is not None and head >= number:
                return current == data
            if head != number - 1:
                break
            with suppress(TakenError):  # another completes it meanwhile; then it is looked at anew
                self._store.replace(key, data, current)
                return True
        raise TakenError

    def _seal(self, data: bytes) -> None:
        key = f"{self._id}/{SIDECAR}"
        try:
            before = self._store.read(key)
        except FileNotFoundError:
            self._store.create(key, sidecar(data))
            return
        if before != sidecar(data) and self._store.read(f"{self._id}/{INVENTORY}") == data:
            with suppress(TakenError):  # by one that completes this version, or has the next
                self._store.replace(key, sidecar(data), before)

    def _remove_unnamed(self, inventory: Inventory) -> None:
        """Remove what killed or late runs put in the newest version, and its inventory does not name."""
        folder = f"{self._id}/{version_folder(inventory.head.number)}/{CONTENT}"
        for key in self._store.below(folder):
            if key.removeprefix(f"{self._id}/") not in inventory.manifest:
                self._store.remove(key)

    def _parsed(self, path: str) -> Inventory | None:
        return parse_inventory(self._store.read(f"{self._id}/{path}"), path, self._id, Faults())


def _head(object_id: str, data: bytes) -> int | None:
    inventory = parse_inventory(data, INVENTORY, object_id, Faults())
    return None if inventory is None else inventory.head.number
