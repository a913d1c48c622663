"""Where an edition's page says what the newest version has at the same place: one slot for each place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from report_builder.publish.slots import Slot

_ATTRIBUTES = rb"[^<>]*?"
_HEADING = re.compile(
    rb"<section(?: " + _ATTRIBUTES + rb')? id="([^"]*)"' + _ATTRIBUTES + rb">"
    rb'(?:<header class="opener">.*?)?\s*'
    rb'<(?:h[1-6]|p(?= [^<>]*role="heading"))\b' + _ATTRIBUTES + rb">.*?</(?:h[1-6]|p)>",
    re.DOTALL,
)
_OBJECT = re.compile(
    rb'(?:<div class="(?:charted|table)\b' + _ATTRIBUTES + rb">\s*)?"
    rb'<(?:table|figure|div(?= class="fact\b))(?= )' + _ATTRIBUTES + rb' id="([^"]*)"'
)


def slot_of(place: str) -> str:
    """Give the name of the slot of the place with this id."""
    return f"#{place}"


def with_places(page: bytes, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Add to the slots of a page, as it was drawn, one for each heading, table, figure and box with an id.

    That of a heading is behind it, that of any other place before it.
    """
    own = (Slot(slot_of(name), at, at) for name, at in _places(page))
    return tuple(sorted((*slots, *own), key=lambda slot: slot.start))


def _places(page: bytes) -> Iterator[tuple[str, int]]:
    for match in _HEADING.finditer(page):
        yield unescape(match[1].decode()), match.end()
    for match in _OBJECT.finditer(page):
        yield unescape(match[1].decode()), match.start()
