"""Numbers as a language writes them: times of the day, decimals, thousands, money and the minus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from msgspec.structs import replace

from report_builder.content.pasted.slips import (
    BLANK,
    BLANKS,
    Slip,
    is_marker,
    line_around,
    sentence,
    spread,
    word_before,
    word_behind,
    word_end,
)
from report_builder.content.pasted.typography_rules import DEGREES, TypographyRules
from report_builder.language.word_lists import listed
from report_builder.patterns import late

MINUS = "\u2212"

_TIME = r"(?<![\w:.,/§])(?<!\D-)([01]?\d|2[0-4])([:.])([0-5]\d)(?![\w:/]|[.,]\d)"
_TIME_BEHIND = late(rf"{BLANK}?[-–—]{BLANK}?(?:[01]?\d|2[0-4]):[0-5]\d(?![\w:/]|[.,]\d)")
_HOUR = late(r"(?<![\w.,:])(?:[01]?\d|2[0-4])(?![\w:.])")
_MORNING, _STEP = 6, 5
"""The first hour, and the minutes between two times, of what is planned."""
TIMES = late(rf"(?=[012\d]\d?[:.]){_TIME}")
COLONS = late(r":(?<=\d:)[0-5]\d")
DECIMALS = late(
    r"(?:(?<![\w.,:/§+])|(?<=\dx))(?<![^\d%\s(|*_]-)(?:0(?=[.,]\d{3})|\d{1,3}(?=[.,]\d\d?(?!\d)))([.,])\d{1,3}"
    r"(?!(?!x\d)[\w/]|[.,:]\d)"
)
THOUSANDS = late(
    r"(?<![\w.,:/§+])(?<![^\d%]-)\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*((?!\1)[.,]\d{1,2})?"
    r"(?![\w/]|[.,:]?\d)"
)
POINTS = late(r"[.,][0-9](?<=[0-9]..)")
"""Decimals or thousands of any language."""
CROSS = "\u00d7"
CROSSES = late(rf"x(?:(?<=[\dm]x)|(?<=[\dm]{BLANK}x)){BLANK}?\d")
_SIDE = r"\d+(?:[.,]\d+)?"
_NEXT_SIDE = rf"(?:{BLANK}?[kcdm]?m)?{BLANK}?x{BLANK}?{_SIDE}"
PRODUCTS = late(rf"(?<![\w.,:/§-]){_SIDE}(?:{_NEXT_SIDE})+(?![\w.,]\d)")
_CROSS = late(rf"{BLANK}?x{BLANK}?")
_RANGE_TO = late(rf"(?:{BLANK}?[-–—x×]{BLANK}?\d+(?:[.,]\d+)*)+")
MONEY = late(
    r"(?<![\w.,/-])(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?=[.,])|\d+(?=,)|\d{3,}(?=\.))"
    r"([.,][-–—])(?!-|(?!kr\b)\w)"
)
_AMOUNT = rf"(?:\d{{1,3}}(?:{BLANK}\d{{3}}|\.\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)?"
HYPHENS = late(r"-(?<![^\s(\[|*_–]-)\d")
NEGATIVE = late(rf"(?<![^\s(\[|*_–])-({_AMOUNT})(?![\w-])")
_RANGE_FROM = late(rf"(?:(?<![\w.,])|(?<=[Kk]r)|(?<=[Kk]r\.)){_AMOUNT}(?:,[-–—])?{BLANK}?[-–—]{BLANK}?\Z")
_PRICE_TO = late(rf"{BLANK}?[-–—]{BLANK}?({_AMOUNT}),[-–—](?!\w)")
_PRICED = (",-", ",–", ".-", ".–")
_SINCE_NUMBER = late(r"(\d?)[^\d|]*\Z")
_OF_NUMBER = f"{BLANKS},.-–—"
_LETTERS = late(r"[^\W\d_]+")
_LONGEST = 40
_SIGNED = late(rf"[-−+]?{_AMOUNT}")
_NEXT_NUMBER = late(_AMOUNT)
_SUM = late(rf"{BLANK}[-−+=]{BLANK}(?=\d)")
STOPPED_DATES = late(r"\.(?<=\d\.)[ \u00a0][JFMASOND][a-z]")
BEFORE_MONEY = late(r"-(?<![^\s(\[|*_]-)(?:kr|[A-Z]{3}|[€$£])\.?[ \u00a0]?[0-9]")
_SHORT_YEAR = late(r"[3-9]\d")
_TWO_BELOW_ZERO = late(rf"(?<![^\s(\[|*_–])-({_AMOUNT})-({_AMOUNT})(?![\w-])")


def times(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The sign between hours and minutes: certain behind a word for the clock, and behind such a time."""
    if not rules.times or ":" in rules.times:
        return
    certain, last = False, 0
    timed: tuple[int, int] | None = None
    for match in TIMES.finditer(text):
        follows = certain and rules.between_times.fullmatch(text, last, match.start())
        paired = match[2] == ":" and _TIME_BEHIND.match(text, match.end()) and _is_planned(text, match)
        certain = bool(follows or paired) or rules.is_clock(word_before(text, match.start()))
        certain = certain or _follows_hour(text, match.start(), rules) or _is_at(text, match, rules)
        place = sentence(text, match.start())
        # Of two times in a sentence none is left.
        certain = certain or (place == timed and _may_be_planned(match))
        timed = place if certain else timed
        last = match.end()
        if match[2] == ":" and (certain or (match[1][0] == "0" and match[1] != "0")):
            yield Slip("content.typography-time", *spread(match, 2), rules.times[0], spread(match), certain)


