"""What could not be set is told at every place that it was written, and once at each."""

from __future__ import annotations

import shutil

import pytest

from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic, SourceSpan
from report_builder.layout import lay_out
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.said import english
from tests.sample_reports import SAMPLES, make_folder

CHAPTER = "content/chapters/prove.md"
FINDINGS = "content/findings.yaml"
FACTS = "content/report.yaml"
SAMPLE = (SAMPLES / "report.yaml").read_text(encoding="utf-8")
LONG = "x" * 300


def told(chapter: str, findings: str | None = None, report: str | None = None) -> list[Diagnostic]:
    """What laying out a chapter reports."""
    root = make_folder(chapter, findings, report)
    try:
        files = SourceFiles(root)
        loaded = load_report(files)
        assert loaded.value is not None, loaded.diagnostics
        theme = load_theme(loaded.value.publication.theme, files).value
        assert theme is not None
        return list(lay_out(loaded.value, theme).diagnostics)
    finally:
        shutil.rmtree(root)


def places(found: list[Diagnostic], code: str = "RB-GLYPH") -> list[tuple[str, int]]:
    assert {item.code for item in found} <= {code}
    return [(item.span.path, item.span.line) for item in found if item.span]


@pytest.mark.parametrize(
    "block",
    [
        "```\nx = 1\ny = '⌬'\n```\n",
        "| A | B |\n|---|---|\n| a | ⌬ |\n",
        "[^1]\n\n[^1]: ⌬.\n",
        '::: {.diagram kind="steps" alt="To steg"}\n- A⌬\n- B\n:::\n',
        '::: {.fact-box title="⌬"}\nTekst.\n:::\n',
        "::: {.pull-quote}\n⌬ er kald.\n:::\n",
        "::: {.side-note}\n⌬ er kald.\n:::\n",
        '::: {.timeline caption="Vinter ⌬"}\n2019\n: Kaldt.\n:::\n',
    ],
)
def test_a_fault_of_a_block_is_told_where_the_block_stands(block: str) -> None:
    chapter = f"# T\n\nTekst.\n\n{block}\nTekst.\n"
    ((path, line),) = places(told(chapter))
    assert path == CHAPTER
    assert 5 <= line <= 4 + len(block.splitlines())


def test_a_long_word_of_code_is_told_at_its_block() -> None:
    assert places(told(f"# T\n\nTekst.\n\n```\n{LONG}\n```\n"), "RB-LONG-WORD") == [(CHAPTER, 5)]


@pytest.mark.parametrize(
    ("block", "field", "text"),
    [
        ("finding-cards", "statement", "Snø ⌬"),
        ("finding-cards", "unit", "snø ⌬"),
        ("finding-cards", "source", "Snø ⌬"),
        ("finding-chart", "statement", "Snø ⌬"),
    ],
)
def test_a_fault_of_a_finding_is_told_where_the_finding_stands(block: str, field: str, text: str) -> None:
    texts = {"statement": "Snø", "unit": '"%"', "source": "Etaten"} | {field: text}
    findings = "findings:\n  - {id: e, value: 1, statement: S, group: h}\n"
    findings += "  - id: f\n    value: 73\n    group: g\n"
    findings += "".join(f"    {name}: {text}\n" for name, text in texts.items())
    chapter = f'# T\n\n::: {{.{block} group="g"}}\n:::\n'
    # Shown twice, it is still one fault.
    chapter += '\n::: {.finding-cards ids="f"}\n:::\n'
    (line,) = [number for number, line in enumerate(findings.splitlines(), 1) if "⌬" in line]
    (item,) = told(chapter, findings)
    assert item.span == SourceSpan(FINDINGS, line, findings.splitlines()[line - 1].index("⌬") + 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Prøver – en side for hver blokk", "title: Prøver ⌬ – en side"),
        ("title: Prøver – en side for hver blokk", "title: Prøver – en side for hver ⌬"),
        ("subtitle: Alt som kan stå i et kapittel", "subtitle: Alt ⌬"),
        ("kind: Prøve", "kind: ⌬"),
        ("series: Prøverapport", "series: Prøve ⌬"),
        ("authors: [Ada Prøve, Bo Prøve]", "authors: [Ada ⌬, Bo Prøve]"),
        ("keywords: [prøve, rapport]", "keywords: [prøve, rapp⌬ort]"),
        ("  name: CC BY 4.0", "  name: CC ⌬"),
        ("licence:\n", "original:\n  statement: |\n    Etter en\n    ⌬.\nlicence:\n"),
    ],
)
def test_a_fault_of_report_yaml_is_told_at_its_line(old: str, new: str) -> None:
    assert SAMPLE.count(old) == 1
    text = SAMPLE.replace(old, new)
    ((line, column),) = [
        (number, line.index("⌬") + 1) for number, line in enumerate(text.splitlines(), 1) if "⌬" in line
    ]
    (item,) = told("# T\n\nTekst.\n", None, text)
    assert item.span == SourceSpan(FACTS, line, column)


def test_a_long_word_of_report_yaml_is_told_at_its_line() -> None:
    text = SAMPLE.replace("Bo Prøve]", f"Bo {LONG}, Cy Prøve]")
    (line,) = [number for number, line in enumerate(text.splitlines(), 1) if LONG in line]
    assert places(told("# T\n\nTekst.\n", None, text), "RB-LONG-WORD") == [(FACTS, line)]


def test_the_same_word_is_told_at_each_place_and_once_at_each() -> None:
    text = SAMPLE.replace("kind: Prøve", "kind: ⌬")
    (line,) = [number for number, line in enumerate(text.splitlines(), 1) if "⌬" in line]
    # The heading stands in the contents and in running heads too.
    found = told("# ⌬\n\nEn ⌬ og en ⌬ til.\n\nEn ⌬ til.\n\n" + "Tekst.\n\n" * 90, None, text)
    assert sorted(places(found)) == [(CHAPTER, 1), (CHAPTER, 3), (CHAPTER, 5), (FACTS, line)]


def test_the_same_long_word_is_told_at_each_place() -> None:
    found = told(f"# T\n\n{LONG}\n\n{LONG}\n")
    assert places(found, "RB-LONG-WORD") == [(CHAPTER, 3), (CHAPTER, 5)]


@pytest.mark.parametrize(
    ("word", "hint"),
    [("https://example.org/" + LONG, "make words the link"), (LONG, "write a shorter word")],
)
def test_the_hint_fits_what_is_long(word: str, hint: str) -> None:
    (item,) = told(f"# T\n\n{word}\n")
    assert item.code == "RB-LONG-WORD"
    assert english(item.hint).startswith(hint)


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("⌬", "U+232C (benzene ring)"),
        ("ᎠᎡ", "U+13A0, U+13A1"),
        ("ᎠᎡᎢᎣ", "U+13A0, U+13A1, U+13A2, U+13A3"),
        ("ᎠᎡᎢᎣᎤ", "U+13A0, U+13A1, U+13A2, U+13A3 and 1 more"),
        ("ᎠᎡᎢᎣᎤᎥᎦ", "U+13A0, U+13A1, U+13A2, U+13A3 and 3 more"),
    ],
)
def test_a_word_of_another_script_is_told_by_its_first_characters(word: str, says: str) -> None:
    (item,) = told(f"# T\n\nTekst {word} tekst.\n")
    assert english(item.message).startswith(f"no font has {says} in '{word}' (tried ")
