"""A book has the words of the edition, in its order and each in its language."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import page_names
from tests.expected_text import expected_on_screen
from tests.publish.edition.reading import Element, parse
from tests.publish.epub.books import RICH, files, made, pages, spine
from tests.said_in import Said, in_page
from tests.sample_reports import EVERY

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_a_book_has_every_word_of_the_edition_in_its_order(name: str) -> None:
    words = [word for path, page in spine(name).items() if path != "cover.xhtml" for word in _read(page)]
    assert words == parse(pages(name)[WHOLE]).find("body").words
    assert name in RICH or words == expected_on_screen(made(name).report)


def _read(page: Element) -> list[str]:
    """The words of a document: what is hidden is for programs, and a list in navigation has no numbers."""
    for element in page.elements:
        element.children = [
            child
            for child in element.children
            if not (isinstance(child, Element) and "hidden" in child.attributes)
        ]
        element.name = "ul" if element.name == "ol" and "plain" in element.classes else element.name
    return page.find("body").words


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_each_word_is_in_the_language_that_it_has_in_the_edition(name: str) -> None:
    report = made(name).report
    found = files(name)
    for number, page in enumerate(page_names(report).values(), 1):
        there = parse(pages(name)[page]).find("section", "chapter")
        here = parse(found[f"chapter-{number:02}.xhtml"]).find("section", "chapter")
        own = report.publication.language
        assert list(_told(here, own)) == list(_told(there, own))


def _told(element: Element, around: str) -> Iterator[tuple[str, str]]:
    """Each letter below an element with its language.

    Left out are those of drawings, whose lines end elsewhere, and what the site says around the report.
    """
    language = element.attributes.get("lang") or around
    if element.name in {"svg", "summary"} or "data-site" in element.attributes:
        return
    for child in element.children:
        if isinstance(child, str):
            yield from ((letter, language) for letter in "".join(child.split()))
        else:
            yield from _told(child, language)


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_every_document_is_xml_and_says_a_language_in_both_ways(name: str) -> None:
    for path, data in files(name).items():
        if not path.endswith(".xhtml"):
            continue
        root = ET.fromstring(data)  # noqa: S314  our own file
        said = [(one.get("lang"), one.get(_XML_LANG)) for one in root.iter()]
        assert all(here == there for here, there in said)
        assert said[0][0]


def test_words_of_the_program_are_in_the_language_of_the_report() -> None:
    for name in RICH:
        words = made(name).report.words
        assert words("book.summary").encode() in files(name)["package.opf"]
        said: list[Said] = list(in_page(files(name)["contents.xhtml"]))
        assert words("book.pages") in [one.text for one in said]
