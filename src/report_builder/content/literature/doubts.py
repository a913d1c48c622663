"""What a file of BibTeX has that is read as something else than was meant: names, dates, kinds, LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from report_builder.content.literature.bibtex import Entry
from report_builder.content.literature.from_bibtex import KINDS, NAMES, at_commas, split_names
from report_builder.content.literature.latex import left_in
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.sources.nearest import nearest

_OTHER_KINDS = (
    *("misc", "set", "xdata", "artwork", "audio", "bibnote", "bookinbook", "commentary", "image", "legal"),
    *("music", "mvcollection", "mvproceedings", "mvreference", "performance", "reference", "review"),
    *("standard", "suppcollection", "suppperiodical", *(f"custom{letter}" for letter in "abcdef")),
)
"""Kinds of biblatex that have no look of their own."""
_OTHER_NAMES_OF_KINDS = {
    "bok": "book",
    "artikkel": "article",
    "rapport": "report",
    "kapittel": "incollection",
    "bokkapittel": "incollection",
    "nettside": "online",
    "nettsted": "online",
    "web": "online",
    "website": "online",
    "webpage": "online",
    "avis": "newspaper",
    "avisartikkel": "newspaper",
    "lov": "legislation",
    "forskrift": "legislation",
    "dom": "jurisdiction",
    "avhandling": "thesis",
    "masteroppgave": "mastersthesis",
    "masteroppgåve": "mastersthesis",
    "doktoravhandling": "phdthesis",
    "konferanse": "inproceedings",
    "annet": "misc",
    "anna": "misc",
    "datasett": "dataset",
}
_OTHER_NAMES_OF_FIELDS = {
    "forfatter": "author",
    "forfattere": "author",
    "forfattar": "author",
    "forfattarar": "author",
    "authors": "author",
    "autor": "author",
    "redaktor": "editor",
    "redaktoer": "editor",
    "editors": "editor",
    "oversetter": "translator",
    "tittel": "title",
    "titel": "title",
    "undertittel": "subtitle",
    "tidsskrift": "journal",
    "aar": "year",
    "ar": "year",
    "aarstall": "year",
    "dato": "date",
    "forlag": "publisher",
    "utgiver": "publisher",
    "utgjevar": "publisher",
    "institusjon": "institution",
    "sted": "address",
    "stad": "address",
    "sider": "pages",
    "sidetall": "pages",
    "nummer": "number",
    "utgave": "edition",
    "lenke": "url",
    "lenkje": "url",
    "adresse": "url",
}
_STANDS_FOR = {"year": ("date",), "date": ("year",), "journal": ("journaltitle",), "address": ("location",)}
"""Other fields that say the same."""
_PRINTED = (
    *("title", "subtitle", "booktitle", "maintitle", "journal", "journaltitle", "series", "publisher"),
    *("institution", "school", "organization", "address", "location", "author", "editor", "type", "edition"),
)
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|[ivx]+|\d\w*|ph\.?\s?d|m\.?\s?d)\.?", re.IGNORECASE)
_OUTER = re.compile(r"\s*(?:;|\\?&|\b(?:og|und|et al|m\.?\s?fl|mfl)\b)")
_OF_AN_AGENCY = re.compile(
    r"\b(?:i|for|og|of|på|on|and)\b|(?i:^(?:the|statens|norges|norsk|norske) )"
    r"|(?i:(?:departement|direktorat|tilsyn|byrå|kommune|universitet|institutt|forbund|utvalg)(?:et|en)?$)"
    r"|(?i:\b(?:university|ministry|department|council|agency|institute|commission|committee|association)\b)"
)
_DATE = re.compile(r"-?(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T[\d:.Z+-]*)?)?)?[?~%]?")
_OPEN = re.compile(r"(?:\.\.)?|-?\d{2,3}[uUxX]{1,2}[?~%]?")
_TURNED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_DATES = ("date", "urldate")
_SEASONS = range(21, 25)


def tell_doubts(entry: Entry, diagnostics: Diagnostics) -> None:
    """RB-BIB-SYNTAX, as a warning, for each thing of an entry that print would show in another way."""
    if entry.kind not in KINDS and entry.kind not in _OTHER_KINDS:
        meant = _OTHER_NAMES_OF_KINDS.get(entry.kind) or nearest(entry.kind, KINDS) or "misc"
        told = hinted("content.bib-kind", kind=entry.kind, meant=meant)
        diagnostics.warn("RB-BIB-SYNTAX", entry.span, *told)
    for name, written in entry.fields.items():
        span = entry.places.get(name, entry.span)
        meant = _OTHER_NAMES_OF_FIELDS.get(name, "")
        if meant and not any(other in entry.fields for other in (meant, *_STANDS_FOR.get(meant, ()))):
            diagnostics.warn("RB-BIB-SYNTAX", span, *hinted("content.bib-field", field=name, meant=meant))
        if name in NAMES:
            for person in _no_names(written):
                told = hinted("content.bib-names", field=name, name=person)
                diagnostics.warn("RB-BIB-SYNTAX", span, *told)
        if name in _DATES and not _is_date(written):
            told = hinted("content.bib-date", field=name, value=written, meant=_as_date(written))
            diagnostics.warn("RB-BIB-SYNTAX", span, *told)
        if name in _PRINTED and (left := left_in(written)):
            diagnostics.warn("RB-BIB-SYNTAX", span, *hinted("content.bib-latex", field=name, text=left))


def _no_names(written: str) -> Iterator[str]:
    """What stands between two "and" and is several people, or an agency."""
    for name in split_names(written):
        outer = _outside_braces(name)
        parts = [part.strip() for part in at_commas(name)]
        several = len(parts) > 3 or (len(parts) == 3 and not _SUFFIX.fullmatch(parts[1]))
        if several or _OUTER.search(outer) or (len(parts) == 1 and _is_agency(outer)):
            yield name


def _is_agency(name: str) -> bool:
    words = name.split()
    if len(words) < 2 or words[0].islower():
        return False
    return words[-1][0].islower() or _OF_AN_AGENCY.search(name) is not None


def _outside_braces(name: str) -> str:
    found, depth = [], 0
    for sign in name:
        depth += (sign == "{") - (sign == "}")
        found.append(sign if not depth and sign != "}" else "x")
    return "".join(found)


def _is_date(written: str) -> bool:
    """Whether biblatex reads this as a date, or as a range of two."""
    ends = written.strip().split("/")
    return len(ends) <= 2 and all(_OPEN.fullmatch(end.strip()) or _is_day(end.strip()) for end in ends)


def _is_day(written: str) -> bool:
    found = _DATE.fullmatch(written)
    if found is None:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    return (month in _SEASONS and not found[3]) or _exists(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(max(year, 1), month, day)
    except ValueError:
        return False
    return True


def _as_date(written: str) -> str:
    """The date that was meant, as biblatex has it; one for an example where that cannot be told."""
    found = _TURNED.fullmatch(written.strip())
    if found is None:
        return "2026-01-31"
    day, month, year = (int(part) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}" if _exists(year, month, day) else "2026-01-31"
