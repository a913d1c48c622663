"""What leads through a book: contents, parts, and the pages of the PDF."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from report_builder.check.reading import read_structure
from report_builder.model.blocks import Section
from report_builder.model.walking import BLOCKS, walk
from report_builder.publish.epub.page_breaks import pages_of
from tests.publish.edition.reading import Element
from tests.publish.epub.books import RICH, labels, made, spine
from tests.sample_reports import EVERY, sample

_MARK = "\x00{}\x00"


def navigation(name: str, kind: str) -> Element:
    contents = spine(name)["contents.xhtml"]
    (found,) = [
        one for one in contents.elements if one.attributes.get("epub:type") == kind and one.name == "nav"
    ]
    return found


def links(element: Element) -> list[str]:
    return [str(one.attributes["href"]) for one in element.elements if one.name == "a"]


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_every_link_of_a_book_leads_somewhere(name: str) -> None:
    pages = spine(name)
    ids = {path: [one.attributes.get("id") for one in page.elements] for path, page in pages.items()}
    for path, page in pages.items():
        named = [identifier for identifier in ids[path] if identifier]
        assert len(named) == len({*named})
        for address in links(page):
            if re.match("[a-z]+:", address):
                continue
            there, _, fragment = address.partition("#")
            assert (there or path) in pages
            assert not fragment or unquote(fragment) in ids[there or path], f"{path}: {address}"


@pytest.mark.parametrize("name", ["report", "headings", *RICH])
def test_the_contents_have_the_chapters_and_their_sections(name: str) -> None:
    chapters = made(name).report.chapters
    nodes = [node for node in walk(chapters, BLOCKS) if isinstance(node, Section) and node.level <= 2]
    assert len(links(navigation(name, "toc"))) == len(nodes)
    assert all(one.name != "ul" for one in navigation(name, "toc").elements)


def test_the_parts_of_a_book_are_named() -> None:
    parts = [
        one.attributes["epub:type"] for one in navigation("report", "landmarks").elements if one.name == "a"
    ]
    assert parts == ["cover", "titlepage", "toc", "bodymatter"]


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_the_pages_are_those_of_the_pdf_in_their_order(name: str) -> None:
    pages = navigation(name, "page-list")
    assert [one.words for one in pages.elements if one.name == "a"] == [[label] for label in labels(name)]
    marks = [
        one.attributes.get("aria-label")
        for page in spine(name).values()
        for one in page.elements
        if one.attributes.get("epub:type") == "pagebreak"
    ]
    assert marks == labels(name)


@pytest.mark.parametrize("name", [*EVERY, *RICH])
def test_each_page_begins_in_the_book_as_it_begins_in_the_pdf(name: str) -> None:
    """With its first letters, but for what the book says otherwise: numbers of pages, words of drawings."""
    text = "".join(_texts(page) for page in spine(name).values())
    begun = [_letters(part) for part in re.split(r"\x00[^\x00]*\x00", text)[1:]]
    pages: list[str] = [""] * len(labels(name))
    for node in read_structure(made(name).pdf):
        for passage in node.passages:
            pages[passage.page] += _letters(passage.text)
    others = [
        number
        for number, (page, begin) in enumerate(zip(pages, begun, strict=True))
        if page and not begin.startswith(re.split(r"påside\d", page)[0][:12])
    ]
    assert len(others) <= max(1, len(pages) // 10), [(pages[at][:60], begun[at][:60]) for at in others]


def test_a_page_begins_with_its_text_below_a_figure_of_the_page_before() -> None:
    pages = {page.label: page.letters for page in pages_of(sample("floats").pdf)}
    assert pages["1"].endswith("ledergruppen")
    assert pages["2"].startswith("bestemtederfor")
    assert "figur1prøvedal" not in "".join(pages.values())


def _texts(element: Element) -> str:
    if element.attributes.get("epub:type") == "pagebreak":
        return _MARK.format(element.attributes["aria-label"])
    if "hidden" in element.attributes or element.name == "head":
        return ""
    return "".join(child if isinstance(child, str) else _texts(child) for child in element.children)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
