"""Reports in the Sámi languages and Kven: the text is in them, and what the program says is in bokmål."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

import pytest

from report_builder.check.reading import Node, Passage, read_structure
from report_builder.language.catalogue import catalogue, languages, report_languages
from report_builder.language.numbers import written_number
from report_builder.language.sorting import sort_key
from report_builder.layout.compose.hyphenate import Hyphenator
from report_builder.publish.edition import edition_pages
from report_builder.publish.pages import Pages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.publish.edition.support import AROUND
from tests.sample_reports import Sample, build_folder, make_folder
from tests.verify_support import assert_complies

LANGUAGES = tuple(sorted(set(report_languages()) - set(languages())))
FACTS = """\
title: Ota
language: {language}
publisher: Ada
authors: [Bo]
keywords: [ota]
published: 2019-12-04
updated: 2022-05-10
version: "1.0"
chapters: [prove.md]
output: prove
"""
FINDINGS = 'findings:\n  - {id: ota, value: 10000.5, unit: "%", statement: Ota uta, source: Ada}\n'
CHAPTER = """\
# Ata {#ata}

Ota [](#govva-a), [](#tab) uta [](#uta).[^n] {finding}`ota`

::: figures {caption="Ota uta"}
![Ota](bilder/foto.jpg "Ota"){#govva-a}
![Uta](bilder/foto.jpg "Uta")
:::

::: long-description
Ota.
:::

Tabell: Ota {#tab}

| Ata | Uta |
|-----|-----|
| 1   | 2   |

::: finding-cards {ids="ota"}
:::

::: glossary
ŧota
: Ota.

šuta
: Uta.

tota
: Ota.

suta
: Uta.
:::

::: list-of-figures
:::

## Uta {#uta}

- [x] Ata

::: side-note
[Ota]{.index} ja [uta]{index="uta" see="Ota"}.
:::

::: index
:::

[^n]: Ota uta.
"""
SAID = (
    "document.contents",
    "document.publisher",
    "document.authors",
    "document.published",
    "document.version",
)


class Made(NamedTuple):
    """A report in one of the languages, with its edition."""

    sample: Sample
    pages: dict[str, bytes]


@cache
def made(language: str) -> Made:
    root = make_folder(CHAPTER, FINDINGS, FACTS.format(language=language))
    try:
        sample = build_folder(root)
        theme = load_theme(sample.report.publication.theme, SourceFiles(root)).value
    finally:
        shutil.rmtree(root)
    assert theme is not None
    return Made(sample, edition_pages(sample.report, theme, AROUND))


def test_the_languages_are_those_of_norway() -> None:
    assert LANGUAGES == ("fkv", "se", "sma", "smj")


def spoken(nodes: list[Node], around: str) -> Iterator[tuple[str, str]]:
    """Each run of words with the language that it is read in."""
    for node in nodes:
        here = node.language or around
        for kid in node.kids:
            if isinstance(kid, Passage):
                yield " ".join(kid.text.split()), here
            elif isinstance(kid, Node):
                yield from spoken([kid], here)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_whose_words_are_whose(language: str) -> None:
    found = list(spoken(read_structure(made(language).sample.pdf), language))
    nb = catalogue("nb")
    said = {nb(key) for key in SAID} | {"figur 1 (a)", "Tabell 1", "Figur 1", "på side 1", "se"}
    assert said <= {text for text, spoken_in in found if spoken_in == "nb"}
    assert {"Ota", "Ota uta", "Uta", "Ata"} <= {text for text, spoken_in in found if spoken_in == language}
    assert not {text for text, spoken_in in found if spoken_in == language and text in said}
    assert {spoken_in for _, spoken_in in found} == {language, "nb"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_meets_pdf_ua_1_and_pdf_a_2a(language: str) -> None:
    assert_complies(made(language).sample.pdf)


class _Words(HTMLParser):
    """The words of a page, each with the language of the element that it stands in."""

    _EMPTY = frozenset(("meta", "link", "img", "input", "br", "hr", "path", "rect", "line", "circle"))

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._languages = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._EMPTY:
            self._languages.append(dict(attrs).get("lang") or self._languages[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._EMPTY:
            self._languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append((data.strip(), self._languages[-1]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_edition_says_whose_words_are_whose(language: str) -> None:
    nb = catalogue("nb")
    ours = {nb(key) for key in (*SAID, "site.skip", "edition.whole", "edition.pdf", "edition.about")}
    for name, data in made(language).pages.items():
        if not name.endswith(".html"):
            continue
        reader = _Words()
        reader.feed(data.decode())
        assert reader.found[1][1] == language or reader.found[0][1] == language
        assert {spoken_in for text, spoken_in in reader.found if text in ours} <= {"nb"}
        assert "nb" in {spoken_in for _, spoken_in in reader.found}


def test_a_page_in_a_whole_language_says_nothing_of_it() -> None:
    facts = {"facts": made("se").sample.report.publication}
    for language in languages():
        assert b'lang="nb"' not in Pages("assets").write("footer.html", "a.html", language, **facts).replace(
            b'<html lang="nb"', b""
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_numbers_and_order_are_those_of_cldr_or_bokmaal(language: str) -> None:
    report = made(language).sample.report
    month = "juovlamánnu" if language == "se" else "desember"
    assert report.publication.published_text == f"4. {month} 2019"
    assert written_number(report.findings["ota"].value, report.words) == "10\u00a0000,5"
    terms = sorted(["ŧota", "šuta", "tota", "suta"], key=lambda term: sort_key(term, language))
    assert terms[-1] == "ŧota"
    assert (report.words("rule.quotes") == "””") is (language == "se")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_without_patterns_are_divided_where_the_author_says_only(language: str) -> None:
    divider = Hyphenator()
    assert divider.opportunities("hálddahusdepartemeanta", language) == []
    assert divider.opportunities("hálddahus\u00addepartemeanta", language) != []
