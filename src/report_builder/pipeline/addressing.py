"""Tells, before a release, which links of readers it would break."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from report_builder.content.findings import PATH
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, in_turn, say, say_many
from report_builder.model.report import Report
from report_builder.pipeline.formers import findings_in
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.tombstone import is_purged
from report_builder.pipeline.versions import Shelf
from report_builder.sources.nearest import did_you_mean

if TYPE_CHECKING:
    from report_builder.compare.addresses import GoneAddress, MovedAddress
    from report_builder.content.repeats import Former

_MOST = 10
"""So many ids are told one by one; in a report that was written anew nearly all are gone."""


def tell_links(
    shelf: Shelf,
    before: Manifest | None,
    pdf: bytes,
    report: Report,
    formers: Mapping[str, Sequence[Former]],
    diagnostics: Diagnostics,
) -> None:
    """Warn of the links of readers that a release after ``before``, the newest version, would break.

    ``formers`` are the findings of all versions. What is wrong with the version is told by what reads it all.
    """
    if before is None or shelf.newest is None:
        return
    old = shelf.read(shelf.newest, before.pdf.name, Diagnostics())
    if old is not None:
        tell_addresses(old, pdf, before.version, before.addresses.findings, diagnostics)
    tell_findings(findings_in(shelf, shelf.newest, before.pdf.language), report, before.version, diagnostics)
    if formers and all(not is_purged(version) for version in shelf.versions):
        _tell_never(report, formers, diagnostics)


def tell_findings(before: Iterable[str], report: Report, version: int, diagnostics: Diagnostics) -> None:
    """RB-ADDRESS-GONE for each id of a finding of version ``version`` of which the report says nothing."""
    renamed = {former for finding in report.findings.values() for former in finding.formerly}
    for gone in before:
        if gone not in report.findings and gone not in renamed and gone not in report.withdrawn:
            told = hinted("pipeline.finding-gone", id=gone, version=version)
            diagnostics.warn("RB-ADDRESS-GONE", SourceSpan(PATH), *told)


def _tell_never(report: Report, formers: Mapping[str, Sequence[Former]], diagnostics: Diagnostics) -> None:
    """RB-UNKNOWN-FINDING for an id that a finding is said to have had, and that no version has."""
    said = [(former, finding.span) for finding in report.findings.values() for former in finding.formerly]
    said += [(each.id, each.span) for each in report.withdrawn.values()]
    for name, span in said:
        if name not in formers:
            gone = [other for other in formers if other not in report.findings]
            hint = did_you_mean(name, gone) or say("pipeline.former-unknown.hint")
            diagnostics.warn("RB-UNKNOWN-FINDING", span, say("pipeline.former-unknown", id=name), hint)


def tell_addresses(
    before: bytes, after: bytes, version: int, findings: str, diagnostics: Diagnostics
) -> None:
    """Warn of what the ids of version ``version`` (its file is ``before``) lead to in the file ``after``.

    RB-ADDRESS-GONE for an id that is no more, RB-ADDRESS-MOVED for one that leads elsewhere. A version that
    another program made, and that cannot be read, has none. ``findings`` is the word for findings in both.
    """
    from report_builder.check.document import Encrypted, Unreadable
    from report_builder.compare.addresses import changed_addresses, read_addresses

    try:
        changed = changed_addresses(read_addresses(before, findings), read_addresses(after, findings))
    except (Encrypted, Unreadable):
        return
    for address in changed.gone[:_MOST]:
        _tell_gone(address, version, diagnostics)
    if len(changed.gone) > _MOST:
        rest = [f"'#{address.id}'" for address in changed.gone[_MOST:]]
        message = say_many("pipeline.addresses-gone", len(rest), version=version, ids=in_turn(rest))
        diagnostics.warn("RB-ADDRESS-GONE", None, message, say("pipeline.addresses-gone.hint"))
    for moved in changed.moved:
        (_tell_chapter if moved.chapter else _tell_heading)(moved, version, diagnostics)


def _tell_gone(address: GoneAddress, version: int, diagnostics: Diagnostics) -> None:
    gone, title, now = address.id, address.title, address.now
    if now:  # only headings are known to have another one
        message = say("pipeline.address-renamed", id=gone, version=version, title=title, now=now)
        hint = say("pipeline.address-renamed.hint", id=gone)
    else:
        message = say("pipeline.address-gone", id=gone, version=version)
        if title:
            message = say("pipeline.address-heading-gone", id=gone, version=version, title=title)
        hint = say("pipeline.address-gone.hint", id=gone)
    diagnostics.warn("RB-ADDRESS-GONE", None, message, hint)


def _tell_heading(moved: MovedAddress, version: int, diagnostics: Diagnostics) -> None:
    diagnostics.warn(
        "RB-ADDRESS-MOVED",
        None,
        *hinted(
            "pipeline.address-moved", id=moved.id, after=moved.after, before=moved.before, version=version
        ),
    )


def _tell_chapter(moved: MovedAddress, version: int, diagnostics: Diagnostics) -> None:
    diagnostics.note(
        "RB-ADDRESS-MOVED",
        None,
        *hinted(
            "pipeline.address-chapter", id=moved.id, after=moved.after, before=moved.before, version=version
        ),
    )
