"""Adding a version to an object, and taking the bytes of one out of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha512
from typing import Protocol

from msgspec import Struct

from report_builder.archive.completeness import check_declaration, check_shape
from report_builder.archive.faults import RESTORE, Faults, place_of
from report_builder.archive.inventory import (
    CONTENT,
    DECLARATION,
    DELIMITER,
    INVENTORY,
    SIDECAR,
    Inventory,
    Version,
    sidecar,
    version_folder,
)
from report_builder.archive.names import content_names, file_and_folder, path_fault, shown
from report_builder.archive.object_state import is_begun
from report_builder.archive.object_store import TakenError
from report_builder.archive.parsing import MAX_INVENTORY_BYTES
from report_builder.archive.purging import Purged, plan, told
from report_builder.archive.tree import Tree, UnreadableError
from report_builder.archive.verifying import ObjectCheck, stands_on, tell_digest
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.message import hinted, say


class Added(Struct, frozen=True):
    """What :meth:`Writer.add` did; ``new`` is False where the very same version stood there already."""

    version: Version
    new: bool


class Committer(Protocol):
    """Puts the next state of one object in place: whole or not at all, whenever the process dies."""

    can_rewrite: bool
    """False where what stood there cannot be taken away for ever in one step."""

    def clear(self) -> bool:
        """Remove what a run left that did not end; False where there was nothing. Raises OSError."""

    def standing(self, number: int, names: Mapping[str, str]) -> tuple[str, ...]:
        """The names below the content folder of a version to come that are taken.

        ``names`` leads from the digest of what it shall hold to the name that this would have. Raises
        OSError; TakenError where that version is there already.
        """

    def declare_root(self, *, prefixed: bool) -> None:
        """Make the place a storage root. Raises OSError."""

    def prefix_root(self) -> None:
        """Let the root have objects whose ids are more than the names of their folders. Raises OSError."""

    def commit(
        self, before: Inventory | None, after: Inventory, inventory: bytes, files: Mapping[str, bytes]
    ) -> None:
        """Put the version ``after.head`` in place. Raises OSError, TakenError among them."""

    def complete(self, newest: Inventory, data: bytes) -> None:
        """Take the last steps of a version that a killed run left in place. Raises OSError."""

    def remove_outlived(self, newest: Inventory) -> None:
        """Remove what is left of an inventory that was being taken away. Raises OSError."""

    def rewrite(self, kept: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        """Put another state of the object in place, and remove what it was. Raises OSError."""


class Writer:
    """The right to add versions to one object, held from ``Archive.write`` until its block is left."""

    def __init__(
        self,
        tree: Tree,
        object_id: str,
        committer: Committer,
        inventory: Inventory | None,
        *,
        root_is_new: bool,
        diagnostics: Diagnostics,
    ) -> None:
        self._tree, self._id, self._committer = tree, object_id, committer
        self._inventory, self._root_is_new, self._diagnostics = inventory, root_is_new, diagnostics

    @property
    def head(self) -> Version | None:
        """The newest version; None before the first."""
        return self._inventory.head if self._inventory else None

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version, oldest first."""
        return self._inventory.versions if self._inventory else ()

    def add(
        self,
        number: int,
        files: Mapping[str, bytes],
        message: str,
        author: str,
        created: datetime,
        address: str = "",
        part_of: str = "",
        *,
        stands_alone: bool = False,
    ) -> Added | None:
        """Store ``files`` (logical path to bytes) as version ``number``; None after a diagnostic.

        ``number`` is one more than the head's. An earlier number with the same paths and bytes changes
        nothing and answers ``new=False``; with other bytes it is RB-ARCHIVE-CONFLICT, and so is a number
        that leaves a gap. A ``created`` (with a zone, kept in UTC in whole seconds) before the previous
        version's is the warning RB-ARCHIVE-CLOCK. A path that cannot be a logical path is
        RB-ARCHIVE-NAME, a version that could not be read again RB-ARCHIVE-LIMIT. ``address`` is a URI of
        the author, "mailto:…" as a rule. The archived bytes that the version shares with earlier ones are
        compared with their digests first, so that no version rests on damage. Diagnostics go to the
        collector that was given to ``Archive.write``. ``part_of`` is the URI of which a new object is a part:
        its id begins with it. An object keeps the id that it began with. ``stands_alone`` tells that the
        version needs none but the newest one before it: what is wrong elsewhere is a warning.

        Raises OSError; then the version is there whole or not at all, and the same call again, in this
        run or a later one, completes it. The bytes are on the disk when this returns.
        """
        if not self._names_are_sound(files):
            return None
        state = {path: sha512(files[path]).hexdigest() for path in sorted(files)}
        if number <= len(self.versions):
            return self._compare(number, state)
        if number != len(self.versions) + 1:
            gap = say("archive.next-version", next=len(self.versions) + 1, version=number)
            self._diagnostics.error("RB-ARCHIVE-CONFLICT", place_of(self._tree.place, self._id), gap)
            return None
        created = created.astimezone(UTC).replace(microsecond=0)
        version = Version(number, created, message, author, state, address)
        object_id = f"{part_of}{DELIMITER}{self._id}" if part_of else self._id
        try:
            after, new_files = _extended(self._inventory, object_id, version, files, self._committer)
            data = self._readable_again(after)
            if data is None or not self._ground_is_sound(after, stands_alone=stands_alone):
                return None
            self._warn_of_clock(version)
            self._commit(after, data, new_files)
        except TakenError:
            place = place_of(self._tree.place, self._id)
            self._diagnostics.error("RB-ARCHIVE-BUSY", place, *hinted("archive.overtaken", version=number))
            return None
        return Added(version, new=True)

    def purge(self, number: int, path: str, data: bytes, message: str) -> Purged | None:
        """Take the bytes that only version ``number`` has out of the object, for ever.

        None after a diagnostic. The version's one file is ``path`` with the bytes ``data`` from then on, and
        ``message`` its message. The whole object is verified first, so that nothing is built on damage.
        Raises OSError; then it is done or not done, and the same call again, in this run or a later one,
        completes it.
        """
        assert self._inventory is not None, "what has no version has nothing to lose"
        if not self._committer.can_rewrite:
            place = place_of(self._tree.place, self._id)
            self._diagnostics.error("RB-ARCHIVE-STORE", place, *hinted("archive.store-no-purge"))
            return None
        faults = Faults(self._tree.place)
        planned = plan(self._inventory, number, path, sha512(data).hexdigest(), message)
        try:
            ObjectCheck(self._tree, self._id, faults).run()
            purged = Purged({}, {}) if faults.found else told(planned, self._tree, self._id)
        except UnreadableError as fault:
            faults.add(fault.code, self._id, "", fault.message, fault.hint)
        self._diagnostics.extend(item for item in faults.items if item.severity is Severity.ERROR)
        if faults.found:
            return None
        tombstone = {f"{version_folder(number)}/{CONTENT}/{path}": data}
        numbers = range(1, len(self.versions) + 1)
        copied = [count for count in numbers if self._tree.kind(self._copy_of(count)) is not None]
        inventories = planned.inventories(number, copied)
        self._committer.rewrite(planned.kept(number, copied), tombstone | inventories)
        self._inventory = planned.after
        return purged

    def begin_anew(
        self, files: Mapping[str, bytes], message: str, author: str, created: datetime, address: str = ""
    ) -> None:
        """Put one version of ``files`` in the place of all that the object had, for ever. Raises OSError.

        It is for objects whose newest version holds all that is to be kept.
        """
        state = {path: sha512(files[path]).hexdigest() for path in sorted(files)}
        version = Version(1, created.astimezone(UTC).replace(microsecond=0), message, author, state, address)
        object_id = self._inventory.object_id if self._inventory else self._id
        after, contents = _extended(None, object_id, version, files, None)
        data = after.to_bytes()
        places = [f"{folder}{name}" for folder in ("", "v1/") for name in (INVENTORY, SIDECAR)]
        inventories = {place: data if place.endswith(INVENTORY) else sidecar(data) for place in places}
        self._committer.rewrite({DECLARATION: DECLARATION}, contents | inventories)
        self._inventory = after

    def _copy_of(self, number: int) -> str:
        return f"{self._id}/{version_folder(number)}/{INVENTORY}"

    def _names_are_sound(self, files: Mapping[str, bytes]) -> bool:
        faults = [(path, fault[0]) for path in files if (fault := path_fault(path))]
        faults += [(path, say("archive.path-is-folder")) for path in file_and_folder(files)]
        for path, reason in sorted(faults, key=lambda fault: (fault[0], fault[1].key)):
            place = place_of(self._tree.place, self._id)
            self._diagnostics.error(
                "RB-ARCHIVE-NAME", place, *hinted("archive.path", path=shown(path), fault=reason)
            )
        return not faults

    def _compare(self, number: int, state: Mapping[str, str]) -> Added | None:
        archived = next((version for version in self.versions if version.number == number), None)
        if archived is not None and archived.state == state:
            return Added(archived, new=False)
        message = say("archive.other-bytes", version=number)
        if archived is None:
            message = say("archive.numbered-from-1", version=number)
        hint = say("archive.other-bytes.hint", next=len(self.versions) + 1)
        self._diagnostics.error("RB-ARCHIVE-CONFLICT", place_of(self._tree.place, self._id), message, hint)
        return None

    def _readable_again(self, after: Inventory) -> bytes | None:
        """The bytes of an inventory; refuse, before anything is written, one that reading would refuse.

        Of what it refuses, only this is left: paths were looked at, and the form is this program's own.
        """
        try:
            data = after.to_bytes()
        except UnicodeEncodeError:
            message = say("archive.limit-surrogate", version=after.head.number)
        else:
            if len(data) <= MAX_INVENTORY_BYTES:
                return data
            message = say(
                "archive.limit-size", version=after.head.number, size=len(data), most=MAX_INVENTORY_BYTES
            )
        place = place_of(self._tree.place, self._id)
        self._diagnostics.error("RB-ARCHIVE-LIMIT", place, message, say("archive.limit.hint"))
        return None

    def _ground_is_sound(self, after: Inventory, *, stands_alone: bool) -> bool:
        """Refuse to build on an object that has lost or gained files, or on rotten bytes."""
        if self._inventory is None:
            return True
        faults = Faults(self._tree.place)
        if stands_alone:
            newest = self._inventory.head.number
            faults.judge_only(stands_on(self._id, self._inventory, newest), say("archive.aside-older"))
        try:
            check_declaration(self._tree, self._id, faults)
            begun = is_begun(self._tree, self._id, after.head.number)
            check_shape(self._tree, self._id, self._inventory, pending=begun, faults=faults)
            shared = set(after.head.state.values())
            for path, digest in self._inventory.manifest.items():
                if digest in shared and not faults.found:
                    found = self._tree.digests(f"{self._id}/{path}", ("sha512",))[0]["sha512"]
                    if found != digest:
                        tell_digest(faults, f"{self._id}/{path}", "sha512", digest, found)
        except UnreadableError as fault:
            faults.add(fault.code, self._id, "", fault.message, RESTORE)
        self._diagnostics.extend(faults.items)
        return not faults.found

    def _warn_of_clock(self, version: Version) -> None:
        if self.head is not None and version.created < self.head.created:
            place = place_of(self._tree.place, self._id)
            self._diagnostics.warn(
                "RB-ARCHIVE-CLOCK",
                place,
                *hinted("archive.clock-now", version=version.number, before=self.head.number),
            )

    def _commit(self, after: Inventory, data: bytes, files: Mapping[str, bytes]) -> None:
        self._committer.clear()
        is_prefixed = after.object_id != self._id
        if self._root_is_new:
            self._committer.declare_root(prefixed=is_prefixed)
            self._root_is_new = False
        elif is_prefixed and self._inventory is None:
            self._committer.prefix_root()
        self._committer.commit(self._inventory, after, data, files)
        self._inventory = after


def _extended(
    before: Inventory | None,
    object_id: str,
    version: Version,
    files: Mapping[str, bytes],
    committer: Committer | None,
) -> tuple[Inventory, dict[str, bytes]]:
    """The inventory with one more version, and the bytes that no earlier one has, by content path.

    ``before`` is None for an object that has nothing yet, and shall have the id ``object_id``; ``files`` has
    the bytes of the version's state. ``committer`` tells which names are taken; None where none can be.
    """
    manifest = dict(before.manifest) if before else {}
    known = set(manifest.values())
    first_path = {digest: path for path, digest in sorted(version.state.items(), reverse=True)}
    new = {digest: path for digest, path in first_path.items() if digest not in known}
    folder = f"{version_folder(version.number)}/{CONTENT}"
    names = content_names(new)
    if taken := committer.standing(version.number, names) if committer else ():
        names = content_names(new, taken)
    places = {f"{folder}/{name}": digest for digest, name in names.items()}
    versions = (*(before.versions if before else ()), version)
    fixity = before.fixity if before else {}
    after = Inventory(
        before.object_id if before else object_id, versions, dict(sorted((manifest | places).items())), fixity
    )
    return after, {path: files[new[digest]] for path, digest in places.items()}
