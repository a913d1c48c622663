"""Words that stand twice, one of them by mistake: RB-WORD-TWICE."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import compress

from report_builder.content.pasted.prose import Prose, passages
from report_builder.content.pasted.quoted import without_quoted
from report_builder.content.pasted.tongue import other_language
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.language.word_lists import every_word, listed

_RULE, _ENDINGS, _RIGHTLY = "rule.never-twice", "rule.noun-endings", "rule.rightly-twice"
_LEAST = 3
"""So many letters a noun has at least before its ending."""
_ROMAN = frozenset("ivx")
"""Words that are a number in capitals: Olav I i Norge."""
_BLANKS = "\u2002\u2003\u2007\u2009\u202f"
_SMALL = r"(?=[^\W\d_A-ZÆØÅ])"


_CODE = "latin-1"
_TO_SMALL = bytes(ord(chr(code).lower()) for code in range(256)).replace(b"\xa0", b" ")
"""What becomes of each byte: a small letter, and of a no-break space a blank."""
_PARTED = ((b".", b" ."), (b",", b" ,"), (b"[", b"[ "), (b"(", b"( "))
_ANY = b"?"
"""What stands for a letter that the code has not."""


def has_doubled_words(text: str) -> bool:
    """Whether a text may have a word twice, at no more than the cost of dividing it.

    It is divided as bytes, whose small letters are found many times as fast.
    """
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    signs = text.encode(_CODE, "replace").translate(_TO_SMALL)
    for sign, parted in _PARTED:
        signs = signs.replace(sign, parted)
    words = signs.split()
    twice = set(compress(words, map(operator.eq, words, words[1:])))
    if any(_ANY in word for word in twice):
        return True
    found = {word.decode(_CODE) for word in twice}
    return bool(found) and not (_every().isdisjoint(found) and not any(map(_nouns().fullmatch, found)))


@cache
def _every() -> frozenset[str]:
    return frozenset(word.lower() for word in every_word(_RULE))


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(_noun(every_word(_ENDINGS)))


def _noun(endings: Sequence[str]) -> str:
    """A pattern for a noun: it has many letters, and one of the endings."""
    return rf"[^\W\d_]{{{_LEAST},}}(?:{'|'.join(endings)})" if endings else r"(?!)"


@lru_cache(maxsize=8)
def _doubled(language: str) -> re.Pattern[str]:
    """A word that never stands twice, twice; a name has its capital in both places: The The.

    A word of the list that has a capital is meant so at its first place: "Som som" begins no sentence,
    while "den som som regel" is right.
    """
    words = listed(_RULE, language)
    plain = "|".join(word for word in words if word.islower() and word not in _ROMAN)
    roman = "|".join(word for word in words if word in _ROMAN) or "(?!)"
    letters = "|".join(word for word in words if word.isupper()) or "(?!)"
    begun = "|".join(word for word in words if word.istitle() and not word.isupper()) or "(?!)"
    noun = _noun(listed(_ENDINGS, language))
    first = rf"(?i:{plain})|{roman}|{begun}|(?i:{noun})"
    kept = _kept(listed(_RIGHTLY, language))
    return re.compile(
        rf"(?<![\w.@/-])(?:({first})\s+{kept}{_SMALL}(?i:\1)|({letters})\s+\2)(?![\w@/-]|['’.]\w)"
    )


def _kept(rightly: Sequence[str]) -> str:
    """A look for the second word where it is right: alone, as "nesten nesten", or before what goes with it.

    A number goes with each that anything goes with: "født i i 1970".
    """
    if not rightly:
        return ""
    numbered = sorted({form.partition(" ")[0] for form in rightly if " " in form})
    forms = [*(form.replace(" ", r"\s+") for form in rightly), *(rf"{word}\s+\d+" for word in numbered)]
    return rf"(?!(?:{'|'.join(forms)})(?!\w))"


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
            word = match[1] or match[2]
            message = say("content.doubled-word", word=word)
            hint = say("content.doubled-word.hint", word=word.lower() if match[1] else word)
            diagnostics.warn("RB-WORD-TWICE", prose.at(start + match.start()), message, hint)
