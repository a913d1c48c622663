"""Whether exactly those files stand in an object that its inventory names."""

from __future__ import annotations

import unicodedata

from report_builder.archive.faults import AWAY, RESTORE, Faults
from report_builder.archive.inventory import (
    CONTENT,
    DECLARATION,
    INVENTORY,
    SIDECAR,
    Inventory,
    copies,
    version_folder,
)
from report_builder.archive.names import folders_above, is_dropped
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import hinted, say

DECLARED = DECLARATION.removeprefix("0=").encode("ascii") + b"\n"
"""What the declaration of an object says."""


def check_declaration(tree: Tree, object_id: str, faults: Faults) -> None:
    """The object says that it is one, of OCFL 1.1 (clause 3.3). Raises UnreadableError."""
    path = f"{object_id}/{DECLARATION}"
    others = [name for name in tree.entries(object_id) if name.startswith("0=") and name != DECLARATION]
    for name in others:
        message = say("archive.object-other-declaration", name=DECLARATION)
        faults.add("RB-ARCHIVE-DECLARATION", f"{object_id}/{name}", "E006", message, AWAY)
    try:
        if tree.read(path, 256) != DECLARED:
            message = say("archive.declaration-text", text=DECLARED.decode().strip())
            faults.add("RB-ARCHIVE-DECLARATION", path, "E007", message, RESTORE)
    except UnreadableError as fault:
        code = "RB-ARCHIVE-DECLARATION" if fault.missing else fault.code
        message = say("archive.object-no-declaration") if fault.missing else fault.message
        faults.add(code, path, "E003", message, fault.hint)


def check_shape(tree: Tree, object_id: str, inventory: Inventory, pending: bool, faults: Faults) -> None:
    """Find every file that is missing or too many; ``pending`` lets the next version's folder stand.

    Raises UnreadableError.
    """
    files, spare = expected_files(inventory), spare_files(inventory)
    folders = {folder for path in files for folder in folders_above(path)}
    settled = {f"{object_id}/{version_folder(inventory.head.number + 1)}"} if pending else set()
    seen: set[str] = set()
    for path, kind, is_empty in tree.walk(object_id):
        inner = _composed(tree, object_id, path.removeprefix(f"{object_id}/"), files, faults)
        if path in settled or path.rpartition("/")[0] in settled:
            settled.add(path)
            continue
        if inner.startswith("0=") and "/" not in inner and kind is Kind.FILE:  # see check_declaration
            continue
        if kind is not Kind.OTHER and inner not in files and is_dropped(path):
            tell_dropped(path, faults)
            settled.add(path)
            continue
        if kind is Kind.OTHER:
            hint = RESTORE if inner in files else say("archive.move-link")
            faults.add("RB-ARCHIVE-KIND", path, "E090", say("archive.no-link-here"), hint)
        elif kind is Kind.FILE and (inner in files or inner in spare):
            seen.add(inner)
        elif (kind is Kind.FILE or inner not in folders) and _tell_extra(
            tree, path, inner, kind, is_empty, faults
        ):
            settled.add(path)
    # What is missing at the top is told by those who read it.
    for inner in sorted(files - seen - {DECLARATION, INVENTORY, SIDECAR}):
        if tree.kind(f"{object_id}/{inner}") is None:
            _tell_missing(f"{object_id}/{inner}", inner, faults)
    _check_pairs(object_id, inventory, seen & spare, faults)


def _check_pairs(object_id: str, inventory: Inventory, seen: set[str], faults: Faults) -> None:
    """An inventory that need not be there has its sidecar; who dies removing the two leaves that alone."""
    for inner in sorted(seen):
        folder, _, name = inner.rpartition("/")
        if name == INVENTORY and f"{folder}/{SIDECAR}" not in seen:
            _tell_missing(f"{object_id}/{folder}/{SIDECAR}", f"{folder}/{SIDECAR}", faults)
        elif name == SIDECAR and f"{folder}/{INVENTORY}" not in seen:
            interrupted = hinted("archive.interrupted", version=inventory.head.number)
            faults.advise("RB-ARCHIVE-INTERRUPTED", f"{object_id}/{inner}", *interrupted)


def _composed(tree: Tree, object_id: str, inner: str, files: set[str], faults: Faults) -> str:
    """The name in the form that the inventory has, where this disk or a copy has changed it."""
    composed = unicodedata.normalize("NFC", inner)
    if composed == inner:
        return inner
    there, here = f"{object_id}/{composed}", f"{object_id}/{inner}"
    if not tree.is_same(there, here):
        return inner
    if composed in files and tree.on_disk(there) == here:
        faults.advise("RB-NAME-FORM", here, *hinted("archive.other-form"))
    return composed


def tell_dropped(path: str, faults: Faults) -> None:
    """Tell of what a system left in the archive: it belongs to no version and does no harm."""
    faults.advise("RB-ARCHIVE-EXTRA", path, *hinted("archive.left-by-system"))


def expected_files(inventory: Inventory) -> set[str]:
    """Every file that an object has to have, relative to its folder."""
    return copies(inventory.kept_copies) | set(inventory.manifest) | {DECLARATION, INVENTORY, SIDECAR}


def spare_files(inventory: Inventory) -> set[str]:
    """The inventories and sidecars of versions that need none, but may have them."""
    return copies({version.number for version in inventory.versions} - inventory.kept_copies)


def outlived_files(inventory: Inventory) -> list[str]:
    """What the folder of the version before the newest no longer needs, in the order in which it goes."""
    before = copies({inventory.head.number - 1})
    return sorted(before & spare_files(inventory))


def _tell_extra(tree: Tree, path: str, inner: str, kind: Kind, is_empty: bool, faults: Faults) -> bool:
    """Tell of what no inventory names; False for a folder whose files are to be told instead."""
    if tree.kind(path) is None:  # the list of an object store may name for a while what was removed
        return True
    depth = inner.count("/")
    in_content = depth > 1 or (depth == 1 and inner.endswith(f"/{CONTENT}"))
    if kind is Kind.FOLDER and is_empty:
        faults.add("RB-ARCHIVE-EXTRA", path, "E024", say("archive.empty-folder"), AWAY)
    elif kind is Kind.FOLDER and in_content:
        return False
    elif kind is Kind.FOLDER and depth == 0 and inner[:1] == "v" and inner[1:].isdecimal():
        faults.add("RB-ARCHIVE-VERSIONS", path, "E046", say("archive.unknown-version"), AWAY)
    else:
        rule = "E001" if depth == 0 else "E015" if depth == 1 else "E023"
        is_file = kind is Kind.FILE
        message = say("archive.unknown-file") if is_file else say("archive.unknown-folder")
        faults.add("RB-ARCHIVE-EXTRA", path, rule, message, AWAY)
    return True


def _tell_missing(path: str, inner: str, faults: Faults) -> None:
    name = inner.rpartition("/")[2] if inner.count("/") == 1 else ""
    rule = {INVENTORY: "W010", SIDECAR: "E058"}.get(name, "E092")
    faults.add("RB-ARCHIVE-FILE-MISSING", path, rule, say("archive.file-missing"), RESTORE)
