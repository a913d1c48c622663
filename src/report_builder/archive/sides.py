"""The two sides of a move: a folder or an object store that an archive is carried from, or to."""

from __future__ import annotations

import errno
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.lock import is_held, make_folders
from report_builder.archive.names import is_dropped
from report_builder.archive.root import DECLARATION, EXTENSIONS, WORK
from report_builder.archive.store_lock import holder_of
from report_builder.archive.store_tree import StoreTree
from report_builder.archive.tree import Kind, Tree
from report_builder.output import remove_stale, reserve

MARK = f"{WORK}/.moving.json"
"""In the new place: where the archive comes from, until the old place is gone."""

_STAYS = (errno.EBUSY, errno.EACCES, errno.EPERM)


class Side(ABC):
    """One side; ``name`` is what the other remembers it by. Its methods raise OSError."""

    name: str

    @abstractmethod
    def mark(self, text: bytes) -> None:
        """Say in the new place whose copy is made there."""

    @abstractmethod
    def put(self, source: Tree, path: str) -> None:
        """Write a file that ``source`` has, and that is not there. Raises UnreadableError too."""

    @abstractmethod
    def remove(self, path: str) -> None:
        """Remove one file."""

    @abstractmethod
    def settle(self) -> None:
        """See to it that all is kept that was put, before the declaration is."""

    @abstractmethod
    def settle_end(self) -> None:
        """See to it that the declaration is kept too."""

    @abstractmethod
    def unmark(self) -> None:
        """Let nothing tell of the move any more."""

    @abstractmethod
    def remove_all(self, files: tuple[str, ...]) -> None:
        """Remove these files from the last to the first, and what was only about them."""

    @abstractmethod
    def remove_rest(self) -> None:
        """Remove what the locks stood in, once they are released."""


def side_of(tree: Tree, disk: ArchiveDisk) -> Side:
    """The side that ``tree`` reads."""
    return StoreSide(tree) if isinstance(tree, StoreTree) else FolderSide(tree, disk)


class StoreSide(Side):
    """The address of an object store, where each object is put whole and has no folder."""

    def __init__(self, tree: StoreTree) -> None:
        self._store = tree.store
        self.name = str(tree.store.address)

    def mark(self, text: bytes) -> None:
        """Say in the new place whose copy is made there."""
        self._store.create(MARK, text)

    def put(self, source: Tree, path: str) -> None:
        """Put an object that ``source`` has."""
        self._store.create(path, source.read(path))

    def remove(self, path: str) -> None:
        """Remove one object."""
        self._store.remove(path)

    def settle(self) -> None:
        """Nothing: a store has kept what it has answered for."""

    def settle_end(self) -> None:
        """Nothing, for the same reason."""

    def unmark(self) -> None:
        """Let nothing tell of the move any more."""
        self._store.remove(MARK)

    def remove_all(self, files: tuple[str, ...]) -> None:
        """Remove these objects from the last to the first."""
        for path in reversed(files):
            self._store.remove(path)

    def remove_rest(self) -> None:
        """Remove locks that nobody holds."""
        for key in self._store.below(WORK):
            if holder_of(self._store, key) is None:
                self._store.remove(key)


class FolderSide(Side):
    """A folder."""

    def __init__(self, tree: Tree, disk: ArchiveDisk) -> None:
        self._tree, self._root, self._disk = tree, tree.root, disk
        self.name = str(tree.root.absolute())

    def mark(self, text: bytes) -> None:
        """Say in the new place whose copy is made there."""
        make_folders(self._root / WORK, self._disk)
        remove_stale(self._root / WORK, self._disk)
        with reserve(self._root / MARK, self._disk) as slot:
            slot.fill(text)
            slot.commit()

    def put(self, source: Tree, path: str) -> None:
        """Write a file that ``source`` has."""
        target = self._root / path
        make_folders(target.parent, self._disk)
        descriptor = self._disk.create_sealed(target)

        def take(data: bytes) -> None:
            rest = memoryview(data)
            while rest:
                rest = rest[self._disk.write(descriptor, rest) :]

        try:
            source.feed(path, take)
            self._disk.sync(descriptor)
        finally:
            self._disk.close(descriptor)

    def remove(self, path: str) -> None:
        """Remove one file."""
        self._disk.remove(self._root / path)

    def settle(self) -> None:
        """Sync every folder."""
        self._disk.sync_folders([*sorted(_below(self._root), reverse=True), self._root])

    def settle_end(self) -> None:
        """Sync the folder, and what names it."""
        self._disk.sync_folder(self._root)
        self._disk.sync_folder(self._root.parent)

    def unmark(self) -> None:
        """Let nothing tell of the move any more."""
        with suppress(FileNotFoundError):
            self._disk.remove(self._root / MARK)
        remove_stale(self._root / WORK, self._disk)
        for name in (WORK, EXTENSIONS):
            with suppress(OSError):  # it has something in it, or is the place of a drive
                self._disk.remove_folder(self._root / name)

    def remove_all(self, files: tuple[str, ...]) -> None:
        """Remove these files from the last to the first, what systems dropped, and the folders."""
        for path in reversed(files):
            self._disk.remove(self._root / path)
            if path == DECLARATION:
                self._disk.sync_folder(self._root)
        self._remove_dropped(self._root)
        for name, kind in self._tree.entries(WORK).items():  # what killed runs left; the locks are ours
            if kind is Kind.FOLDER:
                self._disk.remove_tree(self._root / WORK / name)
        kept = (self._root / WORK, self._root / EXTENSIONS)  # the locks are in them still
        for folder in sorted(_below(self._root), reverse=True):
            if folder not in kept:
                self._disk.remove_folder(folder)

    def remove_rest(self) -> None:
        """Remove what the locks stood in, once they are released, and the folder itself."""
        if not self._root.is_dir():
            return
        for name in self._tree.entries(WORK):
            if is_held(self._root / WORK / name, self._disk):  # somebody begins anew there
                return
            self._disk.remove(self._root / WORK / name)
        for name in (WORK, EXTENSIONS):
            if (self._root / name).is_dir():
                self._disk.remove_folder(self._root / name)
        try:
            self._disk.remove_folder(self._root)
        except OSError as fault:
            if fault.errno not in _STAYS:  # the place of a drive, or a folder in one that is not ours
                raise

    def _remove_dropped(self, folder: Path) -> None:
        for entry in sorted(folder.iterdir()):
            if is_dropped(entry.name):
                if entry.is_dir() and not entry.is_symlink():
                    self._disk.remove_tree(entry)
                else:
                    self._disk.remove(entry)
            elif entry.is_dir() and not entry.is_symlink() and entry != self._root / WORK:
                self._remove_dropped(entry)


def _below(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_dir() and not path.is_symlink()]
