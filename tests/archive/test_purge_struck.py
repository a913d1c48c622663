"""A purge that fails or dies at any moment is done or not done, and the next one completes it."""

from __future__ import annotations

import errno
import os
import signal
from datetime import timedelta
from pathlib import Path
from socket import socket, socketpair

import pytest

from report_builder.archive import Archive, ArchiveDisk
from report_builder.archive.root import work_folder
from report_builder.diagnostics import Diagnostics, Severity
from tests.archive.faulty_archive_disk import (
    FailingArchiveDisk,
    KillingArchiveDisk,
    QuickArchiveDisk,
    StepArchiveDisk,
    is_failure,
)
from tests.archive.support import MORNING, NAME, add, contents, copy, make, ocfl_faults
from tests.archive.test_crash import AccountingDisk, LinklessDisk, in_a_child
from tests.archive.test_purge import TOMBSTONE, WHY, every_byte, purge
from tests.archive.test_races import fork
from tests.said import english

OWN, SHARED = b"%PDF own of the second", b"# B, of the second and later"
VERSIONS = (
    {"report.pdf": b"%PDF first", "a.md": b"# A"},
    {"report.pdf": OWN, "a.md": b"# A", "b.md": SHARED},
    {"report.pdf": b"%PDF third", "b.md": SHARED},
)
AFTER = [dict(VERSIONS[0]), {TOMBSTONE: WHY}, dict(VERSIONS[2])]
STRIDES = pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.whole)])
"""Of the moments, every so many-th is looked at."""

SWAPS = pytest.mark.parametrize("swaps", [True, False], ids=["swapping folders", "in steps"])


def moments(root: Path, swaps: bool) -> list[str]:
    disk = StepArchiveDisk(swaps=swaps)
    assert purge(root, 2, disk)[0] is not None
    return disk.trace


def is_out_of_its_place(root: Path) -> bool:
    return not (root / NAME).exists()


def assert_done_or_not(root: Path, *, swaps: bool) -> bool:
    """Say whether it is done. Between the two steps of an exchange, who reads is told how to complete it."""
    if is_out_of_its_place(root):
        assert not swaps, "a swap has no moment between"
        outcome = Archive(root).read_all(NAME, 1)
        assert [item.code for item in outcome.diagnostics] == ["RB-ARCHIVE-MISSING"]
        assert "completes it" in english(outcome.diagnostics[0].hint)
        assert Archive(root).verify(NAME).failed
        assert (root / work_folder(NAME) / "before/inventory.json").is_file()
        return False
    outcome_of_all = Archive(root).verify()
    assert outcome_of_all.diagnostics == ()
    assert ocfl_faults(root) == ""
    found = contents(root)
    assert found in ([dict(files) for files in VERSIONS], AFTER)
    return found == AFTER


def assert_completed(root: Path) -> None:
    """Any next writer completes what was begun, and the same purge again leaves nothing of the bytes."""
    purged, diagnostics = purge(root, 2)
    assert purged is not None
    assert [item for item in diagnostics if item.severity is Severity.ERROR] == []
    assert assert_done_or_not(root, swaps=True)
    assert OWN not in every_byte(root)
    assert not (root / "extensions").exists()


@SWAPS
@STRIDES
def test_a_purge_that_is_killed_anywhere(tmp_path: Path, swaps: bool, stride: int) -> None:
    start = make(tmp_path / "start", VERSIONS)
    total = len(moments(copy(start, tmp_path / "count"), swaps)) // 2
    outcomes = set()
    for count in range(1, total + 1, stride):
        root = copy(start, tmp_path / f"killed-{count}")

        def work(root: Path = root, count: int = count) -> None:
            purge(root, 2, KillingArchiveDisk(count, swaps=swaps))

        status = in_a_child(work)
        assert os.WIFSIGNALED(status)
        assert os.WTERMSIG(status) == signal.SIGKILL
        outcomes.add((is_out_of_its_place(root), assert_done_or_not(root, swaps=swaps)))
        assert_completed(root)
    everyone = {(False, False), (False, True)} | (set() if swaps else {(True, False)})
    assert outcomes == everyone if stride == 1 else outcomes >= {(False, False), (False, True)}


