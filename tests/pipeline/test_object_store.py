"""Every command on a report whose archive is in an object store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.archive.object_store import ObjectStore
from report_builder.sources.location import Address
from tests.archive.store_support import GONE, download, in_memory, objects_of, ocfl_faults_at
from tests.archive.support import ocfl_faults
from tests.pipeline.releases import DAY, Desk

ARCHIVE = "output/archive"
pytestmark = pytest.mark.usefixtures("memory_is_a_store")


def carry(desk: Desk, address: Address) -> Address:
    """Let a report have its archive at an address instead of in its folder."""
    store, folder = ObjectStore(address), desk.root / ARCHIVE
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            store.create(path.relative_to(folder).as_posix(), path.read_bytes())
    (desk.root / "settings.yaml").write_text(f"archive: {address}\n", "utf-8")
    return address


@pytest.fixture
def desk_in_store(thrice: Desk) -> tuple[Desk, Address]:
    return thrice, carry(thrice, in_memory())


def test_reading_says_what_it_says_of_a_folder(thrice: Desk, tmp_path: Path) -> None:
    verbs = (
        ("list",),
        ("list", "--json"),
        ("show", "v2"),
        ("verify",),
        ("verify", "v1"),
        ("get", "v3", "-o", str(tmp_path / "got.pdf")),
        ("export", "v1", "--bagit", str(tmp_path / "bag.zip")),
        ("export", "v2", "--check"),
        ("export", "v2", "--eark", "-o", str(tmp_path / "sip.zip")),
        ("history",),
        ("rebuild", "v3", "-o", str(tmp_path / "again.pdf")),
    )

    def all_said() -> list[tuple[int, str, str, list[bytes]]]:
        said = []
        for verb, *rest in verbs:
            status = thrice.archive(verb, *rest)
            files = [path.read_bytes() for path in sorted(tmp_path.glob("*.*"))]
            for path in tmp_path.glob("*.*"):
                path.unlink()
            said.append((status, thrice.out, thrice.err, files))
        return said

    in_folder = all_said()
    assert {status for status, *_ in in_folder} == {0}
    carry(thrice, in_memory())
    assert all_said() == in_folder
    assert thrice.command("diff", "v1", "v3", "--root", str(thrice.root)) == 0, thrice.err
    assert thrice.command("publish", str(thrice.root)) == 0, thrice.err
    assert sorted(path.name for path in (thrice.root / "output/site").rglob("v3/*.pdf"))


def test_what_is_said_later_is_archived_there(desk_in_store: tuple[Desk, Address], tmp_path: Path) -> None:
    desk, address = desk_in_store
    assert desk.command("correct", "v1", "--note", "En rettelse.", "--root", str(desk.root)) == 0, desk.err
    assert desk.command("withdraw", "v2", "--reason", "Feil.", "--yes", "--root", str(desk.root)) == 0, (
        desk.err
    )
    assert [bool(version.get("journal")) for version in desk.versions()] == [True, True, False]
    assert desk.archive("verify") == 0, desk.err
    assert ocfl_faults(download(address, tmp_path / "all")) == ""


def test_a_purge_is_refused_before_anything_is_said(desk_in_store: tuple[Desk, Address]) -> None:
    desk, address = desk_in_store
    before = objects_of(address), (desk.root / "releases.json").read_bytes()
    for dry in ([], ["--dry-run"]):
        options = ["--reason", "Navn.", "--purge", "--yes", "--root", str(desk.root), *dry]
        assert desk.command("withdraw", "v2", *options) == 3
        assert "RB-ARCHIVE-STORE" in desk.err
        assert str(address) in desk.err
    assert (objects_of(address), (desk.root / "releases.json").read_bytes()) == before


def test_a_damaged_archive_is_mended_from_a_copy(desk_in_store: tuple[Desk, Address]) -> None:
    desk, address = desk_in_store
    sound, store = objects_of(address), ObjectStore(address)
    pdf = next(key for key in sound if key.endswith("v1/content/source/content/report.yaml"))
    sidecar = next(key for key in sound if key.count("/") == 1 and key.endswith(".sha512"))
    store.restore(pdf, b"rotten")
    store.remove(sidecar)
    assert desk.archive("verify") == 1
    assert desk.archive("repair", "--dry-run", "--from", str(desk.root / ARCHIVE)) == 0, desk.err
    assert objects_of(address) != sound
    assert desk.archive("repair", "--from", str(desk.root / ARCHIVE)) == 0, desk.err
    assert sound.items() <= objects_of(address).items()  # and the journal tells of it


def test_a_lost_version_comes_back_from_its_bag(desk_in_store: tuple[Desk, Address], tmp_path: Path) -> None:
    desk, address = desk_in_store
    bag = tmp_path / "bag.zip"
    assert desk.archive("export", "v2", "--bagit", str(bag)) == 0, desk.err
    sound, store = objects_of(address), ObjectStore(address)
    lost = [key for key in sound if "/v2/" in key and not key.startswith("extensions")]
    for key in lost:
        store.remove(key)
    assert desk.archive("verify") == 1
    assert desk.archive("restore", "--from", str(bag)) == 0, desk.err
    assert sound.items() <= objects_of(address).items()
    assert desk.archive("verify", "--record") == 0, desk.err
    assert desk.archive("history") == 0, desk.err


def test_an_upload_that_was_killed_is_told_of(desk_in_store: tuple[Desk, Address]) -> None:
    desk, address = desk_in_store
    (name,) = Archive(address).objects().value or ()
    note = {"work": "writing", "process": GONE, "version": 4, "host": "", "since": 0, "mark": "x"}
    ObjectStore(address).create(f"extensions/report-builder/{name}.lock", json.dumps(note).encode())
    ObjectStore(address).create(f"{name}/v4/content/{name}.pdf", b"half of it")
    assert desk.archive("verify") == 0
    assert "RB-ARCHIVE-INTERRUPTED" in desk.err
    assert [version["version"] for version in desk.versions()] == [1, 2, 3]


def assert_released_into(desk: Desk, address: Address, folder: Path) -> None:
    """A report is released to the address, and all that is asked of the archive there is answered."""
    (desk.root / "settings.yaml").write_text(f"archive: {address}\n", "utf-8")
    assert desk.release() == 0, desk.err
    assert str(address) in desk.err
    desk.now += DAY
    assert desk.archive("verify") == 0, desk.err
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert desk.archive("export", "v1", "--bagit", str(folder / "bag.zip")) == 0, desk.err
    assert [version["version"] for version in desk.versions()] == [1]
    assert ocfl_faults(download(address, folder / "all")) == ""
    assert not (desk.root / ARCHIVE).exists()


@pytest.mark.usefixtures("shared_verapdf")
def test_a_release_into_a_bucket(desk: Desk, object_endpoint: str, tmp_path: Path) -> None:
    from tests.object_server import make_bucket

    address = Address(f"s3://{make_bucket(object_endpoint)}/arkiv")
    assert_released_into(desk, address, tmp_path)
    assert ocfl_faults_at(address) == ""


@pytest.mark.whole
@pytest.mark.usefixtures("shared_verapdf")
def test_a_release_into_a_container(desk: Desk, azure_connection: str, tmp_path: Path) -> None:
    from tests.azure_server import make_container

    assert_released_into(desk, Address(f"abfs://{make_container(azure_connection)}/arkiv"), tmp_path)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://kari:hemmelig@lager/arkiv", "user name or password"),
        ("s3://", "does not have the form"),
        ("s3://lager/../annet", "does not have the form"),
        ("s3://lager/a?b=c", "does not have the form"),
        ("s3://[lager/a", "does not have the form"),
        ("https://example.org/arkiv", "leads to no object store"),
        ("file:///srv/arkiv", "leads to no object store"),
        ("simplecache::s3://lager/arkiv", "leads to no object store"),
    ],
)
def test_an_address_that_cannot_be(desk: Desk, address: str, said: str) -> None:
    (desk.root / "settings.yaml").write_text(f'archive: "{address}"\n', "utf-8")
    assert desk.archive("list") == 2
    assert said in desk.err
    assert "settings.yaml:1" in desk.err
    assert "hemmelig" not in desk.err.split("\n")[0]
