"""The disk is full, read-only or blinks, and the process is killed, at each thing that it writes."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from tests.outside.conftest import Stage
from tests.outside.faulty_world import Answer, Fault, full_at, killed_at, once_at, read_only, run_apart
from tests.outside.scene import DAY, Scene

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the child is made with fork")

SAMPLE = 3
"""So many moments in the normal suite; with the marker all of a release, and many of the slower publish."""

FAULTS = pytest.mark.parametrize(
    "fault", [killed_at, full_at, pytest.param(once_at, marks=pytest.mark.whole)]
)
ALL = pytest.mark.parametrize("sample", [SAMPLE, pytest.param(None, marks=pytest.mark.whole)])


def turns(total: int, sample: int | None) -> list[int]:
    """The last write, and some before it."""
    assert total >= 5, "next to nothing was written"
    if sample is None:
        return list(range(1, total + 1))
    return sorted({total, *random.Random(20261128).sample(range(1, total), sample - 1)})  # noqa: S311


def rehearse(start: Scene) -> None:
    """Let veraPDF see the file that the struck runs will make: the same bytes, whatever the place."""
    scene = again(start, "rehearsal")
    assert scene.command(*release_of(scene)) == 0, scene.err


def there(start: Scene, name: str) -> Scene:
    """The copy of that name."""
    scene = Scene(start.folder.parent / name, start._capsys, start.layout)
    scene.now = start.now
    return scene


def again(start: Scene, name: str) -> Scene:
    """A fresh copy of the scene for the next fault."""
    copy = start.folder.parent / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(start.folder, copy, symlinks=True)
    return there(start, name)


def count_writes(start: Scene, command: Callable[[Scene], tuple[str, ...]]) -> int:
    """How many things a command writes that nothing strikes."""
    scene = again(start, "count")
    answer = strike(scene, killed_at(0), *command(scene))
    assert answer.status == 0, answer.err
    return answer.writes


def strike(scene: Scene, fault: Callable[[int, str], None], *command: str) -> Answer:
    return run_apart(command, scene.now, scene.folder, fault, scene.folder.parent / "scratch")


def assert_said(answer: Answer, *, may_pass: bool = True) -> None:
    """Killed, done, or told with a code; never a fault of the program."""
    if answer.status is None or (answer.status == 0 and may_pass):
        return
    assert answer.status in {1, 2, 3, 4}, f"{answer.status}: {answer.err}"
    assert "RB-" in answer.err, f"not a word, status {answer.status}"
    assert "Traceback" not in answer.err


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def release_of(scene: Scene) -> tuple[str, ...]:
    return ("release", str(scene.root), "--note", "Rettet")


def publish_of(scene: Scene) -> tuple[str, ...]:
    return ("publish", str(scene.root), "-o", str(scene.site))


@FAULTS
@ALL
def test_release(stage: Stage, fault: Fault, sample: int | None) -> None:
    start = stage("drive", 1)
    start.say("rettet")
    start.now += DAY
    before, first = start.lasting(), start.archived()[1]
    rehearse(start)
    total = count_writes(start, release_of)
    for turn in turns(total, sample):
        scene = again(start, "struck")
        answer = strike(scene, fault(turn), *release_of(scene))
        assert_said(answer)
        versions = scene.archived()
        assert versions[1] == first
        assert set(versions) <= {1, 2}
        assert answer.status != 0 or 2 in versions, "released, it said"
        scene.assert_kept(before)
        assert scene.archive("verify") == 0, scene.err
        assert scene.release("--note", "Rettet") == 0, scene.err
        assert list(scene.archived()) == [1, 2]
        assert scene.archive("verify") == 0, scene.err


@FAULTS
@ALL
def test_first_release(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: Fault, sample: int | None
) -> None:
    """A first release that was struck is no archive that is missing: the same command again makes it."""
    # The id that it writes is random, and stands in the PDF, of which veraPDF is asked once.
    monkeypatch.setattr("report_builder.pipeline.identity.uuid4", lambda: UUID(int=7, version=4))
    start = stage("home", 0)
    rehearse(start)
    total = count_writes(start, release_of)
    for turn in turns(total, sample):
        scene = again(start, "struck")
        answer = strike(scene, fault(turn), *release_of(scene))
        assert_said(answer)
        assert scene.release("--note", "Rettet") == 0, f"turn {turn}: {scene.err}"
        assert list(scene.archived()) == [1]
        assert scene.archive("verify") == 0, scene.err


@pytest.mark.parametrize(
    "fault", [killed_at, *(pytest.param(one, marks=pytest.mark.whole) for one in (full_at, once_at))]
)
@pytest.mark.parametrize("sample", [2, pytest.param(25, marks=pytest.mark.whole)])
def test_publish(stage: Stage, fault: Fault, sample: int | None) -> None:
    """The old site or the new one is served, whole; the next run leaves nothing of the struck one behind."""
    start = stage("drive", 1)
    before = start.lasting()
    assert start.correct_and_release("rettet") == 0, start.err
    total, scene = count_writes(start, publish_of), there(start, "count")
    whole, files = scene.pages(), names(scene.folder)
    old = start.pages()
    for turn in turns(total, sample):
        scene = again(start, "struck")
        answer = strike(scene, fault(turn), *publish_of(scene))
        assert_said(answer)
        now = scene.pages()
        assert now in (old, whole), "half a site is served"
        assert answer.status != 0 or now == whole
        scene.assert_kept(before)
        assert scene.publish() == 0, scene.err
        assert scene.pages() == whole
        assert names(scene.folder) == files


@pytest.mark.parametrize("part", ["drive", "report"])
def test_a_read_only_place_of_release(stage: Stage, part: str) -> None:
    scene = stage("drive", 1)
    scene.say("rettet")
    scene.now += DAY
    rehearse(scene)
    before, versions = scene.lasting(), scene.archived()
    scratch = scene.folder.parent / "scratch"
    answer = run_apart(release_of(scene), scene.now, scene.folder / part, read_only(), scratch)
    assert_said(answer, may_pass=part == "report")
    if answer.status:
        assert scene.archived() == versions
        assert "; " in answer.err
    scene.assert_kept(before)
    assert scene.release("--note", "Rettet") == 0, scene.err
    assert list(scene.archived()) == [1, 2]


def test_a_read_only_site(stage: Stage) -> None:
    scene = stage("drive", 1)
    assert scene.correct_and_release("rettet") == 0, scene.err
    before = scene.pages()
    scratch = scene.folder.parent / "scratch"
    answer = run_apart(publish_of(scene), scene.now, scene.site, read_only(), scratch)
    assert_said(answer, may_pass=False)
    assert answer.status == 3
    assert "; " in answer.err
    assert scene.pages() == before


def test_a_read_only_archive_is_read(stage: Stage) -> None:
    """What only reads needs no right to write: a mounted backup can be listed, verified and published."""
    scene = stage("drive", 2)
    scratch = scene.folder.parent / "scratch"
    root = str(scene.root)
    for command in (
        ("archive", "list", "--root", root),
        ("archive", "verify", "--root", root),
        ("archive", "get", "v1", "-o", str(scratch / "v1.pdf"), "--root", root),
        ("publish", root, "-o", str(scratch / "site")),
    ):
        answer = run_apart(command, scene.now, scene.drive, read_only(), scratch)
        assert answer.status == 0, answer.err


@pytest.mark.parametrize("largest", [3_000, pytest.param(20_000, marks=pytest.mark.whole)])
def test_a_disk_that_fills_up_within_a_file(stage: Stage, largest: int) -> None:
    """Not at its opening: in the middle of its bytes, and for the superuser too."""
    scene = stage("drive", 1)
    scene.say("rettet")
    scene.now += DAY
    rehearse(scene)
    before, versions, pages = scene.lasting(), scene.archived(), scene.pages()
    scratch = scene.folder.parent / "scratch"
    answer = run_apart(release_of(scene), scene.now, scene.folder, killed_at(0), scratch, largest)
    assert_said(answer, may_pass=False)
    assert scene.archived() == versions
    answer = run_apart(
        ("publish", str(scene.root), "-o", str(scene.folder / "new")),
        scene.now,
        scene.folder,
        killed_at(0),
        scratch,
        largest,
    )
    assert_said(answer, may_pass=False)
    assert not (scene.folder / "new/current").exists()
    assert scene.pages() == pages
    scene.assert_kept(before)
    assert scene.release("--note", "Rettet") == 0, scene.err
    assert scene.archive("verify") == 0, scene.err
