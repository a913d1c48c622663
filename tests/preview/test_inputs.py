from __future__ import annotations

import os
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.preview.inputs import Followed
from report_builder.sources.files import SourceFiles


@pytest.fixture
def followed(tmp_path: Path) -> Followed:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("a")
    (tmp_path / "content/other.md").write_text("nobody reads this")
    files = SourceFiles(tmp_path)
    found = Followed(files)
    files.read_text("content/a.md", Diagnostics(), None)
    files.read_bytes("assets/bilder/a.png", Diagnostics(), None)
    files.exists("content/b.yaml")
    found.settle({"content/report.yaml"})
    return found


def test_follows_what_was_read_looked_for_and_named(followed: Followed) -> None:
    assert followed.paths == {"content/a.md", "assets/bilder/a.png", "content/b.yaml", "content/report.yaml"}


def test_watches_the_nearest_folders_that_are_there(followed: Followed, tmp_path: Path) -> None:
    root = os.path.realpath(tmp_path)
    assert followed.folders() == {root, f"{root}/content"}
    assert followed.concerns(f"{root}/assets")
    assert followed.concerns(f"{root}/content/a.md")
    assert not followed.concerns(f"{root}/content/other.md")
    assert not followed.concerns(f"{root}/cont")


@pytest.mark.parametrize("path", ["content/a.md", "assets/bilder/a.png", "content/b.yaml"])
def test_sees_an_edit_and_a_file_that_appears(followed: Followed, tmp_path: Path, path: str) -> None:
    assert not followed.changed()
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("new")
    assert followed.changed()


def test_does_not_see_what_changes_nothing(followed: Followed, tmp_path: Path) -> None:
    (tmp_path / "content/a.md").write_text("a")
    os.utime(tmp_path / "content/a.md", (1, 1))
    (tmp_path / "content/other.md").write_text("new")
    assert not followed.changed()


def test_sees_a_file_that_goes(followed: Followed, tmp_path: Path) -> None:
    (tmp_path / "content/a.md").unlink()
    assert followed.changed()


def test_follows_a_link_to_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "true").mkdir()
    (tmp_path / "true/a.md").write_text("a")
    (tmp_path / "a.md").symlink_to("true/a.md")
    files = SourceFiles(tmp_path)
    followed = Followed(files)
    files.read_text("a.md", Diagnostics(), None)
    followed.settle()
    assert followed.concerns(os.path.realpath(tmp_path / "true/a.md"))
