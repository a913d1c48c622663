"""How a page stands among those of other versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from markupsafe import Markup

from report_builder.publish.addresses import Addresses, of_page
from report_builder.publish.describing.tags import below, data, graph, linked, named


def standing(
    where: Addresses, page: str, lasting: str | None, *, replaced: bool = False, hidden: bool = False
) -> Markup:
    """Give what the page at the path ``page`` says of how it stands.

    ``lasting`` is the lasting path of the same page in the newest version, None where that has no such page.
    A page of an old version is ``replaced``, and not to be found in place of the newest; one that repeats
    what stands on others is ``hidden`` like it.
    """
    canonical = (where.absolute(of_page(lasting)) if lasting is not None else None) or ""
    newer = where.seen_from(page, where.newest) if replaced else ""
    return below(
        [
            named("robots", "noindex" if replaced or hidden else ""),
            linked("canonical", canonical),
            graph("og:url", canonical),
            linked("DCTERMS.isReplacedBy", newer),
        ]
    )


def chain(where: Addresses, page: str, title: str, numbers: Iterable[int]) -> Markup:
    """Give the work that the report's own address stands for, with the versions that readers find.

    For the page there, and the landing page of the newest version.
    """
    own = where.seen_from(page, where.newest)
    versions = [
        {"@type": "Report", "@id": where.seen_from(page, where.version(number)), "version": str(number)}
        for number in numbers
    ]
    work = {
        "@type": "CreativeWork",
        "@id": own,
        "name": title,
        "url": own,
        "workExample": versions,
    }
    return below([data(work)])


def corrected(
    where: Addresses, page: str, number: int, corrections: Iterable[tuple[datetime, str]]
) -> Markup:
    """Give what was set right about a version: each time and text. Nothing where that is none."""
    told = [
        {"@type": "CorrectionComment", "text": text, "datePublished": at.isoformat()}
        for at, text in corrections
    ]
    own = where.seen_from(page, where.version(number))
    return below([data({"@type": "Report", "@id": own, "correction": told})]) if told else Markup("")


def withdrawn(where: Addresses, page: str, title: str, publisher: str, number: int) -> Markup:
    """Give what is left to say of a version that was withdrawn: that it is, and whose it was.

    That the page is not to be found by a search is said with the page.
    """
    own = where.seen_from(page, where.version(number))
    return below(
        [
            data(
                {
                    "@type": "Report",
                    "@id": own,
                    "name": title,
                    "version": str(number),
                    "publisher": {"@type": "Organization", "name": publisher},
                    "creativeWorkStatus": "Withdrawn",
                }
            )
        ]
    )
