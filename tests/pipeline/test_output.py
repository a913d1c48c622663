from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from report_builder.output import Disk, remove_stale, reserve
from tests.pipeline.faulty_disk import STEPS, FailingDisk, KillingDisk, StepDisk

OLD, NEW = b"old", b"new " * 100


def put(target: Path, data: bytes, disk: Disk) -> None:
    with reserve(target, disk) as slot:
        slot.fill(data)
        slot.commit()


def moments() -> list[str]:
    return [f"{when} {step}" for step in STEPS for when in ("before", "after")]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(OLD)
    return path


def test_a_file_is_replaced_whole_and_synced(target: Path) -> None:
    disk = StepDisk()
    put(target, NEW, disk)
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]
    # The bytes are on the disk before the name is, and the name before we say that it is done.
    assert list(dict.fromkeys(disk.trace)) == moments()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("moment", moments())
def test_a_failing_step_leaves_old_or_new(target: Path, moment: str, number: int) -> None:
    with pytest.raises(OSError, match=os.strerror(number)):
        put(target, NEW, FailingDisk(moment, number))
    renamed = moments().index(moment) >= moments().index("after replace")
    assert target.read_bytes() == (NEW if renamed else OLD)
    if moment != "after create":  # the caller was never told of the file; the next run removes it
        assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("count", [2, 5])
def test_a_later_write_that_fails_leaves_old(target: Path, count: int) -> None:
    disk = FailingDisk("before write", errno.ENOSPC, count)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        put(target, NEW, disk)
    assert disk.trace.count("after write") == count - 1
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_leaving_without_commit_leaves_old(target: Path) -> None:
    def interrupted() -> None:
        with reserve(target, Disk()) as slot:
            slot.fill(NEW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def count_moments(target: Path) -> int:
    disk = StepDisk()
    put(target, NEW, disk)
    return len(disk.trace)


def test_a_killed_run_leaves_old_or_new(target: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.pipeline.faulty_disk import KillingDisk\n"
        "from tests.pipeline.test_output import put, NEW\n"
        "put(Path(sys.argv[1]), NEW, KillingDisk(int(sys.argv[2])))\n"
    )
    total = count_moments(target)
    seen = set()
    for count in range(1, total + 1):
        target.write_bytes(OLD)
        killed = subprocess.run(
            [sys.executable, "-c", script, target, str(count)], cwd=Path(__file__).parents[2], check=False
        )
        assert killed.returncode == -signal.SIGKILL
        seen.add(target.read_bytes())
        left = [path.name for path in target.parent.iterdir() if path != target]
        assert remove_stale(target.parent, Disk()) == tuple(left)
        assert list(target.parent.iterdir()) == [target]
    assert seen == {OLD, NEW}


def test_killing_disk_counts_down(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    killed: list[int] = []
    monkeypatch.setattr(os, "kill", lambda _pid, number: killed.append(number))
    put(target, NEW, KillingDisk(3))
    assert killed == [signal.SIGKILL]


def test_the_file_of_a_living_process_is_left_alone(target: Path) -> None:
    with reserve(target, Disk()) as slot:
        assert remove_stale(target.parent, Disk()) == ()
        assert slot.path.exists()


def test_two_runs_at_once_are_both_whole(target: Path) -> None:
    with reserve(target, Disk()) as first, reserve(target, Disk()) as second:
        first.fill(b"first")
        second.fill(b"second")
        second.commit()
        first.commit()
    assert target.read_bytes() == b"first"
    assert list(target.parent.iterdir()) == [target]


def test_only_our_own_regular_files_are_stale(target: Path) -> None:
    folder = target.parent
    (folder / ".rb-folder.tmp").mkdir()
    (folder / ".rb-link.tmp").symlink_to(target)
    (folder / "other.tmp").write_bytes(b"")
    (folder / ".rb-1-00000000.tmp").write_bytes(b"")
    assert remove_stale(folder, Disk()) == (".rb-1-00000000.tmp",)
    assert target.read_bytes() == OLD


def test_no_folder_has_nothing_stale(tmp_path: Path) -> None:
    assert remove_stale(tmp_path / "missing", Disk()) == ()


def test_a_file_taken_between_making_and_locking_is_made_again(target: Path) -> None:
    class Raced(Disk):
        lost = 0

        def lock(self, descriptor: int) -> bool:
            if not self.lost:
                self.lost = 1
                next(path for path in target.parent.iterdir() if path != target).unlink()
            return super().lock(descriptor)

    put(target, NEW, Raced())
    assert target.read_bytes() == NEW
