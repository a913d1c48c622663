"""From the fields of BibTeX and biblatex to those of CSL, as Pandoc and Zotero take them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from report_builder.content.literature.bibtex import Entry
from report_builder.content.literature.latex import unicode_of
from report_builder.content.literature.marks import MARKS

KINDS = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "suppbook": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "manual": "report",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "periodical": "periodical",
    "inreference": "entry-encyclopedia",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "video": "motion_picture",
    "movie": "motion_picture",
    "audio": "song",
    "letter": "personal_communication",
    "newspaper": "article-newspaper",
}
"""What an entry is in CSL."""
_ENTRY_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_GENRES = {
    "phdthesis": "Doktoravhandling",
    "mastersthesis": "Masteroppgave",
}
_TEXTS = {
    "publisher": "publisher",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "volume": "volume",
    "number": "number",
    "issue": "issue",
    "edition": "edition",
    "series": "collection-title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "maintitle": "container-title",
    "shorttitle": "title-short",
    "isbn": "ISBN",
    "issn": "ISSN",
    "chapter": "chapter-number",
    "version": "version",
    "type": "genre",
    "howpublished": "medium",
    "eventtitle": "event-title",
    "volumes": "number-of-volumes",
    "pagetotal": "number-of-pages",
}
_LANGUAGES = {
    **dict.fromkeys(("norsk", "norwegian", "bokmål", "bokmal", "nb", "nb-no", "no"), "nb"),
    **dict.fromkeys(("nynorsk", "nn", "nn-no"), "nn"),
    **dict.fromkeys(
        ("english", "british", "ukenglish", "american", "usenglish", "en", "en-gb", "en-us"), "en"
    ),
    "danish": "da",
    "swedish": "sv",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
}
"""The names of languages in biblatex."""
_NUMBERED = {
    "article-journal": "issue",
    "article-magazine": "issue",
    "article-newspaper": "issue",
    "periodical": "issue",
    "chapter": "collection-number",
}
"""What a number is, of kinds that it does not number."""
NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "bookauthor": "container-author",
}
"""The fields that name people."""
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_DATE = re.compile(r"(-?\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def csl_of(entry: Entry) -> dict[str, Any]:
    """The entry as CSL JSON has it, without its key."""
    fields = entry.fields
    item: dict[str, Any] = {"type": _kind(entry)}
    for name, variable in _TEXTS.items():
        if fields.get(name, "").strip():
            item.setdefault(variable, unicode_of(fields[name]))
    if item["type"] in _NUMBERED and "number" in item:
        item[_NUMBERED[item["type"]]] = item.pop("number")
    spoken = unicode_of(fields.get("langid", "") or fields.get("language", "")).casefold()
    if spoken in _LANGUAGES:
        item["language"] = _LANGUAGES[spoken]
    if entry.kind in _GENRES:
        item.setdefault("genre", _GENRES[entry.kind])
    titles = unicode_of(fields.get("title", "")), unicode_of(fields.get("subtitle", ""))
    for name, variable in NAMES.items():
        if fields.get(name, "").strip():
            item[variable] = [*_names(fields[name])]
    found = {
        "title": _title(*titles),
        "page": re.sub("[–—]", "-", unicode_of(fields.get("pages", ""))),
        "issued": _date(fields.get("date", "")) or _year(fields),
        "accessed": _date(fields.get("urldate", "")),
        "DOI": _DOI.sub("", unicode_of(fields.get("doi", ""), verbatim=True)),
        "URL": _address(entry),
    }
    if found["URL"]:
        item.pop("medium", None)
    return item | {name: value for name, value in found.items() if value}


def _title(title: str, subtitle: str) -> str:
    """A title with what stands below it, behind a colon where no other sign ends the first."""
    joint = " " if title.endswith(("?", "!", "…")) else ": "
    return joint.join(filter(None, (title, subtitle)))


def _address(entry: Entry) -> str:
    published = entry.fields.get("howpublished", "")
    shown = published.replace("\\url", "") if "http" in published else ""
    return unicode_of(entry.fields.get("url", "") or shown, verbatim=True)


def _kind(entry: Entry) -> str:
    if entry.kind == "misc":
        return (
            "webpage"
            if entry.fields.get("url") or "http" in entry.fields.get("howpublished", "")
            else "document"
        )
    subtype = _ENTRY_SUBTYPES.get(entry.fields.get("entrysubtype", "").lower())
    return subtype or KINDS.get(entry.kind, "document")


def _names(value: str) -> Iterator[dict[str, str]]:
    for at, name in enumerate(split_names(value)):
        if name.lower() == "others":
            if at:
                yield {"literal": MARKS.OTHERS}
        elif name.startswith("{") and name.endswith("}") and _is_one_group(name):
            yield {"literal": unicode_of(name)}
        else:
            yield _person(name)


def _is_one_group(name: str) -> bool:
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if not depth:
            return at == len(name) - 1
    return False


def split_names(value: str) -> list[str]:
    """The names between "and", where that does not stand inside braces."""
    names, start = [], 0
    for match in _AND.finditer(value):
        before = value[start : match.start()]
        if before.count("{") == before.count("}"):
            names.append(before.strip())
            start = match.end()
    return [name for name in (*names, value[start:].strip()) if name]


def _person(name: str) -> dict[str, str]:
    parts = [unicode_of(part) for part in at_commas(name)]
    if len(parts) == 1:
        words = parts[0].split(" ")
        # A particle in small letters belongs to the name behind it: "Ludwig van Beethoven".
        first = next((at for at, word in enumerate(words[:-1]) if at and word[:1].islower()), len(words) - 1)
        if first == len(words) - 1 and len(words) == 1:
            return {"literal": parts[0]}
        return _with_particle(" ".join(words[first:]), " ".join(words[:first]))
    person = _with_particle(parts[0], parts[-1])
    return person | {"suffix": parts[1]} if len(parts) > 2 else person


def _with_particle(family: str, given: str) -> dict[str, str]:
    words = family.split(" ")
    first = next((at for at, word in enumerate(words) if not word[:1].islower()), 0)
    particle = {"non-dropping-particle": " ".join(words[:first])} if first else {}
    return {"family": " ".join(words[first:]), "given": given, **particle}


def at_commas(name: str) -> list[str]:
    """The parts of a name between the commas that stand outside braces."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if char == "," and not depth:
            parts.append(name[start:at])
            start = at + 1
    return [*parts, name[start:]]


def _date(written: str) -> dict[str, Any] | None:
    dates = [_DATE.fullmatch(part.strip()) for part in unicode_of(written).split("/")]
    found = [[*_parts(date)] for date in dates if date]
    return {"date-parts": found[:2]} if found else None


def _parts(date: re.Match[str]) -> Iterator[int]:
    """The year, and the month and the day that there are in a calendar."""
    for part, most in zip(date.groups(), (math.inf, 12, 31), strict=True):
        if not part or not int(part) <= most:
            return
        yield int(part)


def _year(fields: Any) -> dict[str, Any] | None:
    year = unicode_of(fields.get("year", ""))
    if not year:
        return None
    if not year.lstrip("-").isdecimal():
        return {"literal": year}
    month = unicode_of(fields.get("month", ""))
    return {
        "date-parts": [[int(year), *([int(month)] if month.isdecimal() and 1 <= int(month) <= 12 else [])]]
    }