@SWAPS
@STRIDES
def test_any_step_of_a_purge_that_fails(tmp_path: Path, swaps: bool, stride: int) -> None:
    start = make(tmp_path / "start", VERSIONS)
    total = sum(map(is_failure, moments(copy(start, tmp_path / "count"), swaps)))
    for count in range(1, total + 1, stride):
        root = copy(start, tmp_path / f"failed-{count}")
        disk = FailingArchiveDisk(count, errno.ENOSPC, swaps=swaps)
        try:
            purged, diagnostics = purge(root, 2, disk)
            is_told = purged is None and diagnostics[-1].code == "RB-OUTPUT-WRITE"
        except OSError as fault:
            is_told = fault.errno == errno.ENOSPC
        assert disk.failed
        # The object is never left out of its place by a run that lives.
        assert not is_out_of_its_place(root), disk.failed
        is_done = assert_done_or_not(root, swaps=swaps)
        assert is_told or (is_done and OWN not in every_byte(root)), disk.failed
        assert_completed(root)


@SWAPS
@pytest.mark.parametrize("kind", [AccountingDisk, LinklessDisk])
def test_what_is_shown_is_on_the_disk(tmp_path: Path, swaps: bool, kind: type[AccountingDisk]) -> None:
    root = make(tmp_path / "archive", VERSIONS)
    disk = kind(swaps=swaps)
    assert purge(root, 2, disk)[0] is not None
    assert disk.shown >= 1
    work = root / "extensions"
    assert not {path for path in disk.unsynced if path != work and work not in path.parents}
    assert_completed(root)


def test_a_release_completes_it_too(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", VERSIONS)

    class Dying(StepArchiveDisk):
        moved = 0

        def meet(self, moment: str) -> None:
            self.moved += moment == "after move"
            if self.moved == 1:
                os.kill(os.getpid(), signal.SIGKILL)

    assert os.WIFSIGNALED(in_a_child(lambda: purge(root, 2, Dying(swaps=False))))
    assert is_out_of_its_place(root)
    added, diagnostics = add(root, 4, VERSIONS[0])
    assert added is not None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-INTERRUPTED"]
    assert contents(root) == [*AFTER, dict(VERSIONS[0])]
    assert OWN not in every_byte(root)


@pytest.mark.parametrize(("rounds", "swaps"), [(20, True), (8, False)], ids=["swapping folders", "in steps"])
def test_purges_and_releases_race(tmp_path: Path, rounds: int, swaps: bool) -> None:
    """What was said to be there is there, what was said to be gone is gone; the first version stands."""
    root = make(tmp_path / "archive", (VERSIONS[0],))
    disk = QuickArchiveDisk(swaps=swaps)
    ours, theirs = socketpair()
    child = fork(lambda: _release(root, disk, rounds, theirs))
    theirs.close()
    released: set[int] = set()
    gone: set[int] = set()
    waiting = True
    with ours:
        while waiting or released - gone - {max(released, default=0)}:
            if waiting:
                message = ours.recv(1)
                waiting = bool(message)
                released |= set(message)
            for number in sorted(released - gone)[:1]:
                if _purge_once(root, disk, number):
                    gone.add(number)
            if swaps:
                read = Archive(root).read(NAME, 1, "report.pdf")
                assert read.value == VERSIONS[0]["report.pdf"], read.diagnostics
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert Archive(root).verify().diagnostics == ()
    assert ocfl_faults(root) == ""
    found = contents(root)
    assert len(found) == rounds + 1
    for number, files in enumerate(found[1:], 2):
        assert files == ({TOMBSTONE: WHY} if number in gone else {"report.pdf": b"%%PDF %d." % number})
        assert (b"%%PDF %d." % number in every_byte(root)) == (number not in gone)
    assert len(gone) >= rounds - 1


def _purge_once(root: Path, disk: ArchiveDisk, number: int) -> bool:
    purged, diagnostics = purge(root, number, disk)
    assert {item.code for item in diagnostics} <= {"RB-ARCHIVE-BUSY"}
    return purged is not None


def _release(root: Path, disk: ArchiveDisk, rounds: int, theirs: socket) -> int:
    number = 2
    while number < rounds + 2:
        diagnostics = Diagnostics()
        with Archive(root, disk).write(NAME, diagnostics) as writer:
            if writer is None:
                assert {item.code for item in diagnostics.items} == {"RB-ARCHIVE-BUSY"}
                continue
            files = {"report.pdf": b"%%PDF %d." % number}
            assert writer.add(number, files, "note", "Kari", MORNING + timedelta(days=number)) is not None
        theirs.send(bytes([number]))
        number += 1
    return 0
