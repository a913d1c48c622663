"""Opening an object of a store for writing."""

from __future__ import annotations

from contextlib import ExitStack

from report_builder.archive.faults import Faults
from report_builder.archive.inventory import Inventory
from report_builder.archive.lock import Busy, Holder, Work
from report_builder.archive.object_state import find_pending, is_undeclared
from report_builder.archive.opening import HasLock, Opening
from report_builder.archive.reading import is_there
from report_builder.archive.root import SHUT, WORK
from report_builder.archive.store_committing import StoreCommitter
from report_builder.archive.store_lock import held, holder_of
from report_builder.archive.store_tree import StoreTree
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say


class StoreOpening(Opening):
    """An opening in an object store."""

    def __init__(self, tree: StoreTree, object_id: str, pid: int, diagnostics: Diagnostics) -> None:
        self._store, self._store_committer = tree.store, StoreCommitter(tree, object_id)
        super().__init__(tree, object_id, self._store_committer, pid, diagnostics)

    def _locked(self, stack: ExitStack) -> HasLock | Busy:
        holder = Holder(Work.WRITING, self._pid)
        lock = stack.enter_context(held(self._store, f"{WORK}/{self._id}.lock", holder))
        shut = None if isinstance(lock, Busy) else holder_of(self._store, SHUT)
        return lock if shut is None else shut

    def _settle(self, faults: Faults) -> Inventory | None:
        """Complete a first version too, which is none before its object is declared."""
        if not is_there(self._tree, self._id, Faults()):
            first = find_pending(self._tree, self._id, None)
            if first is not None:
                self._committer.complete(first.inventory, first.data)
                self._note(say("archive.completed", version=1))
        inventory = super()._settle(faults)
        if inventory is not None and not faults.found and is_undeclared(self._tree, self._id):
            self._store_committer.declare()
        return inventory
