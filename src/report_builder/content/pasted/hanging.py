"""Hyphens that lack a blank, and words that lack the hyphen to their number: inn-og utgang, 15 åring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from report_builder.content.pasted.slips import BLANK, Slip, spread, word_before
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.content.tie_rules import one_of
from report_builder.language.catalogue import rule
from report_builder.language.word_lists import every_word, listed
from report_builder.patterns import late

_LEAST = 5
"""So many letters has a word at least that has a second part, which the word before it shares."""
_BLANK_KEY = "content.typography-missing-blank"
HANGING = late(lambda: rf"-{one_of(every_word('rule.sharing-words'))}[ \u00a0]")
TAIL = late(lambda: rf"[ \u00a0](?<=[0-9].){one_of(every_word('rule.joined-tails', 'rule.decades'))}")
_DECADE = late(r"(?:(?:1[5-9]|20)?[1-9]|1[5-9]0|200)0")


class _Patterns(Struct, frozen=True):
    """What finds the hyphens and the numbers of a language, and the words that say more of them."""

    hanging: re.Pattern[str]
    tailed: re.Pattern[str]
    closed: bool
    tails: frozenset[str]
    sharing: frozenset[str]
    openers: frozenset[str]
    verbs: frozenset[str]
    prefixes: frozenset[str]
    before_decades: frozenset[str]
    fixed: frozenset[str]
    first_parts: tuple[str, ...]
    second_parts: tuple[str, ...]


@cache
def _patterns(language: str) -> _Patterns:
    sharing = one_of(listed("rule.sharing-words", language))
    tails, decades = one_of(listed("rule.joined-tails", language)), one_of(listed("rule.decades", language))
    word = r"[^\W\d_]+(?:-[^\W\d_]+)*"
    number = rf"(?<![\w.,:/§-])(?<!\d{BLANK})(?:\d{{1,3}}[-–])?(\d{{1,4}})"
    return _Patterns(
        re.compile(rf"(?<![\w/.-])([^\W\d_]+)-()({sharing}){BLANK}({word})(?![\w/-])"),
        re.compile(rf"{number}({BLANK})(?:{tails}|({decades}))(?![\w-])"),
        rule("rule.compounds", language) == "closed",
        frozenset(listed("rule.joined-tails", language)),
        frozenset(listed("rule.sharing-words", language)),
        frozenset(listed("rule.part-openers", language)),
        frozenset(listed("rule.clause-verbs", language)),
        frozenset(listed("rule.word-prefixes", language)),
        frozenset(listed("rule.before-decades", language)),
        frozenset(listed("rule.fixed-pairs", language)),
        listed("rule.first-parts", language),
        listed("rule.second-parts", language),
    )


def is_tail(word: str, rules: TypographyRules) -> bool:
    """Whether a word is one with the number before it: 15-åring."""
    return word in _patterns(rules.language).tails


def opens_part(word: str, rules: TypographyRules) -> bool:
    """Whether a word begins a part of a sentence between dashes, and is no ending."""
    return word in _patterns(rules.language).openers


def may_share(first: str, between: str, second: str, rules: TypographyRules) -> bool:
    """Whether a word with a hyphen may share the second part of the next one, with ``between`` between them.

    Where a language writes its compounds in one word, that is long enough to be one; elsewhere it has a
    hyphen of its own, or the first is no word: pre- and post-war.
    """
    patterns = _patterns(rules.language)
    if between not in patterns.sharing:
        return False
    if patterns.closed:
        known = first.lower() in rules.joining_words or second in patterns.verbs
        return second.islower() and len(second) >= _LEAST and not known
    return "-" in second or first.lower() in patterns.prefixes


def hanging(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank behind the hyphen of a word that shares its second part with the next: inn- og utgang.

    Words that belong together have none: rett og slett.
    """
    patterns = _patterns(rules.language)
    for match in patterns.hanging.finditer(text):
        shown, behind = spread(match), match.start(2)
        if f"{match[1]} {match[3]} {match[4]}".lower() in patterns.fixed:
            yield Slip(_BLANK_KEY, behind - 1, behind, " ", shown)
        elif may_share(match[1], match[3], match[4], rules):
            yield Slip(_BLANK_KEY, behind, behind, " ", shown, _has_parts(match[1], match[4], rules))


def _has_parts(first: str, second: str, rules: TypographyRules) -> bool:
    """Whether two words are plainly parts of compounds, and no words of their own, as in kokk og baker.

    The first is a usual first part, or the second ends as compounds do.
    """
    patterns = _patterns(rules.language)
    if not patterns.closed:
        return True
    if "-" in second:
        return False
    ends = any(second.endswith(part) and len(second) > len(part) + 1 for part in patterns.second_parts)
    return ends or first.lower() in patterns.first_parts


def tails(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The hyphen between a number and the word that is one with it: 15-åring, på 80-tallet.

    The word of a decade says too that a number is meant, so one stands behind a round number only, and
    behind what stands before decades.
    """
    patterns = _patterns(rules.language)
    for match in patterns.tailed.finditer(text):
        before = word_before(text, match.start())
        decade = _DECADE.fullmatch(match[1]) and before.lower() in patterns.before_decades
        if decade if match[3] else not rules.is_named(before):
            yield Slip("content.typography-missing-hyphen", *spread(match, 2), "-", spread(match))
