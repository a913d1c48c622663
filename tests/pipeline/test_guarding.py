"""No command overwrites what an editor wrote or what was archived."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.pipeline.releases import Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

ARCHIVED = "output/archive/notat/v1/content/notat.pdf"

FILE_COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", "{root}", "-o", "{target}"),
    "get": ("archive", "get", "v1", "-o", "{target}", "--root", "{root}"),
    "export": ("archive", "export", "v1", "--bagit", "{target}", "--root", "{root}"),
    "eark": ("archive", "export", "v1", "--eark", "-o", "{target}", "--root", "{root}"),
    "rebuild": ("archive", "rebuild", "v1", "-o", "{target}", "--root", "{root}"),
    "diff": ("diff", "v1", "v1", "--html", "{target}", "--root", "{root}"),
}

FORBIDDEN_FILES = {
    "content/findings.yaml": "lies among the sources in content/",
    "content/new.pdf": "lies among the sources in content/",
    "assets/bilder/rute.png": "lies among the sources in assets/",
    ARCHIVED: "lies in the archive",
    "output/archive/new.zip": "lies in the archive",
    "output/archive": "lies in the archive",
    "output/../output/archive/0=ocfl_1.1": "lies in the archive",
    "settings.yaml": "is the source 'settings.yaml'",
    "to-archive": "lies in the archive",
    "to-chapter": "lies among the sources in content/",
    "shared/linked.md": "is the source 'content/chapters/linked.md'",
    "shared/folder/a.png": "is the source 'assets/linked/a.png'",
    "hard.md": "is the source 'content/chapters/innledning.md'",
    "output": "is a folder",
    "pipe": "is not a regular file",
}

FORBIDDEN_SITES = {
    "": "has the report in it",
    "..": "has the report in it",
    "content": "lies among the sources in content/",
    "assets/site": "lies among the sources in assets/",
    "output": "has the archive",
    "output/archive": "lies in the archive",
    "output/archive/notat/v2": "lies in the archive",
    "to-archive-folder": "lies in the archive",
}


@pytest.fixture
def guarded(released: Desk) -> Desk:
    """A released report with links to and from what must be kept."""
    root = released.root
    (root / "settings.yaml").write_text("timezone: Europe/Oslo\n")
    (root / "shared/folder").mkdir(parents=True)
    (root / "shared/linked.md").write_text("kept")
    (root / "shared/folder/a.png").write_text("kept")
    (root / "content/chapters/linked.md").symlink_to(root / "shared/linked.md")
    (root / "assets/linked").symlink_to(root / "shared/folder")
    (root / "assets/round").symlink_to(root)
    (root / "to-archive").symlink_to(root / ARCHIVED)
    (root / "to-archive-folder").symlink_to(root / "output/archive")
    (root / "to-chapter").symlink_to(root / "content/chapters/innledning.md")
    os.link(root / "content/chapters/innledning.md", root / "hard.md")
    os.mkfifo(root / "pipe")
    return released


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write(desk: Desk, name: str, target: Path) -> int:
    places = {"root": str(desk.root), "target": str(target)}
    return desk.command(*(word.format(**places) for word in FILE_COMMANDS[name]))


def is_refused(desk: Desk, run: Callable[[], int], says: str) -> None:
    before = everything(desk.root)
    assert run() == 2
    assert "RB-OUTPUT-PATH" in desk.err
    assert says in desk.err
    assert desk.err.count("RB-") == 1
    assert desk.out == ""
    assert everything(desk.root) == before


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_a_file_that_must_be_kept_is_not_overwritten(guarded: Desk, command: str) -> None:
    for target, says in FORBIDDEN_FILES.items():
        is_refused(guarded, partial(write, guarded, command, guarded.root / target), says)


@pytest.mark.parametrize("target", FORBIDDEN_SITES)
def test_no_site_where_sources_or_archive_lie(guarded: Desk, target: str) -> None:
    folder = str(guarded.root / target)
    says = FORBIDDEN_SITES[target]
    is_refused(guarded, lambda: guarded.command("publish", str(guarded.root), "-o", folder), says)
    assert guarded.archive("verify") == 0, guarded.err


def test_no_site_in_the_working_folder_that_is_the_report(
    released: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(released.root)
    is_refused(released, lambda: released.command("publish", "-o", "."), "has the report in it")


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_the_archive_is_the_one_that_the_settings_name(released: Desk, tmp_path: Path, command: str) -> None:
    (released.root / "output/archive").rename(tmp_path / "kept")
    (released.root / "settings.yaml").write_text("archive: ../kept\n")
    before = everything(tmp_path / "kept")
    target = tmp_path / "kept/notat/v1/content/notat.pdf"
    is_refused(released, lambda: write(released, command, target), "lies in the archive")
    assert everything(tmp_path / "kept") == before
    for folder in (tmp_path / "kept/site", tmp_path):
        run = partial(released.command, "publish", str(released.root), "-o", str(folder))
        is_refused(released, run, "in the archive" if folder != tmp_path else "has the report in it")


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_any_other_file_is_written(released: Desk, tmp_path: Path, command: str) -> None:
    suffix = ".zip" if command in ("export", "eark") else ".pdf"
    for target in (tmp_path / f"x{suffix}", released.root / f"output/x{suffix}"):
        target.write_bytes(b"old")
        assert write(released, command, target) == 0, released.err
        assert target.read_bytes() != b"old"
    assert released.archive("verify") == 0, released.err


def test_the_usual_site_is_written(released: Desk, tmp_path: Path) -> None:
    for folder in (released.root / "output/site", tmp_path / "site"):
        assert released.command("publish", str(released.root), "-o", str(folder)) == 0, released.err
        assert (folder / "current/www/notat/index.html").is_file()
    assert released.archive("verify") == 0, released.err


def test_the_usual_name_is_refused_among_the_sources_too(
    released: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(released.root / "content")
    is_refused(
        released, lambda: released.command("archive", "get", "v1", "--root", ".."), "sources in content/"
    )


def test_the_page_of_a_comparison_does_not_replace_a_side(released: Desk, tmp_path: Path) -> None:
    side = tmp_path / "side.pdf"
    assert released.archive("get", "v1", "-o", str(side)) == 0
    before = side.read_bytes()
    root = str(released.root)
    assert released.command("diff", str(side), "v1", "--html", str(side), "--root", root) == 2
    assert f"RB-OUTPUT-PATH the output '{side}' is the input" in released.err
    assert side.read_bytes() == before


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_a_name_that_no_file_can_have(released: Desk, tmp_path: Path, command: str) -> None:
    assert write(released, command, tmp_path / ("x" * 300 + ".zip")) == 3
    assert "RB-OUTPUT-WRITE" in released.err


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_a_folder_that_is_not_there(released: Desk, tmp_path: Path, command: str) -> None:
    """No folder is made of a name that may be mistaken, and nobody is asked to make room."""
    assert write(released, command, tmp_path / "borte/x.zip") == 3
    assert f"RB-OUTPUT-WRITE '{tmp_path}/borte/x.zip' cannot be written: there is no folder" in released.err
    assert "make the folder first" in released.err
    assert not (tmp_path / "borte").exists()


@pytest.mark.parametrize("folder", ["content", "assets/arkiv", "output/../content/x"])
def test_the_archive_is_not_kept_among_the_sources(released: Desk, folder: str) -> None:
    (released.root / "settings.yaml").write_text(f"archive: {folder}\n")
    before = everything(released.root)
    assert released.release() == 2
    assert "settings.yaml:1:10: RB-VALUE" in released.err
    assert "lies among the sources in" in released.err
    assert everything(released.root) == before
