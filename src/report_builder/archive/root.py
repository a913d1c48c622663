"""The storage root: its declaration, its layout, and the objects that stand in it (OCFL 1.1, 4)."""

from __future__ import annotations

import json
from enum import Enum, auto
from typing import NamedTuple

from report_builder.archive.completeness import tell_dropped
from report_builder.archive.faults import AWAY, RESTORE, Faults
from report_builder.archive.inventory import DECLARATION as OBJECT
from report_builder.archive.inventory import DELIMITER, Inventory
from report_builder.archive.names import id_fault, is_dropped, shown
from report_builder.archive.strays import is_prefixed, stray
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import Message, hinted, in_turn, say

DECLARATION = "0=ocfl_1.1"
DECLARED = b"ocfl_1.1\n"
LAYOUT = "ocfl_layout.json"
LAYOUT_NAME = "0002-flat-direct-storage-layout"
EXTENSIONS = "extensions"
PREFIXES = "0006-flat-omit-prefix-storage-layout"
CONFIG = f"{EXTENSIONS}/{PREFIXES}/config.json"
"""Says how ids become folders in a root that has URIs for ids.

It stands without ``ocfl_layout.json``, which OCFL leaves to each root (1.1, 4.1): the usual readers and
validators of other hands refuse a root whose layout is this one, though it is registered, and read it whole
where none is named.
"""
WORK = f"{EXTENSIONS}/report-builder"
"""Where locks and half-built objects stand: OCFL leaves the inside of an extension folder to it."""
SHUT = f"{WORK}/.shut.lock"
"""Held while the whole root is worked at; no object's lock has this name, since no id begins with a dot."""

MENDING = f"{WORK}/.mending"
"""Where a repair makes what it puts in place."""


def work_folder(object_id: str) -> str:
    """The folder in which the next state of an object is built."""
    return f"{WORK}/{object_id}{BUILT}"


BUILT = ".work"
"""How the name of a folder ends in which an object is built."""

OUT = "before"
"""In it, the object as it was, where it had to leave its place for the next state to take it."""

_LAYOUT_KEYS = {"extension", "description"}
_SMALL = 64 * 1024
_CODE = "RB-ARCHIVE-ROOT"


class RootState(Enum):
    """What a folder is."""

    NEW = auto()
    """Nothing of an archive yet, or the beginning that a killed run made."""
    READY = auto()
    """A storage root, sound or damaged."""
    FOREIGN = auto()
    """Something else."""


def layout() -> bytes:
    """The file that tells how object ids become folders: they are the same (extension 0002)."""
    text = {
        "extension": LAYOUT_NAME,
        "description": "The folder of an object has the object's id as its name",
    }
    return (json.dumps(text, indent=1) + "\n").encode("ascii")


def config() -> bytes:
    """The parameters of extension 0006: an id is a URI, and what follows its last slash names the folder."""
    text = {"extensionName": PREFIXES, "delimiter": DELIMITER}
    return (json.dumps(text, indent=1) + "\n").encode("ascii")


def examine(tree: Tree, faults: Faults) -> RootState:
    """Say what the folder is; with faults where it is no sound storage root."""
    try:
        entries = {name: kind for name, kind in tree.entries().items() if not is_dropped(name)}
        if tree.in_steps and tree.kind(DECLARATION) is not None:  # a list may not have it yet
            entries[DECLARATION] = Kind.FILE
        if not any(name.startswith("0=") for name in entries) and _is_beginning(tree, entries):
            return RootState.NEW
        return _examine_declared(tree, entries, faults)
    except UnreadableError as fault:
        faults.add(fault.code, "", "", fault.message, fault.hint)
        return RootState.FOREIGN


def _is_beginning(tree: Tree, entries: dict[str, Kind]) -> bool:
    """True for what layout, its parameters and a lock leave when the process dies before the declaration."""
    if not entries.keys() <= {LAYOUT, EXTENSIONS}:
        return False
    own_layout = LAYOUT not in entries or tree.read(LAYOUT, _SMALL) == layout()
    below = {name for name in tree.entries(EXTENSIONS) if not is_dropped(name)}
    return own_layout and below <= {WORK.removeprefix(f"{EXTENSIONS}/"), PREFIXES}


def _examine_declared(tree: Tree, entries: dict[str, Kind], faults: Faults) -> RootState:
    declarations = [name for name in entries if name.startswith("0=")]
    if declarations != [DECLARATION]:
        if not declarations and _has_objects(tree, entries):
            faults.add(_CODE, "", "E069", *hinted("archive.root-undeclared", name=DECLARATION))
            return RootState.FOREIGN
        found = in_turn([f"'{shown(name)}'" for name in declarations]) or say("archive.root-no-declaration")
        faults.add(_CODE, "", "E069", *hinted("archive.root-declaration", found=found, name=DECLARATION))
        return RootState.FOREIGN
    try:
        if tree.read(DECLARATION, _SMALL) != DECLARED:
            message = say("archive.declaration-text", text=DECLARED.decode().strip())
            faults.add(_CODE, DECLARATION, "E075", message, RESTORE)
    except UnreadableError as fault:
        faults.add(fault.code, DECLARATION, "E069", fault.message, fault.hint)
    wrong = _layout_fault(tree)
    if wrong is not None:
        rule = "E070" if wrong.is_unreadable else "E071"
        faults.add(wrong.code, wrong.path, rule, wrong.message, wrong.hint, wrong.data)
    return RootState.READY


def _has_objects(tree: Tree, entries: dict[str, Kind]) -> bool:
    return any(
        kind is Kind.FOLDER and tree.kind(f"{name}/{OBJECT}") is Kind.FILE for name, kind in entries.items()
    )


