"""Ids: the author's own, those made from titles, and those made from a place."""

from __future__ import annotations

import unicodedata

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say
from report_builder.patterns import late

_WRITTEN = (
    "æae/øo/åa/đd/ŋn/ŧt/ßss/œoe/łl/ıi/þth/ðd/ħh/ĸk/ŉn/ſs/ƶz/ʒz/ǥg/əe/ĳij/ɨi/"
    "αa/βv/γg/δd/εe/ζz/ηi/θth/ιi/κk/λl/μm/νn/ξx/οo/πp/ρr/σs/ςs/τt/υy/φf/χch/ψps/ωo/"
    "аa/бb/вv/гg/дd/еe/жzh/зz/иi/йj/кk/лl/мm/нn/оo/пp/рr/сs/тt/уu/фf/хkh/цts/чch/шsh/щshch/ъ/ыy/ь/эe/юju/"
    "яja/ёjo/єje/іi/їji/ґg/ўu/ђdj/јj/љlj/њnj/ћc/џdz/ѓg/ќk/ѕdz"
)
"""Latin, Greek and Cyrillic letters, each with what it is in an id.

An address is for good, so no library may give other letters in its next version.
"""
_LETTERS = str.maketrans({word[0]: word[1:] for word in _WRITTEN.split("/")})
_GAP = late(r"[\W_]+")


def slug(text: str) -> str:
    """Make an id from words: letters, digits and hyphens; empty when nothing is left of it.

    Latin, Greek and Cyrillic letters become ASCII; those of other scripts stay what they are.
    """
    small = unicodedata.normalize("NFC", text.lower()).translate(_LETTERS)
    bare = "".join(char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char))
    return _GAP.sub("-", unicodedata.normalize("NFC", bare.translate(_LETTERS))).strip("-")


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
