"""The facts of ``report.yaml`` in running text: ``{report.title}`` and the others, by their names there."""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.content.chapter import Chapter
from report_builder.content.spoken import FACT
from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import hinted, say
from report_builder.model.report import Publication
from report_builder.sources.nearest import did_you_mean

FACTS = "facts"
"""The key of the environment that has the facts."""
_BEGIN = "{report."


def facts_of(publication: Publication, words: Catalogue) -> Mapping[str, str]:
    """Give each fact by its name; what the file does not say is empty.

    Number and dates of a version that is not released yet are a word that says so.
    """
    draft = words("document.draft")
    contact, licence, numbers = publication.contact, publication.licence, publication.identifiers
    return {
        "title": publication.title,
        "subtitle": publication.subtitle,
        "kind": publication.kind,
        "publisher": publication.publisher,
        "series": publication.series,
        "number": publication.series_number,
        "issn": publication.issn,
        "isbn": numbers.isbn,
        "doi": numbers.doi,
        "urn": numbers.urn,
        "authors": ", ".join(author.name for author in publication.authors),
        "keywords": ", ".join(publication.keywords),
        "description": publication.description,
        "published": publication.published_text or draft,
        "updated": publication.updated_text or draft,
        "version": publication.version or draft,
        "contact.name": contact.name,
        "contact.email": contact.email,
        "contact.phone": contact.phone,
        "contact.url": contact.url,
        "licence.name": licence.name,
        "licence.url": licence.url,
    }


def with_facts(text: str, facts: Mapping[str, str]) -> str:
    """A plain text with the facts that it names; those that are not said stay, to be told of."""
    return FACT.sub(lambda fact: facts.get(fact[1]) or fact[0], text) if _BEGIN in text else text


def tell_facts(text: str, span: SourceSpan, chapter: Chapter) -> None:
    """RB-VALUE for each fact in a plain text that there is not, or that the file does not say."""
    for fact in FACT.finditer(text) if _BEGIN in text else ():
        if not chapter.shared.facts.get(fact[1]):
            tell_fact(fact[1], span, chapter)


def tell_fact(name: str, span: SourceSpan, chapter: Chapter) -> None:
    """RB-VALUE for a fact that there is not, or that the file does not say."""
    facts = chapter.shared.facts
    if name in facts:
        chapter.error("RB-VALUE", span, *hinted("content.fact-unsaid", name=name))
        return
    hint = did_you_mean(name, facts) or say("content.fact-unknown.hint")
    chapter.error("RB-VALUE", span, say("content.fact-unknown", name=name), hint)
