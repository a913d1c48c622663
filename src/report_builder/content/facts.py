"""Facts in running text: ``{report.title}`` and others of ``report.yaml``, ``{unit.n}`` of a unit's row."""

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
_REPORT = "report."
_BEGINS = ("{report.", "{unit.", "{all.")


def facts_of(publication: Publication, words: Catalogue) -> Mapping[str, str]:
    """Give each fact by its name; what the file does not say is empty.

    Number and dates of a version that is not released yet are a word that says so.
    """
    draft = words("document.draft")
    contact, licence, numbers = publication.contact, publication.licence, publication.identifiers
    return {
        "report.title": publication.title,
        "report.subtitle": publication.subtitle,
        "report.kind": publication.kind,
        "report.publisher": publication.publisher,
        "report.series": publication.series,
        "report.number": publication.series_number,
        "report.issn": publication.issn,
        "report.isbn": numbers.isbn,
        "report.doi": numbers.doi,
        "report.urn": numbers.urn,
        "report.authors": ", ".join(author.name for author in publication.authors),
        "report.keywords": ", ".join(publication.keywords),
        "report.description": publication.description,
        "report.published": publication.published_text or draft,
        "report.updated": publication.updated_text or draft,
        "report.version": publication.version or draft,
        "report.contact.name": contact.name,
        "report.contact.email": contact.email,
        "report.contact.phone": contact.phone,
        "report.contact.url": contact.url,
        "report.licence.name": licence.name,
        "report.licence.url": licence.url,
    }


def with_facts(text: str, facts: Mapping[str, str]) -> str:
    """A plain text with the facts that it names; those that are not said stay, to be told of."""
    return FACT.sub(lambda fact: facts.get(fact[1]) or fact[0], text) if _may_have_facts(text) else text


def tell_facts(text: str, span: SourceSpan, chapter: Chapter) -> None:
    """RB-VALUE for each fact in a plain text that there is not, or that the file does not say."""
    for fact in FACT.finditer(text) if _may_have_facts(text) else ():
        if not chapter.shared.facts.get(fact[1]):
            tell_fact(fact[1], span, chapter)


def tell_fact(name: str, span: SourceSpan, chapter: Chapter) -> None:
    """RB-VALUE for a fact that there is not, or that the file does not say."""
    facts = chapter.shared.facts
    if chapter.shared.unit is None and not name.startswith(_REPORT):
        chapter.error("RB-VALUE", span, *hinted("content.unit-none", name=name))
    elif name in facts and name.startswith(_REPORT):
        told = hinted("content.fact-unsaid", name=name.removeprefix(_REPORT))
        chapter.error("RB-VALUE", span, *told)
    elif name in facts:
        chapter.error("RB-VALUE", span, *hinted("content.unit-empty", name=name))
    elif not name.startswith(_REPORT):
        hint = did_you_mean(name, facts) or say("content.condition-name.hint")
        chapter.error("RB-VALUE", span, say("content.condition-name", name=name), hint)
    else:
        name, known = name.removeprefix(_REPORT), [fact.removeprefix(_REPORT) for fact in facts]
        hint = did_you_mean(name, known) or say("content.fact-unknown.hint")
        chapter.error("RB-VALUE", span, say("content.fact-unknown", name=name), hint)


def _may_have_facts(text: str) -> bool:
    return "{" in text and any(begin in text for begin in _BEGINS)