class _LayoutFault(NamedTuple):
    """What is wrong with the layout; ``is_unreadable`` is False for one that names another extension.

    ``data`` is what stands in the file, where it is no JSON.
    """

    code: str
    message: Message
    hint: Message
    path: str = LAYOUT
    is_unreadable: bool = True
    data: bytes = b""


def _layout_fault(tree: Tree) -> _LayoutFault | None:
    if tree.kind(LAYOUT) is None and (tree.kind(CONFIG) is not None or is_prefixed(tree)):
        return _config_fault(tree)
    found = _read_json(tree, LAYOUT)
    if isinstance(found, _LayoutFault):
        return found
    if found.keys() != _LAYOUT_KEYS:
        return _LayoutFault(_CODE, say("archive.layout-keys"), RESTORE)
    if found["extension"] != LAYOUT_NAME:
        message = say("archive.layout-other", found=shown(str(found["extension"])[:100]), known=LAYOUT_NAME)
        return _LayoutFault(_CODE, message, RESTORE, is_unreadable=False)
    return None


def _config_fault(tree: Tree) -> _LayoutFault | None:
    found = _read_json(tree, CONFIG)
    if isinstance(found, _LayoutFault):
        return found
    if found != json.loads(config()):
        message = say("archive.layout-config", known=PREFIXES, delimiter=DELIMITER)
        return _LayoutFault(_CODE, message, RESTORE, CONFIG)
    return None


def _read_json(tree: Tree, path: str) -> dict[str, object] | _LayoutFault:
    data = b""
    try:
        data = tree.read(path, _SMALL)
        found = json.loads(data)
    except UnreadableError as fault:
        return _LayoutFault(fault.code, fault.message, fault.hint, path)
    except (ValueError, RecursionError):
        return _LayoutFault(_CODE, say("archive.layout-no-json"), RESTORE, path, data=data)
    return (
        found if isinstance(found, dict) else _LayoutFault(_CODE, say("archive.layout-keys"), RESTORE, path)
    )


def layout_is_damaged(tree: Tree, *, prefixed: bool) -> bool:
    """Tell whether there is no layout that can be read; one that says something else is another's.

    ``prefixed`` tells that the ids of objects are more than the names of their folders.
    """
    fault = _config_fault(tree) if prefixed else _layout_fault(tree)
    return fault is not None and fault.is_unreadable


def tell_layout(tree: Tree, inventory: Inventory, faults: Faults) -> None:
    """Tell of a layout by which an object would stand elsewhere."""
    if inventory.object_id != inventory.name and tree.kind(LAYOUT) is not None:
        message = say("archive.layout-plain", id=shown(inventory.object_id), known=LAYOUT_NAME)
        faults.add(_CODE, LAYOUT, "E070", message, say("archive.layout-plain.hint"))


def object_names(tree: Tree) -> tuple[str, ...]:
    """The folders of the root that can be objects, sorted. Raises UnreadableError."""
    return tuple(name for name, kind in tree.entries().items() if _is_object(name, kind))


def tell_out_of_place(tree: Tree, object_id: str, faults: Faults) -> None:
    """Tell of an object that a run was about to put in its place anew when it died."""
    place = f"{work_folder(object_id)}/{OUT}"
    if id_fault(object_id) is None and tree.kind(object_id) is None and tree.kind(place) is Kind.FOLDER:
        faults.add("RB-ARCHIVE-MISSING", place, "", *hinted("archive.out-of-place", report=shown(object_id)))


def check_entries(tree: Tree, faults: Faults) -> None:
    """Everything in the root is an object, a file of the root, or the extensions' folder."""
    for name in tree.entries(WORK):
        tell_out_of_place(tree, name.removesuffix(BUILT), faults)
    for name, kind in tree.entries().items():
        if name in (DECLARATION, LAYOUT) or _is_object(name, kind):
            continue
        if is_dropped(name) and kind is not Kind.OTHER:
            tell_dropped(name, faults)
        elif name == EXTENSIONS and kind is Kind.FOLDER:
            _check_extensions(tree, faults)
        elif kind is Kind.FILE:  # OCFL leaves room for a README and the like
            faults.note("RB-ARCHIVE-EXTRA", name, *hinted("archive.root-file"))
        elif kind is Kind.OTHER:
            faults.add("RB-ARCHIVE-KIND", name, "E072", say("archive.no-file-or-folder"), AWAY)
        elif (said := stray(tree, name)) is not None:
            faults.add("RB-ARCHIVE-EXTRA", name, "E072", *said)
        elif (fault := id_fault(name)) is not None:
            faults.add("RB-ARCHIVE-EXTRA", name, "E072", say("archive.folder-name", fault=fault), AWAY)


def _check_extensions(tree: Tree, faults: Faults) -> None:
    """Only folders stand there; what is in them is the extension's own, but for what systems dropped."""
    for name, kind in tree.entries(EXTENSIONS).items():
        path = f"{EXTENSIONS}/{name}"
        if is_dropped(name) and kind is not Kind.OTHER:
            tell_dropped(path, faults)
        elif kind is Kind.FOLDER:
            for inner, what in tree.entries(path).items():
                if is_dropped(inner) and what is not Kind.OTHER:
                    tell_dropped(f"{path}/{inner}", faults)
        else:
            faults.add("RB-ARCHIVE-EXTRA", path, "E112", say("archive.only-folders"), AWAY)


def _is_object(name: str, kind: Kind) -> bool:
    return kind is Kind.FOLDER and id_fault(name) is None and not is_dropped(name)
