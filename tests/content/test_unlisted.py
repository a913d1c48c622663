"""Chapter files that nobody listed, and those that have another name now."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic
from report_builder.pipeline.checking import check_content
from report_builder.sources.files import SourceFiles
from tests.said import english

CHAPTERS = "content/chapters"


def found(root: Path) -> list[Diagnostic]:
    return [
        d for d in load_report(SourceFiles(root)).diagnostics if d.code in ("RB-UNLISTED", "RB-FILE-MISSING")
    ]


def listed(root: Path, old: str, new: str) -> None:
    path = root / "content/report.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", ["x.md", "del/x.md", "X.MD", "mal/dyp/x.md"])
def test_every_chapter_file_that_is_not_listed_is_told(good_report: Path, name: str) -> None:
    path = good_report / CHAPTERS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# X\n", "utf-8")
    (told,) = found(good_report)
    assert told.code == "RB-UNLISTED"
    assert f"'- {name}'" in english(told.hint)
    assert told.span is not None
    assert told.span.line == 21


@pytest.mark.parametrize(
    "name", [".x.md", "._innledning.md", ".git/x.md", "x.md~", "x.txt", "x.markdown.bak"]
)
def test_what_is_no_chapter_file_is_not_told(good_report: Path, name: str) -> None:
    path = good_report / CHAPTERS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# X\n", "utf-8")
    assert found(good_report) == []


def test_files_that_are_not_listed_are_no_part_of_the_report(good_report: Path) -> None:
    (good_report / CHAPTERS / "x.md").write_text("# X\n", "utf-8")
    listed(good_report, "innledning.md", "x-som-var.md")
    files = SourceFiles(good_report)
    load_report(files)
    assert f"{CHAPTERS}/x.md" not in files.paths


@pytest.mark.parametrize("mark", ["above", "behind"])
def test_it_is_allowed_where_the_chapters_are_listed(good_report: Path, mark: str) -> None:
    (good_report / CHAPTERS / "x.md").write_text("# X\n", "utf-8")
    code = "# allow RB-UNLISTED kladd"
    listed(good_report, "chapters:", f"{code}\nchapters:" if mark == "above" else f"chapters: {code}")
    assert check_content(good_report) == ()


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("innledning.md", "01-innledning.md", "Noe annet"),
        ("innledning.md", "innleiing.md", "Noe annet"),
        ("bakgrunn.md", "05-xyz.md", "Bakgrunn {#bakgrunnen}"),
        ("02-om-veien.md", "kap.md", "Om veien"),
    ],
)
def test_a_file_that_was_renamed_is_named(good_report: Path, old: str, new: str, title: str) -> None:
    (good_report / CHAPTERS / "innledning.md").unlink()
    listed(good_report, "- innledning.md", f"- {old}")
    (good_report / CHAPTERS / new).write_text(f"# {title}\n\nTekst.\n", "utf-8")
    (told,) = found(good_report)
    assert (told.code, english(told.hint)) == ("RB-FILE-MISSING", f"did you mean '{new}'?")


def test_a_file_that_is_gone_and_one_that_is_new_are_two_things(good_report: Path) -> None:
    (good_report / CHAPTERS / "innledning.md").unlink()
    (good_report / CHAPTERS / "qqq.md").write_text("# Www\n\nTekst.\n", "utf-8")
    assert [d.code for d in found(good_report)] == ["RB-UNLISTED", "RB-FILE-MISSING"]
