"""More than one truth: backups, two machines, copies that grew apart, names that meet."""

from __future__ import annotations

import json
import shutil
import sys
from hashlib import sha512
from pathlib import Path

import pytest

from tests.outside.conftest import Stage, Warehouse
from tests.outside.faulty_world import killed_at, start_apart
from tests.outside.promised import BEGIN_ANEW
from tests.outside.scene import DAY, Scene, set_up


def restore(scene: Scene, source: Scene, part: str) -> None:
    """Put a folder of yesterday's in the place of today's."""
    shutil.rmtree(scene.folder / part)
    shutil.copytree(source.folder / part, scene.folder / part, symlinks=True)


@pytest.fixture
def yesterday(stage: Stage, warehouse: Warehouse, tmp_path: Path) -> tuple[Scene, Scene]:
    """Today with three versions, and the backup with two."""
    scene = stage("drive", 3)
    source = warehouse.stage("drive", 2)
    shutil.copytree(source, tmp_path / "backup", symlinks=True)
    return scene, Scene(tmp_path / "backup", scene._capsys)


def test_release_after_the_archive_was_restored(yesterday: tuple[Scene, Scene]) -> None:
    """The report's own record knows version 3."""
    scene, backup = yesterday
    before = scene.lasting()
    restore(scene, backup, "drive")
    scene.assert_refused(scene.correct_and_release("en annen tredje"), "v3")
    assert list(scene.archived()) == [1, 2]
    scene.assert_kept(before)


def test_publish_after_the_archive_was_restored(yesterday: tuple[Scene, Scene]) -> None:
    scene, backup = yesterday
    before = scene.pages()
    restore(scene, backup, "drive")
    scene.assert_refused(scene.publish(), "RB-ARCHIVE-AWAY", "v3")
    assert scene.pages() == before


def test_another_third_version_is_never_published(yesterday: tuple[Scene, Scene]) -> None:
    """Archive and report are yesterday's: only the site knows better."""
    scene, backup = yesterday
    before = scene.lasting()
    restore(scene, backup, "drive")
    restore(scene, backup, "report")
    scene.correct_and_release("en annen tredje")
    scene.assert_refused(scene.publish(), "v3")
    scene.assert_kept(before)


@pytest.mark.whole
def test_two_more_versions_on_yesterdays_archive_are_never_published(yesterday: tuple[Scene, Scene]) -> None:
    """A higher number does not hide that version 3 is another one."""
    scene, backup = yesterday
    before = scene.lasting()
    restore(scene, backup, "drive")
    restore(scene, backup, "report")
    scene.correct_and_release("en annen tredje")
    scene.correct_and_release("og en fjerde")
    scene.assert_refused(scene.publish())
    scene.assert_kept(before)


def test_the_site_in_output_stops_another_release(stage: Stage, warehouse: Warehouse, tmp_path: Path) -> None:
    """Archive and record are yesterday's; the site beside them is today's."""
    scene = stage("home", 2)
    before = scene.lasting()
    source = warehouse.stage("home", 1)
    today = scene.site.rename(tmp_path / "site of today")
    shutil.rmtree(scene.root)
    shutil.copytree(source / "report", scene.root, symlinks=True)
    shutil.rmtree(scene.site)
    today.rename(scene.site)
    scene.assert_refused(scene.correct_and_release("en annen andre"), "v2")
    assert list(scene.archived()) == [1]
    scene.assert_kept(before)


@pytest.mark.whole
def test_the_backup_with_the_missing_version_put_back(yesterday: tuple[Scene, Scene]) -> None:
    """The cure works: with today's archive back, all goes on."""
    scene, backup = yesterday
    before = scene.lasting()
    shutil.copytree(scene.drive, scene.folder / "today")
    restore(scene, backup, "drive")
    scene.assert_refused(scene.publish())
    shutil.rmtree(scene.drive)
    (scene.folder / "today").rename(scene.drive)
    assert scene.correct_and_release("nå er alt på plass") == 0, scene.err
    assert scene.publish() == 0, scene.err
    scene.assert_kept(before)


@pytest.mark.skipif(sys.platform != "linux", reason="the two are made with fork")
def test_two_machines_release_at_once(stage: Stage) -> None:
    """Each that said 0 has its version, with its bytes; the other says why not."""
    here = stage("drive", 1)
    there = here.beside("report-b")
    before, first = here.lasting(), here.archived()[1]
    for scene, words in ((here, "fra den ene"), (there, "fra den andre")):
        scene.say(words)
        scene.now += DAY
    rehearse_both(here)
    runs = [
        start_apart(
            ("release", str(scene.root), "--note", "Samtidig"),
            scene.now,
            here.folder,
            killed_at(0),
            here.folder.parent / f"scratch of {scene.root.name}",
        )
        for scene in (here, there)
    ]
    answers = [child.end() for child in runs]
    digests = here.archived()
    said = [answer.out.split("sha512 ")[1].split()[0] for answer in answers if answer.status == 0]
    assert said, answers
    assert sorted(said) == sorted(value for key, value in digests.items() if key > 1)
    assert digests[1] == first
    for answer in answers:
        assert answer.status in {0, 1, 2, 3, 4}, answer.err
        assert answer.status == 0 or "RB-" in answer.err
    assert here.archive("verify") == 0, here.err
    assert here.publish() == 0, here.err
    here.assert_kept(before)


