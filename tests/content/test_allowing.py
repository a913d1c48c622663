"""A warning is allowed at its place, in every container and every file, and a mark that is idle is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.codes import CODES
from report_builder.content.allowing import read_allowances
from report_builder.content.load import load_report
from report_builder.diagnostics import Allowance, Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.pipeline.building import Request, build_report
from report_builder.pipeline.checking import check_content
from report_builder.pipeline.silencing import shown
from report_builder.preview.staged_build import Maker
from report_builder.sources.allowing import comment_allowances
from report_builder.sources.edits import apply_fixes
from report_builder.sources.files import SourceFiles
from tests.said import english, plain

PATH = "content/chapters/innledning.md"
LONG = "a" * 150
MARK = '{allow="RB-LONG-WORD"}'


def write(root: Path, text: str) -> None:
    path = root / PATH
    path.write_text(f"# Innledning {{#innledning}}\n\n{text}\n", "utf-8")


def told(root: Path) -> list[str]:
    return [f"{d.code} {d.span.line if d.span else 0}" for d in check_content(root)]


PLACES = {
    "paragraph": "{mark}\n{word}",
    "with a blank line": "{mark}\n\n{word}",
    "list": "{mark}\n- en\n- {word}",
    "list item": "- en\n\n  {mark}\n  {word}",
    "begin of a list item": "1. {mark}\n   {word}",
    "quote": "> en\n>\n> {mark}\n> {word}",
    "whole quote": "{mark}\n> {word}",
    "box": ':::: fact-box {{title="T"}}\nen\n\n{mark}\n{word}\n::::',
    "list in a box": '::: fact-box {{title="T"}}\n- en\n\n  {mark}\n  {word}\n:::',
    "whole box": '{mark}\n::: fact-box {{title="T"}}\n- {word}\n:::',
    "table": "{mark}\n| a | b |\n|---|---|\n| c | {word} |",
    "caption": "{mark}\nTabell: En {word}\n\n| a | b |\n|---|---|\n| c | d |",
    "table with caption": "{mark}\nTabell: En tabell\n\n| a | b |\n|---|---|\n| c | {word} |",
    "between caption and table": "Tabell: En tabell\n\n{mark}\n| a | b |\n|---|---|\n| c | {word} |",
    "note": "Tekst.[^1]\n\n{mark}\n[^1]: {word}",
    "definition": "{mark}\nOrd\n: {word}",
    "inside a definition": "Ord\n: en\n\n  {mark}\n  {word}",
    "heading": "{mark}\n## {word}\n\nTekst.",
    "two marks": '{{allow="RB-LONG-WORD"}}\n{{allow=RB-LONG-WORD}}\n{word}',
    "bare": "{{allow=RB-LONG-WORD}}\n\n{word}",
    "crlf": "{mark}\r\n\r\n{word}",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_covers_the_block_below_it(good_report: Path, place: str) -> None:
    write(good_report, PLACES[place].format(mark="", word=LONG).replace('{allow="RB-LONG-WORD"}\n', ""))
    bare = load_report(SourceFiles(good_report)).value
    write(good_report, PLACES[place].format(mark=MARK, word=LONG))
    marked = load_report(SourceFiles(good_report)).value
    assert bare is not None
    assert marked is not None
    assert MARK not in str(marked)
    assert (
        str(marked).count("Paragraph(") == str(bare).count("Paragraph(") or "two" in place or place == "bare"
    )
    assert str(marked).count("'Tabell 1'") == str(bare).count("'Tabell 1'")
    assert told(good_report) == []


@pytest.mark.parametrize("place", ["paragraph", "list item", "quote", "box", "caption", "heading"])
def test_without_the_mark_it_is_told(good_report: Path, place: str) -> None:
    write(good_report, PLACES[place].format(mark='{allow="RB-IMAGE-CONVERTED"}', word=LONG))
    assert {item.split()[0] for item in told(good_report)} == {"RB-LONG-WORD", "RB-ALLOW"}


def test_a_mark_covers_no_other_block(good_report: Path) -> None:
    write(good_report, f"{MARK}\n{LONG}\n\n{LONG}b\n\n## To\n\n{LONG}c")
    assert told(good_report) == ["RB-LONG-WORD 6", "RB-LONG-WORD 10"]


@pytest.mark.parametrize(
    ("text", "code", "fixed"),
    [
        ("{allow=“RB-LONG-WORD”}", "RB-ALLOW", '{allow="RB-LONG-WORD"}'),
        ("{allow=«RB-LONG-WORD»}", "RB-ALLOW", '{allow="RB-LONG-WORD"}'),
        ("{allow='RB-LONG-WORD'}", "RB-ALLOW", '{allow="RB-LONG-WORD"}'),
        ('{Allow="RB-LONG-WORD"}', "RB-ALLOW", '{allow="RB-LONG-WORD"}'),
        ("{ allow : RB-LONG-WORD }", "RB-ALLOW", '{allow="RB-LONG-WORD"}'),
        ('{allow="rb-long-word"}', "RB-ALLOW", "RB-LONG-WORD"),
        ('{allow="LONG-WORD"}', "RB-ALLOW", "RB-LONG-WORD"),
        ('{allow="RB-LONG"}', "RB-ALLOW", None),
        ('{allow="RB-GLYPH"}', "RB-ALLOW", None),
        ('{allow="RB-ALLOW"}', "RB-ALLOW", None),
        ('{allow=""}', "RB-ALLOW", None),
        ('{allow="RB-LONG-WORD" .stor}', "RB-ALLOW", None),
    ],
)
def test_a_mark_that_is_not_right_is_told_with_its_cure(
    good_report: Path, text: str, code: str, fixed: str | None
) -> None:
    write(good_report, f"{text}\n\n{LONG}.")
    found = [item for item in check_content(good_report) if item.code == code]
    assert len(found) == 1
    assert found[0].hint
    assert [fix.text for fix in found[0].fixes] == ([fixed] if fixed else [])
    if fixed:
        path = good_report / PATH
        changed, _ = apply_fixes(found, {PATH: path.read_bytes()})
        path.write_bytes(changed[PATH])
        assert path.read_text("utf-8").splitlines()[2] == MARK
        assert check_content(good_report) == ()


def test_a_mark_where_it_belongs_to_nothing_is_told(good_report: Path) -> None:
    write(good_report, f"Tekst.\n\n{MARK}")
    assert told(good_report) == ["RB-ALLOW 5"]
    write(good_report, f"Tekst.\n{MARK}\nMer tekst.")
    (found,) = check_content(good_report)
    assert (found.code, found.severity) == ("RB-UNKNOWN-ATTRIBUTE", Severity.ERROR)
    assert [fix.text for fix in found.fixes] == ["\n"]
    write(good_report, f"## Tekst {MARK}\n\nMer tekst.")
    (found,) = check_content(good_report)
    assert "line of its own" in english(found.hint)


def test_a_mark_in_a_code_block_is_code(good_report: Path) -> None:
    write(good_report, f"```\n{MARK}\n```\n\n    {MARK}\n")
    report = load_report(SourceFiles(good_report)).value
    assert str(report).count("{allow=") == 2


def test_idle_marks_are_told_only_where_everything_was_looked_for(good_report: Path) -> None:
    write(good_report, f"{MARK}\n\nTekst.")
    assert told(good_report) == ["RB-ALLOW 3"]
    write(good_report, f"{MARK}\n\nTekst.\n\n[](#ingen)")
    assert told(good_report) == ["RB-DANGLING-REF 7"]
    write(good_report, f"{MARK}\n\nTekst.")
    built = build_report(Request(good_report), lambda: 0.0)
    assert built.diagnostics == ()


def test_every_command_leaves_out_what_is_allowed(good_report: Path) -> None:
    write(good_report, f"{MARK}\n\n{LONG}\n\n{LONG}b")
    built = build_report(Request(good_report), lambda: 0.0)
    assert built.value is not None
    composed = Maker(
        good_report, lambda: 0.0, lambda fault: Diagnostic("RB-INTERNAL", plain(str(fault)))
    ).compose(lambda _stage: None)
    for found in (built.diagnostics, composed.diagnostics, check_content(good_report)):
        assert [(item.code, item.span and item.span.line) for item in found] == [("RB-LONG-WORD", 7)]


def test_no_error_is_ever_left_out() -> None:
    diagnostics, span = Diagnostics(), SourceSpan("a.md", 3)
    diagnostics.error("RB-LONG-WORD", span, plain("x"))
    diagnostics.warn("RB-LONG-WORD", span, plain("y"))
    diagnostics.note("RB-LONG-WORD", SourceSpan("b.md", 3), plain("z"))
    diagnostics.allow([Allowance(SourceSpan("a.md", 2), "RB-LONG-WORD", 2, 3)])
    assert [item.message for item in shown(diagnostics)] == [plain("x"), plain("z")]


def test_no_error_can_be_named() -> None:
    for code, status in CODES.items():
        diagnostics = Diagnostics()
        found = comment_allowances(f"a: 1 # allow {code}\n", "a.yaml", diagnostics)
        assert bool(found) == (status is None and code != "RB-ALLOW")
        assert bool(diagnostics.items) != bool(found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1 # allow RB-LONG-WORD\nb: 2\n", [(1, 1)]),
        ("# allow RB-LONG-WORD\na: 1\nb: 2\n", [(2, 2)]),
        ("# allow RB-LONG-WORD\n\n# mer\na: 1\n", [(4, 4)]),
        ("a: >- # allow RB-LONG-WORD\n  en\n  to\nb: 2\n", [(1, 3)]),
        ("# allow RB-LONG-WORD\na: |\n  en\n  to\n", [(2, 4)]),
        ('a: "en\n  to" # allow RB-LONG-WORD\n', [(1, 2)]),
        ("a: 1 # allow RB-LONG-WORD, RB-IMAGE-CONVERTED fordi det er meningen\n", [(1, 1), (1, 1)]),
        ("- a # Allow RB-LONG-WORD\n", [(1, 1)]),
        ("a: |\n  # allow RB-LONG-WORD\n", []),
        ('a: "x # allow RB-LONG-WORD"\n', []),
        ("a: x#allow RB-LONG-WORD\n", []),
        ("a: 1 # allow me\n", []),
    ],
)
def test_comments_in_yaml(text: str, lines: list[tuple[int, int]]) -> None:
    diagnostics = Diagnostics()
    found = comment_allowances(text, "a.yaml", diagnostics)
    assert [(mark.first, mark.last) for mark in found] == lines
    assert not diagnostics.items


def test_no_marks_give_nothing() -> None:
    assert read_allowances([], None, PATH, Diagnostics()) == []
