"""Where an old page says what the newest version has: places in the bytes of a page, drawn or filled before.

A page is drawn once, and these places are filled again and again; nothing else of it is ever written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

NOTICE = ""
"""The name of the slot of the notice above a page. All others are named after the id of their place."""

_BAR = re.compile(rb'<header class="bar" data-site>')
_BAR_ENDS = b"</header>"
_MAIN = re.compile(rb'<main id="rb-main"[^<>]*>\n?')
_ATTRIBUTES = rb"[^<>]*?"
_HEADING = re.compile(
    rb"<section(?: " + _ATTRIBUTES + rb')? id="([^"]*)"' + _ATTRIBUTES + rb">"
    rb'(?:<header class="opener">.*?)?\s*'
    rb'<(?:h[1-6]|p(?= [^<>]*role="heading"))\b' + _ATTRIBUTES + rb">.*?</(?:h[1-6]|p)>",
    re.DOTALL,
)
_OBJECT = re.compile(
    rb'(?:<div class="(?:charted|table)\b' + _ATTRIBUTES + rb">\s*)?"
    rb'<(?:table|figure|aside(?= class="fact\b))(?= )' + _ATTRIBUTES + rb' id="([^"]*)"'
)
_FILLED = re.compile(
    rb"<(p|div)\b" + _ATTRIBUTES + rb" data-newer\b" + _ATTRIBUTES + rb">.*?</\1>", re.DOTALL
)


class Slot(NamedTuple):
    """A place in a page: what stands in ``first:stop`` of its bytes is what it was filled with."""

    name: str
    first: int
    stop: int


def slots(page: bytes) -> tuple[Slot, ...]:
    """Give the slots of a page in order: of the notice, and of each heading, table, figure or box with an id.

    It may be a page as it was drawn, or one that was filled with what :mod:`telling` gives. The slot of a
    heading is behind it, that of any other place before it. A page without a head for a notice has none.
    """
    found = {first: name for name, first in _places(page)}
    return tuple(Slot(found[first], first, _end(page, first)) for first in sorted(found))


def _places(page: bytes) -> Iterator[tuple[str, int]]:
    bar = _BAR.search(page)
    if bar is None:
        if main := _MAIN.search(page):
            yield NOTICE, main.end()
        return
    end = page.index(_BAR_ENDS, bar.end())
    before = next((match.start() for match in _FILLED.finditer(page, bar.end(), end)), end)
    yield NOTICE, before
    for match in _HEADING.finditer(page):
        yield unescape(match[1].decode()), match.end()
    for match in _OBJECT.finditer(page):
        filled = page.rfind(b"<p", 0, match.start())
        is_filled = filled >= 0 and (one := _FILLED.match(page, filled)) and one.end() == match.start()
        yield unescape(match[1].decode()), filled if is_filled else match.start()


def _end(page: bytes, first: int) -> int:
    filled = _FILLED.match(page, first)
    return filled.end() if filled else first


def fill(page: bytes, places: Sequence[Slot], texts: Mapping[str, bytes]) -> tuple[bytes, tuple[Slot, ...]]:
    """Give the page with ``texts`` by the names of slots, and its slots as they are then.

    ``places`` are the slots of ``page``. One without a text is emptied: with no texts at all the page is as
    it was drawn. Of a name that stands twice the first is filled.
    """
    parts: list[bytes] = []
    filled: list[Slot] = []
    at = size = 0
    named = set[str]()
    for name, first, stop in places:
        text = b"" if name in named else texts.get(name, b"")
        named.add(name)
        parts += (page[at:first], text)
        size += first - at
        filled.append(Slot(name, size, size + len(text)))
        size += len(text)
        at = stop
    parts.append(page[at:])
    return b"".join(parts), tuple(filled)
