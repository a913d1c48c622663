"""Objects whose ids are URIs, and storage roots that begin to have them."""

from __future__ import annotations

import errno
import json
from contextlib import suppress
from pathlib import Path

import ocfl
import pytest

from report_builder.archive import Archive
from report_builder.archive.mending import plan, put
from report_builder.archive.proving import Mend
from report_builder.archive.root import CONFIG, LAYOUT, config
from report_builder.archive.tree import Tree
from report_builder.diagnostics import Diagnostics
from tests.archive.faulty_archive_disk import (
    FailingArchiveDisk,
    KillingArchiveDisk,
    QuickArchiveDisk,
    StepArchiveDisk,
    is_failure,
)
from tests.archive.support import (
    FIRST,
    MORNING,
    NAME,
    SECOND,
    add,
    contents,
    copy,
    edit,
    edit_head,
    errors,
    make,
    ocfl_faults,
    overwrite,
)
from tests.archive.test_crash import in_a_child

URN = "urn:uuid:f81d4fae-7dec-41d0-a765-00a0c91e6bf6"
OLD = "eldre"
"""An object of a program that knew of no such ids."""


def id_of(root: Path, name: str = NAME) -> str:
    return str(json.loads((root / name / "inventory.json").read_bytes())["id"])


def warnings_of(item: Path) -> str:
    """What ocfl-py only warns of."""
    passed, validator = ocfl.Object(path=str(item)).validate(objdir=str(item))
    assert passed
    return str(validator)


def prefixed(root: Path) -> Path:
    for number, files in enumerate((FIRST, SECOND), 1):
        added, diagnostics = add(root, number, files, part_of=URN)
        assert added is not None, diagnostics
        assert diagnostics == ()
    return root


def assert_right(root: Path) -> None:
    assert Archive(root).verify().diagnostics == ()
    assert ocfl_faults(root) == ""


def test_a_new_root_and_its_objects_are_as_ocfl_recommends(tmp_path: Path) -> None:
    root = prefixed(tmp_path / "archive")
    assert id_of(root) == f"{URN}/{NAME}"
    assert_right(root)
    assert "W005" not in warnings_of(root / NAME)
    assert {path.name for path in root.iterdir()} == {"0=ocfl_1.1", "extensions", NAME}
    assert (root / CONFIG).read_bytes() == config()
    assert contents(root) == [dict(FIRST), dict(SECOND)]
    assert "W005" in warnings_of(make(tmp_path / "old") / NAME)  # or the test would prove nothing


def test_an_old_root_goes_over_with_its_first_new_object(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,), OLD)
    assert add(root, 2, SECOND, name=OLD, part_of=URN)[0] is not None
    assert id_of(root, OLD) == OLD  # an object keeps the id that it began with
    assert (root / LAYOUT).exists()
    prefixed(root)
    assert not (root / LAYOUT).exists()
    assert_right(root)
    assert id_of(root) == f"{URN}/{NAME}"
    assert add(root, 3, FIRST, name=OLD)[0] is not None
    assert add(root, 1, FIRST, name="uten-id")[0] is not None
    assert id_of(root, OLD) == OLD
    assert_right(root)
    assert Archive(root).objects().value == (OLD, NAME, "uten-id")


def test_what_is_written_anew_keeps_its_id(tmp_path: Path) -> None:
    root = prefixed(tmp_path / "archive")
    diagnostics = Diagnostics()
    with Archive(root).write(NAME, diagnostics) as writer:
        assert writer is not None
        assert writer.purge(1, "withdrawn.json", b"{}", "purged") is not None
    assert id_of(root) == f"{URN}/{NAME}"
    assert_right(root)
    with Archive(root).write(NAME, diagnostics) as writer:
        assert writer is not None
        writer.begin_anew(FIRST, "note", "Kari Nordmann", MORNING)
    assert id_of(root) == f"{URN}/{NAME}"
    assert_right(root)
    assert diagnostics.items == ()


BEGINNINGS = pytest.mark.parametrize("old", [False, True], ids=["a new root", "an old root"])


def prepare(folder: Path, old: bool) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return make(folder / "archive", (FIRST,), OLD) if old else folder / "archive"


def moments(folder: Path, old: bool) -> list[str]:
    disk = StepArchiveDisk()
    assert add(prepare(folder, old), 1, FIRST, disk=disk, part_of=URN)[0] is not None
    return disk.trace


