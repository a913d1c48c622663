"""A version as an RO-Crate 1.3: what a bag holds, as linked data in the bag."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha512
from typing import Any, TypeAlias
from urllib.parse import quote

from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.pipeline.bag_info import known, told
from report_builder.pipeline.description import DescribedAuthor, Description
from report_builder.pipeline.dublin_core import identifiers
from report_builder.pipeline.file_formats import Format, format_of
from report_builder.pipeline.file_places import CRATE, grouped
from report_builder.pipeline.handover import Handover
from report_builder.pipeline.terms import font_terms

Entity: TypeAlias = dict[str, Any]

_CRATE = "https://w3id.org/ro/crate/1.3"
_CONTEXT = (
    f"{_CRATE}/context",
    # schema.org has a word for SHA-256 alone.
    {"sha512": "http://id.loc.gov/vocabulary/preservation/cryptographicHashFunctions/sha512"},
)
_ROOT, _PUBLISHER, _CONTACT, _SERIES, _LICENCE = "./", "#publisher", "#contact", "#series", "#licence"
_ORIGINAL, _PROGRAM, _CREATION = "#original", "#program", "#creation"


def crate(of: Handover, payload: Mapping[str, bytes]) -> bytes:
    """Give ``ro-crate-metadata.json``: the same version gives the same bytes.

    ``payload`` is every file of the version by its path. What is not known of it is left out.
    """
    words = catalogue(known(of.record.pdf.language))
    files = {path: format_of(path, payload[path]) for path in sorted(payload)}
    said = {
        path: words.text(what).rstrip(":")
        for what, paths in grouped(files, of.record.pdf.name).items()
        for path in paths
    }
    terms = font_terms(payload)
    licences = {licence for own in terms.values() for licence in own}
    graph = (
        _descriptor(),
        _root(of, files, words),
        *(
            _file(path, payload[path], form, said[path], terms.get(path, ()))
            | ({"@type": ["File", "CreativeWork"]} if path in licences else {})
            for path, form in files.items()
        ),
        *_formats(files),
        *_people(of),
        *_works(of),
        *_numbers(of),
        *_making(of),
    )
    kept = [{key: _plain(value) for key, value in entity.items() if value} for entity in graph]
    text = json.dumps({"@context": _CONTEXT, "@graph": kept}, indent=2, ensure_ascii=False)
    return (text + "\n").encode()


def _descriptor() -> Entity:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": _to(_ROOT),
        "conformsTo": _to(_CRATE),
        "name": CRATE,
    }


def _root(of: Handover, files: Mapping[str, Format], words: Catalogue) -> Entity:
    record, said = of.record, of.described
    return {
        "@id": _ROOT,
        "@type": "Dataset",
        "name": record.title,
        "alternativeHeadline": said.subtitle if said else "",
        "description": told(record, said),
        "datePublished": record.published.isoformat(),
        "dateModified": record.updated.isoformat(),
        "version": str(record.version),
        "inLanguage": record.pdf.language,
        "keywords": list(said.keywords) if said else [],
        "genre": said.kind if said else "",
        "license": _licence(said) or words("pipeline.crate-no-licence"),
        "publisher": _to(_PUBLISHER),
        "author": [_to(_author_id(author, number)) for number, author in _authors(said)],
        "identifier": [_to(f"#number-{number}") for number, _ in enumerate(identifiers(of), 1)],
        "isPartOf": _to(_SERIES) if said and said.series else None,
        "isBasedOn": _to(said.original.get("url") or _ORIGINAL) if said and said.original else None,
        "mainEntity": _to(quote(record.pdf.name)),
        "mentions": _to(_CREATION) if record.tool.get("name") else None,
        "hasPart": [_to(quote(path)) for path in files],
    }


def _file(path: str, data: bytes, form: Format, said: str, licences: tuple[str, ...]) -> Entity:
    """What is known of a file; ``licences`` are its own, where that of the report does not hold for it."""
    return {
        "@id": quote(path),
        "@type": "File",
        "name": path.rpartition("/")[2],
        "description": said,
        "contentSize": str(len(data)),
        "sha512": sha512(data).hexdigest(),
        "license": [_to(quote(licence)) for licence in licences],
        "encodingFormat": [form.mime, _to(form.address)] if form.pronom else form.mime,
    }


def _formats(files: Mapping[str, Format]) -> Iterator[Entity]:
    for form in {form.address: form for form in files.values() if form.pronom}.values():
        name = f"{form.name} {form.version}".strip()
        yield {"@id": form.address, "@type": "WebPage", "name": name, "identifier": form.pronom}


def _people(of: Handover) -> Iterator[Entity]:
    contact = of.record.contact
    yield {
        "@id": _PUBLISHER,
        "@type": "Organization",
        "name": of.record.publisher,
        "contactPoint": _to(_CONTACT) if contact else None,
    }
    if contact:
        yield {
            "@id": _CONTACT,
            "@type": "ContactPoint",
            "name": contact.get("name") or of.record.publisher,
            "email": contact.get("email"),
            "telephone": contact.get("phone"),
            "url": contact.get("url"),
        }
    for number, author in _authors(of.described):
        yield {
            "@id": _author_id(author, number),
            # An author of whom nothing is said is somebody, or an office.
            "@type": {"person": "Person", "organisation": "Organization"}.get(author.kind, "Thing"),
            "name": author.name,
            "url": author.url if author.orcid else "",
        }


def _authors(said: Description | None) -> Iterator[tuple[int, DescribedAuthor]]:
    yield from enumerate(said.authors if said else (), 1)


def _author_id(author: DescribedAuthor, number: int) -> str:
    return author.orcid or author.url or f"#author-{number}"


def _licence(said: Description | None) -> dict[str, str] | str | None:
    if said is None or not said.licence:
        return None
    return _to(said.licence.get("url") or _LICENCE)


def _works(of: Handover) -> Iterator[Entity]:
    said = of.described
    if said is None:
        return
    if said.licence:
        address = said.licence.get("url", "")
        name = said.licence.get("name") or address
        yield {"@id": address or _LICENCE, "@type": "CreativeWork", "name": name}
    if said.series:
        yield {"@id": _SERIES, "@type": "CreativeWorkSeries", "name": said.series, "issn": said.issn}
    if said.original:
        address = said.original.get("url", "")
        name = said.original.get("statement") or address
        yield {"@id": address or _ORIGINAL, "@type": "CreativeWork", "name": name}


def _numbers(of: Handover) -> Iterator[Entity]:
    for number, value in enumerate(identifiers(of), 1):
        yield {"@id": f"#number-{number}", "@type": "PropertyValue", "name": value, "value": value}


def _making(of: Handover) -> Iterator[Entity]:
    """Who made the PDF with what: the program that hands it over need not be that."""
    tool = of.record.tool
    if not tool.get("name"):
        return
    yield {
        "@id": _PROGRAM,
        # A SoftwareApplication must have an address, which this one has not.
        "@type": "CreativeWork",
        "name": tool["name"],
        "version": tool.get("version", ""),
    }
    yield {
        "@id": _CREATION,
        "@type": "CreateAction",
        "name": of.record.pdf.name,
        "agent": _to(_PUBLISHER),
        "instrument": _to(_PROGRAM),
        "endTime": of.archived.isoformat(),
        "result": _to(quote(of.record.pdf.name)),
    }


def _plain(value: Any) -> Any:
    """A single value stands without a list."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _to(entity: str) -> dict[str, str]:
    return {"@id": entity}
