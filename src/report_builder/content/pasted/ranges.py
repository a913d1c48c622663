"""A hyphen between two numbers: a range has a dash, a sum a minus, and the number of a section its hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from report_builder.content.pasted.ends import are_dates, bare_word, may_be_ends, may_begin_clause
from report_builder.content.pasted.hanging import is_tail
from report_builder.content.pasted.numerals import MINUS
from report_builder.content.pasted.slips import (
    BLANK,
    BLANKS,
    CLOSING,
    DASH,
    NUMBER_ENDS,
    Places,
    Slip,
    is_marker,
    line_of,
    sentence,
    spread,
    word_before,
    word_behind,
)
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.language.word_lists import MONTHS, every_word
from report_builder.patterns import late


def _between_names() -> str:
    """A pattern for what stands where a hyphen joins two months, or two days of the week, of any language."""
    names = every_word(*MONTHS, "rule.weekdays")
    ends, begins = ({name[-2:] for name in names}, {name[0].lower() for name in names})
    end, begin = "|".join(sorted(ends)), "".join(sorted(begins | {name.upper() for name in begins}))
    return rf"-(?<=(?:{end})-)[{begin}]|-(?<=(?:{end}) -) [{begin}]"


_GROUPED = rf"\d{{1,3}}(?:{BLANK}\d{{3}}|[.]\d{{3}})+"
_NUMBER = rf"(?:{_GROUPED}|\d{{1,6}}(?:[.:,]\d{{1,2}})?)"
_DEGREE = rf"(?:{BLANK}?[%‰°])?"
RANGES = late(
    rf"(?<![\w.,:/§^#@=+−–—-])(?<!\d[ \u00a0])({_NUMBER}){_DEGREE}({BLANK}?{DASH}{BLANK}?)({_NUMBER})"
    rf"(?![\w/]|[.,:]\d|\.\w|{DASH}[\w−]|{BLANK}{DASH}{BLANK}?[\d−]|{BLANK}\d)"
)
DAYS = late(
    rf"(?<![\w.,:/§-])(\d{{1,2}})\.({BLANK}?{DASH}{BLANK}?)(\d{{1,2}})\."
    rf"(?:(?={BLANK}[^\W\d_])|({BLANK}?(?:1[0-2]|0?[1-9])\.(?:\d\d)?\d\d)(?![\w-]))"
)
DAYS_WITH_DASH = late(rf"\.(?<=[0-9]\.)(?:(?:\d\d)?\d\d)?{BLANK}?{DASH}{BLANK}?[0-9]")
DATES = late(
    rf"(?<![\w.,:/§-])(\d{{1,2}})\.(1[0-2]|0?[1-9])\.((?:\d\d)?\d\d)?({BLANK}?-{BLANK}?)"
    r"(\d{1,2})\.(1[0-2]|0?[1-9])\.((?:\d\d)?\d\d)?(?![\w-]|\.\d)"
)
MONTH_TO_DAY = late(rf"(?<![\w.,:/§-])\d{{1,2}}\.?{BLANK}[^\W\d_]{{3,}}\.?(-)(?=\d{{1,2}}\.{BLANK}[^\W\d_])")
NUMBERS = late(rf"[0-9]{_DEGREE}{BLANK}?{DASH}{BLANK}?[0-9]")
PRICES = late(
    rf"(?<![\w.,/-])({_GROUPED}|\d+)[.,][-–—]({BLANK}{DASH}{BLANK})({_GROUPED}|\d+)[.,][-–—](?![\w-])"
)
MEASURED = late(
    rf"(?<![\w.,:/§-])(\d{{1,6}}(?:,\d{{1,2}})?)({BLANK}?[^\W\d_]{{1,4}}[23²³]?)(-)"
    rf"(\d{{1,6}}(?:,\d{{1,2}})?)\2(?![\w-])"
)
MEASURED_HYPHEN = late(r"-(?<=[^\W\d_]-|[23²³]-)[0-9]")
_POWERS = "23²³"
NAMES_WITH_HYPHEN = late(_between_names)
_TIME = late(r"([01]?\d|2[0-4])\.([0-5]\d)")
_ORDINAL = late(r"\d{1,2}\.")
_LAST_WORD = late(r"[\w-]+\Z")
_WORD = late(r"[\w-]+")
_SET_OFF = late(rf"(?<=\S){BLANK}+(-{{1,3}}|[—–])(?:{BLANK}+|(?=\n)|\Z)")
_BETWEEN_NUMBERS = late(rf"(?<=[\d%‰°]){BLANK}-{BLANK}(?=[\d−-])")
_BETWEEN_WORDS = late(rf"(?<=[\w.]){BLANK}-{BLANK}(?=[^\W\d_])")
_LONGEST = 20
_ARITHMETIC = frozenset("=+*/×·÷<>−^~±")
_DIFFERENCE = late(rf"{BLANK}?={BLANK}?(-?−?\d+(?:,\d+)?)(?![\w.,]\d)")
_SECTION_NEAR = late(r"§[^.!?\n]*\Z")
_FAR = 80
_RANGE, _MINUS = "content.typography-range", "content.typography-minus"
_YEARS = range(1500, 2101)
_MONTHS = 12
_MORNING, _STEP = 6, 5
"""The first hour, and the minutes between two times, of what is planned."""
_SPACED = 3  # characters of a sign with its blanks
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
                yield Slip(_MINUS, *spread(match, 2), f" {MINUS} ", shown)
            continue
        if (first >= last and not _is_shortened(match)) or (":" in match[1]) != (":" in match[3]):
            continue
        crowded = _is_crowded(text, match.start(2), rules)
        if crowded and "-" in sign:
            continue  # which is the pause and which the range is told with the dashes
        sure = not crowded and _is_certain(text, match, rules)
        if sure or ("–" not in sign and _is_likely(text, match, rules)):
            apart = len(sign) == _SPACED and may_begin_clause(text, match.start(), match.end(), rules)
            certain = sure and not apart
            yield Slip(_RANGE, *spread(match, 2), rules.range_dash, spread(match), certain)


def differences(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two numbers with a hyphen before what is left of the first: 5 - 3 = 2."""
    return (slip for slip in ranges(text, rules) if slip.key == _MINUS)


