"""An id is written once, and stays, whenever the disk fails or the process dies."""

from __future__ import annotations

import shutil
from uuid import UUID

import pytest

from tests.archive.support import ocfl_faults
from tests.outside.faulty_world import Fault, full_at, killed_at, once_at, run_apart
from tests.outside.remembered import RememberingMachine
from tests.pipeline.releases import Desk
from tests.pipeline.test_identity import FACTS, before_ids, manifest, own_id

pytestmark = pytest.mark.usefixtures("asked_once")
SENTENCE = "\nOg mer.\n"


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let veraPDF see each file in the tests themselves: a process that dies would leave it waiting."""
    monkeypatch.setattr("report_builder.check.verapdf._Machine", RememberingMachine)
    # The id stands in the file: with another each time, none would be the one that was seen.
    monkeypatch.setattr("report_builder.pipeline.identity.uuid4", lambda: UUID(int=4))


def files(desk: Desk) -> set[str]:
    return {path.name for path in (desk.root / "content").iterdir()}


def strike(desk: Desk, fault: Fault, share: int, *, old: bool) -> None:
    """Let a release be struck at every ``share``-th of its writes, and give it again each time."""
    if old:
        with before_ids():
            assert desk.release() == 0, desk.err
        path = desk.root / "content/chapters/drofting.md"
        path.write_text(path.read_text("utf-8") + SENTENCE, "utf-8")
    command = ("release", str(desk.root), "--note", "Nytt")
    number = 2 if old else 1
    scratch, kept = desk.root.parent / "scratch", desk.root.parent / "kept"
    shutil.copytree(desk.root, kept)
    text, there = (desk.root / FACTS).read_text("utf-8"), files(desk)
    assert desk.command(*command) == 0, desk.err
    shutil.rmtree(desk.root)
    shutil.copytree(kept, desk.root)
    counted = run_apart(command, desk.now, desk.root, killed_at(0), scratch)
    assert counted.status == 0, counted.err
    given, seen = own_id(desk), set()
    for turn in range(1, counted.writes + 1, share):
        shutil.rmtree(desk.root)
        shutil.copytree(kept, desk.root)
        answer = run_apart(command, desk.now, desk.root, fault(turn), scratch)
        assert answer.status in {None, 0, 2, 3, 4}, answer.err
        before = own_id(desk)
        assert (desk.root / FACTS).read_text("utf-8").replace(f"id: {before}\n", "") == text
        is_archived = any(version["version"] == number for version in desk.versions())
        assert not is_archived or manifest(desk, number)["id"] == before != ""
        seen.add((before != "", is_archived))
        assert desk.command(*command) == 0, (turn, desk.err)
        assert own_id(desk) == manifest(desk, number)["id"]
        assert before in ("", own_id(desk))
        assert not old or own_id(desk) == given
        assert files(desk) == there
        assert desk.archive("verify") == 0, desk.err
        assert ocfl_faults(desk.root / "output/archive") == ""
        assert len(desk.versions()) == number
    assert share > 1 or seen == {(False, False), (True, False), (True, True)}


FAULTS = pytest.mark.parametrize("fault", [killed_at, full_at, once_at])
AGES = pytest.mark.parametrize("old", [False, True], ids=["a first release", "an old report"])


@FAULTS
@AGES
def test_struck_now_and_then(desk: Desk, fault: Fault, old: bool) -> None:
    strike(desk, fault, 29, old=old)


@pytest.mark.whole
@FAULTS
@AGES
def test_struck_at_every_write(desk: Desk, fault: Fault, old: bool) -> None:
    strike(desk, fault, 1, old=old)
