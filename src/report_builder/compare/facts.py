"""What a file says of itself: its metadata by name, and the numbers printed on its pages."""

from __future__ import annotations

from report_builder.check.context import Context
from report_builder.check.document import Document, as_dict, string
from report_builder.check.metadata import DC, PDFA_ID, PDFUA_ID, TEXT_PAIRS, XMP, moment
from report_builder.model.roman import roman
from report_builder.patterns import late

_XMP_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}WebStatement"

_FROM_XMP = {
    "licence": f"{DC}rights",
    "licence_address": _XMP_RIGHTS,
    "original": f"{DC}source",
}

_FROM_INFO = {
    "title": "Title",
    "authors": "Author",
    "publisher": "Publisher",
    "kind": "Genre",
    "series": "Series",
    "series_number": "SeriesNumber",
    "issn": "ISSN",
    "isbn": "ISBN",
    "doi": "DOI",
    "version": "Version",
    "published": "Published",
    "updated": "Updated",
    "description": "Subject",
    "keywords": "Keywords",
}

_CASE = late("[0-9]+/.*")
"""The number of a case, without what it is called."""

FIELDS = (*_FROM_INFO, "urn", "record", *_FROM_XMP, "language", "pages", "conformance", "program")
"""Every fact that is compared, in the order in which it is told."""


def metadata(context: Context) -> dict[str, str]:
    """The facts that a file states; those that it does not are not there.

    Dates are calendar days, YYYY-MM-DD. "language" is as the catalog has it.
    """
    document, properties = context.document, context.packet.properties
    found = {
        name: document.info.get(entry) or properties.get(TEXT_PAIRS[entry], "")
        for name, entry in _FROM_INFO.items()
    }
    found |= {name: properties.get(key, "") for name, key in _FROM_XMP.items()}
    found["urn"], found["record"] = _further_numbers(properties.get(f"{XMP}Identifier", ""))
    # Our own files have both; of others the dates of the file are the next best.
    for name, entry in (("published", "CreationDate"), ("updated", "ModDate")):
        day = moment(document.info.get(entry, ""))
        if not found[name] and "Published" not in document.info and day is not None:
            found[name] = day.date().isoformat()
    found["language"] = string(document.resolve(document.catalog.get("/Lang"))) or ""
    found["pages"] = str(len(document.pages))
    found["conformance"] = _conformance(properties)
    found["program"] = document.info.get("Producer", "")
    return {name: value for name, value in found.items() if value}


def _further_numbers(identifiers: str) -> tuple[str, str]:
    """The URN of a report and its place in the records, of which PRISM has no property."""
    urn, record = "", ""
    for number in identifiers.split("; "):
        scheme = number.partition(":")[0].lower()
        if scheme == "urn" and not number.startswith("urn:isbn:"):
            urn = number
        elif scheme not in ("urn", "https") and (found := _CASE.search(number)):
            record = found[0]
    return urn, record


def _conformance(properties: dict[str, str]) -> str:
    """The standards that a file claims, as "PDF/A-2a, PDF/UA-1"."""
    part = properties.get(f"{PDFA_ID}part")
    archive = f"PDF/A-{part}{properties.get(f'{PDFA_ID}conformance', '').lower()}" if part else ""
    access = properties.get(f"{PDFUA_ID}part")
    return ", ".join(filter(None, (archive, f"PDF/UA-{access}" if access else "")))


def page_labels(document: Document) -> list[str]:
    """The number printed on each page (ISO 32000-1, 12.4.2); counted from 1 where the file says none."""
    ranges = document.tree(document.catalog.get("/PageLabels"), "/Nums")
    starts = sorted((key, as_dict(document.resolve(value))) for key, value in ranges if type(key) is int)
    labels: list[str] = []
    for index in range(len(document.pages)):
        first, entry = next(((k, v) for k, v in reversed(starts) if k <= index), (0, {"/S": "/D"}))
        start = entry.get("/St", 1)
        number = index - first + (start if type(start) is int else 1)
        prefix = string(document.resolve(entry.get("/P"))) or ""
        labels.append(prefix + _written(number, str(entry.get("/S", ""))))
    return labels


def _written(number: int, style: str) -> str:
    """A number in the style of a page label: D, r, R, a, A, or none."""
    if not 0 < number < 4000:
        return str(number)
    if style in ("/r", "/R"):
        written = roman(number)
        return written if style == "/r" else written.upper()
    if style in ("/a", "/A"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if style == "/a" else letters.upper()
    return str(number) if style == "/D" else ""
