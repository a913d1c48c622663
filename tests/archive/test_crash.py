"""Rows 31, 32 and 40 of the fault table: whatever fails, and whenever the process dies."""

from __future__ import annotations

import errno
import os
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from report_builder.archive import Archive, ArchiveDisk
from report_builder.diagnostics import Severity
from tests.archive.faulty_archive_disk import (
    FailingArchiveDisk,
    KillingArchiveDisk,
    QuickArchiveDisk,
    StepArchiveDisk,
    is_failure,
)
from tests.archive.support import add, assert_sound, contents, copy, edit, errors, make, ocfl_faults
from tests.said import english

FIRST = {"report.pdf": b"%PDF first", "source/a.md": b"# A"}
SECOND = FIRST | {"report.pdf": b"%PDF second"}

Files = Mapping[str, bytes]
MANY = (FIRST, SECOND, FIRST | {"source/a.md": b"# B"})
"""So many that the newest does not keep its inventory when the next comes."""

OLD_AND_NEW = pytest.mark.parametrize(
    ("old", "swaps"),
    [((), True), ((FIRST,), True), ((FIRST,), False), (MANY, False)],
    ids=["the first version", "swapping folders", "in steps", "and an inventory goes"],
)
STEPS = {
    "open_lock",
    "make_folder",
    "create_sealed",
    "write",
    "sync",
    "sync_folder",
    "remove",
    "remove_folder",
}


@pytest.fixture(autouse=True)
def _few_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report_builder.archive.inventory.FIRST_COPIES", 2)


def new_of(old: tuple[Files, ...]) -> Files:
    return SECOND if old else FIRST


def prepare(folder: Path, old: tuple[Files, ...]) -> tuple[Path, int]:
    """An archive with the old versions, or a place for one; and the number of the new version."""
    root = folder / "output" / "archive"
    root.parent.mkdir(parents=True)
    if old:
        make(root, old)
    return root, len(old) + 1


def moments(folder: Path, old: tuple[Files, ...], swaps: bool) -> list[str]:
    """Every moment of adding the new version."""
    root, number = prepare(folder, old)
    disk = StepArchiveDisk(swaps=swaps)
    added, _ = add(root, number, new_of(old), disk=disk)
    assert added is not None
    return disk.trace


