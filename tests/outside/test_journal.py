"""Corrections and withdrawals hold, whatever is restored, interrupted or done twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.outside.conftest import Stage, Warehouse
from tests.outside.faulty_world import Fault, full_at, killed_at, run_apart
from tests.outside.promised import CORRECT, PURGE, ROOT, UNDO, WITHDRAW
from tests.outside.scene import Bytes, Scene

REASON = "Feil i tallene fra kommunene"
NOTE = "Figur 2 viser tall for 2018"
SECRET = b"Et avsnitt med en note, utgave 2."


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def others(pages: Bytes, version: int) -> Bytes:
    return {address: data for address, data in pages.items() if not address.startswith(f"notat/v{version}/")}


def withdrawn(stage: Stage, *options: str) -> Scene:
    """Version 2 of three is withdrawn, and the site says so."""
    scene = stage("drive", 3)
    assert scene.on_report(WITHDRAW, "v2", "--reason", REASON, *options) == 0, scene.err
    assert scene.publish() == 0, scene.err
    return scene


def test_a_correction_changes_no_archived_byte(stage: Stage) -> None:
    scene = stage("drive", 2)
    versions, before, lasting = scene.archived(), files(scene.store / "notat"), scene.lasting()
    assert scene.on_report(CORRECT, "v1", "--note", NOTE) == 0, scene.err
    assert scene.archived() == versions
    assert files(scene.store / "notat") == before
    assert scene.publish() == 0, scene.err
    scene.assert_kept({key: lasting[key] for key in lasting if key.endswith(".pdf")})
    assert NOTE in scene.pages()["notat/index.html"].decode()


def test_a_withdrawn_version_stays_withdrawn(stage: Stage) -> None:
    scene = stage("drive", 3)
    versions, before, lasting = scene.archived(), files(scene.store / "notat"), scene.lasting()
    assert scene.on_report(WITHDRAW, "v2", "--reason", REASON) == 0, scene.err
    assert scene.archived() == versions
    assert files(scene.store / "notat") == before
    for _ in range(2):
        assert scene.publish() == 0, scene.err
        assert "notat/v2/notat.pdf" not in scene.pages()
        assert REASON in scene.pages()["notat/v2/index.html"].decode()
    scene.assert_kept(others(lasting, 2))
    assert scene.correct_and_release("etterpå") == 0, scene.err
    assert scene.publish() == 0, scene.err
    assert "notat/v2/notat.pdf" not in scene.pages()


def test_a_withdrawal_is_undone_with_the_same_bytes(stage: Stage) -> None:
    scene = stage("drive", 3)
    before = scene.lasting()
    assert scene.on_report(WITHDRAW, "v2", "--reason", REASON) == 0, scene.err
    assert scene.publish() == 0, scene.err
    assert scene.on_report(WITHDRAW, "v2", UNDO) == 0, scene.err
    assert scene.publish() == 0, scene.err
    scene.assert_kept({key: before[key] for key in before if key.endswith(".pdf")})


@pytest.mark.parametrize("part", ["drive", "report"])
def test_a_backup_from_before_brings_no_withdrawn_version_back(
    stage: Stage, warehouse: Warehouse, part: str
) -> None:
    """The site knows of the withdrawal, the restored archive does not: refused, or it stays so."""
    scene = withdrawn(stage)
    shutil.rmtree(scene.folder / part)
    shutil.copytree(warehouse.stage("drive", 3) / part, scene.folder / part, symlinks=True)
    status = scene.publish()
    if status:
        scene.assert_refused(status, "v2")
    assert "notat/v2/notat.pdf" not in scene.pages()
    assert REASON in scene.pages()["notat/v2/index.html"].decode()


def test_a_backup_from_before_brings_no_purged_bytes_back(stage: Stage, warehouse: Warehouse) -> None:
    scene = withdrawn(stage, PURGE)
    shutil.rmtree(scene.drive)
    shutil.copytree(warehouse.stage("drive", 3) / "drive", scene.drive, symlinks=True)
    scene.assert_refused(scene.publish(), "v2")
    assert "notat/v2/notat.pdf" not in scene.pages()


def test_purged_bytes_are_nowhere(stage: Stage) -> None:
    scene = stage("drive", 3)
    versions, before = scene.archived(), scene.lasting()
    assert scene.on_report(WITHDRAW, "v2", "--reason", REASON, PURGE) == 0, scene.err
    assert scene.publish() == 0, scene.err
    for folder in (scene.store, scene.site):
        assert [name for name, data in files(folder).items() if SECRET in data] == []
    assert [name for name in files(scene.folder) if name.endswith("-v2.pdf")] == []
    assert {key: value for key, value in scene.archived().items() if key != 2} == {
        key: value for key, value in versions.items() if key != 2
    }
    scene.assert_kept(others(before, 2))
    assert scene.archive("verify") == 0, scene.err
    for version in ("v1", "v3"):
        assert scene.archive("rebuild", version) == 0, scene.err


COMMANDS = pytest.mark.parametrize(
    "command",
    [
        (*CORRECT, "v2", "--note", NOTE),
        (*WITHDRAW, "v2", "--reason", REASON),
        (*WITHDRAW, "v2", "--reason", REASON, PURGE),
    ],
    ids=["correct", "withdraw", "purge"],
)


@COMMANDS
def test_a_dry_run_writes_nothing(stage: Stage, command: tuple[str, ...]) -> None:
    scene = stage("drive", 3)
    before = files(scene.folder)
    assert scene.on_report(command, "--dry-run") == 0, scene.err
    assert files(scene.folder) == before


@COMMANDS
@pytest.mark.parametrize("version", ["v1", "v9"])
def test_with_the_archive_away(stage: Stage, command: tuple[str, ...], version: str) -> None:
    scene = stage("drive", 3)
    before = scene.pages()
    changed = tuple(version if word == "v2" else word for word in command)
    if version == "v1":
        scene.drive.rename(scene.folder / "away")
    scene.assert_refused(scene.on_report(changed), "arkiv" if version == "v1" else "v9")
    assert "RB-USAGE" not in scene.err
    assert scene.pages() == before
    assert not (scene.drive.exists() and version == "v1")


@COMMANDS
@pytest.mark.parametrize("fault", [killed_at, full_at])
def test_struck_at_any_moment(stage: Stage, command: tuple[str, ...], fault: Fault) -> None:
    """Done or not done, never half; the same command again completes it; the other versions stand."""
    scene = stage("drive", 3)
    versions = {key: value for key, value in scene.archived().items() if key != 2}
    start = files(scene.drive)
    arguments = (*command, ROOT, str(scene.root))
    scratch = scene.folder.parent / "scratch"
    kept = shutil.copytree(scene.folder, scene.folder.parent / "kept", symlinks=True)
    counted = run_apart(arguments, scene.now, scene.folder, killed_at(0), scratch)
    assert counted.status == 0, counted.err
    assert files(scene.drive) != start
    for turn in sorted({1, 2, counted.writes // 2, counted.writes}):
        shutil.rmtree(scene.folder)
        shutil.copytree(kept, scene.folder, symlinks=True)
        answer = run_apart(arguments, scene.now, scene.folder, fault(turn), scratch)
        assert answer.status in {None, 0, 1, 2, 3, 4}, answer.err
        assert answer.status in {None, 0} or "RB-" in answer.err
        assert scene.archive("verify") == 0, scene.err
        assert {key: value for key, value in scene.archived().items() if key != 2} == versions
        if scene.on_report(command):  # it was done already, and that is said
            scene.assert_refused(1)
        assert scene.archive("verify") == 0, scene.err
        assert {key: value for key, value in scene.archived().items() if key != 2} == versions
