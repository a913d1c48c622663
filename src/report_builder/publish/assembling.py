"""All files of the site: versions as they were drawn, with what they say of each other, and the indexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from report_builder.publish import machine
from report_builder.publish.addresses import EDITION, Addresses
from report_builder.publish.model import Chronicle, Listed, SiteFile
from report_builder.publish.present import KeptFile
from report_builder.publish.slots import digest_of, fill
from report_builder.publish.standing import answer_texts, edition_texts, landing_texts

File: TypeAlias = SiteFile | KeptFile


class Part(Struct, frozen=True):
    """A version among the others: what is said of it, and its files by path, drawn now or kept."""

    listed: Listed
    files: Mapping[str, File]


def assemble(
    where: Addresses, chronicle: Chronicle, parts: Sequence[Part], front: Mapping[str, File]
) -> dict[str, File]:
    """Give every file of the site by its path; the same versions give the same bytes.

    ``parts`` are the versions that readers find, oldest first; ``front`` what stands above them.
    """
    site: dict[str, File] = {}
    for part in parts:
        site |= {
            path: _telling(path, file, part.listed, chronicle, where) for path, file in part.files.items()
        }
    site |= {path: _telling(path, file, chronicle.named, chronicle, where) for path, file in front.items()}
    if parts:
        site |= _lasting(site, chronicle.newest, where)
    site |= {
        where.feed: SiteFile(machine.feed(chronicle, where).encode()),
        f"{where.report}/versions.json": SiteFile(machine.versions_json(chronicle, where).encode()),
        "robots.txt": SiteFile(machine.robots(where).encode()),
    }
    readable = [path for path in site if _is_for_reading(path, chronicle, where)]
    site["sitemap.xml"] = SiteFile(machine.sitemap(readable, where).encode())
    return dict(sorted(site.items()))


def _telling(path: str, file: File, version: Listed, chronicle: Chronicle, where: Addresses) -> File:
    """Give a page that says of the other versions what is so now; it is read only where that is new."""
    if not file.slots:
        return file
    texts = _texts(path, version, chronicle, where)
    said = digest_of(file.slots, texts)
    if said == file.said:
        return file
    data = file.data if isinstance(file, SiteFile) else file.place.read_bytes()
    number = file.version if isinstance(file, SiteFile) else file.entry.version
    page, slots = fill(data, file.slots, texts)
    return SiteFile(page, number, slots, said)


def _texts(path: str, version: Listed, chronicle: Chronicle, where: Addresses) -> Mapping[str, str]:
    folder = where.version(version.number)
    if path.startswith(folder + EDITION):
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


def _is_for_reading(path: str, chronicle: Chronicle, where: Addresses) -> bool:
    """Tell whether a search should find a page: of the newest version, and no text a second time."""
    if not chronicle.versions:
        return False
    if path == f"{where.newest}index.html":
        return True
    names = {"index.html", *(name for name, _ in chronicle.newest.chapters)}
    return path.startswith(where.lasting_edition) and path.removeprefix(where.lasting_edition) in names
