"""What stands on both sides of a hyphen between blanks where it may be from the one to the other."""

from __future__ import annotations

from report_builder.content.pasted.slips import (
    CLOSING,
    OPENING,
    sentence,
    word_before,
    word_behind,
)
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.language.word_lists import listed
from report_builder.patterns import late

_NAME = late(r"[A-ZÀ-ÖØ-Þ][^\W\d_A-Z]*(?:-[A-ZÀ-ÖØ-Þ]?[^\W\d_A-Z]+)*")
_YEAR = late(r"(?:1[5-9]|20)\d\d(?![\w.,]\d|\w)")
_WORDS_BEFORE = 2
"""So many words stand at least before a number that may end a sentence: not "I 2014 - 2017"."""
_LETTERS = late(r"[^\W\d_]+")
_FIGURES = frozenset("0123456789")


def bare_word(word: str) -> str:
    """A word without the signs around it and its stop."""
    return word.strip(OPENING + CLOSING + ".")


def begins_with_year(text: str, at: int) -> bool:
    """Whether a year stands at ``at``."""
    return _YEAR.match(text, at) is not None


def are_dates(text: str, at: int, behind: int, rules: TypographyRules) -> bool:
    """Whether what ends at ``at`` is a year and what begins ``behind`` the hyphen a date.

    That hyphen is a dash, with its blanks: "1. mai 2019 – 3. juni 2020".
    """
    if text[at - 1] not in _FIGURES or not rules.dated.match(text, behind):
        return False
    return _YEAR.fullmatch(bare_word(word_before(text, at))) is not None


def may_be_ends(text: str, at: int, behind: int, rules: TypographyRules) -> bool:
    """Whether two names, two small numbers or two shortened days stand there; ``at`` is before the blanks."""
    left, right = bare_word(word_before(text, at)), bare_word(word_behind(text, behind))
    if rules.are_small_numbers(left, right) or rules.are_shortened(left, right):
        return True
    if not (_NAME.fullmatch(left) and _NAME.fullmatch(right)):
        return False
    # The letter of "Vedlegg A - Budsjett" is no name.
    return bool(left[1:]) or not rules.is_named(word_before(text, text.rfind(left, 0, at)))


def may_begin_clause(text: str, at: int, behind: int, rules: TypographyRules) -> bool:
    """Whether the second of two numbers may begin what is said behind a dash: "i 2015 - 2017 var …".

    The first begins at ``at``, and the second ends at ``behind``. A verb follows then, at once or behind what
    is counted. A word before the first that makes them a range says more, but one for the clock does not:
    "kl. 9 - 10 personer er".
    """
    verbs = listed("rule.clause-verbs", rules.language)
    word = word_behind(text, behind)
    at_once = word in verbs
    if not at_once:
        begin = text.find(word, behind) + len(word) if word.isalpha() else behind
        if begin == behind or word_behind(text, begin) not in verbs:
            return False
    before = word_before(text, at)
    if rules.is_lead(before):
        return rules.is_clock(before) and not at_once
    first, _ = sentence(text, at)
    return len(_LETTERS.findall(text, first, at)) >= _WORDS_BEFORE
