"""All that is known to have happened to a report, in the terms of PREMIS."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta, timezone

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import catalogue
from report_builder.pipeline.details import told_detail
from report_builder.pipeline.event_words import WORDS, event_word
from report_builder.pipeline.history import events_of
from report_builder.pipeline.journal import Journal, read_journal
from report_builder.pipeline.provenance import AGENT_ROLES, AGENT_TYPES, EVENT_TYPES, OUTCOMES, Event
from report_builder.pipeline.versions import Shelf
from tests.pipeline.releases import DAY, Desk

LANGUAGES = ("nb", "nn", "en")

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
    own = {"withdrawal", "reinstatement", "rebuild", "accessibility assessment"}
    assert {kind for kind, term in EVENT_TYPES.items() if not term.uri} == own
    known = [*EVENT_TYPES.values(), *OUTCOMES.values(), *AGENT_TYPES.values(), *AGENT_ROLES.values()]
    uris = [term.uri for term in known if term.uri]
    assert len(set(uris)) == len(uris)
    shape = r"http://id\.loc\.gov/vocabulary/preservation/(eventType|eventOutcome|agentType|eventRelatedAgentRole)/[a-z]{3}"
    assert all(re.fullmatch(shape, uri) for uri in uris)


def test_every_word_has_one_in_the_language_of_the_user() -> None:
    assert WORDS.keys() == EVENT_TYPES.keys() | OUTCOMES.keys()
    told = [[catalogue(language).text(event_word(word)) for word in WORDS] for language in LANGUAGES]
    for words in zip(WORDS, *told, strict=True):
        assert all(words)
        assert words[0] not in words[1:3], "the word of the vocabulary is English"
    assert len({*map(tuple, told)}) == len(LANGUAGES)


DETAILS = (
    ("validation", "PDF/UA-1: pass (4085), PDF/A-2a: fail (1)"),
    ("fixity check", "RB-ARCHIVE-DIGEST v2 (3), RB-JOURNAL journal, RB-ARCHIVE-LAYOUT"),
    ("rebuild", "RB-ARCHIVE-FILE-MISSING v1"),
    ("migration", "RB-ARCHIVE-EXTRA v3"),
    ("recovery", "RB-ARCHIVE-MENDED v1 (2), RB-ARCHIVE-MENDED journal, RB-ARCHIVE-MENDED"),
    (
        "recovery",
        "journal: correction v1 2026-11-24T12:00:00+01:00; purge v2 2026-11-25T12:00:00+01:00; events: 4",
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "detail"), DETAILS)
def test_every_detail_is_a_sentence_of_the_language(kind: str, detail: str, language: str) -> None:
    said = catalogue(language).text(
        told_detail(Event(kind, datetime(2026, 11, 24, tzinfo=UTC), detail=detail))
    )
    assert "RB-ARCHIVE-MENDED" not in said
    assert not re.search(r"T[0-9]{2}:", said)
    if language != "en":
        assert not re.search(r"\b(pass|fail|journal|events|correction|purge)\b", said), said
    for number in re.findall(r"v[0-9]", detail):
        assert number in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
def test_text_of_a_person_or_of_a_later_program_stays(kind: str, language: str) -> None:
    for detail in ("Et tall er galt, og et til", "RB-OF-LATER v2 (3)", ""):
        event = Event(kind, datetime(2026, 11, 24, tzinfo=UTC), detail=detail)
        assert catalogue(language).text(told_detail(event)) == detail


def test_a_lost_event_is_told_in_the_language_and_the_zone_of_the_report(released: Desk) -> None:
    assert released.archive("verify", "--record") == 0
    shutil.rmtree(released.root / "output/archive/notat#journal")
    assert released.archive("verify") != 0
    assert "(fixity check, 2026-11-23 13:00+01:00)" in released.err
    for language, word in (("nb", "kontrollert"), ("nn", "kontrollert")):
        root = ("--root", str(released.root))
        assert released.command("--lang", language, "archive", "verify", *root) != 0
        assert f"({word}, 2026-11-23 13:00+01:00)" in released.err
        assert "fixity check" not in released.err


def test_the_history_is_in_the_language_of_who_reads(thrice: Desk) -> None:
    (thrice.root / "output/archive/notat/v1/content/source/content/report.yaml").unlink()
    assert thrice.archive("verify", "v1", "--record") != 0
    assert thrice.archive("repair") == 0, thrice.err
    assert thrice.command("--lang", "nb", "archive", "history", "--root", str(thrice.root)) == 0
    assert "v1: " in thrice.out
    assert "lagt tilbake i v1" in thrice.out
    assert not re.search(r"\b(pass|fail|success)\b|RB-ARCHIVE-MENDED", thrice.out)


@pytest.mark.parametrize(("zone", "offset"), [("Europe/Oslo", 1), ("America/New_York", -5), ("UTC", 0)])
def test_one_zone_tells_people_every_time(released: Desk, zone: str, offset: int) -> None:
    """That of the report, with the offset; what is for machines is in UTC as the archive is."""
    (released.root / "settings.yaml").write_text(f"timezone: {zone}\n", "utf-8")
    assert released.archive("show", "v1", "--json") == 0
    archived = datetime.fromisoformat(json.loads(released.out)["archived"])
    assert archived.utcoffset() == timedelta()
    told = archived.astimezone(timezone(timedelta(hours=offset))).isoformat(" ", "minutes")
    assert released.archive("show", "v1") == 0
    assert told in released.out
    assert released.archive("history") == 0
    assert told in released.out
