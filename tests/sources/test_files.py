"""What SourceFiles reads and what it refuses (rows 6, 7, 28, 30, 34 of the fault table)."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.sources.files import SourceFiles
from report_builder.sources.names import name_fault
from tests.said import english

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def read(root: Path, relative: str, limit: int = 1000) -> tuple[bytes | None, list[str]]:
    diagnostics = Diagnostics()
    data = SourceFiles(root).read_bytes(relative, diagnostics, None, limit)
    return data, [d.code for d in diagnostics.items]


def read_text(root: Path, data: bytes) -> tuple[str | None, Diagnostics]:
    (root / "a.md").write_bytes(data)
    diagnostics = Diagnostics()
    return SourceFiles(root).read_text("a.md", diagnostics, None), diagnostics


def names(root: Path, *relatives: str) -> list[str]:
    diagnostics = Diagnostics()
    SourceFiles(root).check_names(relatives, diagnostics)
    assert {d.code for d in diagnostics.items} <= {"RB-FILE-NAME"}
    return [english(d.message) for d in diagnostics.items]


def test_reads_a_regular_file_and_remembers_it(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_bytes(b"hei\n")
    files, diagnostics = SourceFiles(tmp_path), Diagnostics()
    assert files.read_bytes("./content//a.md", diagnostics, None) == b"hei\n"
    assert files.paths == ("content/a.md",)
    assert not diagnostics.items


@pytest.mark.parametrize(
    "relative",
    [
        "../secret",
        "content/../../secret",
        "/etc/passwd",
        "C:/x",
        "c:x",
        "a\\b",
        "..\\x",
        "",
        ".",
        "a\0b",
        "content",
    ],
)
def test_refuses_paths_that_leave_the_project_or_name_no_file(tmp_path: Path, relative: str) -> None:
    (tmp_path.parent / "secret").write_bytes(b"secret")
    (tmp_path / "content").mkdir()
    assert read(tmp_path, relative) == (None, ["RB-PATH"])


@posix_only
def test_refuses_links_out_of_the_project_and_follows_those_inside(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (outside / "a").write_bytes(b"secret")
    (root / "b").write_bytes(b"mine")
    (root / "file").symlink_to(outside / "a")
    (root / "folder").symlink_to(outside)
    (root / "inside").symlink_to("b")
    (root / "loop").symlink_to("loop")
    assert read(root, "file") == (None, ["RB-PATH"])
    assert read(root, "folder/a") == (None, ["RB-PATH"])
    assert read(root, "loop") == (None, ["RB-PATH"])
    assert read(root, "inside") == (b"mine", [])
    # The root itself may be reached through a link.
    (tmp_path / "way").symlink_to(root)
    assert read(tmp_path / "way", "b") == (b"mine", [])


@posix_only
def test_answers_at_once_for_pipes_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    answers: list[tuple[bytes | None, list[str]]] = []

    def ask() -> None:
        answers.extend([read(tmp_path, "pipe"), read(tmp_path, "zero")])

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(5)
    assert answers == [(None, ["RB-PATH"])] * 2


def test_refuses_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)
    assert read(tmp_path, "a", 11) == (b"x" * 11, [])
    assert read(tmp_path, "a", 10) == (None, ["RB-PATH"])


def test_tells_what_was_looked_for_in_vain(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    files = SourceFiles(tmp_path)
    files.read_text("a.md", Diagnostics(), None)
    files.read_text("b.md", Diagnostics(), None)
    assert not files.exists("c.md")
    assert files.exists("a.md")
    assert (files.paths, files.missed) == (("a.md",), ("b.md", "c.md"))
    (tmp_path / "b.md").write_text("b")
    files.read_text("b.md", Diagnostics(), None)
    assert files.missed == ("c.md",)


def test_names_the_nearest_file_when_one_is_missing(tmp_path: Path) -> None:
    (tmp_path / "innledning.md").write_bytes(b"")
    diagnostics, span = Diagnostics(), SourceSpan("content/report.yaml", 4, 5)
    assert SourceFiles(tmp_path).read_bytes("inledning.md", diagnostics, span) is None
    (found,) = diagnostics.items
    assert (found.code, found.span) == ("RB-FILE-MISSING", span)
    assert english(found.hint) == "did you mean 'innledning.md'?"
    assert SourceFiles(tmp_path).read_bytes("x/y.png", diagnostics, span, missing="RB-IMAGE-MISSING") is None
    assert diagnostics.items[-1].code == "RB-IMAGE-MISSING"


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may read everything")
def test_says_that_a_file_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "a").chmod(0)
    assert read(tmp_path, "a") == (None, ["RB-PATH"])


def test_sees_every_change_of_what_it_read(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).write_bytes(b"one")
    files, diagnostics = SourceFiles(tmp_path), Diagnostics()
    for name in "abc":
        assert files.read_bytes(name, diagnostics, None) == b"one"
    assert files.changed() == ()
    before = (tmp_path / "a").stat()
    (tmp_path / "a").write_bytes(b"two")
    os.utime(tmp_path / "a", ns=(before.st_atime_ns, before.st_mtime_ns))
    (tmp_path / "b").unlink()
    (tmp_path / "d").write_bytes(b"never read")
    assert files.changed() == ("a", "b")
    (tmp_path / "c").write_bytes(b"one and more")
    assert files.changed() == ("a", "b", "c")
    assert files.read_bytes("a", diagnostics, None) is None
    assert [d.code for d in diagnostics.items] == ["RB-SOURCE-CHANGED"]


def test_accepts_a_byte_order_mark_and_every_line_end(tmp_path: Path) -> None:
    text, diagnostics = read_text(tmp_path, b"\xef\xbb\xbfbl\xc3\xa5\r\nto\rtre\n")
    assert text == "blå\nto\ntre\n"
    assert not diagnostics.items


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        (b"en\nto\0tre", "there is a NUL character at byte 5", 2, 3),
        (b"\xef\xbb\xbf\0", "there is a NUL character at byte 3", 1, 1),
        (b"en\n\xc3\xa5\xe5", "byte 5 (0xE5) is not UTF-8", 2, 2),
        (b"\xef\xbb\xbfen\n\xff", "byte 6 (0xFF) is not UTF-8", 2, 1),
        (b"x\xed\xa0\x80", "there is a lone surrogate at byte 1", 1, 2),
        (b"\xff\xfeh\0e\0i\0", "the file is UTF-16, not UTF-8 (byte 0)", 1, 1),
        (b"a\0b\xff", "there is a NUL character at byte 1", 1, 2),
        (b"a\xffb\0", "byte 1 (0xFF) is not UTF-8", 1, 2),
    ],
)
def test_locates_what_is_not_clean_text(
    tmp_path: Path, data: bytes, message: str, line: int, column: int
) -> None:
    text, diagnostics = read_text(tmp_path, data)
    assert text is None
    (found,) = diagnostics.items
    assert (found.code, english(found.message)) == ("RB-ENCODING", message)
    assert found.span == SourceSpan("a.md", line, column)
    assert found.hint


@pytest.mark.parametrize(
    "name",
    [
        "CON",
        "con.md",
        "NUL",
        "com1.txt",
        "LPT9",
        "COM¹",
        "aux .x",
        "a.",
        "a ",
        "x" * 256,
        "å" * 128,
        "a:b",
        "a?",
        "\x07",
    ],
)
def test_refuses_names_that_do_not_work_everywhere(tmp_path: Path, name: str) -> None:
    assert name_fault(name)
    assert names(tmp_path, f"bilder/{name}") == []  # told once, where it is read
    assert read(tmp_path, f"bilder/{name}") == (None, ["RB-FILE-NAME"])


@pytest.mark.parametrize(
    "name", ["CONTENT", "com.md", "COM10", "console", "a.b", ".a", "x" * 255, "å" * 127, "ærlig svar.md"]
)
def test_accepts_names_that_work_everywhere(name: str) -> None:
    assert name_fault(name) is None


def test_finds_twins_among_the_names(tmp_path: Path) -> None:
    assert names(tmp_path, "a.md", "b.md", "a.md") == []
    assert names(tmp_path, "a.md", "A.md") == ["'a.md' and 'A.md' differ only in upper and lower case"]
    assert names(tmp_path, "bl\u00e5.md", "bla\u030a.md") == []  # one name, whatever the disk has
    assert len(names(tmp_path, "bilder/a.png", "Bilder/b.png")) == 1
    assert names(tmp_path, "../a", "../A") == []


@posix_only
def test_finds_twins_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "bilder").mkdir()
    for name in ("Kart.png", "kart.png", "bl\u00e5.png", "bla\u030a.png"):
        (tmp_path / "bilder" / name).write_bytes(b"")
    if len(list((tmp_path / "bilder").iterdir())) < 4:
        pytest.skip("this file system holds no twins")
    assert len(names(tmp_path, "bilder/kart.png")) == 1
    assert len(names(tmp_path, "bilder/bl\u00e5.png", "bilder/kart.png")) == 2


@given(relative=st.text())
def test_any_path_gives_bytes_or_a_diagnostic(
    tmp_path_factory: pytest.TempPathFactory, relative: str
) -> None:
    root = tmp_path_factory.getbasetemp()
    diagnostics = Diagnostics()
    files = SourceFiles(root)
    files.check_names([relative], diagnostics)
    data = files.read_bytes(relative, diagnostics, None)
    assert (data is None) == diagnostics.has_errors
    for found in diagnostics.items:
        english(found.message).encode("utf-8")


@given(data=st.binary())
def test_any_bytes_give_text_or_a_diagnostic(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    text, diagnostics = read_text(tmp_path_factory.getbasetemp(), data)
    assert (text is None) == diagnostics.has_errors
    if text is not None:
        text.encode("utf-8")
        assert "\r" not in text
