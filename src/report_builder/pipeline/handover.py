"""One version with all that is known of it, as it is handed over to who shall keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.archived_description import archived_description
from report_builder.pipeline.description import Description
from report_builder.pipeline.history import PATH as EVENTS
from report_builder.pipeline.history import events_json, events_of, in_zone
from report_builder.pipeline.journal import Journal, files_about
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.provenance import Event
from report_builder.pipeline.relations import PATH as VERSIONS
from report_builder.pipeline.relations import Related, relations, versions_json
from report_builder.pipeline.versions import Shelf, warn_of_withdrawal
from report_builder.settings import read_settings


class Handover(Struct, frozen=True):
    """What is known of a version.

    ``described`` is what its ``report.yaml`` says, None where that cannot be read. ``journal`` is that of the
    report, ``related`` what is known of all its versions, ``events`` are those of this one, oldest first;
    ``beside`` has versions, events, and what the journal says of this one, as files. ``archived`` is when it
    came into the archive, ``now`` when it is handed over. Every moment has the offset that holds then where
    the report is published.
    """

    object_id: str
    version: Version
    record: Manifest
    described: Description | None
    journal: Journal
    related: tuple[Related, ...]
    events: tuple[Event, ...]
    beside: Mapping[str, bytes]
    archived: datetime
    now: datetime

    @property
    def day(self) -> date:
        """The day on which it is handed over."""
        return self.now.date()

    @property
    def name(self) -> str:
        """The name of the pack, and of the folder in it."""
        return f"{self.object_id}-v{self.version.number}"


def gather(
    shelf: Shelf, version: Version, root: Path, now: datetime, diagnostics: Diagnostics
) -> Handover | None:
    """Read what is known of a version; None after a diagnostic. RB-WITHDRAWN warns where it is withdrawn."""
    settings = read_settings(root, diagnostics)
    record = None if settings is None else shelf.manifest(version, diagnostics)
    if settings is None or record is None:
        return None
    warn_of_withdrawal(shelf, version, diagnostics)
    journal = shelf.journal(diagnostics)
    if journal is None:
        return None
    zone = ZoneInfo(settings.timezone)
    related = tuple(replace(one, archived=one.archived.astimezone(zone)) for one in relations(shelf, journal))
    events = in_zone(_events(shelf, version, journal), zone)
    beside = {
        **files_about(journal, version.number),
        VERSIONS: versions_json(shelf.object_id, record.id, related, now.astimezone(zone)),
        EVENTS: events_json(events),
    }
    return Handover(
        shelf.object_id,
        version,
        record,
        record.description or archived_description(shelf, version, record.pdf.language),
        journal,
        related,
        events,
        beside,
        version.created.astimezone(zone),
        now.astimezone(zone),
    )


def _events(shelf: Shelf, version: Version, journal: Journal) -> tuple[Event, ...]:
    """What happened to this version, whose manifest was read: that another one is damaged is no matter."""
    alone = Shelf(shelf.archive, shelf.object_id, (version,))
    return events_of(alone, journal, Diagnostics())