def finish(root: Path, old: bool) -> None:
    """What was there is there, and the same command again adds what is not."""
    if old:
        assert not Archive(root).verify().failed
        assert Archive(root).read_all(OLD, 1).value == FIRST
        assert ocfl_faults(root) == ""
    added, diagnostics = add(root, 1, FIRST, disk=QuickArchiveDisk(), part_of=URN)
    assert added is not None, diagnostics
    assert_right(root)
    assert not (root / LAYOUT).exists()
    assert id_of(root) == f"{URN}/{NAME}"


@BEGINNINGS
def test_a_run_that_is_killed_anywhere(old: bool, tmp_path: Path) -> None:
    total = len(moments(tmp_path / "count", old)) // 2
    start = prepare(tmp_path / "start", old)
    layouts = set()
    for count in range(1, total + 1):
        root = copy(start, tmp_path / f"killed-{count}") if old else tmp_path / f"killed-{count}"

        def work(root: Path = root, count: int = count) -> None:
            add(root, 1, FIRST, disk=KillingArchiveDisk(count), part_of=URN)

        in_a_child(work)
        layouts.add(((root / CONFIG).exists(), (root / LAYOUT).exists()))
        finish(root, old)
    assert layouts == (
        {(False, True), (True, True), (True, False)} if old else {(False, False), (True, False)}
    )


@BEGINNINGS
def test_any_step_that_fails(old: bool, tmp_path: Path) -> None:
    total = sum(map(is_failure, moments(tmp_path / "count", old)))
    start = prepare(tmp_path / "start", old)
    for count in range(1, total + 1):
        root = copy(start, tmp_path / f"failed-{count}") if old else tmp_path / f"failed-{count}"
        with suppress(OSError):
            add(root, 1, FIRST, disk=FailingArchiveDisk(count, errno.ENOSPC), part_of=URN)
        finish(root, old)


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"extensionName": "0006-flat-omit-prefix-storage-layout"}'])
def test_parameters_that_are_damaged_are_told_and_mended(data: bytes, tmp_path: Path) -> None:
    root = prefixed(tmp_path / "archive")
    overwrite(root / CONFIG, data)
    (found,) = errors(root)
    assert found.span is not None
    assert (found.code, found.span.path) == ("RB-ARCHIVE-ROOT", CONFIG)
    assert add(root, 3, FIRST)[0] is None
    mends = plan(Tree(root), None, lambda _: None)
    assert [one.path for one in mends] == [CONFIG]
    list(put(Tree(root), [one for one in mends if isinstance(one, Mend)], QuickArchiveDisk()))
    assert_right(root)


def test_parameters_that_are_lost_are_mended(tmp_path: Path) -> None:
    root = prefixed(tmp_path / "archive")
    (root / CONFIG).unlink()
    assert [item.code for item in errors(root)] == ["RB-ARCHIVE-FILE-MISSING"]
    mends = plan(Tree(root), None, lambda _: None)
    assert [one.path for one in mends] == [CONFIG]


def test_a_layout_by_which_objects_would_stand_elsewhere_is_told(tmp_path: Path) -> None:
    root = prefixed(tmp_path / "archive")
    overwritten = make(tmp_path / "old") / LAYOUT
    (root / LAYOUT).write_bytes(overwritten.read_bytes())
    assert [(item.code, str(item.span)) for item in errors(root)] == [("RB-ARCHIVE-ROOT", LAYOUT)]


@pytest.mark.parametrize(
    "other", [f"{URN}/annet", f"{URN}#{NAME}", f"annet/{NAME}", f"/{NAME}", "", 7, [NAME], f"urn: x/{NAME}"]
)
def test_an_id_of_another_folder_is_refused(other: object, tmp_path: Path) -> None:
    root = prefixed(tmp_path / "archive")
    edit_head(root / NAME, lambda inventory: inventory.update(id=other))
    assert "RB-ARCHIVE-INVENTORY" in {item.code for item in errors(root)}


def test_every_inventory_of_an_object_has_the_same_id(tmp_path: Path) -> None:
    root = prefixed(tmp_path / "archive")
    edit(root / NAME / "v1", lambda inventory: inventory.update(id=f"urn:nbn:no-1/{NAME}"))
    assert [(item.code, str(item.span)) for item in errors(root)] == [
        ("RB-ARCHIVE-INVENTORY", f"{NAME}/v1/inventory.json")
    ]
