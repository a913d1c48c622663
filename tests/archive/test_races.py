"""Row 41 of the fault table: two writers at once."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable
from itertools import count
from pathlib import Path
from socket import socket, socketpair

import pytest

from report_builder.archive import Archive, ArchiveDisk
from report_builder.archive.lock import Busy, Holder, Lock, Work, held
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.message import say
from tests.archive.faulty_archive_disk import QuickArchiveDisk
from tests.archive.support import (
    FIRST,
    MORNING,
    NAME,
    SECOND,
    add,
    assert_sound,
    contents,
    errors,
    make,
    ocfl_faults,
    versions_of,
)
from tests.said import english


def fork(work: Callable[[], int]) -> int:
    """Do something in a process of its own, which exits with what it answers; its id."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child starts no thread
        child = os.fork()
    if child == 0:
        status = 99
        try:
            status = work()
        finally:
            os._exit(status)
    return child


class Racer:
    """A process of its own that adds a version each time it is told to go."""

    def __init__(self, root: Path, name: str, disk: ArchiveDisk) -> None:
        self._ours, theirs = socketpair()
        self._child = fork(lambda: self._race(root, name, disk, theirs))
        theirs.close()

    def go(self) -> None:
        self._ours.send(b"!")

    def result(self) -> int:
        (status,) = self._ours.recv(1)
        return status

    def stop(self) -> None:
        self._ours.close()
        assert os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1]) == 0

    def _race(self, root: Path, name: str, disk: ArchiveDisk, theirs: socket) -> int:
        self._ours.close()
        for race in count():
            if not theirs.recv(1):
                break
            theirs.send(bytes([next_version(root, f"{name}.{race}".encode(), disk)]))
        return 0


def next_version(root: Path, mine: bytes, disk: ArchiveDisk) -> int:
    """Add one version after those that are there: 0 when it was new, 4 where another was at work."""
    diagnostics = Diagnostics()
    with Archive(root, disk).write(NAME, diagnostics) as writer:
        if writer is None:
            return 4 if {item.code for item in diagnostics.items} == {"RB-ARCHIVE-BUSY"} else 1
        number = len(writer.versions) + 1
        added = writer.add(number, {"report.pdf": mine}, "note", "Kari", MORNING)
        return 0 if added is not None and added.new else 1


@pytest.mark.parametrize(("races", "swaps"), [(200, True), (50, False)], ids=["swapping folders", "in steps"])
def test_two_hundred_races(tmp_path: Path, races: int, swaps: bool) -> None:
    busy = 0
    for number in range(races // 10):
        root = tmp_path / f"archive-{number}"
        racers = [Racer(root, name, QuickArchiveDisk(swaps=swaps)) for name in ("one", "other")]
        expected = set()
        for race in range(10):
            for racer in racers:
                racer.go()
            results = {name: racer.result() for name, racer in zip(("one", "other"), racers, strict=True)}
            assert set(results.values()) <= {0, 4}
            assert 0 in results.values()
            busy += sum(result == 4 for result in results.values())
            expected |= {f"{name}.{race}".encode() for name, result in results.items() if result == 0}
        for racer in reversed(racers):  # the second has inherited the first one's end
            racer.stop()
        # Every version that was said to be there is there, once, whole, and no other.
        assert Archive(root).verify().diagnostics == ()
        assert ocfl_faults(root) == ""
        assert not (root / "extensions").exists()
        found = [files["report.pdf"] for files in contents(root)]
        assert len(found) == len(set(found))
        assert set(found) == expected
    assert busy > races // 20, "the races were none"


def test_the_second_writer_is_told_who_is_at_work(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    diagnostics = Diagnostics()
    with Archive(root, pid=4711).write(NAME, Diagnostics()) as first:
        assert first is not None
        with Archive(root).write(NAME, diagnostics) as second:
            assert second is None
        (found,) = diagnostics.items
        assert (found.code, english(found.message)) == (
            "RB-ARCHIVE-BUSY",
            "version 2 is being written by process 4711",
        )
        assert first.add(2, SECOND, "note", "Kari", MORNING) is not None
        # A writer that was refused takes nothing away from the one at work.
        assert ocfl_faults(root) == ""
    assert [version.number for version in versions_of(root)] == [1, 2]
    assert not (root / "extensions").exists()


def test_a_holder_that_is_slow_to_tell_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.lock"
    holder = Holder(Work.WRITING, 4711, 2)
    with held(path, QuickArchiveDisk()) as first:
        assert isinstance(first, Lock)
        monkeypatch.setattr("time.sleep", lambda _: first.tell(holder))
        with held(path, QuickArchiveDisk()) as second:
            assert second == Busy(holder)


def test_the_note_of_another_program_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    path = tmp_path / "a.lock"
    with held(path, QuickArchiveDisk()):
        path.write_bytes(b'{"work":"cleaning","process":1}\n')
        with held(path, QuickArchiveDisk()) as second:
            assert isinstance(second, Busy)
            assert second.said == say("archive.busy")


def test_two_objects_are_written_at_once(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    with (
        Archive(root).write("one", Diagnostics()) as one,
        Archive(root).write("two", Diagnostics()) as two,
    ):
        assert one is not None
        assert two is not None
        assert one.add(1, FIRST, "note", "Kari", MORNING) is not None
        assert two.add(1, SECOND, "note", "Kari", MORNING) is not None
    assert Archive(root).objects().value == ("one", "two")
    assert errors(root) == []
    assert ocfl_faults(root) == ""


def test_a_dead_holder_blocks_nobody(tmp_path: Path) -> None:
    root = make(tmp_path / "archive", (FIRST,))

    def die() -> int:
        with Archive(root).write(NAME, Diagnostics()):
            os._exit(7)

    assert os.waitstatus_to_exitcode(os.waitpid(fork(die), 0)[1]) == 7
    (lock,) = (root / "extensions" / "report-builder").iterdir()
    assert re.fullmatch(r'\{"work":"writing","process":\d+,"version":2\}\n', lock.read_text())
    added, diagnostics = add(root, 2, SECOND)
    assert added is not None
    assert diagnostics == ()
    assert_sound(root, FIRST, SECOND)


def test_a_lock_file_taken_away_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "work" / "a.lock"

    class Raced(QuickArchiveDisk):
        lost = 0

        def lock(self, descriptor: int) -> bool:
            if self.lost < 2:
                self.lost += 1
                path.unlink()
                path.parent.rmdir()
            return super().lock(descriptor)

        def make_folder(self, path: Path) -> None:
            super().make_folder(path)
            if self.lost == 1:
                self.lost += 1
                path.rmdir()

    with held(path, Raced()) as first, held(path, QuickArchiveDisk()) as second:
        assert not isinstance(first, Busy)
        assert isinstance(second, Busy)
    assert not path.exists()


def test_a_lock_that_cannot_be_had_is_no_licence(tmp_path: Path) -> None:
    class Lockless(QuickArchiveDisk):
        def lock(self, descriptor: int) -> bool:  # noqa: ARG002
            raise OSError(95, os.strerror(95))

    added, diagnostics = add(tmp_path / "archive", 1, FIRST, disk=Lockless())
    assert added is None
    assert [(item.code, item.severity) for item in diagnostics] == [("RB-OUTPUT-WRITE", Severity.ERROR)]
