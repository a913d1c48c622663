"""Keeping every writer out of a whole storage root, for what concerns all of it."""

from __future__ import annotations

from contextlib import ExitStack, suppress

from report_builder.archive import store_lock
from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.faults import place_of
from report_builder.archive.lock import Busy, Holder, Lock, held, is_held
from report_builder.archive.root import EXTENSIONS, SHUT, WORK, object_names
from report_builder.archive.store_lock import StoreLock
from report_builder.archive.store_tree import StoreTree
from report_builder.archive.tree import Kind, Tree
from report_builder.diagnostics import Diagnostics


def shut(tree: Tree, disk: ArchiveDisk, stack: ExitStack, holder: Holder, diagnostics: Diagnostics) -> bool:
    """Keep every writer out until ``stack`` ends; False after RB-ARCHIVE-BUSY.

    ``holder`` is what those are told who come meanwhile. Raises OSError and UnreadableError.
    """
    if not tree.in_steps:
        stack.callback(_remove_folders, tree, disk)
    busy = _take(tree, disk, stack, SHUT, holder)
    for name in object_names(tree) if busy is None else ():
        busy = busy or _take(tree, disk, stack, f"{WORK}/{name}.lock", holder)
    if busy is None:
        busy = _other_writer(tree, disk)
    if busy is not None:
        place = place_of(tree.place, "")
        diagnostics.error("RB-ARCHIVE-BUSY", place, busy.said, busy.hint)
    return busy is None


def _take(tree: Tree, disk: ArchiveDisk, stack: ExitStack, path: str, holder: Holder) -> Busy | None:
    lock: Lock | StoreLock | Busy
    if isinstance(tree, StoreTree):
        lock = stack.enter_context(store_lock.held(tree.store, path, holder))
    else:
        lock = stack.enter_context(held(tree.root / path, disk))
    if isinstance(lock, Busy):
        return lock
    lock.tell(holder)
    return None


def _other_writer(tree: Tree, disk: ArchiveDisk) -> Busy | None:
    """A process that is about to begin an object that was not there when the others were locked."""
    ours = {SHUT, *(f"{WORK}/{name}.lock" for name in object_names(tree))}
    for name, kind in tree.entries(WORK).items():
        path = f"{WORK}/{name}"
        is_lock = path.endswith(".lock") and kind is Kind.FILE and path not in ours
        if is_lock and isinstance(tree, StoreTree):
            if (busy := store_lock.holder_of(tree.store, path)) is not None:
                return busy
        elif is_lock and is_held(tree.root / path, disk):
            return Busy()
    return None


def _remove_folders(tree: Tree, disk: ArchiveDisk) -> None:
    for name in (WORK, EXTENSIONS):
        with suppress(OSError):  # it has something in it
            disk.remove_folder(tree.root / name)
