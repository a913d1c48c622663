"""The archive as an editor uses it: list, show, get, verify, rebuild, export."""

from __future__ import annotations

import json
import shutil
import zlib
from datetime import UTC, datetime
from hashlib import sha512
from itertools import product
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.cli.folder import archive_command
from report_builder.diagnostics import Diagnostics
from report_builder.finish import BuildStamp
from report_builder.pipeline import rebuilding, toolchain
from tests.pipeline.releases import SENTENCE, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")


def test_a_version_holds_all_that_it_was_built_from(released: Desk) -> None:
    assert released.archive("show", "1", "--json") == 0
    shown = json.loads(released.out)
    files = shown["files"]
    assert {
        "notat.pdf",
        "manifest.json",
        "source/content/report.yaml",
        "source/assets/bilder/rute.png",
    } <= set(files)
    assert "source/assets/themes/konstruktiv/theme.yaml" in files
    assert shown["pdf"]["sha512"] == files["notat.pdf"]
    assert [profile["name"] for profile in shown["conformance"]["profiles"]] == ["PDF/UA-1", "PDF/A-2a"]
    assert shown["conformance"]["validator_version"]
    assert shown["dependencies"]["reportlab"]


def test_a_rebuild_needs_neither_the_desk_nor_the_built_in_theme(
    released: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(released.root / "content")
    monkeypatch.setattr("report_builder.theme.builtin.themes", lambda: ())
    monkeypatch.setattr("report_builder.theme.builtin.fonts", lambda: ())
    assert released.archive("rebuild", "v1") == 0, released.err
    assert "v1 is identical" in released.out


def test_another_version_of_the_program_gives_the_same_bytes(
    released: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file says which program made it first, also where it is built again by another."""
    monkeypatch.setattr("report_builder.own_version.own_version", lambda: "9.9")
    assert released.archive("rebuild", "v1") == 0, released.err


def test_a_rebuild_that_differs_says_what_else_does(
    released: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report_builder.own_version.own_version", lambda: "9.9")
    monkeypatch.setattr(BuildStamp, "__str__", lambda _: "report-builder 9.9")
    kept = tmp_path / "v1.pdf"
    assert released.archive("rebuild", "v1", "-o", str(kept)) == 1
    assert released.out == f"{kept}\n"
    assert (
        "RB-REBUILD-DIFFERS v1 has other bytes when it is built now: the metadata differs; " in released.err
    )
    assert "report-builder was " in released.err
    assert " and is 9.9" in released.err
    assert kept.read_bytes() != released.pdf("v1", tmp_path)


def test_a_rebuild_that_is_identical_is_kept_too(released: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    assert released.archive("rebuild", "v1", "-o", str(kept)) == 0, released.err
    assert kept.read_bytes() == released.pdf("v1", tmp_path)
    source = released.root / "content/report.yaml"
    before = source.read_bytes()
    assert released.archive("rebuild", "v1", "-o", str(source)) == 2
    assert "RB-OUTPUT-PATH" in released.err
    assert source.read_bytes() == before


def test_another_zlib_is_told_as_the_cause(released: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = zlib.compress
    monkeypatch.setattr(zlib, "compress", lambda data, *_: whole(data, 1))
    assert released.archive("rebuild", "v1") == 1
    assert "only the compression differs; all content is the same; zlib was " in released.err
    assert "is the same now" not in released.err


def test_what_an_older_release_does_not_say_is_not_taken_for_the_same(
    released: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = toolchain.made_with()
    monkeypatch.setattr(BuildStamp, "__str__", lambda _: "report-builder 9.9")
    monkeypatch.setattr(rebuilding, "made_with", lambda: (now[0], now[1] | {"freetype": "2.14"}))
    assert released.archive("rebuild", "v1") == 1
    assert "the version does not say what these were: freetype" in released.err
    monkeypatch.setattr(rebuilding, "made_with", lambda: now)
    assert released.archive("rebuild", "v1") == 1
    assert "all that the version says it was made with is the same now" in released.err


@pytest.mark.parametrize("name", ["v3", "0", "siste", "v", "../v1", "v1 "])
def test_a_version_that_is_not_there(released: Desk, name: str) -> None:
    for verb in ("show", "get", "rebuild", "verify"):
        assert released.archive(verb, name) == 2
        assert "RB-VERSION-UNKNOWN" in released.err
        assert "there is v1" in released.err


def test_rot_is_told_with_both_digests_and_never_mended(released: Desk, tmp_path: Path) -> None:
    stored = next((released.root / "output/archive").rglob("*.pdf"))
    good = stored.read_bytes()
    stored.chmod(0o644)
    stored.write_bytes(good.replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    assert released.archive("verify") == 1
    # The place is one that can be opened from here.
    assert released.err.startswith(f"{stored}: RB-ARCHIVE-DIGEST ")
    for data in (good, stored.read_bytes()):
        assert sha512(data).hexdigest() in released.err
    assert released.out == ""
    # The file in output/ has the bytes; without it nothing but a copy could.
    assert released.err.endswith(
        f"\n1 file can be rewritten without a backup: {archive_command('repair', released.root)}\n"
    )
    for handed_out in (released.root / "output").glob("*.pdf"):
        handed_out.unlink()
    assert released.archive("verify") == 1
    assert "rewritten" not in released.err
    assert released.err.endswith(", report-builder archive restore --from FILE\n")
    assert released.archive("get", "v1", "-o", str(tmp_path / "x.pdf")) == 1
    assert not (tmp_path / "x.pdf").exists()
    assert stored.read_bytes() != good


def test_a_damaged_manifest_hides_no_other_version(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    released.release("--note", "Nytt")
    stored = released.root / "output/archive/notat/v1/content/manifest.json"
    stored.chmod(0o644)
    stored.write_bytes(b"{}")
    assert released.archive("list", "--json") == 1
    assert [version["version"] for version in json.loads(released.out)] == [2]
    assert "RB-ARCHIVE-DIGEST" in released.err
    assert "RB-VERSION-FOREIGN" not in released.err


def test_a_version_of_another_program(desk: Desk) -> None:
    diagnostics = Diagnostics()
    with Archive(desk.root / "output/archive").write("notat", diagnostics) as writer:
        assert writer is not None
        assert writer.add(1, {"a.txt": b"a"}, "a", "b", datetime(2020, 1, 1, tzinfo=UTC))
    for verb in (["list"], ["show", "v1"], ["rebuild", "v1"]):
        assert desk.archive(*verb) == 1
        assert (
            "RB-VERSION-FOREIGN is not a version that this program released: manifest.json is missing"
            in desk.err
        )
    assert desk.release("--note", "x") != 0
    assert desk.archive("verify") == 0


def test_a_bag_for_the_archive_institution(released: Desk, tmp_path: Path) -> None:
    target = tmp_path / "notat.zip"
    assert released.archive("export", "v1", "--bagit", str(target)) == 0, released.err
    first = target.read_bytes()
    shutil.unpack_archive(target, tmp_path / "unpacked")
    info = next((tmp_path / "unpacked").rglob("bag-info.txt")).read_text("utf-8")
    for line in (
        "Source-Organization: Eksempeletaten",
        "Contact-Name: Eksempeletaten",
        "Contact-Email: post@example.no",
        "Bagging-Date: 2026-11-23",
        "Internal-Sender-Identifier: notat",
        "Title: Et lite notat",
        "Date-Published: 2026-11-23T00:00:00+01:00",
    ):
        assert line in info
    released.archive("export", "v1", "--bagit", str(target))
    assert target.read_bytes() == first


def test_the_archive_lists_in_eighty_columns(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    released.release("--note", "En lang forklaring som går over flere linjer. " * 4)
    for verb in (("list",), ("show", "v2")):
        assert released.archive(*verb) == 0
        assert max(map(len, released.out.splitlines())) <= 80
        assert "En lang forklaring" in released.out


def put_version(desk: Desk, **changes: str | int) -> None:
    """Archive a second version whose manifest and source no release would write."""
    archive = Archive(desk.root / "output/archive")
    files = dict(archive.read_all("notat", 1).value or {})
    fields = json.loads(files["manifest.json"]) | {"version": 2} | changes
    files["manifest.json"] = json.dumps(fields).encode()
    files["source/content/\0"] = b""
    with archive.write("notat", Diagnostics()) as writer:
        assert writer is not None
        assert writer.add(2, files, "a", "b", datetime(2026, 12, 1, tzinfo=UTC))


def test_what_another_program_archived_does_not_steer_the_terminal(released: Desk) -> None:
    put_version(released, note="\x1b[31mrødt", title="\u202etittel")
    for verb in (["list"], ["show", "v2"]):
        assert released.archive(*verb) == 0, released.err
        assert "\\u001b[31mrødt" in released.out
        assert not {"\x1b", "\u202e"} & set(released.out)


def test_a_source_that_no_disk_can_hold_is_refused(released: Desk) -> None:
    put_version(released)
    assert released.archive("rebuild", "v2") == 1
    assert "RB-VERSION-FOREIGN v2 has a source file whose name no file can have" in released.err


def test_a_manifest_of_another_number_is_refused(released: Desk) -> None:
    put_version(released, version=7)
    assert released.archive("show", "v2") == 1
    assert "output/archive/notat/v2/manifest.json: RB-VERSION-FOREIGN" in released.err


def test_an_archive_that_cannot_be_read_is_not_called_empty(released: Desk) -> None:
    (released.root / "settings.yaml").write_text("archive: note.txt\n")
    (released.root / "note.txt").write_text("no folder")
    for verb in ("list", "verify"):
        assert released.archive(verb) == 2
        assert released.err.startswith(f"{released.root}/settings.yaml:1:10: RB-VALUE ")
        assert "which is not a folder" in released.err
        assert released.err.count("\n") == 1


def exchange(archive: Path, version: int) -> None:
    """Put another file in the place of a version's, and write every inventory and sidecar anew around it."""
    root = archive / "notat"
    (path,) = root.glob(f"v{version}/content/*.pdf")
    old = sha512(path.read_bytes()).hexdigest()
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"\n% forged\n")
    new = sha512(path.read_bytes()).hexdigest()
    for inventory in (root / "inventory.json", *root.glob("v*/inventory.json")):
        text = inventory.read_text("utf-8").replace(old, new)
        sidecar = inventory.with_name("inventory.json.sha512")
        for file in (inventory, sidecar):
            file.chmod(0o644)
        inventory.write_text(text, "utf-8")
        sidecar.write_text(f"{sha512(text.encode()).hexdigest()}  inventory.json\n", "utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("archive", "verify"),
        ("archive", "verify", "v1"),
        ("archive", "list"),
        ("archive", "show", "v1"),
        ("archive", "get", "v1", "-o", "{out}/a.pdf"),
        ("archive", "rebuild", "v1"),
        ("archive", "export", "v1", "--bagit", "{out}/a.zip"),
        ("diff", "v1"),
        ("release", "{root}", "--note", "Rettet."),
        ("publish", "{root}", "--output", "{out}/site"),
    ],
    ids=" ".join,
)
def test_an_exchanged_file_is_told_however_well_it_was_done(
    released: Desk, command: tuple[str, ...], tmp_path: Path
) -> None:
    """Inventories that fit are no proof: the release said which file it was."""
    exchange(released.root / "output/archive", 1)
    if command[0] == "release":
        released.edit("content/chapters/drofting.md", SENTENCE, f"{SENTENCE} Og mer.")
    words = [word.format(out=tmp_path, root=released.root) for word in command]
    place = ["--root", str(released.root)] if command[0] in ("archive", "diff") else []
    assert released.command(*words, *place) == 1
    assert "RB-ARCHIVE-DIGEST" in released.err
    assert "not the file that was released" in released.err
    assert list(tmp_path.glob("a.*")) == []


