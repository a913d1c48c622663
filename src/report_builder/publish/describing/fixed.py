"""What a page says as long as its version does not change: Open Graph, Highwire, Dublin Core, JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from report_builder.language.catalogue import catalogue, rule
from report_builder.publish.addresses import Addresses, of_page
from report_builder.publish.describing.facts import CARD_SIZE, Described, Kind, PageFacts
from report_builder.publish.describing.schema_org import description
from report_builder.publish.describing.tags import below, data, graph, linked, named


def fixed(version: Described, facts: PageFacts, where: Addresses, page: str) -> Markup:
    """Give what the page at the path ``page`` says of itself and of the report.

    ``page`` is that of its version, or the report's own address. As long as the site's address is not known,
    links are relative, and what has to be a whole address is left out.
    """
    return below(
        [
            named("description", *_described(version, facts)),
            *_open_graph(version, facts, where),
            *_highwire(version, where),
            *_dublin_core(version, facts, where, page),
            data(description(version, facts, where, page)),
        ]
    )


def _described(version: Described, facts: PageFacts) -> tuple[str, str | None]:
    """The description of a page, and its language where that is not the page's, which is the report's."""
    text, language = facts.description
    return text, language if language != version.facts.language else None


def _open_graph(version: Described, facts: PageFacts, where: Addresses) -> Iterator[Markup]:
    language = version.facts.language
    yield graph("og:type", "article")
    yield graph("og:title", facts.title)
    yield graph("og:description", *_described(version, facts))
    yield graph("og:locale", rule("rule.locale", language) or "")
    yield graph("og:site_name", version.facts.publisher)
    if card := where.absolute(where.version(version.number) + version.card):
        yield graph("og:image", card)
        yield graph("og:image:width", str(CARD_SIZE[0]))
        yield graph("og:image:height", str(CARD_SIZE[1]))
        yield graph("og:image:alt", catalogue(language)("site.cover"))
    yield graph("article:published_time", version.published.isoformat())
    yield graph("article:modified_time", version.updated.isoformat())


def _highwire(version: Described, where: Addresses) -> Iterator[Markup]:
    """The report as reference managers cite it, from whichever of its pages: they name what is cited."""
    facts, folder = version.facts, where.version(version.number)
    yield named("citation_title", facts.title)
    for author in version.authors:
        yield named("citation_author", author.name)
    yield named("citation_publication_date", _slashed(version.published))
    yield named("citation_online_date", _slashed(version.updated))
    yield named("citation_technical_report_institution", facts.publisher)
    yield named("citation_technical_report_number", version.facts.series_named)
    yield named("citation_issn", facts.issn)
    yield named("citation_isbn", facts.identifiers.isbn)
    yield named("citation_doi", facts.identifiers.doi)
    yield named("citation_pdf_url", where.absolute(folder + version.pdf.name) or "")
    yield named("citation_fulltext_html_url", where.absolute(where.edition(version.number)) or "")
    yield named("citation_language", facts.language)
    yield named("citation_keywords", "; ".join(facts.keywords))


def _dublin_core(version: Described, page_facts: PageFacts, where: Addresses, page: str) -> Iterator[Markup]:
    """The page as libraries list it. The rights are those of the licensor, where there is a licence."""
    facts, folder = version.facts, where.version(version.number)

    yield linked("schema.DC", "http://purl.org/dc/elements/1.1/")
    yield linked("schema.DCTERMS", "http://purl.org/dc/terms/")
    yield named("DC.title", page_facts.title)
    for author in version.authors:
        yield named("DC.creator", author.name)
    yield named("DC.publisher", facts.publisher)
    yield named("DC.description", *_described(version, page_facts))
    yield named("DC.language", page_facts.language)
    for keyword in facts.keywords:
        yield named("DC.subject", keyword)
    yield named("DC.identifier", where.absolute(of_page(folder + page_facts.file)) or "")
    if page_facts.kind is not Kind.CHAPTER:  # which is a part of what the numbers name
        for number in facts.identifiers.all(catalogue(facts.language)):
            yield named("DC.identifier", number)
    yield named("DCTERMS.issued", version.published.isoformat())
    yield named("DCTERMS.modified", version.updated.isoformat())
    yield named("DCTERMS.rightsHolder", facts.publisher if facts.licence.name else "")
    yield linked("DCTERMS.license", facts.licence.url)
    yield linked("DCTERMS.source", facts.original.url)
    if page_facts.kind is Kind.LANDING:
        yield linked("DCTERMS.isVersionOf", where.seen_from(page, where.newest))
        if version.number > 1:
            yield linked("DCTERMS.replaces", where.seen_from(page, where.version(version.number - 1)))
    else:
        yield linked("DCTERMS.isPartOf", where.seen_from(page, folder))


def _slashed(day: date) -> str:
    return f"{day:%Y/%m/%d}"
