"""Names with å and blanks can be read in the archive, where they work on every system; old objects stay."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import unicodedata
import zipfile
from hashlib import sha512
from pathlib import Path

import bagit
import pytest

from report_builder.archive import Archive, write_bag
from report_builder.archive.names import content_names
from report_builder.diagnostics import Severity
from report_builder.sources.names import name_fault
from tests.archive.support import NAME, add, assert_sound, contents, copy, errors, make

READABLE = (
    "årsrapport 2026.pdf",
    "source/assets/bilder/Møte i Ål (1).png",
    "source/content/chapters/02 – følge.md".replace("–", "-"),
    "source/content/Čálliidlágádus.md",
    "source/content/Ελληνικά.md",
    "source/assets/a+b, c.csv",
    "ñ" * 50,
)
BY_DIGEST = (
    "a\u030arsrapport.pdf",  # NFD
    ".skjult",
    " foran",
    "bak ",
    "punktum.",
    "nul.txt",
    "COM1",
    "a:b",
    "spørsmål?.md",
    "linje\nskift",
    "null\u200bbredde",
    "😀.png",
    "å" * 51,  # 102 bytes
    "/".join(["å" * 30] * 3),  # 182 bytes
    "Thumbs.db",
    "source/.DS_Store",
    "~/x",
    "\u0301",
)


def names(*paths: str) -> dict[str, str]:
    """The names that the contents of these paths get, by path."""
    digests = {sha512(path.encode()).hexdigest(): path for path in paths}
    return {digests[digest]: name for digest, name in content_names(digests).items()}


@pytest.mark.parametrize("path", READABLE)
def test_what_can_be_read(path: str) -> None:
    assert names(path) == {path: path}
    assert all(name_fault(part) is None for part in path.split("/"))


@pytest.mark.parametrize("path", BY_DIGEST)
def test_what_does_not_work_everywhere_is_named_by_its_digest(path: str) -> None:
    assert names(path)[path].startswith("~/")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Årsrapport.pdf", "årsrapport.pdf"),
        ("årsrapport.pdf", "a\u030arsrapport.pdf"),
        ("Straße.md", "STRASSE.md"),
        ("mappe å/a.md", "Mappe Å/b.md/c.md"),
        ("ὈΔΥΣΣΕΎΣ", "ὀδυσσεύς"),
    ],
)
def test_twins_never_meet_on_any_disk(first: str, second: str) -> None:
    found = names(first, second).values()
    keys = {unicodedata.normalize("NFD", name).casefold() for name in found}
    assert len(keys) == 2
    assert any(name.startswith("~/") for name in found) or first.partition("/")[2]


FILES = {path: path.encode() for path in (*READABLE, *BY_DIGEST)}


def test_other_programs_find_it_valid(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FILES, FILES | {"ny å.md": b"ny"}))
    assert_sound(root, FILES, FILES | {"ny å.md": b"ny"})
    assert (root / NAME / "v1/content/årsrapport 2026.pdf").read_bytes() == FILES["årsrapport 2026.pdf"]
    assert (root / NAME / "v2/content/ny å.md").is_file()


def test_an_object_of_before_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was named by its digest keeps that name; what is new beside it can be read."""
    with monkeypatch.context() as patch:
        patch.setattr("report_builder.archive.names._is_portable", str.isascii)
        root = make(tmp_path / "archive", ({"å.md": b"1", "a.md": b"2"},))
    before = {path: path.read_bytes() for path in (root / NAME / "v1").rglob("*") if path.is_file()}
    assert not (root / NAME / "v1/content/å.md").exists()
    assert add(root, 2, {"å.md": b"1", "ø.md": b"3"})[0] is not None
    assert_sound(root, {"å.md": b"1", "a.md": b"2"}, {"å.md": b"1", "ø.md": b"3"})
    assert {path: path.read_bytes() for path in (root / NAME / "v1").rglob("*") if path.is_file()} == before
    manifest = json.loads((root / NAME / "inventory.json").read_bytes())["manifest"]
    assert manifest[sha512(b"3").hexdigest()] == ["v2/content/ø.md"]


def test_a_bag_with_such_names_is_valid(tmp_path: Path) -> None:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    files = {path: path.encode() for path in READABLE}
    root = make(tmp_path / "archive", (files,))
    outcome = write_bag(Archive(root), NAME, 1, tmp_path / "a.zip", [("Title", "Årsrapport")])
    assert outcome.value is not None, outcome.diagnostics
    with zipfile.ZipFile(tmp_path / "a.zip") as pack:
        pack.extractall(tmp_path / "unpacked")
    (folder,) = (tmp_path / "unpacked").iterdir()
    bagit.Bag(str(folder)).validate()
    found = {p.relative_to(folder / "data").as_posix() for p in (folder / "data").rglob("*") if p.is_file()}
    assert found == set(READABLE)


def decompose(root: Path) -> None:
    """Copy the archive as a program does that writes names in form NFD."""
    for folder, folders, files in os.walk(root, topdown=False):
        for name in (*folders, *files):
            other = unicodedata.normalize("NFD", name)
            if other != name:
                Path(folder, name).rename(Path(folder, other))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere both names are one")
def test_an_archive_whose_names_were_decomposed_is_read_and_put_right(tmp_path: Path) -> None:
    files = {path: path.encode() for path in READABLE} | {"mappe å/ø é.md": b"x"}
    root = make(tmp_path / "archive", (files,))
    decompose(root)
    assert not (root / NAME / "v1/content/årsrapport 2026.pdf").exists()
    assert contents(root) == [files]
    found = Archive(root).verify()
    assert {(item.code, item.severity) for item in found.diagnostics} == {("RB-NAME-FORM", Severity.WARNING)}
    assert add(root, 2, files | {"ny.md": b"y"})[0] is not None
    assert_sound(root, files, files | {"ny.md": b"y"})


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere both names are one")
def test_a_second_file_with_the_decomposed_name_does_not_belong(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", ({"å.md": b"x"},))
    other = copy(root, tmp_path / "other")
    decompose(other)
    name = unicodedata.normalize("NFD", "å.md")
    shutil.copy(other / NAME / "v1/content" / name, root / NAME / "v1/content" / name)
    assert [item.code for item in errors(root)] == ["RB-ARCHIVE-EXTRA"]
