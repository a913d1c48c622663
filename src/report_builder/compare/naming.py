"""What is compared, by the keys of the catalogue under which it has its names."""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.compare.model import Change, Kind, Place
from report_builder.language.catalogue import Catalogue

KINDS: Mapping[str, str] = {
    Kind.HEADING: "compare.kind-heading",
    Kind.PARAGRAPH: "compare.kind-paragraph",
    Kind.ITEM: "compare.kind-item",
    Kind.ROW: "compare.kind-row",
    Kind.CAPTION: "compare.kind-caption",
    Kind.NOTE: "compare.kind-note",
    Kind.CODE: "compare.kind-code",
    Kind.FIGURE: "compare.kind-figure",
}
CHANGES: Mapping[str, str] = {
    Change.ADDED: "compare.added",
    Change.REMOVED: "compare.is-removed",
    Change.CHANGED: "compare.is-changed",
    Change.MOVED: "compare.is-moved",
    Change.DIVIDED: "compare.is-divided",
    Change.MERGED: "compare.is-merged",
}
FIELDS: Mapping[str, str] = {
    "title": "compare.field-title",
    "authors": "document.authors",
    "publisher": "document.publisher",
    "kind": "compare.field-kind",
    "series": "document.series",
    "series_number": "compare.field-series-number",
    "issn": "compare.field-issn",
    "isbn": "compare.field-isbn",
    "doi": "compare.field-doi",
    "urn": "compare.field-urn",
    "record": "document.case",
    "version": "document.version",
    "published": "document.published",
    "updated": "document.updated",
    "description": "compare.field-description",
    "keywords": "document.keywords",
    "licence": "document.licence",
    "licence_address": "compare.field-licence-address",
    "original": "document.about-edition",
    "language": "compare.field-language",
    "pages": "compare.field-pages",
    "conformance": "compare.field-conformance",
    "program": "compare.field-program",
    "value": "compare.field-value",
    "unit": "compare.field-unit",
    "statement": "document.statement",
    "compared": "compare.field-compared",
    "question": "compare.field-question",
    "n": "compare.field-n",
    "source": "compare.field-source",
    "group": "compare.field-group",
}
"""What facts, and the parts of a finding, are called."""


def side_name(label: str, words: Catalogue) -> str:
    """Give the name of a side: as it was given, but "working" is the content as it is now."""
    return words("compare.working") if label == "working" else label


def page_name(place: Place, words: Catalogue) -> str:
    """Say on which page something stands, and on which it stood: "side 8 (tidligere side 7)"."""
    old, new = place.before, place.after
    if old and new and old.label != new.label:
        return words("compare.page-was", page=new.label, before=old.label)
    spot = new or old
    return words("compare.page", page=spot.label) if spot else ""
