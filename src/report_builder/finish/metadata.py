"""What the file says about itself, twice: in the Info dictionary and in XMP, word for word alike.

PDF/A asks for XMP with every property declared (ISO 19005-2, 6.6.2); many readers show Info only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import escape

from msgspec import Struct

from report_builder.language.catalogue import catalogue
from report_builder.model.days import written
from report_builder.model.report import Publication

_PRISM = "http://prismstandard.org/namespaces/basic/3.0/"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "prism": _PRISM,
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": _PDFUA,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

_TO_SECONDS = len("YYYY-MM-DDThh:mm:ss")


class _Own(Struct, frozen=True):
    """A property that neither PDF nor PDF/A knows: its keys in Info and in PRISM, type and meaning."""

    info: str
    prism: str
    type: str
    meaning: str


_OWN = (
    _Own("/Published", "publicationDate", "Date", "Date of publication"),
    _Own("/Updated", "modificationDate", "Date", "Date of the latest update"),
    _Own("/Series", "seriesTitle", "Text", "Title of the series"),
    _Own("/SeriesNumber", "seriesNumber", "Text", "Number in the series"),
    _Own("/ISSN", "issn", "Text", "ISSN of the series"),
    _Own("/Version", "versionIdentifier", "Text", "Version of the publication"),
    _Own("/Publisher", "organization", "Text", "Organization that publishes"),
    _Own("/Genre", "genre", "Text", "Kind of publication"),
)
_NUMBERS = (
    _Own("/ISBN", "isbn", "Text", "ISBN of the publication"),
    _Own("/DOI", "doi", "Text", "DOI of the publication"),
)
"""Declared where a report has them."""


_WITH_ID = 4
"""The form of a file whose XMP has the id of its report."""


def info(publication: Publication, producer: str) -> dict[str, str]:
    """The entries of the Info dictionary (ISO 32000-1, 14.3.3), empty ones left out.

    The dates are the beginning of the calendar day: no build time enters the file.
    """
    entries = {
        "/Title": publication.title,
        "/Author": _listed(_names(publication)),
        "/Subject": publication.description,
        "/Keywords": _listed(publication.keywords),
        "/Creator": producer,
        "/Producer": producer,
        "/CreationDate": _pdf_date(publication.published, publication.published_at),
        "/ModDate": _pdf_date(publication.updated, publication.updated_at),
        **{own.info: value for own, value in _own_values(publication)},
    }
    return {key: value for key, value in entries.items() if value}


def xmp(publication: Publication, producer: str) -> bytes:
    """The XMP packet (ISO 16684-1), with both standards claimed and foreign schemas declared."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        f"<rdf:RDF{spaces}>",
        '<rdf:Description rdf:about="">',
        *_standard(publication, producer),
        *(_simple(f"prism:{own.prism}", value) for own, value in _own_values(publication) if value),
        *_identification(publication),
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _own_values(publication: Publication) -> Iterator[tuple[_Own, str]]:
    values = (
        publication.published.isoformat() if publication.published else "",
        publication.updated.isoformat() if publication.updated else "",
        publication.series,
        publication.series_number,
        publication.issn,
        publication.version,
        publication.publisher,
        publication.kind,
    )
    yield from zip(_OWN, values, strict=True)
    yield from _numbers(publication)


def _numbers(publication: Publication) -> Iterator[tuple[_Own, str]]:
    numbers = publication.identifiers
    for own, value in zip(_NUMBERS, (numbers.isbn, numbers.doi), strict=True):
        if value:
            yield own, value


