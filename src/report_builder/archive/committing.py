"""Putting a version in place, in one step where the file system allows it.

A whole successor of the object is built beside it: the files that stay are linked, not copied, and the
new version, the root inventory and its sidecar are added. When all of it is on the disk, the two folders
change places, and the old one, by now only names, is removed. Whoever looks finds the object before or
after, never between.

Where folders cannot be swapped or files not linked (Windows, many network drives), the version's folder
is moved in, then the root inventory is replaced, then the sidecar: see :mod:`.object_state` for how the two
moments between are recognised. At the end the inventory goes that the version before need not keep.

An object that is written anew (:mod:`.purging`) changes places in the same way. Where folders cannot be
swapped, the old one is moved out of its place and the new one in; whoever dies between leaves both whole in
the work folder, and the next writer moves the new one in.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from report_builder.archive.completeness import expected_files, outlived_files, spare_files
from report_builder.archive.disk import UNSUPPORTED, ArchiveDisk
from report_builder.archive.inventory import (
    DECLARATION,
    INVENTORY,
    SIDECAR,
    Inventory,
    sidecar,
    version_folder,
)
from report_builder.archive.lock import make_folders
from report_builder.archive.root import CONFIG, DECLARED, LAYOUT, OUT, config, layout, work_folder
from report_builder.archive.root import DECLARATION as ROOT_DECLARATION
from report_builder.archive.tree import Tree
from report_builder.output import write_whole


class Staging:
    """The work folder of one object, on the archive's own file system; only the lock's holder uses it."""

    can_rewrite = True

    def __init__(self, root: Path, object_id: str, disk: ArchiveDisk) -> None:
        self._root, self._disk = root, disk
        self._target = root / object_id
        self._folder = root / work_folder(object_id)
        self._built, self._out = self._folder / "object", self._folder / OUT

    def clear(self) -> bool:
        """Remove the work folder; False where there was none. Raises OSError.

        An object that is out of its place is put there first.
        """
        if not self._folder.exists():
            return False
        if self._out.exists() and not self._target.exists():
            self._disk.move(self._built if self._built.exists() else self._out, self._target)
            self._disk.sync_folder(self._root)
        self._disk.remove_tree(self._folder)
        return True

    def standing(self, number: int, names: Mapping[str, str]) -> tuple[str, ...]:  # noqa: ARG002
        """No name: a version is put in place as a whole folder."""
        return ()

    def declare_root(self, *, prefixed: bool) -> None:
        """Make the folder a storage root; the declaration comes last. Raises OSError.

        ``prefixed`` is for one that begins with an object whose id is more than the name of its folder.
        """
        self._make(self._folder)
        if prefixed:
            self.prefix_root()
        else:
            self._put(LAYOUT, layout())
        self._put(ROOT_DECLARATION, DECLARED)

    def prefix_root(self) -> None:
        """Let the root have objects whose ids are more than the names of their folders. Raises OSError.

        It says so before it no longer says that none are; both are true of what stands there until then.
        """
        if not (self._root / CONFIG).is_file() or (self._root / CONFIG).read_bytes() != config():
            self._make(self._folder)
            make_folders((self._root / CONFIG).parent, self._disk)
            self._put(CONFIG, config())
        if (self._root / LAYOUT).is_file():
            self._disk.remove(self._root / LAYOUT)
            self._disk.sync_folder(self._root)

    def _put(self, path: str, data: bytes) -> None:
        """Put a file of the root in its place."""
        target = self._root / path
        self._write(self._folder / target.name, data)
        self._disk.replace(self._folder / target.name, target)
        self._disk.sync_folder(target.parent)

    def commit(
        self, before: Inventory | None, after: Inventory, inventory: bytes, files: Mapping[str, bytes]
    ) -> None:
        """Put the version ``after.head`` in place; ``files`` leads from content path to new bytes.

        ``inventory`` are the bytes of ``after``. Raises OSError; then the object is as it was, or as it shall
        be.
        """
        version = version_folder(after.head.number)
        self._make(self._built / version)
        for path, data in files.items():
            self._make((self._built / path).parent)
            self._write(self._built / path, data)
        for folder in (self._built / version, self._built):
            self._write(folder / INVENTORY, inventory)
            self._write(folder / SIDECAR, sidecar(inventory))
        if before is None:
            self._write(self._built / DECLARATION, DECLARATION.removeprefix("0=").encode("ascii") + b"\n")
            self._disk.sync_folders(_folders(self._built))
            self._disk.move(self._built, self._target)
        else:
            self._succeed(before, after)
        self._disk.sync_folder(self._root)

    def rewrite(self, kept: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        """Put another state of the object in place, and remove what it was.

        ``kept`` leads from each path that holds old bytes to where those stand now, ``files`` from each other
        path to its bytes. Raises OSError; then the object is as it was, or as it shall be.
        """
        self.clear()
        for path, data in files.items():
            self._make((self._built / path).parent)
            self._write(self._built / path, data)
        for path, old in kept.items():
            self._make((self._built / path).parent)
            self._adopt(self._target / old, self._built / path)
        self._disk.sync_folders(_folders(self._built))
        try:
            self._disk.swap(self._built, self._target)
        except OSError as fault:
            if fault.errno not in UNSUPPORTED:
                raise
            self._disk.move(self._target, self._out)
            self._disk.sync_folder(self._folder)
            self._disk.move(self._built, self._target)
        self._disk.sync_folder(self._root)
        self.clear()

    def _adopt(self, old: Path, new: Path) -> None:
        """Let old bytes stand at a second place, copied where a file cannot have two names."""
        try:
            self._disk.link(old, new)
        except OSError as fault:
            if fault.errno not in UNSUPPORTED:
                raise
            self._write(new, old.read_bytes())

    def complete(self, newest: Inventory, data: bytes) -> None:
        """Take the last steps of a version that a killed run left in place. Raises OSError.

        ``data`` are the bytes of its inventory.
        """
        self._make(self._built)
        self._write(self._built / INVENTORY, data)
        self._write(self._built / SIDECAR, sidecar(data))
        self._install_inventory()
        self.remove_outlived(newest)

    def remove_outlived(self, newest: Inventory) -> None:
        """Remove the inventory that the version before the newest need not keep; staying does no harm.

        The sidecar goes when the inventory is gone for good. Raises OSError.
        """
        for path in outlived_files(newest):
            with suppress(OSError):
                self._disk.remove(self._target / path)
            if (self._target / path).exists():
                return
            self._disk.sync_folder((self._target / path).parent)

    def _succeed(self, before: Inventory, after: Inventory) -> None:
        try:
            there = Tree(self._target)
            kept = expected_files(before) - {INVENTORY, SIDECAR, *outlived_files(after)}
            # What an older version has lost was told, where the next one may do without it.
            kept = {path for path in kept | spare_files(before) if there.kind(path) is not None}
            for folder in sorted({path.rpartition("/")[0] for path in kept}):
                self._make(self._built / folder)
            for path in sorted(kept):
                self._disk.link(self._target / there.on_disk(path), self._built / path)
            self._disk.sync_folders(_folders(self._built))
            self._disk.swap(self._built, self._target)
        except OSError as fault:
            if fault.errno not in UNSUPPORTED:
                raise
            self._succeed_in_steps(after)

    def _succeed_in_steps(self, after: Inventory) -> None:
        version = version_folder(after.head.number)
        self._disk.sync_folders(_folders(self._built / version))
        self._disk.move(self._built / version, self._target / version)
        self._disk.sync_folder(self._target)
        self._install_inventory()
        self.remove_outlived(after)

    def _install_inventory(self) -> None:
        for name in (INVENTORY, SIDECAR):
            self._disk.replace(self._built / name, self._target / name)
            self._disk.sync_folder(self._target)

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it in the work folder; they are synced before they count."""
        if not folder.is_dir():
            if folder == self._folder:
                make_folders(folder.parent, self._disk)
            else:
                self._make(folder.parent)
            if folder == self._folder:  # what is in it is nobody's before it stands in its place
                self._disk.make_private_folder(folder)
            else:
                self._disk.make_folder(folder)

    def _write(self, path: Path, data: bytes) -> None:
        descriptor = self._disk.create_sealed(path)
        try:
            write_whole(descriptor, data, self._disk)
        finally:
            self._disk.close(descriptor)


def _folders(folder: Path) -> list[Path]:
    """A folder and those in it, innermost first."""
    inner = sorted(entry for entry in folder.iterdir() if entry.is_dir())
    return [below for entry in inner for below in _folders(entry)] + [folder]
