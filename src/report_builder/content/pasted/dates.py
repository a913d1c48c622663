"""Dates and days of the week: the stop of the day, its blank, and small letters where a language has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from report_builder.content.pasted.slips import BLANK, Slip, is_marker, spread, word_before
from report_builder.content.pasted.typography_rules import NEVER, TypographyRules
from report_builder.content.tie_rules import CAPITALS, one_of
from report_builder.language.word_lists import MONTHS, every_word, listed
from report_builder.patterns import late

_KEY = "content.typography-date"
_DAY = r"([12]\d|3[01]|0?[1-9])"
_YEAR = rf"{BLANK}(?:19|20)\d\d(?![\w.,]\d|\w)"
_DATED_YEAR = late(_YEAR)
_NAME = late(rf"{BLANK}[{CAPITALS}]")
_NUMBER_BEFORE = late(rf"\d[.,]?{BLANK}\Z")


def _names(*keys: str) -> str:
    """A pattern for the names of any language under ``keys``, with a capital."""
    return "|".join(sorted(_with_capital(*keys)))


def _with_capital(*keys: str) -> frozenset[str]:
    return frozenset(name[0].upper() + name[1:] for name in every_word(*keys))


@cache
def names_of_days() -> frozenset[str]:
    """The days of the week in any language, with a capital."""
    return _with_capital("rule.weekdays")


DAYS_OF_MONTHS = late(
    lambda: rf"[0-9](?:\.{BLANK}?|{BLANK})(?i:{'|'.join(sorted(every_word(*MONTHS)))})(?!\w)"
)
"""A number before a month of any language."""
CAPITALS_OF_DAYS = late(lambda: rf"(?:{_names('rule.weekdays')})(?!\w)")
CAPITALS_OF_MONTHS = late(lambda: rf"(?:{_names(*MONTHS)}){_YEAR}")


class _Patterns:
    """What is looked for in one language."""

    def __init__(self, rules: TypographyRules) -> None:
        months = one_of(rules.ties.words(*MONTHS))
        before = r"(?<![\w.,:/§#–-])|(?<=\d\.[-–])|(?<=[^\W\d_][-–])"
        self.date = re.compile(
            rf"(?:{before}){_DAY}(?:(\.)({BLANK}?)|({BLANK}))((?i:{months}))(?!\w|\.\w|-(?!\d))"
        )
        self.joined = re.compile(rf"(?<![\w.,:/§#–-]){_DAY}(\.){months}(?![\w-]|\.\w)")
        self.days = re.compile(
            rf"(?<![\w.,:/§#–-]){_DAY}({BLANK}?)[-–]\2{_DAY}(?=({BLANK}{months})(?![\w-]|\.\w))"
        )
        leads = "|".join(listed("rule.before-dates", rules.language))
        days = _capitals(rules.ties.words("rule.weekdays"))
        named = _capitals(rules.ties.words(*MONTHS))
        self.weekday = (
            re.compile(
                rf"(?<![\w-])(?:(?i:{leads}){BLANK}{days}(?!{BLANK}[{CAPITALS}])"
                rf"|(?<=[^\W\d_A-ZÆØÅ]{BLANK}){days}(?={BLANK}\d{{1,2}}(?:\.?{BLANK}?{months}|\.\d)))(?![\w-])"
            )
            if leads
            else NEVER
        )
        self.month = re.compile(rf"(?<![\w-])(?i:{leads}){BLANK}{named}(?={_YEAR})") if leads else NEVER


def _capitals(words: frozenset[str]) -> str:
    return f"({'|'.join(sorted(word[0].upper() + word[1:] for word in words))})"


@lru_cache(maxsize=8)
def _patterns(rules: TypographyRules) -> _Patterns:
    return _Patterns(rules)


def dates(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The stop and the blank behind the day of a date, and the small letter of its month.

    Where a language has no stop there, it is the one too many.
    """
    if not rules.ordinal_stop:
        for match in _patterns(rules).joined.finditer(text) if rules.stopped_date is not NEVER else ():
            dated = _DATED_YEAR.match(text, match.end()) is not None
            yield Slip(_KEY, *spread(match, 2), " ", spread(match), dated)
        return
    ends: set[int] = set()
    for match in _patterns(rules).days.finditer(text) if rules.range_dash else ():
        before = word_before(text, match.start())
        if int(match[1]) < int(match[3]) and not _is_number_of(before, rules):
            # Between blanks the sign may be a pause.
            apart = not match[2] and not _is_one_of_several(text, match.start(), before, rules)
            right = f"{match[1]}.{rules.range_dash}{match[3]}."
            ends.add(match.end())
            certain = apart and _leads_to_day(before, rules)
            yield Slip(_KEY, *spread(match), right, (match.start(), match.end(4)), certain)
    for match in _patterns(rules).date.finditer(text):
        stop, blank, month = match[2], match[3] or match[4], match[5]
        if (stop and blank and month[0].islower()) or match.end(1) in ends:
            continue
        sure = _is_certain(text, match, rules)
        if sure is not None:
            start, end = match.end(1), match.start(5) + 1
            yield Slip(_KEY, start, end, f". {month[0].lower()}", spread(match), sure)


