"""What is done with an archive is written into the journal when it is done, by those who ask for it."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline import production
from report_builder.pipeline.journal import EVENTS_IN_A_FILE, Journal, files_of, read_journal, with_event
from report_builder.pipeline.provenance import Event
from tests.archive.support import ocfl_faults
from tests.pipeline.releases import AUTUMN_2026, DAY, NAMED, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

NO_ENTRIES = b'{"entries": []}\n'
BY = ("--by", "Kari Nordmann")


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def journal(desk: Desk, name: str = "notat") -> Journal:
    told = Diagnostics()
    found = read_journal(Archive(store(desk)), name, told)
    assert found is not None, told.items
    return found


def checked(desk: Desk, *options: str) -> int:
    desk.now += DAY
    return desk.archive("verify", "--record", *options)


def history(desk: Desk, *options: str) -> list[dict[str, Any]]:
    assert desk.archive("history", "--json", *options) == 0, desk.err
    events: list[dict[str, Any]] = json.loads(desk.out)
    return events


def record(desk: Desk) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((desk.root / "releases.json").read_bytes())
    return read


def rot(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def test_nothing_is_recorded_unless_asked_for(released: Desk) -> None:
    before = sorted(store(released).rglob("*"))
    assert released.archive("verify") == 0
    assert released.archive("rebuild", "v1") == 0
    assert released.archive("history") == 0
    assert sorted(store(released).rglob("*")) == before


def test_a_check_is_recorded_with_what_was_looked_at(released: Desk) -> None:
    assert checked(released) == 0, released.err
    (event,) = journal(released).events
    assert (event.kind, event.outcome, event.version) == ("fixity check", "success", None)
    assert event.when.isoformat() == "2026-11-24T12:00:00+00:00"
    assert (event.files, event.size) > (5, 1000)
    (program,) = event.agents
    assert (program.name, program.role) == ("report-builder", "executing program")
    assert ocfl_faults(store(released)) == ""
    assert "archive history" in released.out
    # The journal itself is looked at from now on.
    assert checked(released, "v1") == 0, released.err
    assert journal(released).events[1].version == 1
    assert checked(released, "--report", "notat") == 0, released.err
    assert journal(released).events[2].files > event.files
    assert released.archive("verify") == 0
    assert "1 report, 1 version, 1 journal, " in released.out


def test_a_person_is_named_by_choice_alone(released: Desk) -> None:
    released.environment = {**released.environment, "USER": "ola", "LOGNAME": "ola", "GIT_AUTHOR_NAME": "Ola"}
    assert checked(released) == 0
    assert {agent.kind for agent in journal(released).events[0].agents} == {"software"}
    assert checked(released, *BY) == 0
    person = journal(released).events[1].agents[1]
    assert (person.name, person.kind, person.role) == ("Kari Nordmann", "person", "implementer")
    assert released.archive("verify", *BY) == 2
    assert "--record" in released.err
    assert checked(released, "--by", "Kari\x1b[2J") == 2
    assert len(journal(released).events) == 2


def test_damage_is_recorded_without_the_name_of_a_file(thrice: Desk) -> None:
    path = next((store(thrice) / "notat/v2/content").rglob("*.md"))
    rot(path)
    assert checked(thrice) != 0
    assert "RB-ARCHIVE-DIGEST" in thrice.err
    (event,) = journal(thrice).events
    assert (event.outcome, event.detail) == ("fail", "RB-ARCHIVE-DIGEST v2")
    path.unlink()
    assert checked(thrice) != 0
    assert journal(thrice).events[1].outcome == "fail"
    assert "RB-ARCHIVE-FILE-MISSING v2" in journal(thrice).events[1].detail
    assert path.name not in (store(thrice) / "notat#journal/v2/content/events/0001.jsonl").read_text("utf-8")
    assert thrice.archive("history", "--json") == 0
    assert [event["outcome"] for event in json.loads(thrice.out)][-2:] == ["fail", "fail"]


def test_a_damaged_journal_is_told_and_not_written_to(released: Desk) -> None:
    assert checked(released) == 0
    folder = store(released) / "notat#journal"
    rot(folder / "v1/content/events/0001.jsonl")
    before = sorted(folder.rglob("*"))
    assert checked(released) != 0
    assert "RB-ARCHIVE-DIGEST" in released.err
    assert "notat#journal/v1/content/events/0001.jsonl" in released.err
    assert sorted(folder.rglob("*")) == before


def test_each_report_of_an_archive_has_its_own(released: Desk) -> None:
    other = released.root.parent / "other"
    shutil.copytree(released.root, other)
    text = (other / "content/report.yaml").read_text("utf-8")
    text = re.sub(r"^output:.*$", "output: annet", text, flags=re.MULTILINE)
    text = re.sub(r"^id:.*\n", "", text, flags=re.MULTILINE)
    (other / "content/report.yaml").write_text(text, "utf-8")
    (other / "settings.yaml").write_text(f"archive: {store(released)}\n", "utf-8")
    (other / "releases.json").unlink()
    assert released.command("release", str(other)) == 0, released.err
    rot(next((store(released) / "annet/v1/content").rglob("*.md")))
    assert checked(released) != 0
    assert journal(released).events[0].outcome == "success"
    assert journal(released, "annet").events[0].outcome == "fail"
    assert record(released)["events"].keys() == {"notat"}


def test_a_rebuild_is_recorded_whatever_came_of_it(released: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert released.archive("rebuild", "v1", "--record", *BY) == 0, released.err

    def other(*arguments: Any) -> production.Made:
        made = production.make(*arguments)
        assert made is not None
        return replace(made, pdf=made.pdf + b"%\n")

    monkeypatch.setattr("report_builder.pipeline.rebuilding.make", other)
    assert released.archive("rebuild", "v1", "--record") != 0
    told = [(event.kind, event.version, event.outcome, event.detail) for event in journal(released).events]
    assert told[0] == ("rebuild", 1, "success", "")
    assert told[1] == ("rebuild", 1, "fail", "RB-REBUILD-DIFFERS")
    assert released.archive("rebuild", "v1", *BY) == 2


def test_history_tells_one_line_an_event(thrice: Desk) -> None:
    assert checked(thrice, *BY) == 0
    assert thrice.archive("history") == 0, thrice.err
    lines = thrice.out.splitlines()
    assert re.fullmatch(r"time +version +event +outcome +by", lines[0])
    assert re.match(r"2026-11-23 13:00\+01:00 +v1 +creation +success +report-builder ", lines[1])
    last = next(line for line in lines if "fixity check" in line)
    assert re.match(r"2026-11-27 13:00\+01:00 +all +fixity check +success +report-builder ", last)
    assert "Kari Nordmann" in thrice.out
    assert len(lines) == 1 + 10
    assert thrice.archive("history", "v2") == 0
    assert {line.split()[2] for line in thrice.out.splitlines() if line.startswith("2026")} == {"v2", "all"}
    assert thrice.archive("history", "v9") != 0
    assert "RB-VERSION-UNKNOWN" in thrice.err
    events = history(thrice, "v2")
    assert [event["kind"] for event in events] == ["creation", "validation", "ingestion", "fixity check"]
    assert events[3]["premis"]["uri"] == "http://id.loc.gov/vocabulary/preservation/eventType/fix"
    assert events[3]["agents"][1]["name"] == "Kari Nordmann"


def test_a_journal_that_goes_back_is_told(released: Desk) -> None:
    assert checked(released) == 0
    shutil.copytree(store(released), released.root / "backup")
    assert checked(released) == 0
    known = record(released)["events"]["notat"]
    assert known == {"count": 2, "kind": "fixity check", "time": "2026-11-25T12:00:00+00:00"}
    shutil.rmtree(store(released))
    shutil.copytree(released.root / "backup", store(released))
    assert released.archive("verify") == 4
    assert "RB-ARCHIVE-AWAY" in released.err
    assert "1 event (fixity check" in released.err
    # What is the wrong archive is written to by nobody.
    before = sorted(store(released).rglob("*"))
    assert checked(released) == 4
    assert released.archive("rebuild", "v1", "--record") == 4
    assert released.command("publish", str(released.root)) == 4
    assert sorted(store(released).rglob("*")) == before
    assert record(released)["events"]["notat"] == known


def test_it_goes_on_after_a_program_that_knows_no_events(released: Desk) -> None:
    """Such a one writes the entries alone; the events stay in the journal's earlier versions."""
    assert checked(released) == 0
    archive, told = Archive(store(released)), Diagnostics()
    with archive.write("notat#journal", told) as book:
        assert book is not None
        created = book.versions[-1].created
        assert book.add(
            2, {"journal.json": b'{"entries": []}\n'}, "", "Noen", created, "mailto:n@example.org"
        )
    assert len(journal(released).events) == 1
    assert checked(released) == 0, released.err
    assert len(journal(released).events) == 2
    assert released.archive("verify") == 0, released.err
    assert [event["kind"] for event in history(released)][-2:] == ["fixity check", "fixity check"]


