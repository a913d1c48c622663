"""One word with blanks around its hyphen, as text has it that is copied from a printed page: EU - landene.

Which words they are no list says, so the kinds of what stands on both sides tell it. Such a hyphen is told,
and left: a dash may stand there too.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from report_builder.content.pasted.ends import bare_word, begins_with_year
from report_builder.content.pasted.hanging import may_share
from report_builder.content.pasted.prose import MASK
from report_builder.content.pasted.slips import is_marker, word_before, word_behind
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.language.word_lists import MONTHS, listed
from report_builder.patterns import late

_CAPITALS = late(r"[A-ZÀ-ÖØ-Þ]{2,6}")
_NAME = late(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_WORD = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WHOLE = late(r"\d{1,4}(?:[ \u00a0]?%)?\Z")


class _Words(Struct, frozen=True):
    """Words of a language that say what a hyphen beside them is.

    ``between`` stand between two words with a part in common, ``tails`` begin words that are one with the
    number before them, ``openers`` begin what is said behind a dash, ``endings`` are those of letters,
    ``prefixes`` stand before a word only, and the names ``in_turn`` are months and days of the week.
    """

    between: frozenset[str]
    tails: tuple[str, ...]
    openers: frozenset[str]
    endings: frozenset[str]
    prefixes: frozenset[str]
    in_turn: frozenset[str]


@cache
def _words(rules: TypographyRules) -> _Words:
    def words(key: str) -> frozenset[str]:
        return frozenset(listed(key, rules.language))

    return _Words(
        rules.ties.words("rule.connectors", "rule.between-numbers"),
        tuple(sorted(words("rule.number-tails"))),
        words("rule.clause-openers") | rules.small_words,
        words("rule.abbreviation-endings"),
        words("rule.word-prefixes"),
        rules.ties.words(*MONTHS, "rule.weekdays"),
    )


def torn_word(text: str, at: int, behind: int, rules: TypographyRules) -> str:
    """Give the one word that may stand on both sides of a hyphen; empty where it is none.

    The blanks before the hyphen begin at ``at``, and what is behind it at ``behind``. For
    "barne - og ungdomsskole" it is "barne- og ungdomsskole".
    """
    before, after = text[at - 1], text[behind : behind + 1]
    left, right = bare_word(word_before(text, at)), bare_word(word_behind(text, behind))
    if MASK in left + right or not after.isalpha() or not (before.isalnum() or before == "%"):
        return ""
    if _has_common_part(text, behind, left, right, rules) and not _is_numbered(text, at):
        return f"{left}- {right} {bare_word(word_behind(text, behind + len(right)))}"
    if not after.islower() or not _WORD.fullmatch(right):
        return ""
    if before.isdigit() or before == "%":
        number = _WHOLE.search(text, max(0, at - 6), at)
        return f"{number[0]}-{right}" if number and _may_follow(text, at, number[0], right, rules) else ""
    if len(left) == 1 and left.islower() and left not in rules.small_words:
        return f"{left}-{right}"
    if _CAPITALS.fullmatch(left) and right in _words(rules).endings:
        return f"{left}-{right}"
    if _begins_clause(right, rules):
        return ""
    if left.lower() in _words(rules).prefixes:
        return f"{left}-{right}"
    named = _NAME.fullmatch(left) and left.lower() not in rules.small_words and not _is_label(text, at, rules)
    if (_CAPITALS.fullmatch(left) or named) and not _is_spelt_out(left, text, behind):
        return f"{left}-{right}"
    return ""


def _has_common_part(text: str, behind: int, left: str, right: str, rules: TypographyRules) -> bool:
    """Whether "og" or "eller" is behind the hyphen, and a word that may have its second part in common."""
    if not (left.isalpha() and right in _words(rules).between):
        return False
    word = bare_word(word_behind(text, behind + len(right)))
    if not _WORD.fullmatch(word) or not may_share(left, right, word, rules):
        return False
    return not _begins_clause(word, rules)


def _is_numbered(text: str, at: int) -> bool:
    """Whether the word that ends at ``at`` begins a title behind its number, as in "2.1 Mål – og midler"."""
    start = text.rfind(" ", 0, at) + 1
    return text[start].isupper() and word_before(text, start)[-1:].isdigit()


def _may_follow(text: str, at: int, number: str, right: str, rules: TypographyRules) -> bool:
    """Whether a word and the whole ``number`` before it may be one: 1990-årene, 100 %-stilling."""
    start = at - len(number)
    if text[max(0, start - 1) : start].strip("([«“\"'*_ \u00a0\n|"):
        return False  # a part of a date or of another number
    if any(right.startswith(tail) for tail in _words(rules).tails):
        return True
    before = word_before(text, start)
    if is_marker(text, start) or not text[:start].strip() or rules.is_named(before) or rules.is_clock(before):
        return False
    in_turn = _words(rules).in_turn
    dated = before in in_turn or (begins_with_year(text, start) and right.lower() in in_turn)
    if dated or before[-1:].isdigit() or rules.is_currency(before):
        return False
    return not _begins_clause(right, rules)


def _begins_clause(word: str, rules: TypographyRules) -> bool:
    """Whether a word is a small one, which begins what is said behind a dash."""
    openers = _words(rules).openers
    return word in openers or f"{word}." in openers


def _is_label(text: str, at: int, rules: TypographyRules) -> bool:
    """Whether the word that ends at ``at`` names what follows.

    It begins an item, a heading or a cell, or is the last one of a name of several.
    """
    start = text.rfind(" ", 0, at) + 1
    earlier = word_before(text, start)
    if _NAME.fullmatch(earlier) and earlier.lower() not in rules.small_words:
        return True
    return is_marker(text, start) or text[:start].rstrip().endswith("|")


def _is_spelt_out(letters: str, text: str, behind: int) -> bool:
    """Whether what is behind the hyphen says what letters stand for: DFØ – direktoratet for økonomi."""
    words = text[behind : behind + 200].split()[: len(letters)]
    return "".join(word[0] for word in words).upper() == letters
