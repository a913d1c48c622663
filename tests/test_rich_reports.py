"""Whole reports in each language of the program, with all that a report can have, and thirty languages.

They are invented, and stand in `rich/`. Every word that they say, in the PDF and on every page of the site,
is looked up in the language that it is said to be in: in a dictionary, or in the list of the samples' words.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

import pytest

from report_builder.check.reading import Annotation, Node, Passage, read_structure
from report_builder.language.catalogue import catalogue
from report_builder.language.passages import pieces_of
from report_builder.preview.speech import Spoken, read_aloud
from tests.content_language.dictionaries import (
    DICTIONARIES,
    PROGRAM_WORDS,
    dictionary,
    entry_for,
    word_list,
    words_of,
)
from tests.publish.site.sites import pages_of
from tests.said_in import Said, bookmarks, in_page, in_pdf
from tests.sample_reports import SAMPLES, Sample, build_folder
from tests.verify_support import assert_complies
from tests.web_support import validate_all

RICH = Path(__file__).parent / "rich"
WORDS = RICH / "words.txt"
REPORTS = ("nb", "nn", "en")
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|\S+\.(?:org|xml|csv|pdf|no)\b\S*|urn:\S+", re.IGNORECASE)


@cache
def rich(language: str) -> Sample:
    """Build one of the reports; a warning fails the test."""
    root = Path(mkdtemp(prefix="report-builder-test-"))
    try:
        shutil.copytree(RICH / language, root, dirs_exist_ok=True)
        shutil.copytree(SAMPLES / "assets", root / "assets")
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def faults(said: Iterable[Said], *, dictionaries: bool) -> list[str]:
    """Tell each word that is not of the language that it is said to be in.

    Without ``dictionaries`` only the languages are looked at of which the samples have every word.
    """
    found: dict[str, str] = {}
    for text, tag, place in said:
        language = tag.partition("-")[0]
        if language in DICTIONARIES and not dictionaries:
            continue
        for word in words_of(_NO_WORDS.sub(" ", text)):
            if not _is_of(word, language):
                found.setdefault(f"'{word}' is no {language}", f"{place}: {text[:80]}")
    return [f"{fault}, in {place}" for fault, place in found.items()]


@cache
def _is_of(word: str, language: str) -> bool:
    """Whether a word, or each part of it around hyphens, is a name or a word of the language."""
    if language not in word_list(WORDS):
        return False
    if entry_for(word, language, WORDS) or entry_for(word, "names", WORDS):
        return True
    if language in DICTIONARIES:
        program = language in word_list(PROGRAM_WORDS) and entry_for(word, language, PROGRAM_WORDS)
        if program or dictionary(language).lookup(word):
            return True
    parts = word.split("-")
    return len(parts) > 1 and all(_is_of(part, language) for part in parts)


def of_site(made: Sample) -> Iterable[Said]:
    """All that the pages say, but for two texts that have one language only, however many they name.

    They are the name of a page, which has a chapter's title and the report's, and a crumb for machines.
    """
    names = {"title", "name of ListItem in JSON-LD"}
    for page in pages_of(made).values():
        yield from (each for each in in_page(page) if each.place not in names)


@pytest.mark.parametrize("language", REPORTS)
def test_words_of_other_languages_are_marked_as_theirs(language: str) -> None:
    said = list(in_pdf(rich(language).pdf, language))
    assert faults(said, dictionaries=False) == []
    met = {tag.partition("-")[0] for _, tag, _ in said}
    assert met >= set(DICTIONARIES)
    assert len(met) >= 24
    assert rich(language).laid_out.page_count >= 10


@pytest.mark.parametrize("language", REPORTS)
def test_bookmarks_have_no_marks(language: str) -> None:
    titles = list(bookmarks(rich(language).pdf))
    assert len(titles) > 20
    assert not any("\x1b" in title for title in titles)


@pytest.mark.parametrize("language", REPORTS)
def test_the_contents_are_a_list_in_the_language_of_the_report(language: str) -> None:
    """But for titles: page numbers and the words before them are in one language however deep they stand."""
    with patch("report_builder.check.document.unmarked", str):
        nodes = [node for top in read_structure(rich(language).pdf) for node in top.walk()]
    on_page = catalogue(language)("document.link-to-page", title="|", page="|").split("|")[1]
    foreign = 0
    for link in (kid for node in nodes if node.role == "TOCI" for kid in _links_of(node)):
        assert link.language is None
        assert isinstance([kid for kid in link.kids if not isinstance(kid, Annotation)][-1], Passage)
        for kid in link.kids:
            if isinstance(kid, Annotation):
                spoken = pieces_of(kid.contents, language)
                assert on_page in spoken[-1].text
                assert spoken[-1].language == language
                foreign += len(spoken) > 1
    assert foreign > 4


def _links_of(entry: Node) -> list[Node]:
    """The link of an entry of the contents itself, not those of the entries below it."""
    kids = [kid for kid in entry.kids if isinstance(kid, Node) and kid.role == "Reference"]
    return [link for kid in kids for link in kid.kids if isinstance(link, Node)]


@cache
def heard(language: str) -> tuple[Spoken, ...]:
    return tuple(read_aloud(read_structure(rich(language).pdf), catalogue(language)))


@pytest.mark.parametrize("language", REPORTS)
def test_words_of_other_languages_are_heard_as_theirs(language: str) -> None:
    said = [
        Said(part.text, part.language or language, f"what is heard as {spoken.role}")
        for spoken in heard(language)
        for part in spoken.said
    ]
    assert faults(said, dictionaries=False) == []
    in_file = {said.language.partition("-")[0] for said in in_pdf(rich(language).pdf, language)}
    assert {tag.partition("-")[0] for _, tag, _ in said} == in_file


@pytest.mark.parametrize("language", REPORTS)
def test_no_language_is_heard_of_what_has_no_words(language: str) -> None:
    parts = [part for spoken in heard(language) for part in spoken.said if part.language]
    assert len(parts) > 100
    assert [part for part in parts if not any(char.isalnum() for char in part.text)] == []


@pytest.mark.parametrize("language", REPORTS)
def test_a_link_is_announced_once(language: str) -> None:
    nodes = [node for top in read_structure(rich(language).pdf) for node in top.walk()]
    links = sum(node.standard == "Link" for node in nodes)
    word = catalogue(language)("heard.link")
    assert sum(part.role == word for spoken in heard(language) for part in spoken.said) == links > 50


@pytest.mark.parametrize("language", REPORTS)
def test_rows_of_a_table_are_counted_through(language: str) -> None:
    words = catalogue(language)
    roles = [spoken.role for spoken in heard(language)]
    nodes = [node for top in read_structure(rich(language).pdf) for node in top.walk()]
    tables = [node for node in nodes if node.standard == "Table"]
    counts = [sum(node.standard == "TR" for node in table.walk()) for table in tables]
    expected = [words("heard.row", row=row) for count in counts for row in range(1, count + 1)]
    assert [role for role in roles if role in set(expected)] == expected
    assert max(counts) > 4


@pytest.mark.whole
@pytest.mark.parametrize("language", REPORTS)
def test_every_word_is_of_its_language(language: str) -> None:
    made = rich(language)
    assert faults(in_pdf(made.pdf, language), dictionaries=True) == []
    assert faults(of_site(made), dictionaries=True) == []


@pytest.mark.whole
@pytest.mark.parametrize("language", REPORTS)
def test_rich_reports_comply(language: str) -> None:
    assert_complies(rich(language).pdf)


@pytest.mark.whole
def test_pages_of_rich_reports_are_valid() -> None:
    pages = {f"{name}/{path}": page for name in REPORTS for path, page in pages_of(rich(name)).items()}
    assert len(pages) > 10
    assert validate_all(pages) == []


@pytest.mark.whole
def test_the_list_has_no_word_that_no_report_says() -> None:
    said = [each for name in REPORTS for each in (*in_pdf(rich(name).pdf, name), *of_site(rich(name)))]
    met = {
        (tag.partition("-")[0], part.casefold())
        for text, tag, _ in said
        for word in words_of(text)
        for part in (word, *word.split("-"))
    }
    words = {word for _, word in met}
    assert [
        f"{language}: {word}"
        for language, listed in word_list(WORDS).items()
        for word in sorted(listed)
        if (word.casefold() not in words if language == "names" else (language, word.casefold()) not in met)
    ] == []
