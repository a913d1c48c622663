"""Small words by which the language of a text is known, and the language that words plainly are in.

Two languages are told apart by the small words that one has and the other has not, so that bokmål is known
from nynorsk and from Danish, not only from English. Nothing is said where that is unsure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from report_builder.language.catalogue import languages, primary

_KEPT = Path(__file__).parent.parent / "data" / "small-words.txt"
_DIVIDER = "|"
LEAST_STRANGE = 3
"""So many small words of another language there are at least in a text that is plainly in it."""
_SHORT = 20  # words; a text with fewer is told with more care
_SHARE, _SHARE_OF_SHORT = 0.24, 0.3  # of the words are small ones; running text has 30 % and more
_STRANGE = 0.05  # of its words only the other of two languages has
_DIFFERENT, _DIFFERENT_OF_SHORT = 2, 3  # words of those
_MARGIN = 6  # small words that only the other language has, for each one that only its own has
_NEIGHBOURS = ({"nb", "nn", "da", "sv"}, {"de", "nl"}, {"fr", "es", "it"})
"""Languages that whoever reads one reads the others of, nearly."""
_WITHOUT_NEIGHBOURS = "en"
"""The language that nothing in a language without a list can be taken for."""


class _Tongue(Struct, frozen=True):
    """Small words of a language; ``telling`` are those that sentences have and titles seldom do."""

    small: frozenset[str]
    telling: frozenset[str]


@cache
def _tongues() -> dict[str, _Tongue]:
    """Those of every language that has a list: the languages of the program come first."""
    found = {}
    for line in _KEPT.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, _, words = line.partition(" ")
            names, _, sentence = words.partition(_DIVIDER)
            telling = frozenset(sentence.split())
            found[language] = _Tongue(telling.union(names.split()), telling)
    return found


def small_words(language: str) -> frozenset[str]:
    """The small words of a language (a BCP 47 tag); none where they are not known."""
    tongue = _tongues().get(primary(language))
    return tongue.small if tongue else frozenset()


@cache
def strange_words(language: str) -> frozenset[str]:
    """The small words of other languages that a text in ``language`` does not have, in small letters.

    Where a text has fewer than :data:`LEAST_STRANGE` of them, it is plainly in no other language.
    """
    every = frozenset[str]().union(*(tongue.small for tongue in _tongues().values()))
    return every - small_words(language)


def count(words: Iterable[str], among: frozenset[str]) -> int:
    """How many of the words are ``among`` those."""
    return sum(map(among.__contains__, words))


def may_be_strange(strange: int, words: int) -> bool:
    """Whether so many ``strange`` ones of so many words are enough for a text in another language."""
    return strange >= max(LEAST_STRANGE, _STRANGE * words)


def languages_of(
    words: Sequence[str], language: str, least: int = _SHORT, *, stated: bool = False
) -> Sequence[str]:
    """Give the languages, in one of which a text said to be in ``language`` plainly is; none if unsure.

    ``words`` are those of the text in small letters, without such as have capitals only: IT, EN. ``language``
    is a BCP 47 tag, or empty where nobody knows. A text of fewer words than ``least`` is left, and one of few
    words that may be in a neighbour of its language, unless it is ``stated`` just for them: neighbours quote
    each other.
    """
    if len(words) < least or not may_be_strange(count(words, strange_words(language)), len(words)):
        return ()
    own = primary(language)
    careful = not stated and len(words) < _SHORT
    found = [
        other
        for other in _tongues()
        if other != own and not (careful and _is_neighbour(own, other)) and _is_plainly(words, other, own)
    ]
    best = [one for one in found if not any(_beats(other, one, words) for other in found if other != one)]
    whole = [one for one in best if one in languages()]
    # A neighbour is named with them where it has a word that none of them has.
    return tuple(one for one in best if one in whole or all(_strange(one, other, words) for other in whole))


def other_language(words: Sequence[str], language: str) -> str:
    """Give the language that a few words seem to be in where they do not seem to be in ``language``."""
    if count(words, strange_words(language)) < LEAST_STRANGE:
        return ""
    own = small_words(language)
    for other, tongue in _tongues().items() if own else ():
        strange = tongue.small - own
        found, own_words = count(words, strange), count(words, own - tongue.small)
        if found <= 2 * own_words or len(strange.intersection(words)) < LEAST_STRANGE:
            continue
        if not _is_neighbour(primary(language), other):
            return other
    return ""


def _is_plainly(words: Sequence[str], other: str, own: str) -> bool:
    """Whether words that are said to be in ``own`` are in ``other``."""
    if own not in _tongues() and own and other != _WITHOUT_NEIGHBOURS:
        return False
    tongue, small = _tongues()[other], small_words(own)
    known = [word for word in words if word in tongue.small]
    short = len(words) < _SHORT
    if len(known) < (_SHARE_OF_SHORT if short else _SHARE) * len(words):
        return False
    if count(known, tongue.telling) < (1 if short else 2):
        return False
    strange = [word for word in known if word not in small]
    different = len({*strange})
    if not may_be_strange(len(strange), len(words)) or different < (
        _DIFFERENT_OF_SHORT if short else _DIFFERENT
    ):
        return False
    return len(strange) >= _MARGIN * count(words, small - tongue.small)


def _is_neighbour(one: str, other: str) -> bool:
    return any({one, other} <= alike for alike in _NEIGHBOURS)


def _beats(one: str, other: str, words: Sequence[str]) -> bool:
    """Whether words are plainly in ``one``, held against ``other``."""
    pro, con = _strange(one, other, words), _strange(other, one, words)
    return pro > 1 and pro > con * _MARGIN


def _strange(one: str, other: str, words: Sequence[str]) -> int:
    """How many of the words ``one`` has and ``other`` has not."""
    return count(words, small_words(one) - small_words(other))
