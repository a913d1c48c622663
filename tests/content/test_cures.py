"""What a line says of its cure: whether ``check-content --fix`` mends it, the words tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.catalogue import languages
from report_builder.language.message import Message
from report_builder.sources.files import SourceFiles
from tests.content.projects import load
from tests.content.test_tricky_lines import CODES, LINES, PATH, mended
from tests.content.test_works import PARTS, SIGNS, WORKS

CERTAIN = {"sources.write", "content.foreign-dash.hint"}
"""The hints that say what is written, and no more."""
IN_DOUBT = {
    "content.typography-in-doubt.hint",
    "content.typography-beside-doubt.hint",
    "content.typography-beside-alike.hint",
    "content.dash-in-doubt.hint",
    "content.half-dash.hint",
    "content.torn-word.hint",
    "content.single-quotes.hint",
    "content.in-word.hint",
    "content.foreign-dash-other.hint",
    "content.foreign-quotes-other.hint",
    "content.lone-quote.hint",
    "content.unclosed-quote.hint",
    "content.unopened-quote.hint",
    "content.unclosed-bracket.hint",
    "content.in-verse.hint",
    "content.in-title.hint",
    "content.by-hand.hint",
}
"""The hints that leave something to the author."""


def told(text: str, language: str) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    return [item for item in diagnostics.items if item.code in CODES]


def says_what_it_does(item: Diagnostic) -> bool:
    """Whether a line has a fix if, and only if, its hint leaves nothing to the author."""
    assert isinstance(item.hint, Message)
    assert item.hint.key in CERTAIN | IN_DOUBT
    return bool(item.fixes) == (item.hint.key in CERTAIN)


FIXTURES = [
    *((language, text) for (_, language), kinds in PARTS.items() for kind in kinds.values() for text in kind),
    *((language, text) for lines in (LINES, WORKS) for language, own in lines.items() for text in own),
]


@pytest.mark.parametrize(("language", "text"), FIXTURES)
def test_a_line_says_whether_it_is_mended(language: str, text: str) -> None:
    verse = f"Ord  \n{text}  \nord"
    for source in (text, f'Ord "{text}', f'5" {text} "ord"', f"Ord *Ord {text} ord*", verse):
        assert [item for item in told(source, language) if not says_what_it_does(item)] == []


@pytest.mark.parametrize(
    "written", ['"A \\"b\\" 65% nå - ja"', "'A''s 65% nå - ja, \"b\"'", '"Andelen er 65% nå"']
)
def test_a_line_of_yaml_says_whether_it_is_mended(written: str, tmp_path: Path) -> None:
    load(tmp_path, "# Kapittel\n\nTekst.\n")
    findings = tmp_path / "content/findings.yaml"
    findings.write_text(f"findings:\n  - id: f\n    value: 1\n    statement: {written}\n", "utf-8")
    found = [item for item in load_report(SourceFiles(tmp_path)).diagnostics if item.code in CODES]
    assert found
    assert [item for item in found if not says_what_it_does(item)] == []


QUOTES = ('"{}"', "“{}”", "«{}»", "„{}“")
NESTED = {
    ("nb", "Hun sa {} nå"): "Hun sa «ja ‘nei’ ja» nå",
    ("nn", "Ho sa {} no"): "Ho sa «ja ‘nei’ ja» no",
    ("en", "She said {} now"): "She said “ja ‘nei’ ja” now",
}


@pytest.mark.parametrize("inner", QUOTES)
@pytest.mark.parametrize("outer", QUOTES)
@pytest.mark.parametrize(("language", "text"), NESTED)
def test_quotes_in_quotes_are_others_than_those_around_them(
    language: str, text: str, outer: str, inner: str
) -> None:
    source = text.format(outer.format(f"ja {inner.format('nei')} ja"))
    found = told(source, language)
    if set(outer) & set(inner) - {"{", "}"}:  # which of them open and which close is not certain
        assert all(says_what_it_does(item) for item in found)
    else:
        assert mended(source, language) == NESTED[language, text]
    assert {item.code for item in found} <= {"RB-QUOTES"}


@pytest.mark.parametrize("outer", QUOTES)
@pytest.mark.parametrize(("language", "text"), NESTED)
def test_single_marks_in_quotes_are_those_of_the_language(language: str, text: str, outer: str) -> None:
    assert mended(text.format(outer.format("ja 'nei' ja")), language) == NESTED[language, text]
    assert mended(text.format(outer.format("ja ´nei´ ja")), language) == NESTED[language, text]


ALONE = [
    "Ord 'nei' ord",
    "Ord ´nei´ ord",
    "«Lars' bok 'ja' er min»",
    "«Det er 5' og 'ja' da»",
    "| 'nei' | ja |",
]
APOSTROPHES = [
    "Lars' bok og Mats' hus",
    "Rock 'n' roll",
    "I '90-åra og '80-åra",
    "I '90-årene og rock 'n' roll",
    "Dogs' tails and the '90s and rock 'n' roll",
    "Det er 5' og 6'",
    "Ord ’nei’ ord",
]


@pytest.mark.parametrize("text", ALONE)
def test_single_marks_alone_may_be_either(text: str) -> None:
    for language in ("nb", "nn"):
        found = [item for item in told(text, language) if "'" in text or "´" in text]
        single = [item for item in found if isinstance(item.hint, Message) and "single" in item.hint.key]
        assert [bool(item.fixes) for item in single] == [False]


@pytest.mark.parametrize("text", APOSTROPHES)
def test_apostrophes_are_no_quotes(text: str) -> None:
    assert [item.code for item in told(text, "nb")] == []


BESIDE = {
    ("nb", "-5 grader og -2 der"): ["-2"],
    ("nb", "Det er 10 - 5 - 2 = 3"): ["10 - 5"],
    ("nb", "Det er 10-12 på mandag og 12-14 personer"): ["10-12"],
    ("nb", "Vi skriver kl uten punktum, og nr 5"): ["kl"],
    ("nb", "Det er 3.500 der og 1.250.000 mill. og 2.5 km"): ["3.500"],
    ("en", "It was -5 degrees and then -2 there"): ["-2"],
}


@pytest.mark.parametrize(("language", "text"), BESIDE)
def test_a_sure_sign_that_is_left_names_what_is_in_doubt_beside_it(language: str, text: str) -> None:
    hints = [item.hint for item in told(text, language) if isinstance(item.hint, Message)]
    beside = [dict(hint.values)["beside"] for hint in hints if "beside" in hint.key]
    assert beside == BESIDE[language, text]


def test_of_two_signs_that_are_alike_the_place_of_the_other_is_named() -> None:
    first = told("Det var -0,5 grader og -0,5 der", "nb")[0].hint
    assert isinstance(first, Message)
    assert {**dict(first.values)} == {"text": "−0,5", "beside": "-0,5", "line": 1, "column": 24}


@pytest.mark.parametrize("quotes", QUOTES)
@pytest.mark.parametrize(("language", "text"), SIGNS)
def test_what_is_quoted_keeps_its_signs(language: str, text: str, quotes: str) -> None:
    source = f"Ord {quotes.format(text)} ord"
    assert {item.code for item in told(source, language)} <= {"RB-QUOTES"}
    assert text in mended(source, language)


def test_the_languages_are_those_of_the_fixtures() -> None:
    assert {language for language, _ in FIXTURES} == set(languages())
