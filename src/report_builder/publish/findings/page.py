"""The page of a finding, and the list of those of the newest version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.language.numbers import written_number
from report_builder.model.report import Publication
from report_builder.publish.addresses import Addresses, link
from report_builder.publish.describing.facts import CARD_SIZE
from report_builder.publish.describing.tags import below, graph, linked, named
from report_builder.publish.findings import data
from report_builder.publish.findings.facts import FindingFacts
from report_builder.publish.findings.telling import Row, Told
from report_builder.publish.markup.html import element
from report_builder.publish.markup.values import size_of
from report_builder.publish.pages import Pages
from report_builder.publish.version_status import tied_date
from report_builder.sources.characters import bare

_KINDS = {"card": "site.finding-card", "chart": "site.finding-chart", "text": "site.finding-text"}
"""What the catalogues call the ways in which a finding is shown."""


def finding_page(
    told: Told, facts: Publication, where: Addresses, pages: Pages, *, is_draft: bool = False
) -> bytes:
    """Write the page of one finding, in the looks and words of the report as ``facts`` has it.

    That of a draft says that it is one, and has no history and nothing to cite.
    """
    folder = where.finding(told.id)
    page = f"{folder}index.html"
    words = catalogue(facts.language)
    shown = told.facts if told.stands and not told.now else None
    pdf = data.in_pdf(told, shown, where) if shown and shown.place else ""
    return pages.write(
        "finding.html",
        page,
        facts.language,
        facts=facts,
        told=told,
        title=bare(told.heading),
        value=_value(shown) if shown else "",
        answers=written_number(shown.sample, words) if shown and shown.sample is not None else "",
        places=list(_places(told, shown, where, page, words)) if shown else [],
        pdf=data.link_to(page, pdf) if pdf else "",
        now=[
            {
                "id": other.id,
                "statement": other.statement,
                "shown": other.shown,
                "href": _to(other.id, where, page),
            }
            for other in told.now
        ],
        leads_to=_to(told.now[0].id, where, page) if told.leads_on else "",
        rows=_rows(told, where, page),
        address=where.absolute(folder) or f"/{folder}",
        files={"json": data.JSON, "csv": data.CSV, "ris": data.RIS, "bibtex": data.BIBTEX, "csl": data.CSL},
        home=link(page, where.newest),
        list=link(page, where.findings),
        anchors=where.words,
        is_draft=is_draft,
        notice=words("site.draft-notice") if is_draft else "",
        described=_described(told, facts, where, folder),
    )


def list_page(
    several: Iterable[Told], facts: Publication, where: Addresses, pages: Pages, *, is_draft: bool = False
) -> bytes:
    """Write the list of the findings that the newest version has."""
    page = f"{where.findings}index.html"
    canonical = where.absolute(where.findings) or ""
    rows = [
        {"shown": told.facts.shown, "statement": told.facts.statement, "href": _to(told.id, where, page)}
        for told in several
        if told.facts is not None and told.newest and not told.now and told.stands
    ]
    return pages.write(
        "findings.html",
        page,
        facts.language,
        facts=facts,
        rows=rows,
        home=link(page, where.newest),
        all=link(page, where.all_findings),
        notice=catalogue(facts.language)("site.draft-notice") if is_draft else "",
        described=below([linked("canonical", canonical), graph("og:url", canonical)]),
    )


def _to(name: str, where: Addresses, page: str) -> str:
    return link(page, where.finding(name))


def _value(facts: FindingFacts) -> Markup:
    small = element("small", facts.rest) if facts.rest else Markup("")
    inner = element("span", facts.number)
    return element("p", Markup(" ").join(filter(None, (inner, small))), class_=size_of(facts.number))


def _places(
    told: Told, facts: FindingFacts, where: Addresses, page: str, words: Catalogue
) -> Iterator[Mapping[str, str]]:
    for place in facts.places:
        href = data.link_to(page, data.in_edition(told, place.address, where))
        name = element("span", place.name, lang=place.language) if place.language else place.name
        yield {"href": href, "name": name, "kind": words(_KINDS[place.shown_as])}


def _rows(told: Told, where: Addresses, page: str) -> Sequence[Mapping[str, Any]]:
    """The history, newest first; a value that another one followed is said beside that."""
    rows, before = [], ""
    for row in told.rows:
        rows.append(_row(row, before, told.language, where, page))
        before = row.facts.shown if row.facts else before
    return rows[::-1]


def _row(row: Row, before: str, language: str, where: Addresses, page: str) -> Mapping[str, Any]:
    changed = row.facts is not None and before != row.facts.shown
    return {
        "href": link(page, where.version(row.last)),
        "versions": row.versions,
        "since": row.since,
        "date": tied_date(row.since, language) if row.since else "",
        "facts": row.facts,
        "before": before if changed else "",
        "note": row.note,
        "corrections": row.corrections,
    }


def _described(told: Told, facts: Publication, where: Addresses, folder: str) -> Markup:
    """What the page says of itself to machines; one that does not stand is not to be found by a search."""
    canonical = where.absolute(folder) or ""
    said = told.citation.said
    card = where.absolute(f"{folder}{where.card}")
    picture = (
        [
            graph("og:image", card),
            graph("og:image:width", str(CARD_SIZE[0])),
            graph("og:image:height", str(CARD_SIZE[1])),
            graph("og:image:alt", said),
        ]
        if card
        else []
    )
    is_found = told.newest and told.stands and not told.now
    return below(
        [
            named("robots", "" if is_found else "noindex"),
            named("description", said),
            linked("canonical", canonical),
            graph("og:url", canonical),
            graph("og:type", "article"),
            graph("og:title", said),
            graph("og:description", facts.title),
            graph("og:site_name", facts.publisher),
            *picture,
            named("citation_title", said),
            *(named("citation_author", name) for name, _ in told.citation.report.authors),
            named("citation_inbook_title", facts.title),
            named("citation_publication_date", str(told.citation.report.year)),
            named("citation_public_url", canonical),
        ]
    )
