"""``record_of``: the record of an edition, from its pages as they were drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import unquote

from msgspec import Struct, field

from report_builder.check.html_elements import VOID
from report_builder.publish.addresses import INDEX, WHOLE
from report_builder.publish.following.record import (
    BOX,
    CHAPTER,
    FIGURE,
    FORM,
    OBJECT,
    SECTION,
    TABLE,
    Place,
    Record,
)
from report_builder.publish.following.texts import Kept, joined, kept
from report_builder.publish.markup.html import INLINE
from report_builder.sources.characters import bare

_Attributes: TypeAlias = dict[str, str | None]

_INLINE = INLINE | {"g", "summary"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_QUOTATIONS = frozenset(("pull-quote", "poem", "epigraph"))
"""The looks of figures that are none, but quotations with who wrote them."""
_ONE_TEXT = frozenset(("tr", "figcaption", "caption", "pre"))
"""What is one text with all that is in it. All other text ends where an element begins that is no inline."""
_NAMED = frozenset((FIGURE, TABLE))
"""What is called by its name with a number, if it has one."""
_CELLS = frozenset(("td", "th"))
_AUTOMATIC = re.compile(r"(?:[^\W\d]+\s+)?\d+(?:\.\d+)*")
"""Names that the program gives to references: "figur 2", "2.1". Their numbers say nothing of the text."""
_REFERENCE = "§"
_SITE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def record_of(pages: Mapping[str, bytes], index: str = INDEX, whole: str = WHOLE) -> Record:
    """Give the record of an edition from its ``pages`` by name, as they were drawn.

    ``index`` is the page of the contents and ``whole`` that of everything, which is not read. What the site
    says around the report (``data-site``) is no part of it.
    """
    front = _Contents()
    front.feed(pages[index].decode())
    front.close()
    places: list[Place] = []
    joins: list[str] = []
    for at, page in enumerate(front.pages):
        reader = _Page(front.language)
        reader.feed(pages[page].decode())
        reader.close()
        places += reader.places(at)
        joins += reader.joins()
    return Record(
        FORM,
        front.language,
        index,
        whole,
        _plain(front.heading),
        tuple(front.pages),
        tuple(places),
        "".join(joins),
    )


class _Contents(HTMLParser):
    """The chapters' pages in the order of the contents, and its heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.heading = ""
        self.pages: list[str] = []
        self._inside = self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._inside |= tag == "nav" and "contents" in _classes(found)
        self._heading = self._inside and tag in _HEADINGS
        if tag == "html":
            self.language = found.get("lang") or ""
        if self._inside and tag == "a":
            page = unquote((found.get("href") or "").partition("#")[0])
            if page and page not in self.pages:
                self.pages.append(page)

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "nav"
        self._heading &= tag not in _HEADINGS

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.heading += data


class _Open(Struct):
    """A place that is being read."""

    id: str
    kind: str
    level: int
    language: str
    number: str = ""
    title: str = ""
    texts: list[Kept] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    last: str = ""


class _Element(Struct):
    """An element that was begun; ``place`` is the one that it begins or goes on with."""

    tag: str
    language: str
    looks: list[str]
    place: _Open | None = None
    is_text: bool = False
    is_left_out: bool = False


