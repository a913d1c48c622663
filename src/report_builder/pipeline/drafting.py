"""What a release would make of the sources, before there is one: its dates, and the report as a draft."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.content.publication import as_edition
from report_builder.language.catalogue import catalogue
from report_builder.model.report import Edition, Publication, Report
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    from report_builder.publish import Publishable


def today_in(zone: str, now: datetime) -> date:
    """Give the calendar date in ``zone``, a name of the IANA database, at ``now``."""
    from zoneinfo import ZoneInfo

    return now.astimezone(ZoneInfo(zone)).date()


def first_edition(stated: Publication, today: date, day: date | None = None) -> Edition:
    """Give number and dates of the first release; ``day`` is the one that was asked for.

    It takes the dates that ``report.yaml`` states, if it states any: a report may have been published before
    it came into the archive.
    """
    published = day or stated.published or today
    return Edition("1", published, day or stated.updated or published)


def as_draft(report: Report, theme: Theme, pdf: bytes, pages: int, today: date) -> Publishable:
    """Give the report as it would be published, had it been released ``today`` for the first time.

    ``pdf`` has ``pages`` pages. What only the archive knows is left out: number, note, checksum and size, the
    validator's verdict.
    """
    from report_builder.publish import DRAFT, Pdf, Publishable

    stated = report.publication
    edition = first_edition(stated, today)
    facts = as_edition(stated, replace(edition, version=catalogue(stated.language)("document.draft").lower()))
    return Publishable(
        number=DRAFT,
        published=edition.published,
        updated=edition.updated,
        note="",
        conformance=(),
        pdf=Pdf(f"{facts.output}.pdf", pdf, "", pages, 0, facts.language),
        report=replace(report, publication=facts),
        theme=theme,
    )