def _is_planned(text: str, match: re.Match[str]) -> bool:
    """Whether the first of two times says that they are: a nought is before it, or it begins a line."""
    if match[1][0] == "0":
        return True
    before = word_before(text, match.start())
    return int(match[1]) >= _MORNING and (not before or before[-1] == ":" or is_marker(text, match.start()))


def _is_at(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether a time stands behind what the clock is, or behind a verb of what has its time: går 14:35."""
    before = word_before(text, match.start())
    if before in listed("rule.value-verbs", rules.language):
        return rules.is_clock(word_before(text, match.start() - len(before) - 1))
    return _may_be_planned(match) and before in listed("rule.time-verbs", rules.language)


def _may_be_planned(match: re.Match[str]) -> bool:
    """Whether a time is one of the day when people are awake, on five minutes."""
    return int(match[1]) >= _MORNING and int(match[3]) % _STEP == 0


def _follows_hour(text: str, at: int, rules: TypographyRules) -> bool:
    """Whether a time without minutes is before the one at ``at``: kl. 8 til 16:30."""
    joined = rules.between_times.fullmatch
    return any(
        rules.is_clock(word_before(text, hour.start())) and joined(text, hour.end(), at)
        for hour in _HOUR.finditer(text, max(0, at - _LONGEST), at)
    )


def points(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The signs inside numbers.

    Where one number has decimals behind a sign, three figures behind that sign may be decimals too.
    """
    decimals = list(_decimals(text, rules))
    pointed = {text[slip.start] for slip in decimals}
    thousands = list(_thousands(text, pointed, rules))
    certain = not any(
        slip.text and text[slip.start : slip.end].count(sign) == 1 for slip in thousands for sign in pointed
    )
    yield from (replace(slip, certain=certain) for slip in decimals)
    yield from thousands


def _decimals(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The sign before decimals, of a number with its unit."""
    for match in DECIMALS.finditer(text) if rules.decimal else ():
        if match[1] == rules.decimal or _is_name(text, match.start(), rules):
            continue
        # "3.5 Mål" at the start of a line is the number of a heading.
        end = _range_end(text, match.end())
        begins = _begins(text, match.start()) and word_behind(text, end)[:1] not in DEGREES
        below_zero = text[match.start() - 1 : match.start()] == MINUS
        if not begins and (below_zero or _counts(text, end, rules.is_counted, rules)):
            yield Slip("content.typography-decimal", *spread(match, 1), rules.decimal, spread(match))


def _thousands(text: str, pointed: AbstractSet[str], rules: TypographyRules) -> Iterator[Slip]:
    """The sign between thousands; one group alone may be three decimals.

    It may be where it counts nothing, where it counts millions, and where the sign is one of the ``pointed``
    ones, which stand before decimals in the text. Where another number has two groups, it is of thousands.
    """
    found = list(THOUSANDS.finditer(text)) if rules.decimal else []
    grouping = {match[1] for match in found if match[0].count(match[1]) > 1} - {rules.decimal}
    for match in found:
        whole, decimals = match[0].removesuffix(match[2] or ""), match[2] or ""
        several, doubtful = whole.count(match[1]) > 1, False
        priced = text.startswith(_PRICED, match.end())
        foreign = match[1] not in (rules.group, rules.decimal)
        foreign = foreign or ((several or priced) and match[1] == rules.decimal)
        if decimals and decimals[0] != rules.decimal:
            foreign = True
        currency = rules.is_currency(word_before(text, match.start()).lstrip("-" + MINUS))
        end = _range_end(text, match.end())
        if not foreign and not rules.is_large(word_behind(text, end)):
            # Few sums have three decimals, the last of them a nought.
            rounded = match[1] == rules.decimal and whole.endswith("0")
            foreign = doubtful = rounded and (currency or rules.is_currency(word_behind(text, end)))
        if not foreign or match[0][0] == "0" or _is_name(text, match.start(), rules):
            continue
        counts = text.startswith(_PRICED, end) or _counts(text, end, rules.is_money, rules)
        certain = several or counts or currency or match[1] in grouping
        if not (several or decimals or priced) and (
            match[1] in pointed or rules.is_large(word_behind(text, end))
        ):
            certain = False
        certain = certain and not doubtful
        right = _grouped(whole.split(match[1]), rules) + (decimals and rules.decimal + decimals[1:])
        yield Slip("content.typography-thousands", *spread(match), right, spread(match), certain)


def _grouped(groups: Sequence[str], rules: TypographyRules) -> str:
    """A whole number as the language writes it."""
    sign = rules.group if int("".join(groups)) >= rules.group_from else ""
    return sign.replace("\u00a0", " ").join(groups)


def money(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The ",-" behind whole kroner: the word that it stands for, where no other beside the number says it."""
    falls = -1
    for match in MONEY.finditer(text) if rules.whole_money else ():
        begins = match.start() == falls
        falls = _falls_to(text, match)
        behind = word_behind(text, match.end())
        after = bool(behind) and rules.is_currency(behind)
        # Between two numbers the word may belong to either.
        shared = text[match.end() :].lstrip(BLANKS)[len(behind) :].lstrip(BLANKS)[:1].isdigit() and after
        certain = (
            not shared
            and not begins
            and falls < 0
            and rules.other_money.isdisjoint(line_around(text, match.start()).split())
        )
        if text[match.start(1)] == "." and match[0][: match.start(1) - match.start()].isdigit():
            certain = False  # a sentence may end there
        before = "" if after else _money_before(text, match.start(), rules)
        said = after or bool(before) or _has_price_behind(text, match)
        right = "" if said else f" {rules.whole_money}"
        if text[match.end() : match.end() + 1].isalpha():
            right = " "
        certain = certain and not any(sign.isalpha() for sign in before)
        yield Slip("content.typography-money", *spread(match, 1), right, spread(match), certain)


def _money_before(text: str, at: int, rules: TypographyRules) -> str:
    """What stands between a number, or its range, and the word before it that names its money.

    It is empty where no word does; the word right behind the number before is that one's.
    """
    range_from = _RANGE_FROM.search(text[max(0, at - _LONGEST) : at])
    if range_from:
        at -= len(range_from[0])
    between = _SINCE_NUMBER.search(text[max(0, at - _LONGEST) : at])
    words = list(_LETTERS.finditer(between[0])) if between else []
    if between and between[1] and words and not between[0][1 : words[0].start()].strip(_OF_NUMBER):
        words = words[1:]
    for word in reversed(words):
        if rules.is_currency(word[0]):
            return between[0][word.end() :] or BLANKS[0] if between else ""
    return ""


def _has_price_behind(text: str, match: re.Match[str]) -> bool:
    """Whether a price begins a range, whose end says what money it is: 500,- - 1000,-."""
    last = _PRICE_TO.match(text, match.end())
    return last is not None and _figures(match[0]) < _figures(last[1])


def _falls_to(text: str, match: re.Match[str]) -> int:
    """Where the price stands that a hyphen joins to a higher one, and so to no range; -1 where none is."""
    last = _PRICE_TO.match(text, match.end())
    return last.start(1) if last and not _has_price_behind(text, match) else -1


def _figures(written: str) -> int:
    return int("".join(sign for sign in written if sign.isdigit()))


def negatives(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """A hyphen for a minus: before a number that is measured, and alone in a cell.

    Numbers that follow each other share the unit of the last. Beside such a number another one with a hyphen
    may have a minus too.
    """
    if not rules.decimal:
        return
    found = [
        match for match in NEGATIVE.finditer(text) if not word_before(text, match.start())[-1:].isdigit()
    ]
    sure = [_is_below_zero(text, match, rules) for match in found]
    years = [_may_be_year(text, match, rules) for match in found]
    for index, (before, match) in enumerate(pairwise(found), 1):  # er -5 til -10
        several = rules.next_of_several.match(text, before.end())
        sure[index] |= sure[index - 1] and several is not None and several.end() == match.start()
    for match, certain, year in zip(found, sure, years, strict=True):
        if certain or (any(sure) and not rules.is_named(word_before(text, match.start()))):
            shown = spread(match)
            below = certain and not year
            yield Slip("content.typography-minus", shown[0], shown[0] + 1, MINUS, shown, below)
    for match in _TWO_BELOW_ZERO.finditer(text):
        # The second may be below zero too.
        if rules.is_measured(word_behind(text, match.end())):
            between = f" {rules.from_to} " if rules.from_to else rules.range_dash
            right = f"{MINUS}{match[1]}{between}{match[2]}"
            yield Slip("content.typography-minus", *spread(match), right, spread(match), certain=False)


def signed_money(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """A hyphen for a minus before the word for money: −kr 300."""
    for match in rules.signed_money.finditer(text) if rules.decimal else ():
        number = _NEXT_NUMBER.search(text, match.end())
        shown = (match.start(), number.end() if number else match.end())
        yield Slip("content.typography-minus", *spread(match), MINUS, shown)


def stopped_dates(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The stop behind the day of a date in a language that has none; it may be that of a sentence."""
    for match in rules.stopped_date.finditer(text):
        shown = (match.start(), word_end(text, match.end() + 1))
        yield Slip("content.typography-date", *spread(match, 1), "", shown, certain=False)


def _is_below_zero(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    if "|" in text and line_around(text, match.start()).strip() == match[0]:
        return True
    return _counts(text, match.end(), rules.is_measured, rules) or _is_value(text, match, rules)


def _may_be_year(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether a number without a unit may be a year without its hundreds: bilen er -92."""
    if not _SHORT_YEAR.fullmatch(match[1]) or _counts(text, match.end(), rules.is_measured, rules):
        return False
    return word_before(text, match.start()) in listed("rule.value-verbs", rules.language)


def _is_value(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether a number is what something is, "Temperaturen er -5", and no option of a program."""
    if word_before(text, match.start()) not in listed("rule.value-verbs", rules.language):
        return False
    first, last = sentence(text, match.start())
    return rules.ending_nouns.isdisjoint(text[first:last].lower().split())


def _counts(text: str, end: int, is_unit: Callable[[str], bool], rules: TypographyRules) -> bool:
    """Whether such a unit is behind the number that ends at ``end``, or the last of those that follow it.

    "1,5 mill. kroner" has its unit behind the second word.
    """
    while not is_unit(word := word_behind(text, end)):
        if word in rules.first_of_units:  # 5 per cent
            second = word_behind(text, text.index(word, end) + len(word))
            return is_unit(f"{word} {second}")
        if word and rules.is_scale(word):
            behind = text.index(word, end) + len(word)
            return is_unit(word_behind(text, behind))
        between = rules.next_of_several.match(text, end) or _SUM.match(text, end)
        following = between and _SIGNED.match(text, between.end())
        if not following:
            return False
        end = following.end()
    return True


def products(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The letter x for the sign between the sides of what is measured: 5 × 3 meter."""
    for match in PRODUCTS.finditer(text):
        if (
            not rules.decimal
            or not rules.is_unit(word_behind(text, match.end()))
            or _is_name(text, match.start(), rules)
        ):
            continue
        for letter in _CROSS.finditer(match[0]):
            first = match.start() + letter.start()
            yield Slip(
                "content.typography-product", first, match.start() + letter.end(), f" {CROSS} ", spread(match)
            )


def _is_name(text: str, at: int, rules: TypographyRules) -> bool:
    before = word_before(text, at)
    return rules.is_named(before) or rules.is_clock(before)


def _begins(text: str, at: int) -> bool:
    """Whether a number begins its line, behind no more than the mark of a heading or an item."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip("#*-+ ")


def _range_end(text: str, at: int) -> int:
    """Where the range ends that begins with the number that ends at ``at``."""
    found = _RANGE_TO.match(text, at)
    return found.end() if found else at
