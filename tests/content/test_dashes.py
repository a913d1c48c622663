"""Hyphens between blanks: which are dashes, which may mean something else, and none half mended."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from report_builder.content.pasted.checking import tell_pasted
from report_builder.content.pasted.prose import prose_of
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.typography import tell_foreign_signs
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.catalogue import languages
from report_builder.language.message import Message
from report_builder.sources.edits import apply_fixes

FOLDER = Path(__file__).parent / "dashes"
CHAPTER = "content/chapters/k1.md"
PARTS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))
}
FAULTS = [(language, *pair) for language, parts in PARTS.items() for pair in parts["faults"].items()]
DOUBTS = [(language, text) for language, parts in PARTS.items() for text in parts["doubts"]]
TORN = [(language, *pair) for language, parts in PARTS.items() for pair in parts["torn"].items()]
SILENT = [(language, text) for language, parts in PARTS.items() for text in parts["silent"]]


def told(text: str, language: str) -> tuple[Diagnostic, ...]:
    diagnostics = Diagnostics()
    lines = [Line(CHAPTER, number, 0, line, "") for number, line in enumerate(text.split("\n"), 1)]
    tell_foreign_signs(prose_of(lines), language, diagnostics)
    return tuple(item for item in diagnostics.items if item.code == "RB-DASH")


def mended(text: str, found: tuple[Diagnostic, ...]) -> str:
    changed, _ = apply_fixes(found, {CHAPTER: text.encode()})
    return changed.get(CHAPTER, text.encode()).decode()


def test_every_language_has_its_parts() -> None:
    assert PARTS.keys() == set(languages())


@pytest.mark.parametrize(("language", "text", "right"), FAULTS)
def test_a_dash_is_told_and_mended_at_once(language: str, text: str, right: str) -> None:
    found = told(text, language)
    assert found
    assert all(item.fixes and item.hint for item in found)
    assert mended(text, found) == right
    assert told(right, language) == ()


@pytest.mark.parametrize(("language", "text"), DOUBTS)
def test_what_may_be_a_range_or_a_minus_is_told_and_left(language: str, text: str) -> None:
    found = told(text, language)
    assert found
    assert not [item for item in found if item.fixes]


@pytest.mark.parametrize(("language", "text", "word"), TORN)
@pytest.mark.parametrize("form", ["{}", "{}, sa", "**{}** ja", "«Ja» {} `x`"])
def test_a_hyphen_inside_one_word_is_named_and_left(language: str, text: str, word: str, form: str) -> None:
    found = told(form.format(text), language)
    assert not [item for item in found if item.fixes]
    hints = [item.hint for item in found if isinstance(item.hint, Message)]
    assert word in [dict(hint.values).get("text") for hint in hints if hint.key == "content.torn-word.hint"]


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_what_is_no_dash_is_left(language: str, text: str) -> None:
    assert told(text, language) == ()


DRAWN = [
    *("---", "--", "----", "===", "==", "***", "___", "- - -", "* * *"),
    *("---  ", "--- ---", "+---+---+", "|---|---|"),
]
ABOUT_LINES = ("RB-DASH", "RB-TYPOGRAPHY", "RB-LAZY-LINE")


@pytest.mark.parametrize("line", DRAWN)
@pytest.mark.parametrize("form", ["Bakgrunn\n{}\nHer er teksten.", "> Bakgrunn\n> {}\n> Her", "Ord\n{}"])
def test_a_line_that_signs_draw_is_left(form: str, line: str) -> None:
    for language in PARTS:
        diagnostics = Diagnostics()
        tell_pasted(form.format(line).split("\n"), CHAPTER, language, diagnostics)
        assert {item.code for item in diagnostics.items}.isdisjoint(ABOUT_LINES)


def test_a_dash_at_the_end_of_a_line_is_one_of_the_pair() -> None:
    found = told("Vi kom -\nog det var sent - til sist", "nb")
    assert mended("Vi kom -\nog det var sent - til sist", found) == "Vi kom –\nog det var sent – til sist"


WORDS = st.sampled_from(
    [
        *(
            "ord",
            "loven",
            "Oslo",
            "Bergen",
            "x",
            "y",
            "mai",
            "juni",
            "mandag",
            "2019",
            "5",
            "50 %",
            "kl. 9.30",
        ),
        *("«sitat»", "**fet**", "_skrå_", "`kode`", "(ja)", "osv.", "5 grader", "1. mai", "=", "Slutt. Ny"),
        *("12.5.2019", "{number}`a.b`", "[her](https://a.no)", "kr 5"),
    ]
)


@given(st.lists(WORDS, min_size=2, max_size=6), st.sampled_from(sorted(PARTS)))
@example(["Oslo", "Bergen", "ord"], "nb")
@example(["ord", "5 grader", "ord"], "nb")
def test_the_hyphens_of_a_sentence_are_mended_together_or_not_at_all(words: list[str], language: str) -> None:
    text = f"Ja {' - '.join(words)} her"
    found = told(text, language)
    after = mended(text, found)
    assert re.sub(r"[ –-]", "", after) == re.sub(r"[ –-]", "", text)
    assert not [item for item in told(after, language) if item.fixes]
    if "Slutt" not in text:
        assert len({bool(item.fixes) for item in found}) <= 1


@given(st.lists(st.one_of(WORDS, st.just("-")), max_size=8), st.sampled_from(sorted(PARTS)))
def test_no_text_is_too_strange(words: list[str], language: str) -> None:
    diagnostics = Diagnostics()
    tell_pasted([" ".join(words)], CHAPTER, language, diagnostics)
