"""The sources of a report, from the file that ``report.yaml`` names, and the style that it cites them in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files as package_files
from typing import Any

from msgspec import Struct, field

from report_builder.content.literature.bibtex import read_bibtex
from report_builder.content.literature.doubts import tell_doubts
from report_builder.content.literature.from_bibtex import csl_of
from report_builder.content.printed_comments import tell_comment
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, in_turn, say
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.schema import Located

STYLES = ("apa", "vancouver", "harvard", "chicago-notes", "rettsvitenskap")
"""The names of the styles that come with the program."""
_NORWEGIAN_APA = "apa-norsk"
_NAMED = 8
"""How many unused sources are named."""
_FOLDER = "data/citation-styles"


class Sources(Struct):
    """The sources by their keys, in CSL JSON, each with its place in the file.

    It is ``whole`` unless something of the file could not be read. ``style`` is a file in CSL, empty where it
    cannot be read; its citations stand ``in_notes`` or in the text.
    """

    path: str
    items: Mapping[str, dict[str, Any]]
    places: Mapping[str, SourceSpan]
    whole: bool
    style: bytes
    style_span: SourceSpan
    in_notes: bool
    used: set[str] = field(default_factory=set)

    def tell_unused(self, diagnostics: Diagnostics) -> None:
        """One RB-UNUSED for all sources that nothing cites: a library has more than its report."""
        unused = [key for key in self.places if key not in self.used]
        if unused:
            named = in_turn([*unused[:_NAMED], *(["…"] if len(unused) > _NAMED else [])])
            diagnostics.note(
                "RB-UNUSED", self.places[unused[0]], *hinted("content.source-unused", keys=named)
            )


def read_sources(
    file: Located[str],
    style: Located[str] | None,
    language: str,
    files: SourceFiles,
    diagnostics: Diagnostics,
) -> Sources:
    """Read the file and the style; what is wrong with either has its diagnostic.

    A file that cannot be read has :func:`unread` sources, so that no citation is told for that.
    RB-BIB-SYNTAX for what cannot be read or is read as something else, RB-DUPLICATE-ID for a key that stands
    twice, RB-EMPTY for a source without a title, RB-VALUE for a style or a kind of file that is not known.
    """
    path = file.value
    chosen, style_span = _style(style, file.span, language, files, diagnostics)
    if not path.lower().endswith((".bib", ".json")):
        diagnostics.error("RB-VALUE", file.span, *hinted("content.literature-kind", path=path))
        return unread(path, style_span)
    text = files.read_text(path, diagnostics, file.span)
    if text is None:
        return unread(path, style_span)
    faults = diagnostics.apart()
    found = (
        _from_json(text, path, faults) if path.lower().endswith(".json") else _from_bibtex(text, path, faults)
    )
    items: dict[str, dict[str, Any]] = {}
    places: dict[str, SourceSpan] = {}
    for key, item, span in found:
        first = places.setdefault(key, span)
        if first != span:
            told = hinted("content.source-twice", key=key, line=first.line)
            faults.error("RB-DUPLICATE-ID", span, *told, (first,))
            continue
        tell_comment(" ".join(_strings(item)), span, faults)
        if not item.get("title") and not item.get("container-title"):
            faults.error("RB-EMPTY", span, *hinted("content.source-untitled", key=key))
        # One that says no other is in the report's language: titles get capital letters in English only.
        items[key] = {**item, "id": key, "language": item.get("language") or language}
        if len(makers := item.get("author", ())) == 1 and makers[0].get("literal") == item.get("publisher"):
            items[key].pop("publisher", None)
    diagnostics.extend(faults.items)
    in_notes = b'class="note"' in chosen[:4000]
    return Sources(path, items, places, not faults.has_errors, chosen, style_span, in_notes)


def _strings(value: Any) -> Iterable[str]:
    """The texts in a field of CSL."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(inner)


def unread(path: str, span: SourceSpan) -> Sources:
    """The sources of a report that names some, of which nothing is known."""
    return Sources(path, {}, {}, whole=False, style=b"", style_span=span, in_notes=False)


