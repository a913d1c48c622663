"""The elements of a file in SVG, read by Expat: nothing is fetched, declared or run.

A document type is passed over, unless it declares something: entities can grow without end, and read files.
Those that are an address may stand in attributes, where drawing programs have the names of their namespaces.
Elements and attributes of other namespaces, where drawing programs keep what is their own, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

from msgspec import Struct

from report_builder.graphics.svg.faults import BOMB, BROKEN, REMOTE, UNSUPPORTED, Faults
from report_builder.patterns import late

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 50_000
MOST_LEVELS = 100

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_KEPT = {f"{_XLINK} href": "href", f"{_XML} space": "xml:space", f"{_XML} base": "xml:base"}
_ACTIVE = frozenset(
    ("script", "handler", "listener", "animate", "animateColor", "animateMotion", "animateTransform", "set")
)
"""Elements that do something, or move (SVG 1.1, 18 and 19; SVG Tiny 1.2, 15)."""
_SAYS_NOTHING = frozenset(("metadata", "title", "desc"))


_ADDRESS = late(r"(?:https?://|urn:)[\w./:#-]*", re.ASCII)
_LONGEST_ADDRESS = 120
"""The most that an entity may become, in characters."""


class Element(Struct, eq=False):
    """An element of SVG: ``kids`` are those inside it and the text between them."""

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    parent: Element | None
    kids: list[Element | str]

    @property
    def elements(self) -> Iterator[Element]:
        """The elements inside it."""
        return (kid for kid in self.kids if isinstance(kid, Element))

    def walk(self) -> Iterator[Element]:
        """Give it and all below it, in the order of the file."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed([*one.elements])


class Spot(NamedTuple):
    """A place in the file."""

    line: int
    column: int


class _StopReadingError(Exception):
    """What follows is not read; it was told why."""


def read_elements(data: bytes, faults: Faults) -> Element | None:
    """Read the file; None after a diagnostic where it is no drawing, or would be more than a drawing."""
    if len(data) > MOST_BYTES:
        _too_much(Spot(0, 1), faults)
        return None
    reading = _Reading(faults)
    try:
        reading.parser.Parse(data, True)
    except _StopReadingError:
        return None
    except (expat.ExpatError, ValueError, LookupError) as fault:
        # Its own text has the place at its end.
        reason = expat.ErrorString(fault.code) if isinstance(fault, expat.ExpatError) else str(fault)
        spot = Spot(reading.parser.ErrorLineNumber, reading.parser.ErrorColumnNumber + 1)
        faults.error(spot, BROKEN, "graphics.svg-xml", "graphics.svg-value.hint", reason=reason)
        return None
    return reading.root


def _too_much(spot: Spot, faults: Faults) -> None:
    limits = {"elements": MOST_ELEMENTS, "levels": MOST_LEVELS, "megabytes": MOST_BYTES // 1_000_000}
    faults.error(spot, BOMB, "graphics.svg-limit", "graphics.svg-limit.hint", **limits)


class _Reading:
    """One file while it is read."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self.root: Element | None = None
        self._open: Element | None = None
        self._count = self._level = 0
        self._passed_over = 0
        self._entities: set[str] = set()
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.EntityDeclHandler = self._entity
        self.parser.AttlistDeclHandler = self._declared
        self.parser.ElementDeclHandler = self._declared
        self.parser.NotationDeclHandler = self._declared
        # With it entities between elements are not expanded, but handed over by their names.
        self.parser.DefaultHandler = self._other
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    @property
    def _spot(self) -> Spot:
        return Spot(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _entity(self, name: str, is_of_types: int, value: str | None, *_: object) -> None:
        is_address = not is_of_types and value is not None and len(value) <= _LONGEST_ADDRESS
        if not is_address or not _ADDRESS.fullmatch(value or ""):
            self._declared()
        self._entities.add(f"&{name};")

    def _other(self, text: str) -> None:
        if text in self._entities:
            self._declared()

    def _declared(self, *_: object) -> None:
        self._faults.error(self._spot, UNSUPPORTED, "graphics.svg-entities", "graphics.svg-plain.hint")
        raise _StopReadingError

    def _instruction(self, target: str, _data: str) -> None:
        if target.casefold() == "xml-stylesheet":
            self._faults.error(
                self._spot, REMOTE, "graphics.svg-outside", "graphics.svg-outside.hint", address=target
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._level += 1
        if self._count > MOST_ELEMENTS or self._level > MOST_LEVELS:
            _too_much(self._spot, self._faults)
            raise _StopReadingError
        namespace, _, local = name.rpartition(" ")
        if self.root is None and (namespace, local) != (_SVG, "svg"):
            self._faults.error(self._spot, BROKEN, "graphics.svg-none", "graphics.svg-value.hint", name=local)
            raise _StopReadingError
        if self._passed_over or namespace != _SVG or local in _SAYS_NOTHING:
            self._passed_over += 1
            return
        if local in _ACTIVE:
            self._active(f"<{local}>")
            self._passed_over += 1
            return
        spot = self._spot
        made = Element(local, self._own(attributes), spot.line, spot.column, self._open, [])
        if self._open is None:
            self.root = made
        else:
            self._open.kids.append(made)
        self._open = made

    def _own(self, attributes: dict[str, str]) -> dict[str, str]:
        own: dict[str, str] = {}
        for name, value in attributes.items():
            if " " not in name:
                if name[:2].casefold() == "on":
                    self._active(name)
                own.setdefault(name, value)
            elif name in _KEPT and _KEPT[name] not in attributes:
                # The plain href goes before XLink's (SVG 2, 16.1.6).
                own[_KEPT[name]] = value
        return own

    def _active(self, name: str) -> None:
        self._faults.error(
            self._spot, UNSUPPORTED, "graphics.svg-active", "graphics.svg-plain.hint", name=name
        )

    def _end(self, _name: str) -> None:
        self._level -= 1
        if self._passed_over:
            self._passed_over -= 1
        elif self._open is not None:
            self._open = self._open.parent

    def _text(self, text: str) -> None:
        if self._open is not None and not self._passed_over:
            self._open.kids.append(text)
