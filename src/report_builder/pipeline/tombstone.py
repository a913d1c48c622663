"""``withdrawn.json``: what stands for a version whose bytes were taken out of the archive for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, MsgspecError, Struct, to_builtins
from msgspec.json import decode

from report_builder.archive import Archive, Version
from report_builder.diagnostics import Diagnostics
from report_builder.language.address_words import UNSTATED, AddressWords
from report_builder.language.message import Message, say
from report_builder.pipeline import manifest
from report_builder.pipeline.journal import Entry
from report_builder.pipeline.manifest import Manifest, Previous

PATH = "withdrawn.json"
"""The one file of such a version."""
MESSAGE = "withdrawn and purged"
"""What its inventory says of it."""


SHORT = 16
"""So many digits of a digest tell it from any other, to people."""


class TakenPdf(Struct, frozen=True):
    """The name of the file, and the sha512 of its bytes, so that a copy can be known for what it is."""

    name: str
    sha512: str


class Tombstone(Struct, frozen=True, omit_defaults=True):
    """What is left: number and dates, when and why it was taken away, by which office.

    ``manifest`` is the sha512 of the manifest that stood there: the record of the releases knows it, and so
    does the next version. ``id``, ``previous`` and ``addresses`` are what it
    said.
    """

    version: int
    published: date
    updated: date
    withdrawn: Annotated[datetime, Meta(tz=True)]
    reason: str
    publisher: str
    contact: Mapping[str, str]
    manifest: str
    pdf: TakenPdf
    id: str = ""
    previous: Previous | None = None
    addresses: AddressWords = UNSTATED

    def encode(self) -> bytes:
        """Write as JSON, in the order of the fields."""
        return (json.dumps(to_builtins(self), indent=2, ensure_ascii=False) + "\n").encode()

    @property
    def said(self) -> Message:
        """What happened, to go on behind the version's name."""
        return say("pipeline.said-purged", day=str(self.withdrawn.date()), reason=self.reason)


def tombstone_for(record: Manifest, version: Version, entry: Entry) -> Tombstone:
    """Make what shall stand for a version; ``entry`` says when, why and by whom."""
    return Tombstone(
        record.version,
        record.published,
        record.updated,
        entry.time,
        entry.text,
        entry.publisher,
        entry.contact,
        version.state[manifest.PATH],
        TakenPdf(record.pdf.name, record.pdf.sha512),
        record.id,
        record.previous,
        record.addresses,
    )


def is_purged(version: Version) -> bool:
    """Tell whether the bytes of a version were taken away; no release has a file of this name."""
    return PATH in version.state and manifest.PATH not in version.state


def identity(version: Version) -> str:
    """What tells a version from any other: the sha512 of its manifest, or of what stands for it."""
    return version.state.get(manifest.PATH, version.state.get(PATH, "")).lower()


def read_tombstone(
    archive: Archive, object_id: str, version: Version, diagnostics: Diagnostics
) -> Tombstone | None:
    """Read what stands for a purged version; None after a diagnostic."""
    data = diagnostics.take(archive.read(object_id, version.number, PATH))
    if data is None:
        return None
    try:
        return decode(data, type=Tombstone)
    except (MsgspecError, RecursionError):
        diagnostics.error(
            "RB-VERSION-FOREIGN",
            None,
            say("pipeline.tombstone-form", path=PATH, version=version.number, report=object_id),
            say("pipeline.foreign.hint"),
        )
        return None
