"""What stands on both sides of a hyphen between blanks where it may be from the one to the other."""

from __future__ import annotations

from report_builder.content.pasted.slips import CLOSING, OPENING, word_before, word_behind
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.patterns import late

_NAME = late(r"[A-ZÀ-ÖØ-Þ][^\W\d_A-Z]*(?:-[A-ZÀ-ÖØ-Þ]?[^\W\d_A-Z]+)*")
_YEAR = late(r"(?:1[5-9]|20)\d\d(?![\w.,]\d|\w)")
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
