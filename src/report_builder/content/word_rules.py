"""``keep_with_number`` and ``hyphenation`` of ``report.yaml``: rules of the report's own for single words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import TypeAlias

from msgspec import Struct, field

from report_builder.content.typography import normalise
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.sources.schema import Key, Located

_MARK = "-"
_PATTERN = r"(?:[^\W\d_][\u0300-\u036f]*)+(?:-(?:[^\W\d_][\u0300-\u036f]*)+)*"
"""Letters, which a Mac may have taken apart into letters and accents, with hyphens between them."""


Words: TypeAlias = tuple[Located[str], ...]

KEEP_WITH_NUMBER = Key("key.report.keep-with-number", pattern=_PATTERN, example="virksomhet")
HYPHENATION = Key("key.report.hyphenation", pattern=_PATTERN, example="topp-leder")


class WordRules(Struct, frozen=True):
    """The rules of one report for single words.

    ``counted`` are words, or their beginnings, that stay with the number before them. ``divisions`` has
    words and parts of words in lower case, each with the only places where it may be divided: before the
    letters with these indices.
    """

    counted: tuple[str, ...] = ()
    divisions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def word_rules(keep_with_number: Words, hyphenation: Words) -> WordRules:
    """Give the rules that the two keys state."""
    counted = tuple(dict.fromkeys(normalise(word.value) for word in keep_with_number))
    return WordRules(counted, dict(_division(word.value) for word in hyphenation))


def check_word_rules(keep_with_number: Words, hyphenation: Words, diagnostics: Diagnostics) -> None:
    """RB-VALUE for a word that stands twice in one list, however it is divided."""
    _check_differ(((normalise(word.value), word) for word in keep_with_number), diagnostics)
    _check_differ(((_division(word.value)[0], word) for word in hyphenation), diagnostics)


def _division(written: str) -> tuple[str, tuple[int, ...]]:
    """The letters of a word that is written with hyphens, and the indices of the letters behind them."""
    parts = normalise(written).lower().split(_MARK)
    return "".join(parts), tuple(accumulate(map(len, parts[:-1])))


def _check_differ(words: Iterable[tuple[str, Located[str]]], diagnostics: Diagnostics) -> None:
    first: dict[str, SourceSpan] = {}
    for letters, word in words:
        if first.setdefault(letters, word.span) != word.span:
            diagnostics.error(
                "RB-VALUE",
                word.span,
                *hinted("content.word-twice", word=letters, line=first[letters].line),
                (first[letters],),
            )
