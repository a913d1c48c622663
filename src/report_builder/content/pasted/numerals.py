"""Numbers as a language writes them: times of the day, decimals, thousands, money and the minus."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.content.pasted.slips import BLANK, Slip, line_around, spread, word_before, word_behind
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.patterns import late

MINUS = "\u2212"

_TIME = r"(?<![\w:.,/§])(?<!\D-)([01]?\d|2[0-4])([:.])([0-5]\d)(?![\w:/]|[.,]\d)"
TIMES = late(rf"(?=[012\d]\d?[:.]){_TIME}")
COLONS = late(r":(?<=\d:)[0-5]\d")
DECIMALS = late(r"(?<![\w.,:/§+])(?<![^\d%]-)\d{1,3}([.,])\d{1,2}(?![\w/]|[.,:]\d)")
THOUSANDS = late(r"(?<![\w.,:/§+])(?<![^\d%]-)\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?![\w/]|[.,:]?\d)")
POINTS = late(r"[.,][0-9](?<=[0-9]..)")
"""Decimals or thousands of any language."""
_RANGE_TO = late(rf"{BLANK}?[-–—]{BLANK}?\d+(?:[.,]\d+)*")
MONEY = late(r"(?<![\w.,/-])(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(,[-–—])(?![\w-])")
HYPHENS = late(r"-(?<![^\s(\[|]-)\d")
NEGATIVE = late(rf"(?<![^\s(\[|])-(\d+(?:[.,]\d+)?)(?={BLANK}?[^\s]|{BLANK}?\Z|{BLANK}?\n)(?!-)")
_DEGREES = ("%", "‰", "°")


def times(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The sign between hours and minutes: certain behind a word for the clock, and behind such a time."""
    if not rules.times or ":" in rules.times:
        return
    certain, last = False, 0
    for match in TIMES.finditer(text):
        follows = certain and rules.between_times.fullmatch(text, last, match.start())
        certain = bool(follows) or rules.is_clock(word_before(text, match.start()))
        last = match.end()
        if match[2] == ":" and (certain or (match[1][0] == "0" and match[1] != "0")):
            yield Slip("content.typography-time", *spread(match, 2), rules.times[0], spread(match), certain)


def points(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The signs inside numbers."""
    yield from _decimals(text, rules)
    yield from _thousands(text, rules)


def _decimals(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The sign before decimals, of a number with its unit."""
    for match in DECIMALS.finditer(text) if rules.decimal else ():
        if match[1] == rules.decimal or _is_name(text, match.start(), rules):
            continue
        # "3.5 Mål" at the start of a line is the number of a heading.
        behind = word_behind(text, _range_end(text, match.end()))
        if rules.is_counted(behind) and not (_begins(text, match.start()) and behind[:1] not in _DEGREES):
            yield Slip("content.typography-decimal", *spread(match, 1), rules.decimal, spread(match))


def _thousands(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The sign between thousands; one group alone may be three decimals, where it counts nothing."""
    for match in THOUSANDS.finditer(text) if rules.decimal else ():
        several = match[0].count(match[1]) > 1
        foreign = match[1] not in (rules.group, rules.decimal) or (several and match[1] == rules.decimal)
        if not foreign or match[0][0] == "0" or _is_name(text, match.start(), rules):
            continue
        groups = match[0].split(match[1])
        value = int("".join(groups))
        right = (rules.group if value >= rules.group_from else "").replace("\u00a0", " ").join(groups)
        end = _range_end(text, match.end())
        counts = text.startswith((",-", ",–"), end) or rules.is_money(word_behind(text, end))
        certain = several or counts or rules.is_currency(word_before(text, match.start()))
        yield Slip("content.typography-thousands", *spread(match), right, spread(match), certain)


def money(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The ",-" behind whole kroner."""
    for match in MONEY.finditer(text) if rules.whole_money else ():
        beside = (word_before(text, match.start()), word_behind(text, match.end()))
        right = "" if any(map(rules.is_currency, beside)) else f" {rules.whole_money}"
        yield Slip("content.typography-money", *spread(match, 1), right, spread(match))


def negatives(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """A hyphen for a minus: before a number that is measured, and alone in a cell."""
    for match in NEGATIVE.finditer(text):
        if word_before(text, match.start())[-1:].isdigit():
            continue
        alone = "|" in text and line_around(text, match.start()).strip() == match[0]
        behind = word_behind(text, match.end())
        degrees = behind.startswith(_DEGREES) or behind in rules.ties.words("rule.unit-degree")
        if rules.decimal and (alone or degrees or rules.is_currency(behind)):
            yield Slip("content.typography-minus", match.start(), match.start() + 1, MINUS, spread(match))


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
