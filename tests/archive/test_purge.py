"""A version is purged: its own bytes are gone, and nothing of any other version has changed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from hashlib import md5, sha512
from pathlib import Path

import pytest

from report_builder.archive import Archive, ArchiveDisk, Purged
from report_builder.diagnostics import Diagnostic, Diagnostics
from tests.archive.faulty_archive_disk import QuickArchiveDisk
from tests.archive.support import (
    FIRST,
    MORNING,
    NAME,
    SECOND,
    VERSIONS,
    add,
    contents,
    edit_head,
    make,
    ocfl_faults,
    overwrite,
    versions_of,
)

TOMBSTONE = "withdrawn.json"
WHY = b"why"

Files = Mapping[str, bytes]


def purge(
    root: Path, number: int, disk: ArchiveDisk | None = None, data: bytes = WHY
) -> tuple[Purged | None, tuple[Diagnostic, ...]]:
    diagnostics = Diagnostics()
    with Archive(root, disk or QuickArchiveDisk()).write(NAME, diagnostics) as writer:
        if writer is None:
            return None, diagnostics.items
        return writer.purge(number, TOMBSTONE, data, "withdrawn"), diagnostics.items


def every_byte(root: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file())


def assert_purged(root: Path, before: list[dict[str, bytes]], numbers: set[int]) -> None:
    outcome = Archive(root).verify()
    assert outcome.diagnostics == ()
    assert ocfl_faults(root) == ""
    left = [
        {TOMBSTONE: b"why %d" % number} if number in numbers else files
        for number, files in enumerate(before, 1)
    ]
    assert contents(root) == left
    kept = {data for files in left for data in files.values()}
    everything = every_byte(root)
    for files in before:
        for data in set(files.values()) - kept:
            assert data not in everything
            assert sha512(data).hexdigest().encode() not in everything
    assert {path.name for path in root.iterdir()} == {"0=ocfl_1.1", "ocfl_layout.json", NAME}


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("swaps", [True, False])
def test_what_only_the_version_has_is_gone(tmp_path: Path, number: int, swaps: bool) -> None:
    root = make(tmp_path / "archive")
    before, versions = contents(root), versions_of(root)
    would = Archive(root).would_lose(NAME, number).value
    purged, diagnostics = purge(root, number, QuickArchiveDisk(swaps=swaps), b"why %d" % number)
    assert diagnostics == ()
    assert purged == would
    assert_purged(root, before, {number})
    # Time and user stay; the message may have said too much.
    now = versions_of(root)
    assert [(v.created, v.author) for v in now] == [(v.created, v.author) for v in versions]
    assert [v.message for v in now] == ["withdrawn" if v.number == number else v.message for v in versions]


def test_what_is_taken_and_left_is_told(tmp_path: Path) -> None:
    root = make(tmp_path / "archive")
    purged, _ = purge(root, 2)
    assert purged is not None
    assert purged.gone == {"manifest.json": 2, "report.pdf": 11}
    assert purged.shared == {"source/assets/b.png": (1,), "source/content/a.md": (1,)}


def test_earlier_inventories_are_as_they_were(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST, SECOND, FIRST, SECOND))
    earlier = {
        path: path.read_bytes() for folder in ("v1", "v2") for path in (root / NAME / folder).glob("inv*")
    }
    inode = (root / NAME / "v1/content/report.pdf").stat().st_ino
    assert purge(root, 3)[0] is not None
    assert {path: path.read_bytes() for path in earlier} == earlier
    assert (root / NAME / "v1/content/report.pdf").stat().st_ino == inode


def test_a_version_of_which_all_is_shared_loses_nothing_but_its_state(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST, FIRST, FIRST))
    before = contents(root)
    purged, _ = purge(root, 1, data=b"why 1")
    assert purged is not None
    assert purged.gone == {}
    assert_purged(root, before, {1})


def test_names_that_meet_in_the_new_place(tmp_path: Path) -> None:
    """What moves comes beside a twin of its name."""
    first = {"A/x.md": b"shared", "own.md": b"only here"}
    second = {"a/X.md": b"another", "A/x.md": b"shared", "b.md": b"more"}
    root = make(tmp_path / "archive", (first, second))
    before = contents(root)
    assert purge(root, 1, data=b"why 1")[0] is not None
    assert_purged(root, before, {1})


def test_versions_are_added_after_a_purge(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST, SECOND))
    assert purge(root, 2, data=b"why 2")[0] is not None
    added, diagnostics = add(root, 3, SECOND)
    assert added is not None
    assert diagnostics == ()
    assert contents(root) == [dict(FIRST), {TOMBSTONE: b"why 2"}, dict(SECOND)]
    assert ocfl_faults(root) == ""


def test_another_programs_fixity_goes_along(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST, SECOND))

    def with_fixity(inventory: dict[str, object]) -> None:
        inventory["fixity"] = {
            "md5": {
                md5(data, usedforsecurity=False).hexdigest(): [f"v1/content/{path}"]
                for path, data in FIRST.items()
            }
        }

    edit_head(root / NAME, with_fixity)
    before = contents(root)
    assert purge(root, 1, data=b"why 1")[0] is not None
    assert_purged(root, before, {1})
    assert (
        "v2/content/source/content/a.md"
        in (root / NAME / "inventory.json").read_text().partition("manifest")[0]
    )


def test_nothing_is_built_on_damage(tmp_path: Path) -> None:
    root = make(tmp_path / "archive")
    overwrite(root / NAME / "v1/content/source/assets/b.png", b"rotten")
    everything = every_byte(root)
    purged, diagnostics = purge(root, 2)
    assert purged is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-DIGEST"]
    assert every_byte(root) == everything


def random_files(rng: random.Random, number: int, before: list[dict[str, bytes]]) -> dict[str, bytes]:
    """A version of which some is new, some as in any earlier one, under the same or another path."""
    names = ["a.md", "A.md", "b/c.md", "B/c.md", "b.md", "æ.md", "d/e/f.md", "con.md", "report.pdf"]
    pool = [data for files in before for data in files.values()]
    files = {}
    for name in rng.sample(names, rng.randint(1, len(names))):
        is_old = pool and rng.random() < 0.6
        files[name] = rng.choice(pool) if is_old else b"secret %d %d" % (number, rng.randrange(10**9))
    return files


def check_random_purges(folder: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    before: list[dict[str, bytes]] = []
    for number in range(1, rng.randint(2, 5) + 1):
        before.append(random_files(rng, number, before))
    root = make(folder / f"archive-{seed}", tuple(before))
    purged: set[int] = set()
    for number in rng.sample(range(1, len(before) + 1), rng.randint(1, len(before))):
        disk = QuickArchiveDisk(swaps=rng.random() < 0.5)
        assert purge(root, number, disk, b"why %d" % number)[0] is not None
        purged.add(number)
        assert_purged(root, before, purged)


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_and_purges(tmp_path: Path, seed: int) -> None:
    check_random_purges(tmp_path, seed)


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(100, 300))
def test_many_random_histories_and_purges(tmp_path: Path, seed: int) -> None:
    check_random_purges(tmp_path, seed)


@pytest.mark.parametrize("swaps", [True, False])
def test_an_object_is_begun_anew(tmp_path: Path, swaps: bool) -> None:
    root = make(tmp_path / "archive")
    with Archive(root, QuickArchiveDisk(swaps=swaps)).write(NAME, Diagnostics()) as writer:
        assert writer is not None
        writer.begin_anew({"a.txt": b"all"}, "note", "Kari", MORNING + timedelta(days=9))
        assert [version.number for version in writer.versions] == [1]
    assert contents(root) == [{"a.txt": b"all"}]
    assert Archive(root).verify().diagnostics == ()
    assert ocfl_faults(root) == ""
    assert VERSIONS[0]["report.pdf"] not in every_byte(root)