DROPPED = (
    ".DS_Store",
    "._notat.pdf",
    "Thumbs.db",
    "desktop.ini",
    "Desktop.ini",
    ".directory",
    ".nfs000000001",
    ".~lock.notat.pdf#",
    "@eaDir/notat.pdf@SynoEAStream",
    "System Volume Information/x",
    "$RECYCLE.BIN/desktop.ini",
)


def test_what_systems_drop_is_told_and_blocks_nothing(released: Desk, tmp_path: Path) -> None:
    archive = released.root / "output/archive"
    folders = ["", *(path.relative_to(archive).as_posix() for path in archive.rglob("*") if path.is_dir())]
    folders.append("extensions/report-builder")  # where the next writer keeps its lock
    assert "extensions/0006-flat-omit-prefix-storage-layout" in folders
    for folder, name in product(folders, DROPPED):
        path = archive / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert released.archive("verify", "--all") == 0, released.err
    assert released.err.count("RB-ARCHIVE-EXTRA warning") == len(folders) * len(DROPPED)
    assert released.archive("list") == 0
    assert released.archive("get", "v1", "-o", str(tmp_path / "a.pdf")) == 0
    assert released.archive("rebuild", "v1") == 0
    released.edit("content/chapters/drofting.md", SENTENCE, f"{SENTENCE} Og mer.")
    assert released.release("--note", "Rettet.") == 0, released.err
    assert "RB-ARCHIVE-EXTRA" in released.err
    assert [version["version"] for version in released.versions()] == [1, 2]
    assert released.command("publish", str(released.root), "--output", str(tmp_path / "site")) == 0


def test_a_folder_that_systems_have_looked_at_can_become_an_archive(desk: Desk) -> None:
    for name in DROPPED:
        path = desk.root / "output/archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert desk.release() == 0, desk.err
    assert desk.archive("verify") == 0
