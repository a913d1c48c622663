"""The site that is served now: which of its files are still what was published, and may stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from report_builder.publish.slots import Slot
from report_builder.publish.state import State, read_state
from report_builder.publish.table import Entry, decode
from report_builder.published import PACKED, RELEASES, TABLE, pointed

STAMPS = "stamps.json"
"""In a release: size and time of every file when it was written, by path below ``www/``."""

Stamps = Mapping[str, tuple[int, int]]


class KeptFile(Struct, frozen=True):
    """A file of the release that is served, which stays as it is; ``place`` is where it stands.

    ``slots``, ``said`` and ``known`` are those of :class:`report_builder.publish.model.SiteFile`.
    """

    place: Path
    entry: Entry
    slots: tuple[Slot, ...] = ()
    said: str = ""
    known: str = ""


class Present(Struct, frozen=True):
    """A release that is served.

    ``entries`` are its files by path, but for those that are ``touched``: gone, or other than they were
    published. ``state`` is what it remembers, None for nothing.
    """

    www: Path
    entries: Mapping[str, Entry]
    withdrawn: Mapping[int, str]
    touched: frozenset[str]
    state: State | None


def read_present(out: Path) -> Present | None:
    """Read the site in the folder ``out``; None where there is none that can be read.

    A file with the size and the time that it was written with is taken to be what was written; any other is
    read and compared.
    """
    name = pointed(out)
    if name is None:
        return None
    folder = out / RELEASES / name
    try:
        table = decode((folder / TABLE).read_bytes())
    except (OSError, MsgspecError, RecursionError):
        return None
    www, stamps = folder / "www", read_stamps(folder)
    entries = {address.removeprefix("/"): entry for address, entry in table.files.items()}
    touched = frozenset(
        path
        for path, entry in entries.items()
        if not all(is_untouched(www, *form, stamps) for form in forms_of(path, entry))
    )
    whole = {path: entry for path, entry in entries.items() if path not in touched}
    return Present(www, whole, table.withdrawn, touched, read_state(folder))


def forms_of(path: str, entry: Entry) -> Iterator[tuple[str, int, str]]:
    """Give every file of an entry, the packed ones too: path, size and sha256."""
    yield path, entry.size, entry.sha256
    for coding, packed in (entry.packed or {}).items():
        yield path + PACKED[coding], packed.size, packed.sha256


def is_untouched(www: Path, path: str, size: int, digest: str, stamps: Stamps) -> bool:
    """Tell whether the file at ``path`` below ``www`` is still the one of this size and sha256."""
    place = www / path
    try:
        status = place.lstat()
        if status.st_size != size:
            return False
        if stamps.get(path) == (size, status.st_mtime_ns):
            return True
        with place.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest() == digest
    except OSError:
        return False


def read_stamps(release: Path) -> Stamps:
    """Read the stamps of a release; none where there are none that can be read."""
    try:
        return json.decode((release / STAMPS).read_bytes(), type=dict[str, tuple[int, int]])
    except (OSError, MsgspecError, RecursionError):
        return {}
