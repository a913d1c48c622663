"""Ids: the author's own, those made from titles, and those made from a place."""

from __future__ import annotations

import unicodedata

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say
from report_builder.patterns import late

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "œ": "oe"})
_GAP = late(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Make an id from words: ASCII letters, digits and hyphens; empty when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return _GAP.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


class Ids:
    """Every id of one report. Ids of authors are declared first, then others are made around them."""

    def __init__(self) -> None:
        self._declared: dict[str, SourceSpan] = {}
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def declare(self, identifier: str, span: SourceSpan, diagnostics: Diagnostics) -> None:
        """Register an author's id; RB-DUPLICATE-ID with both places when it stands twice."""
        first = self._declared.setdefault(identifier, span)
        self._taken.add(identifier)
        if first != span:
            message = say("content.id-twice", id=identifier)
            diagnostics.error("RB-DUPLICATE-ID", span, message, say("content.another-id"), (first,))

    def make(self, base: str) -> str:
        """Return ``base``, or ``base`` with the lowest number that makes it unique."""
        identifier = base
        number = self._next.get(base, 2)
        while identifier in self._taken:
            identifier = f"{base}-{number}"
            number += 1
        self._next[base] = number
        self._taken.add(identifier)
        return identifier

    def number(self, base: str, start: int) -> tuple[str, int]:
        """Return ``base-start``, or the next that is free, and the number after it."""
        while (identifier := f"{base}-{start}") in self._taken:
            start += 1
        self._taken.add(identifier)
        return identifier, start + 1
