"""A version in the fifteen elements of Dublin Core, for a catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.language.catalogue import catalogue
from report_builder.model.identifiers import NO_IDENTIFIERS
from report_builder.pipeline.bag_info import known
from report_builder.pipeline.description import Description
from report_builder.pipeline.handover import Handover
from report_builder.pipeline.xml_text import document, element, leaf

_NAMESPACES = {
    "xmlns:oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.openarchives.org/OAI/2.0/oai_dc/"
    " http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
}


def dublin_core(of: Handover) -> bytes:
    """Give ``oai_dc`` XML; what is not known of a version is left out."""
    elements = [leaf(f"dc:{name}", value) for name, value in _elements(of) if value]
    return document(element("oai_dc:dc", _NAMESPACES, *elements))


def _elements(of: Handover) -> Iterator[tuple[str, str]]:
    record, said = of.record, of.described
    yield "title", record.title
    if said and said.subtitle:
        yield "title", said.subtitle
    for author in said.authors if said else ():
        yield "creator", author.name
    yield "publisher", record.publisher
    yield "date", record.published.isoformat()
    if record.updated != record.published:
        yield "date", record.updated.isoformat()
    for identifier in identifiers(of):
        yield "identifier", identifier
    yield "language", record.pdf.language
    yield "format", "application/pdf"
    if said:
        yield from _catalogued(said)


def identifiers(of: Handover) -> Iterator[str]:
    """Give what the version is called: by its report and its archive, by libraries and the record."""
    yield version_name(of, of.version.number)
    if of.record.id:
        yield f"{of.object_id}/v{of.version.number}"
        yield of.record.id
    numbers = of.described.identifiers if of.described else NO_IDENTIFIERS
    yield from (
        each for each in numbers.all(catalogue(known(of.record.pdf.language))) if each != of.record.id
    )


def version_name(of: Handover, number: int) -> str:
    """Give the name of a version of the report, as bags have it: by the report's id, where it has one."""
    return f"{of.record.id or of.object_id}/v{number}"


def _catalogued(said: Description) -> Iterator[tuple[str, str]]:
    yield "description", said.description
    yield "type", said.kind
    for keyword in said.keywords:
        yield "subject", keyword
    yield "relation", " ".join(part for part in (said.series, said.series_number) if part)
    yield "relation", f"ISSN {said.issn}" if said.issn else ""
    yield "rights", said.licence.get("name", "")
    yield "rights", said.licence.get("url", "")
    yield "source", said.original.get("statement", "")
    yield "source", said.original.get("url", "")
