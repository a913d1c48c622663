"""Which report it is that is released, and what is refused where the archive has another."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from report_builder.archive import Archive, ArchiveDisk
from report_builder.pipeline import releasing
from report_builder.pipeline.identity import Own
from tests.archive.support import ocfl_faults
from tests.archive.test_prefix import id_of, warnings_of
from tests.pipeline.releases import CHAPTER, SENTENCE, Desk
from tests.pipeline.test_record import RECORD, revise

pytestmark = pytest.mark.usefixtures("shared_verapdf")

FACTS = "content/report.yaml"
OTHER = "urn:nbn:no-98765"


@contextmanager
def before_ids() -> Iterator[None]:
    """What a program releases that knows of no ids."""

    def none(files: Any, *_: Any) -> Own:
        data = (files.root / FACTS).read_bytes()
        return Own("", data, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(releasing, "own_identity", none)
        patch.setattr(releasing, "can_be_written", lambda *_: True)
        patch.setattr("report_builder.pipeline.versions.Shelf.previous", lambda *_: None)
        yield


@pytest.fixture
def old(desk: Desk) -> Desk:
    """A report that was released before there were ids."""
    with before_ids():
        assert desk.release() == 0, desk.err
    assert "id" not in manifest(desk, 1)
    assert own_id(desk) == ""
    return desk


def manifest(desk: Desk, number: int) -> dict[str, Any]:
    path = desk.root / f"output/archive/notat/v{number}/content/manifest.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def own_id(desk: Desk) -> str:
    found = re.search(r"^id: (.*)$", (desk.root / FACTS).read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def say_id(desk: Desk, line: str) -> None:
    """Let ``report.yaml`` say this of its id, and nothing else."""
    path = desk.root / FACTS
    text = re.sub(r"^id: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text + line, "utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def another(desk: Desk, folder: Path, title: str) -> Desk:
    """Another report with the same name and the same archive, which was never released."""
    shutil.copytree(desk.root, folder, ignore=shutil.ignore_patterns("output", RECORD))
    desk_of_other = Desk(folder, desk._capsys)
    desk_of_other.now = desk.now
    path = folder / FACTS
    path.write_text(
        re.sub("^title: .*$", f"title: {title}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    (folder / "settings.yaml").write_text(f"archive: {desk.root / 'output/archive'}\n", "utf-8")
    return desk_of_other


def test_a_report_gets_its_id_with_its_next_release(desk: Desk) -> None:
    before = (desk.root / FACTS).read_text("utf-8")
    assert desk.release("--dry-run") == 0, desk.err
    assert "RB-ID-WRITTEN" in desk.err
    assert (desk.root / FACTS).read_text("utf-8") == before
    assert desk.release() == 0, desk.err
    given = own_id(desk)
    assert given.startswith("urn:uuid:")
    assert f"RB-ID-WRITTEN note: the report had no id; the line 'id: {given}'" in desk.err
    assert (desk.root / FACTS).read_text("utf-8").replace(f"id: {given}\n", "") == before
    assert manifest(desk, 1)["id"] == given
    archived = Archive(desk.root / "output/archive").read("notat", 1, f"source/{FACTS}").value
    assert archived == (desk.root / FACTS).read_bytes()
    assert desk.release() == 0, desk.err
    assert "unchanged since version 1" in desk.out
    assert revise(desk) == 0, desk.err
    assert "RB-ID-WRITTEN" not in desk.err
    assert manifest(desk, 2)["id"] == given
    assert desk.archive("rebuild", "v1") == 0, desk.err


def test_two_copies_of_an_old_report_come_to_the_same(old: Desk, tmp_path: Path) -> None:
    assert old.release() == 0, old.err
    assert "unchanged since version 1" in old.out  # an id alone is nothing new
    assert own_id(old) == ""
    shutil.copytree(old.root, tmp_path / "copy")
    copy = Desk(tmp_path / "copy", old._capsys)
    copy.now = old.now
    assert revise(old) == 0, old.err
    assert revise(copy, "Noe annet.") == 0, copy.err
    assert own_id(old) == own_id(copy) != ""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_form_of_the_file_stays(desk: Desk, end: str) -> None:
    path = desk.root / FACTS
    lines = ["\ufeff# Fakta", "", *path.read_text("utf-8").splitlines(), "# slutt uten linjeskift"]
    path.write_bytes(end.join(lines).encode("utf-8"))
    path.chmod(0o640)
    assert desk.release() == 0, desk.err
    after = path.read_bytes().decode("utf-8").split(end)
    assert [line for line in after if not line.startswith("id: ")] == lines
    assert len(after) == len(lines) + 1
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_without_a_certain_place_is_left(desk: Desk) -> None:
    path = desk.root / FACTS
    lines = [f"  {line}" for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    before = path.read_bytes()
    assert desk.release() == 2
    assert "RB-ID-UNWRITTEN" in desk.err
    line = re.search(r"'(id: urn:uuid:\S+)'", desk.err)
    assert line is not None
    assert path.read_bytes() == before
    assert desk.versions() == []
    path.write_bytes(before + f"  {line[1]}\n".encode())
    assert desk.release() == 0, desk.err


def test_a_disk_that_fails_leaves_an_id_that_is_gone_on_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(ArchiveDisk, "move", full)
        assert desk.release() == 3
    given = own_id(desk)
    assert given != ""
    assert desk.versions() == []
    assert desk.release() == 0, desk.err
    assert own_id(desk) == given == manifest(desk, 1)["id"]


def test_another_report_does_not_become_the_next_version(desk: Desk, tmp_path: Path) -> None:
    assert desk.release() == 0, desk.err
    other = another(desk, tmp_path / "other", "Et helt annet notat")
    say_id(other, f"id: {OTHER}\n")
    kept = files_of(desk.root / "output/archive")
    facts = (other.root / FACTS).read_bytes()
    commands = (
        ("release", str(other.root), "--note", "Nytt"),
        ("release", str(other.root), "--note", "Nytt", "--dry-run"),
        ("release", str(other.root), "--note", "Nytt", "--onto", "v1"),
        ("publish", str(other.root)),
        ("correct", "v1", "--note", "Et tall er galt", "--root", str(other.root)),
        ("withdraw", "v1", "--reason", "Feil", "--root", str(other.root)),
        ("withdraw", "v1", "--reason", "Feil", "--purge", "--root", str(other.root)),
    )
    for command in commands:
        assert other.command(*command) == 4, command
        assert "RB-ARCHIVE-OTHER" in other.err
        assert own_id(desk) in other.err
        assert OTHER in other.err
        assert "'Et helt annet notat'" in other.err
    assert files_of(desk.root / "output/archive") == kept
    assert (other.root / FACTS).read_bytes() == facts
    assert not (other.root / RECORD).exists()
    assert not (other.root / "output/site").exists()
    assert other.archive("list") == 0  # what is there can be read all the same
    assert "RB-ARCHIVE-OTHER" in other.err


def test_an_id_that_is_lacking_is_not_taken_over_in_silence(desk: Desk, tmp_path: Path) -> None:
    assert desk.release() == 0, desk.err
    given = own_id(desk)
    other = another(desk, tmp_path / "other", "Et helt annet notat")
    for at, words in ((other, "this report has no id"), (desk, "the report has lost its id")):
        say_id(at, "")
        assert at.release("--note", "Nytt") == 4
        assert "RB-ARCHIVE-OTHER" in at.err
        assert words in at.err
        assert f"write 'id: {given}'" in at.err
        assert own_id(at) == ""
    assert desk.command("publish", str(desk.root)) == 0, desk.err  # the record knows the versions
    say_id(desk, f"id: {given.upper().replace('URN:UUID:', '')}\n")
    assert desk.release("--note", "Nytt") == 0, desk.err


@pytest.mark.parametrize("line", ["", f"id: {OTHER}\n"], ids=["no id", "an id"])
def test_versions_of_which_nothing_is_known_are_not_gone_on_with(line: str, old: Desk) -> None:
    (old.root / RECORD).unlink()
    say_id(old, line)
    assert revise(old) == 4
    assert "RB-ARCHIVE-OTHER" in old.err
    told = re.search(r"write '(id: urn:uuid:\S+)'", old.err)
    assert told is not None
    assert "another name with 'output'" in old.err
    assert len(old.versions()) == 1
    say_id(old, f"{told[1]}\n")
    assert old.release("--note", "Rettet") == 0, old.err
    assert manifest(old, 2)["id"] == told[1].removeprefix("id: ")


def test_an_old_report_may_name_an_id_of_its_own(old: Desk) -> None:
    say_id(old, f"id: {OTHER}\n")
    assert revise(old) == 0, old.err
    assert manifest(old, 2)["id"] == OTHER
    assert old.command("publish", str(old.root)) == 0, old.err


def test_what_was_purged_keeps_its_id(desk: Desk) -> None:
    assert desk.release() == 0, desk.err
    given = own_id(desk)
    assert desk.command("withdraw", "v1", "--reason", "Feil", "--purge", "--root", str(desk.root)) == 0, (
        desk.err
    )
    say_id(desk, f"id: {OTHER}\n")
    assert desk.release("--note", "Nytt") == 4
    say_id(desk, f"id: {given}\n")
    desk.edit(CHAPTER, SENTENCE, "Nytt avsnitt.")
    assert desk.release("--note", "Nytt") == 0, desk.err
    assert manifest(desk, 2)["previous"]["version"] == 1


def test_a_copied_folder_is_told_that_it_has_the_id_of_another(desk: Desk) -> None:
    assert desk.release() == 0, desk.err
    desk.edit(FACTS, "output: notat", "output: notat-2027")
    assert desk.release("--dry-run") == 0, desk.err
    assert "RB-ID-SHARED" in desk.err
    assert "'notat'" in desk.err


def test_report_and_journal_have_uris_for_ids(thrice: Desk) -> None:
    root = ("--root", str(thrice.root))
    assert thrice.command("correct", "v1", "--note", "Et tall er galt", *root) == 0, thrice.err
    assert thrice.command("withdraw", "v2", "--reason", "Feil", *root) == 0, thrice.err
    store = thrice.root / "output/archive"
    assert ocfl_faults(store) == ""
    for name in ("notat", "notat#journal"):
        assert id_of(store, name) == f"{own_id(thrice)}/{name}"
        assert "W005" not in warnings_of(store / name)
    assert thrice.archive("verify") == 0, thrice.err


def test_an_old_report_keeps_its_object(old: Desk) -> None:
    """What it is said of later is a new object, and the root goes over for it."""
    store = old.root / "output/archive"
    assert revise(old) == 0, old.err
    assert (id_of(store, "notat"), (store / "ocfl_layout.json").exists()) == ("notat", True)
    root = ("--root", str(old.root))
    assert old.command("correct", "v1", "--note", "Et tall er galt", *root) == 0, old.err
    assert id_of(store, "notat#journal") == f"{own_id(old)}/notat#journal"
    assert not (store / "ocfl_layout.json").exists()
    assert ocfl_faults(store) == ""
    assert old.archive("verify") == 0, old.err
    assert revise(old, "Mer.") == 0, old.err
    assert old.archive("rebuild", "v1") == 0, old.err


def test_the_site_of_another_report_of_the_same_name_is_kept(desk: Desk, tmp_path: Path) -> None:
    """Each has an archive of its own, so that only the site can tell."""
    other = another(desk, tmp_path / "other", "Et helt annet notat")
    (other.root / "settings.yaml").unlink()
    site = tmp_path / "site"
    for at in (desk, other):
        assert at.release() == 0, at.err
    assert desk.command("publish", str(desk.root), "--output", str(site)) == 0, desk.err
    before = (site / "current").readlink()
    assert other.command("publish", str(other.root), "--output", str(site)) == 4
    assert "RB-SITE-OTHER" in other.err
    assert (site / "current").readlink() == before