def _standard(publication: Publication, producer: str) -> Iterator[str]:
    """The properties of Dublin Core, XMP and Adobe PDF that PDF/A knows."""
    published = _timestamp(publication.published, publication.published_at)
    updated = _timestamp(publication.updated, publication.updated_at)
    # Dublin Core has one here (XMP, 8.3); the property of XMP itself has all of them.
    identifiers = _identifiers(publication)
    yield _simple("dc:format", "application/pdf")
    if identifiers:
        yield _simple("dc:identifier", identifiers[0])
        yield _array("xmp:Identifier", "Bag", identifiers)
    yield _array("dc:title", "Alt", (publication.title,))
    yield _array("dc:creator", "Seq", _creators(publication))
    yield _array("dc:description", "Alt", (publication.description,))
    yield _array("dc:language", "Bag", (publication.language,))
    yield _array("dc:subject", "Bag", publication.keywords)
    yield _array("dc:publisher", "Bag", (publication.publisher,))
    yield _array("dc:type", "Bag", (publication.kind,))
    yield _array("dc:date", "Seq", (published, updated))
    yield _simple("dc:source", publication.original.url)
    yield _array("dc:rights", "Alt", (publication.licence.name,))
    yield _simple("xmpRights:WebStatement", publication.licence.url)
    yield _simple("pdf:Keywords", _listed(publication.keywords))
    yield _simple("pdf:Producer", producer)
    yield _simple("xmp:CreatorTool", producer)
    yield _simple("xmp:CreateDate", published)
    yield _simple("xmp:ModifyDate", updated)
    yield _simple("xmp:MetadataDate", updated)


def _identifiers(publication: Publication) -> tuple[str, ...]:
    """Every number of the report, and last its id, which nobody but an archive looks for."""
    numbers = publication.identifiers.all(catalogue(publication.language))
    own = publication.id if publication.form >= _WITH_ID else ""
    is_new = own and own.lower() not in map(str.lower, numbers)
    return (*numbers, own) if is_new else numbers


def _names(publication: Publication) -> tuple[str, ...]:
    return tuple(author.name for author in publication.authors)


def _creators(publication: Publication) -> tuple[str, ...]:
    """The authors as Dublin Core has them.

    Info has one text for all. Readers that know both (Acrobat, and what is made after it) take that
    for the first of the authors where XMP has several, and show the rest a second time: it is one there too.
    """
    names = _names(publication)
    return names if publication.form == 1 else (_listed(names),)


def _identification(publication: Publication) -> Iterator[str]:
    """PDF/A-2a and PDF/UA-1, and the schemas that PDF/A does not know (ISO 19005-2, 6.6.2.3 and 6.6.4)."""
    yield _simple("pdfaid:part", "2")
    yield _simple("pdfaid:conformance", "A")
    yield _simple("pdfuaid:part", "1")
    yield "<pdfaExtension:schemas><rdf:Bag>"
    part = _Own("", "part", "Integer", "Part of ISO 14289 to which the file conforms")
    yield _schema("PDF/UA identification", "pdfuaid", _PDFUA, "internal", (part,))
    declared = (*_OWN, *(own for own, _ in _numbers(publication)))
    yield _schema("PRISM basic metadata", "prism", _PRISM, "external", declared)
    yield "</rdf:Bag></pdfaExtension:schemas>"


def _schema(title: str, prefix: str, uri: str, category: str, properties: tuple[_Own, ...]) -> str:
    declared = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{own.prism}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{own.type}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{own.meaning}</pdfaProperty:description></rdf:li>"
        for own in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{declared}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value, quote=False)}</{name}>" if value else ""


def _array(name: str, kind: str, values: tuple[str, ...]) -> str:
    """An array of XMP; alternatives are by language, and there is one for all (ISO 16684-1, 8.2.2.4)."""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{escape(value, quote=False)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _listed(values: tuple[str, ...]) -> str:
    return "; ".join(values)


def _timestamp(day: date | None, moment: datetime | None) -> str:
    return written(day, moment) if day else ""


def _pdf_date(day: date | None, moment: datetime | None) -> str:
    """A date as ISO 32000-1, 7.9.4, writes it: D:20261128000000+01'00."""
    text = _timestamp(day, moment)
    clock, offset = re.sub("[-:T]", "", text[:_TO_SECONDS]), text[_TO_SECONDS:].replace(":", "'")
    return f"D:{clock}{offset}" if text else ""
