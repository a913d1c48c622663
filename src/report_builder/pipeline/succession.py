"""Whether what is released follows the archive's newest version, and is known to do so."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha512

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics
from report_builder.language.address_words import AddressWords, address_words
from report_builder.language.message import hinted, say, say_many
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.record import Record
from report_builder.pipeline.tombstone import Tombstone
from report_builder.pipeline.versions import SOURCE, Shelf
from report_builder.sources.files import SourceFiles
from report_builder.sources.location import Location
from report_builder.theme.model import Theme


def follows(
    record: Record,
    head: Version,
    report: str,
    onto: int | None,
    diagnostics: Diagnostics,
) -> bool:
    """Tell whether the next version may follow ``head``; False after a diagnostic.

    RB-RELEASE-BEHIND where this copy of the report was never told of it, so that its changes may be lacking
    here. ``onto`` is the number that was named on purpose.
    """
    number = head.number
    if onto is not None:
        return onto == number or _tell_newest(report, number, onto, diagnostics)
    known = record.reports.get(report, {})
    if known and number not in known:
        diagnostics.error(
            "RB-RELEASE-BEHIND", None, *hinted("pipeline.behind", version=number, report=report)
        )
        return False
    return True


def _tell_newest(report: str, number: int, onto: int, diagnostics: Diagnostics) -> bool:
    diagnostics.error(
        "RB-RELEASE-BEHIND", None, *hinted("pipeline.newest-is", report=report, newest=number, version=onto)
    )
    return False


def tell_numbers_used(archive: Location, report: str, number: int, diagnostics: Diagnostics) -> None:
    """RB-RELEASE-NAME where a report shall begin anew in an archive that has it up to ``number``."""
    message = say_many("pipeline.numbers-used", number, archive=str(archive), report=report)
    diagnostics.error("RB-RELEASE-NAME", None, message, say("pipeline.numbers-used.hint", next=number + 1))


def words_of(last: Manifest | Tombstone | None, language: str) -> AddressWords:
    """The words of the report's addresses: those of the newest version ``last``, or of the ``language``."""
    return last.addresses if last else address_words(language)


def said_last(
    shelf: Shelf, diagnostics: Diagnostics
) -> tuple[Manifest | None, Manifest | Tombstone | None] | None:
    """What the newest version that was not purged says of itself, and what the newest of all does.

    Either is None where there is none; all is None after a diagnostic.
    """
    head, newest = shelf.versions[-1] if shelf.versions else None, shelf.newest
    before = None if newest is None else shelf.manifest(newest, diagnostics)
    is_purged = head is not None and head is not newest
    last = shelf.tombstone(head, diagnostics) if head and is_purged else before
    is_lost = (newest is not None and before is None) or (head is not None and last is None)
    return None if is_lost else (before, last)


def archived_sources(files: SourceFiles, theme: Theme, diagnostics: Diagnostics) -> dict[str, bytes] | None:
    """Everything that a report is built from, by logical path; None after RB-SOURCE-CHANGED."""
    from report_builder.theme.export import export_theme

    sources: dict[str, bytes] = export_theme(theme, files.paths)
    for path in files.paths:
        data = files.read_bytes(path, diagnostics, None)
        if data is None:
            return None
        sources[path] = data
    for path, (outside, there, _) in files.lent.items():
        lent = outside.read_bytes(there, diagnostics, None)
        if lent is None:
            return None
        sources[path] = lent
    return {SOURCE + path: sources[path] for path in sorted(sources)}


def changed_sources(sources: Mapping[str, bytes], head: Version | None) -> tuple[str, ...]:
    """The paths of the source files that differ from those of ``head``, are new or are gone.

    ``sources`` has their bytes by logical path.
    """
    before = {} if head is None else {p: d for p, d in head.state.items() if p.startswith(SOURCE)}
    now = {path: sha512(data).hexdigest() for path, data in sources.items()}
    differing = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    return tuple(sorted(path.removeprefix(SOURCE) for path in differing))
