"""What people answered about a version: said by the release, kept in the journal, and never beyond it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics, ExitStatus
from report_builder.language.catalogue import catalogue, languages
from report_builder.pipeline.answers import PATH
from report_builder.pipeline.details import told_detail
from report_builder.pipeline.journal import read_journal
from report_builder.pipeline.provenance import ASSESSMENT, Event
from tests.archive.support import ocfl_faults
from tests.pipeline.releases import CHAPTER, DAY, SENTENCE, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

REMARK = "Tabellen til Kari Nordmann"
"""A remark, which nobody but the report's own folder has."""
_DETAIL = re.compile(r"(?:[\w.-]+: (?:yes|no|later) \([0-9]+ of [0-9]+\)(?:, |$))+")


def assessments(desk: Desk) -> list[dict[str, Any]]:
    assert desk.archive("history", "--json") == 0, desk.err
    return [event for event in json.loads(desk.out) if event["kind"] == ASSESSMENT]


def asked(desk: Desk) -> list[str]:
    """The ids of the questions that apply to the report's file."""
    assert desk.command("accessibility", str(desk.root), "--json") == 0, desk.err
    return [one["id"] for one in json.loads(desk.out)["questions"] if one["about"]]


def answer(desk: Desk, *given: str, by: str = "") -> None:
    arguments = [part for one in given for part in ("--answer", one)]
    assert desk.command("accessibility", str(desk.root), *arguments, "--by", by) == 0, desk.err


def built(desk: Desk) -> None:
    assert desk.command("build", str(desk.root)) == 0, desk.err


def written(folder: Path) -> bytes:
    """Every byte below a folder, with what is packed in its ZIP files."""
    found = b""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found += path.read_bytes()
            if path.suffix in {".zip", ".epub"}:
                with ZipFile(path) as packed:
                    found += b"".join(packed.read(name) for name in packed.namelist())
    return found


def test_without_answers_nothing_is_said_or_written(desk: Desk) -> None:
    assert desk.release() == 0, desk.err
    assert "judged" not in desk.out
    assert assessments(desk) == []
    assert not (desk.root / PATH).exists()


def test_a_release_says_and_keeps_what_was_answered(desk: Desk, tmp_path: Path) -> None:
    built(desk)
    ids = asked(desk)
    answer(desk, *(f"{one}=yes" for one in ids if one not in {"15-004", "31-010"}))
    answer(desk, f"15-004=no:{REMARK}", by="redaktør")
    assert desk.release() == 0, desk.err
    line = next(line for line in desk.out.splitlines() if "judged by people" in line)
    assert f"of {len(ids)} questions" in line
    assert "1 with a no" in line
    event = assessments(desk)[0]
    assert (event["version"], event["outcome"]) == (1, "fail")
    assert _DETAIL.fullmatch(event["detail"])
    assert "15-004: no" in event["detail"]
    assert "31-010: later (0 of" in event["detail"]
    assert [agent["name"] for agent in event["agents"]] == ["report-builder", "redaktør"]
    assert not ocfl_faults(desk.root / "output/archive")
    assert desk.archive("history") == 0
    assert "no to 15-004" in desk.out
    handed = tmp_path / "handed"
    handed.mkdir()
    assert desk.archive("export", "v1", "--bagit", str(handed / "bag.zip")) == 0, desk.err
    assert desk.command("publish", str(desk.root)) == 0, desk.err
    everywhere = written(desk.root / "output") + written(handed)
    assert REMARK in (desk.root / PATH).read_text("utf-8")
    assert REMARK.encode() not in everywhere
    site = written(desk.root / "output/site")
    assert b"redakt\xc3\xb8r" not in site
    assert b"15-004" not in site


def test_a_version_is_judged_again_where_it_changed(desk: Desk) -> None:
    built(desk)
    assert desk.release() == 0, desk.err
    answer(desk, *(f"{one}=yes" for one in asked(desk)))
    assert desk.command("accessibility", str(desk.root), "--record") == 0, desk.err
    first = assessments(desk)[0]
    assert (first["version"], first["outcome"]) == (1, "success")
    desk.edit(CHAPTER, SENTENCE, "Et helt annet avsnitt med en note.")
    desk.now += 70 * DAY  # another month in the colophon
    assert desk.release("--note", "Rettet") == 0, desk.err
    second = assessments(desk)[1]
    assert second["version"] == 2
    assert second["outcome"] == "warning"
    before, after = (dict(re.findall(r"([\w.-]+): (\w+)", event["detail"])) for event in (first, second))
    changed = {name for name in after if before[name] == "yes" and after[name] == "later"}
    assert {"09-001", "14-001"} <= changed
    assert not {"15-004", "31-010", "06-004"} & changed
    about = re.search(r"09-001: later \(([0-9]+) of ([0-9]+)\)", second["detail"])
    assert about is not None
    assert int(about[1]) == int(about[2]) - 1, "one part has another paragraph"


