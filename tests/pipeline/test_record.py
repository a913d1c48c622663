"""What was released is known beside the report, so that no other archive is taken for the right one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from tests.pipeline.releases import DAY, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

RECORD = "releases.json"


def revise(desk: Desk, words: str = "Og mer.") -> int:
    """Change a sentence, and release."""
    desk.now += DAY
    path = desk.root / "content/chapters/drofting.md"
    path.write_text(path.read_text("utf-8") + f"\n{words}\n", "utf-8")
    return desk.release("--note", "Rettet.")


def published(desk: Desk) -> dict[str, bytes]:
    """The PDFs of the site's versions by their addresses."""
    site = desk.root / "output/site/current/www"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.glob("*/v*/*.pdf"))}


def archive(desk: Desk) -> Path:
    return desk.root / "output/archive"


def away(desk: Desk) -> None:
    """The drive is not there."""
    archive(desk).rename(desk.root / "away")


def empty(desk: Desk) -> None:
    """The mount point is there, and nothing in it."""
    away(desk)
    archive(desk).mkdir()


def copied(desk: Desk) -> None:
    """The folder was copied without what is made in it, or a cleaner was there."""
    shutil.rmtree(desk.root / "output")


def yesterday(desk: Desk) -> None:
    """The archive comes from a backup that was made before the newest version."""
    shutil.rmtree(archive(desk))
    shutil.copytree(desk.root / "backup", archive(desk))


def another(desk: Desk) -> None:
    """The archive is that of another machine, where another version 2 was made."""
    own = desk.root / "own"
    archive(desk).rename(own)
    shutil.copytree(desk.root / "backup", archive(desk))
    record = (desk.root / RECORD).read_bytes()
    kept = json.loads(record)
    del kept["reports"]["notat"]["2"]
    (desk.root / RECORD).write_text(json.dumps(kept), "utf-8")
    shutil.move(desk.root / "output/site", desk.root / "site")
    assert revise(desk, "Noe annet.") == 0, desk.err
    shutil.rmtree(desk.root / "output/site", ignore_errors=True)
    shutil.move(desk.root / "site", desk.root / "output/site")
    (desk.root / RECORD).write_bytes(record)


@pytest.fixture
def twice(released: Desk) -> Desk:
    """A report with two published versions, and a backup of the archive from before the second."""
    shutil.copytree(archive(released), released.root / "backup")
    assert revise(released) == 0, released.err
    assert released.command("publish", str(released.root)) == 0, released.err
    return released


@pytest.mark.parametrize("lose", [away, empty, copied, yesterday, another], ids=lambda lose: lose.__name__)
def test_another_archive_is_refused_and_nothing_is_written(twice: Desk, lose: Callable[[Desk], None]) -> None:
    before = published(twice)
    assert len(before) == 2
    lose(twice)
    record = (twice.root / RECORD).read_bytes()
    kept = sorted(archive(twice).rglob("*")) if archive(twice).exists() else None
    assert revise(twice, "Enda mer.") == 4
    assert "RB-ARCHIVE-AWAY" in twice.err
    assert twice.release("--dry-run") == 4
    assert "RB-ARCHIVE-AWAY" in twice.err
    for folder in ("output/site", "fresh"):
        assert twice.command("publish", str(twice.root), "-o", str(twice.root / folder)) == 4
        assert "RB-ARCHIVE-AWAY" in twice.err
    assert (twice.root / RECORD).read_bytes() == record
    assert (sorted(archive(twice).rglob("*")) if archive(twice).exists() else None) == kept
    assert not (twice.root / "fresh").exists()
    if lose is not copied:
        assert published(twice) == before


@pytest.mark.parametrize("lose", [away, empty, yesterday, another], ids=lambda lose: lose.__name__)
def test_the_site_knows_where_there_is_no_record(twice: Desk, lose: Callable[[Desk], None]) -> None:
    before = published(twice)
    lose(twice)
    (twice.root / RECORD).unlink()
    status = revise(twice, "Enda mer.")
    assert status == (0 if lose is another else 4), twice.err  # which only the digests tell
    assert twice.command("publish", str(twice.root)) == 4
    assert "RB-SITE-LOST" in twice.err or "RB-SITE-OTHER" in twice.err
    assert published(twice) == before


