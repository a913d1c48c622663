"""The words of a text that say what it is about, cut to their stems.

Two forms of one word (møtene, møter; målet, mål; goals, goal) need only become alike, and stems are compared
with those of a few findings that have the same value; so a list of endings does, those of every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from report_builder.language.word_lists import any_word, every_word
from report_builder.patterns import late

_WORD = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = late(lambda: rf"(?<=\w\w\w){any_word('rule.endings')}$")
_LEAST_COMPOUND = 4
"""How many letters a stem has that counts as a part of a longer one: grupp in toppledergrupp."""


@cache
def _stop() -> frozenset[str]:
    """Words that say nothing about what is counted."""
    return frozenset(every_word("rule.stop-words"))


def words_of(text: str) -> list[str]:
    """The words of ``text`` in lower case, without numbers."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """``word``, in lower case, without its ending."""
    return _CUT.sub("", word)


def stems(text: str) -> frozenset[str]:
    """The stems of the words of ``text`` that say what it is about."""
    return frozenset(stem(part) for word in set(words_of(text)) - _stop() for part in _parts(word))


def _parts(word: str) -> Iterable[str]:
    """A word, and the words that hyphens join in it."""
    return {word, *filter(None, word.split("-"))} if "-" in word else (word,)


def near(wanted: str, found: frozenset[str]) -> float:
    """How surely the stem ``wanted`` is among ``found``: 1, less as a part of a compound, 0."""
    if wanted in found:
        return 1.0
    if len(wanted) < _LEAST_COMPOUND:
        return 0.5 if any(other.startswith(wanted) for other in found) else 0.0
    for other in found:
        short, long = (wanted, other) if len(wanted) < len(other) else (other, wanted)
        if len(short) >= _LEAST_COMPOUND and (long.startswith(short) or long.endswith(short)):
            return 0.8
    return 0.0
