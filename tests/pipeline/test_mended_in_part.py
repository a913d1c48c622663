"""What a command says of what it wrote is true: when it mended all, a part or nothing, and when it read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.journal import read_journal
from tests.archive.support import overwrite
from tests.pipeline.releases import Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

NO_WRITING = ("nothing was written", "nothing was changed")


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def notat(desk: Desk) -> Path:
    return store(desk) / "notat"


def bag(desk: Desk, number: int, folder: Path) -> str:
    path = folder / f"v{number}.zip"
    assert desk.archive("export", f"v{number}", "--bagit", str(path)) == 0, desk.err
    return str(path)


def remember_a_fourth(desk: Desk) -> bytes:
    """The report remembers a version that its archive does not have; what it remembers."""
    path = desk.root / "releases.json"
    record = json.loads(path.read_bytes())
    record["reports"]["notat"]["4"] = "0" * 128
    path.write_text(json.dumps(record), "utf-8")
    return path.read_bytes()


def recoveries(desk: Desk) -> list[int]:
    journal = read_journal(Archive(store(desk)), "notat", Diagnostics())
    assert journal is not None
    return [event.files for event in journal.events if event.kind == "recovery"]


def test_a_part_that_was_restored_is_counted_and_recorded(thrice: Desk, tmp_path: Path) -> None:
    first = bag(thrice, 1, tmp_path)
    for path in ("v1/content/manifest.json", "v2/content/manifest.json", "v3/content/manifest.json"):
        (notat(thrice) / path).unlink()
    assert thrice.archive("restore", "--from", first, "--dry-run") != 0
    assert "1 file would be rewritten; 2 files are still damaged" in thrice.err
    assert recoveries(thrice) == []
    assert thrice.archive("restore", "--from", first) != 0
    assert thrice.err.splitlines()[-1].startswith("1 file rewritten; 2 files are still damaged")
    assert recoveries(thrice) == [1]
    assert not any(words in thrice.err for words in NO_WRITING)
    assert thrice.archive("restore", "--from", first) != 0
    assert thrice.err.splitlines()[-1].startswith("0 files rewritten; 2 files are still damaged")
    assert recoveries(thrice) == [1]


def test_what_is_restored_in_an_old_copy_is_told_and_recorded(thrice: Desk, tmp_path: Path) -> None:
    first = bag(thrice, 1, tmp_path)
    (notat(thrice) / "v1/content/manifest.json").unlink()
    remembered = remember_a_fourth(thrice)
    assert thrice.archive("restore", "--from", first) != 0
    assert "RB-ARCHIVE-AWAY" in thrice.err
    assert "1 file rewritten" in thrice.err
    assert not any(words in thrice.err for words in NO_WRITING)
    assert recoveries(thrice) == [1]
    assert (thrice.root / "releases.json").read_bytes() == remembered
    assert thrice.archive("verify") != 0
    assert "RB-ARCHIVE-AWAY" in thrice.err


def test_a_journal_that_is_lost_is_not_begun_anew(thrice: Desk, tmp_path: Path) -> None:
    first = bag(thrice, 1, tmp_path)
    assert thrice.archive("verify", "--record") == 0
    shutil.move(store(thrice) / "notat#journal", tmp_path / "journal")
    (notat(thrice) / "v1/content/manifest.json").unlink()
    assert thrice.archive("restore", "--from", first) != 0
    assert "1 file rewritten" in thrice.err
    assert not any(words in thrice.err for words in NO_WRITING)
    assert not (store(thrice) / "notat#journal").exists()
    shutil.move(tmp_path / "journal", store(thrice) / "notat#journal")
    assert thrice.archive("verify") == 0, thrice.err


READING = (
    ("list",),
    ("show", "v3"),
    ("get", "v3", "-o", "{out}.pdf"),
    ("rebuild", "v3"),
    ("export", "v3", "--bagit", "{out}.zip"),
    ("history",),
    ("verify",),
    ("repair", "--dry-run"),
)


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
@pytest.mark.parametrize("damage", ["away", "lost", "flipped", "stray"])
def test_who_only_reads_does_not_speak_of_writing(
    thrice: Desk, tmp_path: Path, command: tuple[str, ...], damage: str
) -> None:
    path = notat(thrice) / "v3/content/manifest.json"
    if damage == "away":
        remember_a_fourth(thrice)
    elif damage == "lost":
        path.unlink()
    elif damage == "flipped":
        overwrite(path, b"{}")
    else:
        (path.parent / "stray.txt").write_text("?", "utf-8")
    thrice.archive(*(word.format(out=tmp_path / "a") for word in command))
    assert not any(words in thrice.err for words in NO_WRITING), thrice.err


def test_a_failed_check_names_what_mends(thrice: Desk) -> None:
    (notat(thrice) / "v2/content/manifest.json").unlink()
    for command in (("verify",), ("verify", "v2"), ("show", "v2"), ("export", "v2", "--check")):
        assert thrice.archive(*command) != 0
        assert "report-builder archive restore --from FILE" in thrice.err
        assert "report-builder archive repair --from FOLDER" in thrice.err


@pytest.mark.parametrize("lost", ["inventory.json", "inventory.json.sha512"])
def test_the_file_that_is_lost_at_the_top_is_the_one_that_is_named(thrice: Desk, lost: str) -> None:
    (notat(thrice) / lost).unlink()
    assert thrice.archive("verify") != 0
    assert f"notat/v3/{lost}: " in thrice.err
    assert f"belongs in 'notat/{lost}'" in thrice.err
    assert thrice.archive("repair") == 0, thrice.err


@pytest.mark.parametrize("damage", ["lost", "cut", "foreign"])
@pytest.mark.parametrize("stray", ["stray.txt", "v2/content/stray.txt", "v1/stray.txt"])
def test_a_stray_file_is_named_while_the_inventory_is_damaged(thrice: Desk, damage: str, stray: str) -> None:
    path = notat(thrice) / "inventory.json"
    if damage == "lost":
        path.unlink()
    else:
        overwrite(path, path.read_bytes()[:-9] if damage == "cut" else b"{}")
    (notat(thrice) / stray).write_text("?", "utf-8")
    for command in (("verify",), ("repair", "--dry-run"), ("repair",), ("verify",)):
        assert thrice.archive(*command) != 0
        assert f"notat/{stray}: RB-ARCHIVE-EXTRA" in thrice.err, (command, thrice.err)
    (notat(thrice) / stray).unlink()
    assert thrice.archive("verify") == 0, thrice.err


def test_a_lost_file_is_named_while_the_inventory_is_damaged(thrice: Desk) -> None:
    overwrite(notat(thrice) / "inventory.json", b"{}")
    shutil.rmtree(notat(thrice) / "v2/content")
    assert thrice.archive("verify") != 0
    assert "notat/v2/content/manifest.json: RB-ARCHIVE-FILE-MISSING" in thrice.err


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_repair_that_finds_only_strays_ends_with_a_count(thrice: Desk, dry: tuple[str, ...]) -> None:
    for name in ("v2/merknad.txt", "kopi.pdf"):
        (notat(thrice) / name).write_bytes(b"")
    assert thrice.archive("repair", *dry) == 1
    done = "0 files would be rewritten" if dry else "0 files rewritten"
    assert thrice.err.splitlines()[-1] == f"{done}; 2 files are still damaged, missing or not of the archive"
