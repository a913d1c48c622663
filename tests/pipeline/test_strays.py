"""What is in the way of an archive, or is offered in vain, is told where it is and with what helps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.releases import Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

REPORT = "notat"


def no_declaration(archive: Path) -> None:
    (archive / "0=ocfl_1.1").unlink()


def no_extensions(archive: Path) -> None:
    shutil.rmtree(archive / "extensions")


def a_link(archive: Path) -> None:
    (archive / REPORT / "v1/content/link").symlink_to("/etc/hostname")


def a_folder(archive: Path) -> None:
    (archive / "tull").mkdir()
    (archive / "tull/a.txt").write_text("a", "utf-8")


def a_copy(archive: Path) -> None:
    shutil.copytree(archive / REPORT, archive / f"Kopi av {REPORT}")


CASES: dict[Callable[[Path], None], tuple[str, str, str]] = {
    no_declaration: ("", "RB-ARCHIVE-ROOT", "put it back: report-builder archive repair"),
    no_extensions: (
        "extensions/0006-flat-omit-prefix-storage-layout/config.json",
        "RB-ARCHIVE",
        "archive repair",
    ),
    a_link: (f"{REPORT}/v1/content/link", "RB-ARCHIVE-KIND", "move the link or device out"),
    a_folder: ("tull", "RB-ARCHIVE-EXTRA", "has nothing of a report (OCFL E072); move the folder out"),
    a_copy: (f"Kopi av {REPORT}", "RB-ARCHIVE-EXTRA", f"a copy of '{REPORT}' (OCFL E072); move the copy out"),
}


@pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__)
def test_what_is_in_the_way_is_told_with_what_helps(released: Desk, make: Callable[[Path], None]) -> None:
    archive = released.root / "output/archive"
    make(archive)
    place, code, said = CASES[make]
    assert released.archive("verify") in {1, 4}
    lines = [line for line in released.err.splitlines() if "RB-" in line]
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{archive / place}: {code}".replace("/:", ":"))
    assert said in lines[0]
    assert "restore" not in lines[0]
    released.archive("repair")
    is_mended = make in (no_declaration, no_extensions)
    assert (released.archive("verify") == 0) == is_mended


def test_a_file_beside_the_reports_is_a_note(released: Desk) -> None:
    (released.root / "output/archive/huskeliste.txt").write_text("a", "utf-8")
    assert released.archive("verify") == 0, released.err
    assert "huskeliste.txt: RB-ARCHIVE-EXTRA note:" in released.err


def test_a_bag_is_offered_to_the_files_that_it_can_have(thrice: Desk) -> None:
    options = ("--note", "Merknad.", "--root", str(thrice.root))
    assert thrice.command("correct", "v1", *options) == 0, thrice.err
    lost = ("v1/content/manifest.json", "inventory.json.sha512", "#journal/v1/content/journal.json")
    for part in lost:
        path = (
            thrice.root / "output/archive" / (REPORT + part if part.startswith("#") else f"{REPORT}/{part}")
        )
        held = path.read_bytes()
        path.unlink()
        assert thrice.archive("verify") == 1
        line = next(line for line in thrice.err.splitlines() if f"{path}: RB-" in line)
        assert "archive repair --from FOLDER" in line
        assert ("archive restore" in line) == (part == lost[0]), part
        path.write_bytes(held)


def test_what_is_no_copy_of_an_archive(released: Desk, tmp_path: Path) -> None:
    bag = tmp_path / "v1.zip"
    assert released.archive("export", "v1", "--bagit", str(bag)) == 0, released.err
    (tmp_path / "empty").mkdir()
    assert released.archive("repair", "--from", str(bag)) == 1
    assert "archive restore --from FILE" in released.err
    assert released.archive("repair", "--from", str(tmp_path / "empty")) == 1
    assert "not a copy of the archive: there is no archived report" in released.err


def test_a_bag_of_another_report_is_named(released: Desk, tmp_path: Path) -> None:
    bag = tmp_path / "v1.zip"
    assert released.archive("export", "v1", "--bagit", str(bag)) == 0, released.err
    other = Desk(tmp_path / "other", released._capsys)
    shutil.copytree(released.root / "content", other.root / "content")
    other.edit("content/report.yaml", f"output: {REPORT}", "output: annet")
    text = (other.root / "content/report.yaml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("id:")]
    (other.root / "content/report.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    assert other.archive("restore", "--from", str(bag)) != 0
    record = json.loads((released.root / "releases.json").read_text("utf-8"))
    assert list(record["reports"]) == [REPORT]
    assert f"of another report: '{REPORT}' (urn:uuid:" in other.err


def test_an_archive_that_is_lost_is_not_called_empty(released: Desk) -> None:
    shutil.rmtree(released.root / "output/archive")
    (released.root / "releases.json").unlink()
    assert released.archive("verify") != 0
    assert "is empty" not in released.err
    for verb in ("verify", "list"):
        assert released.archive(verb) != 0
        assert "archive repair --from FOLDER" in released.err
        assert "archive restore --from FILE" in released.err
