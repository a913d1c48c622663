"""An archive moves whole: whatever fails, whenever the process dies, the settings name one that is whole."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from report_builder.archive import Archive, ArchiveDisk
from report_builder.archive.root import WORK
from report_builder.cli.app import run
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.pipeline.journal import read_journal
from report_builder.pipeline.moving import MoveRequest, move_archive
from report_builder.pipeline.naming import settings_naming
from report_builder.settings import read_settings
from tests.archive.faulty_archive_disk import (
    FailingArchiveDisk,
    KillingArchiveDisk,
    QuickArchiveDisk,
    StepArchiveDisk,
    is_failure,
)
from tests.archive.support import FIRST, MORNING, SECOND, VERSIONS, contents, make, ocfl_faults, overwrite
from tests.archive.test_crash import in_a_child
from tests.said import ENGLISH, english

NAMES = "# Arkivet\ntimezone: Europe/Oslo  # vår\narchive: lager  # bak\naddress: https://example.no/\n"
TWO = (FIRST, SECOND)
LATER = MORNING + timedelta(hours=1)
EVERY = pytest.mark.parametrize("share", [0.1, pytest.param(1.0, marks=pytest.mark.whole)])
WITH_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is made with fork")


def set_up(folder: Path) -> Path:
    """A report with an archive in ``lager``, which the settings name."""
    root = folder / "report"
    make(root / "lager", TWO)
    (root / "settings.yaml").write_text(NAMES, "utf-8")
    return root


def move(
    root: Path,
    disk: ArchiveDisk | None = None,
    to: str = "archive",
    *,
    dry: bool = False,
    now: datetime = MORNING,
) -> list[str]:
    """Move to a folder of the report; the codes of what is wrong."""
    outcome = move_archive(MoveRequest(root, root / to, dry), now, disk or QuickArchiveDisk())
    assert (outcome.value is None) == outcome.failed
    return [item.code for item in outcome.diagnostics if item.severity is Severity.ERROR]


def named(root: Path) -> Path:
    settings = read_settings(root, Diagnostics())
    assert settings is not None
    assert isinstance(settings.archive, Path)
    return settings.archive


def assert_whole(root: Path) -> None:
    """What the settings name is whole: to this program, and to one that knows nothing of it."""
    folder = named(root)
    archive = Archive(folder)
    assert not archive.verify().failed, archive.verify().diagnostics
    assert contents(folder) == [dict(files) for files in TWO]
    assert ocfl_faults(folder) == ""


def migrations(root: Path) -> list[datetime]:
    """When the archive was moved, as its journal tells."""
    journal = read_journal(Archive(named(root)), "konstruktiv-uro", Diagnostics())
    assert journal is not None
    assert {event.kind for event in journal.events} == {"migration"}
    return [event.when for event in journal.events]


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def assert_moved(root: Path) -> None:
    assert named(root) == root / "archive"
    assert_whole(root)
    assert {path.name for path in root.iterdir()} == {"archive", "settings.yaml"}
    assert {path.name for path in (root / "archive").iterdir()} == {
        "0=ocfl_1.1",
        "ocfl_layout.json",
        "konstruktiv-uro",
        "konstruktiv-uro#journal",
    }
    assert migrations(root) in ([MORNING], [LATER])  # once, whoever completed it


def test_it_moves_and_the_settings_keep_all_else(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    (root / "lager/README.md").write_text("Les meg", "utf-8")
    (root / "lager/.DS_Store").write_bytes(b"\0")
    assert move(root) == []
    assert (root / "settings.yaml").read_text("utf-8") == NAMES.replace("lager", "archive")
    assert (root / "archive/README.md").read_text("utf-8") == "Les meg"
    (root / "archive/README.md").unlink()
    assert_moved(root)
    assert move(root) == []
    assert_moved(root)


def test_what_systems_and_killed_runs_left_anywhere_does_not_keep_the_old_place(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    objects = root / "lager/konstruktiv-uro"
    (objects / "v1/.DS_Store").write_bytes(b"\0")
    (objects / "v2/@eaDir").mkdir()
    (objects / "v2/@eaDir/thumb").write_bytes(b"\0")
    work = root / "lager" / WORK
    (work / "konstruktiv-uro.work/v3").mkdir(parents=True)
    (work / "konstruktiv-uro.work/v3/half").write_bytes(b"\0")
    (work / "annen.lock").write_bytes(b"")
    assert move(root) == []
    assert_moved(root)


def some(total: int, share: float) -> list[int]:
    """So large a share of the counts from 1 to ``total``, and the last."""
    return sorted({total, *random.Random(20261128).sample(range(1, total + 1), int(total * share))})  # noqa: S311


def moments(folder: Path) -> list[str]:
    disk = StepArchiveDisk()
    assert move(set_up(folder), disk) == []
    return disk.trace


@WITH_FORK
@EVERY
def test_a_run_that_is_killed_anywhere(tmp_path: Path, share: float) -> None:
    total = sum(moment.startswith("before") for moment in moments(tmp_path / "count"))
    assert total > 60
    for count in some(total, share):
        root = set_up(tmp_path / str(count))
        status = in_a_child(partial(move, root, KillingArchiveDisk(count)))
        assert os.WIFSIGNALED(status), count
        assert os.WTERMSIG(status) == signal.SIGKILL
        assert_whole(root)
        assert move(root, now=LATER) == [], count
        assert_moved(root)


@EVERY
def test_a_disk_that_fails_anywhere(tmp_path: Path, share: float) -> None:
    total = sum(map(is_failure, moments(tmp_path / "count")))
    for count in some(total, share):
        root = set_up(tmp_path / str(count))
        disk = FailingArchiveDisk(count, errno.ENOSPC if count % 2 else errno.EIO)
        codes = move(root, disk)
        # What only tidies up may fail without a word, since nothing hangs on it.
        assert codes in ([], ["RB-OUTPUT-WRITE"]), (count, disk.failed)
        assert_whole(root)
        assert move(root, now=LATER) == [], (count, disk.failed)
        with Archive(named(root), QuickArchiveDisk()).write(
            "konstruktiv-uro#journal", Diagnostics()
        ) as writer:
            assert writer is not None  # and what its last write could not tidy up is gone
        assert_moved(root)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    before = names(tmp_path)
    disk = StepArchiveDisk()
    assert move(root, disk, dry=True) == []
    assert disk.trace == []
    assert names(tmp_path) == before
    assert (root / "settings.yaml").read_text("utf-8") == NAMES


def full(root: Path) -> str:
    (root / "full").mkdir()
    (root / "full/brev.txt").write_text("Kjære", "utf-8")
    return "full"


def is_a_file(root: Path) -> str:
    (root / "fil").write_text("Kjære", "utf-8")
    return "fil"


def is_a_lost_link(root: Path) -> str:
    (root / "lenke").symlink_to(root / "ingensteds")
    return "lenke"


def other_move(root: Path) -> str:
    """Another archive was being moved there, and its run was killed."""
    other = set_up(root / "other")
    with_mark = root / "felles/extensions/report-builder/.moving.json"
    with_mark.parent.mkdir(parents=True)
    with_mark.write_text(f'{{"from": "{other / "lager"}"}}', "utf-8")
    return "felles"


PLACES: dict[str, str | Callable[[Path], str]] = {
    "has something in it: 'brev.txt'": full,
    "is not a folder": is_a_file,
    "is not a folder ": is_a_lost_link,
    "lies among the sources in content/": "content/arkiv",
    "lies among the sources in assets/": "assets",
    "lies in the site": "output/site/arkiv",
    "lies in the archive": "lager/nytt",
    "has the report in it": "..",
    "has an archive in it that was moved from": other_move,
    "a character that no settings can have": "ny\nplass",
}


@pytest.mark.parametrize("words", PLACES)
def test_a_place_where_it_cannot_stand(tmp_path: Path, words: str) -> None:
    root = set_up(tmp_path)
    place = PLACES[words]
    to = place if isinstance(place, str) else place(root)
    before = names(tmp_path)
    outcome = move_archive(MoveRequest(root, root / to), MORNING, QuickArchiveDisk())
    assert [item.code for item in outcome.diagnostics] == ["RB-ARCHIVE-TARGET"]
    assert words.strip() in english(outcome.diagnostics[0].message)
    assert outcome.diagnostics[0].hint
    assert names(tmp_path) == before
    assert_whole(root)


def test_a_damaged_archive_is_not_moved(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    overwrite(root / "lager/konstruktiv-uro/v1/content/report.pdf", b"rot")
    before = names(tmp_path)
    assert move(root) == ["RB-ARCHIVE-DIGEST"]
    assert names(tmp_path) == before
    assert (root / "settings.yaml").read_text("utf-8") == NAMES


def test_nothing_to_move(tmp_path: Path) -> None:
    root = tmp_path / "report"
    root.mkdir()
    assert move(root) == ["RB-VERSION-UNKNOWN"]
    assert names(tmp_path) == {"report"}


@WITH_FORK
@pytest.mark.parametrize("name", ["konstruktiv-uro", "en-annen"])
def test_a_busy_archive_is_not_moved(tmp_path: Path, name: str) -> None:
    """Also where the other writes an object that is not there yet."""
    root = set_up(tmp_path)
    with Archive(root / "lager").write(name, Diagnostics()) as writer:
        assert writer is not None
        assert move(root) == ["RB-ARCHIVE-BUSY"]
    assert_whole(root)
    assert move(root) == []
    assert_moved(root)


class Watching(QuickArchiveDisk):
    """Tries to write to the archive each time a file of it is copied."""

    def __init__(self, source: Path) -> None:
        super().__init__()
        self.source, self.told = source, set[str]()

    def create_sealed(self, path: Path) -> int:
        is_copy = "extensions" not in path.parts  # and not the journal, which tells of the move
        for name in ("konstruktiv-uro", "en-annen") if is_copy else ():
            diagnostics = Diagnostics()
            with Archive(self.source, QuickArchiveDisk()).write(name, diagnostics) as writer:
                assert writer is None
            self.told |= {item.code for item in diagnostics.items}
        return super().create_sealed(path)


def test_nobody_writes_to_an_archive_that_is_moved(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    disk = Watching(root / "lager")
    assert move(root, disk) == []
    assert disk.told == {"RB-ARCHIVE-BUSY"}
    assert_moved(root)


def test_another_report_of_the_archive_is_told(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    make(root / "lager", VERSIONS, name="en-annen")
    outcome = move_archive(MoveRequest(root, root / "archive"), MORNING, QuickArchiveDisk())
    assert [(item.code, item.severity) for item in outcome.diagnostics] == [
        ("RB-ARCHIVE-SHARED", Severity.WARNING)
    ]
    assert "'en-annen'" in english(outcome.diagnostics[0].message)
    assert str(root / "archive") in english(outcome.diagnostics[0].hint)


class StoppedError(Exception):
    pass


class StopsBeforeRemoving(QuickArchiveDisk):
    def remove(self, path: Path) -> None:
        if "extensions" not in path.parts:
            raise StoppedError
        super().remove(path)


def test_a_version_that_came_to_the_old_place_is_not_removed(tmp_path: Path) -> None:
    """A run died before the old place was removed, and another report released into it."""
    root = set_up(tmp_path)
    with pytest.raises(StoppedError):
        move(root, StopsBeforeRemoving())
    assert named(root) == root / "archive"
    make(root / "lager", (FIRST,), name="en-annen")
    assert move(root) == ["RB-ARCHIVE-TARGET"]
    assert not Archive(root / "lager").verify().failed
    assert_whole(root)


SETTINGS = {
    "": "archive: {}\n",
    "# bare en merknad": "# bare en merknad\narchive: {}\n",
    "timezone: Europe/Oslo": "timezone: Europe/Oslo\narchive: {}\n",
    "archive: 'gammel plass' # her\r\ntimezone: UTC\r\n": "archive: {} # her\r\ntimezone: UTC\r\n",
    'archive: "../æøå"\n': "archive: {}\n",
    "archive:   gammel\n": "archive:   {}\n",
    "{archive: gammel, timezone: UTC}\n": "{{archive: {}, timezone: UTC}}\n",
    "---\narchive: gammel\n...\n": "---\narchive: {}\n...\n",
}
PLACE_NAMES = {
    "archive": "archive",
    "../nytt arkiv": "../nytt arkiv",
    "/srv/arkiv/årsrapport": "/srv/arkiv/årsrapport",
    "2026": '"2026"',
    "a: b # c": '"a: b # c"',
    "'q\" x": '"\'q\\" x"',
    "no": '"no"',
    "[x]": '"[x]"',
}


@pytest.mark.parametrize("text", SETTINGS)
@pytest.mark.parametrize("name", PLACE_NAMES)
def test_one_key_of_the_settings_changes(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(text.encode("utf-8"))
    diagnostics = Diagnostics()
    new = settings_naming(tmp_path, name, diagnostics)
    assert diagnostics.items == ()
    assert new is not None
    assert new.decode("utf-8") == SETTINGS[text].format(PLACE_NAMES[name])
    assert path.read_bytes() == text.encode("utf-8")


def test_settings_that_cannot_be_changed_are_told_before_anything_is_copied(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    (root / "settings.yaml").write_text("archive: >\n  lager\n", "utf-8")
    before = names(tmp_path)
    assert move(root) in (["RB-ARCHIVE-TARGET"], ["RB-VERSION-UNKNOWN"])
    assert names(tmp_path) == before


@pytest.fixture
def standing_in(tmp_path: Path) -> Iterator[Path]:
    """The working folder is beside the report."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def test_the_command(standing_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path is one from where the user stands, and the settings name it from where the report is."""
    root = set_up(standing_in)
    command = ["archive", "move", "nytt", "--root", str(root)]
    assert run([*command, "--dry-run"], ENGLISH, lambda: 0.0) == 0
    assert "would write 'archive: ../nytt'" in capsys.readouterr().out
    assert run(command, ENGLISH, lambda: 0.0) == 0
    assert "archive: ../nytt  # bak" in (root / "settings.yaml").read_text("utf-8")
    assert_whole(root)
    assert "every digest is right" in capsys.readouterr().out
    assert run(command, ENGLISH, lambda: 0.0) == 0
    assert "already" in capsys.readouterr().out


