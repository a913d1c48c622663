"""Quotes and brackets that are not closed are told and left; blanks inside quotes are mended."""

from __future__ import annotations

import pytest

from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.message import Message
from report_builder.sources.edits import apply_fixes

PATH = "content/chapters/k1.md"
KEYS = {"content.unclosed-quote", "content.unclosed-bracket"}
UNCLOSED = [
    ("nb", "Han sa «hei og gikk.", 8),
    ("nb", "Han sa «hei», og så «farvel og gikk.", 21),
    ("nb", "Se mer (se under og gikk.", 8),
    ("nb", "Se mer (se [lenken](https://example.no/a_(b)) og gikk.", 8),
    ("nb", "- Punkt (se under\n- Punkt", 9),
    ("nb", "Han sa «hei og gikk.\n\nDette er et nytt avsnitt uten tegn.", 8),
    ("nb", "Han sa «hei og gikk.\n\n## Ny\n\nHun sa « Hei » ja.", 8),
    ("nb", "Han sa «hei og gikk.\n\nHun sa « Hei » ja.\n\nSlutt.", 8),
    ("nb", "Han sa «hei og gikk.\n\nEt avsnitt.\n\nSlutt.»", 8),
    ("nn", "Ho sa «hei og gjekk.", 7),
    ("en", "He said “no and left.", 9),
    ("en", "See more (see below and left.", 10),
]
CLOSED = [
    ("nb", "«Vi må:\n\n- rydde\n- vaske.»"),
    ("nb", "Han sa «hei«."),
    ("nb", "«Første avsnitt av sitatet.\n\n«Andre avsnitt av sitatet.»"),
    ("nb", "«Første avsnitt.\n\n«Andre avsnitt.\n\n«Tredje avsnitt.»"),
    ("nb", "Hun skrev: «Første avsnitt.\n\nAndre avsnitt.» Så var det slutt."),
    ("nb", "(Første avsnitt.\n\nAndre avsnitt.)"),
    ("nb", "Det er a) en ting, b) to ting og 1) tre ting."),
    ("nb", "a) Første\nb) Andre\n\n1) Første"),
    ("nb", "Han smilte :) og :-( og ;( der, og :( her."),
    ("nb", "Verdien ligger i (0, 1] eller [0, 1)."),
    ("nb", "Bruk `f(x` og `«` slik."),
    ("nb", "```\nf(x\n«\n```"),
    ("nb", "Se [lenken](https://example.no/a_(b)) her (og der)."),
    ("nb", "Det er (én (to) tre) og «én «to» tre»."),
    ("nb", "> Han sa «hei og (gikk."),
    ("nb", 'Se ![bilde](a.png "Ja (nei)") her.'),
    ("nb", "Skriv til oss (post@example.no) eller se (https://example.no/a)."),
    ("nb", "Klikk på « for å gå tilbake."),
    ("nb", "| Navn (se | under) |\n|---|---|\n| a | b |"),
    ("en", "“One paragraph.\n\n“Another paragraph.”"),
    ("en", "It’s the dogs’ (and the ’90s)."),
]
STRAY = [
    ("nb", "Han sa hei» og gikk.", 1, 11),
    ("nb", "Han sa «hei» og «nei»» og gikk.", 1, 22),
    ("nb", "Han sa «hei og gikk.\n\n## Ny\n\nHun sa hei» der.", 5, 11),
    ("nn", "Ho sa hei» og gjekk.", 1, 10),
    ("en", "He said no” and left.", 1, 11),
]
NOT_STRAY = [
    ("nb", "Hun sa »hei» og »nei« der."),
    ("nb", "Hun sa « hei » og «hei »."),
    ("nb", 'Hun sa "hei» og “nei».'),
    ("nb", "Pilen » peker, og `a»` er kode."),
    ("nb", "«Første.\n\n«Andre.\n\n«Tredje.»"),
    ("nb", "Det er [«Word»]{lang=en} her."),
    ("en", "A 5” screen and “a 6” one."),
]
BLANKS = [
    ("nb", "Hun sa « Hei » nå", "Hun sa «Hei» nå"),
    ("nb", "Hun sa « Hei» nå", "Hun sa «Hei» nå"),
    ("nb", "Hun sa «Hei » nå", "Hun sa «Hei» nå"),
    ("nb", "Hun sa «\u00a0Hei\u00a0», og «\u00a0nei\u00a0».", "Hun sa «Hei», og «nei»."),
    ("nb", "Hun sa « han sa “nei” der » nå", "Hun sa «han sa ‘nei’ der» nå"),
    ("nn", "Ho sa « Hei » no", "Ho sa «Hei» no"),
    ("en", "She said “ Hello ” now", "She said “Hello” now"),
    ("nb", "Hun sa ,,hei og hå'' til ham", "Hun sa «hei og hå» til ham"),
    ("en", "She said ,,hello'' to him", "She said “hello” to him"),
]


def told(text: str, language: str) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    return list(diagnostics.items)


def unclosed(text: str, language: str) -> list[Diagnostic]:
    found = told(text, language)
    return [item for item in found if isinstance(item.message, Message) and item.message.key in KEYS]


@pytest.mark.parametrize(("language", "text", "column"), UNCLOSED)
def test_what_is_not_closed_is_told_where_it_opens(language: str, text: str, column: int) -> None:
    (found,) = unclosed(text, language)
    assert found.span is not None
    assert (found.span.line, found.span.column) == (1, column)
    assert found.fixes == ()


@pytest.mark.parametrize(("language", "text"), CLOSED)
def test_what_is_closed_or_opens_nothing_is_left(language: str, text: str) -> None:
    assert unclosed(text, language) == []


def stray(text: str, language: str) -> list[Diagnostic]:
    found = told(text, language)
    return [item for item in found if getattr(item.message, "key", "") == "content.unopened-quote"]


@pytest.mark.parametrize(("language", "text", "line", "column"), STRAY)
def test_what_closes_nothing_is_told_and_left(language: str, text: str, line: int, column: int) -> None:
    (found,) = stray(text, language)
    assert found.span is not None
    assert (found.span.line, found.span.column) == (line, column)
    assert found.hint
    assert found.fixes == ()


@pytest.mark.parametrize(("language", "text"), [*NOT_STRAY, *CLOSED])
def test_what_may_belong_to_another_quote_is_no_stray_one(language: str, text: str) -> None:
    assert stray(text, language) == []


def test_a_quote_that_closes_with_the_sign_that_opens_is_told_once() -> None:
    assert [item.code for item in told("Han sa «hei«.", "nb")] == ["RB-QUOTES"]


@pytest.mark.parametrize(("language", "text", "right"), BLANKS)
def test_blanks_inside_quotes_and_typed_quotes_are_mended(language: str, text: str, right: str) -> None:
    changed, _ = apply_fixes(told(text, language), {PATH: text.encode()})
    assert changed[PATH].decode() == right
    assert told(right, language) == []


def test_typed_quotes_within_others_are_told_and_left() -> None:
    found = [item for item in told("Hun sa «han sa ,,nei'' da» nå", "nb") if item.code == "RB-QUOTES"]
    assert [item.fixes for item in found] == [()]
