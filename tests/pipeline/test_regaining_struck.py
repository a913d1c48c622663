"""A report and its journal come back whole, whenever the disk fails or the process dies meanwhile."""

from __future__ import annotations

import shutil

import pytest

from report_builder.archive import Archive
from tests.archive.support import ocfl_faults
from tests.outside.faulty_world import Fault, killed_at, once_at, run_apart
from tests.pipeline.releases import Desk
from tests.pipeline.test_regaining import COPY, WHOLE, everything_lost, journal, kept, said, store

__all__ = ["kept"]

pytestmark = pytest.mark.usefixtures("shared_verapdf")

BAGS = tuple(word for number in (1, 2, 3) for word in ("--from", f"v{number}.zip"))
SOURCES = {"bags": ("restore", *BAGS), "copy": ("repair", "--from", COPY)}


def command_of(desk: Desk, source: str) -> tuple[str, ...]:
    name, *words = SOURCES[source]
    places = (word if word.startswith("--") else str(desk.root / word) for word in words)
    return ("archive", name, *places, "--root", str(desk.root))


def strike(desk: Desk, source: str, fault: Fault, share: int, *, with_record: bool) -> None:
    """Let it be struck at every ``share``-th of its writes, and give it again each time."""
    entries = journal(desk).entries
    everything_lost(desk, with_record=with_record)
    command = command_of(desk, source)
    scratch, lost = desk.root.parent / "scratch", desk.root.parent / "lost"
    shutil.copytree(desk.root, lost)
    counted = run_apart(command, desk.now, desk.root, killed_at(0), scratch)
    assert counted.status == 0, counted.err
    between = 0
    for turn in range(1, counted.writes + 1, share):
        shutil.rmtree(desk.root)
        shutil.copytree(lost, desk.root)
        answer = run_apart(command, desk.now, desk.root, fault(turn), scratch)
        assert answer.status in {None, 0} or "RB-" in answer.err
        there = Archive(store(desk)).versions("notat").value or ()
        between += len(there) < len(WHOLE) and bool(journal(desk).entries)
        assert len(there) < 2 or journal(desk).withdrawn(2), turn
        assert desk.command(*command) == 0, (turn, desk.err)
        assert said(desk) == WHOLE, turn
        assert [(one.kind, one.time, one.text) for one in journal(desk).entries] == [
            (one.kind, one.time, one.text) for one in entries
        ], turn
        assert desk.archive("verify") == 0, (turn, desk.err)
        assert ocfl_faults(store(desk)) == ""
        assert desk.command(*command) == 0, (turn, desk.err)
        assert "nothing to repair" in desk.out, turn
    assert between  # the journal was written, and a version was not


@pytest.mark.parametrize(("source", "with_record"), [("bags", False)])
def test_struck_now_and_then(kept: Desk, source: str, with_record: bool) -> None:
    strike(kept, source, killed_at, share=19, with_record=with_record)


@pytest.mark.whole
@pytest.mark.parametrize("fault", [killed_at, once_at])
@pytest.mark.parametrize("with_record", [True, False], ids=["record", "no-record"])
@pytest.mark.parametrize("source", SOURCES)
def test_struck_at_every_write(
    kept: Desk,
    source: str,
    fault: Fault,
    with_record: bool,
) -> None:
    strike(kept, source, fault, share=1, with_record=with_record)
