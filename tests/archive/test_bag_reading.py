"""A bag that comes back: read as it was written, and never trusted further than its digests go."""

from __future__ import annotations

import io
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable
from hashlib import sha512
from pathlib import Path

import pytest

from report_builder.archive import Archive, write_bag
from report_builder.archive.bag_reading import OpenedBag, open_bag
from report_builder.diagnostics import Severity
from tests.archive.support import NAME, make
from tests.archive.test_bag import METADATA, unpack
from tests.said import english

FILES = {
    "report.pdf": b"%PDF" * 300,
    "source/content/måling.md": "# Måling\n".encode(),
    "source/50% mer.txt": b"",
}
BESIDE = {"journal.json": b"{}"}


@pytest.fixture(scope="module")
def bags(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same version as ``bag.zip``, ``bag.tar`` and the folder ``bag``."""
    folder = tmp_path_factory.mktemp("bags")
    archive = Archive(make(folder / "archive", (FILES,)))
    for name in ("bag.zip", "bag.tar"):
        outcome = write_bag(archive, NAME, 1, folder / name, METADATA.items(), beside=BESIDE)
        assert outcome.value is not None, outcome.diagnostics
    unpack(folder / "bag.zip", folder / "unpacked").rename(folder / "bag")
    return folder


def opened(path: Path) -> tuple[OpenedBag | None, list[str]]:
    """The bag, and what is wrong with it; every fault has its place and a hint."""
    outcome = open_bag(path)
    assert all(item.code == "RB-BAG" and item.hint and item.span for item in outcome.diagnostics)
    return outcome.value, [english(item.message) for item in outcome.diagnostics]


@pytest.mark.parametrize("name", ["bag.zip", "bag.tar", "bag", "outer"])
def test_what_was_written_is_read(bags: Path, name: str, tmp_path: Path) -> None:
    path = bags / name
    if name == "outer":
        shutil.copytree(bags / "bag", tmp_path / "outer" / "inner")
        path = tmp_path / "outer"
    bag, faults = opened(path)
    assert faults == []
    assert bag is not None
    assert bag.payload == FILES
    assert bag.tags["metadata/journal.json"] == b"{}"


def test_a_bag_that_was_packed_again_by_a_mac(bags: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("bag/", b"")
        for file in sorted((bags / "bag").rglob("*")):
            pack.write(file, f"bag/{file.relative_to(bags / 'bag')}")
        pack.writestr("bag/data/.DS_Store", b"finder")
        pack.writestr("__MACOSX/bag/._bagit.txt", b"finder")
    bag, faults = opened(path)
    assert faults == []
    assert bag is not None
    assert bag.payload == FILES


def lost(folder: Path) -> None:
    (folder / "data/report.pdf").unlink()


def rotten(folder: Path) -> None:
    (folder / "data/report.pdf").write_bytes(b"%PDX" * 300)


def more(folder: Path) -> None:
    (folder / "data/more.txt").write_bytes(b"")


def other_info(folder: Path) -> None:
    with (folder / "bag-info.txt").open("a", encoding="utf-8") as info:
        info.write("Contact-Name: Noen andre\n")


def no_manifest(folder: Path) -> None:
    (folder / "manifest-sha512.txt").unlink()


def half_a_line(folder: Path) -> None:
    path = folder / "manifest-sha512.txt"
    path.write_bytes(path.read_bytes()[:-20].replace(b"  data/report.pdf", b""))


def no_text(folder: Path) -> None:
    (folder / "manifest-sha512.txt").write_bytes(b"\xff\xfe")


def other_declaration(folder: Path) -> None:
    (folder / "bagit.txt").write_bytes(b"BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n")


def to_fetch(folder: Path) -> None:
    (folder / "fetch.txt").write_bytes(b"https://example.org/a 3 data/a.txt\n")


DAMAGES: dict[Callable[[Path], None], str] = {
    lost: "is listed in manifest-sha512.txt and is missing",
    rotten: "the sha512",
    more: "is in no list of the content",
    other_info: "the sha512",
    no_manifest: "has no list of its content",
    half_a_line: "is not a digest and a path",
    no_text: "is not written in UTF-8",
    other_declaration: "does not say BagIt",
    to_fetch: "are to be fetched",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_told_and_what_could_be_read_is_there(
    bags: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    shutil.copytree(bags / "bag", tmp_path / "bag")
    damage(tmp_path / "bag")
    bag, faults = opened(tmp_path / "bag")
    assert any(DAMAGES[damage] in fault for fault in faults), faults
    assert bag is not None
    assert bag.payload["source/content/måling.md"] == FILES["source/content/måling.md"]


def test_any_bit_that_flips_is_found(bags: Path, tmp_path: Path) -> None:
    data = (bags / "bag.zip").read_bytes()
    path = tmp_path / "bag.zip"
    for place in range(0, len(data), max(1, len(data) // 60)):
        changed = bytearray(data)
        changed[place] ^= 4
        path.write_bytes(bytes(changed))
        bag, faults = opened(path)
        assert faults or (bag is not None and bag.payload == FILES)


def zipped(path: Path, *more: tuple[str | zipfile.ZipInfo, bytes]) -> None:
    """A bag of one file that is sound but for ``more``."""
    digest = sha512(b"a").hexdigest()
    entries: list[tuple[str | zipfile.ZipInfo, bytes]] = [
        ("b/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        ("b/manifest-sha512.txt", f"{digest}  data/a.txt\n".encode()),
        ("b/data/a.txt", b"a"),
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in (*entries, *more):
            pack.writestr(name, data)


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


HOSTILE: tuple[tuple[str, str | zipfile.ZipInfo, bytes, str], ...] = (
    ("out of the folder", "b/data/../../../evil", b"x", "has an empty part"),
    ("from the root", "/etc/evil", b"x", "has an empty part"),
    ("by a backslash", "b/data/..\\evil", b"x", "character"),
    ("to a drive", "C:/evil", b"x", "character"),
    ("a device of Windows", "b/data/NUL", b"x", "reserved"),
    ("a link", link("b/data/link"), b"/etc/passwd", "not a regular file"),
    ("a twin", "b/data/A.TXT", b"x", "is listed twice"),
    ("beside", "c/a.txt", b"x", "outside the folder"),
    ("two bags", "c/bagit.txt", b"x", "no single bagit.txt"),
    ("a bomb", "b/data/bomb", bytes(4_000_000), "far more than the file itself"),
)


@pytest.mark.parametrize(
    ("name", "data", "said"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_what_is_made_to_do_harm_is_refused(
    tmp_path: Path, name: str | zipfile.ZipInfo, data: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report_builder.archive.bag_packing._MOST_BYTES", 1_000_000)
    path = tmp_path / "bag.zip"
    zipped(path)
    assert opened(path)[1] == []
    zipped(path, (name, data))
    bag, faults = opened(path)
    assert bag is None
    assert said in faults[0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["bag.zip"]


def test_a_name_that_stands_twice(tmp_path: Path) -> None:
    path = tmp_path / "bag.zip"
    with pytest.warns(UserWarning, match="Duplicate"):
        zipped(path, ("b/data/a.txt", b"b"))
    assert opened(path)[0] is None


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_a_tar_with_more_than_files(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "bag.tar"
    with tarfile.open(path, "w") as pack:
        entry = tarfile.TarInfo("b/bagit.txt")
        pack.addfile(entry, io.BytesIO(b""))
        other = tarfile.TarInfo("b/data/a.txt")
        other.type, other.linkname = kind, "/etc/passwd"
        pack.addfile(other)
    bag, faults = opened(path)
    assert bag is None
    assert "not a regular file" in faults[0]


def test_a_link_in_a_folder_is_not_followed(bags: Path, tmp_path: Path) -> None:
    shutil.copytree(bags / "bag", tmp_path / "bag")
    (tmp_path / "bag/data/report.pdf").unlink()
    (tmp_path / "bag/data/report.pdf").symlink_to(bags / "bag/data/report.pdf")
    assert opened(tmp_path / "bag")[0] is None


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bag(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bag.zip"
    path.write_bytes(data)
    bag, faults = opened(path)
    assert bag is None
    assert "not a BagIt bag" in faults[0]


def test_a_tar_that_ends_with_a_zip(bags: Path, tmp_path: Path) -> None:
    files = {"report.pdf": b"%PDF", "z.zip": (bags / "bag.zip").read_bytes()}
    archive, path = Archive(make(tmp_path / "archive", (files,))), tmp_path / "bag.tar"
    assert write_bag(archive, NAME, 1, path, ()).value is not None
    bag, faults = opened(path)
    assert faults == []
    assert bag is not None
    assert bag.payload == files


@pytest.mark.parametrize("name", ["bag.zip", "bag.tar"])
def test_half_a_bag_is_never_whole(bags: Path, tmp_path: Path, name: str) -> None:
    data = (bags / name).read_bytes()
    path = tmp_path / name
    for share in (0.02, 0.2, 0.4):
        path.write_bytes(data[: int(len(data) * share)])
        _, faults = opened(path)
        assert faults
        assert name == "bag.tar" or "only the beginning of a ZIP file" in faults[0]


def test_an_encrypted_bag_is_told(bags: Path, tmp_path: Path) -> None:
    data = bytearray((bags / "bag.zip").read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        data[at + place] |= 1
    path = tmp_path / "bag.zip"
    path.write_bytes(bytes(data))
    bag, faults = opened(path)
    assert bag is None or len(bag.payload) < len(FILES)
    assert "cannot be unpacked" in faults[0]


@pytest.mark.parametrize("name", ["note.txt", "metadata/events.json"])
def test_a_file_that_no_list_has_is_told_and_not_used(name: str, bags: Path, tmp_path: Path) -> None:
    """A bag may have one beside the payload, and is sound all the same; one without such a list too."""
    bag = tmp_path / "bag"
    shutil.copytree(bags / "bag", bag)
    (bag / name).write_bytes(b"[]")
    outcome = open_bag(bag)
    assert outcome.value is not None
    assert not outcome.failed
    (item,) = outcome.diagnostics
    assert (item.code, item.severity) == ("RB-BAG", Severity.WARNING)
    assert item.span is not None
    assert item.span.path == f"{bag}/{name}"
    assert name not in outcome.value.tags
    assert "metadata/journal.json" in outcome.value.tags
    (bag / "tagmanifest-sha512.txt").unlink()
    without = open_bag(bag)
    assert not without.failed
    (item,) = without.diagnostics
    assert "no list of the digests of the files outside 'data'" in english(item.message)
    assert without.value is not None
    assert name in without.value.tags


def test_a_bag_of_nothing_but_a_payload_needs_no_second_list(bags: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(bags / "bag", bag)
    shutil.rmtree(bag / "metadata")
    (bag / "tagmanifest-sha512.txt").unlink()
    assert opened(bag)[1] == []


def test_of_what_is_used_it_is_not_said_that_it_is_not(bags: Path, tmp_path: Path) -> None:
    """With the second list emptied, the lists and facts of the bag are read as before."""
    bag = tmp_path / "bag"
    shutil.copytree(bags / "bag", bag)
    (bag / "tagmanifest-sha512.txt").write_bytes(b"")
    outcome = open_bag(bag)
    assert not outcome.failed
    told = {
        item.span.path.removeprefix(f"{bag}/"): "is not used" in english(item.message)
        for item in outcome.diagnostics
        if item.span is not None
    }
    assert told == {
        "bag-info.txt": False,
        "bagit.txt": False,
        "manifest-sha512.txt": False,
        "metadata/journal.json": True,
    }
