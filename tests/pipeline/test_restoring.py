"""What an archive has lost is put back from bags, where their digests are those that it wrote down."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder.archive import Archive, write_bag
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.pipeline.repairing import RepairRequest, repair_archive
from tests.archive.faulty_archive_disk import KillingArchiveDisk, QuickArchiveDisk, StepArchiveDisk
from tests.archive.support import NAME, VERSIONS, assert_sound, make, overwrite
from tests.archive.test_crash import in_a_child
from tests.pipeline.releases import Desk
from tests.pipeline.test_repairing import WITH_FORK, files


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report's archive, and a bag of each of its versions."""
    folder = tmp_path_factory.mktemp("handed-over")
    archive = Archive(make(folder / "archive"))
    for number in (1, 2, 3):
        outcome = write_bag(archive, NAME, number, folder / f"v{number}.zip", ())
        assert outcome.value is not None, outcome.diagnostics
    return folder


@pytest.fixture
def root(handed_over: Path, tmp_path: Path) -> Path:
    root = tmp_path / "report"
    shutil.copytree(handed_over / "archive", root / "archive")
    (root / "settings.yaml").write_text("archive: archive\n", "utf-8")
    return root


def restore(root: Path, *bags: Path, dry: bool = False) -> tuple[list[Diagnostic], list[str]]:
    """Restore; the errors, and the places of what was written anew."""
    outcome = repair_archive(RepairRequest(root, dry_run=dry, bags=bags), QuickArchiveDisk())
    errors = [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
    assert (outcome.value is None) == bool(errors)
    mended = [item.span for item in outcome.diagnostics if item.code == "RB-ARCHIVE-MENDED"]
    return errors, sorted(span.path.removeprefix(f"archive/{NAME}/") for span in mended if span)


def away(path: Path) -> None:
    shutil.rmtree(path)


def emptied(path: Path) -> None:
    for file in path.rglob("*"):
        if file.is_file():
            overwrite(file, b"")


@pytest.mark.parametrize("lose", [away, emptied], ids=lambda lose: lose.__name__)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_lost_version_comes_back(
    handed_over: Path, root: Path, number: int, lose: Callable[[Path], None]
) -> None:
    before = files(root)
    lose(root / "archive" / NAME / f"v{number}")
    damaged = files(root)
    bag = handed_over / f"v{number}.zip"
    errors, told = restore(root, bag, dry=True)
    assert errors == []
    assert files(root) == damaged
    assert restore(root, bag) == ([], told)
    assert files(root) == before
    assert_sound(root / "archive", *VERSIONS)


def test_all_versions_come_back(handed_over: Path, root: Path) -> None:
    before = files(root)
    for number in (1, 2, 3):
        away(root / "archive" / NAME / f"v{number}")
    assert restore(root, *(handed_over / f"v{number}.zip" for number in (1, 2, 3)))[0] == []
    assert files(root) == before


def test_the_only_version_comes_back(tmp_path: Path) -> None:
    root = tmp_path / "report"
    archive = Archive(make(root / "archive", VERSIONS[:1]))
    (root / "settings.yaml").write_text("archive: archive\n", "utf-8")
    assert write_bag(archive, NAME, 1, tmp_path / "v1.zip", ()).value is not None
    before = files(root)
    away(root / "archive" / NAME / "v1")
    assert restore(root, tmp_path / "v1.zip")[0] == []
    assert files(root) == before


def test_the_version_that_shares_a_file_gives_it(handed_over: Path, root: Path) -> None:
    """v1/content/report.pdf has the bytes of v3's report, and assets/b.png those of v2's."""
    before = files(root)
    away(root / "archive" / NAME / "v1")
    errors, _ = restore(root, handed_over / "v2.zip")
    assert [item.code for item in errors] == ["RB-ARCHIVE-UNPROVEN"]
    assert errors[0].span is not None
    assert errors[0].span.path == f"archive/{NAME}/v1/content/report.pdf"
    assert restore(root, handed_over / "v3.zip") == ([], ["v1/content/report.pdf"])
    assert files(root) == before


def test_several_bags_and_what_none_has(handed_over: Path, root: Path) -> None:
    for number in (1, 2, 3):
        away(root / "archive" / NAME / f"v{number}/content")
    errors, mended = restore(root, handed_over / "v1.zip", handed_over / "v2.zip")
    assert [item.span.path for item in errors if item.span] == [
        f"archive/{NAME}/v3/content/source/content/a.md"
    ]
    assert "v2/content/report.pdf" in mended
    assert restore(root, *(handed_over / f"v{number}.zip" for number in (1, 2, 3)))[0] == []
    assert_sound(root / "archive", *VERSIONS)


def test_other_bytes_are_never_taken(root: Path, tmp_path: Path) -> None:
    other = Archive(make(tmp_path / "other", ({"report.pdf": b"%PDF other"},)))
    assert write_bag(other, NAME, 1, tmp_path / "other.zip", ()).value is not None
    (root / "archive" / NAME / "v1/content/report.pdf").unlink()
    damaged = files(root)
    errors, mended = restore(root, tmp_path / "other.zip")
    assert ([item.code for item in errors], mended) == (["RB-ARCHIVE-UNPROVEN"], [])
    assert files(root) == damaged


def test_a_damaged_bag_gives_what_is_whole_in_it(handed_over: Path, root: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(handed_over / "v2.zip", tmp_path)
    bag = tmp_path / f"{NAME}-v2"
    (bag / "data/manifest.json").write_bytes(b"{ }")
    content = root / "archive" / NAME / "v2/content"
    (content / "report.pdf").unlink()
    assert restore(root, bag) == ([], ["v2/content/report.pdf"])
    (content / "manifest.json").unlink()
    errors, mended = restore(root, bag)
    assert ([item.code for item in errors], mended) == (["RB-ARCHIVE-UNPROVEN"], [])


@pytest.mark.parametrize("kind", [".zip", ".tar"])
@pytest.mark.parametrize("place", ["bagit.txt", "manifest-sha512.txt", "data/report.pdf", ""])
def test_a_damaged_pack_gives_what_is_whole_in_it(
    handed_over: Path, root: Path, tmp_path: Path, kind: str, place: str
) -> None:
    """One byte is another, or the end is lost (of a ZIP that is its list); the rest comes back."""
    bag = tmp_path / f"v2{kind}"
    assert write_bag(Archive(root / "archive"), NAME, 2, bag, ()).value is not None
    data = bytearray(bag.read_bytes())
    name = f"{NAME}-v2/{place}".encode()
    if place and kind == ".zip":
        data[data.index(name) + len(name)] ^= 1
    elif place:
        data[(data.index(name) // 512 + 1) * 512] ^= 1
    else:
        del data[len(data) // 2 :]
    bag.write_bytes(data)
    before = files(root)
    for path in (root / "archive" / NAME / "v2").rglob("*"):
        if path.is_file():
            path.unlink()
    # Beside a pack that is whole, a damaged one takes nothing away.
    outcome = repair_archive(RepairRequest(root, dry_run=True, bags=(bag, handed_over / "v2.zip")))
    assert not [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
    assert any(item.code == "RB-BAG" and item.hint for item in outcome.diagnostics)
    errors, mended = restore(root, bag)
    if kind == ".zip" and not place:
        assert [item.code for item in errors] == ["RB-BAG"]
        return
    assert mended
    assert place != "data/report.pdf" or "v2/content/report.pdf" not in mended
    assert "manifest" not in place or "v2/content/report.pdf" in mended
    assert restore(root, handed_over / "v2.zip")[0] == []
    assert files(root) == before


def test_a_bag_that_cannot_be_read_leaves_the_others(handed_over: Path, root: Path, tmp_path: Path) -> None:
    before = files(root)
    away(root / "archive" / NAME / "v2")
    damaged = files(root)
    (tmp_path / "no.zip").write_bytes(b"PK")
    errors, mended = restore(root, tmp_path / "no.zip")
    assert ([item.code for item in errors], mended) == (["RB-BAG"], [])
    assert files(root) == damaged
    assert restore(root, tmp_path / "no.zip", handed_over / "v2.zip")[0] == []
    assert files(root) == before


@WITH_FORK
def test_a_restore_that_is_killed_anywhere(handed_over: Path, root: Path, tmp_path: Path) -> None:
    before = files(root)
    away(root / "archive" / NAME / "v2")
    bags = (handed_over / "v2.zip",)
    shutil.copytree(root, tmp_path / "count")
    disk = StepArchiveDisk()
    repair_archive(RepairRequest(tmp_path / "count", bags=bags), disk)
    for count in range(1, len(disk.trace) // 2 + 1, 3):
        killed = tmp_path / f"killed-{count}"
        shutil.copytree(root, killed)
        in_a_child(
            lambda killed=killed, count=count: repair_archive(  # type: ignore[misc]
                RepairRequest(killed, bags=bags), KillingArchiveDisk(count)
            )
        )
        errors, _ = restore(killed, *bags)
        assert errors == []
        assert files(killed) == before


def test_the_command(released: Desk, tmp_path: Path) -> None:
    bag = tmp_path / "notat.zip"
    assert released.archive("export", "v1", "--bagit", str(bag)) == 0, released.err
    shutil.rmtree(released.root / "output/archive/notat/v1/content")
    assert released.archive("verify") == 1
    assert released.archive("restore", "--from", str(bag), "--dry-run") == 0, released.err
    assert "would be rewritten; nothing was written" in released.out
    assert released.archive("restore", "--from", str(bag)) == 0, released.err
    assert "every digest is right" in released.out
    assert released.archive("verify") == 0, released.err
    assert released.archive("restore", "--from", str(bag)) == 0
    assert "nothing to repair" in released.out
