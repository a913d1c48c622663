"""Where lines may end in scripts that write no blanks between words.

Thai words are found by newmm, the dictionary search of PyThaiNLP; Ethiopic has a sign between words.
"""

from __future__ import annotations

import re
from functools import lru_cache

_THAI = re.compile("[\u0e00-\u0e7f]{2,}")
_ETHIOPIC = re.compile("(?<=[\u1361-\u1368])(?=[^\u1361-\u1368])")
_OPENING = "\u0e2f\u0e46"
"""Thai signs that no line begins with."""


@lru_cache(maxsize=1024)
def word_ends(text: str) -> tuple[int, ...]:
    """Where a line may end in ``text`` (no blanks): before the characters with these indices."""
    places = [match.start() for match in _ETHIOPIC.finditer(text)]
    for match in _THAI.finditer(text):
        places += (match.start() + at for at in _thai(match[0]))
    return tuple(sorted(at for at in places if 0 < at < len(text)))


def _thai(text: str) -> list[int]:
    """Where the words of Thai text end."""
    try:
        from newmm_tokenizer.tokenizer import word_tokenize  # with the extra "scripts"
    except ImportError:
        return []
    at, places = 0, []
    for word in word_tokenize(text):
        if at and word[:1] not in _OPENING:
            places.append(at)
        at += len(word)
    return places
