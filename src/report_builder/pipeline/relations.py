"""How the versions of a report follow each other, and what became of each: as it is known when it is asked.

No archived byte says what came later. It is found in the archive: in the versions that are there, and in the
journal.
"""

from __future__ import annotations

import json
from datetime import date, datetime

from msgspec import MsgspecError, Struct, to_builtins
from msgspec.json import decode

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics
from report_builder.patterns import late
from report_builder.pipeline.journal import Entry, Journal
from report_builder.pipeline.manifest import Manifest, Previous
from report_builder.pipeline.tombstone import TakenPdf, Tombstone
from report_builder.pipeline.versions import Shelf

PATH = "versions.json"
_DIGEST = late(r"(?:[0-9a-f]{128})?")
"""Of a manifest, or of none that can be read."""
"""In a bag, the versions of its report stand in a tag file of this name."""


class Spoken(Struct, frozen=True, omit_defaults=True):
    """What was said of a version later: when, why or what, and by which publisher."""

    at: datetime
    text: str
    by: str


class Related(Struct, frozen=True, omit_defaults=True):
    """One version among those of its report.

    ``previous`` and ``next`` are the versions beside it, with the sha512 of their manifests; None at the
    ends. ``sha512`` is that of its own manifest, empty where nothing of the version can be read: then the
    dates, the note and the file are not known either. What was withdrawn or purged has no note.
    """

    version: int
    archived: datetime
    published: date | None = None
    updated: date | None = None
    note: str = ""
    sha512: str = ""
    pdf: TakenPdf | None = None
    previous: Previous | None = None
    next: Previous | None = None
    corrected: tuple[Spoken, ...] = ()
    withdrawn: Spoken | None = None
    purged: Spoken | None = None


def beside(shelf: Shelf, version: Version) -> tuple[Previous | None, Previous | None]:
    """Give the version before one and the one after, with the sha512 of their manifests; None at the ends.

    The digest is empty where what stands for a purged version cannot be read.
    """
    numbers = (version.number - 1, version.number + 1)
    found = {one.number: one for one in shelf.versions if one.number in numbers}
    before, after = (_named(shelf, found[number]) if number in found else None for number in numbers)
    return before, after


def _named(shelf: Shelf, version: Version) -> Previous:
    return Previous(version.number, shelf.origin(version, Diagnostics()) or "")


def relations(shelf: Shelf, journal: Journal) -> tuple[Related, ...]:
    """Give every version of a report that the archive has, oldest first, with what became of it.

    What cannot be read of one is left out, and keeps nobody from the others: to verify the archive tells it.
    """
    unheard = Diagnostics()
    said: dict[int, Manifest | Tombstone] = {**shelf.tombstones(unheard)}
    said |= {version.number: record for version, record in shelf.manifests(unheard)}
    named = [_named(shelf, version) for version in shelf.versions]
    found = []
    for place, version in enumerate(shelf.versions):
        told = said.get(version.number)
        purged, withdrawn = journal.purged(version.number), journal.withdrawn(version.number)
        found.append(
            Related(
                version=version.number,
                archived=version.created,
                published=told.published if told else None,
                updated=told.updated if told else None,
                note=told.note if isinstance(told, Manifest) and not withdrawn else "",
                sha512=named[place].sha512 if told else "",
                pdf=TakenPdf(told.pdf.name, told.pdf.sha512) if told else None,
                previous=named[place - 1] if place else None,
                next=named[place + 1] if place + 1 < len(named) else None,
                corrected=tuple(map(_spoken, reversed(journal.correction(version.number)))),
                withdrawn=_spoken(withdrawn) if withdrawn and not purged else None,
                purged=_spoken(purged) if purged else None,
            )
        )
    return tuple(found)


def _spoken(entry: Entry) -> Spoken:
    return Spoken(entry.time, entry.text, entry.publisher)


class Table(Struct, frozen=True):
    """What :func:`versions_json` wrote; ``as_of`` is None where it was written before that was told."""

    versions: tuple[Related, ...]
    id: str = ""
    as_of: datetime | None = None


def read_table(data: bytes) -> Table | None:
    """Read what :func:`versions_json` wrote; None for anything else, and for what contradicts itself."""
    try:
        table = decode(data, type=Table)
    except (MsgspecError, RecursionError):
        return None
    numbers = {row.version for row in table.versions}
    sound = all(row.version > 0 and _DIGEST.fullmatch(row.sha512) for row in table.versions)
    return table if sound and len(numbers) == len(table.versions) else None


def versions_json(report: str, report_id: str, related: tuple[Related, ...], now: datetime) -> bytes:
    """Write the versions of a report for programs, oldest first; the same versions give the same bytes.

    ``report`` is its name in the archive, ``report_id`` its id, empty where it has none; ``now`` is when all
    this was so: what is said later can be told from what was not said.
    """
    table = {
        "report": report,
        **({"id": report_id} if report_id else {}),
        "as_of": now.isoformat(timespec="seconds"),
        "newest": related[-1].version,
        "versions": to_builtins(related),
    }
    return (json.dumps(table, indent=2, ensure_ascii=False) + "\n").encode()
