"""What a question is about, and the key that stays as long as it does not change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from msgspec import Struct

from report_builder.check.reading import Node
from report_builder.language.word_lists import MONTHS, any_word
from report_builder.patterns import late
from report_builder.sources.characters import SOFT_HYPHEN

_DIGITS = late(r"\d+(?:[ \u00a0.,:]\d+)*")
_KEY_LENGTH = 16
"""Hexadecimal digits: two of a million subjects have the same key once in thirty million files."""


class Subject(Struct, frozen=True):
    """Something in a file that a person is to look at.

    ``kind`` is one of ``questions.KINDS``. ``key`` tells it from all others of its kind, and is another as
    soon as something changes that an answer may depend on; where it stands, and in which order, is no such
    thing. ``pages`` are indices from 0. ``marks`` are page and MCID of what is to be outlined, empty where
    that has none. ``name`` is what the file calls it (roles, attributes, a language), ``text`` what it says
    and ``alt`` its alternative text.
    """

    kind: str
    key: str
    pages: tuple[int, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    name: str = ""
    text: str = ""
    alt: str = ""


def key_of(kind: str, *facts: object) -> str:
    """Give the key of a subject with these facts, which JSON can hold."""
    written = json.dumps((kind, facts), ensure_ascii=False, sort_keys=True, default=str)
    return sha256(written.encode()).hexdigest()[:_KEY_LENGTH]


def masked(text: str) -> str:
    """Give a text with the same sign for each number, whatever its value: headings, pages and dates go on."""
    plain = _DIGITS.sub("0", " ".join(text.replace(SOFT_HYPHEN, "").split()))
    return _months().sub("0", plain) if "0" in plain else plain


@cache
def _months() -> re.Pattern[str]:
    """The name of a month in a date whose numbers are masked, in every language that we have."""
    name = any_word(*MONTHS)
    return re.compile(rf"(?:(?<=\b0 )|(?<=\b0\. ))(?:{name})(?= 0\b)|\b(?:{name})(?= 0, 0\b)")


def of_node(kind: str, node: Node, *facts: object, name: str = "", text: str | None = None) -> Subject:
    """Give the subject that an element is; ``facts`` are what its key is made of."""
    said = node.text if text is None else text
    return Subject(
        kind,
        key_of(kind, *facts),
        pages_of([node]),
        marks_of([node]),
        name or called(node),
        " ".join(said.split()),
        node.alt or node.actual_text or "",
    )


def called(node: Node) -> str:
    """Give the role of an element with the standard one, where that is another; else its kind says enough."""
    return "" if node.role == node.standard else f"{node.role} ({node.standard})"


def marks_of(nodes: Iterable[Node]) -> tuple[tuple[int, int], ...]:
    """Give every mark of elements as page index and MCID, in reading order."""
    return tuple((mark.page, mark.mcid) for node in nodes for mark in node.passages)


def pages_of(nodes: Iterable[Node]) -> tuple[int, ...]:
    """Give the indices of the pages on which elements stand, in order."""
    return tuple(sorted({mark.page for node in nodes for mark in node.passages}))


def merged(subjects: Iterable[Subject]) -> list[Subject]:
    """Give each subject once, on all of its pages, in the order in which they are first met."""
    found: dict[tuple[str, str], Subject] = {}
    for one in subjects:
        before = found.get((one.kind, one.key))
        if before is not None:
            pages = tuple(sorted({*before.pages, *one.pages}))
            one = Subject(  # noqa: PLW2901  the same, on more pages
                one.kind, one.key, pages, before.marks, before.name, before.text, before.alt
            )
        found[one.kind, one.key] = one
    return list(found.values())
