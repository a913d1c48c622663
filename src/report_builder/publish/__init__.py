"""Publishing: the landing page, the HTML edition and all that machines read, as a folder to be served."""

from __future__ import annotations

from report_builder.publish.findings.tracing import Named
from report_builder.publish.model import DRAFT, Pdf, Publishable
from report_builder.publish.renewal import Events, Wanted
from report_builder.publish.site import build_site, make_site
from report_builder.publish.writing import SiteDisk, Written

__all__ = [
    "DRAFT",
    "Events",
    "Named",
    "Pdf",
    "Publishable",
    "SiteDisk",
    "Wanted",
    "Written",
    "build_site",
    "make_site",
]
