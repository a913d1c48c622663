"""A hyphen between two numbers: a range has a dash, a sum a minus, and the number of a section its hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report_builder.content.pasted.numerals import MINUS
from report_builder.content.pasted.slips import BLANK, DASH, Slip, line_of, spread, word_before, word_behind
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.language.word_lists import MONTHS, every_word
from report_builder.patterns import late


def _between_months() -> str:
    """A pattern for what stands where a hyphen joins two months of any language."""
    names = every_word(*MONTHS)
    ends, begins = ({name[-2:] for name in names}, {name[0] for name in names})
    return rf"-(?<=(?:{'|'.join(sorted(ends))})-)[{''.join(sorted(begins))}]"


_GROUPED = rf"\d{{1,3}}(?:{BLANK}\d{{3}}|[.]\d{{3}})+"
_NUMBER = rf"(?:{_GROUPED}|\d{{1,6}}(?:[.:,]\d{{1,2}})?)"
_DEGREE = rf"(?:{BLANK}?[%‰°])?"
RANGES = late(
    rf"(?<![\w.,:/§^#@=+−–—-])(?<!\d[ \u00a0])({_NUMBER}){_DEGREE}({BLANK}?{DASH}{BLANK}?)({_NUMBER})"
    rf"(?![\w/]|[.,:]\d|\.\w|{BLANK}?{DASH}{BLANK}?[\w−]|{BLANK}\d)"
)
DAYS = late(rf"(?<![\w.,:/§-])(\d{{1,2}})\.({BLANK}?{DASH}{BLANK}?)(\d{{1,2}})\.(?={BLANK}[^\W\d_])")
NUMBERS = late(rf"[0-9]{_DEGREE}{BLANK}?{DASH}{BLANK}?[0-9]")
MONTHS_WITH_HYPHEN = late(_between_months)
_ARITHMETIC = frozenset("=+*/×·÷<>−^~±")
_DIFFERENCE = late(rf"{BLANK}?={BLANK}?(-?−?\d+(?:,\d+)?)(?![\w.,]\d)")
_SECTION_NEAR = late(r"§[^.!?\n]{0,80}\Z")
_RANGE = "content.typography-range"
_YEARS = range(1500, 2101)
_MONTHS = 12
_SMALL = 3
"""So many figures have the numbers that are taken for a range where nothing beside them says so."""


def ranges(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two numbers with a hyphen, or with a dash between blanks, that are the ends of a range."""
    for match in RANGES.finditer(text) if rules.range_dash else ():
        sign = match[2]
        if sign == rules.range_dash or _is_code(text, match, rules):
            continue
        first, last = _value(match[1]), _value(match[3])
        if _is_arithmetic(text, match):
            difference = _DIFFERENCE.match(text, match.end())
            if len(sign) == 3 and difference and _value(difference[1]) == first - last:
                shown = (match.start(), difference.end())
                yield Slip("content.typography-minus", *spread(match, 2), f" {MINUS} ", shown)
            continue
        if (first >= last and not _is_shortened(match)) or (":" in match[1]) != (":" in match[3]):
            continue
        certain = _is_certain(text, match, rules)
        if certain or ("–" not in sign and _is_likely(text, match)):
            yield Slip(_RANGE, *spread(match, 2), rules.range_dash, spread(match), certain)


def days(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two ordinals that are the ends of a range: 1.–3. mai."""
    for match in DAYS.finditer(text) if rules.ordinal_stop and rules.range_dash else ():
        if match[2] != rules.range_dash and int(match[1]) < int(match[3]):
            certain = word_behind(text, match.end()).rstrip(".") in rules.ties.ordinal_nouns
            if certain or "-" in match[2]:
                yield Slip(_RANGE, *spread(match, 2), rules.range_dash, spread(match), certain)


def months(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two months with a hyphen."""
    for match in rules.months.finditer(text) if rules.range_dash else ():
        yield Slip(_RANGE, *spread(match, 1), rules.range_dash, spread(match))


def _is_code(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether the numbers are parts of one name: of a case, a document, a section, a telephone."""
    return rules.is_named(word_before(text, match.start()))


def _is_arithmetic(text: str, match: re.Match[str]) -> bool:
    before, behind = text[: match.start()].rstrip(" \u00a0")[-1:], text[match.end() :].lstrip(" \u00a0")[:1]
    return before in _ARITHMETIC or behind in _ARITHMETIC


def _is_certain(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    if ":" in match[1]:
        return True
    whole = match[1].isdigit() and match[3].isdigit()
    if whole and int(match[1]) in _YEARS and int(match[3]) in _YEARS:
        return "–" not in match[2]
    if _is_shortened(match):
        return False
    if rules.is_lead(word_before(text, match.start())):
        return True
    return rules.is_counted(word_behind(text, match.end()))


def _is_likely(text: str, match: re.Match[str]) -> bool:
    """Whether numbers that nothing names are a range, and not a score of sections or the like."""
    if _is_shortened(match):
        return True
    first, last = match[1], match[3]
    if not (first.isdigit() and last.isdigit()) or _SECTION_NEAR.search(text[: match.start()]):
        return False
    return len(last) <= _SMALL and "|" not in line_of(text, match.start()) and first[0] != "0"


def _is_shortened(match: re.Match[str]) -> bool:
    """Whether it may be two years, the second without its hundreds, and is no month: 2014-17."""
    first, last = match[1], match[3]
    if not (first.isdigit() and last.isdigit() and len(last) == 2):
        return False
    return int(first) in _YEARS and int(last) > max(int(first) % 100, _MONTHS)


def _value(written: str) -> Decimal:
    """The number as one that can be compared; of a time, its hours and minutes."""
    plain = re.sub(r"[ \u00a0\u202f]|\.(?=\d{3})", "", written).replace("−", "-")
    return Decimal(re.sub(r"[.,:]", ".", plain))
