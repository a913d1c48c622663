"""``report-builder publish``, from an archive to a site."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha512
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.publish import writing
from tests.conftest import BASE
from tests.pipeline.releases import AUTUMN_2026, Desk
from tests.publish.site.sites import Page
from tests.said import ENGLISH
from tests.verify_support import SharedMachine

pytestmark = pytest.mark.usefixtures("shared_verapdf")


@pytest.fixture
def desk(good_report: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(good_report, capsys)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small good report with its first version in the archive."""
    root = tmp_path_factory.mktemp("released") / "report"
    shutil.copytree(BASE, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        assert run(["release", str(root)], ENGLISH, lambda: 0.0, lambda: AUTUMN_2026) == 0
    return root


@pytest.fixture
def old_desk(released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk whose report was released once."""
    shutil.copytree(released, tmp_path / "report")
    return Desk(tmp_path / "report", capsys)


def www(desk: Desk) -> Path:
    return desk.root / "output/site/current/www"


def publish(desk: Desk, *options: str) -> int:
    return desk.command("publish", str(desk.root), *options)


def test_from_the_first_release_to_a_corrected_version(desk: Desk, tmp_path: Path) -> None:
    assert publish(desk) == 0, desk.err
    assert "released version 1, since there was none" in desk.out
    assert publish(desk) == 0, desk.err
    assert desk.out.startswith("unchanged: notat, version 1")

    desk.edit("content/chapters/innledning.md", "Et kort avsnitt", "Et rettet avsnitt")
    assert desk.release("--note", "Rettet et avsnitt") == 0, desk.err
    assert publish(desk) == 0, desk.err
    assert "notat, versions 1 to 2" in desk.out
    for version in (1, 2):
        pdf = desk.pdf(f"v{version}", tmp_path)
        assert (www(desk) / f"notat/v{version}/notat.pdf").read_bytes() == pdf
        assert sha512(pdf).hexdigest() in (www(desk) / f"notat/v{version}/SHA512SUMS").read_text()
    newest = Page((www(desk) / "notat/index.html").read_bytes())
    assert "Rettet et avsnitt" in newest.text
    old = (www(desk) / "notat/v1/rapport/innledning.html").read_text("utf-8")
    assert "Et kort avsnitt" in old


def test_what_was_published_is_what_was_released_not_what_is_being_written(old_desk: Desk) -> None:
    assert publish(old_desk) == 0, old_desk.err
    old_desk.edit("content/chapters/innledning.md", "Et kort avsnitt", "Et halvt avsn")
    assert publish(old_desk) == 0, old_desk.err
    assert old_desk.out.startswith("unchanged")


def test_the_address_of_the_settings(old_desk: Desk) -> None:
    (old_desk.root / "settings.yaml").write_text("address: https://www.example.no/x\n", "utf-8")
    assert publish(old_desk) == 0, old_desk.err
    assert "address: https://www.example.no/x/" in old_desk.out
    assert b"https://www.example.no/x/notat/" in (www(old_desk) / "sitemap.xml").read_bytes()


def test_another_folder(old_desk: Desk, tmp_path: Path) -> None:
    there = tmp_path / "over there/site"
    assert publish(old_desk, "--output", str(there)) == 0, old_desk.err
    assert f"serve it with: report-builder serve {old_desk.root} --site '{there}'\n" in old_desk.out
    assert (there / "current/www/notat/index.html").is_file()
    assert not (old_desk.root / "output/site").exists()


def test_a_damaged_archive_stops_the_publish(old_desk: Desk) -> None:
    assert publish(old_desk) == 0, old_desk.err
    before = (old_desk.root / "output/site/current").readlink()
    old_desk.edit("content/chapters/innledning.md", "Et kort avsnitt", "Et rettet avsnitt")
    assert old_desk.release("--note", "Rettet") == 0, old_desk.err
    newest = max((old_desk.root / "output/archive/notat").glob("v*/content/notat.pdf"))
    newest.chmod(0o644)
    newest.write_bytes(newest.read_bytes() + b"\n")
    assert publish(old_desk) == 1
    assert "RB-ARCHIVE-DIGEST" in old_desk.err
    assert (old_desk.root / "output/site/current").readlink() == before


def test_the_command_that_serves_the_site(old_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(old_desk.root)
    assert old_desk.command("publish") == 0, old_desk.err
    assert "serve it with: report-builder serve\n" in old_desk.out
    assert old_desk.command("publish", "-o", "public") == 0, old_desk.err
    assert "serve it with: report-builder serve --site public\n" in old_desk.out


def test_an_archive_that_is_away_takes_no_version_away(old_desk: Desk) -> None:
    assert publish(old_desk) == 0, old_desk.err
    before = (old_desk.root / "output/site/current").readlink()
    archive = old_desk.root / "output/archive"
    archive.rename(old_desk.root / "output/unmounted")
    assert publish(old_desk) == 4
    assert "RB-ARCHIVE-AWAY" in old_desk.err
    (old_desk.root / "releases.json").unlink(missing_ok=True)  # as for a report of an earlier program
    assert publish(old_desk) == 4
    assert "RB-SITE-LOST" in old_desk.err
    assert "v1 of 'notat'" in old_desk.err
    assert "is the archive where settings.yaml says?" in old_desk.err
    assert not archive.exists()  # and no other version 1 was released
    assert (old_desk.root / "output/site/current").readlink() == before


def test_a_folder_that_cannot_be_written_to(old_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_whole", full)
    assert publish(old_desk) == 3
    assert "RB-OUTPUT-WRITE the site cannot be written" in old_desk.err
    assert "no space left on device" in old_desk.err


def test_an_installation_without_the_extra(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "report_builder.cli.extras.find_spec", lambda name: None if name == "brotli" else name
    )
    assert desk.command("publish", str(desk.root)) == 3
    assert "RB-EXTRA-MISSING the site needs brotli" in desk.err
    assert "pip install" in desk.err
    assert "[publish]" in desk.err
    assert not (desk.root / "output").exists()


def test_a_report_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path, capsys)
    assert publish(desk) == 2
    assert desk.err.startswith(f"{tmp_path}/content/report.yaml: RB-FILE-MISSING there is no report here")
    assert len(desk.err.splitlines()) == 1


def test_a_report_whose_facts_cannot_be_read(desk: Desk) -> None:
    """The fault and its line are told, and not that nothing was released."""
    desk.edit("content/report.yaml", "output: notat", "")
    assert publish(desk) == 2
    assert "content/report.yaml:1:1: RB-MISSING-KEY the key 'output' is missing" in desk.err
    assert "RB-VERSION-UNKNOWN" not in desk.err


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_text("mine")


def _file(path: Path) -> None:
    path.write_text("mine")


def _link(path: Path) -> None:
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("www/current", _folder, "is a folder"),
        ("www/current", _file, "is another file"),
        ("www/current", _link, "is another file"),
        ("www/current.txt", _folder, "is a folder"),
        ("www/current.txt", _file, "is another file"),
        ("www/releases", _file, "is a file"),
        ("www/.lock", _folder, "is a folder"),
        ("www", _file, "is a file"),
        ("www", _link, "is a link that leads nowhere"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_nothing_is_written_beside_what_is_not_of_a_site(
    desk: Desk, tmp_path: Path, name: str, make: Callable[[Path], None], says: str
) -> None:
    place = tmp_path / "srv" / name
    place.parent.mkdir(parents=True)
    make(place)
    before = sorted(tmp_path.rglob("*"))
    assert publish(desk, "-o", str(tmp_path / "srv/www")) == 2
    assert desk.err.count("RB-") == 1
    assert f"'{place}' {says}" in desk.err
    assert "RB-OUTPUT-PATH" in desk.err
    assert "with -o" in desk.err
    assert sorted(tmp_path.rglob("*")) == before
    below = tmp_path / "srv/www/below"
    if not place.is_dir() and place.name == "www":
        assert publish(desk, "-o", str(below)) == 2
        assert f"'{place}' {says}" in desk.err


def test_the_versions_that_readers_find_are_counted_rightly(old_desk: Desk) -> None:
    for number in (2, 3):
        old_desk.edit("content/chapters/innledning.md", "avsnitt", f"avsnitt {number}")
        assert old_desk.release("--note", "Mer") == 0, old_desk.err
    said = []
    for version in ("", "v1", "v2", "v3"):
        root = ("--root", str(old_desk.root))
        if version:
            assert old_desk.command("withdraw", version, "--reason", "Feil", *root) == 0, old_desk.err
        assert publish(old_desk) == 0, old_desk.err
        said.append(old_desk.out.splitlines()[1].partition(" · ")[0])
    assert said == [
        "notat, versions 1 to 3",
        "notat, 2 versions, the newest is 3, 1 withdrawn",
        "notat, version 3, 2 withdrawn",
        "notat, no version, 3 withdrawn",
    ]
