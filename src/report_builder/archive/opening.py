"""Opening an object for writing: the lock, and what a killed run left."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from report_builder.archive.committing import Staging
from report_builder.archive.completeness import outlived_files
from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.faults import Faults, place_of
from report_builder.archive.inventory import Inventory
from report_builder.archive.lock import Busy, Holder, Work, held, is_held
from report_builder.archive.names import id_fault, shown
from report_builder.archive.object_state import find_pending, read_standing
from report_builder.archive.reading import is_there
from report_builder.archive.root import EXTENSIONS, MENDING, SHUT, WORK, RootState, examine
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.archive.writing import Committer, Writer
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, Value, say
from report_builder.sources.names import twin_key


class HasLock(Protocol):
    """A lock that tells who comes too late what it is held for."""

    def tell(self, holder: Holder) -> None:
        """Write who holds the lock, and what for. Raises OSError."""


class Opening(ABC):
    """One opening of one object for writing."""

    def __init__(
        self, tree: Tree, object_id: str, committer: Committer, pid: int, diagnostics: Diagnostics
    ) -> None:
        self._id, self._pid = object_id, pid
        self._tree, self._committer = tree, committer
        self._diagnostics = diagnostics

    @abstractmethod
    def _locked(self, stack: ExitStack) -> HasLock | Busy:
        """Take the lock for as long as ``stack`` lives. Raises OSError."""

    def enter(self, stack: ExitStack) -> Writer | None:
        """Take the lock for as long as ``stack`` lives; None after a diagnostic. Raises OSError."""
        if not self._may_be_written():
            return None
        lock = self._locked(stack)
        if isinstance(lock, Busy):
            place = place_of(self._tree.place, self._id)
            self._diagnostics.error("RB-ARCHIVE-BUSY", place, lock.said, lock.hint)
            return None
        with self._told() as faults:
            inventory = self._settle(faults)
            root_is_new = examine(self._tree, faults) is RootState.NEW
        if faults.found:
            return None
        number = inventory.head.number + 1 if inventory else 1
        lock.tell(Holder(Work.WRITING, self._pid, number))
        stack.callback(self._cleared_at_end)
        return Writer(
            self._tree,
            self._id,
            self._committer,
            inventory,
            root_is_new=root_is_new,
            diagnostics=self._diagnostics,
        )

    def _may_be_written(self) -> bool:
        with self._told() as faults:
            fault = id_fault(self._id)
            if fault is None:
                examine(self._tree, faults)
            if fault is None and not faults.found:
                fault = self._twin_fault()
                self._check_work_folder(faults)
            if fault is not None:
                message = say("sources.name-fault", name=shown(self._id), fault=fault)
                faults.add("RB-ARCHIVE-NAME", "", "", message, say("archive.name.hint"))
        return not faults.found

    def _twin_fault(self) -> Value | None:
        names = self._tree.entries()
        twins = [name for name in names if name != self._id and twin_key(name) == twin_key(self._id)]
        return say("archive.name-twin", other=shown(twins[0])) if twins else None

    def _check_work_folder(self, faults: Faults) -> None:
        for folder in () if self._tree.in_steps else (EXTENSIONS, WORK):
            if self._tree.kind(folder) not in (None, Kind.FOLDER):
                faults.add("RB-ARCHIVE-KIND", folder, "E112", say("archive.no-folder"))

    @contextmanager
    def _told(self) -> Iterator[Faults]:
        """Collect faults, and tell them at the end."""
        faults = Faults(self._tree.place)
        try:
            yield faults
        except UnreadableError as fault:
            faults.add(fault.code, self._id, "", fault.message, fault.hint)
        self._diagnostics.extend(faults.items)

    def _settle(self, faults: Faults) -> Inventory | None:
        """Clear or complete what a killed run left; then the inventory, None where there is no object."""
        had_leftovers = self._committer.clear()
        if not is_there(self._tree, self._id, faults):
            if had_leftovers:
                self._note(say("archive.cleared-first"))
            return None
        standing = read_standing(self._tree, self._id, faults)
        if standing is None or faults.found:
            return None
        inventory = standing.inventory
        pending = find_pending(self._tree, self._id, inventory)
        if pending is not None or standing.sidecar_is_late:
            inventory = pending.inventory if pending else inventory
            self._committer.complete(inventory, pending.data if pending else standing.data)
            self._committer.clear()
            self._note(say("archive.completed", version=inventory.head.number))
        elif self._has_half_a_copy(inventory):
            self._committer.remove_outlived(inventory)
            self._note(say("archive.completed", version=inventory.head.number))
        elif had_leftovers:
            self._note(say("archive.cleared", version=inventory.head.number))
        return inventory

    def _has_half_a_copy(self, inventory: Inventory) -> bool:
        """True where a run died while it took an inventory away that is no longer needed."""
        stands = [self._tree.kind(f"{self._id}/{path}") is not None for path in outlived_files(inventory)]
        return stands == [False, True]

    def _note(self, message: Message) -> None:
        self._diagnostics.note("RB-ARCHIVE-INTERRUPTED", place_of(self._tree.place, self._id), message)

    def _cleared_at_end(self) -> None:
        with suppress(OSError):  # a work folder that stays does no harm; the next run clears it
            self._committer.clear()


class FolderOpening(Opening):
    """An opening in a folder."""

    def __init__(
        self, tree: Tree, object_id: str, disk: ArchiveDisk, pid: int, diagnostics: Diagnostics
    ) -> None:
        super().__init__(tree, object_id, Staging(tree.root, object_id, disk), pid, diagnostics)
        self._root, self._disk = tree.root, disk

    def _locked(self, stack: ExitStack) -> HasLock | Busy:
        self._tidy_up(stack)
        lock = stack.enter_context(held(self._root / WORK / f"{self._id}.lock", self._disk))
        if not isinstance(lock, Busy) and is_held(self._root / SHUT, self._disk):
            return Busy(whole=True)
        return lock

    def _settle(self, faults: Faults) -> Inventory | None:
        if (self._root / MENDING).is_dir():  # of a repair that was killed; none is at work
            self._disk.remove_tree(self._root / MENDING)
        return super()._settle(faults)

    def _tidy_up(self, stack: ExitStack) -> None:
        """Remove, at the end, the folders that only this run needed, if they are empty then."""
        ours = [] if self._root.exists() else [self._root]
        for folder in (*ours, self._root / EXTENSIONS, self._root / WORK):
            stack.callback(self._remove_if_empty, folder)

    def _remove_if_empty(self, folder: Path) -> None:
        with suppress(OSError):
            self._disk.remove_folder(folder)
