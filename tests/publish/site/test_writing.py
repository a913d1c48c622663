"""A site is switched in one step: whatever fails or dies, what is served is the old site or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import warnings
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.publish import SiteDisk, Written
from report_builder.publish.present import read_present
from report_builder.publish.table import Entry, Table
from report_builder.publish.writing import KEPT, write_release
from tests.archive.faulty_archive_disk import FailingArchiveDisk, KillingArchiveDisk, StepArchiveDisk
from tests.said import english

Files = Mapping[str, bytes]
OLD: Files = {"index.html": b"old", "r/index.html": b"old page", "r/v1/r.pdf": b"%PDF old" * 50}
NEW: Files = {
    "index.html": b"new",
    "r/index.html": b"new page",
    "r/v1/r.pdf": b"%PDF old" * 50,
    "r/v2/a": b"2",
}


class StepSiteDisk(StepArchiveDisk, SiteDisk):
    """Meets each call of the writer of a site."""

    def symlink(self, link: Path, target: Path) -> None:
        self.meet("before symlink")
        SiteDisk.symlink(self, link, target)
        self.meet("after symlink")


class FailingSiteDisk(FailingArchiveDisk, StepSiteDisk):
    """Fails at one chosen call."""


class KillingSiteDisk(KillingArchiveDisk, StepSiteDisk):
    """Kills the process at one chosen call."""


class NoLinks(SiteDisk):
    """A file system that has no symbolic links."""

    def symlink(self, link: Path, target: Path) -> None:  # noqa: ARG002  the writer's names
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def table(files: Files) -> Table:
    entries = {
        f"/{path}": Entry(sha256(data).hexdigest(), len(data), "text/plain", None)
        for path, data in sorted(files.items())
    }
    return Table("r", "nb", 1, {}, "/r/takk/", "/r/beklager/", entries)


def write(out: Path, files: Files, disk: SiteDisk | None = None) -> tuple[Written | None, Diagnostics]:
    diagnostics = Diagnostics()
    present = read_present(out)
    standing = present.entries if present else {}
    contents: dict[str, bytes | Path | str] = {}
    for path, data in files.items():
        entry = standing.get(path)
        stands = present is not None and entry is not None and entry.sha256 == sha256(data).hexdigest()
        contents[path] = present.www / path if present and stands else data
    return write_release(out, contents, table(files), disk or SiteDisk(), diagnostics), diagnostics


def served(out: Path) -> Files:
    """What a server sees: every file below the pointer's www/."""
    pointer = out / "current"
    text = out / "current.txt"
    folder = out / (pointer.readlink() if pointer.is_symlink() else text.read_text("utf-8").strip())
    www = folder / "www"
    found = {p.relative_to(www).as_posix(): p.read_bytes() for p in www.rglob("*") if p.is_file()}
    assert (folder / "site.json").read_bytes() == table(found).encode()
    return found


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    written, diagnostics = write(folder, OLD)
    assert written is not None, diagnostics.items
    assert served(folder) == OLD
    return folder


def test_a_new_site_takes_the_place_of_the_old_one(out: Path) -> None:
    written, _ = write(out, NEW)
    assert written is not None
    assert (written.new, written.files) == (True, len(NEW))
    assert served(out) == NEW
    assert not (out / "current").readlink().is_absolute()


def test_the_same_site_is_not_written_again(out: Path) -> None:
    disk = StepSiteDisk()
    written, _ = write(out, OLD, disk)
    assert written is not None
    assert not written.new
    assert [moment for moment in disk.trace if "lock" not in moment] == []


def test_a_release_that_was_tampered_with_is_not_taken_for_whole(out: Path) -> None:
    page = out / "current" / "www" / "r" / "index.html"
    page.write_bytes(b"spoilt")
    written, _ = write(out, OLD)
    assert written is not None
    assert written.new
    assert served(out) == OLD


