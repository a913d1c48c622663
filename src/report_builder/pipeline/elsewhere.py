"""Versions that stand outside of the archive: in a copy of it, or in bags that were handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from hashlib import sha512
from pathlib import Path

from msgspec import DecodeError, Struct
from msgspec.json import decode as decoded

from report_builder.archive import Archive, Version
from report_builder.archive.bag_reading import OpenedBag
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline import manifest
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.relations import PATH as VERSIONS
from report_builder.pipeline.relations import Table, read_table
from report_builder.pipeline.tombstone import PATH as TOMBSTONE
from report_builder.pipeline.tombstone import Tombstone


class Found(Struct, frozen=True):
    """A version of an object: what an inventory says of it, of which URI it is a part, and where it is.

    ``files`` reads its bytes by logical path, each compared with its digest; None after a diagnostic.
    """

    version: Version
    part_of: str
    place: str
    files: Callable[[Diagnostics], Mapping[str, bytes] | None]

    def said(self) -> Manifest | Tombstone | None:
        """What the version says of itself, or what stands for it since it was purged."""
        files = self.files(Diagnostics()) or {}
        if manifest.PATH in files:
            return manifest.decode(files[manifest.PATH])
        try:
            return decoded(files[TOMBSTONE], type=Tombstone)
        except (DecodeError, LookupError, RecursionError):
            return None


class OfferedBag(Struct, frozen=True):
    """A bag that was named; ``is_sound`` tells that it is all that it says."""

    path: Path
    bag: OpenedBag
    is_sound: bool

    @property
    def record(self) -> Manifest | None:
        """What the version in it says of itself."""
        return manifest.decode(self.bag.payload.get(manifest.PATH, b""))

    @property
    def table(self) -> Table | None:
        """What it says of all versions of the report; None where it says nothing of them."""
        return read_table(self.beside(VERSIONS))

    def beside(self, path: str) -> bytes:
        """Give a file that stands beside the version; empty where there is none."""
        return self.bag.tags.get(f"metadata/{path}", b"")


def in_copy(copy: Archive, object_id: str, diagnostics: Diagnostics) -> dict[int, Found]:
    """Give the versions that a copy of the archive has of an object, by number.

    What is wrong with the copy is a warning: it may have what is asked for all the same.
    """
    outcome = copy.versions(object_id)
    for item in outcome.diagnostics:
        diagnostics.warn(item.code, item.span, item.message, item.hint)
    part_of = copy.part_of(object_id)

    def files_of(version: Version) -> Callable[[Diagnostics], Mapping[str, bytes] | None]:
        return lambda told: told.take(copy.read_all(object_id, version.number))

    return {
        version.number: Found(version, part_of, f"'{copy.place}'", files_of(version))
        for version in outcome.value or ()
    }


def in_bags(bags: Iterable[OfferedBag], name: str) -> dict[int, Found]:
    """Give the versions of a report that are in sound bags, by number."""
    found: dict[int, Found] = {}
    for offered in bags:
        one = _bagged(offered, name) if offered.is_sound else None
        if one is not None:
            found.setdefault(one.version.number, one)
    return found


def _bagged(offered: OfferedBag, name: str) -> Found | None:
    payload, record = offered.bag.payload, offered.record
    if record is None or record.pdf.name != f"{name}.pdf":
        return None
    contact = record.contact
    address = f"mailto:{contact['email']}" if contact.get("email") else contact.get("url", "")
    state = {path: sha512(payload[path]).hexdigest() for path in sorted(payload)}
    created = _archived(offered, record)
    version = Version(record.version, created, record.note, record.publisher, state, address)
    return Found(version, record.id, f"'{offered.path}'", lambda _: payload)


def _archived(offered: OfferedBag, record: Manifest) -> datetime:
    """When a version came into the archive, as its bag says; the day of its update, where none does."""
    rows = table.versions if (table := offered.table) else ()
    stated = (row.archived for row in rows if row.version == record.version)
    return next(stated, record.updated_at or datetime.combine(record.updated, time(), UTC))