def _style(
    style: Located[str] | None,
    otherwise: SourceSpan,
    language: str,
    files: SourceFiles,
    diagnostics: Diagnostics,
) -> tuple[bytes, SourceSpan]:
    name, span = (style.value, style.span) if style else (STYLES[0], otherwise)
    if name.lower().endswith(".csl"):
        return files.read_bytes(name, diagnostics, span) or b"", span
    if name not in STYLES:
        hint = did_you_mean(name, STYLES) or say("content.style-unknown.hint", names=in_turn(STYLES))
        diagnostics.error("RB-VALUE", span, say("content.style-unknown", name=name), hint)
        return b"", span
    if name == STYLES[0] and language != "en":
        name = _NORWEGIAN_APA
    return (package_files("report_builder") / _FOLDER / f"{name}.csl").read_bytes(), span


_Found = Iterable[tuple[str, dict[str, Any], SourceSpan]]


def _from_bibtex(text: str, path: str, diagnostics: Diagnostics) -> _Found:
    for entry in read_bibtex(text, path, diagnostics):
        tell_doubts(entry, diagnostics)
        yield entry.key, csl_of(entry), entry.span


def _from_json(text: str, path: str, diagnostics: Diagnostics) -> _Found:
    try:
        read = json.loads(text)
    except json.JSONDecodeError as fault:
        span = SourceSpan(path, fault.lineno, fault.colno)
        diagnostics.error("RB-BIB-SYNTAX", span, *hinted("content.json-syntax"))
        return
    except RecursionError:
        diagnostics.error("RB-BIB-SYNTAX", SourceSpan(path, 1), *hinted("content.json-list"))
        return
    if not isinstance(read, list):
        diagnostics.error("RB-BIB-SYNTAX", SourceSpan(path, 1), *hinted("content.json-list"))
        return
    at = 0
    for number, item in enumerate(read, 1):
        key = item.get("id") if isinstance(item, dict) else None
        if not isinstance(key, str | int) or not str(key):
            told = hinted("content.json-item", number=number)
            diagnostics.error("RB-BIB-SYNTAX", SourceSpan(path, text.count("\n", 0, at) + 1), *told)
            continue
        found = text.find(json.dumps(key, ensure_ascii=False), at)
        at = found + 1 if found >= 0 else at
        column = at - text.rfind("\n", 0, at)
        span = SourceSpan(path, text.count("\n", 0, at) + 1, max(column, 1))
        if unsound := _unsound(item):
            told = hinted("content.json-field", key=str(key), field=unsound)
            diagnostics.error("RB-BIB-SYNTAX", span, *told)
            continue
        yield str(key), item, span


_NAME_LISTS = (
    "author",
    "editor",
    "translator",
    "container-author",
    "collection-editor",
    "director",
    "recipient",
)
_DATES = ("issued", "accessed", "original-date", "event-date", "submitted")


def _unsound(item: Mapping[str, Any]) -> str:
    """The first field that has another form than CSL's; empty where all are sound."""
    for name in _NAME_LISTS:
        value = item.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) and _is_name(one) for one in value):
            return name
    for name in _DATES:
        if name in item and not _is_date(item[name]):
            return name
    text = (str, int, float)
    others = (name for name in item if name not in (*_NAME_LISTS, *_DATES, "custom", "categories", "keyword"))
    return next((name for name in others if not isinstance(item[name], text)), "")


def _is_name(one: Mapping[str, Any]) -> bool:
    return bool(one) and all(isinstance(part, str) for part in one.values())


def _is_date(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    dates = value.get("date-parts", [])
    whole = (
        isinstance(dates, list)
        and len(dates) <= 2
        and all(
            isinstance(date, list)
            and 1 <= len(date) <= 3
            and all(str(part).lstrip("-").isdecimal() for part in date)
            for date in dates
        )
    )
    return whole and bool(dates or isinstance(value.get("literal"), str))
