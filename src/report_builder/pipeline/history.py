"""All that is known to have happened to a report, in the order of time.

A release writes nothing of itself into the journal: the version says who made it, with what, and what the
validator said, and the inventory when it came into the archive. What came later stands in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.details import of_profiles
from report_builder.pipeline.journal import Entry, Journal
from report_builder.pipeline.manifest import Conformance, Manifest
from report_builder.pipeline.provenance import (
    AGENT_ROLES,
    AUTHORIZER,
    CREATION,
    FAIL,
    INGESTION,
    PURGE,
    SUCCESS,
    VALIDATION,
    VALIDATOR,
    Agent,
    Event,
    Term,
    person,
    publisher,
)
from report_builder.pipeline.tombstone import Tombstone
from report_builder.pipeline.versions import Shelf

PATH = "events.json"
"""In a bag, what happened to its version stands in a tag file of this name."""


def events_of(shelf: Shelf, journal: Journal, diagnostics: Diagnostics) -> tuple[Event, ...]:
    """Give the events of the versions of a shelf and of the whole report, oldest first.

    What cannot be read is left out, with a diagnostic.
    """
    numbers = {version.number for version in shelf.versions}
    manifests = {version.number: record for version, record in shelf.manifests(diagnostics)}
    tombstones = shelf.tombstones(diagnostics)
    events: list[Event] = []
    for version in shelf.versions:
        events += _release(version, manifests.get(version.number))
    events += [_said(entry) for entry in journal.entries if entry.version in numbers]
    events += [event for event in journal.events if event.version is None or event.version in numbers]
    events += [_purge(left) for left in tombstones.values() if journal.purged(left.version) is None]
    return tuple(sorted(events, key=lambda event: event.when))


def in_zone(events: Sequence[Event], zone: tzinfo) -> tuple[Event, ...]:
    """Give events with their times as the clock showed them in ``zone``."""
    return tuple(replace(event, when=event.when.astimezone(zone)) for event in events)


def events_json(events: Sequence[Event]) -> bytes:
    """Write events for programs, in the terms of PREMIS; the same events give the same bytes."""
    return (json.dumps([_fields(event) for event in events], indent=2, ensure_ascii=False) + "\n").encode()


def _fields(event: Event) -> dict[str, Any]:
    fields: dict[str, Any] = {**to_builtins(event), "outcome": event.outcome, "premis": _term(event.term)}
    return fields | {"agents": [_agent(agent) for agent in event.agents]}


def _agent(agent: Agent) -> dict[str, Any]:
    named = {"name": agent.name} | ({"version": agent.version} if agent.version else {})
    role = AGENT_ROLES.get(agent.role, Term(agent.role))
    return {**named, "kind": agent.kind, "role": agent.role, "premis": _term(role)}


def _term(term: Term) -> dict[str, str]:
    return {"label": term.label} | ({"uri": term.uri} if term.uri else {})


def _release(version: Version, record: Manifest | None) -> Iterator[Event]:
    """What a release did: nobody knows more of one that was purged than when it came into the archive."""
    when, number = version.created, version.number
    if record is None:
        yield Event(INGESTION, when, number, agents=publisher(version.author))
        return
    program = Agent(record.tool.get("name", ""), version=record.tool.get("version", ""))
    made_by = (
        *((program,) if program.name else ()),
        *publisher(record.publisher),
        *person(record.released_by),
    )
    yield Event(CREATION, when, number, detail=record.pdf.name, agents=made_by)
    yield _validation(version, record.conformance)
    yield Event(INGESTION, when, number, detail=record.note, agents=made_by)


def _validation(version: Version, said: Conformance) -> Event:
    passed = all(profile.compliant for profile in said.profiles)
    detail = of_profiles(said.profiles)
    validator = Agent(said.validator, role=VALIDATOR, version=said.validator_version)
    return Event(
        VALIDATION, version.created, version.number, SUCCESS if passed else FAIL, detail, (validator,)
    )


def _said(entry: Entry) -> Event:
    return Event(
        entry.kind,
        entry.time,
        entry.version,
        detail=entry.text,
        agents=(*publisher(entry.publisher, AUTHORIZER), *entry.agents),
    )


def _purge(left: Tombstone) -> Event:
    """What a run that was killed did not say in the journal."""
    return Event(
        PURGE, left.withdrawn, left.version, detail=left.reason, agents=publisher(left.publisher, AUTHORIZER)
    )
