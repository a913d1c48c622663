"""What a new report begins with is told until the editor has replaced it, and is not released in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.language.catalogue import languages
from report_builder.pipeline import production
from report_builder.pipeline.checking import check_content
from report_builder.pipeline.placeholders import CODE, FILE, MARK, _may_be_scaffold
from report_builder.pipeline.scaffold import scaffold_files
from scripts.write_placeholders import written
from tests.pipeline.releases import Desk
from tests.said import ENGLISH

pytestmark = pytest.mark.usefixtures("shared_verapdf")

FACTS = "content/report.yaml"


def left_in(desk: Desk, words: str) -> tuple[str, int]:
    """Let a line of the scaffold stand in the facts of a report; the file and the line."""
    key = words.partition(":")[0]
    lines = (desk.root / FACTS).read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    lines[at] = words
    (desk.root / FACTS).write_text("\n".join(lines), "utf-8")
    return FACTS, at + 1


def told(desk: Desk) -> list[str]:
    return [f"{item.span}" for item in check_content(desk.root) if item.code == CODE]


@pytest.mark.parametrize("language", languages())
def test_every_text_that_is_to_be_replaced_is_told_at_its_line(tmp_path: Path, language: str) -> None:
    """The marks of the scaffold are the only list; no mark gets into a report."""
    marked = {
        f"{path}:{number}"
        for path, text in scaffold_files(language)
        for number, line in enumerate(text.split("\n"), 1)
        if MARK in line and not line.startswith("#")
    }
    assert {path for path, _ in scaffold_files(language) if path.startswith("content/")} == {
        place.partition(":")[0] for place in marked
    }
    assert run(["new", str(tmp_path / "ny"), "--language", language], ENGLISH, lambda: 0.0) == 0
    found = [item for item in check_content(tmp_path / "ny") if item.code == CODE]
    places = {str(span).rpartition(":")[0] for item in found for span in (item.span, *item.related)}
    assert places == marked
    assert not any(
        MARK in path.read_text("utf-8") for path in (tmp_path / "ny").rglob("*.*") if path.is_file()
    )


@pytest.mark.parametrize("language", languages())
def test_a_remark_that_is_made_a_line_is_told_until_it_is_replaced(tmp_path: Path, language: str) -> None:
    """An author, an address or a description of the scaffold's is nobody's."""
    folder = tmp_path / "ny"
    assert run(["new", str(folder), "--language", language], ENGLISH, lambda: 0.0) == 0
    path = folder / FACTS
    lines = path.read_text("utf-8").split("\n")
    opened = {
        number
        for number, line in enumerate(lines)
        if line.startswith(("# series:", "# authors:", "# keywords:", "# description:", "# contact:", "#   "))
    }
    bare = [line.removeprefix("# ") if number in opened else line for number, line in enumerate(lines)]
    path.write_text("\n".join(bare), "utf-8")
    found = [item for item in check_content(folder) if item.code == CODE]
    told = {span.line for item in found for span in (item.span, *item.related) if span and span.path == FACTS}
    keys = {bare[line - 1].partition(":")[0].strip() for line in told}
    left = {"title", "subtitle", "publisher"}
    assert keys == {*left, "series", "authors", "keywords", "description", "email", "url"}


@pytest.mark.parametrize(
    "words",
    [
        "title: Ny rapport",
        "publisher: Navnet på virksomheten",
        "publisher: Namnet på verksemda",
        "title: New report",
    ],
)
def test_a_text_that_was_left_is_told_and_not_released(desk: Desk, words: str) -> None:
    path, line = left_in(desk, words)
    assert told(desk) == [f"{path}:{line}:1"]
    assert desk.command("build", str(desk.root)) == 0, desk.err
    assert f"{path}:{line}:1: {CODE} warning: " in desk.err
    for options in ((), ("--dry-run",)):
        assert desk.release(*options) == 2
        assert f"{path}:{line}:1: RB-RELEASE-PLACEHOLDER text from" in desk.err
    assert not (desk.root / "output/archive").exists()


@pytest.mark.parametrize(
    "written", ["title: 'Ny rapport'", 'title: "Ny rapport"   # vår', "title:   Ny rapport"]
)
def test_another_way_of_writing_it_is_the_same(desk: Desk, written: str) -> None:
    path, line = left_in(desk, written)
    assert told(desk) == [f"{path}:{line}:1"]


def test_what_is_meant_is_released(desk: Desk) -> None:
    left_in(desk, f"title: Ny rapport   # allow {CODE} den heter det")
    assert told(desk) == []
    assert desk.release() == 0, desk.err


def test_what_was_released_with_it_is_built_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    left_in(desk, "title: Ny rapport")
    with monkeypatch.context() as patch:
        patch.setattr(production, "tell_placeholders", lambda *_, **__: None)
        assert desk.release() == 0, desk.err
    assert desk.archive("rebuild", "v1") == 0
    assert CODE not in desk.err
    assert desk.command("publish", str(desk.root)) == 0, desk.err


def test_the_list_of_placeholders_is_that_of_the_scaffold() -> None:
    assert FILE.read_text("utf-8") == written(), "run scripts/write_placeholders.py"


def test_every_line_of_the_scaffold_is_looked_for() -> None:
    lines = FILE.read_text("utf-8").splitlines()
    assert lines
    assert all(_may_be_scaffold(f'  - title: "{line}"') for line in lines)
    assert all(_may_be_scaffold(f'  - title: "{line}"  # {"what was meant " * 20}') for line in lines)
