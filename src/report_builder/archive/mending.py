"""Writing anew what other copies prove, file by file; what nothing proves is left and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha512
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from report_builder.archive.completeness import DECLARED as OBJECT_DECLARED
from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.inventory import DECLARATION as OBJECT_DECLARATION
from report_builder.archive.inventory import INVENTORY, Inventory, version_of
from report_builder.archive.lock import make_folders
from report_builder.archive.names import folders_above
from report_builder.archive.proving import (
    Copy,
    Mend,
    Refuses,
    Unproven,
    copies,
    leading,
    mend_inventories,
    refuses_none,
)
from report_builder.archive.root import (
    BUILT,
    CONFIG,
    DECLARATION,
    DECLARED,
    LAYOUT,
    MENDING,
    OUT,
    WORK,
    config,
    layout,
    layout_is_damaged,
    object_names,
)
from report_builder.archive.store_tree import StoreTree
from report_builder.archive.strays import stray
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import hinted, say
from report_builder.output import write_whole

_SMALL = 64 * 1024
_ROOT_PROOF = say("archive.proven-by-objects")


class Wanted(Struct, frozen=True):
    """Bytes that are looked for: their digest, the object and its path in it, and the logical paths."""

    object_id: str
    path: str
    digest: str
    names: tuple[str, ...]


Seek: TypeAlias = Callable[[Wanted], tuple[bytes, str] | None]
"""Finds bytes with a digest outside of the archive, and the file that has them."""


def plan(
    tree: Tree, other: Tree | None, seek: Seek, refuses: Refuses = refuses_none
) -> list[Mend | Unproven]:
    """What can be mended of a storage root, and what cannot. Raises UnreadableError.

    ``other`` is a copy of the archive; ``refuses`` tells an inventory that is not to be followed. Nothing is
    written.
    """
    found: list[Mend | Unproven] = []
    proven: dict[str, Inventory] = {}
    whole: dict[str, dict[str, str]] = {}
    for name in object_names(tree):
        if stray(tree, name) is not None:  # told by the verifying; there is nothing to mend
            continue
        own = copies(tree, name)
        elsewhere = copies(other, name) if other is not None else {0: Copy("")}
        lead = leading(own, elsewhere, refuses)
        if lead is None:
            refused = refuses(own[0].inventory) if own[0].inventory is not None else None
            if refused is not None:
                found.append(Unproven(f"{name}/{INVENTORY}", *refused))
            elif own[0].inventory is None or not own[0].is_sealed:
                found.append(Unproven(f"{name}/{INVENTORY}", say("archive.unproven-inventory")))
            continue
        proven[name], whole[name] = lead.inventory, _by_own_version(own)
        found += mend_inventories(own, elsewhere, lead, name)
    root: list[Mend | Unproven] = list(_mend_root(tree, proven)) if proven else []
    for name, inventory in proven.items():
        found += _mend_declaration(tree, name)
        found += _mend_contents(tree, inventory, proven, whole[name], seek)
    return [_with_room(tree, one) for one in root + found]


def _with_room(tree: Tree, one: Mend | Unproven) -> Mend | Unproven:
    """What can be put in its place; links are not followed, and no folder is removed."""
    if isinstance(one, Mend):
        for folder in folders_above(one.path):
            if tree.kind(folder) not in (None, Kind.FOLDER):
                return Unproven(one.path, say("archive.unproven-no-folder", folder=folder))
        if tree.kind(one.path) is Kind.FOLDER:
            return Unproven(one.path, say("archive.unproven-is-folder"))
    return one


def _mend_root(tree: Tree, proven: dict[str, Inventory]) -> Iterator[Mend]:
    others = [name for name in tree.entries() if name.startswith("0=") and name != DECLARATION]
    if not others and _read(tree, DECLARATION) != DECLARED:
        yield Mend(DECLARATION, DECLARED, _ROOT_PROOF)
    is_prefixed = any(inventory.object_id != name for name, inventory in proven.items())
    if layout_is_damaged(tree, prefixed=is_prefixed):
        path, data = (CONFIG, config()) if is_prefixed else (LAYOUT, layout())
        yield Mend(path, data, _ROOT_PROOF)


def _mend_declaration(tree: Tree, name: str) -> Iterator[Mend]:
    path = f"{name}/{OBJECT_DECLARATION}"
    if _read(tree, path) != OBJECT_DECLARED:
        yield Mend(path, OBJECT_DECLARED, say("archive.proven-by-inventory"))


def _by_own_version(own: dict[int, Copy]) -> dict[str, str]:
    """The digest of each file, as the inventory of the version that brought it says; only of whole ones."""
    return {
        path: digest
        for number, one in own.items()
        if number and one.is_sealed and one.inventory is not None
        for path, digest in one.inventory.manifest.items()
        if version_of(path) == number
    }


def _mend_contents(
    tree: Tree, inventory: Inventory, proven: dict[str, Inventory], whole: Mapping[str, str], seek: Seek
) -> Iterator[Mend | Unproven]:
    name = inventory.name
    for path, digest in inventory.manifest.items():
        if _holds(tree, f"{name}/{path}", digest):
            continue
        # A file of another copy of the archive, which made another version: nothing is damaged in it.
        if whole.get(path, digest) != digest and _holds(tree, f"{name}/{path}", whole[path]):
            yield Unproven(f"{name}/{path}", *hinted("archive.whole-by-other", folder=path.partition("/")[0]))
            continue
        names = {at for version in inventory.versions for at, held in version.state.items() if held == digest}
        wanted = Wanted(name, path, digest, tuple(sorted(names)))
        found = _in_the_archive(tree, wanted, proven) or seek(wanted)
        if found is None or sha512(found[0]).hexdigest() != digest:
            yield Unproven(f"{name}/{path}", say("archive.unproven-bytes", digest=digest))
        else:
            yield Mend(f"{name}/{path}", found[0], say("archive.found-in", path=found[1]))


def _in_the_archive(tree: Tree, wanted: Wanted, proven: dict[str, Inventory]) -> tuple[bytes, str] | None:
    """The same bytes under another path of this object or of another."""
    for name, inventory in proven.items():
        for path, digest in inventory.manifest.items():
            place = f"{name}/{path}"
            if digest == wanted.digest and place != f"{wanted.object_id}/{wanted.path}":
                with suppress(UnreadableError):
                    data = tree.read(place)
                    if sha512(data).hexdigest() == digest:
                        return data, place
    return None


def _holds(tree: Tree, path: str, digest: str) -> bool:
    try:
        return tree.digests(path, ("sha512",))[0]["sha512"] == digest
    except UnreadableError:
        return False


def _read(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path, _SMALL)
    except UnreadableError:
        return None


def put(tree: Tree, mends: list[Mend], disk: ArchiveDisk) -> Iterator[Mend]:
    """Write each file whole beside the objects and put it in its place; gives each that stands.

    Every writer is kept out meanwhile (see :mod:`.shutting`). What a killed run left is removed first.
    Raises OSError. A store takes each as a whole.
    """
    if isinstance(tree, StoreTree):
        for mend in mends:
            tree.store.restore(mend.path, mend.data)
            yield mend
        return
    work = tree.root / MENDING
    tidy(tree, disk)
    make_folders(work.parent, disk)
    disk.make_private_folder(work)
    try:
        for number, mend in enumerate(mends):
            _put(tree, mend, work / str(number), disk)
            yield mend
    finally:
        with suppress(OSError):  # the next run removes it
            disk.remove_tree(work)


def tidy(tree: Tree, disk: ArchiveDisk) -> None:
    """Remove what a run left that was killed while it mended. Raises OSError."""
    if (tree.root / MENDING).is_dir():
        disk.remove_tree(tree.root / MENDING)


def tidy_whole(tree: Tree, disk: ArchiveDisk) -> None:
    """Remove what killed runs left of an archive whose objects are whole. Raises OSError.

    An object that a run had moved out of its place when it died stays where it is: the next run puts it back.
    """
    tidy(tree, disk)
    standing = set(object_names(tree))
    for name, kind in tree.entries(WORK).items():
        folder = tree.root / WORK / name
        stands = name.removesuffix(BUILT) in standing
        if kind is Kind.FOLDER and name.endswith(BUILT) and (stands or not (folder / OUT).is_dir()):
            disk.remove_tree(folder)


def _put(tree: Tree, mend: Mend, draft: Path, disk: ArchiveDisk) -> None:
    target = tree.root / mend.path
    make_folders(target.parent, disk)
    descriptor = disk.create_sealed(draft)
    try:
        write_whole(descriptor, mend.data, disk)
    finally:
        disk.close(descriptor)
    disk.replace(draft, target)
    disk.sync_folder(target.parent)