def test_answers_that_came_later_are_entered_when_asked(desk: Desk) -> None:
    built(desk)
    assert desk.release() == 0, desk.err
    root = str(desk.root)
    assert desk.command("accessibility", root, "--record") == ExitStatus.BAD_INPUT
    assert "RB-ANSWERS" in desk.err
    answer(desk, "06-004=yes", by="Kari Nordmann")
    desk.now += DAY
    assert desk.command("accessibility", root, "--record") == 0, desk.err
    assert [event["agents"][-1]["name"] for event in assessments(desk)] == ["Kari Nordmann"]
    desk.edit(CHAPTER, SENTENCE, "Et helt annet avsnitt med en note.")
    built(desk)
    assert desk.command("accessibility", root, "--record") == ExitStatus.BAD_INPUT
    assert "version 1" in desk.err
    assert len(assessments(desk)) == 1


def test_what_the_journal_says_already_is_not_entered_again(desk: Desk) -> None:
    built(desk)
    answer(desk, "06-004=yes")
    assert desk.release() == 0, desk.err
    record = ("accessibility", str(desk.root), "--record")

    def recorded() -> bool:
        before, kept = written(desk.root / "output/archive"), (desk.root / "releases.json").read_bytes()
        events = assessments(desk)
        desk.now += DAY
        assert desk.command(*record) == 0, desk.err
        assert ("unchanged" in desk.out) != ("written in the journal" in desk.out)
        is_new = "unchanged" not in desk.out
        assert (written(desk.root / "output/archive") != before) == is_new
        assert ((desk.root / "releases.json").read_bytes() != kept) == is_new
        assert len(assessments(desk)) - len(events) == is_new
        return is_new

    assert [recorded(), recorded()] == [False, False]
    for given, by in (
        ("31-010=no:Mangler", ""),
        ("14-001=yes", ""),
        ("14-001=later", ""),
        ("09-001=yes", "Kari"),
    ):
        answer(desk, given, by=by)
        assert [recorded(), recorded()] == [True, False], given
    answer(desk, "06-004=yes")
    assert not recorded()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("first", ["yes", "no:Feil"])
@pytest.mark.parametrize("every", [False, True])
def test_the_same_answers_are_one_number_everywhere(
    desk: Desk, language: str, first: str, *, every: bool
) -> None:
    """A question with a no about one thing, and others of it open, is not answered about everything."""
    built(desk)
    root, spoken = str(desk.root), catalogue(language)
    assert desk.command("accessibility", root, "--json") == 0, desk.err
    put = {one["id"]: one["about"] for one in json.loads(desk.out)["questions"] if one["about"]}
    alone, name = "06-004", "31-010"  # the title and the fonts, which a release does not change
    assert (len(put[alone]), len(put[name]) > 1) == (1, True)
    answer(desk, f"{alone}=yes", f"{name}@{put[name][0]['key']}={first}", *([f"{name}=yes"] if every else ()))
    done = 2 if every else 1
    counts = {"done": done, "questions": len(put)}
    failed = int(first != "yes")
    assert desk.release("--lang", language) == 0, desk.err
    assert spoken("cli.release.judged", **counts, failed=failed) in desk.out
    assert desk.archive("history", "--lang", language) == 0, desk.err
    assert spoken("pipeline.detail-judged", **counts) in desk.out
    assert (name in desk.out) == bool(failed)
    assert desk.command("accessibility", root, "--list", "--lang", language) == 0, desk.err
    numbers = re.findall(r"[0-9]+", desk.out.splitlines()[-1].rpartition(".pdf")[2])
    assert [int(number) for number in numbers[:3]] == [done, len(put), failed]


def test_a_version_stands_where_its_answers_cannot_be_read(desk: Desk) -> None:
    (desk.root / PATH).write_bytes(b"{")
    assert desk.release() == 0, desk.err
    assert "RB-ANSWERS" in desk.err
    assert desk.versions()[0]["version"] == 1
    assert assessments(desk) == []


def test_the_journal_is_what_it_was_with_one_more(desk: Desk) -> None:
    built(desk)
    answer(desk, "06-004=yes")
    assert desk.release() == 0, desk.err
    told = Diagnostics()
    journal = read_journal(Archive(desk.root / "output/archive"), "notat", told)
    assert journal is not None, told.items
    assert [event.kind for event in journal.events] == [ASSESSMENT]
    assert journal.entries == ()
    assert desk.archive("verify") == 0, desk.err


@pytest.mark.parametrize("language", languages())
def test_the_detail_is_told_in_every_language(language: str) -> None:
    words, when = catalogue(language), datetime(2026, 11, 29, tzinfo=UTC)

    def told(detail: str) -> str:
        return words.text(told_detail(Event(ASSESSMENT, when, 1, detail=detail)))

    assert "2" in told("01-001: yes (3 of 3), 15-004: later (0 of 2), 31-010: no (1 of 1)")
    assert "31-010" in told("01-001: yes (3 of 3), 31-010: no (1 of 1)")
    assert told("what a later program says") == "what a later program says"
