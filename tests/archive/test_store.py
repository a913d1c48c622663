"""Rows 43 and 44, what goes in comes out, sizes, and names."""

from __future__ import annotations

import os
import stat
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_builder.archive import Archive
from report_builder.archive.names import file_and_folder, path_fault
from report_builder.archive.tree import Tree
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.sources.names import twin_key
from tests.archive.faulty_archive_disk import QuickArchiveDisk
from tests.archive.support import (
    FIRST,
    MORNING,
    NAME,
    SECOND,
    THIRD,
    add,
    assert_sound,
    contents,
    errors,
    make,
    ocfl_faults,
    overwrite,
    versions_of,
)
from tests.said import english


def inodes(root: Path) -> dict[int, int]:
    """Every file's identity and size: what the archive costs."""
    found = (path.stat() for path in root.rglob("*") if path.is_file())
    return {status.st_ino: status.st_size for status in found}


def test_versions_are_stored_and_given_back(tmp_path: Path) -> None:
    root = make(tmp_path / "output" / "archive")
    assert_sound(root, FIRST, SECOND, THIRD)
    found = versions_of(root)
    assert [version.number for version in found] == [1, 2, 3]
    assert [version.message for version in found] == ["note 1", "note 2", "note 3"]
    assert {version.author for version in found} == {"Kari Nordmann"}
    assert [version.created for version in found] == [MORNING + timedelta(days=day) for day in (1, 2, 3)]
    assert Archive(root).objects().value == (NAME,)
    verified = Archive(root).verify().value
    assert verified is not None
    assert (verified.objects, verified.versions, verified.files) == (1, 3, 6)
    assert verified.size == sum(map(len, {*FIRST.values(), *SECOND.values(), *THIRD.values()}))


