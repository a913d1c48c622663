"""Where an object stands: its root inventory, and what an interrupted run may have left of the next.

Where folders cannot be swapped, a version is put in place in three steps: its folder, the root
inventory, the sidecar. A process that dies between them leaves one of two states that nothing else
leaves, and both are proven by the version's own inventory and sidecar.
"""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha512

from msgspec import Struct

from report_builder.archive.faults import RESTORE, Faults
from report_builder.archive.inventory import INVENTORY, SIDECAR, Inventory, version_folder
from report_builder.archive.parsing import MAX_INVENTORY_BYTES, parse_inventory
from report_builder.archive.tree import Tree, UnreadableError
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
    """Name the inventory in the newest version, where it is whole and nothing at the top denies it.

    ``data`` are the bytes at the top, and ``is_read`` tells that they are an inventory.
    """
    try:
        numbers = [int(name[1:]) for name in tree.entries(object_id) if _VERSION.fullmatch(name)]
        folder = f"{object_id}/{version_folder(max(numbers, default=0))}"
        copy = tree.read(f"{folder}/{INVENTORY}", MAX_INVENTORY_BYTES)
        sealed = recorded(tree, folder)
    except UnreadableError:
        return
    inventory = parse_inventory(copy, folder, object_id, Faults())
    is_newest = inventory is not None and inventory.head.number == max(numbers)
    if not is_newest or sealed != sha512(copy).hexdigest():
        return
    at_top = None
    with suppress(UnreadableError):
        at_top = recorded(tree, object_id)
    if at_top == sealed or copy == data or (at_top is None and not is_read):
        told = hinted("archive.copy-holds", path=f"{object_id}/{INVENTORY}")
        faults.advise("RB-ARCHIVE-INVENTORY", f"{folder}/{INVENTORY}", *told)


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


def find_pending(tree: Tree, object_id: str, inventory: Inventory) -> Pending | None:
    """The next version, where a run died after moving its folder in; None where nothing proves it."""
    number = inventory.head.number + 1
    folder = f"{object_id}/{version_folder(number)}"
    if tree.kind(folder) is None:
        return None
    silent = Faults()
    try:
        data = tree.read(f"{folder}/{INVENTORY}", MAX_INVENTORY_BYTES)
        check_sidecar(tree, folder, data, silent)
        following = parse_inventory(data, f"{folder}/{INVENTORY}", object_id, silent)
        if following is None or silent.found or following.versions[:-1] != inventory.versions:
            return None
        if following.object_id != inventory.object_id:
            return None
        new = following.manifest.items() - inventory.manifest.items()
        whole = all(_holds(tree, object_id, path, digest) for path, digest in new)
    except UnreadableError:
        return None
    extends = inventory.manifest.items() <= following.manifest.items()
    return Pending(following, data) if whole and extends else None


def _holds(tree: Tree, object_id: str, path: str, digest: str) -> bool:
    return tree.digests(f"{object_id}/{path}", ("sha512",))[0]["sha512"] == digest


def _sidecar_is_late(tree: Tree, object_id: str, inventory: Inventory, data: bytes) -> bool:
    """True where the sidecar is still the one of the version before, and the version's own one is right."""
    number = inventory.head.number
    newest, before = (f"{object_id}/{version_folder(count)}" for count in (number, number - 1))
    digest = sha512(data).hexdigest()
    try:
        at_root = recorded(tree, object_id)
        if at_root in (None, digest) or number == 1:
            return False
        proven = recorded(tree, newest) == digest and tree.read(f"{newest}/{INVENTORY}") == data
        return proven and recorded(tree, before) == at_root
    except UnreadableError:
        return False


def recorded(tree: Tree, folder: str) -> str | None:
    """The digest that a sidecar tells, in lower case; None for a text of another form."""
    match = _SIDECAR.fullmatch(tree.read(f"{folder}/{SIDECAR}", _MAX_SIDECAR_BYTES))
    return match[1].decode("ascii").lower() if match else None
