"""What was done is recorded or not recorded, whenever the disk fails or the process dies."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.journal import read_journal
from tests.archive.support import ocfl_faults
from tests.outside.faulty_world import Fault, full_at, killed_at, once_at, run_apart, start_apart
from tests.pipeline.releases import DAY, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

VERIFY = ("archive", "verify", "--record")
REBUILD = ("archive", "rebuild", "v1", "--record")


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def report(desk: Desk) -> dict[str, bytes]:
    """Every byte of the report's own object."""
    folder = store(desk) / "notat"
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def kinds(desk: Desk) -> list[str]:
    told = Diagnostics()
    journal = read_journal(Archive(store(desk)), "notat", told)
    assert journal is not None, told.items
    return [event.kind for event in journal.events]


def put_back(desk: Desk) -> int:
    """How many files the journal says were put back, by all recoveries together."""
    journal = read_journal(Archive(store(desk)), "notat", Diagnostics())
    assert journal is not None
    assert all(event.files for event in journal.events if event.kind == "recovery")
    return sum(event.files for event in journal.events if event.kind == "recovery")


def strike(desk: Desk, command: tuple[str, ...], fault: Fault, share: int, *, had_journal: bool) -> None:
    """Let the command be struck at every ``share``-th of its writes, and give it again each time."""
    at_root = (*command, "--root", str(desk.root))
    if had_journal:
        assert desk.archive("verify", "--record") == 0, desk.err
        desk.now += DAY
    before, versions = kinds(desk), report(desk)
    scratch, kept = desk.root.parent / "scratch", desk.root.parent / "kept"
    shutil.copytree(desk.root, kept)
    counted = run_apart(at_root, desk.now, desk.root, killed_at(0), scratch)
    assert counted.status == 0, counted.err
    done = kinds(desk)
    assert len(done) == len(before) + 1
    outcomes = set()
    for turn in range(1, counted.writes + 1, share):
        shutil.rmtree(desk.root)
        shutil.copytree(kept, desk.root)
        answer = run_apart(at_root, desk.now, desk.root, fault(turn), scratch)
        assert answer.status in {None, 0} or "RB-" in answer.err
        assert kinds(desk) in [before, done], turn
        assert answer.status != 0 or kinds(desk) == done, turn
        outcomes.add(kinds(desk) == done)
        desk.now += DAY
        assert desk.command(*at_root) == 0, desk.err
        assert kinds(desk)[-1] == done[-1]
        assert desk.archive("verify") == 0, desk.err
        assert ocfl_faults(store(desk)) == ""
        assert report(desk) == versions
        assert "events" in (desk.root / "releases.json").read_text("utf-8")
        assert [path for path in store(desk).rglob("*") if path.suffix in (".work", ".lock")] == []
        desk.now -= DAY
    assert share > 1 or outcomes == {False, True}


FAULTS = pytest.mark.parametrize("fault", [killed_at, full_at, once_at])


@FAULTS
@pytest.mark.parametrize("had_journal", [False, True])
def test_struck_now_and_then(released: Desk, fault: Fault, had_journal: bool) -> None:
    strike(released, VERIFY, fault, share=9, had_journal=had_journal)


@pytest.mark.whole
@FAULTS
@pytest.mark.parametrize("had_journal", [False, True])
@pytest.mark.parametrize("command", [VERIFY, REBUILD], ids=["verify", "rebuild"])
def test_struck_at_every_write(
    released: Desk, command: tuple[str, ...], fault: Fault, had_journal: bool
) -> None:
    strike(released, command, fault, share=1, had_journal=had_journal)


def test_who_comes_at_once_is_recorded_or_told(released: Desk) -> None:
    root = ("--root", str(released.root))
    recorded = 0
    for turn in range(3):
        commands: list[tuple[str, ...]] = [
            (*VERIFY, *root),
            (*VERIFY, *root),
            ("correct", "v1", "--note", f"Tall {turn}", *root),
        ]
        children = [
            start_apart(
                command, released.now, released.root, killed_at(0), released.root.parent / f"apart-{n}"
            )
            for n, command in enumerate(commands)
        ]
        answers = [child.end() for child in children]
        for command, answer in zip(commands, answers, strict=True):
            assert answer.status == 0 or re.search("RB-ARCHIVE-BUSY ", answer.err), answer.err
            recorded += answer.status == 0 and command[0] == "archive"
    assert len(kinds(released)) == recorded > 0
    assert released.archive("verify") == 0, released.err
    assert ocfl_faults(store(released)) == ""


def strike_repair(desk: Desk, fault: Fault, share: int) -> None:
    """What is put back stays so, and is told once; a run that died before it could tell is not told of.

    One that fails after some of the files tells of these, and the next of the rest.
    """
    versions, copy = report(desk), desk.root.parent / "copy"
    shutil.copytree(store(desk), copy)
    lost = sorted((store(desk) / "notat/v1/content").rglob("*.md"))
    assert len(lost) > 1
    for path in lost:
        path.unlink()
    command = ("archive", "repair", "--from", str(copy), "--root", str(desk.root))
    scratch, kept = desk.root.parent / "scratch", desk.root.parent / "kept"
    shutil.copytree(desk.root, kept)
    counted = run_apart(command, desk.now, desk.root, killed_at(0), scratch)
    assert counted.status == 0, counted.err
    assert (kinds(desk), put_back(desk)) == (["recovery"], len(lost))
    for turn in range(1, counted.writes + 1, share):
        shutil.rmtree(desk.root)
        shutil.copytree(kept, desk.root)
        answer = run_apart(command, desk.now, desk.root, fault(turn), scratch)
        assert answer.status in {None, 0} or "RB-" in answer.err
        assert kinds(desk) in ([], ["recovery"]), turn
        assert answer.status != 0 or put_back(desk) == len(lost), turn
        told = put_back(desk)
        assert desk.command(*command) == 0, desk.err
        assert put_back(desk) == len(lost) if told else put_back(desk) <= len(lost), turn
        assert kinds(desk) in ([], ["recovery"], ["recovery", "recovery"]), turn
        assert desk.archive("verify") == 0, desk.err
        assert ocfl_faults(store(desk)) == ""
        assert report(desk) == versions


@FAULTS
def test_a_repair_struck_now_and_then(released: Desk, fault: Fault) -> None:
    strike_repair(released, fault, share=13)


@pytest.mark.whole
@FAULTS
def test_a_repair_struck_at_every_write(released: Desk, fault: Fault) -> None:
    strike_repair(released, fault, share=1)
