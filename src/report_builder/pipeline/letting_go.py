"""Journals that have lost files of older versions, and go on from the newest, which holds all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from report_builder.archive import Archive
from report_builder.archive.faults import place_of
from report_builder.archive.proving import Unproven
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say_many
from report_builder.pipeline.journal import is_journal, journal_id, read_journal, report_of
from report_builder.sources.location import Address


def old_losses(archive: Archive, unproven: Iterable[Unproven]) -> Mapping[str, tuple[str, ...]]:
    """Give the lost files of each journal that is whole in its newest version, by the name of its report.

    None in an object store, where no object is replaced.
    """
    lost: dict[str, tuple[str, ...]] = {}
    for one in unproven:
        name = one.path.partition("/")[0]
        if is_journal(name) and not isinstance(archive.root, Address):
            lost[report_of(name)] = (*lost.get(report_of(name), ()), one.path)
    return {report: paths for report, paths in lost.items() if _is_whole(archive, report)}


def _is_whole(archive: Archive, report: str) -> bool:
    journal = read_journal(archive, report, Diagnostics())
    return journal is not None and bool(archive.versions(journal_id(report)).value)


def tell_let_go(place: str, lost: tuple[str, ...], told: Diagnostics, *, dry: bool) -> None:
    """Say how many files are lost, and that the journal goes on from its newest version, or would."""
    key = "pipeline.would-let-go" if dry else "pipeline.let-go"
    told.warn("RB-JOURNAL", place_of(place, lost[0].partition("/")[0]), say_many(key, len(lost)))
