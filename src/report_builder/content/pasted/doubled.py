"""Small words that stand twice, one of them by mistake: RB-WORD-TWICE."""

from __future__ import annotations

import operator
import re
from functools import cache, lru_cache
from itertools import compress

from report_builder.content.pasted.prose import Prose, passages
from report_builder.content.pasted.quoted import without_quoted
from report_builder.content.pasted.tongue import other_language
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.language.word_lists import every_word, listed

_RULE = "rule.never-twice"


def has_doubled_words(text: str) -> bool:
    """Whether a text may have a small word twice, at no more than the cost of dividing it."""
    words = text.lower().replace(".", " .").replace("[", "[ ").replace("(", "( ").split()
    return not _every().isdisjoint(compress(words, map(operator.eq, words, words[1:])))


@cache
def _every() -> frozenset[str]:
    return frozenset(every_word(_RULE))


@lru_cache(maxsize=8)
def _doubled(language: str) -> re.Pattern[str]:
    """A word that never stands twice, twice; a name has its capital in both places: The The."""
    words = "|".join(listed(_RULE, language))
    return re.compile(rf"(?<![\w.@/-])(?i:({words}))\s+(?-i:(?=[^\W\d_A-ZÆØÅ]))(?i:\1)(?![\w@/-]|['’.]\w)")


def tell_doubled_words(prose: Prose, language: str, diagnostics: Diagnostics) -> None:
    """RB-WORD-TWICE for a paragraph in ``language``; what is quoted is another's.

    Which of both goes, or which other word one of them is, nobody says.
    """
    for start, masked, own in passages(prose.text, language):
        if not listed(_RULE, own):
            continue
        found = list(_doubled(own).finditer(without_quoted(masked)))
        if not found or other_language(masked, own):
            continue
        for match in found:
            message = say("content.doubled-word", word=match[1])
            hint = say("content.doubled-word.hint", word=match[1].lower())
            diagnostics.warn("RB-WORD-TWICE", prose.at(start + match.start()), message, hint)
