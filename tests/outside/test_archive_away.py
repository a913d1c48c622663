"""The archive is not where it was: not mounted, not copied along, cleaned away, moved."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.pipeline.placeholders import MARK
from report_builder.pipeline.scaffold import scaffold_files
from tests.outside.conftest import Stage
from tests.outside.promised import BEGIN_ANEW, MOVE, NEW_ARCHIVE
from tests.outside.scene import Scene, set_up
from tests.said import ENGLISH


def unmounted(scene: Scene) -> Path:
    """The drive is away, and its place too."""
    return scene.drive.rename(scene.folder / "drive-away")


def empty_mount_point(scene: Scene) -> Path:
    """The place stands empty, as Linux leaves it."""
    away = unmounted(scene)
    scene.drive.mkdir()
    return away


def empty_archive(scene: Scene) -> Path:
    """The archive's own folder was the mount point."""
    away = empty_mount_point(scene)
    scene.store.mkdir()
    return away


AWAY = pytest.mark.parametrize(
    "away", [unmounted, pytest.param(empty_mount_point, marks=pytest.mark.whole), empty_archive]
)


@AWAY
def test_release(stage: Stage, away: Callable[[Scene], Path]) -> None:
    scene = stage()
    versions, before = scene.archived(), scene.lasting()
    taken = away(scene)
    scene.assert_refused(scene.correct_and_release("uten arkiv"), "arkiv")
    left = [path for path in scene.drive.rglob("*") if path.is_file()] if scene.drive.exists() else []
    assert left == [], "a new archive was started"
    scene.assert_kept(before)
    if scene.drive.exists():
        shutil.rmtree(scene.drive)
    taken.rename(scene.drive)  # the cure: mount it
    assert scene.archived() == versions
    assert scene.correct_and_release("med arkiv") == 0, scene.err
    assert scene.out.startswith("notat, version 2,")


@AWAY
def test_publish(stage: Stage, away: Callable[[Scene], Path]) -> None:
    scene = stage()
    before = scene.pages()
    away(scene)
    scene.assert_refused(scene.publish())
    assert scene.pages() == before


@AWAY
def test_publish_to_a_new_place(stage: Stage, away: Callable[[Scene], Path]) -> None:
    """``publish`` releases a report that was never released; this one was."""
    scene = stage()
    away(scene)
    scene.assert_refused(scene.publish(to=scene.folder / "other"))
    assert not (scene.folder / "other/current").exists()


@AWAY
def test_list_does_not_advise_to_begin_again(stage: Stage, away: Callable[[Scene], Path]) -> None:
    scene = stage()
    away(scene)
    scene.assert_refused(scene.archive("list"))
    assert "release it first" not in scene.err


def test_a_first_release_into_a_named_archive_that_is_not_there(stage: Stage) -> None:
    scene = stage("drive", 0)
    shutil.rmtree(scene.drive)
    scene.assert_refused(scene.release(), "arkiv")
    assert not scene.drive.exists()
    assert scene.release(BEGIN_ANEW) == 0, scene.err
    assert list(scene.archived()) == [1]


def test_a_folder_copied_without_output(stage: Stage) -> None:
    scene = stage("home", 2)
    copy = scene.elsewhere("copy", "output")
    copy.assert_refused(copy.correct_and_release("et annet sted"))
    copy.assert_refused(copy.publish(to=copy.folder / "site"))


