"""What a release puts into its file beside the content, and how that is found again in its manifest.

``settings.yaml`` is no content, and no version is built again from it. What a file has of it is therefore
written into the manifest, so that this can be done whatever the settings say later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from report_builder.model.days import first_moment
from report_builder.model.report import Edition
from report_builder.published import page_of_newer

if TYPE_CHECKING:
    from report_builder.language.address_words import AddressWords
    from report_builder.model.report import Report
    from report_builder.pipeline.manifest import Manifest
    from report_builder.settings import Settings


def stamped(
    edition: Edition, report: str, before: Manifest | None, settings: Settings, words: AddressWords
) -> Edition:
    """Give the edition with all that the settings say of it; ``report`` is the name it is published under.

    The day of the first publication began when the version ``before`` said it did. ``words`` are those of the
    report's addresses.
    """
    published_at = before.published_at if before else None
    return replace(
        edition,
        newer=_newer(settings.address, report, int(edition.version), words),
        published_at=published_at or first_moment(edition.published, settings.timezone),
        updated_at=first_moment(edition.updated, settings.timezone),
        addresses=words,
    )


def in_zone(report: Report, zone: str) -> Report:
    """Give the report with the moments at which the days that it states begin in the time zone."""
    facts = report.publication
    published_at, updated_at = (
        first_moment(day, zone) if day else None for day in (facts.published, facts.updated)
    )
    return replace(report, publication=replace(facts, published_at=published_at, updated_at=updated_at))


def archived_edition(record: Manifest) -> Edition:
    """Give the edition that a version was made as."""
    report = record.pdf.name.removesuffix(".pdf")
    return Edition(
        str(record.version),
        record.published,
        record.updated,
        newer=_newer(record.address, report, record.version, record.addresses),
        published_at=record.published_at,
        updated_at=record.updated_at,
        form=record.form,
        program=record.tool.get("version", ""),
        addresses=record.addresses,
    )


def _newer(address: str | None, report: str, number: int, words: AddressWords) -> str:
    """Give the address of the page that knows of newer versions, in ASCII; empty without that of the site."""
    if address is None:
        return ""
    from report_builder.content.links import LinkError, external_target

    try:
        return external_target(address + quote(page_of_newer(report, number, words)))
    except LinkError:  # the settings have none that is not sound; a manifest may be another's
        return ""