def test_files_are_sealed(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        root = make(tmp_path / "archive")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*") if path.is_file()}
    assert modes == {0o444}


def test_the_report_stands_under_its_own_name(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    assert (root / NAME / "v1" / "content" / "report.pdf").read_bytes() == FIRST["report.pdf"]


def test_same_version_same_bytes_is_unchanged(tmp_path: Path) -> None:
    root = make(tmp_path / "archive")
    before = inodes(root)
    for number, files in enumerate((FIRST, SECOND, THIRD), 1):
        added, diagnostics = add(root, number, files, created=MORNING - timedelta(days=9))
        assert added is not None
        assert not added.new
        assert added.version == versions_of(root)[number - 1]
        assert diagnostics == ()
    assert inodes(root) == before


@pytest.mark.parametrize("number", [0, -1, 1, 3, 5])
def test_same_version_other_bytes_is_a_conflict(tmp_path: Path, number: int) -> None:
    root = make(tmp_path / "archive")
    added, diagnostics = add(root, number, FIRST | {"report.pdf": b"%PDF other"})
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-CONFLICT"]
    assert_sound(root, FIRST, SECOND, THIRD)


def test_a_path_that_moved_is_a_conflict_too(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", ({"a": b"1", "b": b"2"},))
    assert add(root, 1, {"a": b"2", "b": b"1"})[0] is None
    assert add(root, 1, {"b": b"2", "a": b"1"})[0] is not None


def test_a_clock_set_back_is_a_warning(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    added, diagnostics = add(root, 2, SECOND, created=MORNING - timedelta(days=400))
    assert added is not None
    assert [(item.code, item.severity) for item in diagnostics] == [("RB-ARCHIVE-CLOCK", Severity.WARNING)]
    assert [version.number for version in versions_of(root)] == [1, 2]
    assert contents(root) == [FIRST, SECOND]
    found = Archive(root).verify()
    assert not found.failed
    assert [item.code for item in found.diagnostics] == ["RB-ARCHIVE-CLOCK"]
    assert ocfl_faults(root) == ""


def test_times_are_kept_in_utc(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    oslo = ZoneInfo("Europe/Oslo")
    # The hour that summer time ends in comes twice; the second one is later all the same.
    first = datetime(2019, 10, 27, 2, 30, tzinfo=oslo, fold=0)
    second = datetime(2019, 10, 27, 2, 15, 0, 999_999, tzinfo=oslo, fold=1)
    third = datetime(2019, 10, 26, 23, 0, tzinfo=timezone(timedelta(hours=-11)))
    for number, moment in enumerate((first, second, third), 1):
        assert add(root, number, {"a": bytes([number])}, created=moment)[1] == ()
    assert [version.created for version in versions_of(root)] == [
        datetime(2019, 10, 27, 0, 30, tzinfo=UTC),
        datetime(2019, 10, 27, 1, 15, tzinfo=UTC),
        datetime(2019, 10, 27, 10, 0, tzinfo=UTC),
    ]
    assert '"2019-10-27T01:15:00Z"' in (root / NAME / "inventory.json").read_text("utf-8")


def test_a_version_costs_what_changed_and_an_inventory(tmp_path: Path) -> None:
    pictures = {f"source/assets/{count}.png": os.urandom(20_000) for count in range(10)}
    first = pictures | {"report.pdf": os.urandom(50_000)}
    root = make(tmp_path / "archive", (first,))
    before = inodes(root)
    changed = os.urandom(30_000)
    add(root, 2, first | {"report.pdf": changed, "copy.pdf": changed})
    after = inodes(root)
    inventory = (root / NAME / "inventory.json").stat().st_size
    new = sum(size for inode, size in after.items() if inode not in before)
    assert new == len(changed) + 2 * (inventory + len("inventory.json") + 130)
    # What was there is the same file still, not a copy; only the root inventory was replaced.
    assert len(before.keys() - after.keys()) == 2
    assert set(before) - set(after) <= {inode for inode, size in before.items() if size < 10_000}


def test_a_version_that_changes_nothing_costs_no_content(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST, FIRST))
    assert sorted(path.name for path in (root / NAME / "v2").iterdir()) == [
        "inventory.json",
        "inventory.json.sha512",
    ]
    assert_sound(root, FIRST, FIRST)


def test_listing_reads_the_root_inventory_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path / "archive")
    read: list[str] = []
    original = Tree._open

    def spy(self: Tree, path: str) -> int:
        read.append(path)
        return original(self, path)

    monkeypatch.setattr(Tree, "_open", spy)
    assert len(versions_of(root)) == 3
    assert set(read) - {"0=ocfl_1.1", "ocfl_layout.json"} == {
        f"{NAME}/inventory.json",
        f"{NAME}/inventory.json.sha512",
    }


def test_a_new_version_does_not_rest_on_rotten_bytes(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    overwrite(root / NAME / "v1" / "content" / "source" / "content" / "a.md", b"# B")
    added, diagnostics = add(root, 2, SECOND)
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-DIGEST"]
    assert len(versions_of(root)) == 1


def test_an_empty_place_is_an_empty_archive(tmp_path: Path) -> None:
    for root in (tmp_path / "missing", tmp_path):
        assert Archive(root).objects().value == ()
        assert Archive(root).versions(NAME).value == ()
        assert Archive(root).verify().diagnostics == ()
        assert [item.code for item in Archive(root).read(NAME, 1, "a").diagnostics] == ["RB-ARCHIVE-MISSING"]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    root = make(tmp_path / "archive")
    for name, number, path in [("other", 1, "report.pdf"), (NAME, 4, "report.pdf"), (NAME, 0, "report.pdf")]:
        outcome = Archive(root).read(name, number, path)
        assert [item.code for item in outcome.diagnostics] == ["RB-ARCHIVE-MISSING"]
    outcome = Archive(root).read(NAME, 3, "manifest.json")
    assert english(outcome.diagnostics[0].message) == "version 3 has no file 'manifest.json'"
    assert Archive(root).versions("../archive").value == ()
    assert Archive(root).versions("other").value == ()


def test_leaving_without_a_version_leaves_nothing(tmp_path: Path) -> None:
    root = tmp_path / "output" / "archive"
    with Archive(root).write(NAME, Diagnostics()) as writer:
        assert writer is not None
        assert writer.head is None
    assert not root.exists()
    make(root, (FIRST,))
    with Archive(root).write(NAME, Diagnostics()) as writer:
        assert writer is not None
        assert writer.head == versions_of(root)[0]
    assert_sound(root, FIRST)


def test_several_versions_in_one_go(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    with Archive(root).write(NAME, Diagnostics()) as writer:
        assert writer is not None
        for number, files in enumerate((FIRST, SECOND, THIRD), 1):
            added = writer.add(number, files, "note", "Kari", MORNING)
            assert added is not None
            assert writer.head == added.version
    assert_sound(root, FIRST, SECOND, THIRD)


def test_a_folder_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"Dear")
    added, diagnostics = add(tmp_path, 1, FIRST)
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-ROOT"]
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert [item.code for item in errors(tmp_path)] == ["RB-ARCHIVE-ROOT"]
    assert Archive(tmp_path).objects().value is None


def test_a_file_is_no_archive(tmp_path: Path) -> None:
    (root := tmp_path / "archive").write_bytes(b"")
    added, diagnostics = add(root, 1, FIRST)
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-KIND"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/b",
        "a\\b",
        "CON",
        "con.txt",
        "a.",
        "a:b",
        "extensions",
        ".git",
        "0=a",
        "å" * 120,
        "\ud800",
    ],
)
def test_a_name_that_is_no_object_id(tmp_path: Path, name: str) -> None:
    added, diagnostics = add(tmp_path / "archive", 1, FIRST, name=name)
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-NAME"]
    assert not (tmp_path / "archive").exists()


def test_names_that_differ_in_letter_case_are_refused(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,), "måling 2")
    assert ocfl_faults(root) == ""
    added, diagnostics = add(root, 1, FIRST, name="MÅLING 2")
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-NAME"]


@pytest.mark.parametrize("path", ["", "/a", "a/", "a//b", "./a", "a/../b", "\ud800"])
def test_a_path_that_is_no_logical_path(tmp_path: Path, path: str) -> None:
    added, diagnostics = add(tmp_path / "archive", 1, FIRST | {path: b"x"})
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-NAME"]


def test_a_path_that_is_file_and_folder(tmp_path: Path) -> None:
    added, diagnostics = add(tmp_path / "archive", 1, {"a": b"", "a/b": b""})
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-NAME"]


def test_twins_of_letter_case_have_files_of_their_own(tmp_path: Path) -> None:
    files = {
        "a/b": b"1",
        "A/b": b"2",
        "A/B": b"3",
        "b": b"4",
        "B/c": b"5",
        "NUL": b"6",
        "æ": b"7",
        "~/x": b"8",
    }
    root = make(tmp_path / "archive", (files,))
    assert_sound(root, files)
    stored = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    assert len({twin_key(name) for name in stored}) == len(stored)
    assert all(unicodedata.is_normalized("NFC", name) for name in stored)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PATHS = st.one_of(
    st.lists(NAMES, min_size=1, max_size=3).map("/".join),
    st.sampled_from(
        [
            "a",
            "A",
            "a/b",
            "A/b",
            "nul",
            "x" * 300,
            "å",
            "a\u030a",
            "Å b",
            "å b",
            "\0",
            "\n",
            "a b",
            "%41",
            "~/a",
        ]
    ),
)
FILES = st.dictionaries(PATHS, st.binary(max_size=20), max_size=6).filter(
    lambda files: not file_and_folder(files) and not any(path_fault(path) for path in files)
)


@given(st.lists(FILES, min_size=1, max_size=3))
@settings(max_examples=60)
def test_what_goes_in_comes_out(versions: list[dict[str, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder, "archive")
        for number, files in enumerate(versions, 1):
            added, diagnostics = add(root, number, files, disk=QuickArchiveDisk())
            assert added is not None
            assert diagnostics == ()
        assert_sound(root, *versions)


def test_an_archive_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    class Full(QuickArchiveDisk):
        def make_folder(self, path: Path) -> None:
            raise OSError(28, os.strerror(28), str(path))

    added, diagnostics = add(tmp_path / "archive", 1, FIRST, disk=Full())
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-OUTPUT-WRITE"]
    assert "cannot be written: no space left on device" in english(diagnostics[0].message)
