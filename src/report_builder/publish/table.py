"""``site.json``: every address of a release with its file, for servers and for the next publish."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from msgspec import UNSET, Struct, UnsetType, json

from report_builder.publish.model import media_type


class PackedEntry(Struct, frozen=True):
    """A packed form of a file, which stands beside it."""

    size: int
    sha256: str


class Entry(Struct, frozen=True):
    """A file of the site; ``packed`` are its packed forms by coding, see :mod:`.packing`.

    ``scripts`` is True of a page that asks for scripts of the site, and unset of all others.
    """

    sha256: str
    size: int
    type: str
    version: int | None
    packed: Mapping[str, PackedEntry] | UnsetType = UNSET
    scripts: bool | UnsetType = UNSET


class Table(Struct, frozen=True):
    """What a server must know of a release.

    ``newest`` is None where every version was withdrawn; ``withdrawn`` gives, by number, the address of the
    page that says so: it is the answer at every address below the folder of that version. ``thanks`` and
    ``sorry`` are the addresses that readers are led to after an answer.
    """

    report: str
    language: str
    newest: int | None
    withdrawn: Mapping[int, str]
    thanks: str
    sorry: str
    files: Mapping[str, Entry]

    def encode(self) -> bytes:
        """Write as JSON: one line for each value, so that a diff tells what changed."""
        return json.format(json.encode(self), indent=1) + b"\n"


def entry_of(path: str, data: bytes, version: int | None, packed: Mapping[str, bytes]) -> Entry:
    """Give the entry of a file at ``path``; ``packed`` are its packed forms by coding."""
    forms = {coding: PackedEntry(len(made), sha256(made).hexdigest()) for coding, made in packed.items()}
    kind = media_type(path)
    scripts = True if kind == "text/html" and b"<script src=" in data else UNSET
    return Entry(sha256(data).hexdigest(), len(data), kind, version, forms or UNSET, scripts)


class _Read(Struct, frozen=True):
    """A table as any version of this program wrote it."""

    files: Mapping[str, Entry]
    withdrawn: Mapping[int, str] = {}


def decode(data: bytes) -> _Read:
    """Read a table. Raises MsgspecError where it is none."""
    return json.decode(data, type=_Read)
