"""Which versions keep an inventory in their folder, and that those without one are as sound as the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.archive.proving import copies, leading, mend_inventories
from report_builder.archive.tree import Tree
from tests.archive.faulty_archive_disk import QuickArchiveDisk, StepArchiveDisk
from tests.archive.support import FIRST, NAME, add, assert_sound, contents, errors, make, ocfl_faults
from tests.archive.test_purge import assert_purged, purge

COUNT = 11
FILES = tuple(FIRST | {"report.pdf": b"%%PDF %d" % number} for number in range(1, COUNT + 1))


@pytest.fixture(autouse=True)
def _few_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report_builder.archive.inventory.FIRST_COPIES", 3)


def kept(root: Path) -> list[int]:
    """The versions that have an inventory and its sidecar; none has one of the two."""
    folders = [root / NAME / f"v{number}" for number in range(1, len(contents(root)) + 1)]
    pairs = [(path / "inventory.json", path / "inventory.json.sha512") for path in folders]
    assert all(one.exists() == other.exists() for one, other in pairs)
    return [number for number, (one, _) in enumerate(pairs, 1) if one.exists()]


@pytest.mark.parametrize("swaps", [True, False])
def test_the_first_the_newest_and_ever_fewer_between(tmp_path: Path, swaps: bool) -> None:
    root = tmp_path / "archive"
    for number, files in enumerate(FILES, 1):
        added, diagnostics = add(root, number, files, disk=StepArchiveDisk(swaps=swaps))
        assert added is not None
        assert diagnostics == ()
    assert kept(root) == [1, 2, 3, 4, 8, 11]
    assert_sound(root, *FILES)


def test_a_version_without_bytes_of_its_own_keeps_its_folder(tmp_path: Path) -> None:
    versions = (*FILES[:4], FILES[0], *FILES[5:7])
    root = make(tmp_path / "archive", versions)
    assert kept(root) == [1, 2, 3, 4, 5, 7]
    assert_sound(root, *versions)


def test_an_archive_that_has_them_all_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr("report_builder.archive.inventory.FIRST_COPIES", COUNT)
        root = make(tmp_path / "archive", FILES[:7])
    assert kept(root) == [1, 2, 3, 4, 5, 6, 7]
    assert errors(root) == []
    add(root, 8, FILES[7])
    assert kept(root) == [1, 2, 3, 4, 5, 6, 8]
    assert_sound(root, *FILES[:8])


@pytest.mark.parametrize("number", [2, 5, 6, COUNT])
def test_a_purge_writes_those_that_stand(tmp_path: Path, number: int) -> None:
    root = make(tmp_path / "archive", FILES)
    before = contents(root)
    purged, diagnostics = purge(root, number, QuickArchiveDisk(), b"why %d" % number)
    assert purged is not None, diagnostics
    assert_purged(root, before, {number})
    assert kept(root) == [1, 2, 3, 4, 8, 11]


@pytest.mark.parametrize("number", [3, 8, COUNT])
def test_one_that_is_kept_is_missed(tmp_path: Path, number: int) -> None:
    root = make(tmp_path / "archive", FILES)
    (root / NAME / f"v{number}" / "inventory.json").unlink()
    assert [str(item.span) for item in errors(root)] == [f"{NAME}/v{number}/inventory.json"]


def test_one_that_need_not_be_there_is_checked_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr("report_builder.archive.inventory.FIRST_COPIES", COUNT)
        root = make(tmp_path / "archive", FILES)
    folder = root / NAME / "v6"
    (folder / "inventory.json.sha512").unlink()
    assert [str(item.span) for item in errors(root)] == [f"{NAME}/v6/inventory.json.sha512"]
    (folder / "inventory.json").chmod(0o644)
    (folder / "inventory.json").write_bytes(b"{}")
    assert {str(item.span) for item in errors(root)} == {
        f"{NAME}/v6/inventory.json.sha512",
        f"{NAME}/v6/inventory.json",
    }


def test_a_repair_makes_none_that_need_not_be_there(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", FILES)
    own = copies(Tree(root), NAME)
    lead = leading(own, {})
    assert lead is not None
    assert list(mend_inventories(own, {}, lead, NAME)) == []
    (root / NAME / "v8" / "inventory.json").unlink()
    own = copies(Tree(root), NAME)
    mended = [one.path for one in mend_inventories(own, {}, lead, NAME)]
    assert mended == [f"{NAME}/v8/inventory.json"]


def test_many_versions_stay_small(tmp_path: Path) -> None:
    """All copies together have at most four times the bytes of the one at the top."""
    root = make(tmp_path / "archive", tuple({"report.pdf": b"%d" % number} for number in range(1, 41)))
    top = (root / NAME / "inventory.json").stat().st_size
    everything = sum(path.stat().st_size for path in root.rglob("inventory.json"))
    assert everything < 4 * top
    assert Archive(root).verify().diagnostics == ()
    assert ocfl_faults(root) == ""
