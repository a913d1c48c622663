"""Abbreviations as they are written by mistake, and names of documents that have several of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from report_builder.content.pasted.slips import BLANK, BLANKS, Slip, spread, word_end
from report_builder.content.tie_rules import one_of
from report_builder.language.word_lists import listed
from report_builder.patterns import late

_STOP_MOVED = [2, 1]
"""So many letters stand before and behind the stop that is often written one letter too early: b.la."""
DOCUMENT = late(r"\.(?<=[^\W\d_]\.)[SnOL]")


def slipped_forms(language: str) -> dict[str, str]:
    """Abbreviations as they are written by mistake, in small letters, with their right form."""
    plain = listed("rule.abbreviations", language)
    stopped = listed("rule.abbreviations-with-stops", language)
    found: dict[str, str] = {}
    for right in (*plain, *stopped):
        found[right[:-1]] = right
        parts = right[:-1].split(".")
        if parts[1:]:
            spaced = (". ".join(parts), " ".join(parts))
            found |= dict.fromkeys((*spaced, *(f"{form}." for form in spaced)), right)
        if parts[1:] and right in plain:
            found |= dict.fromkeys(("".join(parts), "".join(parts) + "."), right)
        if [*map(len, parts)] == _STOP_MOVED:
            moved = f"{right[0]}.{right[1]}{parts[1]}"
            found |= dict.fromkeys((moved, f"{moved}."), right)
    for right in listed("rule.abbreviations-of-letters", language):
        lettered = ".".join(right[:-1])
        found |= dict.fromkeys((lettered, f"{lettered}."), right)
    return found


class _Names(Struct, frozen=True):
    """Names of documents without the blanks inside, with their right form, and what finds them."""

    right: Mapping[str, str]
    pattern: re.Pattern[str]


@cache
def _names(language: str) -> _Names:
    names = [name for name in listed("rule.numbered-documents", language) if " " in name]
    right = {name.replace(" ", ""): name for name in reversed(names)}
    return _Names(right, re.compile(rf"(?<![\w.]){one_of(right)}{BLANK}?(?=\d)"))


def documents(text: str, language: str) -> Iterator[Slip]:
    """The blanks inside the name of a document, and before its number: Ot.prp. nr. 5."""
    names = _names(language)
    for match in names.pattern.finditer(text):
        right = names.right[match[0].rstrip(BLANKS)]
        shown = (match.start(), word_end(text, match.end()))
        yield Slip("content.typography-missing-blank", *spread(match), f"{right} ", shown)
