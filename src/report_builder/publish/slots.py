"""What a page says of other versions: in slots, so that it can be said anew without the page being drawn.

While a page is drawn, a sign holds the place of each; :func:`cut` takes the signs out and keeps where they
were, :func:`fill` puts texts there, into a page that has others as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from markupsafe import Markup
from msgspec import Struct

_SIGN = re.compile(rb"\x00([^\x00]*)\x00")
"""No text of a report has this character."""


class Slot(Struct, frozen=True, array_like=True):
    """A place in the bytes of a page, from ``start`` to ``end``; empty in a page that was just drawn."""

    name: str
    start: int
    end: int


def slot(name: str) -> Markup:
    """Give the sign that holds the place of the text ``name`` in a page."""
    return Markup(f"\0{name}\0")  # noqa: S704  a name of our own


def cut(page: bytes) -> tuple[bytes, tuple[Slot, ...]]:
    """Take the signs out of a page; its slots are empty."""
    parts = _SIGN.split(page)
    slots, at = [], 0
    for text, name in zip(parts[::2], parts[1::2], strict=False):
        at += len(text)
        slots.append(Slot(name.decode(), at, at))
    return b"".join(parts[::2]), tuple(slots)


def fill(page: bytes, slots: tuple[Slot, ...], texts: Mapping[str, str]) -> tuple[bytes, tuple[Slot, ...]]:
    """Let the slots of ``page`` say ``texts``, by name; one without a text is empty.

    Gives the page with its slots as they are then.
    """
    parts, filled, read, at = [], [], 0, 0
    for place in slots:
        before, said = page[read : place.start], texts.get(place.name, "").encode()
        start = at + len(before)
        at, read = start + len(said), place.end
        parts += [before, said]
        filled.append(Slot(place.name, start, at))
    return b"".join([*parts, page[read:]]), tuple(filled)


def digest_of(slots: tuple[Slot, ...], texts: Mapping[str, str]) -> str:
    """Give what tells whether slots say these texts already."""
    said = "\0".join(texts.get(place.name, "") for place in slots)
    return sha256(said.encode()).hexdigest()[:16]
