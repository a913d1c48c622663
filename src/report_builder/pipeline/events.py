"""What happened to versions after their release, as the site tells of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from report_builder.archive import Version
from report_builder.pipeline.journal import Entry, Journal
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.provenance import REINSTATEMENT
from report_builder.pipeline.tombstone import Tombstone
from report_builder.publish import Events
from report_builder.publish.model import Correction, Withdrawn


def events_of(
    journal: Journal,
    versions: Sequence[tuple[Version, Manifest]],
    tombstones: Mapping[int, Tombstone],
    day: date,
    stands: Collection[int],
) -> Events:
    """Give what is told of the versions on ``day``, and of purged ones what their tombstones say.

    Nothing is told of a version under an embargo that never was on the site; ``stands`` are those that were.
    """
    known = {record.version: record.updated for _, record in versions}
    known |= {number: left.updated for number, left in tombstones.items()}
    told = sorted(number for number, updated in known.items() if updated <= day or number in stands)
    withdrawn = [_withdrawn(number, journal, tombstones) for number in told]
    corrections = {
        number: tuple(
            Correction(entry.time, entry.text)
            for entry in reversed(journal.correction(number))
            if entry.text or number not in tombstones
        )
        for number in told
    }
    return Events(
        tuple(each for each in withdrawn if each is not None),
        {number: since for number in told if (since := _reinstated(journal.of(number))) is not None},
        {number: several for number, several in corrections.items() if several},
    )


def _withdrawn(number: int, journal: Journal, tombstones: Mapping[int, Tombstone]) -> Withdrawn | None:

    if left := tombstones.get(number):
        return Withdrawn(number, left.withdrawn, left.reason, left.publisher)
    entry = journal.withdrawn(number)
    return None if entry is None else Withdrawn(number, entry.time, entry.text, entry.publisher)


def _reinstated(entries: Sequence[Entry]) -> datetime | None:
    return next((entry.time for entry in reversed(entries) if entry.kind == REINSTATEMENT), None)
