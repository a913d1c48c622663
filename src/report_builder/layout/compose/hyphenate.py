"""Where a word may be divided."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from report_builder.layout.compose.fonts import SOFT_HYPHEN

_LETTERS = re.compile(r"[^\W\d_]{6,}")
_AFTER = re.compile(r"(?<=[\w.])[-‐–—/](?=\w)|(?<=\w)[.@_](?=\w{2})(?=\S*[/@])")
_DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_LEAST_LEFT = 3
_LEAST_RIGHT = 3


class Opportunity(NamedTuple):
    """A place before character ``offset`` where a line may end, with a hyphen or without."""

    offset: int
    hyphen: bool


@cache
def opportunities(text: str, language: str) -> tuple[Opportunity, ...]:
    """All places inside ``text`` (no blanks) where a line may end.

    Hyphenation follows the patterns of ``language`` and is left out where there are none; soft
    hyphens of the author replace them. After a hyphen, a dash or a slash no hyphen is added.
    """
    places = {match.end(): False for match in _AFTER.finditer(text)}
    if SOFT_HYPHEN in text:
        places |= {index + 1: True for index, char in enumerate(text) if char == SOFT_HYPHEN}
    else:
        for match in _LETTERS.finditer(text):
            for offset in _positions(match.group().lower(), language):
                places.setdefault(match.start() + offset, True)
    return tuple(Opportunity(offset, places[offset]) for offset in sorted(places) if 0 < offset < len(text))


def _positions(word: str, language: str) -> list[int]:
    dictionary = _dictionary(language.partition("-")[0])
    if dictionary is None:
        return []
    return [
        int(position)
        for position in dictionary.positions(word)
        if _LEAST_LEFT <= position <= len(word) - _LEAST_RIGHT
    ]


@cache
def _dictionary(language: str):  # type: ignore[no-untyped-def]
    if language not in _DICTIONARIES:
        return None
    # 100 ms with its patterns, so it is imported only where words are divided.
    import pyphen

    return pyphen.Pyphen(lang=_DICTIONARIES[language])
