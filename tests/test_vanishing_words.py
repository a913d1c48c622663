"""Every word of every construct of the source stands in the PDF and on the site, or is refused at its place.

The words are those of the source, not of the model: what is lost between the two is found too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from report_builder.check.reading import read_structure
from report_builder.content.load import load_report
from report_builder.diagnostics import Severity
from report_builder.finish import BuildStamp, finish
from report_builder.layout import lay_out
from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import edition_pages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.constructs import Writing, passages
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND
from tests.sample_reports import make_folder

_CHAPTER = "# Topp {#topp}\n\nBegynnelsen.\n\n"
_LETTERS = re.compile(r"[^\W\d_]+")


@pytest.fixture
def folder() -> Iterator[Path]:
    root = make_folder("")
    yield root
    shutil.rmtree(root)


def taken(folder: Path, written: Iterator[tuple[Writing, str]]) -> tuple[list[Writing], str]:
    """Give the passages that the program takes; a refusal must say where, within the passage."""
    file = folder / "content" / "chapters" / "prove.md"
    kept: list[tuple[Writing, str]] = []
    for writing, passage in written:
        file.write_text(_CHAPTER + passage, encoding="utf-8")
        outcome = load_report(SourceFiles(folder))
        if outcome.value is not None:
            kept.append((writing, passage))
            continue
        lines = range(5, 5 + passage.count("\n") + 1)
        errors = [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
        assert errors
        for error in errors:
            assert error.span is not None, error
            assert error.span.line in lines, f"{error}\n{passage}"
    source = _CHAPTER + "\n".join(f"## Avsnitt {number}\n\n{text}" for number, (_, text) in enumerate(kept))
    file.write_text(source, encoding="utf-8")
    return [writing for writing, _ in kept], source


def lost(words: list[str], text: str) -> list[str]:
    """The words that do not stand in a text, each as a word of its own."""
    there = set(_LETTERS.findall(text.replace("\u00ad", "")))
    return [word for word in words if word not in there]


def nothing_vanishes(folder: Path, count: int, seed: int) -> None:
    kept, source = taken(folder, passages(count, seed))
    assert len(kept) > count * 0.9
    files = SourceFiles(folder)
    report = load_report(files).value
    theme = load_theme("konstruktiv", files).value
    assert report is not None, load_report(files).diagnostics
    assert theme is not None
    laid_out = lay_out(report, theme).value
    assert laid_out is not None, lay_out(report, theme).diagnostics
    said = [word for writing in kept for word in writing.said]
    described = [word for writing in kept for word in writing.described]
    assert all(source.count(word) == 1 for word in said[::50])

    tree = read_structure(finish(laid_out, report.publication, BuildStamp("test", "0")))
    assert lost(said, "\n".join(node.text for node in tree)) == []
    assert lost(described, "\n".join(node.alt or "" for top in tree for node in top.walk())) == []

    body = parse(edition_pages(report, theme, AROUND)[WHOLE]).find("body")
    assert lost(said, " ".join(body.words)) == []
    alternatives = [one.attributes.get(key) or "" for one in body.elements for key in ("alt", "aria-label")]
    assert lost(described, " ".join(alternatives)) == []


def test_no_word_of_a_construct_vanishes(folder: Path) -> None:
    nothing_vanishes(folder, 150, seed=1)


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(2, 12))
def test_no_word_of_any_construct_vanishes(folder: Path, seed: int) -> None:
    nothing_vanishes(folder, 1000, seed)