def _is_certain(text: str, match: re.Match[str], rules: TypographyRules) -> bool | None:
    """Whether a number before a month is its day; None where it surely is not, or begins a list."""
    before = word_before(text, match.start())
    if rules.is_named(before) or rules.is_clock(before) or rules.is_large(before):
        return None
    if match[2] and is_marker(text, match.start(5)):
        return None
    if _DATED_YEAR.match(text, match.end()):
        return bool(match[2]) or _leads_to_day(before, rules)
    if match[5][0].isupper():
        # It may be a name, and begin a sentence.
        if _NAME.match(text, match.end()):
            return None
        return before.lower() in _openers(rules) | rules.ties.words("rule.weekdays")
    if match[2]:
        return True
    several = _is_one_of_several(text, match.start(), before, rules)
    return not several and not _is_number_of(before, rules) and _leads_to_day(before, rules)


def _leads_to_day(before: str, rules: TypographyRules) -> bool:
    """Whether the word ``before`` a number has a day behind it; behind a noun it may number that: fase 1.

    Nothing before it begins a sentence or a cell, and a sign does a part of it.
    """
    word = before.lower()
    leads = rules.ties.words("rule.day-leads", "rule.before-days", "rule.weekdays")
    return not word or not word[-1].isalnum() or word in leads


def _is_number_of(before: str, rules: TypographyRules) -> bool:
    """Whether the word before a number says that it is no day: side 5, kl. 5."""
    lead = rules.is_lead(before) and before.lower() not in _openers(rules)
    return lead or rules.is_named(before) or rules.is_clock(before)


def _openers(rules: TypographyRules) -> frozenset[str]:
    """What stands before a date, and before no other number."""
    return rules.ties.words("rule.before-days")


def _is_one_of_several(text: str, at: int, before: str, rules: TypographyRules) -> bool:
    """Whether other numbers stand before a day that lack their stop too: 2, 3 og 4 mai."""
    first = at
    if before in rules.joining_words:
        first = text.rfind(before, 0, at)
    return _NUMBER_BEFORE.search(text, max(0, first - 4), first) is not None


def small_letters(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The capital of a day of the week, or of a month before its year, inside a sentence."""
    if not rules.ordinal_stop:
        return
    for match in _patterns(rules).weekday.finditer(text):
        group = 1 if match[1] else 2
        first = match.start(group)
        yield Slip("content.typography-small", first, first + 1, text[first].lower(), spread(match, group))
    for match in _patterns(rules).month.finditer(text):
        first = match.start(1)
        yield Slip("content.typography-small", first, first + 1, text[first].lower(), spread(match, 1))
