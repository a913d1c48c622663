"""Whether each archived version follows the one that it was released after, and all are of one report.

Inventories tell of bytes alone. Where two copies of an archive have each got a version of the same number,
and what came after one of them is put into the other, every digest is right, and the line is broken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, say
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.tombstone import SHORT, Tombstone, identity, is_purged
from report_builder.pipeline.versions import Shelf, report_names

if TYPE_CHECKING:
    from report_builder.archive import Archive, Version


def check_lines(archive: Archive, name: str | None, diagnostics: Diagnostics) -> None:
    """Tell of each version that does not follow the one before it; ``name`` is one report, None for all."""
    for report in (name,) if name else report_names(archive, Diagnostics()) or ():
        shelf, unread = Shelf(archive, report, archive.versions(report).value or ()), Diagnostics()
        # What cannot be read is told by those who look at the files.
        is_in_line(shelf, shelf.manifests(unread), shelf.tombstones(unread), diagnostics)


def is_in_line(
    shelf: Shelf,
    found: Sequence[tuple[Version, Manifest]],
    tombstones: Mapping[int, Tombstone],
    diagnostics: Diagnostics,
) -> bool:
    """Tell whether each version follows the one before it; False after RB-ARCHIVE-CHAIN.

    ``found`` are the versions that can be read, ``tombstones`` what stands for those that were purged. A
    version that was released before they named one another follows any.
    """
    # Of one that was purged only what stands for it tells what it was; where that is lost, nothing does.
    before = {version.number: identity(version) for version in shelf.versions if not is_purged(version)}
    before |= {number: left.manifest.lower() for number, left in tombstones.items()}
    said: dict[int, Manifest | Tombstone] = {record.version: record for _, record in found}
    said |= tombstones
    first, is_whole = "", True
    for number, record in sorted(said.items()):
        fault = _fault(record, before) or _of_another(record, first)
        first = first or record.id
        if fault is not None:
            hint = say("pipeline.chain.hint", report=shelf.object_id)
            diagnostics.error("RB-ARCHIVE-CHAIN", shelf.place(number), fault, hint)
            is_whole = False
    return is_whole


def _fault(record: Manifest | Tombstone, before: Mapping[int, str]) -> Message | None:
    """Say which version a version names that is not the one before it."""
    named, number = record.previous, record.version
    if named is None:
        return None
    if named.version != number - 1:
        return say("pipeline.chain-number", version=number, named=named.version)
    there = before.get(named.version)
    if there is None or named.sha512.lower() == there:
        return None
    named_digest, there_digest = named.sha512[:SHORT], there[:SHORT]
    return say(
        "pipeline.chain-other", version=number, before=named.version, named=named_digest, there=there_digest
    )


def _of_another(record: Manifest | Tombstone, first: str) -> Message | None:
    if not record.id or not first or record.id == first:
        return None
    return say("pipeline.chain-report", version=record.version, id=record.id, first=first)


def stands_in_line(shelf: Shelf, diagnostics: Diagnostics) -> bool:
    """Tell the same of all versions, read for it; False after a diagnostic."""
    found, tombstones = shelf.manifests(diagnostics), shelf.tombstones(diagnostics)
    return is_in_line(shelf, found, tombstones, diagnostics) and not diagnostics.has_errors
