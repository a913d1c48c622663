"""The sitemap: what a search should find, and when it last changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from report_builder.publish.addresses import ANYWHERE, Addresses, of_page


def sitemap(pages: Iterable[str], changed: date, where: Addresses) -> str:
    """Give the sitemap of the pages at these paths, the lasting ones of the newest version.

    ``changed`` is the day on which that version was made, or corrected. Addresses are from the root as
    long as the site's own is not known.
    """
    day = changed.isoformat()
    rows = "".join(
        f"<url><loc>{escape(where.seen_from(ANYWHERE, of_page(page)))}</loc><lastmod>{day}</lastmod></url>\n"
        for page in sorted(pages)
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
