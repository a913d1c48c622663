"""Slips of typography: where one stands in a text, and what its language writes there."""

from __future__ import annotations

import re

from msgspec import Struct

from report_builder.content.pasted.prose import MASK
from report_builder.patterns import late

BLANK = "[ \u00a0\u202f]"
DASH = "[-–—]"
OPENING = "([{«“‘\"'*_|"
_CLOSING = ",;:!?)]}»”’\"'…*_|" + MASK
_LONGEST = 40
_LAST = late(r"[^ \u00a0\u202f\n]+(?=[ \u00a0\u202f]?\Z)")
_NEXT = late(r"[ \u00a0\u202f]?([^ \u00a0\u202f\n]+)")


class Slip(Struct, frozen=True, order=True):
    """What stands from ``start`` up to ``end`` of a text should be ``text``.

    ``key`` says what is wrong. ``shown`` is the part of the text, around it, that is shown to the editor.
    Where it is not ``certain`` something else may be meant, and it is only told.
    """

    key: str
    start: int
    end: int
    text: str
    shown: tuple[int, int]
    certain: bool = True

    def right(self, text: str) -> str:
        """What is shown, mended, of the ``text`` that has the slip."""
        first, last = self.shown
        return text[first : self.start] + self.text + text[self.end : last]


def word_before(text: str, at: int) -> str:
    """The word before the one that begins at ``at``, without signs that open; empty where a line begins."""
    found = _LAST.search(text[max(0, at - _LONGEST) : at])
    return found[0].lstrip(OPENING) if found else ""


def word_behind(text: str, at: int) -> str:
    """The word behind the one that ends at ``at``, with its stop but no other sign that closes."""
    found = _NEXT.match(text, at, at + _LONGEST)
    if not found:
        return ""
    word = found[1].rstrip(_CLOSING)
    # Behind a mark that closes, a stop is the sentence's.
    return word[:-1].rstrip(_CLOSING) if word.endswith(".") and word[-2:-1] in _CLOSING else word


def line_around(text: str, at: int) -> str:
    """What is read together with the character at ``at``: its line, or its cell of a table."""
    first = max(text.rfind("\n", 0, at), text.rfind("|", 0, at)) + 1
    ends = [end for sign in "\n|" if (end := text.find(sign, at)) >= 0]
    return text[first : min(ends, default=len(text))]


def line_of(text: str, at: int) -> str:
    """The line of the character at ``at``."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def spread(match: re.Match[str], group: int = 0) -> tuple[int, int]:
    """Where a match, or a group of it, stands."""
    return match.start(group), match.end(group)
