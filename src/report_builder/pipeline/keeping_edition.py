"""A version as its pages are drawn from it, for the site and for the edition that is kept with it."""

from __future__ import annotations

from importlib.util import find_spec

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import all_of, say
from report_builder.model.report import Report
from report_builder.pipeline.manifest import Manifest
from report_builder.publish import Pdf, Publishable
from report_builder.theme.model import Theme

_LIBRARIES = ("brotli", "fontTools")
"""What the fonts of the edition are written with; a release needs neither for the PDF."""


def publishable_of(record: Manifest, pdf: bytes, report: Report, theme: Theme) -> Publishable:
    """Give what is drawn of the version that ``record`` is the manifest of."""
    stated = record.pdf
    return Publishable(
        number=record.version,
        published=record.published,
        updated=record.updated,
        note=record.note,
        conformance=tuple(profile.name for profile in record.conformance.profiles if profile.compliant),
        pdf=Pdf(stated.name, pdf, stated.sha512, stated.pages, stated.size, stated.language),
        report=report,
        theme=theme,
        updated_at=record.updated_at,
    )


def edition_to_keep(
    version: Publishable, name: str, record: Manifest, diagnostics: Diagnostics
) -> dict[str, bytes]:
    """Give the files of the HTML edition; none after RB-EXTRA-MISSING, for the PDF is sound without it.

    ``name`` is that of the report, ``record`` the manifest of the version.
    """
    missing = [library for library in _LIBRARIES if find_spec(library) is None]
    if missing:
        from report_builder.installed import install_hint

        message = say("pipeline.no-edition", libraries=all_of(missing), extra="publish")
        diagnostics.warn("RB-EXTRA-MISSING", None, message, install_hint("publish"))
        return {}
    from report_builder.publish.addresses import Addresses
    from report_builder.publish.kept_edition import kept_edition

    return kept_edition(version, Addresses(name, record.address, record.addresses), f"../{version.pdf.name}")
