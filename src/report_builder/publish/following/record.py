"""What is kept of an edition when it is drawn, so that it never has to be drawn or read again.

A record has the places of the edition that something can lead to, and for each the texts that stand there:
not the texts, but enough to tell which are the same in another version, and which are but for a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from msgspec import Struct

FORM = 2
"""The form of a record, for those who read it."""

DIGEST = 6
"""Letters of the digest of a text."""
SKETCH = 8
"""Letters of its sketch: two texts have about as many of them in common as of their words."""
KEPT = DIGEST + SKETCH
JOIN = 2
"""Letters of the digest that a text would have, were it one with the next text of its place."""

CHAPTER = 1
"""The level of a chapter; a section's is higher, and that of what is no heading is :data:`OBJECT`."""
OBJECT = 0

VALUE = 3
"""Letters of the value of a number; before them stands one for the word at each side of it."""
SIDES = 2
BETWEEN = "\t"
"""Stands between the numbers of a text."""

SECTION, TABLE, FIGURE, BOX = "s", "t", "f", "b"
"""The kinds of places."""


class Place(Struct, frozen=True, array_like=True):
    """Where something can lead to, with the texts that stand there and not in a place inside it.

    ``page`` is the index of its page. ``number`` is "2.1" or "Figur 2" or empty; what has a name like the
    latter has no ``title``. ``language`` is a BCP 47 tag where it is not the report's. ``texts`` has the
    digest and the sketch of every text, in order, without anything between them; ``numbers`` has the numbers
    of a text by its index (see :func:`numbers_of`).
    """

    id: str
    page: int
    kind: str
    level: int
    number: str
    title: str
    language: str = ""
    texts: str = ""
    numbers: Mapping[int, str] = {}


class Number(NamedTuple):
    """A number as it is kept.

    ``before`` and ``after`` stand for the words beside it, ``value`` for its value; ``shown`` is how it is
    written, with its unit.
    """

    before: str
    after: str
    value: str
    shown: str


def numbers_of(written: str) -> list[Number]:
    """Give the numbers of a text from what is kept of them."""
    return [
        Number(one[0], one[1], one[SIDES : SIDES + VALUE], one[SIDES + VALUE :])
        for one in filter(None, written.split(BETWEEN))
    ]


class Record(Struct, frozen=True):
    """The places of one edition in the order in which they are read.

    ``index`` is the page of the contents, whose heading is ``contents``, ``whole`` that of everything, and
    ``pages`` are those of the chapters. ``joins`` has, for every two texts in a row of a section or box, the
    first letters of the digest of both as one text: by them a paragraph that was divided is known again.
    """

    form: int
    language: str
    index: str
    whole: str
    contents: str
    pages: tuple[str, ...]
    places: tuple[Place, ...]
    joins: str = ""


def joins_in(place: Place) -> int:
    """Give how many letters of ``Record.joins`` are those of a place."""
    return JOIN * max(0, len(place.texts) // KEPT - 1) if place.kind in (SECTION, BOX) else 0


def as_json(record: Record) -> bytes:
    """Write a record as one line of JSON."""
    return msgspec.json.encode(record) + b"\n"