def in_a_child(work: Callable[[], object]) -> int:
    """Do something in a process of its own, which costs no start of Python; its wait status."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child starts no thread
        child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def assert_old_or_new(root: Path, old: tuple[Files, ...], *, swaps: bool) -> bool:
    """``verify`` passes, ocfl-py too, and the versions are the old ones, or those and the new one."""
    outcome = Archive(root).verify()
    assert not outcome.failed, outcome.diagnostics
    found = contents(root)
    assert found in ([dict(one) for one in old], [dict(one) for one in (*old, new_of(old))])
    is_between = any(item.code == "RB-ARCHIVE-INTERRUPTED" for item in outcome.diagnostics)
    if is_between:
        assert not swaps, "a swap has no moment between"
    elif (root / "0=ocfl_1.1").exists():
        assert ocfl_faults(root) == ""
    return len(found) > len(old)


def finish(root: Path, old: tuple[Files, ...]) -> None:
    """The same command again completes what was interrupted."""
    added, diagnostics = add(root, len(old) + 1, new_of(old), disk=QuickArchiveDisk())
    assert added is not None
    assert [item for item in diagnostics if item.severity is Severity.ERROR] == []
    assert_sound(root, *old, new_of(old))


@OLD_AND_NEW
def test_every_step_is_met(tmp_path: Path, old: tuple[Files, ...], swaps: bool) -> None:
    steps = {moment.split()[1] for moment in moments(tmp_path, old, swaps)}
    if not old:
        assert steps >= STEPS | {"move", "replace"}
    elif swaps:
        assert steps >= STEPS | {"link", "swap"}
    else:
        assert steps >= STEPS | {"link", "swap", "move", "replace"}


@OLD_AND_NEW
def test_a_run_that_is_killed_anywhere(tmp_path: Path, old: tuple[Files, ...], swaps: bool) -> None:
    total = len(moments(tmp_path / "count", old, swaps)) // 2
    start, number = prepare(tmp_path / "start", old)
    outcomes = set()
    for count in range(1, total + 1):
        root = copy(start, tmp_path / f"killed-{count}") if old else tmp_path / f"killed-{count}"

        def work(root: Path = root, count: int = count) -> None:
            add(root, number, new_of(old), disk=KillingArchiveDisk(count, swaps=swaps))

        status = in_a_child(work)
        assert os.WIFSIGNALED(status)
        assert os.WTERMSIG(status) == signal.SIGKILL
        outcomes.add(assert_old_or_new(root, old, swaps=swaps))
        finish(root, old)
    assert outcomes == {False, True}


@OLD_AND_NEW
def test_any_step_that_fails(tmp_path: Path, old: tuple[Files, ...], swaps: bool) -> None:
    total = sum(map(is_failure, moments(tmp_path / "count", old, swaps)))
    start, number = prepare(tmp_path / "start", old)
    outcomes = set()
    for count in range(1, total + 1):
        root = copy(start, tmp_path / f"failed-{count}") if old else tmp_path / f"failed-{count}"
        disk = FailingArchiveDisk(count, errno.ENOSPC, swaps=swaps)
        is_told = False
        try:
            added, diagnostics = add(root, number, new_of(old), disk=disk)
            is_told = added is None and diagnostics[-1].code == "RB-OUTPUT-WRITE"
        except OSError as fault:
            is_told = fault.errno == errno.ENOSPC
        assert disk.failed
        is_new = assert_old_or_new(root, old, swaps=swaps)
        # Either it is told, or the version is there and only the clearing away failed.
        assert is_told or (is_new and "remove" in disk.failed)
        outcomes.add(is_new)
        if "remove" not in disk.failed:
            left = {path.name for path in root.iterdir()} if root.exists() else set()
            assert not left & {"extensions"}, disk.failed
        finish(root, old)
    assert outcomes == {False, True}


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EOPNOTSUPP])
@pytest.mark.parametrize("step", ["before link", "before swap"])
def test_a_file_system_without_links_or_swaps(tmp_path: Path, step: str, number: int) -> None:
    class Poor(StepArchiveDisk):
        def meet(self, moment: str) -> None:
            super().meet(moment)
            if moment == step:
                raise OSError(number, os.strerror(number))

    root = make(tmp_path / "archive", (FIRST,))
    disk = Poor()
    added, diagnostics = add(root, 2, SECOND, disk=disk)
    assert added is not None
    assert diagnostics == ()
    assert disk.trace.count("after replace") == 2  # root inventory and sidecar
    assert_sound(root, FIRST, SECOND)


def test_a_killed_run_is_told_of(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    (work := root / "extensions" / "report-builder" / "konstruktiv-uro.work").mkdir(parents=True)
    (work / "half").write_bytes(b"half")
    _, diagnostics = add(root, 2, SECOND)
    assert [(item.code, item.severity) for item in diagnostics] == [("RB-ARCHIVE-INTERRUPTED", Severity.NOTE)]
    assert "version 1 is the newest" in english(diagnostics[0].message)
    assert_sound(root, FIRST, SECOND)


def in_steps_until(root: Path, step: str, count: int) -> None:
    """Let a run die in the midst of a version that is put in place in steps."""

    class Dying(StepArchiveDisk):
        left = count

        def meet(self, moment: str) -> None:
            self.left -= moment == step
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    assert os.WIFSIGNALED(in_a_child(lambda: add(root, 2, SECOND, disk=Dying(swaps=False))))


@pytest.mark.parametrize(
    ("step", "count", "newest"), [("after move", 1, 1), ("after replace", 1, 2)], ids=["folder", "inventory"]
)
def test_the_moments_between_are_recognised(tmp_path: Path, step: str, count: int, newest: int) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    in_steps_until(root, step, count)
    found = Archive(root).verify().diagnostics
    assert [(item.code, item.severity) for item in found] == [("RB-ARCHIVE-INTERRUPTED", Severity.WARNING)]
    assert "version 2 was interrupted" in english(found[0].message)
    assert len(contents(root)) == newest
    added, diagnostics = add(root, 2, SECOND)
    assert added is not None
    assert not added.new
    assert [english(item.message) for item in diagnostics] == [
        "version 2, which was interrupted, is complete now"
    ]
    assert_sound(root, FIRST, SECOND)


def test_a_moment_between_is_no_cloak_for_damage(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    in_steps_until(root, "after move", 1)
    content = root / "konstruktiv-uro" / "v2" / "content" / "report.pdf"
    content.chmod(0o644)
    content.write_bytes(b"%PDF forged")
    assert "RB-ARCHIVE-VERSIONS" in {item.code for item in errors(root)}
    assert len(contents(root)) == 1
    added, diagnostics = add(root, 2, SECOND)
    assert added is None
    assert "RB-ARCHIVE-VERSIONS" in {item.code for item in diagnostics}
    assert content.read_bytes() == b"%PDF forged"


def test_a_version_in_place_that_forgets_an_earlier_file_is_not_completed(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    in_steps_until(root, "after move", 1)
    version = root / "konstruktiv-uro" / "v2"
    (version / "content" / "copy.pdf").write_bytes(FIRST["report.pdf"])

    def forget(inventory: dict[str, Any]) -> None:
        (paths,) = (paths for paths in inventory["manifest"].values() if "v1/content/report.pdf" in paths)
        paths[:] = ["v2/content/copy.pdf"]

    edit(version, forget)
    assert "RB-ARCHIVE-VERSIONS" in {item.code for item in errors(root)}
    assert add(root, 2, SECOND)[0] is None


class AccountingDisk(ArchiveDisk):
    """Keeps account of the files and folders that a power cut could still take."""

    def __init__(self, *, swaps: bool) -> None:
        super().__init__(swaps=swaps)
        self.unsynced: set[Path] = set()
        self.shown = 0
        self._open: dict[int, Path] = {}

    def create_sealed(self, path: Path) -> int:
        descriptor = super().create_sealed(path)
        self._open[descriptor] = path
        self.unsynced |= {path, path.parent}
        return descriptor

    def sync(self, descriptor: int) -> None:
        super().sync(descriptor)
        self.unsynced.discard(self._open.get(descriptor, Path()))

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self._open.pop(descriptor, None)

    def make_folder(self, path: Path) -> None:
        super().make_folder(path)
        self.unsynced |= {path, path.parent}

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self.unsynced.add(target.parent)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.unsynced.discard(folder)

    def move(self, source: Path, target: Path) -> None:
        self._show(source, target)
        super().move(source, target)

    def replace(self, source: Path, target: Path) -> None:
        self._show(source, target)
        super().replace(source, target)

    def swap(self, first: Path, second: Path) -> None:
        self._show(first, second)
        super().swap(first, second)

    def _show(self, source: Path, target: Path) -> None:
        self.shown += 1
        assert not {path for path in self.unsynced if path == source or source in path.parents}
        self.unsynced.add(target.parent)


class LinklessDisk(AccountingDisk):
    def link(self, source: Path, target: Path) -> None:  # noqa: ARG002
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@OLD_AND_NEW
@pytest.mark.parametrize("kind", [AccountingDisk, LinklessDisk])
def test_what_is_shown_is_on_the_disk(
    tmp_path: Path, old: tuple[Files, ...], swaps: bool, kind: type[AccountingDisk]
) -> None:
    root, number = prepare(tmp_path, old)
    disk = kind(swaps=swaps)
    added, _ = add(root, number, new_of(old), disk=disk)
    assert added is not None
    assert disk.shown >= 1
    work = root / "extensions"
    assert not {path for path in disk.unsynced if path != work and work not in path.parents}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux syncs one file system")
def test_many_folders_are_synced_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []

    class Counting(ArchiveDisk):
        def sync_folder(self, folder: Path) -> None:
            synced.append(folder)
            super().sync_folder(folder)

    root = make(tmp_path / "archive", (FIRST,))
    add(root, 2, SECOND, disk=Counting())
    each = len(synced)
    synced.clear()
    monkeypatch.setattr("report_builder.archive.disk.MANY_FOLDERS", 2)
    add(root, 3, FIRST, disk=Counting())
    assert 0 < len(synced) < each
    assert_sound(root, FIRST, SECOND, FIRST)


def test_without_a_swap_in_the_c_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    root = make(tmp_path / "archive", (FIRST,))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSYS)):
        ArchiveDisk().swap(root, tmp_path)
    add(root, 2, SECOND)
    assert_sound(root, FIRST, SECOND)