def test_a_purge_keeps_the_events(thrice: Desk) -> None:
    assert checked(thrice) == 0
    assert thrice.command("withdraw", "v2", "--reason", "Navn", "--purge", "--root", str(thrice.root)) == 0
    assert len(journal(thrice).events) == 1
    assert thrice.archive("verify") == 0, thrice.err
    files = [path for path in store(thrice).rglob("*") if path.is_file()]
    assert [path for path in files if NAMED.encode() in path.read_bytes()] == []


def test_a_file_that_is_full_is_left_as_it_is() -> None:
    event = Event("fixity check", datetime.fromtimestamp(AUTUMN_2026, UTC))
    journal, before = Journal(), dict[str, bytes]()
    for count in range(1, 2 * EVENTS_IN_A_FILE + 2):
        journal = with_event(journal, event)
        files = files_of(journal)
        full = (count - 1) // EVENTS_IN_A_FILE
        assert sorted(files)[:full] == sorted(before)[:full]
        assert all(files[path] == before[path] for path in sorted(files)[:full])
        before = files
    assert sorted(journal.lines) == ["events/0001.jsonl", "events/0002.jsonl", "events/0003.jsonl"]
    assert [event.kind for event in journal.events] == ["fixity check"] * (2 * EVENTS_IN_A_FILE + 1)