def test_a_copy_without_output_cannot_exchange_what_is_published(stage: Stage) -> None:
    """Whatever ``release`` did in the copy: the site keeps its bytes."""
    scene = stage("home", 1)
    before = scene.lasting()
    copy = scene.elsewhere("copy", "output")
    copy.correct_and_release("et annet sted")
    copy.assert_refused(copy.publish(to=scene.site))
    scene.assert_kept(before)


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Kari", "-c", "user.email=kari@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@needs_git
@pytest.mark.parametrize("layout", ["drive", "home"])
def test_a_clone(stage: Stage, tmp_path: Path, layout: str) -> None:
    """The record comes along with git, the archive does not."""
    scene = stage(layout, 1)
    before = scene.lasting()
    if not (scene.root / ".gitignore").exists():
        (scene.root / ".gitignore").write_text("output/\n")
    git(scene.root, "init", "-q")
    git(scene.root, "add", "-A")
    git(scene.root, "commit", "-q", "-m", "utgitt")
    (tmp_path / "there").mkdir()
    git(tmp_path / "there", "clone", "-q", str(scene.root), "report")
    clone = Scene(tmp_path / "there", scene._capsys, layout)
    clone.now = scene.now
    clone.assert_refused(clone.correct_and_release("i klonen"))
    clone.assert_refused(clone.publish(to=scene.site))
    scene.assert_kept(before)


def test_the_output_folder_is_deleted(stage: Stage) -> None:
    """An archive that stands in ``output/`` is gone with it; the report knows that there was one."""
    scene = stage("home", 2)
    shutil.rmtree(scene.root / "output")
    scene.assert_refused(scene.correct_and_release("etter opprydding"), "v2")
    assert not scene.store.exists()


def test_a_new_report_survives_a_cleaned_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(tmp_path, "home")
    scene = Scene(tmp_path, capsys, "home")
    assert run(["new", str(tmp_path / "fresh")], ENGLISH, lambda: 0.0, lambda: 0.0) == 0
    shutil.copy(tmp_path / "fresh/settings.yaml", scene.root)
    assert scene.release() == 0, scene.err
    versions = scene.archived()
    assert (scene.root / NEW_ARCHIVE / "0=ocfl_1.1").is_file()
    shutil.rmtree(scene.root / "output", ignore_errors=True)
    assert scene.archived() == versions
    assert scene.correct_and_release("etter opprydding") == 0, scene.err
    assert scene.out.startswith("notat, version 2,")


def replace_scaffold(root: Path) -> None:
    """Write something of one's own wherever the scaffold has what nobody releases."""
    for path, text in scaffold_files("nb"):
        own = [f"{line.split(':')[0]}: Vårt" if ": " in line else "Vårt." for line in text.split("\n")]
        lines = zip(text.split("\n"), own, (root / path).read_text("utf-8").split("\n"), strict=True)
        (root / path).write_text("\n".join(o if MARK in t else now for t, o, now in lines), "utf-8")


