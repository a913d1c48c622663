"""What is damaged in an archive is mended where other copies prove it, and never otherwise."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations, product
from pathlib import Path
from zlib import crc32

import pytest

from report_builder.archive import Archive, ArchiveDisk
from report_builder.archive.inventory import sidecar
from report_builder.cli.app import run
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity
from report_builder.pipeline.repairing import RepairRequest, repair_archive
from tests.archive.faulty_archive_disk import (
    FailingArchiveDisk,
    KillingArchiveDisk,
    QuickArchiveDisk,
    StepArchiveDisk,
    is_failure,
)
from tests.archive.support import FIRST, NAME, VERSIONS, assert_sound, contents, copy, make, overwrite
from tests.archive.test_crash import in_a_child
from tests.pipeline.releases import Desk
from tests.said import ENGLISH

WITH_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is made with fork")
Files = dict[str, bytes]
Damage = Callable[[Path], None]
Pair = tuple[tuple[str, str], tuple[Damage, Damage]]

PROVEN = (
    "0=ocfl_1.1",
    "ocfl_layout.json",
    f"{NAME}/0=ocfl_object_1.1",
    *(
        f"{NAME}/{folder}{name}"
        for folder in ("", "v1/", "v2/", "v3/")
        for name in ("inventory.json", "inventory.json.sha512")
    ),
)
"""Files that the others prove, where one alone is damaged."""


def missing(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    overwrite(path, path.read_bytes()[:-9])


def flipped(path: Path) -> None:
    """A bit is another one; never the same in two copies, which no disk does."""
    data = bytearray(path.read_bytes())
    data[crc32(path.parent.name.encode()) % len(data)] ^= 1
    overwrite(path, bytes(data))


def empty(path: Path) -> None:
    overwrite(path, b"")


def foreign(path: Path) -> None:
    overwrite(path, b"\0" * 100)


DAMAGES = (missing, cut, flipped, empty, foreign)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("sound") / "archive")


def set_up(sound: Path, folder: Path) -> Path:
    root = folder / "report"
    root.mkdir(parents=True)
    copy(sound, root / "archive")
    (root / "settings.yaml").write_text("archive: archive\n", "utf-8")
    return root


def files(root: Path) -> Files:
    folder = root / "archive"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def repair(
    root: Path, disk: ArchiveDisk | None = None, other: Path | None = None, *, dry: bool = False
) -> tuple[list[Diagnostic], list[str]]:
    """Repair; the errors, and the places of what was written anew."""
    outcome = repair_archive(RepairRequest(root, other, dry), disk or QuickArchiveDisk())
    assert all(item.hint for item in outcome.diagnostics if item.severity is Severity.ERROR)
    errors = [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
    mended = [item for item in outcome.diagnostics if item.code == "RB-ARCHIVE-MENDED"]
    assert (outcome.value is None) == bool(errors)
    return errors, [item.span.path.removeprefix("archive/") for item in mended if item.span]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("part", PROVEN)
def test_what_other_copies_prove(sound: Path, tmp_path: Path, part: str, damage: Damage) -> None:
    root = set_up(sound, tmp_path)
    before = files(root)
    damage(root / "archive" / part)
    damaged = files(root)
    disk = StepArchiveDisk()
    errors, planned = repair(root, disk, dry=True)
    assert (errors, planned) == ([], [part])
    assert (files(root), disk.trace) == (damaged, [])
    errors, mended = repair(root)
    assert (errors, mended) == ([], [part])
    assert files(root) == before


def test_the_mended_archive_is_valid_to_others(sound: Path, tmp_path: Path) -> None:
    root = set_up(sound, tmp_path)
    for part in PROVEN[:5] + PROVEN[-3:-2]:
        missing(root / "archive" / part)
    assert repair(root)[0] == []
    assert_sound(root / "archive", *VERSIONS)


@pytest.mark.parametrize("part", [f"{NAME}/inventory.json", f"{NAME}/v3/inventory.json"])
def test_an_inventory_in_the_form_of_another_program_keeps_its_bytes(
    sound: Path, tmp_path: Path, part: str
) -> None:
    root = set_up(sound, tmp_path)
    made = root / "archive" / NAME
    data = json.dumps(json.loads((made / "inventory.json").read_bytes())).encode()
    for folder in (made, made / "v3"):
        overwrite(folder / "inventory.json", data)
        overwrite(folder / "inventory.json.sha512", sidecar(data))
    before = files(root)
    flipped(root / "archive" / part)
    assert repair(root) == ([], [part])
    assert files(root) == before


def test_what_is_sound_is_not_touched(sound: Path, tmp_path: Path) -> None:
    """Also where a run was interrupted, or where a layout is written in another way."""
    root = set_up(sound, tmp_path)
    overwrite(
        root / "archive/ocfl_layout.json",
        b'{"description": "Flat", "extension": "0002-flat-direct-storage-layout"}',
    )
    before, disk = files(root), StepArchiveDisk()
    assert repair(root, disk) == ([], [])
    assert (files(root), disk.trace) == (before, [])


CONTENT = [f"{NAME}/v1/content/report.pdf", f"{NAME}/v3/content/source/content/a.md"]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("part", CONTENT)
def test_what_nothing_proves_is_told_and_left(sound: Path, tmp_path: Path, part: str, damage: Damage) -> None:
    root = set_up(sound, tmp_path)
    damage(root / "archive" / part)
    before = files(root)
    for dry in (True, False):
        errors, mended = repair(root, dry=dry)
        assert mended == []
        assert [item.code for item in errors] == ["RB-ARCHIVE-UNPROVEN"]
        assert [str(item.span) for item in errors] == [f"archive/{part}"]
        assert files(root) == before


def in_output(root: Path, data: bytes) -> None:
    (root / "output").mkdir()
    (root / "output/rapport-v1.pdf").write_bytes(data)


def on_the_site(root: Path, data: bytes) -> None:
    folder = root / "output/site/releases/0123456789abcdef/www/rapport/v1"
    folder.mkdir(parents=True)
    (folder / "rapport.pdf").write_bytes(data)


def in_another_report_of_the_archive(root: Path, data: bytes) -> None:
    make(root / "archive", ({"other.pdf": data},), name="en-annen")


@pytest.mark.parametrize("place", [in_output, on_the_site, in_another_report_of_the_archive])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_the_bytes_stand_elsewhere(
    sound: Path, tmp_path: Path, damage: Damage, place: Callable[[Path, bytes], None]
) -> None:
    root = set_up(sound, tmp_path)
    place(root, FIRST["report.pdf"])
    before = files(root)
    damage(root / "archive" / CONTENT[0])
    assert repair(root) == ([], [CONTENT[0]])
    assert files(root) == before


def test_other_bytes_elsewhere_prove_nothing(sound: Path, tmp_path: Path) -> None:
    root = set_up(sound, tmp_path)
    in_output(root, FIRST["report.pdf"] + b" ")
    missing(root / "archive" / CONTENT[0])
    errors, mended = repair(root)
    assert ([item.code for item in errors], mended) == (["RB-ARCHIVE-UNPROVEN"], [])


def test_a_source_is_found_where_it_is_edited(sound: Path, tmp_path: Path) -> None:
    root = set_up(sound, tmp_path)
    (root / "content").mkdir()
    (root / "content/a.md").write_bytes(VERSIONS[2]["source/content/a.md"])
    before = files(root)
    shutil.rmtree(root / "archive" / NAME / "v3/content")
    assert repair(root) == ([], [f"{NAME}/v3/content/source/content/a.md"])
    assert files(root) == before


@pytest.mark.parametrize("is_report", [True, False])
def test_a_copy_of_the_archive_gives_all_of_it(sound: Path, tmp_path: Path, is_report: bool) -> None:
    root = set_up(sound, tmp_path)
    other = set_up(sound, tmp_path / "copy")
    before = files(root)
    for part in (CONTENT[0], *PROVEN[::2]):
        missing(root / "archive" / part)
    assert repair(root, other=other if is_report else other / "archive")[0] == []
    assert files(root) == before


def test_a_copy_alone_proves_no_inventory(sound: Path, tmp_path: Path) -> None:
    """It may be from before a purge: what it tells must not come back where nothing here tells the same."""
    root = set_up(sound, tmp_path)
    other = set_up(sound, tmp_path / "copy")
    for part in (*PROVEN[3:5], *PROVEN[-2:]):
        missing(root / "archive" / part)
    before = files(root)
    errors, mended = repair(root, other=other)
    assert ("RB-ARCHIVE-UNPROVEN" in [item.code for item in errors], mended) == (True, [])
    assert files(root) == before
    shutil.copy(other / "archive" / PROVEN[4], root / "archive" / PROVEN[4])
    assert repair(root, other=other)[0] == []
    assert files(root) == files(other)


def test_a_damaged_copy_of_the_archive_gives_no_damage(sound: Path, tmp_path: Path) -> None:
    root = set_up(sound, tmp_path)
    other = set_up(sound, tmp_path / "copy")
    for part in (*CONTENT, *PROVEN[3:7]):
        missing(root / "archive" / part)
        flipped(other / "archive" / part)
    assert_never_wrong(root, files(set_up(sound, tmp_path / "as it was")), other)


def assert_never_wrong(root: Path, before: Files, other: Path | None = None) -> bool:
    """Whatever was damaged: each file is as it was or as it is, and only what is right is called right."""
    damaged = files(root)
    errors, _ = repair(root, other=other)
    after = files(root)
    assert after.keys() <= before.keys()
    for path, data in before.items():
        assert after.get(path) in (data, damaged.get(path)), path
    if not errors:
        assert after == before
    elif after == before:
        assert [item.code for item in errors] == []
    return not errors


PAIRS: list[Pair] = [
    (pair, damages)
    for pair in combinations((*PROVEN, CONTENT[0]), 2)
    for damages in product((missing, flipped), (missing, flipped, empty))
]


def assert_pairs(sound: Path, folder: Path, pairs: list[Pair]) -> int:
    before, mended = files(set_up(sound, folder / "as it was")), 0
    for number, (pair, damages) in enumerate(pairs):
        root = set_up(sound, folder / str(number))
        for part, damage in zip(pair, damages, strict=True):
            damage(root / "archive" / part)
        mended += assert_never_wrong(root, before)
        shutil.rmtree(root)
    return mended


def test_two_damages_at_once(sound: Path, tmp_path: Path) -> None:
    sample = random.Random(20261128).sample(PAIRS, 30)  # noqa: S311
    assert assert_pairs(sound, tmp_path, sample) > 15


@pytest.mark.whole
def test_all_pairs_of_damages(sound: Path, tmp_path: Path) -> None:
    assert assert_pairs(sound, tmp_path, PAIRS) > len(PAIRS) // 2


@pytest.mark.parametrize("share", [3, pytest.param(200, marks=pytest.mark.whole)])
def test_any_damages(sound: Path, tmp_path: Path, share: int) -> None:
    """Some files of the archive, whichever, each damaged in some way."""
    before = files(set_up(sound, tmp_path / "as it was"))
    chance = random.Random(1)  # noqa: S311
    for number in range(share):
        root = set_up(sound, tmp_path / str(number))
        for part in chance.sample(sorted(before), chance.randint(3, 8)):
            chance.choice(DAMAGES)(root / "archive" / part)
        assert_never_wrong(root, before)
        shutil.rmtree(root)


def test_a_lost_newer_version_is_not_forgotten(sound: Path, tmp_path: Path) -> None:
    """Version 3 and the inventory are gone; the sidecar still tells that there was more than version 2."""
    root = set_up(sound, tmp_path)
    missing(root / "archive" / NAME / "inventory.json")
    shutil.rmtree(root / "archive" / NAME / "v3")
    before = files(root)
    errors, mended = repair(root)
    assert (mended, files(root)) == ([], before)
    assert "RB-ARCHIVE-UNPROVEN" in [item.code for item in errors]


def test_nothing_is_written_through_a_link(sound: Path, tmp_path: Path) -> None:
    root = set_up(sound, tmp_path)
    in_output(root, FIRST["report.pdf"])
    content = root / "archive" / NAME / "v1/content"
    shutil.move(content, tmp_path / "elsewhere")
    (tmp_path / "elsewhere/report.pdf").unlink()
    content.symlink_to(tmp_path / "elsewhere")
    errors, mended = repair(root)
    assert mended == []
    assert "RB-ARCHIVE-UNPROVEN" in [item.code for item in errors]
    assert not (tmp_path / "elsewhere/report.pdf").exists()


def spoil(root: Path) -> None:
    """One file of each kind."""
    in_output(root, FIRST["report.pdf"])
    missing(root / "archive/0=ocfl_1.1")
    for part in (PROVEN[2], PROVEN[4], PROVEN[5]):
        flipped(root / "archive" / part)
    missing(root / "archive" / CONTENT[0])


def moments(sound: Path, folder: Path) -> list[str]:
    root, disk = set_up(sound, folder), StepArchiveDisk()
    spoil(root)
    assert repair(root, disk)[0] == []
    return disk.trace


def some(total: int, share: float) -> list[int]:
    return sorted({total, *random.Random(20261128).sample(range(1, total + 1), int(total * share))})  # noqa: S311


EVERY = pytest.mark.parametrize("share", [0.1, pytest.param(1.0, marks=pytest.mark.whole)])


def assert_goes_on(root: Path, before: Files) -> None:
    """What was struck is as it was or as it shall be, and the same command again completes it."""
    now = files(root)
    assert all(now.get(path, data) == data for path, data in before.items() if path not in SPOILT)
    assert repair(root)[0] == []
    assert files(root) == before
    assert contents(root / "archive") == [dict(version) for version in VERSIONS]
    assert Archive(root / "archive").verify().diagnostics == ()
    assert not (root / "archive/extensions").exists()


SPOILT = {"0=ocfl_1.1", PROVEN[2], PROVEN[4], PROVEN[5], CONTENT[0]}


@WITH_FORK
@EVERY
def test_a_repair_that_is_killed_anywhere(sound: Path, tmp_path: Path, share: float) -> None:
    total = sum(moment.startswith("before") for moment in moments(sound, tmp_path / "count"))
    before = files(set_up(sound, tmp_path / "as it was"))
    assert total > 40
    for count in some(total, share):
        root = set_up(sound, tmp_path / str(count))
        spoil(root)
        status = in_a_child(partial(repair, root, KillingArchiveDisk(count)))
        assert os.WIFSIGNALED(status), count
        assert os.WTERMSIG(status) == signal.SIGKILL
        assert_goes_on(root, before)


@EVERY
def test_a_repair_on_a_disk_that_fails_anywhere(sound: Path, tmp_path: Path, share: float) -> None:
    total = sum(map(is_failure, moments(sound, tmp_path / "count")))
    before = files(set_up(sound, tmp_path / "as it was"))
    for count in some(total, share):
        root = set_up(sound, tmp_path / str(count))
        spoil(root)
        errors, _ = repair(root, FailingArchiveDisk(count, errno.ENOSPC if count % 2 else errno.EIO))
        assert [item.code for item in errors if item.code != "RB-OUTPUT-WRITE"] == []
        assert_goes_on(root, before)


def test_a_busy_archive_is_not_mended(sound: Path, tmp_path: Path) -> None:
    root = set_up(sound, tmp_path)
    with Archive(root / "archive").write("en-annen", Diagnostics()) as writer:
        assert writer is not None
        missing(root / "archive" / PROVEN[4])
        errors, mended = repair(root)
    assert ([item.code for item in errors], mended) == (["RB-ARCHIVE-BUSY"], [])


@pytest.mark.parametrize("is_made", [True, False])
def test_no_archive(tmp_path: Path, is_made: bool) -> None:
    root = tmp_path / "report"
    root.mkdir()
    if is_made:
        (root / "output/archive").mkdir(parents=True)
    errors, mended = repair(root)
    assert ([item.code for item in errors], mended) == (["RB-VERSION-UNKNOWN"], [])


@pytest.mark.usefixtures("shared_verapdf")
def test_a_released_report(released: Desk) -> None:
    """Through the command line, with what a release leaves in ``output/``."""
    archive = released.root / "output/archive"
    before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    for path in before:
        if path.suffix == ".pdf" or path.name in ("inventory.json.sha512", "innledning.md"):
            path.unlink()
    assert released.archive("repair", "--dry-run") == 0, released.err
    assert "would be rewritten; nothing was written" in released.out
    assert released.archive("repair") == 0, released.err
    assert released.err.count("RB-ARCHIVE-MENDED note: rewritten; ") == 4
    after = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if "notat#journal" not in path.parts} == before
    assert released.archive("repair") == 0
    assert "nothing to repair" in released.out
    assert run(["archive", "repair", "--from", "ingensteds"], ENGLISH, lambda: 0.0) == 2


TOP = (f"{NAME}/inventory.json", f"{NAME}/inventory.json.sha512")


def named(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The copies that are said to hold what is damaged at the top."""
    return [item.span.path for item in diagnostics if item.severity is Severity.WARNING and item.span]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("part", TOP)
