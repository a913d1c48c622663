"""What a version says of its findings, and where it shows them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from report_builder.check.document import (
    Document,
    Encrypted,
    Unreadable,
    as_dict,
    as_list,
    number_of,
    string,
)
from report_builder.compare.facts import page_labels
from report_builder.language.passages import plain, voice
from report_builder.model.findings import Finding, source_of
from report_builder.model.report import Report
from report_builder.model.showings import Showing, ShownAs, destination, showings
from report_builder.model.titles import numbered
from report_builder.publish.addresses import Addresses
from report_builder.publish.edition import page_names
from report_builder.publish.findings.facts import Cited, FindingFacts, Reason, Shown, VersionFindings
from report_builder.publish.model import Publishable
from report_builder.publish.theme_css import theme_css


def findings_of(version: Publishable, where: Addresses) -> VersionFindings:
    """Give what ``version`` says of its findings."""
    report = version.report
    pages = _pages_of(version.pdf.data) if report.findings else {}
    shown, names = showings(report), page_names(report, where.whole)
    facts = tuple(
        _facts(finding, report, shown.get(finding.id, ()), pages, where, names)
        for finding in report.findings.values()
    )
    reasons = tuple(Reason(each.id, each.reason) for each in report.withdrawn.values())
    look = sha256(theme_css(version.theme).encode()).hexdigest()[:16]
    return VersionFindings(facts, reasons, cited_of(version), look)


def cited_of(version: Publishable) -> Cited:
    """Give how ``version`` is cited as a whole."""
    facts = version.report.publication
    authors = tuple((author.name, author.kind == "person") for author in facts.authors)
    return Cited(
        facts.title,
        facts.series_named,
        facts.publisher,
        authors or ((facts.publisher, False),),
        version.published.year,
        facts.issn,
        facts.language,
    )


def _facts(
    finding: Finding,
    report: Report,
    shown: tuple[Showing, ...],
    pages: Mapping[str, str],
    where: Addresses,
    names: Mapping[str, str],
) -> FindingFacts:
    own = report.publication.language
    number, rest = finding.number_and_unit
    place = destination(where.words.findings, finding.id)
    if shown and place not in pages:  # the file is of a time before findings had places
        place = shown[0].section
    share = finding.share
    return FindingFacts(
        id=finding.id,
        value=finding.value,
        unit=finding.unit,
        shown=finding.shown,
        number=number,
        rest=rest,
        statement=finding.statement,
        question=finding.question,
        sample=finding.sample,
        source=finding.source,
        below=plain(source_of(finding, voice(own, own), own)),
        share=share if share is not None and 0 <= share <= 100 else None,
        compared=finding.compared,
        formerly=finding.formerly,
        places=tuple(
            _shown(each, names[each.chapter.id], where.words.findings, is_first=each is shown[0])
            for each in shown
        ),
        place=place if shown and place in pages else "",
        page=pages.get(place, "") if shown else "",
    )


def _shown(each: Showing, page: str, word: str, *, is_first: bool) -> Shown:
    node = each.chapter
    chapter = numbered(node.number, node.title)
    name = f"{each.number}, {chapter}" if each.number else chapter
    return Shown(each.shown_as.value, f"{page}#{_anchor(each, word, is_first=is_first)}", name, node.language)


def _anchor(each: Showing, word: str, *, is_first: bool) -> str:
    """The id of a place in the HTML edition.

    A chart is led to itself: the row that has the name is in its table, which may be shut.
    """
    if each.shown_as is ShownAs.CHART:
        return each.block
    return destination(word, each.finding) if is_first else each.section


def _pages_of(pdf: bytes) -> dict[str, str]:
    """The number of the page of each named place of a file; none where the file cannot be read."""
    try:
        with Document(pdf) as document:
            at = {number: index for index, (number, _) in enumerate(document.pages)}
            labels = page_labels(document)
            names = as_dict(document.resolve(document.catalog.get("/Names")))
            found: dict[str, str] = {}
            for name, value in document.tree(names.get("/Dests"), "/Names"):
                there = as_list(document.resolve(value))
                index = at.get(number_of(there[0]) or 0) if there else None
                if index is not None and (named := string(document.resolve(name))):
                    found[named] = labels[index]
            return found
    except (Encrypted, Unreadable):
        return {}
