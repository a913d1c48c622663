"""No word is lost, none is added, and the order stays."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from report_builder.content.load import load_report
from report_builder.content.typography import clean
from report_builder.model.blocks import Block, CodeBlock, Section
from report_builder.sources.files import SourceFiles
from tests import kinds, sample_reports
from tests.content.plain import words
from tests.content.projects import load, report_of
from tests.said import english
from tests.sample_reports import make_folder


@pytest.mark.parametrize("kind", kinds.BLOCKS, ids=lambda kind: kind.__name__)
def test_text_of_every_kind(kind: type[Block]) -> None:
    source, expected = kinds.BLOCKS[kind]
    report = sample_reports.report_of(f"# K\n\n{source}\n")
    (chapter,) = report.chapters
    assert any(isinstance(block, kind) for block in chapter.blocks)
    assert words(chapter) == ["K", *expected.split()]


def test_tabs_in_code_stand_where_every_fourth_column_begins() -> None:
    report = sample_reports.report_of("# K\n\n```\n\tif a:\nab\tc\nabcd\te\n```\n")
    (code,) = report.chapters[0].blocks
    assert isinstance(code, CodeBlock)
    assert code.value == "    if a:\nab  c\nabcd    e"


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        (f'<i a="{"x" * 32}">', f'<i a="{"x" * 32}">'),
        (f'<i a="{"x" * 33}">', f'<i a="{"x" * 31}…'),
        (f"{{% {'x' * 60} %}}", f"{{% {'x' * 34}…"),
    ],
)
def test_long_markup_is_told_by_its_beginning(markup: str, shown: str) -> None:
    root = make_folder(f"# K\n\nTekst {markup} og mer.\n")
    try:
        told = [english(item.message) for item in load_report(SourceFiles(root)).diagnostics]
    finally:
        shutil.rmtree(root)
    assert [one for one in told if one.startswith(f"'{shown}' looks like ")], told


WORD = st.text("abcæøåéÅ7%.,–«»()/?;", min_size=1, max_size=8).filter(lambda w: w.strip(".,)") == w)
PHRASE = st.lists(WORD.map(lambda w: f"x{w}"), min_size=1, max_size=6)
"""Words that begin with a letter, so that none is taken for the mark of a list."""


@st.composite
def inlines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a line with emphasis, code and links, and its words."""
    parts, found = [], []
    for _ in range(draw(st.integers(1, 4))):
        phrase = draw(PHRASE)
        form = draw(
            st.sampled_from(["{}", "*{}*", "**{}**", "`{}`", "[{}](https://e.no)", "[{}]{{lang=en}}", "_{}_"])
        )
        parts.append(form.format(" ".join(phrase)))
        found += phrase
    return draw(st.sampled_from([" ", "\n", "  ", " \n  "])).join(parts), found


def indented(source: str, first: str, rest: str) -> str:
    return "\n".join(
        (first if number == 0 else rest if line else "") + line
        for number, line in enumerate(source.split("\n"))
    )


def lists(inner: st.SearchStrategy[tuple[str, list[str]]]) -> st.SearchStrategy[tuple[str, list[str]]]:
    def build(drawn: tuple[list[tuple[str, list[str]]], str]) -> tuple[str, list[str]]:
        items, marker = drawn
        source = "\n".join(indented(text, marker, " " * len(marker)) for text, _ in items)
        return source, [word for _, found in items for word in found]

    return st.tuples(st.lists(inner, min_size=1, max_size=3), st.sampled_from(["- ", "1. ", "* "])).map(build)


def quotes(inner: st.SearchStrategy[tuple[str, list[str]]]) -> st.SearchStrategy[tuple[str, list[str]]]:
    return inner.map(lambda drawn: (indented(drawn[0], "> ", "> ").replace("\n\n", "\n>\n"), drawn[1]))


def sequences(inner: st.SearchStrategy[tuple[str, list[str]]]) -> st.SearchStrategy[tuple[str, list[str]]]:
    return st.lists(inner, min_size=1, max_size=3).map(
        lambda drawn: ("\n\n".join(text for text, _ in drawn), [word for _, found in drawn for word in found])
    )


CODE = PHRASE.map(lambda phrase: ("```\n" + "\n".join(phrase) + "\n```", phrase))
TABLE = st.lists(st.tuples(PHRASE, PHRASE), min_size=1, max_size=3).map(
    lambda rows: (
        "\n".join(["| a | b |", "|---|:--|", *(f"| {' '.join(x)} | {' '.join(y)} |" for x, y in rows)]),
        ["a", "b", *(word for x, y in rows for word in (*x, *y))],
    )
)
BLOCKS = st.recursive(
    inlines() | CODE | TABLE, lambda inner: lists(inner) | quotes(inner) | sequences(inner), max_leaves=6
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_words_of_commonmark_survive(tmp_path: Path, blocks: list[tuple[str, list[str]]]) -> None:
    source = "# K\n\n" + "\n\n".join(text for text, _ in blocks) + "\n"
    expected = ["K", *(word for _, found in blocks for word in found)]
    outcome = load(tmp_path, source)
    assert outcome.value is not None, [str(d) for d in outcome.diagnostics]
    assert words(outcome.value.chapters[0]) == expected


PIECES = [*"ab \n\n\t*_`[](){}<>!#-+=|:~^$&\\\"'.#1%/æ", "\n\n", "::: ", ":::\n", "```\n", "|-|", "    "]
PIECES += ["[^a]", "{#a}", "](#a)"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=250)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@example("[[[[![](")
@example("- [x]")
@example("a\n: b\n: c\n\n  d")
@example(":::\n::: {}\n::: {=}")
def test_wild_markdown_gives_a_report_or_reasons(tmp_path: Path, source: str) -> None:
    for text in (source, f"# K\n\n{source}"):
        outcome = load(tmp_path, text)
        assert outcome.value is not None or outcome.diagnostics
        for diagnostic in outcome.diagnostics:
            assert diagnostic.span is not None
            assert diagnostic.span.line <= text.count("\n") + 1


@given(st.text())
def test_cleaning_keeps_words(text: str) -> None:
    assert clean(text).split() == text.split()
    assert clean(clean(text)) == clean(text)
    assert "  " not in clean(text)


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("73 %", "73 %"),
        ("7\n%", "7 %"),
        ("1\u202f000", "1\u202f000"),
        ("1\u00a0\u2009000", "1\u00a0 000"),
        ("en\u2009to\u2028tre", "en to tre"),
    ],
)
def test_white_space_becomes_one_blank(written: str, set_as: str) -> None:
    assert clean(written) == set_as


def test_text_is_composed(tmp_path: Path) -> None:
    (chapter,) = report_of(tmp_path, unicodedata.normalize("NFD", "# Årsak på é\n\n`å`\n")).chapters
    assert isinstance(chapter, Section)
    assert words(chapter) == ["Årsak", "på", "é", "å"]