def test_a_few_releases_are_kept(out: Path) -> None:
    for number in range(KEPT + 3):
        assert write(out, {**NEW, "n": str(number).encode()})[0] is not None
    assert served(out)["n"] == str(KEPT + 2).encode()
    assert len(list((out / "releases").iterdir())) == KEPT


def test_going_back_to_a_site_of_before(out: Path) -> None:
    write(out, NEW)
    written, _ = write(out, OLD)
    assert written is not None
    assert written.new
    assert served(out) == OLD


def test_without_symbolic_links_a_text_file_points(tmp_path: Path) -> None:
    for files in (OLD, NEW):
        written, diagnostics = write(tmp_path, files, NoLinks())
        assert written is not None, diagnostics.items
        assert served(tmp_path) == files
    assert not (tmp_path / "current").exists()


def test_a_second_writer_is_told_to_wait(out: Path) -> None:
    class Meanwhile(StepSiteDisk):
        codes: list[str] = []  # noqa: RUF012  one object

        def meet(self, moment: str) -> None:
            super().meet(moment)
            if moment == "before symlink":
                written, diagnostics = write(out, {"b": b"b"})
                assert written is None
                self.codes += [item.code for item in diagnostics.items]

    disk = Meanwhile()
    assert write(out, NEW, disk)[0] is not None
    assert disk.codes == ["RB-SITE-BUSY"]
    assert served(out) == NEW


def moments(out: Path) -> int:
    disk = StepSiteDisk()
    copy = out.with_name("counted")
    shutil.copytree(out, copy, symlinks=True)
    assert write(copy, NEW, disk)[0] is not None
    return len(disk.trace)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_step(out: Path, tmp_path: Path, number: int) -> None:
    total, failures = moments(out), 0
    outcomes = set()
    for count in range(1, total + 1):
        here = tmp_path / f"failing-{count}"
        shutil.copytree(out, here, symlinks=True)
        disk = FailingSiteDisk(count, number)
        written, diagnostics = write(here, NEW, disk)
        if not disk.failed:
            break
        failures += 1
        now = served(here)
        assert now in (OLD, NEW), disk.failed
        outcomes.add(now == NEW)
        if written is None:
            assert [item.code for item in diagnostics.items] == ["RB-OUTPUT-WRITE"], disk.failed
            assert not list((here / "releases").glob(".rb-*")), disk.failed
        assert write(here, NEW)[0] is not None
        assert served(here) == NEW
        assert not list(here.rglob(".rb-*")), disk.failed
    assert failures > 20
    assert outcomes == {False, True}


def test_what_cannot_be_removed_does_not_hide_why_it_was_to_be(out: Path) -> None:
    class Full(SiteDisk):
        def sync_folder(self, path: Path) -> None:  # noqa: ARG002  the writer's names
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def remove_tree(self, folder: Path) -> None:  # noqa: ARG002
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    written, diagnostics = write(out, NEW, Full())
    assert written is None
    assert [item.code for item in diagnostics.items] == ["RB-OUTPUT-WRITE"]
    assert "no space left on device" in english(diagnostics.items[0].message)
    assert served(out) == OLD


def test_a_run_that_is_killed_at_any_step(out: Path, tmp_path: Path) -> None:
    total = moments(out) // 2
    outcomes = set()
    for count in range(1, total + 1):
        here = tmp_path / f"killed-{count}"
        shutil.copytree(out, here, symlinks=True)

        def work(here: Path = here, count: int = count) -> None:
            write(here, NEW, KillingSiteDisk(count))

        status = in_a_child(work)
        if not os.WIFSIGNALED(status):
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        now = served(here)
        assert now in (OLD, NEW), count
        outcomes.add(now == NEW)
        assert write(here, NEW)[0] is not None
        assert served(here) == NEW
        assert not list(here.rglob(".rb-*")), count
    assert outcomes == {False, True}


def in_a_child(work: Callable[[], None]) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads: the child only writes files
        child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]