@needs_git
def test_git_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report by ``new``, released, committed, cleaned: the archive stands, or its loss is told."""
    assert run(["new", str(tmp_path / "report")], ENGLISH, lambda: 0.0, lambda: 0.0) == 0
    scene = Scene(tmp_path, capsys, "home")
    replace_scaffold(scene.root)
    assert scene.release() == 0, scene.err
    git(scene.root, "init", "-q")
    if not (scene.root / ".gitignore").exists():
        (scene.root / ".gitignore").write_text("output/\n")
    git(scene.root, "add", "-A")
    git(scene.root, "commit", "-q", "-m", "utgitt")
    git(scene.root, "clean", "-qfdx")
    if scene.archived():
        return
    scene.assert_refused(scene.release())


def test_an_archive_in_output_stays_in_use(stage: Stage) -> None:
    """Nothing moves by itself, and no second archive is begun beside the old one."""
    scene = stage("home", 2)
    versions = scene.archived()
    assert scene.correct_and_release("i gammel mappe") == 0, scene.err
    assert scene.out.startswith("notat, version 3,")
    assert (scene.store / "notat/v3").is_dir()
    assert not (scene.root / NEW_ARCHIVE).exists()
    assert {key: value for key, value in scene.archived().items() if key < 3} == versions


def test_moved_by_hand_with_the_settings_changed(stage: Stage) -> None:
    scene = stage("drive", 2)
    versions, before = scene.archived(), scene.pages()
    shutil.move(scene.drive, scene.folder / "ny plass")
    (scene.root / "settings.yaml").write_text("archive: ../ny plass/arkiv\n", "utf-8")
    assert scene.archived() == versions
    assert scene.publish() == 0, scene.err
    assert scene.pages() == before
    assert scene.correct_and_release("flyttet") == 0, scene.err
    assert scene.out.startswith("notat, version 3,")


def test_settings_that_name_an_empty_place(stage: Stage) -> None:
    """The settings were changed and the archive was forgotten."""
    scene = stage("drive", 2)
    (scene.folder / "ny plass/arkiv").mkdir(parents=True)
    (scene.root / "settings.yaml").write_text("archive: ../ny plass/arkiv\n", "utf-8")
    scene.assert_refused(scene.correct_and_release("feil plass"), "v2")
    assert list((scene.folder / "ny plass/arkiv").iterdir()) == []


def test_settings_that_name_another_archive_of_the_same_name(stage: Stage) -> None:
    """As many versions, other bytes: a number alone proves nothing."""
    scene = stage("drive", 1)
    before = scene.lasting()
    other = scene.elsewhere("other", "drive", "site")
    set_up(other.folder / "fresh", "drive")
    fresh = Scene(other.folder / "fresh", scene._capsys)
    if fresh.release():
        assert fresh.release(BEGIN_ANEW) == 0, fresh.err
    (scene.root / "settings.yaml").write_text(f"archive: {fresh.store}\n", "utf-8")
    scene.now += 86_400
    scene.assert_refused(scene.correct_and_release("i et annet arkiv"))
    scene.assert_refused(scene.publish())
    scene.assert_kept(before)


def test_archive_move(stage: Stage) -> None:
    scene = stage("drive", 2)
    versions, before = scene.archived(), scene.pages()
    target = scene.folder / "ny plass/arkiv"
    assert scene.on_report(MOVE, str(target)) == 0, scene.err
    assert "ny plass/arkiv" in (scene.root / "settings.yaml").read_text("utf-8")
    assert (target / "0=ocfl_1.1").is_file()
    assert not (scene.store / "0=ocfl_1.1").exists()
    assert scene.archived() == versions
    assert scene.archive("verify") == 0, scene.err
    assert scene.publish() == 0, scene.err
    assert scene.pages() == before


def test_archive_move_takes_the_archive_out_of_output(stage: Stage) -> None:
    scene = stage("home", 1)
    versions = scene.archived()
    assert scene.on_report(MOVE, str(scene.root / NEW_ARCHIVE)) == 0, scene.err
    shutil.rmtree(scene.root / "output")
    assert scene.archived() == versions


@pytest.mark.parametrize("place", ["report/content", "full"])
def test_archive_move_to_where_something_stands(stage: Stage, place: str) -> None:
    scene = stage("drive", 1)
    versions, before = scene.archived(), scene.pages()
    (scene.folder / "full").mkdir()
    (scene.folder / "full/brev.txt").write_text("Kjære")
    scene.assert_refused(scene.on_report(MOVE, str(scene.folder / place)))
    assert "RB-USAGE" not in scene.err
    assert scene.archived() == versions
    assert scene.pages() == before
    assert (scene.folder / "full/brev.txt").read_text() == "Kjære"


def test_archive_move_of_a_damaged_archive(stage: Stage) -> None:
    """It moves and verifies: damage is told, and the old place keeps what it has."""
    scene = stage("drive", 1)
    pdf = scene.store / "notat/v1/content/notat.pdf"
    pdf.chmod(0o644)
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    scene.assert_refused(scene.on_report(MOVE, str(scene.folder / "ny/arkiv")), "notat.pdf")
    assert pdf.is_file()
    assert "../drive/arkiv" in (scene.root / "settings.yaml").read_text("utf-8")


def test_beginning_anew_is_said_on_purpose(stage: Stage) -> None:
    """The archive is lost for good. A new one begins, and still no published byte is exchanged."""
    scene = stage("drive", 2)
    before = scene.lasting()
    shutil.rmtree(scene.drive)
    scene.assert_refused(scene.correct_and_release("alt er tapt"))
    assert scene.release(BEGIN_ANEW, "--note", "Alt er tapt") == 0, scene.err
    assert scene.archived()
    scene.publish()
    scene.assert_kept(before)
