"""Temporary files are nobody else's from the first moment; those of killed runs are gone after the next."""

from __future__ import annotations

import os
import random
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from report_builder import temporary
from report_builder.diagnostics import Diagnostics
from report_builder.output import Disk, write_file
from report_builder.temporary import private_folder, remove_left
from tests.archive.support import overwrite
from tests.outside.faulty_world import killed_at, run_apart
from tests.outside.remembered import RememberingMachine
from tests.pipeline.releases import DAY, SENTENCE, Desk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="modes, and a child made with fork")

TEMPORARY = re.compile(r"\.rb-.*|.*\.work|\.mending|report-builder-.*|tmp.*")
"""Names of what is only for a while; all other files are what a command is asked for, or locks."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", "{root}"),
    "mend": ("check-content", "{root}", "--fix"),
    "release": ("release", "{root}", "--note", "Rettet"),
    "publish": ("publish", "{root}"),
    "get": ("archive", "get", "v1", "-o", "{root}/output/v1.pdf", "--root", "{root}"),
    "rebuild": ("archive", "rebuild", "v1", "--root", "{root}"),
    "export": ("archive", "export", "v1", "--bagit", "{root}/output/v1.zip", "--root", "{root}"),
    "repair": ("archive", "repair", "--root", "{root}"),
    "move": ("archive", "move", "{root}/archive", "--root", "{root}"),
    "diff": ("diff", "v1", "v1", "--html", "{root}/output/diff.html", "--root", "{root}"),
    "new": ("new", "{base}/aarsrapport"),
}


def temporary_below(base: Path) -> Iterator[Path]:
    """What is only for a while, and no part of something that is."""
    for folder, folders, files in os.walk(base):
        for name in [*folders, *files]:
            if TEMPORARY.fullmatch(name):
                yield Path(folder, name)
        folders[:] = [name for name in folders if not TEMPORARY.fullmatch(name)]


@pytest.fixture
def bench(released: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes a fresh copy of a report with something to do for every command, and its folder for scratch."""
    monkeypatch.setattr("report_builder.check.verapdf._Machine", RememberingMachine)
    released.edit("content/chapters/drofting.md", SENTENCE, "Et avsnitt med en note, rettet.")
    text = released.root / "content/chapters/innledning.md"
    text.write_text(text.read_text("utf-8") + "\n![Et bilde av en rute](bilder\\rute.png)\n", "utf-8")
    released.now += DAY
    monkeypatch.setattr(temporary, "_seen", set())

    def make(name: str) -> Path:
        base = tmp_path / name
        shutil.copytree(released.root, base / "report", symlinks=True)
        (base / "scratch").mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(base / "scratch"))
        if name != "mend":
            chapter = base / "report/content/chapters/innledning.md"
            chapter.write_text(chapter.read_text("utf-8").replace("\\", "/"), "utf-8")
        if name == "repair":
            overwrite(next(base.rglob("v1/inventory.json.sha512")), b"")
        return base

    return make


def words(command: str, base: Path) -> tuple[str, ...]:
    return tuple(word.format(root=base / "report", base=base) for word in COMMANDS[command])


def strike(command: str, base: Path, turn: int, seen: Path) -> int:
    """Run the command to its ``turn``-th write, and look before each what others could open."""
    kill, left = killed_at(turn), set(temporary_below(base))

    def look(count: int, event: str) -> None:
        # What is whole gets its lasting mode just before it is put in place.
        for path in set(temporary_below(base)) - left if event != "os.rename" else ():
            if stat.S_IMODE(path.lstat().st_mode) & 0o077 and not path.is_symlink():
                with seen.open("a") as file:
                    file.write(f"{path.relative_to(base)} before write {count}, {event}\n")
        kill(count, event)

    now = 1_795_435_200.0 + DAY
    answer = run_apart(words(command, base), now, base, look, seen.parent / "scratch of the child")
    assert answer.status in (None, 0) or "has something in it" in answer.err, answer.err  # it is made already
    return answer.writes


@pytest.mark.parametrize("share", [2, pytest.param(40, marks=pytest.mark.whole)])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command(
    bench: Callable[[str], Path], tmp_path: Path, command: str, share: int, released: Desk
) -> None:
    before = os.umask(0o022)
    try:
        seen = tmp_path / "exposed.txt"
        base = bench(command)
        if command in ("release", "build"):  # let veraPDF see what the child will make
            copy = bench(f"{command}-first")
            assert released.command(*words(command, copy)) in (0, 1), released.err
            base = there(base)
        start = base.rename(tmp_path / "start")
        shutil.copytree(start, base, symlinks=True)
        total = strike(command, base, 0, seen)
        assert total > 0
        for turn in sorted(random.Random(20261128).sample(range(1, total + 1), min(share, total))):  # noqa: S311
            shutil.rmtree(base)
            shutil.copytree(start, base, symlinks=True)
            strike(command, base, turn, seen)
            temporary._seen.clear()
            strike(command, base, 0, seen)
            assert list(temporary_below(base)) == [], f"left after write {turn} of {total}"
        assert not seen.exists(), seen.read_text()
    finally:
        os.umask(before)


def there(base: Path) -> Path:
    """Scratch stands beside the report again."""
    tempfile.tempdir = str(base / "scratch")
    return base


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0, 0o666)])
def test_what_is_put_in_place_has_its_usual_mode(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        assert write_file(tmp_path / "new", b"a", Diagnostics())
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode
        assert os.umask(mask) == mask, "the process has its umask still"
    finally:
        os.umask(before)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o664, 0o755])
def test_what_is_replaced_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "old"
    target.write_bytes(b"a")
    target.chmod(mode)
    assert write_file(target, b"b", Diagnostics())
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"b", mode)


def test_a_temporary_file_is_private_until_it_is_put_in_place(tmp_path: Path) -> None:
    modes = []

    class Looking(Disk):
        def replace(self, source: Path, target: Path) -> None:
            modes.append(stat.S_IMODE(source.stat().st_mode))
            super().replace(source, target)

        def write(self, descriptor: int, data: memoryview) -> int:
            modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
            return super().write(descriptor, data)

    before = os.umask(0o022)
    try:
        assert write_file(tmp_path / "new", b"a", Diagnostics(), Looking())
    finally:
        os.umask(before)
    assert modes == [0o600, 0o644]


def test_a_folder_that_a_living_process_holds_stays(tmp_path: Path) -> None:
    with private_folder(tmp_path) as held:
        (held / "a").write_bytes(b"a")
        remove_left(tmp_path)
        assert (held / "a").read_bytes() == b"a"
        assert stat.S_IMODE(held.stat().st_mode) == 0o700
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    """A link, a folder without a lock, a lock of another name."""
    (tmp_path / "report-builder-1-00").mkdir()
    (tmp_path / "report-builder-2-00.lock").symlink_to(tmp_path / "report-builder-1-00")
    (tmp_path / "andre-1.lock").write_bytes(b"")
    (tmp_path / "report-builder-3-00.lock").write_bytes(b"")
    (tmp_path / "report-builder-3-00").symlink_to(tmp_path / "report-builder-1-00")
    before = sorted(tmp_path.iterdir())
    remove_left(tmp_path)
    assert sorted(tmp_path.iterdir()) == before
