"""Slips of typography: where one stands in a text, and what its language writes there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from report_builder.content.pasted.prose import MASK
from report_builder.patterns import late

BLANKS = " \u00a0\u202f"
BLANK = f"[{BLANKS}]"
DASH = "[-–—]"
OPENING = "([{«“‘\"'*_|"
CLOSING = ",;:!?)]}»”’\"'…*_|^[" + MASK
_MARKER = late(r"(?:#{1,6}|[-*+•–]|\d{1,9}[.)]|\[\^?[^\]\n]+\]:|:) *\Z")
NUMBER_ENDS = frozenset("0123456789%‰°")
_SENTENCE_END = late(
    r"[.!?…][\"»”’*_)\]]*\s+(?=[\"«“‘*_(\[]*[A-ZÀ-ÖØ-Þ])|\||(?<=\w\w)[.!?](?=[A-ZÀ-ÖØ-Þ][^\W\d_A-ZÀ-ÖØ-Þ])"
)
"""The end of a sentence, also where the blank behind it is missing, or of a cell."""
_SET_OFF = late(rf"{BLANK}-{BLANK}")
_LONGEST = 40
_LAST = late(r"[^ \u00a0\u202f\n]+(?=[ \u00a0\u202f]?\Z)")
_NEXT = late(r"[ \u00a0\u202f]?([^ \u00a0\u202f\n]+)")


class Slip(Struct, frozen=True, order=True):
    """What stands from ``start`` up to ``end`` of a text should be ``text``.

    ``key`` says what is wrong. ``shown`` is the part of the text, around it, that is shown to the editor.
    Where it is not ``certain`` something else may be meant, and it is only told. Those of one ``sort`` are
    mended together in a sentence, or none of them.
    """

    key: str
    start: int
    end: int
    text: str
    shown: tuple[int, int]
    certain: bool = True
    sort: str = ""


class Places:
    """Places of a text, each from a character up to and with another one; asked for in no time."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        pairs = sorted(places)
        self._starts = [start for start, _ in pairs]
        self._ends = list(accumulate((end for _, end in pairs), max))

    def has(self, at: int) -> bool:
        """Whether the character at ``at`` is in one of them."""
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and self._ends[index] >= at


def word_before(text: str, at: int) -> str:
    """The word before the one that begins at ``at``, without signs that open; empty where a line begins."""
    found = _LAST.search(text[max(0, at - _LONGEST) : at])
    return found[0].lstrip(OPENING) if found else ""


def word_behind(text: str, at: int) -> str:
    """The word behind the one that ends at ``at``, with its stop but no other sign that closes."""
    found = _NEXT.match(text, at, at + _LONGEST)
    if not found:
        return ""
    word = found[1].rstrip(CLOSING)
    # Behind a mark that closes, a stop is the sentence's.
    return word[:-1].rstrip(CLOSING) if word.endswith(".") and word[-2:-1] in CLOSING else word


def word_end(text: str, at: int) -> int:
    """Where the word ends that the character at ``at`` is of."""
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def words_around(text: str, at: int) -> tuple[int, int]:
    """Where the word at ``at`` begins and ends, or the two on both sides of a hyphen between blanks."""
    start = at
    while start and not text[start - 1].isspace():
        start -= 1
    hyphen = _SET_OFF.match(text, at)
    return start, word_end(text, hyphen.end() if hyphen else at)


def line_around(text: str, at: int) -> str:
    """What is read together with the character at ``at``: its line, or its cell of a table."""
    first = max(text.rfind("\n", 0, at), text.rfind("|", 0, at)) + 1
    ends = [end for sign in "\n|" if (end := text.find(sign, at)) >= 0]
    return text[first : min(ends, default=len(text))]


def line_of(text: str, at: int) -> str:
    """The line of the character at ``at``."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence, or the cell, of the character at ``at`` begins and ends."""
    begins, ends = _sentences(text)
    index = bisect_right(begins, at) - 1
    return begins[index], ends[index]


@lru_cache(maxsize=2)
def _sentences(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where the sentences of a text begin and end; asked again and again of one text, and of its mending."""
    stops = [stop.span() for stop in _SENTENCE_END.finditer(text)]
    return [0, *(end for _, end in stops)], [*(start for start, _ in stops), len(text)]


def is_marker(text: str, at: int) -> bool:
    """Whether no more than the mark of a heading, an item or a note stands before ``at`` in its line."""
    return _MARKER.match(text, text.rfind("\n", 0, at) + 1, at) is not None


def spread(match: re.Match[str], group: int = 0) -> tuple[int, int]:
    """Where a match, or a group of it, stands."""
    return match.start(group), match.end(group)