def test_no_path_is_told_by_a_way_up(standing_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the place that was given so, nor the one that the settings name so."""
    root = set_up(standing_in)
    os.chdir(root)
    for place in ("../nytt", "../igjen/her", "../report/hjem"):
        (root / place).parent.mkdir(exist_ok=True)
        assert run(["archive", "move", place], ENGLISH, lambda: 0.0) == 0
        said = capsys.readouterr().out.splitlines()[0]
        assert str((root / place).resolve()) in said
        assert ".." not in said


@pytest.mark.skipif(sys.platform == "win32", reason="modes of Windows")
def test_what_is_moved_is_sealed(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    assert move(root) == []
    files = [path for path in (root / "archive").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o222 for path in files} == {0}


def test_the_command_takes_no_place_that_cannot_be_meant(
    standing_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the settings refuse: a shell that was spared its work would leave a folder of that name."""
    root = set_up(standing_in)
    before = names(standing_in)
    for place in ("", "s3:lager", "$HOME/arkiv", "~kari", "memory://lager", "file:///srv/arkiv"):
        assert run(["archive", "move", place, "--root", str(root)], ENGLISH, lambda: 0.0) == 2
        assert capsys.readouterr().err.startswith("RB-ARCHIVE-TARGET "), place
    assert names(standing_in) == before
    assert run(["archive", "move", "./lager:2026", "--root", str(root / ".")], ENGLISH, lambda: 0.0) == 0
    assert named(root) == root / "../lager:2026"