def test_the_right_archive_is_taken_again(twice: Desk) -> None:
    away(twice)
    assert revise(twice, "Enda mer.") == 4
    (twice.root / "away").rename(archive(twice))
    assert twice.release("--note", "Rettet.") == 0, twice.err
    assert [version["version"] for version in twice.versions()] == [1, 2, 3]
    assert twice.command("publish", str(twice.root)) == 0, twice.err


def test_an_archive_that_others_release_to_is_the_same(twice: Desk) -> None:
    """Another machine has added a version; the record that lags behind is led on, once that is said."""
    kept = json.loads((twice.root / RECORD).read_text("utf-8"))
    del kept["reports"]["notat"]["2"]
    (twice.root / RECORD).write_text(json.dumps(kept), "utf-8")
    assert revise(twice, "Enda mer.") == 4
    assert "RB-RELEASE-BEHIND" in twice.err
    assert twice.release("--note", "Rettet.", "--onto", "v2") == 0, twice.err
    reports = json.loads((twice.root / RECORD).read_text("utf-8"))["reports"]
    assert sorted(reports["notat"]) == ["1", "2", "3"]


def test_a_report_of_an_earlier_program_gets_its_record(twice: Desk) -> None:
    before = (twice.root / RECORD).read_bytes()
    (twice.root / RECORD).unlink()
    assert twice.command("publish", str(twice.root)) == 0, twice.err
    assert twice.release() == 0, twice.err
    assert "unchanged since version 2" in twice.out
    assert (twice.root / RECORD).read_bytes() == before


def test_to_begin_anew_is_said_on_purpose(twice: Desk) -> None:
    before = published(twice)
    empty(twice)
    assert twice.release() == 4
    assert "release --anew" in twice.err
    assert twice.release("--anew") == 0, twice.err
    assert [version["version"] for version in twice.versions()] == [1]
    assert sorted(json.loads((twice.root / RECORD).read_text("utf-8"))["reports"]["notat"]) == ["1"]
    # What was published stays until somebody takes it away.
    assert twice.command("publish", str(twice.root)) == 4
    assert published(twice) == before
    shutil.rmtree(twice.root / "output/site")
    assert twice.command("publish", str(twice.root)) == 0, twice.err
    assert len(published(twice)) == 1


def test_anew_takes_no_version_from_an_archive(twice: Desk) -> None:
    assert revise(twice, "Enda mer.") == 0
    assert twice.release("--anew") == 0, twice.err
    assert "unchanged since version 3" in twice.out


@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["release", "dry"])
def test_nothing_is_begun_anew_where_the_versions_are(twice: Desk, options: tuple[str, ...]) -> None:
    """Whoever asks for version 1 is not given version 3, which could never be taken back."""
    path = twice.root / "content/chapters/drofting.md"
    path.write_text(path.read_text("utf-8") + "\nEnda mer.\n", "utf-8")
    assert twice.release("--anew", "--note", "Rettet.", *options) == 4
    assert "RB-RELEASE-NAME" in twice.err
    assert "has versions 1 to 2 of 'notat'" in twice.err
    assert "to release version 3, leave --anew out" in twice.err
    assert [version["version"] for version in twice.versions()] == [1, 2]


def test_two_copies_that_both_released_have_a_cure_that_works(twice: Desk) -> None:
    """The other copy's content and record are taken, and what was changed here follows as v3."""
    theirs = twice.root.parent / "theirs"
    shutil.copytree(twice.root, theirs, symlinks=True)
    shutil.rmtree(theirs / "output/archive")
    shutil.copytree(theirs / "backup", theirs / "output/archive")
    shutil.rmtree(theirs / "output/site")
    kept = json.loads((theirs / RECORD).read_text("utf-8"))
    del kept["reports"]["notat"]["2"]
    (theirs / RECORD).write_text(json.dumps(kept), "utf-8")
    other = twice.root
    twice.root = theirs
    assert revise(twice, "Noe annet.") == 0, twice.err
    twice.root = other
    (twice.root / "settings.yaml").write_text(f"archive: {theirs}/output/archive\n", "utf-8")
    assert revise(twice, "Enda mer.") == 4
    assert "has another v2 of 'notat' than was released" in twice.err
    assert (
        "where two copies of the report both released v2, take content/, assets/ and releases.json"
        in twice.err
    )
    assert "--anew" not in twice.err
    for name in ("content", "assets"):
        shutil.rmtree(twice.root / name)
        shutil.copytree(theirs / name, twice.root / name)
    shutil.copy(theirs / RECORD, twice.root / RECORD)
    shutil.rmtree(twice.root / "output/site")
    assert revise(twice, "Enda mer.") == 0, twice.err
    assert [version["version"] for version in twice.versions()] == [1, 2, 3]