class _Page(HTMLParser):
    """The places of a chapter's page."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self._language = language
        self._found: list[_Open] = []
        self._open: list[_Element] = []
        self._into: list[_Open] = []
        self._text: list[str] = []
        self._text_language = language
        self._level = 0
        self._left_out = 0
        self._whole = 0
        self._label: list[str] | None = None
        self._link: tuple[int, str] | None = None

    def places(self, page: int) -> Iterator[Place]:
        """What was found, once all is read."""
        for place in self._found:
            yield Place(
                place.id,
                page,
                place.kind,
                place.level,
                place.number,
                "" if place.kind in _NAMED and place.number else place.title,
                "" if place.language == self._language else place.language,
                "".join(text.digest + text.sketch for text in place.texts),
                {at: text.numbers for at, text in enumerate(place.texts) if text.numbers},
            )

    def joins(self) -> Iterator[str]:
        """What every two texts in a row would be as one, once all is read."""
        for place in self._found:
            yield from place.joins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        above = self._open[-1].language if self._open else self._language
        element = _Element(tag, found.get("lang") or above, _classes(found))
        element.is_left_out = self._is_left_out(tag, found)
        if tag not in VOID:
            self._open.append(element)
            self._left_out += element.is_left_out
        if self._left_out or element.is_left_out:
            return
        if tag not in _INLINE:
            self._part(tag)
            self._text_language = element.language if not self._text else self._text_language
        element.place = self._place(tag, found, element.language)
        if element.place:
            self._into.append(element.place)
        if tag in _ONE_TEXT or tag in _HEADINGS or _is_one_text(tag, found, self._open):
            element.is_text = True
            self._whole += 1
        self._begin(tag, found)

    def _begin(self, tag: str, found: _Attributes) -> None:
        """What an element says by its attributes, or that its text is no part of what is said."""
        if tag == "img" and found.get("alt"):
            self._say(found["alt"] or "", self._open[-1].language if self._open else self._language)
        elif tag == "svg" and found.get("aria-label"):
            self._say(found["aria-label"] or "", self._open[-1].language)
        elif (tag == "span" and "number" in _classes(found)) or (
            tag == "b" and self._is_caption() and not self._text
        ):
            self._label = []
        elif tag == "a" and not _SITE.match(found.get("href") or ""):
            self._link = len(self._text), tag

    def _is_left_out(self, tag: str, found: _Attributes) -> bool:
        return (
            tag in {"head", "script", "style"}
            or "data-site" in found
            or found.get("role") in {"doc-noteref", "doc-backlink"}
            or found.get("aria-hidden") == "true"
            or found.get("data-part", "drawing") != "drawing"
            or "narrow" in _classes(found)
            or (tag == "text" and any("chart" in element.looks for element in self._open))
        )

    def _is_caption(self) -> bool:
        return any(element.tag in {"figcaption", "caption"} for element in self._open)

    def _place(self, tag: str, found: _Attributes, language: str) -> _Open | None:
        looks, identifier = _classes(found), found.get("id") or ""
        if tag == "details" and "data" in looks:
            # The numbers of a chart stand behind it.
            return next((place for place in reversed(self._found) if place.kind == FIGURE), None)
        if not identifier:
            return None
        kind = SECTION if tag == "section" else TABLE if tag == "table" else ""
        if tag == "figure" and _QUOTATIONS.isdisjoint(looks):
            kind = FIGURE
        elif tag == "div" and "fact" in looks:
            kind = BOX
        if not kind:
            return None
        if kind == SECTION:
            self._level = CHAPTER + sum(element.tag == "section" for element in self._open[:-1])
        place = _Open(identifier, kind, self._level if kind == SECTION else OBJECT, language)
        self._found.append(place)
        return place

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            return
        element = self._open[-1]
        if self._left_out:
            self._open.pop()
            self._left_out -= element.is_left_out
            return
        if self._label is not None and tag in {"span", "b"}:
            self._number("".join(self._label))
            self._label = None
        if self._link and tag == "a":
            at = self._link[0]
            if _AUTOMATIC.fullmatch("".join(self._text[at:]).strip()):
                self._text[at:] = [_REFERENCE]
            self._link = None
        if element.is_text:
            self._whole -= 1
        self._end(element)
        self._open.pop()
        if element.place:
            self._into.pop()

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if tag in _HEADINGS or (tag == "p" and element.is_text):
            self._title()
        elif tag in {"figcaption", "caption"} and self._into and not self._into[-1].title:
            self._into[-1].title = _plain("".join(self._text))
            self._part(tag)
        elif tag not in _INLINE:
            self._part(tag)

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        if self._label is not None:
            self._label.append(data)
        elif self._into:
            self._text.append(data)

    def _number(self, number: str) -> None:
        """The number of a heading, or the name with a number of a figure."""
        if self._into and not self._into[-1].number:
            self._into[-1].number = _plain(number)

    def _title(self) -> None:
        """A heading ends: it is the title of its section or box."""
        title = _plain("".join(self._text))
        self._text.clear()
        if self._into and not self._into[-1].title:
            self._into[-1].title = title

    def _part(self, tag: str) -> None:
        """An element that is no inline begins or ends, and so does a text, unless it is part of one."""
        if self._whole:
            self._text.append(" | " if tag in _CELLS else " ")
            return
        said = "".join(self._text)
        self._text.clear()
        self._say(said, self._text_language)

    def _say(self, text: str, language: str) -> None:
        if text.strip(" |\n\t") and self._into:
            place = self._into[-1]
            if place.texts and place.kind in (SECTION, BOX):
                place.joins.append(joined(place.last, text))
            place.texts.append(kept(text, language))
            place.last = text


def _is_one_text(tag: str, found: _Attributes, open_: list[_Element]) -> bool:
    """Tell whether an element is one text that has no tag for it: a deep heading, a card, a drawing."""
    if tag == "p":
        return found.get("role") == "heading"
    if tag == "svg":
        return True
    return tag == "li" and len(open_) > 1 and "cards" in open_[-2].looks


def _plain(text: str) -> str:
    return " ".join(bare(text).split())


def _classes(found: _Attributes) -> list[str]:
    return (found.get("class") or "").split()
