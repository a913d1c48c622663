"""Taking the bytes that only one version has out of an object, for ever.

OCFL defines no such step: the object is written anew as if the version had never held more than a tombstone.
What later versions share with it moves to the first of them; all other bytes and digests stay. Inventories
are written anew from the version on, since each tells of all before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from report_builder.archive.inventory import (
    CONTENT,
    DECLARATION,
    INVENTORY,
    SIDECAR,
    Inventory,
    copies,
    sidecar,
    version_folder,
    version_of,
)
from report_builder.archive.names import content_names
from report_builder.archive.tree import Tree


class Purged(Struct, frozen=True):
    """What a purge takes and leaves, by logical path of the version.

    ``gone`` leads to the size in bytes, ``shared`` to the numbers of the versions that have the same bytes.
    """

    gone: Mapping[str, int]
    shared: Mapping[str, tuple[int, ...]]


class Plan(Struct, frozen=True):
    """An object as it shall be.

    ``places`` leads from each content path of ``after`` that holds old bytes to where those stand now.
    ``gone`` leads from logical path to content path, ``shared`` as in :class:`Purged`.
    """

    after: Inventory
    places: Mapping[str, str]
    gone: Mapping[str, str]
    shared: Mapping[str, tuple[int, ...]]

    def kept(self, number: int, copied: Iterable[int]) -> dict[str, str]:
        """Every file that stays when version ``number`` is purged: its path, and where it stands now.

        ``copied`` are the numbers of the versions in whose folders an inventory stands.
        """
        inventories = copies(count for count in copied if count < number)
        return {path: path for path in (DECLARATION, *inventories)} | dict(self.places)

    def inventories(self, number: int, copied: Iterable[int]) -> dict[str, bytes]:
        """The inventories and sidecars that are written anew, by path; ``copied`` as in :meth:`kept`."""
        files: dict[str, bytes] = {}
        for version in (self.after.versions[count - 1] for count in copied if count >= number):
            data = until(self.after, version.number).to_bytes()
            folders = [f"{version_folder(version.number)}/"] + [""] * (version is self.after.head)
            for folder in folders:
                files |= {f"{folder}{INVENTORY}": data, f"{folder}{SIDECAR}": sidecar(data)}
        return files


def plan(before: Inventory, number: int, path: str, digest: str, message: str) -> Plan:
    """Plan the purge of version ``number``: its state becomes the one file ``path``, which has ``digest``."""
    version = before.versions[number - 1]
    others = [other for other in before.versions if other.number != number]
    users: dict[str, list[int]] = {}
    for other in others:
        for used in dict.fromkeys(other.state.values()):
            users.setdefault(used, []).append(other.number)
    places = _places(before, number, users)
    moved = {old: new for new, old in places.items()}
    tombstone = replace(version, message=message, state={path: digest})
    versions = tuple(tombstone if one is version else one for one in before.versions)
    manifest = {new: before.manifest[old] for new, old in places.items()}
    manifest[f"{version_folder(number)}/{CONTENT}/{path}"] = digest
    fixity = {
        name: {moved[content]: value for content, value in block.items() if content in moved}
        for name, block in before.fixity.items()
    }
    kept = {name: block for name, block in fixity.items() if block}
    after = Inventory(before.object_id, versions, dict(sorted(manifest.items())), kept)
    stands = before.content_paths()
    gone = {logical: stands[used] for logical, used in version.state.items() if used not in users}
    shared = {logical: tuple(users[used]) for logical, used in version.state.items() if used in users}
    return Plan(after, places, gone, shared)


def told(planned: Plan, tree: Tree, object_id: str) -> Purged:
    """Say what a plan takes and leaves. Raises UnreadableError."""
    sizes = {path: tree.size(f"{object_id}/{place}") for path, place in planned.gone.items()}
    return Purged(sizes, planned.shared)


def _places(before: Inventory, number: int, users: Mapping[str, list[int]]) -> dict[str, str]:
    """Where the bytes that stay shall stand, each with where it stands now."""
    own = f"{version_folder(number)}/"
    places = {
        content: content
        for content, digest in before.manifest.items()
        if not content.startswith(own) and digest in users
    }
    elsewhere = {before.manifest[content] for content in places}
    homeless = {
        digest: content
        for content, digest in before.manifest.items()
        if content.startswith(own) and digest in users and digest not in elsewhere
    }
    for home in sorted({users[digest][0] for digest in homeless}):
        coming = {digest for digest in homeless if users[digest][0] == home}
        state = sorted(before.versions[home - 1].state.items(), reverse=True)
        paths = {digest: logical for logical, digest in state if digest in coming}
        folder = f"{version_folder(home)}/{CONTENT}/"
        named = content_names(paths, _below(folder, places))
        places |= {f"{folder}{name}": homeless[digest] for digest, name in named.items()}
    return dict(sorted(places.items()))


def _below(folder: str, places: Iterable[str]) -> list[str]:
    return [place.removeprefix(folder) for place in places if place.startswith(folder)]


def until(inventory: Inventory, number: int) -> Inventory:
    """The inventory as it is in the folder of version ``number``: of that version and those before it."""

    def is_older(content: str) -> bool:
        return version_of(content) <= number

    fixity = {
        name: {content: value for content, value in block.items() if is_older(content)}
        for name, block in inventory.fixity.items()
    }
    return Inventory(
        inventory.object_id,
        inventory.versions[:number],
        {content: digest for content, digest in inventory.manifest.items() if is_older(content)},
        {name: block for name, block in fixity.items() if block},
    )
