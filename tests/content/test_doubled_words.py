"""Small words that stand twice: told, never mended, and only where one of them is a mistake."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from report_builder.content.pasted.checking import tell_pasted
from report_builder.content.pasted.doubled import has_doubled_words
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.word_lists import listed
from tests.content.projects import load

CODE = "RB-WORD-TWICE"
PATH = "content/chapters/k1.md"
FORMS = ("Ord {} {} ord", "Ord {}\n{} ord", "Ord {} {}.", "Ord {}  {} ord")
FAULTS = [
    ("nb", "Det vi har har gjort", 8),
    ("nb", "Hun sa at at han kom", 8),
    ("nb", "Vi går hjem til til dem", 13),
    ("nn", "Ho kom frå frå skulen", 8),
    ("en", "The the cat", 1),
]
SILENT = [
    ("nb", "Det det er snakk om, er den som som regel går der der de er, i i dag og på på lørdag."),
    ("nb", "De som har, har mye. Vi har. Har du?"),
    ("nb", "Fra A til Å, å, å, og og-setninger og til-til-metoden"),
    ("nb", "Veldig veldig mange mange, ja ja, nei nei, men men"),
    ("nb", "Det sto «har har» der, og `har har` her"),
    ("nb", "Et bånd The The ga ut"),
    ("nn", "Det som som regel er der der det er"),
    ("en", "He had had it, and that that is is so. The The played in in May."),
    ("en", "The theatre and the thesis"),
]


def told(text: str, language: str) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    return [item for item in diagnostics.items if item.code == CODE]


@pytest.mark.parametrize(("language", "text", "column"), FAULTS)
def test_a_word_that_stands_twice_is_told_at_the_first(language: str, text: str, column: int) -> None:
    (found,) = told(text, language)
    assert found.span is not None
    assert (found.span.line, found.span.column) == (1, column)
    assert found.fixes == ()


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_what_may_rightly_stand_twice_is_left(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_word_of_the_list_is_told_in_every_form(language: str) -> None:
    words = listed("rule.never-twice", language)
    assert len(words) >= 20
    for word, form in product(words, FORMS):
        text = form.format(word, word)
        assert has_doubled_words(text.replace("\n", " ")), text
        assert len(told(text, language)) == 1, text


@pytest.mark.parametrize("place", ["> {}", "```\n{}\n```", "Ord  \n{}  \nord"])
def test_what_is_quoted_or_no_prose_is_left(place: str, tmp_path: Path) -> None:
    source = f"# Kapittel\n\n{place.format('Vi har har gjort det')}\n"
    assert [item for item in load(tmp_path, source).diagnostics if item.code == CODE] == []


def test_a_passage_in_another_language_has_its_own_words() -> None:
    assert told("Det er [the the cat]{lang=en} her", "nb")
    assert told("Det er [et et hus]{lang=fr} her", "nb") == []
