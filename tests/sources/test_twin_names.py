"""A name in another Unicode form is found, one in another letter case is told with its mending."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.sources.files import SourceFiles
from report_builder.sources.respelling import respelling
from tests.said import english

COMPOSED, APART = "bl\u00e5 \u00c5s.png", "bla\u030a A\u030as.png"


def look(root: Path, relative: str, span: SourceSpan | None = None) -> tuple[SourceFiles, list[Diagnostic]]:
    files, diagnostics = SourceFiles(root), Diagnostics()
    files.read_bytes(relative, diagnostics, span)
    files.check_names([relative], diagnostics)
    return files, list(diagnostics.items)


@pytest.mark.parametrize("asked", [COMPOSED, APART])
@pytest.mark.parametrize("stored", [COMPOSED, APART])
@pytest.mark.parametrize("folder", ["", "p\u00e5/", "pa\u030a/"])
def test_the_form_of_a_name_is_nothing_to_the_reader(
    tmp_path: Path, folder: str, stored: str, asked: str
) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / stored).write_bytes(b"x")
    relative = unicodedata.normalize("NFD" if asked == APART else "NFC", folder + asked)
    files, found = look(tmp_path, relative)
    assert files.paths == (unicodedata.normalize("NFC", relative),)
    assert files.on_disk(files.paths[0]) == folder + stored
    assert files.exists(relative)
    assert files.changed() == ()
    is_usual = unicodedata.is_normalized("NFC", folder + stored)
    assert [(d.code, d.severity) for d in found] == ([] if is_usual else [("RB-NAME-FORM", Severity.NOTE)])


def test_the_name_that_is_asked_for_comes_before_its_twin(tmp_path: Path) -> None:
    (tmp_path / COMPOSED).write_bytes(b"composed")
    (tmp_path / APART).write_bytes(b"apart")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system holds no twins")
    files, diagnostics = SourceFiles(tmp_path), Diagnostics()
    assert files.read_bytes(APART, diagnostics, None) == b"composed"
    files.check_names([APART], diagnostics)
    assert [d.code for d in diagnostics.items] == ["RB-FILE-NAME"]


@pytest.mark.parametrize(
    ("stored", "asked", "line", "mended"),
    [
        ("Kart.png", "kart.png", "![x](kart.png)", "![x](Kart.png)"),
        ("Bilder/kart.png", "bilder/kart.png", "![x](bilder/kart.png)", "![x](Bilder/kart.png)"),
        ("Bilder/kart.png", "bilder/kart.png", "theme: bilder", "theme: Bilder"),
        ("a/b/Kart.png", "a/b/kart.png", "- b/kart.png", "- b/Kart.png"),
        ("Ærlig/\u00c5s.png", "ærlig/\u00e5s.png", "  ærlig/\u00e5s.png # ja", "  Ærlig/\u00c5s.png # ja"),
        ("Kart.png", "kart.png", "kart.png og kart.png", None),
        ("Kart.png", "kart.png", "mitt-kart.png", None),
        ("a/b.png", "a\\b.png", "![x](a\\b.png)", "![x](a/b.png)"),
        ("a/b/c.png", "a/b\\c.png", "![x](b\\c.png)", "![x](b/c.png)"),
        ("A/b/c.png", "a\\b\\c.png", "![x](a\\b\\c.png)", "![x](A/b/c.png)"),
    ],
)
def test_a_name_in_another_case_or_with_backslashes_is_told_with_its_mending(
    tmp_path: Path, stored: str, asked: str, line: str, mended: str | None
) -> None:
    (tmp_path / stored).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / stored).write_bytes(b"x")
    if (tmp_path / stored.lower()).exists() and stored.lower() != stored:
        pytest.skip("this file system has no letter case")
    (tmp_path / "text.md").write_text(f"første\n{line}\n", "utf-8")
    _, found = look(tmp_path, asked, SourceSpan("text.md", 2, 1))
    (told,) = [item for item in found if item.severity is Severity.ERROR]
    if "\\" not in asked:
        assert stored in english(told.message)
        assert "upper and lower case" in english(told.message)
    result = None
    for fix in told.fixes:
        assert fix.start.line == fix.end.line == 2
        result = line[: fix.start.column - 1] + fix.text + line[fix.end.column - 1 :]
    assert result == mended


def test_a_file_of_a_fixed_name_is_to_be_renamed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "Findings.yaml").write_bytes(b"")
    assert SourceFiles(tmp_path).exists("content/findings.yaml")
    _, found = look(tmp_path, "content/findings.yaml")
    (told,) = found
    assert (told.code, english(told.hint)) == ("RB-FILE-MISSING", "rename it to 'content/findings.yaml'")


def test_no_mending_where_the_line_is_not_as_it_is_read() -> None:
    assert respelling("a\u030a kart.png", SourceSpan("a.md", 1), "kart.png", "Kart.png") == ()
    assert respelling("b kart.png", SourceSpan("a.md", 1), "kart.png", "Kart.png")
