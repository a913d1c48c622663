"""One thing has one name: all that we write uses the terms of terms.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from report_builder.language.catalogue import catalogue, languages
from tests.content_language.document_text import GROUPS, files_of, text_of
from tests.content_language.passages import ROOT, passages, report
from tests.norwegian import unquoted

TERMS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("terms.yaml").read_text("utf-8")
)

REPORTS_OWN = report().publication.language


def files_in(language: str) -> Iterator[Path]:
    """Give the documents in a language, and the YAML of the report, whose comments its editors read."""
    for group, (written_in, _) in GROUPS.items():
        if written_in == language:
            yield from files_of(group)
    if language == REPORTS_OWN:
        yield from sorted(ROOT.glob("content/*.yaml"))


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Give every text of a language with where it stands."""
    for key, said in catalogue(language).under("").items():
        if key and not key.startswith("rule."):
            yield key, unquoted(said)
    for path in files_in(language):
        for text in text_of(path):
            yield str(path.relative_to(ROOT)), text
    for passage in passages():
        for piece in passage.pieces:
            if piece.language == language:
                yield passage.place, piece.text


@cache
def shape(term: str, form: str) -> re.Pattern[str]:
    """What finds a form that is not used, with whatever ending, but not in the name of a file."""
    flags = re.NOFLAG if form.lower() == term.lower() else re.IGNORECASE
    return re.compile(rf"(?<![\w.'/-]){re.escape(form)}\w*(?!/)", flags)


def other_words(text: str, language: str) -> list[str]:
    """Tell each word of a text that is not the term, and the term."""
    return [
        f"'{found[0]}' is '{term}' here"
        for term, forms in TERMS[language].items()
        for form in forms
        for found in shape(term, form).finditer(text)
    ]


@pytest.mark.parametrize("language", TERMS)
def test_every_text_uses_the_terms(language: str) -> None:
    every = list(texts(language))
    assert len(every) > 2000
    assert [f"{place}: {fault}" for place, text in every for fault in other_words(text, language)] == []


@pytest.mark.parametrize("language", TERMS)
def test_every_term_is_used(language: str) -> None:
    every = "\n".join(text for _, text in texts(language)).lower()
    assert [term for term in TERMS[language] if term.lower() not in every] == []


def test_every_language_of_the_program_has_terms() -> None:
    assert set(TERMS) == set(languages())


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("nb", "Figurteksten står under."),
        ("nb", "bildet har ingen alternativ tekst"),
        ("nb", "Kapitlet i PDF-en"),
        ("nb", "pdf 0,18 MB"),
        ("nn", "utan tekstalternativ"),
        ("nn", "ein lenke"),
        ("en", "figures have text alternatives"),
    ],
)
def test_another_word_is_caught(language: str, wrong: str) -> None:
    assert other_words(wrong, language) != []


@pytest.mark.parametrize(
    "text", ["Se rapport.pdf.", "Alternativteksten til PDF-en", "den alternative teksten"]
)
def test_a_term_and_the_name_of_a_file_are_let_be(text: str) -> None:
    assert other_words(text, "nb") == []
