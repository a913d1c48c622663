"""What stands for a purged version, made anew where the archive is lost and the version was taken from it.

No bag has such a version. What stood for it is put together of what bags of the others know of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha512
from itertools import product

from msgspec.structs import replace

from report_builder.archive import Version
from report_builder.language.address_words import UNSTATED, AddressWords
from report_builder.pipeline.elsewhere import Found
from report_builder.pipeline.journal import Entry, Office
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.relations import Related
from report_builder.pipeline.tombstone import MESSAGE, PATH, Tombstone, tombstone_for


def stand_in(
    purge: Entry,
    row: Related | None,
    taken: Found | None,
    report_id: str,
    offices: Iterable[Manifest],
    known: str,
) -> Found | None:
    """Give what stands for a version; None where too little is known, or it is not what ``known`` tells.

    ``purge`` says when, why and by whom it was purged. ``row`` is what a bag tells of it, ``taken`` an old
    bag that has it still; ``offices`` are versions, newest first, whose contact may be that of the publisher.
    ``known`` is the sha512 by which the record of the releases knows it, empty where it does not.
    """
    record = taken.said() if taken else None
    if taken is not None and isinstance(record, Manifest):
        candidates: Iterator[Tombstone] = (
            tombstone_for(record, taken.version, said) for said in _signed(purge, offices)
        )
        created, place = taken.version.created, taken.place
        author, address = taken.version.author, taken.version.address
    elif row is not None and row.sha512:
        candidates = _of_row(row, list(_signed(purge, offices)), report_id, _addressed(offices))
        created, place = row.archived, ""
        author, address = purge.publisher, Office(purge.publisher, purge.contact).address
    else:
        return None
    for left in candidates:
        data = left.encode()
        digest = sha512(data).hexdigest()
        if known in ("", digest, left.manifest):
            version = Version(purge.version, created, MESSAGE, author, {PATH: digest}, address)
            return _found(version, report_id, place, {PATH: data})
    return None


def _found(version: Version, report_id: str, place: str, files: Mapping[str, bytes]) -> Found:
    return Found(version, report_id, place, lambda _: files)


def _signed(purge: Entry, offices: Iterable[Manifest]) -> Iterator[Entry]:
    """The purge with each contact that the publisher may have had."""
    seen: list[Mapping[str, str]] = [purge.contact] if purge.contact else []
    seen += [record.contact for record in offices if record.publisher == purge.publisher]
    yield from (replace(purge, contact=contact) for contact in (*seen, {}))


def _addressed(others: Iterable[Manifest]) -> list[AddressWords]:
    """The words that its addresses may have had: those of the other versions, or none that were stated."""
    return list(dict.fromkeys((*(record.addresses for record in others), UNSTATED)))


def _of_row(
    row: Related, signed: Iterable[Entry], report_id: str, addressed: Iterable[AddressWords]
) -> Iterator[Tombstone]:
    """What can have stood there: what was released first named neither its report nor the one before."""
    if row.published is None or row.updated is None or row.pdf is None:
        return
    befores, ids = dict.fromkeys((row.previous, None)), dict.fromkeys((report_id, ""))
    for words, before, named, said in product(addressed, befores, ids, signed):
        yield Tombstone(
            row.version,
            row.published,
            row.updated,
            said.time,
            said.text,
            said.publisher,
            said.contact,
            row.sha512,
            row.pdf,
            named,
            before,
            words,
        )
