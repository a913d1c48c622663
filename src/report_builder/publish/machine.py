"""What machines read: the feed of versions, versions.json, checksums."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from report_builder.language.catalogue import catalogue
from report_builder.model.days import written
from report_builder.publish.addresses import Addresses
from report_builder.publish.model import Chronicle, Listed, Publishable, Withdrawn
from report_builder.publish.version_status import correction_lines, name_of, withdrawal

_NAMESPACE = uuid.UUID("0b6b53f5-39a4-53b4-8bb5-7e1d7ed7a5b9")
"""Of the ids in feeds; it never changes."""


def feed(chronicle: Chronicle, where: Addresses) -> str:
    """Give the Atom feed of all versions, newest first (RFC 4287).

    A version's day is that of its update: the first publication of the report, which all share, would place
    a new version among the old ones in a reader that sorts by it. A correction moves it, and a withdrawal.
    Links are relative as long as the site's address is not known. Ids are made from names, not from
    addresses, so that they stay the same when the site gets an address or moves.
    """
    named = chronicle.named
    entries = [(each.number, *_entry(each, chronicle, where)) for each in chronicle.versions]
    entries += [(each.number, *_withdrawn_entry(each, named, where)) for each in chronicle.withdrawn]
    entries.sort(reverse=True)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(named.language)}>\n'
        f"<id>{_identifier(named, where.newest)}</id>\n"
        f"<title>{escape(named.title)}</title>\n"
        f"<updated>{_latest(updated for _, updated, _ in entries)}</updated>\n"
        f"<author><name>{escape(named.publisher)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(_href(where, where.feed))}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(_href(where, where.newest))}/>\n'
        f"{''.join(text for _, _, text in entries)}</feed>\n"
    )


def _latest(instants: Iterable[str]) -> str:
    """Give the last of instants, which may have different offsets, as it is written."""
    return max(instants, key=datetime.fromisoformat)


def _entry(version: Listed, chronicle: Chronicle, where: Addresses) -> tuple[str, str]:
    """The entry of a version, with its instant before it."""
    folder = where.version(version.number)
    pdf = _href(where, folder + version.pdf.name)
    title = f"{version.title}: {name_of(version, version.language).lower()}"
    corrections = chronicle.corrections.get(version.number, ())
    back = chronicle.reinstated.get(version.number)
    moments = [*(each.at for each in corrections), *([back] if back else [])]
    updated = _latest([written(version.updated, version.updated_at), *map(_moment, moments)])
    summary = "\n".join([version.note, *correction_lines(corrections, version.language)])
    own = f" xml:lang={quoteattr(version.language)}" if version.language != chronicle.named.language else ""
    return updated, (
        f"<entry{own}>\n"
        f"<id>{_identifier(version, folder)}</id>\n"
        f"<title>{escape(title)}</title>\n"
        f"<updated>{updated}</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(_href(where, folder))}/>\n'
        f'<link rel="enclosure" type="application/pdf" length="{version.pdf.size}" href={quoteattr(pdf)}/>\n'
        f"<summary>{escape(summary)}</summary>\n"
        "</entry>\n"
    )


def _withdrawn_entry(each: Withdrawn, named: Listed, where: Addresses) -> tuple[str, str]:
    folder, updated = where.version(each.number), _moment(each.at)
    title = catalogue(named.language)("standing.withdrawn", number=each.number)
    return updated, (
        "<entry>\n"
        f"<id>{_identifier(named, folder)}</id>\n"
        f"<title>{escape(f'{named.title}: {title}')}</title>\n"
        f"<updated>{updated}</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(_href(where, folder))}/>\n'
        f"<summary>{escape(withdrawal(each, named.language))}</summary>\n"
        "</entry>\n"
    )


def _identifier(named: Listed, path: str) -> str:
    name = f"{named.issn}\n{named.series_number}\n{path}"
    return uuid.uuid5(_NAMESPACE, name).urn


def _href(where: Addresses, path: str) -> str:
    return where.seen_from(where.feed, path)


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat()


def robots(where: Addresses) -> str:
    """Give robots.txt: everything may be read; where the sitemap is, once the site's address is known."""
    lines = ["User-agent: *", "Disallow:"]
    absolute = where.absolute("sitemap.xml")
    return "\n".join([*lines, *([f"Sitemap: {absolute}"] if absolute else []), ""])


def versions_json(chronicle: Chronicle, where: Addresses) -> str:
    """Give the versions for programs, newest first.

    Addresses are relative to this file as long as the site's own is not known.
    """
    own = f"{where.report}/versions.json"

    def address(path: str) -> str:
        return where.seen_from(own, path)

    rows: list[dict[str, Any]] = [
        {
            "version": version.number,
            "published": version.published.isoformat(),
            "updated": version.updated.isoformat(),
            "note": version.note,
            "page": address(where.version(version.number)),
            "html": address(where.edition(version.number)),
            "pdf": {
                "address": address(where.version(version.number) + version.pdf.name),
                "size": version.pdf.size,
                "pages": version.pdf.pages,
                "language": version.pdf.language,
                "sha512": version.pdf.sha512,
            },
        }
        for version in chronicle.versions
    ]
    for row in rows:
        if several := chronicle.corrections.get(row["version"]):
            row["corrections"] = [{"at": _moment(each.at), "text": each.text} for each in several]
    rows += [
        {
            "version": each.number,
            "page": address(where.version(each.number)),
            "withdrawn": {"at": _moment(each.at), "reason": each.reason, "by": each.office},
        }
        for each in chronicle.withdrawn
    ]
    rows.sort(key=lambda row: -row["version"])
    newest = chronicle.newest.number if chronicle.versions else None
    table = {"report": where.report, "title": chronicle.named.title, "newest": newest, "versions": rows}
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def checksums(version: Publishable) -> str:
    """Give SHA512SUMS of a version, as ``sha512sum --check`` reads it."""
    return f"{version.pdf.sha512}  {version.pdf.name}\n"
