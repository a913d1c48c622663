"""Where an object stands: its root inventory, and what an interrupted run may have left of the next.

Where folders cannot be swapped, a version is put in place in three steps: its folder, the root
inventory, the sidecar. A process that dies between them leaves one of two states that nothing else
leaves, and both are proven by the version's own inventory and sidecar.

In an object store these steps are more, since each file is put by itself: what a version holds, its
inventory, its sidecar, then those at the top, and for a new object its declaration last.
"""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha512

from msgspec import Struct

from report_builder.archive.faults import RESTORE, Faults
from report_builder.archive.inventory import DECLARATION, INVENTORY, SIDECAR, Inventory, version_folder
from report_builder.archive.parsing import MAX_INVENTORY_BYTES, parse_inventory
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import hinted, say

_SIDECAR = re.compile(rb"([0-9A-Fa-f]{128})[ \t]+inventory\.json\s*")
_MAX_SIDECAR_BYTES = 4096
_VERSION = re.compile(r"v[1-9][0-9]{0,8}")


class Standing(Struct, frozen=True):
    """The root inventory of an object, with its bytes.

    ``sidecar_is_late`` is True where a run died after the inventory and before its sidecar.
    """

    inventory: Inventory
    data: bytes
    sidecar_is_late: bool = False


class Pending(Struct, frozen=True):
    """A version whose folder is in place and whole, but not yet in the root inventory."""

    inventory: Inventory
    data: bytes


def read_standing(tree: Tree, object_id: str, faults: Faults) -> Standing | None:
    """Read the root inventory and its sidecar; None where the inventory cannot be read.

    With a faulty sidecar there is an answer and a fault. Where the newest version has what stood at the top,
    a warning says so.
    """
    told = len(faults.items)
    standing, data = _read_standing(tree, object_id, faults)
    if len(faults.items) > told:
        _tell_copy(tree, object_id, data, standing is not None, faults)
    return standing


def _read_standing(tree: Tree, object_id: str, faults: Faults) -> tuple[Standing | None, bytes | None]:
    path = f"{object_id}/{INVENTORY}"
    try:
        data = tree.read(path, MAX_INVENTORY_BYTES)
    except UnreadableError as fault:
        faults.add(fault.code, path, "E063", fault.message, fault.hint)
        return None, None
    inventory = parse_inventory(data, path, object_id, faults)
    is_late = inventory is not None and _sidecar_is_late(tree, object_id, inventory, data)
    if not is_late:
        check_sidecar(tree, object_id, data, faults)
    return None if inventory is None else Standing(inventory, data, is_late), data


def _tell_copy(tree: Tree, object_id: str, data: bytes | None, is_read: bool, faults: Faults) -> None:
    """Name what the newest version has of that which is wrong at the top, where nothing there denies it.

    ``data`` are the bytes at the top, and ``is_read`` tells that they are an inventory.
    """
    copy = _sealed_copy(tree, object_id)
    if copy is None:
        return
    at_top, sealed = _recorded_at_top(tree, object_id), sha512(copy.data).hexdigest()
    if at_top == sealed or copy.data == data or (at_top is None and not is_read):
        name = SIDECAR if copy.data == data else INVENTORY
        told = hinted("archive.copy-holds", path=f"{object_id}/{name}")
        folder = f"{object_id}/{version_folder(copy.inventory.head.number)}"
        faults.advise("RB-ARCHIVE-INVENTORY", f"{folder}/{name}", *told)


def whole_copy(tree: Tree, object_id: str) -> Inventory | None:
    """Read the inventory of the newest version, where that at the top is lost; None where it is unproven."""
    copy = _sealed_copy(tree, object_id)
    if copy is None or _recorded_at_top(tree, object_id) not in (None, sha512(copy.data).hexdigest()):
        return None
    return copy.inventory


def _recorded_at_top(tree: Tree, object_id: str) -> str | None:
    with suppress(UnreadableError):
        return recorded(tree, object_id)
    return None


def _sealed_copy(tree: Tree, object_id: str) -> Standing | None:
    """The inventory in the folder of the newest version, where its sidecar is right."""
    try:
        numbers = [int(name[1:]) for name in tree.entries(object_id) if _VERSION.fullmatch(name)]
        folder = f"{object_id}/{version_folder(max(numbers, default=0))}"
        copy = tree.read(f"{folder}/{INVENTORY}", MAX_INVENTORY_BYTES)
        sealed = recorded(tree, folder)
    except UnreadableError:
        return None
    inventory = parse_inventory(copy, folder, object_id, Faults())
    if inventory is None or inventory.head.number != max(numbers) or sealed != sha512(copy).hexdigest():
        return None
    return Standing(inventory, copy)


