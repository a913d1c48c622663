"""The bag for hand-over, read by the bagit package."""

from __future__ import annotations

import errno
import logging
import tarfile
import zipfile
from hashlib import sha512
from pathlib import Path

import bagit
import pytest

from report_builder.archive import Archive, bag, write_bag
from tests.archive.support import NAME, add, make, overwrite
from tests.pipeline.faulty_disk import FailingDisk
from tests.said import english

METADATA = {
    "Source-Organization": "Direktoratet for forvaltning og ikt (Difi)",
    "Contact-Name": "Kari Nordmann",
    "External-Identifier": "Difi-rapport 2019:7",
    "External-Description": "Konstruktiv uro –\n  toppledelse i staten",
    "Bagging-Date": "2019-12-05",
}
FILES = {"report.pdf": b"%PDF" * 300, "source/assets/måling.png": b"\x89PNG", "tom.txt": b""}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(make(tmp_path / "archive", ({"report.pdf": b"old"}, FILES)))


def unpack(path: Path, folder: Path) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as pack:
            pack.extractall(folder)  # noqa: S202 - our own file
    else:
        with tarfile.open(path) as pack:
            # The first releases of Python 3.11, which some systems keep, have no filter yet.
            if hasattr(tarfile, "data_filter"):
                pack.extraction_filter = tarfile.data_filter
            pack.extractall(folder)  # noqa: S202 - our own file
    (bag,) = folder.iterdir()
    return bag


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_another_program_finds_the_bag_valid(archive: Archive, tmp_path: Path, suffix: str) -> None:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    target = tmp_path / f"overlevering{suffix}"
    outcome = write_bag(archive, NAME, 2, target, METADATA.items())
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert (outcome.value.files, outcome.value.size) == (3, 1204)
    folder = unpack(target, tmp_path / "unpacked")
    assert folder.name == f"{NAME}-v2"
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.algorithms == ["sha512"]
    assert bag.info == METADATA | {
        "External-Description": "Konstruktiv uro – toppledelse i staten",
        "Payload-Oxum": "1204.3",
        "Bag-Size": "1.2 kB",
    }
    stored = {
        path.relative_to(folder / "data").as_posix(): path.read_bytes()
        for path in (folder / "data").rglob("*")
        if path.is_file()
    }
    assert stored == FILES


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_the_same_version_gives_the_same_bag(archive: Archive, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    write_bag(archive, NAME, 2, first, METADATA.items())
    write_bag(archive, NAME, 2, second, METADATA.items())
    assert first.read_bytes() == second.read_bytes()


def test_damage_is_found_by_the_receiver(archive: Archive, tmp_path: Path) -> None:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    write_bag(archive, NAME, 2, tmp_path / "a.zip", METADATA.items())
    folder = unpack(tmp_path / "a.zip", tmp_path / "unpacked")
    (folder / "data" / "report.pdf").write_bytes(b"%PFD" * 300)
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
@pytest.mark.parametrize(
    "name", ["100%.txt", "andel 50%.png", "50%25.txt", "a%0Ab.txt", "%", "mappe 5%/a.txt"]
)
def test_a_percent_sign_in_a_name_is_read_by_others(tmp_path: Path, name: str, suffix: str) -> None:
    """RFC 8493 wants %25 for it, which other programs do not read back; BagIt 0.97 wants it as it stands."""
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    files = FILES | {f"source/assets/{name}": b"all"}
    archive = Archive(make(tmp_path / "archive", (files,)))
    assert write_bag(archive, NAME, 1, tmp_path / f"a{suffix}", METADATA.items()).diagnostics == ()
    folder = unpack(tmp_path / f"a{suffix}", tmp_path / "unpacked")
    if name == "a%0Ab.txt":
        # The bagit package takes %0A for a line end in any version; the standard says otherwise.
        assert f"  data/source/assets/{name}\n" in (folder / "manifest-sha512.txt").read_text("utf-8")
    else:
        bagit.Bag(str(folder)).validate()
    assert (folder / "bagit.txt").read_bytes() == (
        b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
    )


def test_manifests_are_of_the_standard(archive: Archive, tmp_path: Path) -> None:
    write_bag(archive, NAME, 2, tmp_path / "a.zip", ())
    with zipfile.ZipFile(tmp_path / "a.zip") as pack:
        manifest = pack.read(f"{NAME}-v2/manifest-sha512.txt").decode("utf-8").splitlines()
        assert pack.read(f"{NAME}-v2/bagit.txt") == (
            b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        )
        tags = pack.read(f"{NAME}-v2/tagmanifest-sha512.txt").decode("ascii").splitlines()
    assert manifest == [f"{sha512(data).hexdigest()}  data/{path}" for path, data in sorted(FILES.items())]
    assert [line.split("  ")[1] for line in tags] == ["bag-info.txt", "bagit.txt", "manifest-sha512.txt"]


@pytest.mark.parametrize(
    ("target", "metadata", "says"),
    [
        ("a.7z", {}, "neither a .zip nor a .tar"),
        ("a.zip", {"Payload-Oxum": "1.1"}, "cannot be a label"),
        ("a.zip", {"Two\nlines": "x"}, "cannot be a label"),
        ("a.zip", {"With: colon": "x"}, "cannot be a label"),
        ("a.zip", {"Contact-Name": " "}, "has no text"),
    ],
)
def test_what_cannot_be_a_bag(
    archive: Archive, tmp_path: Path, target: str, metadata: dict[str, str], says: str
) -> None:
    outcome = write_bag(archive, NAME, 2, tmp_path / target, metadata.items())
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.code == "RB-ARCHIVE-NAME"
    assert says in english(found.message)
    assert not (tmp_path / target).exists()


def test_a_path_that_some_systems_refuse(tmp_path: Path) -> None:
    archive = Archive(make(tmp_path / "archive", ({"aux.txt": b"", "a:b": b""},)))
    outcome = write_bag(archive, NAME, 1, tmp_path / "a.zip", ())
    assert [item.code for item in outcome.diagnostics] == ["RB-ARCHIVE-NAME"] * 2


def test_a_rotten_version_is_not_handed_over(archive: Archive, tmp_path: Path) -> None:
    assert isinstance(archive.root, Path)
    overwrite(archive.root / NAME / "v2" / "content" / "report.pdf", b"rot")
    outcome = write_bag(archive, NAME, 2, tmp_path / "a.zip", METADATA.items())
    assert outcome.value is None
    assert [item.code for item in outcome.diagnostics] == ["RB-ARCHIVE-DIGEST"]
    assert [item.code for item in write_bag(archive, NAME, 9, tmp_path / "a.zip", ()).diagnostics] == [
        "RB-ARCHIVE-MISSING"
    ]
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_files_beside_the_payload_are_vouched_for_too(archive: Archive, tmp_path: Path, suffix: str) -> None:
    target, beside = tmp_path / f"a{suffix}", {"journal.json": b"{}", "landing/1.yaml": b"lead: a"}
    assert write_bag(archive, NAME, 2, target, METADATA.items(), beside=beside).diagnostics == ()
    folder = unpack(target, tmp_path / "unpacked")
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.info["Payload-Oxum"] == "1204.3"
    for path, data in beside.items():
        assert (folder / "metadata" / path).read_bytes() == data
        assert f"metadata/{path}" in bag.tagfile_entries()
    (folder / "metadata/journal.json").write_bytes(b"[]")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


def test_a_disk_that_fails_leaves_the_old_file(archive: Archive, tmp_path: Path) -> None:
    (target := tmp_path / "a.zip").write_bytes(b"old")
    disk = FailingDisk("before replace", errno.ENOSPC)
    outcome = write_bag(archive, NAME, 2, target, METADATA.items(), disk)
    assert [item.code for item in outcome.diagnostics] == ["RB-OUTPUT-WRITE"]
    assert "cannot be written: no space left on device" in english(outcome.diagnostics[0].message)
    assert target.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"archive", "a.zip"}


def test_an_old_version_of_a_zip_date(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    root = tmp_path / "archive"
    add(root, 1, FILES, created=datetime(1975, 1, 1, tzinfo=UTC))
    assert write_bag(Archive(root), NAME, 1, tmp_path / "a.zip", ()).value is not None


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1049, "1.0 kB"),
        (1051, "1.1 kB"),
        (999_000, "999.0 kB"),
        (1_000_000, "1.0 MB"),
        (1_000_000_000, "1.0 GB"),
        (12_000_000_000_000, "12000.0 GB"),
    ],
)
def test_the_size_is_told_in_units_that_people_know(size: int, said: str) -> None:
    assert bag._size(size) == said
