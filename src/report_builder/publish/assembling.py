"""All files of the site: versions as they were drawn, with what they say of each other, and the indexes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.publish import machine
from report_builder.publish.addresses import INDEX, Addresses
from report_builder.publish.describing.sitemap import sitemap
from report_builder.publish.findings.facts import VersionFindings
from report_builder.publish.following.record import Record
from report_builder.publish.following.trail import Trail
from report_builder.publish.model import Chronicle, Listed, SiteFile
from report_builder.publish.present import KeptFile
from report_builder.publish.slots import digest_of, fill
from report_builder.publish.version_status import (
    NOTICE,
    answer_texts,
    edition_texts,
    landing_texts,
    old_notice,
)

File: TypeAlias = SiteFile | KeptFile


class Part(Struct, frozen=True):
    """A version among the others: what is said of it, and its files by path, drawn now or kept.

    ``record`` is that of its edition, ``findings`` are what it says of them.
    """

    listed: Listed
    record: Record
    findings: VersionFindings
    files: Mapping[str, File]


def assemble(
    where: Addresses, chronicle: Chronicle, parts: Sequence[Part], front: Mapping[str, File]
) -> dict[str, File]:
    """Give every file of the site by its path; the same versions give the same bytes.

    ``parts`` are the versions that readers find, oldest first; ``front`` what stands above them.
    """
    site: dict[str, File] = {}
    trail = Trail(parts[-1].record, where) if parts else None
    for part in parts:
        own = None if part is parts[-1] else trail
        key = own.key(part.listed, part.record) if own else ""
        site |= {
            path: _following(path, file, part, chronicle, where, own, key)
            for path, file in part.files.items()
        }
    site |= {path: _telling(path, file, chronicle.named, chronicle, where) for path, file in front.items()}
    if parts:
        site |= _lasting(site, chronicle.newest, where)
    site |= {
        where.feed: SiteFile(machine.feed(chronicle, where).encode()),
        f"{where.report}/versions.json": SiteFile(machine.versions_json(chronicle, where).encode()),
        "robots.txt": SiteFile(machine.robots(where).encode()),
    }
    found = {f"{where.finding(each.id)}index.html" for each in parts[-1].findings.facts} if parts else set()
    readable = [path for path in site if path in found or _is_for_reading(path, chronicle, where)]
    site["sitemap.xml"] = SiteFile(_sitemap(readable, chronicle, where))
    return dict(sorted(site.items()))


def _telling(path: str, file: File, version: Listed, chronicle: Chronicle, where: Addresses) -> File:
    """Give a page that says of the other versions what is so now; it is read only where that is new."""
    if not file.slots:
        return file
    return _said(file, _texts(path, version, chronicle, where))


def _following(
    path: str, file: File, part: Part, chronicle: Chronicle, where: Addresses, trail: Trail | None, key: str
) -> File:
    """As :func:`_telling`, for a page of an old edition, which says what the newest has at the same places.

    The places are followed only where the edition, the newest one, or what else a page says is another than
    when it was asked last, which ``known`` tells; the page is read only where that gave other texts.
    """
    folder = where.edition(part.listed.number)
    if trail is None or not file.slots or not path.startswith(folder):
        return _telling(path, file, part.listed, chronicle, where)
    texts = _texts(path, part.listed, chronicle, where)
    known = digest_of(file.slots, texts) + key
    if known == file.known:
        return file
    own = {NOTICE: old_notice(trail.notice(path, part.listed, part.record)) + texts[NOTICE]}
    told = {**texts, **own, **trail.lines(path, part.listed, part.record)}
    return replace(_said(file, told), known=known)


def _said(file: File, texts: Mapping[str, str]) -> File:
    """Let a page say ``texts``; it is read only where they are new."""
    said = digest_of(file.slots, texts)
    if said == file.said:
        return file
    data = file.data if isinstance(file, SiteFile) else file.place.read_bytes()
    number = file.version if isinstance(file, SiteFile) else file.entry.version
    page, slots = fill(data, file.slots, texts)
    return SiteFile(page, number, slots, said)


def _texts(path: str, version: Listed, chronicle: Chronicle, where: Addresses) -> Mapping[str, str]:
    if path.startswith(where.edition(version.number)):
        return edition_texts(version, chronicle, path, where)
    if path.startswith(where.newer(version.number)):
        return answer_texts(version, chronicle, path, where)
    return landing_texts(version, chronicle, path, where)


def _lasting(site: Mapping[str, File], newest: Listed, where: Addresses) -> dict[str, File]:
    """What the newest version has, at addresses that do not change when there is a newer one."""
    folder, answer = where.version(newest.number), where.newer(newest.number)
    lasting = {
        where.lasting + path.removeprefix(folder): file
        for path, file in site.items()
        if path.startswith(folder) and not path.startswith(answer)
    }
    return lasting | {where.newest + newest.pdf.name: site[folder + newest.pdf.name]}


def _sitemap(pages: Iterable[str], chronicle: Chronicle, where: Addresses) -> bytes:
    """A correction changes the pages of a version as much as its release did."""
    named = chronicle.named
    corrections = chronicle.corrections.get(named.number, ())
    changed = max([named.updated, *(each.at.date() for each in corrections)])
    return sitemap(pages, changed, where).encode()


def _is_for_reading(path: str, chronicle: Chronicle, where: Addresses) -> bool:
    """Tell whether a search should find a page: of the newest version, and no text a second time."""
    if not chronicle.versions:
        return False
    if path == f"{where.newest}index.html":
        return True
    names = {INDEX, *(name for name, _ in chronicle.newest.chapters)}
    return path.startswith(where.lasting_edition) and path.removeprefix(where.lasting_edition) in names