@pytest.mark.parametrize(
    "line", [b"{}\n", b"\xff\n", b'{"kind": "x", "when": "2026-11-23T12:00:00"}\n', b"[\n"]
)
def test_a_journal_of_another_form_is_told(released: Desk, line: bytes) -> None:
    with Archive(store(released)).write("notat#journal", Diagnostics()) as book:
        assert book is not None
        files = {"journal.json": NO_ENTRIES, "events/0001.jsonl": line}
        assert book.add(1, files, "", "Noen", datetime.now(UTC))
    assert released.archive("history") != 0
    assert "notat#journal/v1/events/0001.jsonl:1:1: RB-JOURNAL" in released.err
    assert checked(released) != 0
    assert "RB-JOURNAL" in released.err


def test_what_is_said_of_a_version_names_the_program_and_who_asked_for_it(desk: Desk) -> None:
    root = ("--root", str(desk.root))
    assert desk.release(*BY) == 0, desk.err
    assert desk.command("correct", "v1", "--note", "Et tall er galt", *BY, *root) == 0, desk.err
    assert desk.command("withdraw", "v1", "--reason", "Feil", *root) == 0, desk.err
    created, _, ingested, correction, withdrawal = history(desk)
    for event in (created, ingested, correction):
        assert [agent["kind"] for agent in event["agents"] if agent["name"] == "Kari Nordmann"] == ["person"]
    assert [(agent["kind"], agent["role"]) for agent in withdrawal["agents"]] == [
        ("organization", "authorizer"),
        ("software", "executing program"),
    ]
    assert desk.archive("rebuild", "v1") == 0, desk.err


def test_a_bag_tells_what_happened_to_its_version(thrice: Desk) -> None:
    rot(next((store(thrice) / "notat/v3/content").glob("*.pdf")))
    assert checked(thrice, "v1", *BY) == 0, thrice.err
    to = ("--bagit", str(thrice.root.parent / "v1.zip"))
    assert thrice.archive("export", "v1", *to, "--record") == 0, thrice.err
    with ZipFile(thrice.root.parent / "v1.zip") as bag:
        (name,) = (name for name in bag.namelist() if name.endswith("metadata/events.json"))
        told = json.loads(bag.read(name))
    assert [event["kind"] for event in told] == ["creation", "validation", "ingestion", "fixity check"]
    known = history(thrice, "v1")
    assert told == known[:4], "a bag does not tell of itself"
    assert [(event["kind"], event["version"], event["detail"]) for event in known[4:]] == [
        ("dissemination", 1, "BagIt")
    ]
    assert known[4]["files"] > 10
    assert thrice.archive("export", "v1", "--check", "--record") == 2
    assert thrice.archive("export", "v1", *to, *BY) == 2


def test_what_is_put_back_is_recorded(thrice: Desk) -> None:
    shutil.copytree(store(thrice), thrice.root.parent / "copy")
    rot(next((store(thrice) / "notat/v2/content").rglob("*.md")))
    before = sorted(store(thrice).rglob("*"))
    assert thrice.archive("repair", "--from", str(thrice.root.parent / "copy"), "--dry-run") == 0, thrice.err
    assert sorted(store(thrice).rglob("*")) == before
    assert thrice.archive("repair", "--from", str(thrice.root.parent / "copy"), *BY) == 0, thrice.err
    (event,) = journal(thrice).events
    assert (event.kind, event.outcome, event.detail, event.files) == (
        "recovery",
        "success",
        "RB-ARCHIVE-MENDED v2",
        1,
    )
    assert [agent.name for agent in event.agents] == ["report-builder", "Kari Nordmann"]
    assert thrice.archive("history") == 0
    assert "1 file, put back in v2" in thrice.out
    assert thrice.archive("verify") == 0, thrice.err
    # Where nothing was lost, nothing is recorded.
    assert thrice.archive("repair") == 0
    assert len(journal(thrice).events) == 1


def test_the_site_is_the_same_whatever_is_recorded(released: Desk) -> None:
    def pages() -> dict[str, bytes]:
        assert released.command("publish", str(released.root)) == 0, released.err
        site = released.root / "output/site/current"
        return {
            path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
        }

    before = pages()
    assert checked(released, *BY) == 0, released.err
    assert pages() == before
