"""Reading one object: its inventory, its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha512
from typing import TypeVar

from report_builder.archive.faults import Faults
from report_builder.archive.inventory import INVENTORY, Inventory, Version
from report_builder.archive.names import id_fault, shown
from report_builder.archive.object_state import read_standing
from report_builder.archive.root import RootState, examine, tell_out_of_place
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.archive.verifying import tell_digest, tell_no_version
from report_builder.diagnostics import Outcome
from report_builder.language.message import say

T = TypeVar("T")

_LOOKS = 3
"""A writer may put a new version in place while we read; so often it is looked at again."""


def steadily(tree: Tree, object_id: str, look: Callable[[Faults], T | None]) -> Outcome[T]:
    """Look again where something was wrong and a writer put a new version in place meanwhile."""
    for _ in range(_LOOKS):
        before = _token(tree, object_id)
        faults, value = Faults(tree.place), None
        try:
            value = look(faults)
        except UnreadableError as fault:  # of a store that cannot be asked
            faults.add(fault.code, "", "", fault.message, fault.hint)
        if not faults.found or _token(tree, object_id) == before:
            break
    return Outcome(value, faults.items)


def is_there(tree: Tree, object_id: str, faults: Faults) -> bool:
    """True for an object's folder; False for nothing, or for something else after a fault."""
    is_name = id_fault(object_id) is None
    if is_name and tree.stands(object_id):
        return True
    kind = tree.kind(object_id) if is_name else None
    if kind not in (None, Kind.FOLDER):
        faults.add("RB-ARCHIVE-KIND", object_id, "", say("archive.object-no-folder"))
    else:
        tell_out_of_place(tree, object_id, faults)
    return False


def read_inventory(tree: Tree, object_id: str, faults: Faults) -> Inventory | None:
    """The root inventory; None where there is no such object, or after faults."""
    if examine(tree, faults) is not RootState.READY or not is_there(tree, object_id, faults):
        return None
    standing = read_standing(tree, object_id, faults)
    return standing.inventory if standing and not faults.found else None


def read_version(tree: Tree, object_id: str, number: int, faults: Faults) -> tuple[Inventory, Version] | None:
    """A version and its inventory; RB-ARCHIVE-MISSING where there is none."""
    inventory = read_inventory(tree, object_id, faults)
    if faults.found:
        return None
    if inventory is None:
        tell_no_object(faults, object_id)
        return None
    if not 1 <= number <= inventory.head.number:
        tell_no_version(faults, inventory, number)
        return None
    return inventory, inventory.versions[number - 1]


def read_files(
    tree: Tree, object_id: str, number: int, path: str | None, faults: Faults
) -> Mapping[str, bytes] | None:
    """The files of a version (only ``path``, where it is given) by logical path; None after faults."""
    found = read_version(tree, object_id, number, faults)
    if found is None:
        return None
    inventory, version = found
    if path is not None and path not in version.state:
        message = say("archive.no-file", version=number, path=shown(path))
        faults.add("RB-ARCHIVE-MISSING", object_id, "", message)
        return None
    wanted = version.state if path is None else {path: version.state[path]}
    places = inventory.content_paths()
    data = {
        digest: _read_content(tree, f"{object_id}/{places[digest]}", digest, faults)
        for digest in dict.fromkeys(wanted.values())
    }
    return None if faults.found else {path: data[digest] for path, digest in wanted.items()}


def read_history(tree: Tree, object_id: str, path: str, faults: Faults) -> Mapping[int, bytes]:
    """One file as it is in each version that has it, by number; versions after a fault are left out."""
    inventory = read_inventory(tree, object_id, faults)
    if inventory is None:
        return {}
    places = inventory.content_paths()
    history: dict[int, bytes] = {}
    for version in inventory.versions:
        if path not in version.state:
            continue
        digest, before = version.state[path], len(faults.items)
        data = _read_content(tree, f"{object_id}/{places[digest]}", digest, faults)
        if len(faults.items) == before:
            history[version.number] = data
    return history


def tell_no_object(faults: Faults, object_id: str) -> None:
    """Tell of an object that was asked for and is not there."""
    faults.add("RB-ARCHIVE-MISSING", "", "", say("archive.no-object", report=shown(object_id)))


def _read_content(tree: Tree, path: str, digest: str, faults: Faults) -> bytes:
    """The bytes of a file; something else only after a fault."""
    try:
        data = tree.read(path)
    except UnreadableError as fault:
        faults.add(fault.code, path, "E092", fault.message, fault.hint)
        return b""
    found = sha512(data).hexdigest()
    if found != digest:
        tell_digest(faults, path, "sha512", digest, found)
    return data


def _token(tree: Tree, object_id: str) -> tuple[object, ...]:
    """Something that changes when a new version is put in place."""
    if id_fault(object_id) is not None:
        return ()
    own = () if tree.in_steps else tree.token(object_id)
    return own + tree.token(f"{object_id}/{INVENTORY}")
