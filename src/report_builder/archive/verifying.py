"""Checking an object from its declaration to the last digest; nothing is repaired."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from report_builder.archive.completeness import check_declaration, check_shape
from report_builder.archive.faults import RESTORE, Faults
from report_builder.archive.inventory import (
    INVENTORY,
    SIDECAR,
    Inventory,
    Version,
    version_folder,
    version_of,
)
from report_builder.archive.names import folders_above, id_fault, shown
from report_builder.archive.object_state import (
    Standing,
    check_sidecar,
    find_pending,
    is_begun,
    is_undeclared,
    read_standing,
    whole_copy,
)
from report_builder.archive.parsing import FIXITY, MAX_INVENTORY_BYTES, parse_inventory
from report_builder.archive.proving import copies, likeliest
from report_builder.archive.root import tell_layout
from report_builder.archive.strays import stray
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import Message, hinted, say


class ObjectCheck:
    """The check of one object; counts what it looked at."""

    def __init__(self, tree: Tree, object_id: str, faults: Faults) -> None:
        self._tree, self._id, self._faults = tree, object_id, faults
        self.versions = self.files = self.size = 0

    def run(self, number: int | None = None) -> None:
        """Check everything; where ``number`` is given, judge only what that version stands on.

        That are its own folder, the files that it uses, wherever they lie, and what says at the top that the
        object is one. Only its digests are compared; what else is seen to be wrong is a warning. Raises
        UnreadableError for a folder that cannot be listed.
        """
        if (said := stray(self._tree, self._id)) is not None:
            self._faults.add("RB-ARCHIVE-EXTRA", self._id, "E072", *said)
            return
        undeclared = is_undeclared(self._tree, self._id)
        if not undeclared:
            check_declaration(self._tree, self._id, self._faults)
        standing = read_standing(self._tree, self._id, self._faults)
        if standing is None:
            self._check_by_copy(number)
            return
        standing = self._proven(standing)
        inventory = standing.inventory
        tell_layout(self._tree, inventory, self._faults)
        if number is not None and not 1 <= number <= inventory.head.number:
            tell_no_version(self._faults, inventory, number)
        elif number is not None:
            self._judge_only(inventory, number)
        pending = find_pending(self._tree, self._id, inventory)
        following = inventory.head.number + 1
        begun = pending is None and is_begun(self._tree, self._id, following)
        if begun:
            _tell_begun(self._id, following, self._faults)
        elif pending is not None or standing.sidecar_is_late or undeclared:
            interrupted = (pending.inventory if pending else inventory).head.number
            self._faults.advise(
                "RB-ARCHIVE-INTERRUPTED", self._id, *hinted("archive.interrupted", version=interrupted)
            )
        check_shape(self._tree, self._id, inventory, pending is not None or begun, self._faults)
        for version in inventory.versions:
            self._check_version(version, standing)
        self._advise(inventory)
        self._check_contents(inventory, number)

    def _check_by_copy(self, number: int | None) -> None:
        """Check the files by the inventory of the newest version, where that at the top cannot be read."""
        inventory = whole_copy(self._tree, self._id)
        if inventory is None:
            return
        if number is not None and 1 <= number <= inventory.head.number:
            self._judge_only(inventory, number)
        check_shape(self._tree, self._id, inventory, False, self._faults)
        self._check_contents(inventory, number)

    def _proven(self, standing: Standing) -> Standing:
        """Tell of an inventory at the top that the others disprove, and give the one that they prove.

        What it says otherwise is its own fault, not that of the versions' inventories.
        """
        newest = f"{self._id}/{version_folder(standing.inventory.head.number)}/{INVENTORY}"
        with suppress(UnreadableError):
            if self._tree.read(newest, MAX_INVENTORY_BYTES) == standing.data:
                return standing
        proven = likeliest(copies(self._tree, self._id), standing.inventory.head.number)
        if proven is None or proven.data == standing.data:
            return standing
        message = say("archive.top-differs", path=newest)
        self._faults.add("RB-ARCHIVE-VERSIONS", f"{self._id}/{INVENTORY}", "E064", message, RESTORE)
        return Standing(proven.inventory, proven.data)

    def _judge_only(self, inventory: Inventory, number: int) -> None:
        aside = say("archive.aside", version=number)
        self._faults.judge_only(stands_on(self._id, inventory, number), aside)

    def _check_version(self, version: Version, standing: Standing) -> None:
        folder = f"{self._id}/{version_folder(version.number)}"
        path = f"{folder}/{INVENTORY}"
        self.versions += 1
        if self._tree.kind(folder) is None:
            message = say("archive.version-no-folder", version=version.number)
            self._faults.add("RB-ARCHIVE-VERSIONS", folder, "E010", message, RESTORE)
        if self._tree.kind(path) is not Kind.FILE:
            return  # told by the shape
        try:
            data = self._tree.read(path, MAX_INVENTORY_BYTES)
        except UnreadableError as fault:
            self._faults.add(fault.code, path, "", fault.message, fault.hint)
            return
        if self._tree.kind(f"{folder}/{SIDECAR}") is Kind.FILE:
            check_sidecar(self._tree, folder, data, self._faults)
        if version is standing.inventory.head:
            if data != standing.data:
                message = say("archive.newest-differs", path=f"{self._id}/{INVENTORY}")
                self._faults.add("RB-ARCHIVE-VERSIONS", path, "E064", message, RESTORE)
            return
        own = parse_inventory(data, path, self._id, self._faults)
        if own is not None:
            self._compare(own, version, standing.inventory, path)

    def _compare(self, own: Inventory, version: Version, root: Inventory, path: str) -> None:
        """An earlier inventory is the beginning of the newest one: versions are only ever added."""
        if own.object_id != root.object_id:
            message = say("archive.other-id", found=shown(own.object_id), expected=shown(root.object_id))
            self._faults.add("RB-ARCHIVE-INVENTORY", path, "E037", message, RESTORE)
        if own.head.number != version.number:
            message = say("archive.other-head", version=own.head.number)
            self._faults.add("RB-ARCHIVE-VERSIONS", path, "E040", message, RESTORE)
            return
        for before, now in zip(own.versions, root.versions, strict=False):
            if before != now:
                rule, message = "W011", say("archive.other-facts", version=now.number)
                if before.state != now.state:
                    rule, message = "E066", say("archive.other-state", version=now.number)
                self._faults.add("RB-ARCHIVE-VERSIONS", path, rule, message, RESTORE)
        until = {
            content: digest
            for content, digest in root.manifest.items()
            if version_of(content) <= version.number
        }
        for content in sorted(dict(own.manifest.items() ^ until.items())):
            message = say("archive.other-manifest", path=content)
            self._faults.add("RB-ARCHIVE-VERSIONS", path, "E066", message, RESTORE)

    def _advise(self, inventory: Inventory) -> None:
        path = f"{self._id}/{INVENTORY}"
        for version in inventory.versions:
            lack = _lack(version)
            if lack is not None:
                self._faults.advise(
                    "RB-ARCHIVE-ADVICE", path, say("archive.by-rule", fault=lack, rule="W007")
                )
        for before, version in zip(inventory.versions, inventory.versions[1:], strict=False):
            if version.created < before.created:
                self._faults.advise(
                    "RB-ARCHIVE-CLOCK",
                    path,
                    *hinted("archive.clock", version=version.number, before=before.number),
                )

    def _check_contents(self, inventory: Inventory, number: int | None) -> None:
        wanted = [version for version in inventory.versions if number in (None, version.number)]
        digests = {digest for version in wanted for digest in version.state.values()}
        for path, digest in inventory.manifest.items():
            if digest in digests and self._tree.kind(f"{self._id}/{path}") is Kind.FILE:
                others = {name: block[path] for name, block in inventory.fixity.items() if path in block}
                self._check_content(path, {"sha512": digest} | others)

    def _check_content(self, content: str, expected: dict[str, str]) -> None:
        path = f"{self._id}/{content}"
        try:
            found, size = self._tree.digests(path, {FIXITY[name] for name in expected})
        except UnreadableError as fault:
            self._faults.add(fault.code, path, "E092", fault.message, fault.hint)
            return
        self.files += 1
        self.size += size
        for name, digest in expected.items():
            if found[FIXITY[name]] != digest:
                tell_digest(self._faults, path, name, digest, found[FIXITY[name]])


def stands_on(top: str, inventory: Inventory, number: int) -> Callable[[str], bool]:
    """Tell of each path below the storage root whether version ``number`` of the object ``top`` needs it."""
    own = f"{top}/{version_folder(number)}"
    digests = set(inventory.versions[number - 1].state.values())
    used = {f"{top}/{path}" for path, digest in inventory.manifest.items() if digest in digests}
    # A link in the place of a folder takes everything below it away.
    needed = used | {folder for path in used for folder in folders_above(path)}
    shared = {"", top, f"{top}/{INVENTORY}", f"{top}/{SIDECAR}"}

    def concerns(path: str) -> bool:
        if path in shared or path in needed or path == own or path.startswith(f"{own}/"):
            return True
        return path.startswith(f"{top}/0=") or not path.startswith(f"{top}/")

    return concerns


def _lack(version: Version) -> Message | None:
    """Which of the two things is missing that OCFL advises to state."""
    if not version.message and not version.author:
        return say("archive.no-message-no-author", version=version.number)
    if not version.message:
        return say("archive.no-message", version=version.number)
    return None if version.author else say("archive.no-author", version=version.number)


def tell_beginning(tree: Tree, object_id: str, faults: Faults) -> bool:
    """Tell of an object that is none yet, since a run died in its first version; False where there is none.

    Raises UnreadableError.
    """
    if id_fault(object_id) is not None:
        return False
    if tree.in_steps and find_pending(tree, object_id, None) is not None:
        faults.advise("RB-ARCHIVE-INTERRUPTED", object_id, *hinted("archive.interrupted", version=1))
    elif is_begun(tree, object_id, 1):
        _tell_begun(object_id, 1, faults)
    else:
        return False
    return True


def _tell_begun(object_id: str, number: int, faults: Faults) -> None:
    """Tell of a version of which a run that died had put a part."""
    faults.advise("RB-ARCHIVE-INTERRUPTED", object_id, *hinted("archive.begun", version=number))


def tell_no_version(faults: Faults, inventory: Inventory, number: int) -> None:
    """Tell of a version that was asked for and is not there."""
    newest = inventory.head.number
    message = say("archive.no-version", version=number, report=inventory.name, newest=newest)
    faults.add("RB-ARCHIVE-MISSING", inventory.name, "", message)


def tell_digest(faults: Faults, path: str, algorithm: str, expected: str, found: str) -> None:
    """Tell of a file whose bytes are not those that were archived."""
    rule = "E092" if algorithm == "sha512" else "E093"
    message = say("archive.digest", algorithm=algorithm, expected=expected, found=found)
    faults.add("RB-ARCHIVE-DIGEST", path, rule, message, RESTORE)
