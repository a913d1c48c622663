"""The books of samples and of the rich reports, made once in a test run."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree as ET

from report_builder.check.document import Document
from report_builder.compare.facts import page_labels
from report_builder.publish.edition import edition_pages
from report_builder.publish.epub import BookFacts, make_epub
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.epub_support import unpack
from tests.publish.edition.reading import Element, parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import ROOT, Sample, sample
from tests.test_rich_reports import REPORTS, rich

OPF = "{http://www.idpf.org/2007/opf}"
RICH = tuple(f"rich-{language}" for language in REPORTS)


@cache
def made(name: str) -> Sample:
    """The report of a book."""
    return rich(name.removeprefix("rich-")) if name in RICH else sample(name)


def theme(name: str) -> Theme:
    """The theme that it is in."""
    if name not in RICH:
        return theme_of(name)
    loaded = load_theme(made(name).report.publication.theme, SourceFiles(ROOT)).value
    assert loaded is not None
    return loaded


@cache
def book(name: str) -> bytes:
    """The book of a sample, or of a rich report."""
    return make_epub(made(name).report, theme(name), made(name).pdf, BookFacts("rapport.pdf"))


@cache
def pages(name: str) -> dict[str, bytes]:
    """The edition of the same report."""
    return edition_pages(made(name).report, theme(name), AROUND)


def files(name: str) -> dict[str, bytes]:
    """Its files by their path in the book's folder."""
    return {path.removeprefix("EPUB/"): data for path, data in unpack(book(name)).items()}


def spine(name: str) -> dict[str, Element]:
    """Its documents in reading order."""
    found = files(name)
    package = ET.fromstring(found["package.opf"])  # noqa: S314  our own file
    items = {one.get("id"): str(one.get("href")) for one in package.iter(f"{OPF}item")}
    order = [items[one.get("idref")] for one in package.iter(f"{OPF}itemref")]
    return {path: parse(found[path]) for path in order}


def labels(name: str) -> list[str]:
    """The numbers of the pages of its PDF."""
    with Document(made(name).pdf) as document:
        return page_labels(document)
