"""Reads XMP metadata and compares it with the Info dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from msgspec import Struct, field

from report_builder.language.message import Message, say
from report_builder.patterns import late

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PRISM = "{http://prismstandard.org/namespaces/basic/3.0/}"
PDFA_ID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA_ID = "{http://www.aiim.org/pdfua/ns/id/}"

TEXT_PAIRS = {
    "Title": f"{DC}title",
    "Author": f"{DC}creator",
    "Subject": f"{DC}description",
    "Keywords": f"{PDF}Keywords",
    "Creator": f"{XMP}CreatorTool",
    "Producer": f"{PDF}Producer",
    "Published": f"{PRISM}publicationDate",
    "Updated": f"{PRISM}modificationDate",
    "Series": f"{PRISM}seriesTitle",
    "SeriesNumber": f"{PRISM}seriesNumber",
    "ISSN": f"{PRISM}issn",
    "ISBN": f"{PRISM}isbn",
    "DOI": f"{PRISM}doi",
    "Version": f"{PRISM}versionIdentifier",
    "Publisher": f"{PRISM}organization",
    "Genre": f"{PRISM}genre",
}
"""Entries of the Info dictionary and the XMP properties that say the same."""

DATE_PAIRS = {"CreationDate": f"{XMP}CreateDate", "ModDate": f"{XMP}ModifyDate"}

_PDF_DATE = late(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z.*|([+-])(\d\d)'?(\d\d)?'?)?")


class Packet(Struct, frozen=True):
    """The properties of an XMP packet by their full names; the items of an array joined with ``; ``.

    ``fault`` says why the packet could not be read.
    """

    properties: dict[str, str] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    fault: Message | None = None


def read_packet(data: bytes) -> Packet:
    """Read an XMP packet (ISO 16684-1)."""
    if not data:
        return Packet(fault=say("check.no-xmp"))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return Packet(fault=say("check.xmp-doctype"))
    try:
        root = ET.fromstring(data)  # noqa: S314 - no entities: packets with a document type were refused
    except ET.ParseError as fault:
        return Packet(fault=say("check.xmp-no-xml", reason=str(fault)))
    properties: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        properties |= {key: value for key, value in description.attrib.items() if not key.startswith(_RDF)}
        for item in description:
            properties[item.tag] = "; ".join(_values(item))
    spaces = {
        (item.text or "").strip() for item in root.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")
    }
    return Packet(properties, frozenset(spaces))


def _values(item: ET.Element) -> Iterator[str]:
    items = [entry for kind in item for entry in kind.iter(f"{_RDF}li")]
    if not items:
        yield item.text or ""
    for entry in items:
        yield entry.text or ""


def moment(value: str) -> datetime | None:
    """The point in time of a PDF date (ISO 32000-1, 7.9.4) or an XMP date; None if it is neither."""
    match = _PDF_DATE.fullmatch(value)
    if match:
        year, month, day, hour, minute, second, sign, zone_hour, zone_minute = match.groups()
        time = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
        zone = f"{sign or '+'}{zone_hour or '00'}:{zone_minute or '00'}"
        value = f"{year}-{month or '01'}-{day or '01'}T{time}{zone}"
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
