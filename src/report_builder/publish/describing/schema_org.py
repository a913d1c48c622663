"""A version and its pages in the vocabulary of schema.org.

A version is a Report of its own, at its own address, and an example of the work that the report's lasting
address stands for. What ``report.yaml`` does not say is not guessed: an author without a kind has no type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from report_builder.language.catalogue import catalogue
from report_builder.model.report import Author
from report_builder.publish.addresses import Addresses, of_page
from report_builder.publish.describing.facts import Described, Kind, PageFacts
from report_builder.publish.model import DRAFT, book_name
from report_builder.published import EPUB

Node: TypeAlias = dict[str, Any]
"""An object of JSON-LD; what is empty in it is left out."""

_TYPES = {"person": "Person", "organisation": "Organization"}

_FEATURES = [
    "alternativeText",
    "bookmarks",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "taggedPDF",
]
"""Of the vocabulary that schema.org names for accessibilityFeature."""


def description(version: Described, facts: PageFacts, where: Addresses, page: str) -> Node:
    """Give the description of the page at the path ``page``; addresses are relative to it without a root."""

    def address(path: str) -> str:
        return where.seen_from(page, of_page(path))

    folder = where.version(version.number)
    report = _report(version, where, address)
    if facts.kind is Kind.LANDING:
        parts = _parts(version, folder, address)
        return {**report, **_whole_report(version, folder, address), "hasPart": parts}
    if facts.kind is Kind.CONTENTS:
        own = {**report, "description": facts.description.text, "hasPart": _parts(version, folder, address)}
    elif facts.kind is Kind.CHAPTER:
        here = address(folder + facts.file)
        own = {
            **_chapter(facts.name, facts.position, here, facts.language),
            "description": facts.description.text,
        }
        own["isPartOf"] = report
    else:
        own = report
    return {"@graph": [own, _breadcrumbs(version, facts, folder, address)]}


def agent(author: Author, publisher: str) -> Node:
    """Give an author; of a name alone only that of the publisher tells what it is."""
    kind = author.kind or ("organisation" if author.name == publisher else "")
    return {"@type": _TYPES.get(kind), "name": author.name, "url": author.url, "sameAs": author.orcid}


def _report(version: Described, where: Addresses, address: Callable[[str], str]) -> Node:
    """What every page says of the report: enough to cite this version, and to find the others."""
    facts, own = version.facts, address(where.version(version.number))
    before = address(where.version(version.number - 1)) if version.number > 1 else ""
    earlier = {"@type": "Report", "@id": before} if before else None
    isbn, doi = facts.identifiers.isbn, facts.identifiers.doi_address
    based = [each for each in (facts.original.url, earlier) if each]
    return {
        # Only a book has an ISBN in this vocabulary, and a report that has one was published as a book.
        "@type": ["Report", "Book"] if isbn else "Report",
        "@id": own,
        "identifier": _identifiers(version),
        "isbn": isbn,
        "sameAs": doi,
        "name": facts.title,
        "inLanguage": facts.language,
        "author": [agent(author, facts.publisher) for author in version.authors],
        "publisher": {"@type": "Organization", "name": facts.publisher},
        "datePublished": version.published.isoformat(),
        "dateModified": version.updated.isoformat(),
        "version": str(version.number),
        "url": own,
        "license": facts.licence.url,
        "isBasedOn": based,
        "exampleOfWork": {"@type": "CreativeWork", "@id": address(where.newest), "name": facts.title},
    }


def _identifiers(version: Described) -> list[Node]:
    """Every number of the report as a value of its kind."""
    numbers = version.facts.identifiers
    record = numbers.record.said(catalogue(version.facts.language)) if numbers.record else ""
    found = (("ISBN", numbers.isbn, ""), ("DOI", numbers.doi, numbers.doi_address), ("URN", numbers.urn, ""))
    return [
        {"@type": "PropertyValue", "propertyID": kind, "value": value, "url": address}
        for kind, value, address in (*found, ("Noark 5", record, ""))
        if value
    ]


def _whole_report(version: Described, folder: str, address: Callable[[str], str]) -> Node:
    """What the landing page adds."""
    facts, pdf = version.facts, version.pdf
    series = {"@type": "CreativeWorkSeries", "name": facts.series, "issn": facts.issn}
    return {
        "headline": facts.title,
        "alternativeHeadline": facts.subtitle,
        "description": version.description.text,
        "reportNumber": version.facts.series_named,
        # An ISSN is that of the series; a report itself has none in this vocabulary, and no number of pages.
        "isPartOf": series if facts.series else None,
        "pagination": f"1-{pdf.pages}",
        "keywords": list(facts.keywords),
        "image": address(folder + version.card),
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": {"@type": "ItemList", "itemListElement": ["textual"]},
        "accessibilityFeature": _FEATURES,
        "accessibilityHazard": ["none"],
        "accessibilitySummary": catalogue(facts.language)("site.summary"),
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": "text/html",
                "contentUrl": address(folder + version.edition),
            },
            {
                "@type": "MediaObject",
                "encodingFormat": "application/pdf",
                "contentUrl": address(folder + pdf.name),
                "contentSize": str(pdf.size) if pdf.size else "",
                "sha256": pdf.sha256,
            },
            *([] if version.number == DRAFT else [_book(address(folder + book_name(pdf.name)))]),
        ],
    }


def _book(url: str) -> Node:
    return {"@type": "MediaObject", "encodingFormat": EPUB, "contentUrl": url}


def _parts(version: Described, folder: str, address: Callable[[str], str]) -> list[Node]:
    return [
        _chapter(part.name, position, address(folder + version.edition + part.page), part.language)
        for position, part in enumerate(version.parts, 1)
    ]


def _chapter(name: str, position: int, url: str, language: str) -> Node:
    return {
        "@type": "Chapter",
        "@id": url,
        "name": name,
        "position": position,
        "url": url,
        "inLanguage": language,
    }


def _breadcrumbs(version: Described, facts: PageFacts, folder: str, address: Callable[[str], str]) -> Node:
    """The way to a page of the edition; the page itself is its last step."""
    steps = [(version.facts.title, folder), (version.contents, folder + version.edition)]
    if facts.kind is not Kind.CONTENTS:
        steps.append((facts.name, folder + facts.file))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": {"@id": address(path)}}
            for position, (name, path) in enumerate(steps, 1)
        ],
    }