@pytest.mark.parametrize("way", ["{place}", "../lager/arkiv"])
def test_an_archive_that_is_begun_elsewhere_is_told(desk: Desk, tmp_path: Path, way: str) -> None:
    """In the report's own folder it is made without a word; elsewhere a drive may be away."""
    place = tmp_path / "lager/arkiv"
    (desk.root / "settings.yaml").write_text(f"archive: {way.format(place=place)}\n", "utf-8")
    assert desk.release() == 4
    assert "RB-ARCHIVE-AWAY" in desk.err
    assert "--anew" in desk.err
    assert not place.parent.exists()
    place.parent.mkdir()
    assert desk.release() == 0, desk.err
    assert "RB-ARCHIVE-NEW note: " in desk.err
    shutil.rmtree(place.parent)
    assert desk.release("--anew") == 0, desk.err
    assert "RB-ARCHIVE-NEW note: " in desk.err
    assert (place / "notat/v1").is_dir()
    assert desk.release() == 0, desk.err
    assert "RB-ARCHIVE-NEW" not in desk.err
    (desk.root / "settings.yaml").write_text("archive: archive\n", "utf-8")
    assert desk.release("--anew") == 0, desk.err
    assert "RB-ARCHIVE-NEW" not in desk.err


def test_a_drive_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    (desk.root / "settings.yaml").write_text(f"archive: {drive}/arkiv\n", "utf-8")
    assert desk.release() == 4
    assert "RB-ARCHIVE-AWAY there is no folder for the archive" in desk.err
    assert not drive.exists()
    drive.mkdir()
    assert desk.release() == 0, desk.err


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ":1:1"),
        ("{", ":1:2"),
        ("[]", ""),
        ('{"reports": 1}', ""),
        ('{"reports": {"notat": {"1": "x"}}}', ""),
        ("\0", ":1:1"),
        ('{\n "reports": {\n<<<<<<< HEAD\n', ":3:1"),
        ('{"reports": {"notat": {"0": "' + "0" * 128 + '"}}}', ""),
        (f'{{"reports": {{"notat": {{\n"1": "{"a" * 128}",\n"1": "{"b" * 128}"}}}}}}', ":3:1"),
        ('{"reports": {},\n "journals": {},\n "reports": {}}', ":3:2"),
    ],
)
def test_a_record_that_cannot_be_read_is_told(released: Desk, text: str, place: str) -> None:
    (released.root / RECORD).write_text(text, "utf-8")
    for arguments in (("release", str(released.root)), ("publish", str(released.root))):
        assert released.command(*arguments) == 2
        assert f"{RECORD}{place}: RB-RECORD" in released.err
    assert (released.root / RECORD).read_text("utf-8") == text


def test_a_record_that_cannot_be_written_costs_no_release(
    released: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes, told: Diagnostics) -> bool:
        told.error("RB-OUTPUT-WRITE", None, say("output.cannot-write", path=RECORD, reason="full"))
        return False

    monkeypatch.setattr("report_builder.pipeline.record.write_file", full)
    assert revise(released) == 0, released.err
    assert "RB-RECORD warning: the version is archived" in released.err
    assert [version["version"] for version in released.versions()] == [1, 2]
    monkeypatch.undo()
    assert released.release() == 0
    assert sorted(json.loads((released.root / RECORD).read_text("utf-8"))["reports"]["notat"]) == ["1", "2"]


def test_the_record_stands_where_the_report_does(released: Desk) -> None:
    record = json.loads((released.root / RECORD).read_text("utf-8"))
    assert list(record["reports"]) == ["notat"]
    assert "report-builder" in record["about"]


@pytest.mark.parametrize("fault", [empty, copied, yesterday, another])
def test_an_archive_that_lacks_what_was_released_is_not_all_right(
    twice: Desk, fault: Callable[[Desk], None]
) -> None:
    """Every digest may be right in a copy from before; that is not what was asked."""
    fault(twice)
    assert twice.archive("verify") == 4, twice.out
    assert "RB-ARCHIVE-AWAY" in twice.err
    twice.archive("list")
    assert "RB-ARCHIVE-AWAY" in twice.err
