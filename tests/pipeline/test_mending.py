"""``check-content --fix``: what it mends, on which disk, and what it never touches."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.diagnostics import Diagnostics
from report_builder.output import Disk
from report_builder.pipeline.mending import Writer
from report_builder.sources.files import SourceFiles
from report_builder.theme import builtin
from tests.pipeline.faulty_disk import STEPS, FailingDisk
from tests.said import ENGLISH

FIRST, SECOND = "content/chapters/innledning.md", "content/chapters/drofting.md"
_SPOILT = "\r\n{allow=”RB-LONG-WORD”}\r\n\r\n![Til\tvei 😀](bilder\\rute.png)\r\n\rSlutt"
_MENDED = '\r\n{allow="RB-LONG-WORD"}\r\n\r\n![Til\tvei 😀](bilder/rute.png)\r\n\rSlutt'


@pytest.fixture
def spoilt(good_report: Path) -> Path:
    for path in (FIRST, SECOND):
        data = (good_report / path).read_bytes()
        (good_report / path).write_bytes(b"\xef\xbb\xbf" + data + _SPOILT.encode())
    return good_report


def everything(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def fix(root: Path, *more: str) -> int:
    return run(["check-content", "--fix", *more, str(root)], ENGLISH, time.perf_counter)


def test_it_mends_and_tells_and_then_finds_nothing(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(spoilt)
    expected = {path: data.replace(_SPOILT.encode(), _MENDED.encode()) for path, data in before.items()}

    assert fix(spoilt, "--dry-run") == 0
    tried = capsys.readouterr()
    assert everything(spoilt) == before
    assert fix(spoilt) == 0
    done = capsys.readouterr()

    assert everything(spoilt) == expected
    lines = done.out.splitlines()
    assert lines[-2:] == ["fixed 4 places in 2 files", "content and theme: no errors, 2 warnings"]
    assert f"{spoilt}/{FIRST}:13:14: RB-PATH '😀](bilder\\rute.png)' → '😀](bilder/rute.png)'" in lines
    assert tried.out.splitlines()[-2] == "would fix 4 places in 2 files; nothing was written"
    assert tried.out.splitlines()[:-2] == lines[:-2]
    # What is in a text that would be mended stands, before, where the mending begins.
    assert tried.err == re.sub(r":9: RB-ALLOW", ":1: RB-ALLOW", done.err)
    stamps = {path: (spoilt / path).stat().st_mtime_ns for path in expected}
    assert fix(spoilt) == 0
    assert capsys.readouterr().out.splitlines()[0] == "nothing that can be fixed automatically"
    assert {path: (spoilt / path).stat().st_mtime_ns for path in expected} == stamps


def test_what_it_cannot_mend_is_told_and_decides_the_status(
    spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (spoilt / FIRST).open("ab") as file:
        file.write(b"\n\n[](#ingen)\n")
    assert fix(spoilt) == 2
    shown = capsys.readouterr()
    assert "fixed 4 places" in shown.out
    assert "RB-DANGLING-REF" in shown.err


def test_dry_run_alone_is_refused(spoilt: Path) -> None:
    assert run(["check-content", "--dry-run", str(spoilt)], ENGLISH, time.perf_counter) == 2


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_all_files_or_none(spoilt: Path, when: str, step: str, count: int) -> None:
    before = everything(spoilt)
    old = {path: before[path] for path in (FIRST, SECOND)}
    new = {path: data.replace(_SPOILT.encode(), _MENDED.encode()) for path, data in old.items()}
    diagnostics, disk = Diagnostics(), FailingDisk(f"{when} {step}", errno.ENOSPC, count)
    if Writer(SourceFiles(spoilt), diagnostics, disk).write(old, new):  # fewer such steps than asked for
        assert disk.left > 0
        assert everything(spoilt) == {**before, **new}
        return
    assert [item.code for item in diagnostics.items] == ["RB-OUTPUT-WRITE"]
    now = everything(spoilt)
    if (when, step) == ("after", "create"):  # what is left there the next run removes
        now = {path: data for path, data in now.items() if not Path(path).name.startswith(".rb-")}
    assert now == before
    assert Writer(SourceFiles(spoilt), diagnostics, Disk()).write(old, new)


def test_a_file_that_changed_meanwhile_is_a_conflict(
    spoilt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Busy(Disk):
        def create_private(self, path: Path) -> int:
            (spoilt / SECOND).write_bytes(b"# Et annet kapittel {#drofting}\n")
            return super().create_private(path)

    monkeypatch.setattr("report_builder.pipeline.mending.Disk", Busy)
    before = (spoilt / FIRST).read_bytes()
    assert fix(spoilt) == 4
    assert "RB-SOURCE-CHANGED" in capsys.readouterr().err
    assert (spoilt / FIRST).read_bytes() == before
    assert (spoilt / SECOND).read_bytes() == b"# Et annet kapittel {#drofting}\n"
    assert not list(spoilt.rglob(".rb-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")
def test_links_and_modes_stay(spoilt: Path) -> None:
    kept = spoilt / "content" / "felles.md"
    (spoilt / FIRST).rename(kept)
    (spoilt / FIRST).symlink_to("../felles.md")
    kept.chmod(0o640)
    assert fix(spoilt) == 0
    assert (spoilt / FIRST).readlink() == Path("../felles.md")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert b"bilder/rute.png" in kept.read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write all")
def test_a_protected_file_stays_as_it_is_and_so_do_the_others(spoilt: Path) -> None:
    (spoilt / FIRST).chmod(0o444)
    before = everything(spoilt)
    assert fix(spoilt) == 3
    assert everything(spoilt) == before


def test_names_in_another_letter_case_are_mended_wherever_a_text_has_them(
    good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if (good_report / FIRST.upper()).exists():
        pytest.skip("this file system has no letter case")
    theme = good_report / "assets/themes/Eget"
    theme.mkdir(parents=True)
    text = builtin.theme_text("konstruktiv").replace("regular: Literata-Regular.ttf", "regular: åpen.TTF")
    (theme / "theme.yaml").write_text(text, "utf-8")
    (theme / "Åpen.ttf").write_bytes(builtin.font("Literata-Regular.ttf"))
    facts = good_report / "content/report.yaml"
    told = facts.read_text("utf-8").replace("- innledning", "- Innledning")
    facts.write_text(told.replace("output: notat", "output: notat\ntheme: eget"), "utf-8")
    text = (good_report / FIRST).read_text("utf-8")
    (good_report / FIRST).write_text(text.replace("bilder/rute.png", "Bilder/rute.PNG"), "utf-8")

    assert fix(good_report) == 0, capsys.readouterr().err
    shown = capsys.readouterr().out
    assert "fixed 4 places in 3 files" in shown
    assert "'Innledning.md' → 'innledning.md'" in shown
    assert "'eget' → 'Eget'" in shown
    assert "'åpen.TTF' → 'Åpen.ttf'" in shown
    assert "bilder/rute.png" in (good_report / FIRST).read_text("utf-8")


def test_a_dry_run_tells_what_is_left_by_its_lines_in_the_file_as_it_stands(
    good_report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table made of tabs takes a line more than them, so all below it would stand further down."""
    path = good_report / FIRST
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n\nTabell: Tall\n\nHva\tTall\nMøter\t12\n\nSe [](#borte).\n", "utf-8")
    line = path.read_text("utf-8").count("\n")
    assert fix(good_report, "--dry-run") == 2
    assert f"{path}:{line}:4: RB-DANGLING-REF" in capsys.readouterr().err
    assert fix(good_report) == 2
    moved = path.read_text("utf-8").count("\n")
    assert moved > line
    assert f"{path}:{moved}:4: RB-DANGLING-REF" in capsys.readouterr().err
