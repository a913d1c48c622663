"""The dates of a release: none that cannot be right, and none that is still to come unless that is meant."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.report import Edition, Publication
from report_builder.pipeline.drafting import first_edition
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.tombstone import Tombstone

EARLIEST = date(1900, 1, 1)
"""No report that is released as a PDF is older, even one that first came out on paper."""

FURTHEST = timedelta(days=366)
"""So far ahead a release may be dated on purpose; what lies further is taken for a typing error."""


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
        hint = say("pipeline.date-before.hint")
        if before.updated > today:
            hint = say("pipeline.date-before-embargo.hint", version=before.version, day=str(before.updated))
        message = say(
            "pipeline.date-before",
            version=edition.version,
            day=str(edition.updated),
            before=before.version,
            day_before=str(before.updated),
        )
        diagnostics.error("RB-RELEASE-DATE", None, message, hint)
    if stated.published is not None and stated.published != before.published:
        diagnostics.warn(
            "RB-RELEASE-DATE",
            stated.span,
            *hinted(
                "pipeline.other-published", stated=str(stated.published), published=str(before.published)
            ),
        )


def _check_day(
    day: date, today: date, embargo: bool, place: SourceSpan | None, diagnostics: Diagnostics
) -> None:
    if day < EARLIEST:
        message = say("pipeline.date-early", day=str(day), earliest=str(EARLIEST))
        hint = say("pipeline.date-early.hint")
    elif day - today > FURTHEST:
        message, hint = say("pipeline.date-far", day=str(day)), say("pipeline.date-far.hint")
    elif day > today and not embargo:
        message = say("pipeline.date-to-come", day=str(day), today=str(today))
        hint = say("pipeline.date-to-come.hint")
    elif embargo and day <= today:
        message = say("pipeline.embargo-idle", day=str(day), today=str(today))
        hint = say("pipeline.embargo-idle.hint")
    else:
        return
    diagnostics.error("RB-RELEASE-DATE", place, message, hint)
