"""``build_site``: from released versions to a folder that any web server can serve.

A version is drawn once. The next publish keeps its files, writes anew what its pages say of other versions
where that has changed, and gives the same bytes as if every version had been drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.address_words import UNSTATED, AddressWords
from report_builder.language.message import Value, all_of, hinted, say_many
from report_builder.publish.addresses import Addresses
from report_builder.publish.contents import contents_of
from report_builder.publish.model import Publishable, SiteFile
from report_builder.publish.present import Present, read_present
from report_builder.publish.renewal import Events, Renewal, Wanted
from report_builder.publish.table import Entry, Table
from report_builder.publish.writing import SiteDisk, Written, write_release
from report_builder.published import is_own_site, keeps_versions

if TYPE_CHECKING:
    from report_builder.publish.drawing import DrawCover

_NAMED = 3
"""So many files that another hand touched are named."""


def build_site(
    report: str,
    wanted: Sequence[Wanted],
    out: Path,
    address: str | None = None,
    disk: SiteDisk | None = None,
    events: Events | None = None,
    left: Callable[[], Publishable | None] | None = None,
    words: AddressWords = UNSTATED,
) -> Outcome[Written]:
    """Publish the versions ``wanted`` (oldest first) of ``report`` to the folder ``out``.

    ``address`` is that of the site, ending in a slash; None as long as it is not known. ``left`` reads what
    the report goes by where every version was withdrawn; ``words`` are those
    of its addresses. The site that was there before stays where it has
    versions that would be lost (RB-SITE-LOST) or is another report's (RB-SITE-FOREIGN), where a PDF is not
    the one that the archive states (RB-SITE-PDF), where a version was withdrawn that nothing else knows to be
    so (RB-SITE-WITHDRAWN), where the folder cannot be written to (RB-OUTPUT-WRITE), and where another run is
    writing to it (RB-SITE-BUSY).
    """
    diagnostics = Diagnostics()
    told = events or Events()
    if not is_own_site(out, report, diagnostics):
        return Outcome(None, diagnostics.items)
    present = read_present(out)
    if not _stays_withdrawn(out, present, told, diagnostics):
        return Outcome(None, diagnostics.items)
    renewal = Renewal(Addresses(report, address, words), wanted, told, present, left)
    site = renewal.make(diagnostics)
    if site is None or diagnostics.has_errors:
        return Outcome(None, diagnostics.items)
    published = {part.listed.number: part.listed.pdf.sha256 for part in renewal.parts}
    expected = published | {each.number: "" for each in told.withdrawn}
    if not keeps_versions(out, report, expected, diagnostics):
        return Outcome(None, diagnostics.items)
    _tell_touched(out, present, diagnostics)
    entries, contents = contents_of(site, present, renewal.newest)
    table = _table(renewal, entries)
    written = write_release(
        out, contents, table, disk or SiteDisk(), diagnostics, renewal.state(site).encode()
    )
    return Outcome(written, diagnostics.items)


def make_site(
    report: str,
    versions: Sequence[Publishable],
    address: str | None,
    draw: DrawCover | None = None,
    words: AddressWords = UNSTATED,
) -> dict[str, SiteFile]:
    """Give every file of the site by its path, all drawn now; the same versions give the same bytes.

    ``draw`` draws covers, for a caller who has a thread for that; ``words`` are those of its addresses.
    """
    wanted = [wanted_of(version) for version in versions]
    where = Addresses(report, address, words)
    site = Renewal(where, wanted, Events(), None, draw=draw).make(Diagnostics()) or {}
    return {path: file for path, file in site.items() if isinstance(file, SiteFile)}


def wanted_of(version: Publishable, key: str = "") -> Wanted:
    """Give a version that was read already as one to be published."""
    return Wanted(version.number, key, version.note, version.pdf.sha512, lambda: version)


def _table(renewal: Renewal, entries: Mapping[str, Entry]) -> Table:
    """Give ``site.json``: what a server must know of the files, by their addresses."""
    where, chronicle = renewal.where, renewal.chronicle
    withdrawn = {each.number: f"/{where.version(each.number)}index.html" for each in chronicle.withdrawn}
    files = {f"/{path}": entry for path, entry in entries.items()}
    return Table(
        where.report,
        chronicle.named.language,
        renewal.newest,
        dict(sorted(withdrawn.items())),
        f"/{where.thanks}",
        f"/{where.sorry}",
        files,
    )


def _stays_withdrawn(out: Path, present: Present | None, events: Events, diagnostics: Diagnostics) -> bool:
    """Tell whether what the site says to be withdrawn stays so; False after RB-SITE-WITHDRAWN."""
    known = {*(each.number for each in events.withdrawn), *events.reinstated}
    lost = sorted(set(present.withdrawn if present else ()) - known)
    if lost:
        named = all_of([f"v{number}" for number in lost])
        diagnostics.error(
            "RB-SITE-WITHDRAWN", None, *hinted("publish.withdrawn-lost", folder=str(out), versions=named)
        )
    return not lost


def _tell_touched(out: Path, present: Present | None, diagnostics: Diagnostics) -> None:
    """Warn of files that another hand changed; the site is written anew without that."""
    touched = sorted(present.touched) if present else []
    if touched:
        named: list[Value] = [f"'{path}'" for path in touched[:_NAMED]]
        if len(touched) > _NAMED:
            named.append(say_many("publish.more-files", len(touched) - _NAMED))
        diagnostics.warn(
            "RB-SITE-DAMAGED", None, *hinted("publish.touched", folder=str(out), files=all_of(named))
        )
