"""The HTML edition as it is kept with its version: plain files that need no site around them."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.publish.addresses import Addresses
from report_builder.publish.describing.facts import described_of
from report_builder.publish.describing.fixed import fixed
from report_builder.publish.drawing import shared_files
from report_builder.publish.edition import Around, edition_pages, page_names
from report_builder.publish.model import Publishable

_OF_THE_SITE = ("site.css", "landing.css", "form.css", "finding.css", "search.css", "search.js")
"""Looks of pages that are none of the edition's, and the search, which asks for a site."""


def kept_edition(version: Publishable, where: Addresses, pdf: str) -> dict[str, bytes]:
    """Give the files of the edition by their path in its folder; the same version gives the same bytes.

    They are those that :func:`.drawing.draw_version` gives for the site, but for what they lead to: style
    sheets and fonts stand in the folder itself, the file is at the relative address ``pdf``, and the landing
    page is named by its whole address, or not at all as long as that of the site is not known.
    """
    folder = where.edition(version.number)
    said = described_of(version, page_names(version.report, where.whole).__getitem__, where)

    def described(name: str) -> Markup:
        # Without an address, what it says would lead to pages that are not here.
        known = where.root is not None
        return fixed(said, said.page(name), where, f"{folder}{name}") if known else Markup()

    assets = f"{where.words.looks}/"
    around = Around(
        assets,
        where.absolute(where.version(version.number)) or "",
        pdf,
        whole=where.whole,
        described=described,
        finding=lambda name: where.absolute(where.finding(name)) or "",
        findings=where.words.findings,
    )
    pages = edition_pages(version.report, version.theme, around)
    shared = shared_files(version, ())
    looks = {assets + name: data for name, data in shared.items() if name not in _OF_THE_SITE}
    return dict(sorted((pages | looks).items()))
