"""The dates of a release: none that cannot be right, and none that is still to come unless that is meant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.model.report import Edition, Publication
from report_builder.pipeline.drafting import first_edition

if TYPE_CHECKING:
    from report_builder.pipeline.manifest import Manifest
    from report_builder.pipeline.tombstone import Tombstone

EARLIEST = date(1900, 1, 1)
"""No report that is released as a PDF is older, even one that first came out on paper."""

FURTHEST = timedelta(days=366)
"""So far ahead a release may be dated on purpose; what lies further is a slip of the finger."""


class Asked(Struct, frozen=True):
    """What is asked for: a ``day`` (None for today), and whether it may lie ahead (``embargo``)."""

    day: date | None
    embargo: bool


def edition_of(
    stated: Publication,
    before: Manifest | Tombstone | None,
    today: date,
    asked: Asked,
    diagnostics: Diagnostics,
) -> Edition:
    """Number and dates: published is for ever the first release's, updated that of this one.

    For the first release see :func:`report_builder.pipeline.drafting.first_edition`. RB-RELEASE-DATE for
    a date before an earlier version's, for one still to come without an embargo, and for one that cannot be.
    """
    if before is None:
        edition = first_edition(stated, today, asked.day)
    else:
        newer = stated.updated if stated.updated and stated.updated > before.updated else None
        edition = Edition(str(before.version + 1), before.published, asked.day or newer or today)
        _check_order(edition, before, stated, today, diagnostics)
    place = stated.span if asked.day is None and (stated.updated or stated.published) else None
    if before is None and edition.published != edition.updated:
        _check_day(edition.published, today, False, place, diagnostics)
    _check_day(edition.updated, today, asked.embargo, place, diagnostics)
    return edition


def _check_order(
    edition: Edition, before: Manifest | Tombstone, stated: Publication, today: date, diagnostics: Diagnostics
) -> None:
    if edition.updated < before.updated:
        hint = "give the right day with --date; is the clock of this machine right?"
        if before.updated > today:
            hint = (
                f"is the clock of this machine right? where version {before.version} is under an embargo, "
                f"release with --date {before.updated} --embargo, or wait for that day"
            )
        diagnostics.error(
            "RB-RELEASE-DATE",
            None,
            f"version {edition.version} would be dated {edition.updated}, and version {before.version} is "
            f"dated {before.updated}",
            hint,
        )
    if stated.published is not None and stated.published != before.published:
        diagnostics.warn(
            "RB-RELEASE-DATE",
            stated.span,
            f"'published' is {stated.published}, and version 1 was published on {before.published}",
            "the date of version 1 stays; correct the one in report.yaml",
        )


def _check_day(
    day: date, today: date, embargo: bool, place: SourceSpan | None, diagnostics: Diagnostics
) -> None:
    if day < EARLIEST:
        message, hint = f"the date {day} lies before {EARLIEST}", "write the year in four figures"
    elif day - today > FURTHEST:
        message, hint = f"the date {day} lies more than a year ahead", "write the right year"
    elif day > today and not embargo:
        message = f"the date {day} is still to come (today is {today})"
        hint = "leave it out for today; to release now what is shown from that day on, add --embargo"
    elif embargo and day <= today:
        message = f"an embargo until {day} holds nothing back (today is {today})"
        hint = "give the day on which it is to be shown, with --date; or leave --embargo out"
    else:
        return
    diagnostics.error("RB-RELEASE-DATE", place, message, hint)
