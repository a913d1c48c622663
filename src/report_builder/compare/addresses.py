"""The places in a file that addresses lead to, and which of them a new edition takes away or gives to others.

An id is part of an address: of the PDF (``#id``), and of a page of the web edition. Whoever linked to it
before a release has that address after it too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from report_builder.check.document import Document, as_dict, number_of, string
from report_builder.model.showings import is_place

_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})*\s+")
_OURS = re.compile(r"rb-.*|note-.*|.*\.ref")
_COUNTED = re.compile(r"(.+)-\d+")


class Heading(Struct, frozen=True):
    """What a bookmark says: the title without its number, and that of the chapter it is in."""

    title: str
    chapter: str


class Addresses(Struct, frozen=True):
    """The ids of a file; ``headings`` are those that are ids of headings."""

    ids: frozenset[str]
    headings: Mapping[str, Heading]


class GoneAddress(Struct, frozen=True):
    """An id that is no more. ``title`` is the heading it led to, ``now`` the id of the same heading today.

    Both may be empty: a figure has no title, and a heading may be gone too.
    """

    id: str
    title: str
    now: str


class MovedAddress(Struct, frozen=True):
    """An id that stays and leads to something else, which is told in words: its heading, or its chapter."""

    id: str
    before: str
    after: str
    chapter: bool


class ChangedAddresses(Struct, frozen=True):
    """What the links of readers will miss, in the order of the file before."""

    gone: tuple[GoneAddress, ...]
    moved: tuple[MovedAddress, ...]


def read_addresses(pdf: bytes, findings: str) -> Addresses:
    """Read the named destinations and bookmarks. Raises Encrypted or Unreadable for what is no sound PDF.

    What the program names itself, for notes and by counting, is left out: nobody links to it. So are the
    places of findings, whose addresses are on the site; ``findings`` is the word for them in the file.
    """
    with Document(pdf) as document:
        names = as_dict(document.resolve(document.catalog.get("/Names")))
        found = [
            string(document.resolve(name)) or "" for name, _ in document.tree(names.get("/Dests"), "/Names")
        ]
        headings = _headings(document)
    ids = frozenset(
        name for name in found if name and not _OURS.fullmatch(name) and not is_place(findings, name)
    )
    counted = {
        name
        for name in ids
        if name not in headings and (match := _COUNTED.fullmatch(name)) and match[1] in ids
    }
    return Addresses(ids - counted, headings)


def _headings(document: Document) -> dict[str, Heading]:
    """The bookmarks by the id they lead to, in order; each is read once, however a file is tied together."""
    found: dict[str, Heading] = {}
    seen = set[int]()
    root = as_dict(document.resolve(document.catalog.get("/Outlines")))
    waiting: list[tuple[object, str]] = [(root.get("/First"), "")]
    while waiting:
        value, chapter = waiting.pop()
        number = number_of(value)
        if number is None or number in seen:
            continue
        seen.add(number)
        item = as_dict(document.resolve(value))
        title = _NUMBERED.sub("", (string(document.resolve(item.get("/Title"))) or "").strip(), count=1)
        if target := string(document.resolve(item.get("/Dest"))):
            found.setdefault(target, Heading(title, chapter or title))
        waiting.append((item.get("/Next"), chapter))
        waiting.append((item.get("/First"), chapter or title))
    return found


def changed_addresses(before: Addresses, after: Addresses) -> ChangedAddresses:
    """Tell which ids are gone, and which lead to another heading or into another chapter.

    A heading that only has another wording is where it was. One that stands elsewhere under another id, or
    that had another id before, is another place.
    """
    old_ids, new_ids = _by_title(before), _by_title(after)
    chapters = {heading.chapter for heading in after.headings.values()}
    gone: list[GoneAddress] = []
    moved: list[MovedAddress] = []
    order = {name: at for at, name in enumerate(before.headings)}
    for name in sorted(before.ids, key=lambda name: (order.get(name, len(order)), name)):
        old, new = before.headings.get(name), after.headings.get(name)
        if name not in after.ids:
            gone.append(
                GoneAddress(name, old.title if old else "", new_ids.get(old.title, "") if old else "")
            )
        elif old and new and old.title != new.title:
            if new_ids.get(old.title) or old_ids.get(new.title):
                moved.append(MovedAddress(name, old.title, new.title, chapter=False))
        elif old and new and old.chapter != new.chapter and old.chapter in chapters:
            moved.append(MovedAddress(name, old.chapter, new.chapter, chapter=True))
    return ChangedAddresses(tuple(gone), tuple(moved))


def _by_title(addresses: Addresses) -> dict[str, str]:
    """The id of each title that stands once."""
    counts = Counter(heading.title for heading in addresses.headings.values())
    return {heading.title: name for name, heading in addresses.headings.items() if counts[heading.title] == 1}
