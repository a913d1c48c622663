"""Which journals go on with what bags know, where the archive has lost what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from report_builder.archive import Archive
from report_builder.archive.faults import place_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, in_turn, say
from report_builder.pipeline.accepting import renewed, told_renewal
from report_builder.pipeline.elsewhere import Found
from report_builder.pipeline.journal import Office, journal_id, read_journal
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.recalling import Recalled
from report_builder.pipeline.record import Losses, Record, Renewed, losses
from report_builder.pipeline.recording import office_of


class Renewal(Struct, frozen=True):
    """A journal to be written: which report's, with what came back, by which office, for which id.

    ``until`` is the day up to which the bags know what was said; None where it is known that this is all.
    """

    report: str
    found: Renewed
    office: Office
    report_id: str
    until: date | None


def renewal(
    root: Path, archive: Archive, record: Record, report: str, recalled: Recalled, regained: Sequence[Found]
) -> Renewal | None:
    """Give the journal of a report with what bags know; None where that is nothing, or not all.

    ``record`` is what the report in ``root`` knows of its releases: where it tells that more was said than
    the bags know, a copy of the archive may have it, and the journal must not go on without. ``regained``
    are the versions that come back with it.
    """
    journal = read_journal(archive, report, Diagnostics())
    lost = losses(record, report, journal) if journal else Losses()
    found = renewed(root, archive, report, lost, recalled, Diagnostics())
    if found is None or not (found.found or found.wordless or found.events_found):
        return None
    is_known = report in record.reports
    if is_known and (not found.is_whole or losses(record, report, found.journal)):
        return None
    office, report_id = office_of(archive, report), recalled.id
    stated = [said for one in regained if isinstance(said := one.said(), Manifest)]
    if stated:
        office = Office(stated[-1].publisher, stated[-1].contact)
    return Renewal(report, found, office, report_id, None if is_known else recalled.until)


def tell_renewal(archive: Archive, one: Renewal, diagnostics: Diagnostics, *, dry: bool) -> None:
    """Say what comes back into a journal, or would."""
    place = place_of(archive.place, journal_id(one.report))
    key = "pipeline.would-renew" if dry else "pipeline.renewed"
    diagnostics.note("RB-ARCHIVE-MENDED", place, say(key, entries=in_turn(told_renewal(one.found))))


def tell_until(archive: Archive, report: str, until: date, diagnostics: Diagnostics) -> None:
    """Say up to which day bags know what was said of a report: nobody knows whether more was."""
    place = place_of(archive.place, journal_id(report))
    diagnostics.warn("RB-JOURNAL", place, *hinted("pipeline.renewed-until", report=report, day=str(until)))