def check_sidecar(tree: Tree, folder: str, data: bytes, faults: Faults) -> None:
    """Compare the inventory ``data`` of a folder with the sidecar beside it (OCFL 1.1, 3.7)."""
    path = f"{folder}/{SIDECAR}"
    try:
        expected = recorded(tree, folder)
    except UnreadableError as fault:
        faults.add(fault.code, path, "E058", fault.message, fault.hint)
        return
    found = sha512(data).hexdigest()
    if expected is None:
        faults.add("RB-ARCHIVE-SIDECAR", path, "E061", say("archive.sidecar-form"), RESTORE)
    elif expected != found:
        message = say("archive.sidecar-digest", name=INVENTORY, expected=expected, found=found)
        faults.add("RB-ARCHIVE-SIDECAR", path, "E060", message, RESTORE)


def find_pending(tree: Tree, object_id: str, inventory: Inventory | None) -> Pending | None:
    """The next version, where a run died after moving its folder in; None where nothing proves it.

    ``inventory`` is None for an object that has no version yet.
    """
    number = inventory.head.number + 1 if inventory else 1
    folder = f"{object_id}/{version_folder(number)}"
    if tree.kind(folder) is None:
        return None
    silent = Faults()
    try:
        data = tree.read(f"{folder}/{INVENTORY}", MAX_INVENTORY_BYTES)
        if not tree.in_steps or tree.kind(f"{folder}/{SIDECAR}") is not None:
            check_sidecar(tree, folder, data, silent)
        following = parse_inventory(data, f"{folder}/{INVENTORY}", object_id, silent)
        if following is None or silent.found:
            return None
        earlier = inventory or Inventory(following.object_id, (), {})
        if (following.object_id, following.versions[:-1]) != (earlier.object_id, earlier.versions):
            return None
        new = following.manifest.items() - earlier.manifest.items()
        whole = all(_holds(tree, object_id, path, digest) for path, digest in new)
    except UnreadableError:
        return None
    extends = earlier.manifest.items() <= following.manifest.items()
    return Pending(following, data) if whole and extends else None


def is_begun(tree: Tree, object_id: str, number: int) -> bool:
    """Tell whether a run died while it put what version ``number`` holds, before it said so.

    Where a version's folder is moved in as a whole, there is no such moment.
    """
    folder = f"{object_id}/{version_folder(number)}"
    return tree.in_steps and tree.kind(folder) is not None and tree.kind(f"{folder}/{INVENTORY}") is None


def is_undeclared(tree: Tree, object_id: str) -> bool:
    """Tell whether a run died before the declaration, which is the last file of an object's first version."""
    return (
        tree.in_steps
        and tree.kind(f"{object_id}/{DECLARATION}") is None
        and tree.kind(f"{object_id}/{INVENTORY}") is Kind.FILE
        and tree.kind(f"{object_id}/{version_folder(2)}") is None
    )


def _holds(tree: Tree, object_id: str, path: str, digest: str) -> bool:
    return tree.digests(f"{object_id}/{path}", ("sha512",))[0]["sha512"] == digest


def _sidecar_is_late(tree: Tree, object_id: str, inventory: Inventory, data: bytes) -> bool:
    """True where the sidecar is still the one of the version before, and the version's own one is right.

    In an object store that of a first version is not there before it is put.
    """
    number = inventory.head.number
    newest, before = (f"{object_id}/{version_folder(count)}" for count in (number, number - 1))
    digest = sha512(data).hexdigest()
    try:
        if number == 1:
            is_put = not tree.in_steps or tree.kind(f"{object_id}/{SIDECAR}") is not None
            return not is_put and recorded(tree, newest) == digest
        at_root = recorded(tree, object_id)
        if at_root in (None, digest):
            return False
        proven = recorded(tree, newest) == digest and tree.read(f"{newest}/{INVENTORY}") == data
        return proven and recorded(tree, before) == at_root
    except UnreadableError:
        return False


def recorded(tree: Tree, folder: str) -> str | None:
    """The digest that a sidecar tells, in lower case; None for a text of another form."""
    match = _SIDECAR.fullmatch(tree.read(f"{folder}/{SIDECAR}", _MAX_SIDECAR_BYTES))
    return match[1].decode("ascii").lower() if match else None