def days(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two ordinals that are the ends of a range, 1.–3. mai, and two dates: 1.5.–3.6.2019."""
    if not rules.ordinal_stop or not rules.range_dash:
        return
    for match in DAYS.finditer(text):
        if match[2] != rules.range_dash and int(match[1]) < int(match[3]):
            noun = word_behind(text, match.end()).rstrip(".")
            certain = bool(match[4]) or noun in rules.ties.ordinal_nouns
            if certain or "-" in match[2]:
                yield Slip(_RANGE, *spread(match, 2), rules.range_dash, spread(match), certain)
    for match in DATES.finditer(text):
        rises = bool(match[7]) or (int(match[2]), int(match[1])) < (int(match[6]), int(match[5]))
        yield Slip(_RANGE, *spread(match, 4), rules.range_dash, spread(match), rises)


def dated_spans(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two days with their months: 29. april – 2. mai."""
    for match in MONTH_TO_DAY.finditer(text) if rules.ordinal_stop and rules.range_dash else ():
        if rules.dated.match(text, match.start()) and rules.dated.match(text, match.end(1)):
            last = rules.dated.match(text, match.end(1))
            shown = (match.start(), last.end() if last else match.end())
            yield Slip(_RANGE, *spread(match, 1), f" {rules.range_dash} ", shown)


def prices(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two sums of whole kroner that are the ends of a range: 1000,- - 2000,-."""
    for match in PRICES.finditer(text) if rules.range_dash and rules.whole_money else ():
        if _value(match[1]) < _value(match[3]):
            certain = not _is_crowded(text, match.start(2), rules)
            yield Slip(_RANGE, *spread(match, 2), rules.range_dash, spread(match), certain)


def measured(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two numbers with the same unit right behind each: 50 m²-100 m²."""
    for match in MEASURED.finditer(text) if rules.range_dash else ():
        unit = match[2].lstrip(BLANKS)
        if (unit[-1] in _POWERS or rules.is_unit(unit)) and _value(match[1]) < _value(match[4]):
            yield Slip(_RANGE, *spread(match, 3), rules.range_dash, spread(match))


def spans(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two months, or two days of the week, with a hyphen; between dashes it may be one of these."""
    for match in NAMES_WITH_HYPHEN.finditer(text) if rules.range_dash else ():
        blank = int(match[0][1] == " ")
        start, end = match.start() - blank, match.start() + 1 + blank
        first, last = _LAST_WORD.search(text[max(0, start - _LONGEST) : start]), _WORD.match(text, end)
        if first and last and rules.is_span(first[0], last[0]):
            certain = not blank or not _is_crowded(text, start, rules)
            yield Slip(_RANGE, start, end, rules.range_dash, (start - len(first[0]), last.end()), certain)


def ranges_left(text: str, slips: Sequence[Slip], rules: TypographyRules) -> Iterator[int]:
    """Where hyphens stand that may belong to a range, and that none of the ``slips`` is of."""
    yield from hyphens_left(text, slips, rules)
    told = Places((slip.start, slip.end) for slip in slips)
    for match in _BETWEEN_WORDS.finditer(text):
        if not told.has(match.start()) and may_be_ends(text, match.start(), match.end(), rules):
            yield match.start()
    for match in RANGES.finditer(text):
        if "-" not in match[2] or told.has(match.start(2)) or _is_code(text, match, rules):
            continue
        whole = match[1].isdigit() and match[3].isdigit()
        if not whole and not _is_section(text, match.start()):
            yield match.start(2)


def hyphens_left(text: str, slips: Sequence[Slip], rules: TypographyRules) -> Iterator[int]:
    """Where hyphens stand between blanks and numbers that no date has, and none of the ``slips`` is of."""
    told = Places((slip.start, slip.end) for slip in slips)
    for match in _BETWEEN_NUMBERS.finditer(text):
        if not told.has(match.start()) and not are_dates(text, match.start(), match.end(), rules):
            yield match.start()


def _is_section(text: str, at: int) -> bool:
    """Whether the sign of a section stands before ``at`` in its sentence."""
    return _SECTION_NEAR.search(text, max(0, at - _FAR), at) is not None


def _is_crowded(text: str, at: int, rules: TypographyRules) -> bool:
    """Whether the sign at ``at`` stands between blanks, and another one of its kind that may be a pause."""
    own = _SET_OFF.match(text, at)
    if not own:
        return False
    first, last = sentence(text, at)
    for other in _SET_OFF.finditer(text, first, last):
        if other.start() == at or other[1][0] != own[1][0] or is_marker(text, other.start()):
            continue
        left, right = word_before(text, other.start()).rstrip(CLOSING), word_behind(text, other.end())
        apart = text[other.start() - 1] in ",;:!?…" or _fall(left, right)
        numbers = not apart and left.rstrip(".")[-1:] in NUMBER_ENDS and right[:1].isdigit()
        if not numbers and not rules.is_span(left, right):
            return True
    return False


def _fall(first: str, last: str) -> bool:
    """Whether two words are ordinals of which the second is no higher, and so the ends of no range."""
    both = _ORDINAL.fullmatch(first), _ORDINAL.fullmatch(last)
    return bool(both[0] and both[1]) and int(first[:-1]) >= int(last[:-1])


def _is_code(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether the numbers are parts of one name: of a case, a document, a section, a telephone."""
    return rules.is_named(word_before(text, match.start()))


def _is_arithmetic(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LONGEST) : match.start()].rstrip(BLANKS)[-1:]
    behind = text[match.end() : match.end() + _LONGEST].lstrip(BLANKS)[:1]
    return (before in _ARITHMETIC and not _is_emphasis(text, match.start() - 1)) or (
        behind in _ARITHMETIC and not _is_emphasis(text, match.end())
    )


def _is_emphasis(text: str, at: int) -> bool:
    """Whether the sign at ``at`` is a star of what is emphasised: numbers do not stand on both its sides."""
    before = text[max(0, at - _LONGEST) : at].rstrip("*")[-1:]
    behind = text[at + 1 : at + _LONGEST].lstrip("*")[:1]
    blank = text[at - 1 : at].isspace() and behind.isspace()
    return text[at : at + 1] == "*" and not blank and not (before.isdigit() and behind.isdigit())


def _is_certain(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    if ":" in match[1] or _are_times(match, rules):
        return True
    whole = match[1].isdigit() and match[3].isdigit()
    if whole and int(match[1]) in _YEARS and int(match[3]) in _YEARS:
        return "–" not in match[2]
    if _is_shortened(match):
        return False
    if rules.is_lead(word_before(text, match.start())):
        return True
    behind = word_behind(text, match.end())
    return rules.is_counted(behind) or is_tail(bare_word(behind), rules)


def _are_times(match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether two numbers with stops are times of the day; no section has a nought before it, or ".00"."""
    first, last = _TIME.fullmatch(match[1]), _TIME.fullmatch(match[3])
    if not (first and last) or rules.decimal == "." or "." not in rules.times:
        return False
    return any((time[1][0] == "0" and len(time[1]) > 1) or time[2] == "00" for time in (first, last))


def _are_hours(match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether two numbers with stops may be times of the day, when people are awake: 9.30-10.15."""
    first, last = _TIME.fullmatch(match[1]), _TIME.fullmatch(match[3])
    if not (first and last) or rules.decimal == "." or "." not in rules.times:
        return False
    return all(int(time[1]) >= _MORNING and int(time[2]) % _STEP == 0 for time in (first, last))


def _is_likely(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether numbers that nothing names are a range, and not a score of sections or the like."""
    if rules.may_name(word_before(text, match.start()), (match[1], match[3])):
        return False
    if _is_shortened(match) or (_are_hours(match, rules) and not _is_section(text, match.start())):
        return True
    first, last = match[1], match[3]
    if not (first.isdigit() and last.isdigit()) or _is_section(text, match.start()):
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
