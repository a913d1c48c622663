"""What a page says of itself to machines: search engines, shared links, reference managers, libraries.

In two parts, each a pure function of plain values. :func:`fixed` depends on the version and the page alone:
it is written once. :func:`standing` is how the page stands among those of other versions: it is short, and
names the newest version by its lasting address only, so that old pages are written anew when that changes,
and not when there is one more version. :func:`chain`, :func:`corrected` and :func:`withdrawn` are for the few
pages that tell of other versions anyway.
"""

from report_builder.publish.describing.facts import Described, Kind, PageFacts, Part, described_of
from report_builder.publish.describing.fixed import fixed
from report_builder.publish.describing.sitemap import sitemap
from report_builder.publish.describing.standing import chain, corrected, standing, withdrawn

__all__ = [
    "Described",
    "Kind",
    "PageFacts",
    "Part",
    "chain",
    "corrected",
    "described_of",
    "fixed",
    "sitemap",
    "standing",
    "withdrawn",
]
