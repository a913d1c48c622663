"""All that is known to have happened to a report, in the terms of PREMIS."""

from __future__ import annotations

import re

import pytest

from report_builder.archive import Archive
from report_builder.cli.archive_history import WORDS
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.history import events_of
from report_builder.pipeline.journal import Journal, read_journal
from report_builder.pipeline.provenance import AGENT_ROLES, AGENT_TYPES, EVENT_TYPES, OUTCOMES, Event
from report_builder.pipeline.versions import Shelf
from tests.pipeline.releases import DAY, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")


def amend(desk: Desk, *arguments: str) -> None:
    desk.now += DAY
    assert desk.command(*arguments, "--root", str(desk.root)) == 0, desk.err


def history(desk: Desk) -> tuple[Event, ...]:
    archive, told = Archive(desk.root / "output/archive"), Diagnostics()
    shelf = Shelf(archive, "notat", archive.versions("notat").value or ())
    journal = read_journal(archive, "notat", told)
    assert journal is not None
    events = events_of(shelf, journal, told)
    assert told.items == ()
    return events


def test_a_release_says_who_made_it_and_who_judged_it(released: Desk) -> None:
    created, validated, ingested = history(released)
    assert [event.kind for event in (created, validated, ingested)] == [
        "creation",
        "validation",
        "ingestion",
    ]
    assert {event.when.isoformat() for event in history(released)} == {"2026-11-23T12:00:00+00:00"}
    program, publisher = created.agents
    assert (program.name, program.kind, program.role) == (
        "report-builder",
        "software",
        "executing program",
    )
    assert program.version
    assert (publisher.name, publisher.kind) == ("Eksempeletaten", "organization")
    (validator,) = validated.agents
    assert (validator.name, validator.role) == ("veraPDF", "validator")
    assert re.match(r"\d", validator.version)
    assert "PDF/A-2a: pass (" in validated.detail
    assert all(event.outcome == "success" and event.version == 1 for event in history(released))


def test_what_was_said_later_stands_in_its_place(thrice: Desk) -> None:
    amend(thrice, "correct", "v1", "--note", "Et tall er galt")
    amend(thrice, "withdraw", "v3", "--reason", "Feil")
    amend(thrice, "withdraw", "v3", "--undo")
    amend(thrice, "withdraw", "v2", "--reason", "Navn", "--purge")
    told = [(event.kind, event.version) for event in history(thrice)]
    assert told == [
        ("creation", 1),
        ("validation", 1),
        ("ingestion", 1),
        ("ingestion", 2),
        ("creation", 3),
        ("validation", 3),
        ("ingestion", 3),
        ("correction", 1),
        ("withdrawal", 3),
        ("reinstatement", 3),
        ("withdrawal", 2),
        ("purge", 2),
    ]
    times = [event.when for event in history(thrice)]
    assert times == sorted(times)
    assert history(thrice)[7].agents[0].role == "authorizer"


def test_a_purge_is_known_by_what_stands_for_the_version(thrice: Desk) -> None:
    """A run that was killed between the two has not said it in the journal."""
    amend(thrice, "withdraw", "v2", "--reason", "Navn", "--purge")
    archive, told = Archive(thrice.root / "output/archive"), Diagnostics()
    journal = read_journal(archive, "notat", told)
    assert journal is not None
    assert [entry.kind for entry in journal.entries] == ["withdrawal", "purge"]
    shelf = Shelf(archive, "notat", archive.versions("notat").value or ())
    before = Journal(journal.entries[:1], journal.landings, journal.written[:1])
    assert events_of(shelf, before, told)[-1].kind == "purge"


def test_every_term_stands_in_a_vocabulary_or_says_that_it_does_not() -> None:
    own = {"withdrawal", "reinstatement", "rebuild"}
    assert {kind for kind, term in EVENT_TYPES.items() if not term.uri} == own
    known = [*EVENT_TYPES.values(), *OUTCOMES.values(), *AGENT_TYPES.values(), *AGENT_ROLES.values()]
    uris = [term.uri for term in known if term.uri]
    assert len(set(uris)) == len(uris)
    shape = r"http://id\.loc\.gov/vocabulary/preservation/(eventType|eventOutcome|agentType|eventRelatedAgentRole)/[a-z]{3}"
    assert all(re.fullmatch(shape, uri) for uri in uris)


def test_every_word_has_one_in_the_language_of_the_user() -> None:
    assert WORDS.keys() == EVENT_TYPES.keys() | OUTCOMES.keys()