def rehearse_both(here: Scene) -> None:
    """Let veraPDF see the files that two machines can make, in either order."""
    for number, order in enumerate((("report", "report-b"), ("report-b", "report"))):
        copy = here.elsewhere(f"rehearsal-{number}")
        for name in order:
            copy.command("release", str(copy.folder / name), "--note", "Samtidig")


def test_a_machine_with_an_old_view_is_told(stage: Stage) -> None:
    """Its sources lack what version 2 corrected: that is not undone without a word."""
    here = stage("drive", 1)
    there = here.beside("report-b")
    assert here.correct_and_release("rettet av den ene") == 0, here.err
    second = here.archived()[2]
    there.now = here.now
    status = there.correct_and_release("fra den andre")
    there.assert_told("v2")
    assert here.archived()[2] == second
    assert status in {0, 4}


@pytest.mark.whole
def test_a_machine_with_an_old_view_publishes_what_the_archive_has(stage: Stage) -> None:
    here = stage("drive", 1)
    there = here.beside("report-b")
    assert here.correct_and_release("rettet av den ene") == 0, here.err
    assert here.publish() == 0, here.err
    before, there.now = here.pages(), here.now
    assert there.publish() == 0, there.err
    assert here.pages() == before


def test_two_copies_that_each_made_another_fourth_version(stage: Stage) -> None:
    one = stage("drive", 3)
    two = one.elsewhere("copy")
    assert one.correct_and_release("den ene fjerde") == 0, one.err
    assert two.correct_and_release("den andre fjerde") == 0, two.err
    assert one.publish() == 0, one.err
    before = one.lasting()
    two.assert_refused(two.publish(to=one.site), "v4")
    one.assert_kept(before)


def another_report(folder: Path, capsys: pytest.CaptureFixture[str], name: str, title: str) -> Scene:
    set_up(folder, "drive", name, title)
    other = Scene(folder, capsys)
    facts = other.root / "content/report.yaml"
    text = facts.read_text("utf-8").replace('number: "2020:1"', 'number: "2021:9"')
    facts.write_text(text.replace("issn: 1890-6583\n", ""), "utf-8")
    return other


def first_release(scene: Scene) -> None:
    if scene.release():
        assert scene.release(BEGIN_ANEW) == 0, scene.err


@pytest.mark.parametrize("name", ["brev", "notat"])
def test_the_site_of_another_report(stage: Stage, tmp_path: Path, name: str) -> None:
    scene = stage("drive", 1)
    before = scene.pages()
    other = another_report(tmp_path / "other", scene._capsys, name, "Et brev")
    first_release(other)
    other.assert_refused(other.publish(to=scene.site))
    assert scene.pages() == before


@pytest.mark.parametrize(
    "name",
    ["notat", "Notat"],
)
def test_two_reports_of_one_name_in_one_archive(stage: Stage, tmp_path: Path, name: str) -> None:
    """Another report never becomes version 2 of the first; on many disks 'Notat' is the same folder."""
    scene = stage("drive", 1)
    versions, standing = scene.archived(), {path.name for path in scene.store.iterdir()}
    other = another_report(tmp_path / "other", scene._capsys, name, "Et helt annet brev")
    (other.root / "settings.yaml").write_text(f"archive: {scene.store}\n", "utf-8")
    other.now = scene.now + DAY
    other.assert_refused(other.release("--note", "Første"))
    assert scene.archived() == versions
    assert {path.name for path in scene.store.iterdir()} == standing


def test_two_reports_of_different_names_share_an_archive(stage: Stage, tmp_path: Path) -> None:
    """What is right stays right."""
    scene = stage("drive", 1)
    versions = scene.archived()
    other = another_report(tmp_path / "other", scene._capsys, "brev", "Et brev")
    (other.root / "settings.yaml").write_text(f"archive: {scene.store}\n", "utf-8")
    first_release(other)
    assert scene.archive("list", "--json", "--report", "brev") == 0, scene.err
    assert len(json.loads(scene.out)) == 1
    assert scene.archived() == versions
    assert scene.archive("verify") == 0, scene.err


def test_a_name_in_another_case_after_release(stage: Stage) -> None:
    """``output: Notat`` in the released report itself: no second history beside the first in silence."""
    scene = stage("drive", 1)
    before, versions = scene.lasting(), scene.archived()
    scene.edit("content/report.yaml", "output: notat", "output: Notat")
    scene.assert_refused(scene.correct_and_release("nytt navn"))
    scene.edit("content/report.yaml", "output: Notat", "output: notat")
    assert scene.archived() == versions
    scene.assert_kept(before)


def test_the_digest_that_the_reader_sees_is_that_of_the_file(stage: Stage) -> None:
    """What all the others stand on: site, archive and list agree."""
    scene = stage("drive", 3)
    pages = scene.pages()
    for version, digest in scene.archived().items():
        assert sha512(pages[f"notat/v{version}/notat.pdf"]).hexdigest() == digest
        assert digest in pages[f"notat/v{version}/SHA512SUMS"].decode()
