"""What ``bag-info.txt`` says of a version: what RFC 8493 (2.2.2) reserves, and what a catalogue asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from report_builder.language.catalogue import catalogue, languages
from report_builder.language.message import Message
from report_builder.model.identifiers import NO_IDENTIFIERS
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.toolchain import made_with

if TYPE_CHECKING:
    from report_builder.pipeline.description import DescribedAuthor, Description


def bag_info(
    object_id: str,
    record: Manifest,
    described: Description | None,
    archived: datetime,
    day: date,
    later: Iterable[Message] = (),
) -> tuple[tuple[str, str], ...]:
    """Give the lines of ``bag-info.txt``, label and value; a label that may be repeated has a line for each.

    The bags of one report are known as such by its id, and where it has none by ``object_id``, its name in
    the archive.

    ``described`` is what the version's ``report.yaml`` says, ``archived`` when it was put into the archive,
    and ``day`` that on which the bag is made. The days of a version are told as the moments at which they
    began, where that was recorded. ``later`` is what was said of it after its release.
    """
    words = catalogue(known(record.pdf.language))
    lines = (
        *_reserved(object_id, record, described, day),
        *(("Internal-Sender-Description", words.text(said)) for said in later),
        *_catalogued(record, described),
        ("Date-Published", _when(record.published, record.published_at)),
        ("Date-Updated", _when(record.updated, record.updated_at)),
        ("Date-Archived", archived.isoformat(timespec="seconds")),
        ("Version", str(record.version)),
        ("Format", _format(record)),
        ("Bag-Software-Agent", _agent()),
    )
    return tuple((label, value) for label, value in lines if value)


def _reserved(
    object_id: str, record: Manifest, described: Description | None, day: date
) -> Iterator[tuple[str, str]]:
    contact = record.contact
    yield "Source-Organization", record.publisher
    yield "Contact-Name", contact.get("name", "")
    yield "Contact-Phone", contact.get("phone", "")
    yield "Contact-Email", contact.get("email", "")
    yield "Contact-Url", contact.get("url", "")
    yield "External-Description", told(record, described)
    yield "Bagging-Date", day.isoformat()
    yield "External-Identifier", f"{record.id or object_id}/v{record.version}"
    numbers = described.identifiers if described else NO_IDENTIFIERS
    for uri in numbers.uris:
        yield "External-Identifier", uri
    yield "Bag-Group-Identifier", record.id or object_id
    yield "Bag-Count", "1 of 1"
    yield "Internal-Sender-Identifier", object_id
    if numbers.record:
        words = catalogue(known(record.pdf.language))
        yield "Internal-Sender-Identifier", f"{words('document.case')} {numbers.record.said(words)}"
    yield "Internal-Sender-Description", record.note


def _catalogued(record: Manifest, described: Description | None) -> Iterator[tuple[str, str]]:
    yield "Title", record.title
    yield "Language", record.pdf.language
    if described is None:
        return
    yield "Subtitle", described.subtitle
    for author in described.authors:
        yield "Author", _author(author)
    yield "Type", described.kind
    yield "Series", described.series
    yield "Series-Number", described.series_number
    yield "ISSN", described.issn
    yield "ISBN", described.isbn
    for keyword in described.keywords:
        yield "Keyword", keyword
    yield "Licence", _sourced(described.licence.get("name", ""), described.licence.get("url", ""))
    yield "Original", _sourced(described.original.get("statement", ""), described.original.get("url", ""))


def told(record: Manifest, described: Description | None) -> str:
    """Give a brief explanation of what is in a bag."""
    subtitle = f" – {described.subtitle}" if described and described.subtitle else ""
    said = f". {described.description}" if described and described.description else ""
    return f"{record.title}{subtitle}, version {record.version}{said}"


def _author(author: DescribedAuthor) -> str:
    return _sourced(author.name, author.orcid or author.url)


def _sourced(text: str, address: str) -> str:
    return f"{text} <{address}>" if text and address else text or address


def _when(day: date, moment: datetime | None) -> str:
    return moment.isoformat() if moment else day.isoformat()


def _format(record: Manifest) -> str:
    standards = ", ".join(profile.name for profile in record.conformance.profiles)
    validator = f"{record.conformance.validator} {record.conformance.validator_version}"
    return f"application/pdf ({standards}), checked by {validator}"


def _agent() -> str:
    """The program that writes the bag, which need not be the one that made the version."""
    tool, _ = made_with()
    return f"{tool['name']} {tool['version']}"


def known(language: str) -> str:
    """Give a language that the program speaks; a manifest may be another's."""
    return language if language in languages() else "nb"