def test_every_reader_names_the_copy_that_holds(
    sound: Path, tmp_path: Path, part: str, damage: Damage
) -> None:
    root = set_up(sound, tmp_path)
    before = files(root)
    damage(root / "archive" / part)
    copy_of_it = part.replace(NAME, f"{NAME}/v3")
    archive = Archive(root / "archive")
    told = Diagnostics()
    with archive.write(NAME, told) as writer:
        assert writer is None
    for outcome in (
        archive.versions(NAME),
        archive.verify(),
        archive.read(NAME, 1, "report.pdf"),
        archive.read_all(NAME, 3),
        archive.history(NAME, "report.pdf"),
        archive.would_lose(NAME, 2),
    ):
        assert outcome.failed or outcome.value == {}
        assert named(outcome.diagnostics) == [copy_of_it]
    assert named(told.items) == [copy_of_it]
    assert repair(root) == ([], [part])
    assert files(root) == before


@pytest.mark.parametrize("part", TOP)
def test_no_copy_is_named_that_proves_nothing(sound: Path, tmp_path: Path, part: str) -> None:
    """The newest version's own is damaged too, or that version is gone, and another is not the newest."""
    for number, name in enumerate(("v3/inventory.json", "v3/inventory.json.sha512", "v3")):
        root = set_up(sound, tmp_path / str(number))
        for path in (root / "archive" / part, root / "archive" / NAME / name):
            shutil.rmtree(path) if path.is_dir() else cut(path)
        assert named(Archive(root / "archive").versions(NAME).diagnostics) == []


def test_the_commands_name_it(released: Desk, tmp_path: Path) -> None:
    cut(released.root / "output/archive/notat/inventory.json")
    for words in (
        ("archive", "list"),
        ("archive", "show", "v1"),
        ("archive", "verify"),
        ("archive", "rebuild", "v1"),
        ("archive", "export", "v1", "--bagit", str(tmp_path / "a.zip")),
        ("publish", "{root}"),
        ("release", "{root}"),
    ):
        place = ["--root", str(released.root)] if words[0] == "archive" else []
        assert released.command(*(word.format(root=released.root) for word in words), *place) == 1
        assert "notat/v1/inventory.json: RB-ARCHIVE-INVENTORY" in released.err, words
        assert "report-builder archive repair" in released.err
    assert released.archive("repair") == 0, released.err
    assert released.archive("verify") == 0, released.err
