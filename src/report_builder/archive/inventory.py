"""What an object holds: its versions, and where the bytes of each stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha512

from msgspec import Struct, field

INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
DECLARATION = "0=ocfl_object_1.1"
CONTENT = "content"
DELIMITER = "/"
"""Before the name of the folder, in an id that is a URI; no folder can have this sign in its name."""

TYPE = "https://ocfl.io/1.1/spec/#inventory"

FIRST_COPIES = 16
"""So many versions keep their inventory whatever comes; see :meth:`Inventory.keeps_copy`."""

_json = json.JSONEncoder(ensure_ascii=False).encode


class Version(Struct, frozen=True):
    """One version of an object; versions are ordered by ``number`` (from 1), never by time.

    ``created`` is in UTC. ``message``, ``author`` and ``address`` (a URI, mostly ``mailto:``) may be
    empty. ``state`` leads from each logical path (with ``/``) to the sha512 of its bytes in 128
    hexadecimal digits, and is sorted by path.
    """

    number: int
    created: datetime
    message: str
    author: str
    state: Mapping[str, str]
    address: str = ""


class Inventory(Struct, frozen=True):
    """An OCFL 1.1 inventory (clause 3.5).

    ``object_id`` is the name of the object's folder, or a URI that ends with it (see :func:`folder_of`).
    ``manifest`` leads from content path ("v1/content/report.pdf") to sha512, sorted by path; ``fixity``
    from algorithm to content path to digest. Only other programs write fixity; it is kept.
    """

    object_id: str
    versions: tuple[Version, ...]
    manifest: Mapping[str, str]
    fixity: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the object's folder."""
        return folder_of(self.object_id)

    @property
    def head(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def kept_copies(self) -> frozenset[int]:
        """The numbers of the versions in whose folders an inventory stands; others may have one.

        The newest has its own (OCFL 1.1, E064), which proves the one at the top. Each holds all before it, so
        that one in every folder (W010) is quadratic: the first have theirs, then 32, 64, 128 … A version that
        brought no bytes keeps it too, as its folder would be empty without it.
        """
        numbers = {version.number for version in self.versions}
        few = {number for number in numbers if number <= FIRST_COPIES or not number & (number - 1)}
        return frozenset(few | (numbers - set(map(version_of, self.manifest))) | {self.head.number})

    def content_paths(self) -> dict[str, str]:
        """Where the bytes of each digest stand."""
        return {digest: path for path, digest in sorted(self.manifest.items(), reverse=True)}

    def to_bytes(self) -> bytes:
        """The JSON file: one line for each digest, so that people and diff tools can read it."""
        head = {
            "id": self.object_id,
            "type": TYPE,
            "digestAlgorithm": "sha512",
            "head": f"v{self.head.number}",
        }
        members = [_member(key, _json(value), 1) for key, value in head.items()]
        if self.fixity:
            blocks = (_member(name, _paths(block, 2), 2) for name, block in sorted(self.fixity.items()))
            members.append(_member("fixity", _braces(blocks, 1), 1))
        members.append(_member("manifest", _paths(self.manifest, 1), 1))
        versions = (_member(f"v{version.number}", _version(version), 2) for version in self.versions)
        members.append(_member("versions", _braces(versions, 1), 1))
        return (_braces(members, 0) + "\n").encode("utf-8")


def folder_of(object_id: str) -> str:
    """The name of the folder of an object: what follows the last slash of its id (OCFL extension 0006)."""
    return object_id.rpartition(DELIMITER)[2]


def sidecar(inventory: bytes) -> bytes:
    """The file that says the digest of an inventory (OCFL 1.1, 3.7)."""
    return f"{sha512(inventory).hexdigest()} {INVENTORY}\n".encode("ascii")


def copies(numbers: Iterable[int]) -> set[str]:
    """The inventories and sidecars in the folders of these versions."""
    return {f"{version_folder(number)}/{name}" for number in numbers for name in (INVENTORY, SIDECAR)}


def version_of(content: str) -> int:
    """The number of the version that a content path stands in."""
    return int(content[1 : content.index("/")])


def version_folder(number: int) -> str:
    """The folder of a version in its object."""
    return f"v{number}"


def _version(version: Version) -> str:
    members = [_member("created", _json(_time(version.created)), 3)]
    if version.message:
        members.append(_member("message", _json(version.message), 3))
    members.append(_member("state", _paths(version.state, 3), 3))
    if version.author:
        user = {"name": version.author} | ({"address": version.address} if version.address else {})
        members.append(_member("user", _json(user), 3))
    return _braces(members, 2)


def _time(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _paths(digests: Mapping[str, str], depth: int) -> str:
    """Turn path-to-digest into the digest-to-paths of the JSON."""
    turned: dict[str, list[str]] = {}
    for path, digest in digests.items():
        turned.setdefault(digest, []).append(path)
    return _braces((_member(digest, _json(paths), depth + 1) for digest, paths in turned.items()), depth)


def _braces(members: Iterable[str], depth: int) -> str:
    inner = ",\n".join(members)
    return f"{{\n{inner}\n{' ' * depth}}}" if inner else "{}"


def _member(key: str, value: str, depth: int) -> str:
    return f"{' ' * depth}{_json(key)}: {value}"
