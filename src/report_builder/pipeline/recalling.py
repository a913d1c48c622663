"""What bags know of the history of their report: what was said of its versions, and what was done.

Each knows all that was said of its own version, and of the others what held when it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone

from msgspec import MsgspecError, Struct, field
from msgspec.json import decode

from report_builder.pipeline.elsewhere import OfferedBag
from report_builder.pipeline.history import PATH as EVENTS
from report_builder.pipeline.journal import (
    KINDS,
    LANDINGS,
    Entry,
    Journal,
    appended,
    decoded_journal,
    with_event,
    without_words,
)
from report_builder.pipeline.journal import PATH as JOURNAL
from report_builder.pipeline.provenance import (
    AUTHORIZER,
    CORRECTION,
    CREATION,
    INGESTION,
    PURGE,
    REINSTATEMENT,
    VALIDATION,
    WITHDRAWAL,
    Event,
    publisher,
)
from report_builder.pipeline.relations import Related, Spoken, Table

_MADE = re.compile(r"^Bagging-Date: (\d{4}-\d{2}-\d{2})\s*$", re.MULTILINE)
_FIRST_ZONE = timezone(timedelta(hours=14))
"""Where a day begins first: what was said before it, a bag of that day knows."""
_OF_RELEASE = frozenset({CREATION, VALIDATION, INGESTION})


class Recalled(Struct, frozen=True):
    """What bags know of a report.

    ``journal`` has what was said and done, oldest first. ``rows`` is what was known last of each version, by
    number; ``id`` is that of the report, empty where none is told. ``until`` is the day on which the newest
    of the bags was made; None without bags.
    """

    journal: Journal = field(default_factory=Journal)
    rows: Mapping[int, Related] = field(default_factory=dict)
    id: str = ""
    until: date | None = None


class _Knowing(Struct, frozen=True):
    """A bag: what it says, the day that it was made, and a moment up to which it knows all."""

    bag: OfferedBag
    table: Table
    day: date
    known: datetime


def recall(bags: Sequence[OfferedBag]) -> Recalled:
    """Put together what ``bags`` of one report know; where they disagree, the newest holds.

    What any of them says was purged was purged: no words are left of what was corrected in it.
    """
    newest_first = sorted(map(_knowing, bags), key=lambda one: one.known, reverse=True)
    if not newest_first:
        return Recalled()
    rows: dict[int, Related] = {}
    for one in newest_first:
        for row in one.table.versions:
            held = rows.get(row.version)
            rows[row.version] = row if held is None or (row.sha512 and not held.sha512) else held
    said, undone = _standing(_said(newest_first), newest_first)
    journal = Journal()
    for entry, landing in sorted(said, key=lambda each: (each[0].time, each[0].kind == PURGE)):
        journal = appended(journal, entry, landing)
    for entry in journal.entries:
        if entry.kind == PURGE:
            journal = without_words(journal, entry.version)
    events = {(event.kind, event.when, event.version): event for event in _done(newest_first)}
    for event in sorted((*events.values(), *map(_as_event, undone)), key=lambda each: each.when):
        journal = with_event(journal, event)
    ids = (one.table.id for one in newest_first if one.table.id)
    return Recalled(journal, dict(sorted(rows.items())), next(ids, ""), newest_first[0].day)


def _knowing(bag: OfferedBag) -> _Knowing:
    table = bag.table or Table(())
    made = _MADE.search(bag.bag.tags.get("bag-info.txt", b"").decode("utf-8", "replace"))
    record = bag.record
    try:
        day = date.fromisoformat(made[1]) if made else record.updated if record else date.min
    except ValueError:
        day = record.updated if record else date.min
    known = datetime.combine(day, time(), _FIRST_ZONE)
    if table.as_of is not None and table.as_of.tzinfo is not None:
        known, day = table.as_of, table.as_of.date()
    return _Knowing(bag, table, day, known)


def _said(bags: Sequence[_Knowing]) -> list[tuple[Entry, bytes | None]]:
    """All that was said, each thing once, with the texts of the landing page that go with it."""
    found: dict[tuple[str, int, datetime], tuple[Entry, bytes | None]] = {}
    whole = [told for one in bags for told in _in_whole(one.bag)]
    brief = [(entry, None) for one in bags for row in one.table.versions for entry in _in_brief(row)]
    for entry, landing in (*whole, *brief):
        key = (entry.kind, entry.version, entry.time)
        # A bag that was made while the journal was lost knows that something was said, and not the words.
        if key not in found or (entry.text and not found[key][0].text):
            found[key] = (entry, landing)
    return list(found.values())


def _in_whole(bag: OfferedBag) -> Iterator[tuple[Entry, bytes | None]]:
    """What a bag has of the journal: the entries about its own version."""
    names = (name.removeprefix("metadata/") for name in bag.bag.tags)
    files = {name: bag.beside(name) for name in names if name == JOURNAL or name.startswith(LANDINGS)}
    journal = decoded_journal(files, {}) or Journal()
    for entry in journal.entries:
        yield entry, journal.landings.get(entry.landing)


def _in_brief(row: Related) -> Iterator[Entry]:
    """What is told of one version in a list of them all."""
    once = ((WITHDRAWAL, row.withdrawn), (PURGE, row.purged))
    spoken: list[tuple[str, Spoken]] = [(kind, one) for kind, one in once if one is not None]
    for kind, one in (*((CORRECTION, each) for each in row.corrected), *spoken):
        if one.at.tzinfo is not None:
            yield Entry(kind, row.version, one.at, one.text, one.by)


def _standing(
    said: Sequence[tuple[Entry, bytes | None]], bags: Sequence[_Knowing]
) -> tuple[list[tuple[Entry, bytes | None]], list[Entry]]:
    """Part what was said from the withdrawals that a newer bag does not know any more.

    They were undone, and nobody knows when.
    """
    undone: list[Entry] = []
    for number in sorted({entry.version for entry, _ in said}):
        of_it = sorted((entry for entry, _ in said if entry.version == number), key=lambda each: each.time)
        of_it = [entry for entry in of_it if entry.kind in (WITHDRAWAL, REINSTATEMENT)]
        told = ((row, one.known) for one in bags for row in one.table.versions if row.version == number)
        last = next(told, None)
        if last is None or last[0].withdrawn or last[0].purged:
            continue
        while of_it and of_it[-1].kind == WITHDRAWAL and of_it[-1].time < last[1]:
            undone.append(of_it.pop())
    return [each for each in said if each[0] not in undone], undone


def _as_event(entry: Entry) -> Event:
    agents = (*publisher(entry.publisher, AUTHORIZER), *entry.agents)
    return Event(entry.kind, entry.time, entry.version, detail=entry.text, agents=agents)


def _done(bags: Sequence[_Knowing]) -> Iterator[Event]:
    """What was done; a release and what was said stand elsewhere."""
    for one in reversed(bags):
        try:
            events = decode(one.bag.beside(EVENTS), type=tuple[Event, ...])
        except (MsgspecError, RecursionError):
            continue
        yield from (event for event in events if event.kind not in _OF_RELEASE | KINDS)
