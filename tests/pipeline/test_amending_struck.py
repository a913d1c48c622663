"""Whatever is said of a version later is said or not said, whenever the disk fails or the process dies."""

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
from tests.pipeline.releases import NAMED, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

REASON = ("--reason", "Navn på deltakere")
COMMANDS = {
    "correct": ("correct", "v2", "--note", "Et tall er galt"),
    "withdraw": ("withdraw", "v2", *REASON),
    "undo": ("withdraw", "v2", "--undo"),
    "purge": ("withdraw", "v2", *REASON, "--purge"),
}
SAID = {
    "correct": [["correction"]],
    "withdraw": [["withdrawal"]],
    "undo": [["withdrawal", "reinstatement"]],
    "purge": [["withdrawal"], ["withdrawal", "purge"]],
}
"""What the journal can have when a run has begun: the last is when it is done."""

ALREADY = {"correct": "", "withdraw": "RB-WITHDRAWN", "undo": "RB-NOT-WITHDRAWN", "purge": "RB-PURGED"}


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def kinds(desk: Desk) -> list[str]:
    journal = read_journal(Archive(store(desk)), "notat", Diagnostics())
    assert journal is not None
    return [entry.kind for entry in journal.entries]


def others(desk: Desk) -> dict[int, dict[str, bytes]]:
    """All files of the other versions, as the archive gives them."""
    found = {}
    for number in (1, 3):
        files = Archive(store(desk)).read_all("notat", number).value
        assert files is not None
        found[number] = dict(files)
    return found


def with_name(desk: Desk) -> list[Path]:
    return [path for path in desk.root.rglob("*") if path.is_file() and NAMED.encode() in path.read_bytes()]


def strike(desk: Desk, name: str, fault: Fault, share: int) -> None:
    """Let the command be struck at every ``share``-th of its writes, and give it again each time."""
    command = (*COMMANDS[name], "--root", str(desk.root))
    before = [] if name != "undo" else ["withdrawal"]
    if before:
        assert desk.command(*COMMANDS["withdraw"], "--root", str(desk.root)) == 0
    scratch, kept = desk.root.parent / "scratch", desk.root.parent / "kept"
    shutil.copytree(desk.root, kept)
    versions = others(desk)
    counted = run_apart(command, desk.now, desk.root, killed_at(0), scratch)
    assert counted.status == 0, counted.err
    outcomes = set()
    for turn in range(1, counted.writes + 1, share):
        shutil.rmtree(desk.root)
        shutil.copytree(kept, desk.root)
        answer = run_apart(command, desk.now, desk.root, fault(turn), scratch)
        assert answer.status in {None, 0, 1, 2, 3, 4}, answer.err
        assert answer.status in {None, 0} or "RB-" in answer.err
        assert kinds(desk) in [before, *SAID[name]], turn
        outcomes.add(kinds(desk) == SAID[name][-1])
        assert desk.archive("verify") == 0, desk.err
        assert others(desk) == versions
        status = desk.command(*command)
        assert status == 0 or ALREADY[name] in desk.err, desk.err
        assert kinds(desk) == SAID[name][-1]
        assert desk.archive("verify") == 0, desk.err
        assert ocfl_faults(store(desk)) == ""
        assert others(desk) == versions
        assert name != "purge" or with_name(desk) == []
        # The report knows, whatever was struck: an archive from before is told from this one.
        assert name == "correct" or "journals" in (desk.root / "releases.json").read_text("utf-8")
        left = [path for path in store(desk).rglob("*") if path.suffix in (".work", ".lock")]
        assert left == []
    assert share > 1 or outcomes == {False, True}


FAULTS = pytest.mark.parametrize("fault", [killed_at, full_at, once_at])
NAMES = pytest.mark.parametrize("name", list(COMMANDS))


@NAMES
@FAULTS
def test_struck_now_and_then(thrice: Desk, name: str, fault: Fault) -> None:
    strike(thrice, name, fault, share=23)


@pytest.mark.whole
@NAMES
@FAULTS
def test_struck_at_every_write(thrice: Desk, name: str, fault: Fault) -> None:
    strike(thrice, name, fault, share=1)


def test_who_comes_at_once_waits(thrice: Desk) -> None:
    """Every word that was said to be noted is there, once; who came second was told."""
    root = ("--root", str(thrice.root))
    versions, noted = others(thrice), []
    for turn in range(6):
        commands: list[tuple[str, ...]] = [
            ("correct", "v2", "--note", f"{name} {turn}", *root) for name in ("en", "to", "tre")
        ]
        if turn == 5:
            commands[0] = (*COMMANDS["purge"], *root)
        children = [
            start_apart(command, thrice.now, thrice.root, killed_at(0), thrice.root.parent / f"scratch-{n}")
            for n, command in enumerate(commands)
        ]
        answers = [child.end() for child in children]
        assert 0 in {answer.status for answer in answers}
        for command, answer in zip(commands, answers, strict=True):
            if answer.status == 0 and command[0] == "correct":
                noted.append(command[3])
            elif answer.status:
                assert re.search("RB-(ARCHIVE-BUSY|WITHDRAWN|PURGED) ", answer.err), answer.err
    assert others(thrice) == versions
    journal = read_journal(Archive(store(thrice)), "notat", Diagnostics())
    assert journal is not None
    said = [entry for entry in journal.entries if entry.kind == "correction"]
    assert len(said) == len(noted)
    if journal.purged(2) is None:
        assert sorted(entry.text for entry in said) == sorted(noted)
    assert thrice.archive("verify") == 0
    assert ocfl_faults(store(thrice)) == ""
