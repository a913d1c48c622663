"""Reading below the address of an object store, as :class:`.tree.Tree` does below a folder.

What can be asked for by its name is: the lists of a store may lag behind what was put and removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from report_builder.archive.inventory import DECLARATION, INVENTORY
from report_builder.archive.names import folders_above
from report_builder.archive.object_store import Found, ObjectStore, StoreError
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import say


class StoreTree(Tree):
    """The objects of a store below the address of a storage root."""

    in_steps = True

    def __init__(self, store: ObjectStore, place: str = "") -> None:
        super().__init__(Path(), place)
        self.store = store

    def read(self, path: str, limit: int | None = None) -> bytes:
        """The bytes of an object of at most ``limit`` bytes. Raises UnreadableError."""
        try:
            data = self.store.read(path, None if limit is None else limit + 1)
        except FileNotFoundError:
            raise _missing() from None
        except StoreError as fault:
            raise unreadable(fault) from None
        if limit is not None and len(data) > limit:
            raise UnreadableError("RB-ARCHIVE-KIND", say("archive.file-too-large", most=limit))
        return data

    def feed(self, path: str, take: Callable[[bytes], None]) -> None:
        """Give an object to ``take``; raises what that raises, and UnreadableError."""
        take(self.read(path))

    def digests(self, path: str, algorithms: Iterable[str]) -> tuple[dict[str, str], int]:
        """Digests of an object, by hashlib's name of the algorithm, and its size. Raises UnreadableError."""
        data = self.read(path)
        return {name: hashlib.new(name, data, usedforsecurity=False).hexdigest() for name in algorithms}, len(
            data
        )

    def size(self, path: str) -> int:
        """The size of an object in bytes. Raises UnreadableError."""
        found = self._find(path)
        if found is None or found.kind is not Kind.FILE:
            raise _missing()
        return found.size

    def entries(self, path: str = "") -> dict[str, Kind]:
        """What the store lists below a name. Raises UnreadableError."""
        try:
            return self.store.names(path)
        except StoreError as fault:
            raise unreadable(fault) from None

    def walk(self, path: str) -> Iterator[tuple[str, Kind, bool]]:
        """Every object below a name, and the folders that are read into their names; none is empty.

        Raises UnreadableError.
        """
        try:
            found = self.store.below(path)
        except StoreError as fault:
            raise unreadable(fault) from None
        kinds = dict.fromkeys(found, Kind.FILE)
        start = len(path.split("/")) if path else 0
        for key in found:
            kinds |= dict.fromkeys(folders_above(key)[start:], Kind.FOLDER)
        for key, kind in sorted(kinds.items()):
            yield key, kind, False

    def on_disk(self, path: str) -> str:
        """The path itself: a store keeps names as they are."""
        return path

    def is_same(self, one: str, other: str) -> bool:
        """Tell whether two paths are one."""
        return one == other

    def kind(self, path: str) -> Kind | None:
        """What stands at ``path``; None for nothing. Raises UnreadableError."""
        found = self._find(path)
        return found.kind if found else None

    def stands(self, object_id: str) -> bool:
        """Tell whether there is an object, by what each has; its versions may be put before it is one."""
        marks = (f"{object_id}/{INVENTORY}", f"{object_id}/{DECLARATION}")
        return any(self.kind(mark) is Kind.FILE for mark in marks)

    def token(self, path: str) -> tuple[object, ...]:
        """Something that changes when the object at ``path`` is put anew."""
        try:
            found = self._find(path)
        except UnreadableError:
            return ()
        return (found.token,) if found and found.kind is Kind.FILE else ()

    def _find(self, path: str) -> Found | None:
        try:
            return self.store.find(path)
        except StoreError as fault:
            raise unreadable(fault) from None


def unreadable(fault: StoreError) -> UnreadableError:
    """What a reader is told of a store that cannot be asked."""
    return UnreadableError(fault.code, fault.reason, fault.hint)


def _missing() -> UnreadableError:
    return UnreadableError("RB-ARCHIVE-FILE-MISSING", say("archive.file-missing"))
