"""Blanks that are missing or too many, dots and abbreviations: what is typed, and no number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_builder.content.pasted.prose import MASK
from report_builder.content.pasted.slips import (
    BLANK,
    Places,
    Slip,
    is_marker,
    line_around,
    spread,
    word_before,
    word_behind,
    word_end,
)
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.content.tie_rules import CAPITALS
from report_builder.language.word_lists import listed
from report_builder.patterns import late

MISSING, EXTRA = "content.typography-missing-blank", "content.typography-extra-blank"

MEASURES = late(rf"\d({BLANK}?)(%|‰|°{BLANK}?C)(?!\w|-[^\W\d])")
_DEGREES = "°C"
DOUBLE = late(r"  (?<=[^\s|]  ) *(?=[^\s|])")
_COLUMN = 3
"""So many blanks may be meant to stand things below each other."""
CLOSED = late(
    rf"(?<=[\w»”)\]%°*_\ufffc])({BLANK}+)([!?]+|[:;,.])"
    rf"(?=(?!(?<=\.){BLANK}\.)\s|\Z|[»”\"*_]|\[\^|(?<![:;])\)|(?<=[?!])[{CAPITALS}]|(?<=,)[^\W\d_])"
)
SET_OFF = late(r"[!?:;,.](?<=[ \u00a0\u202f].)(?=[\s»”\"*_)!?\[]|\Z|[^\W\d_])")
SECOND_STOP = late(rf"(?<=[^\W\d_]\.)({BLANK}+\.)(?=[\s»”\"*_)]|\Z)(?!{BLANK}\.)")
BRACKETS = late(r"\([ \u00a0]*[^()\n]*?[^() \u00a0\n][ \u00a0]*\)")
_SINCE = late(rf"(?<!\d)\d{{4}}({BLANK}?[-–]{BLANK}+)\Z")
"""A year that something began in, and no other: (1950–)."""
DOTS = late(r"(?<![./])\.{3,}(?![./])")
_MOST_DOTS = 5
"""More dots lead the eye to a page's number, or stand for what a reader fills in."""
SECTIONS = late(rf"§(?=\d)|(?<!§)§{BLANK}?(\d+)[A-Za-z]?({BLANK}-{BLANK}|{BLANK}?–{BLANK}?)(\d+)(?!\w)")
SECTION_RANGES = late(rf"§{{1,2}}{BLANK}?\d+-\d+[a-z]?({BLANK}-{{1,3}}{BLANK})\d+-\d+[a-z]?(?![\w-])")
_JOINED_NUMBER = r"(?:(?<![\w.,:/@-])|(?<=\dx))(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:,\d+)?"
_MAINS = r"(?<![\w.,:/@-])(?:12|24|48|110|220|230|240|380|400|690|1000)()V(?![\w/@-]|\.\w)"
"""The letter behind another number is as likely a part of a name."""
JOINED_UNITS = late(
    rf"{_JOINED_NUMBER}()(?:kr|NOK|kg|km|cm|mm|[kMGT]Wh?|[kMG]?Hz|[kM]V|dB|[MGT]B|mill|mrd)"
    rf"(?:/[^\W\d_]+)?(?![\w/@-]|\.\w)|{_MAINS}"
    r"|(?<![\w./@-])[Kk]r()\d+(?![\w/@-]|\.[^\W\d])"
)
JOINED = late(r"[0-9](?:[kMGT][rgmWHVB]|NOK|cm|m(?:m|ill|rd)|Hz|dB|V(?!\w))|kr[0-9]|Kr[0-9]")
SCALED = late(r"\.(?<=[^\W\d_]\.)(?:[kNed$€£])")
"""Right behind a stop, what may be a word for money in any language."""
STOPPED_MONEY = late(r"[Kk]r\. ?\u00a0?[0-9]")
EACH = late(rf"(?<![\w./@’'-])(á){BLANK}(?=\S)")
POWERS = late(
    rf"(?:(?<![\w.,-])\d(?:[\d.,]|{BLANK}(?=\d{{3}}))*{BLANK}?(?:[kcdm]?m)|(?<=/)m)([23])(?![\w²³]|[.,]\d)"
)
NUMBERED = late(r"\.(?<=[^\W\d_]\.)[\dk§a]")
ORDINALS = late(r"\.(?<=\d\.)[^\W\d_]")
ENDED = late(r"(?<![\w.,:/-])(\d{1,4})(st|nd|rd|th)(?![\w/]|-\w| ?\d)")
_STOP = late(rf"{BLANK}+\.(?=[\s»”\"*_),;:!?]|\Z)(?!{BLANK}\.)")
_YEAR_VERB = late(rf"{BLANK}?(?:19|20)\d\d{BLANK}([^\W\d_]+)")
_CROSSED = late(rf"{BLANK}*,{BLANK}*\.(?=[\s»”\"*_)]|\Z)")
"""A comma and a stop in the wrong order: the comma may be the one too many."""
_MORE_STOPS = late(rf"{BLANK}+\.{BLANK}*\.")
_SYMBOL = 2
_LETTERS = late(r"[^\W\d_](?: [^\W\d_])*\.?")
"""Letters alone: s, m m, o l."""
_NUMBER_NEXT = late(rf"{BLANK}\d[\d.,]*")
_NUMBER_BEHIND = late(rf"{BLANK}(?:§|\d)")
_INDEX = late(rf"[\^~{MASK}]")
_METRES = late(r"(?<=\d)[kcdm]?m(?=\d)")
_JOINED_LETTERS = late(rf"{_JOINED_NUMBER}([^\W\d_]+)(?![\w/@-]|\.\w)")
_WORD = late(r"(?<![\w./@-])[^\W\d_]+(?![\w/@-])")
_STOP_OR_NUMBER = late(rf"\.|{BLANK}?\d")
_RAISED = {"2": "²", "3": "³"}


def measures(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank between a number and %, ‰ or °C."""
    for match in MEASURES.finditer(text):
        sign = _DEGREES if match[2][0] == "°" else match[2]
        wanted = rules.blank_before.get(sign)
        if wanted is None or (wanted == bool(match[1]) and match[2] == sign):
            continue
        start = match.start(1) + 1 if wanted and match[1] else match.start(1)
        right = f" {sign}" if wanted and not match[1] else sign
        # A blank inside "20° C" stands on the wrong side.
        kind = MISSING if wanted else EXTRA
        yield Slip(kind, start, match.end(), right, (_number_start(text, match.start()), match.end()))


def double_blanks(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two blanks between words; beside a bar of a table or the mark of an item they line things up."""
    for match in DOUBLE.finditer(text) if rules.closing_signs else ():
        if is_marker(text, match.start()):
            continue
        certain = match.end() - match.start() < _COLUMN
        shown = (match.start() - len(_end_of_word(text, match.start())), word_end(text, match.end()))
        yield Slip(EXTRA, match.start() + 1, match.end(), "", shown, certain)


def closing_signs(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """A blank before a sign that closes; behind the stop of an abbreviation a sentence has no other."""
    for match in CLOSED.finditer(text):
        before = _end_of_word(text, match.start())
        ratio = before[-1:].isdigit() and text[match.end() :].lstrip()[:1].isdigit()
        if match[2][0] in rules.closing_signs and not ratio:
            # "ja ?Og" has its blank on the wrong side.
            sign = f"{match[2]} " if text[match.end() : match.end() + 1].isalpha() else ""
            end = match.end() if sign else match.end(1)
            yield Slip(EXTRA, match.start(1), end, sign, (match.start() - len(before), match.end()))
    for match in SECOND_STOP.finditer(text) if "." in rules.closing_signs else ():
        before = _end_of_word(text, match.start())
        yield Slip(EXTRA, *spread(match), "", (match.start() - len(before), match.end()))


def brackets(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Blanks inside round brackets."""
    if not rules.closing_signs:
        return
    for match in BRACKETS.finditer(text):
        inner = match[0][1:-1]
        lead, tail = len(inner) - len(inner.lstrip(" \u00a0")), len(inner) - len(inner.rstrip(" \u00a0"))
        if lead:
            stop = match.start() + 1 + lead
            yield Slip(EXTRA, match.start() + 1, stop, "", (match.start(), word_end(text, stop)))
        if tail:
            first = match.end() - 1 - tail
            shown = (first - len(_end_of_word(text, first)), match.end())
            since = _SINCE.search(inner) if rules.range_dash else None
            if since:
                start = match.start() + 1 + since.start(1)
                shown = (start - len(_end_of_word(text, start)) - 1, match.end())
                yield Slip("content.typography-range", start, match.end() - 1, rules.range_dash, shown)
                continue
            yield Slip(EXTRA, first, match.end() - 1, "", shown)


def dots(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Three dots for the one sign; the blanks beside it say what is left out, and stay."""
    for match in DOTS.finditer(text) if rules.ellipsis else ():
        words = any(sign.isalpha() for sign in line_around(text, match.start()))
        between = text[match.start() - 1 : match.start()].isdigit() and text[match.end() :][:1].isdigit()
        if not words or between or len(match[0]) > _MOST_DOTS:
            continue
        shown = (match.start() - len(_end_of_word(text, match.start())), match.end())
        yield Slip("content.typography-dots", *spread(match), rules.ellipsis, shown, len(match[0]) == 3)


def sections(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank behind § and the hyphen in the number of a section."""
    for match in SECTIONS.finditer(text) if rules.section_blank else ():
        if not match[1]:
            yield Slip(MISSING, *spread(match), "§ ", (match.start(), word_end(text, match.end())))
            continue
        # From a low number to a higher one it may be several sections, whose sign is §§.
        certain = int(match[3]) <= int(match[1])
        yield Slip("content.typography-section", *spread(match, 2), "-", spread(match), certain)


def section_ranges(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """A hyphen between blanks from one section with a hyphen of its own to another: a word stands there."""
    for match in SECTION_RANGES.finditer(text) if rules.section_blank and rules.from_to else ():
        right = f" {rules.from_to} "
        yield Slip("content.typography-range", *spread(match, 1), right, spread(match), certain=False)


def joined_units(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank between a number and its unit, or the word for its money."""
    for match in JOINED_UNITS.finditer(text) if rules.decimal else ():
        at = next(match.start(group) for group in (1, 2, 3) if match[group] is not None)
        stop = int(match[0][-1] in "ld" and text.startswith(".", match.end()))
        yield Slip(MISSING, at, at, " ", (match.start(), match.end() + stop))


def scaled_money(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank between a shortened word for a large number and its money: 2,5 mill. kr."""
    for match in rules.scale_without_blank.finditer(text):
        shown = (_number_start(text, match.start()), match.end())
        yield Slip(MISSING, *spread(match, 1), ". ", shown)


def each(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The accent of the word before the price or the number of each: à."""
    for match in EACH.finditer(text) if rules.each else ():
        between = len(rules.each) == 1 and text[match.end()].isdigit()  # 3 à 4, but not "3 at 4"
        if between or rules.is_currency(word_behind(text, match.end(1))):
            shown = (match.start(), word_end(text, match.end()))
            yield Slip("content.typography-accent", *spread(match, 1), rules.each, shown)


def stopped_money(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The word for money with a stop, which it has not; behind a number that may be the sentence's."""
    for match in rules.stopped_money.finditer(text):
        before = word_before(text, match.start()).rstrip(".")
        ends = _YEAR_VERB.match(text, match.end())  # "Tallene er i kr. 2019 er basisår"
        if ends and ends[1] in listed("rule.clause-verbs", rules.language):
            continue
        if not before[-1:].isdigit() and not rules.is_scale(before):
            shown = (match.start(), match.end(1))
            yield Slip("content.typography-abbreviation", *spread(match, 1), "", shown, certain=False)


def powers(text: str, _rules: TypographyRules) -> Iterator[Slip]:
    """Square and cubic metres with a plain figure."""
    for match in POWERS.finditer(text):
        letters = _METRES.search(match[0])
        if letters:
            at = match.start() + letters.start()
            yield Slip(MISSING, at, at, " ", spread(match))
        yield Slip("content.typography-power", *spread(match, 1), _RAISED[match[1]], spread(match))


def units_left(text: str, slips: Sequence[Slip], rules: TypographyRules) -> Iterator[int]:
    """Where a unit stands right behind its number that none of the ``slips`` is of; it may be a name."""
    told = Places((slip.shown[0], slip.shown[1] - 1) for slip in slips)
    for match in _JOINED_LETTERS.finditer(text):
        if not told.has(match.start()) and rules.is_unit(match[1]):
            yield match.start()


def abbreviations_left(text: str, _slips: Sequence[Slip], rules: TypographyRules) -> Iterator[int]:
    """Where an abbreviation stands without its stop that is looked for before a number only."""
    for match in _WORD.finditer(text):
        if f"{match[0].lower()}." in rules.before_numbers and not _STOP_OR_NUMBER.match(text, match.end()):
            yield match.start()


def abbreviations(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """An abbreviation without its stops, or with blanks inside; a stop that is set off is its own."""
    for match in rules.abbreviations.finditer(text):
        right = rules.whole(match[0])
        if match[0][0].isupper():
            right = right[0].upper() + right[1:]
        # In capitals it is a name, and with a figure that is raised or lowered a symbol.
        if right[1:] != match[0][1:] and not _is_other(text, match, rules) and not _has_index(text, match):
            crossed = _CROSSED.match(text, match.end())
            stop = crossed or _STOP.match(text, match.end())
            end = stop.end() if stop else match.end()
            mended, shown = f"{right}," if crossed else right, (match.start(), end)
            dots = _MORE_STOPS.match(text, match.end())
            certain = not crossed and not dots and not _may_be_symbol(text, match)
            yield Slip("content.typography-abbreviation", match.start(), end, mended, shown, certain)


def _is_other(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether letters are something else: a unit behind its number, one of several, or no abbreviation."""
    if f"{match[0].lower()}." in rules.before_units:
        return not rules.is_counted(word_behind(text, match.end()))
    if match[0].lower() in rules.also_words and (number := _NUMBER_NEXT.match(text, match.end())):
        return rules.is_counted(word_behind(text, number.end()))  # a fig 2 cm wide, en art 5 km unna
    if not _LETTERS.fullmatch(match[0]):
        return False
    before = word_before(text, match.start())
    if len(match[0]) == 1:
        return match[0].isupper() or before[-1:].isdigit()
    beside = (before, word_behind(text, match.end()))
    return before[-1:].isdigit() or any(len(word) == 1 and word not in rules.small_words for word in beside)


def _has_index(text: str, match: re.Match[str]) -> bool:
    """Whether a sign of an element has something raised or lowered behind it: Ca^2+^, Ca<sup>2+</sup>."""
    return match[0][0].isupper() and len(match[0]) == _SYMBOL and bool(_INDEX.match(text, match.end()))


def _may_be_symbol(text: str, match: re.Match[str]) -> bool:
    """Whether a short word may be a sign of its own: Ca without a number behind it, or letters alone."""
    if _LETTERS.fullmatch(match[0]):
        return True
    return match[0][0].isupper() and len(match[0]) == _SYMBOL and not _NUMBER_BEHIND.match(text, match.end())


def numbered(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank between an abbreviation and its number."""
    for match in rules.without_blank.finditer(text):
        group = 1 if match[1] else 2
        if group == 2 and not rules.section_blank:
            continue
        right = " " if match[0][:-1].lower() == rules.whole_money else ". "
        yield Slip(MISSING, *spread(match, group), right, (match.start(), word_end(text, match.end())))


def ordinal_endings(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The ending of an ordinal that its number does not have: 4st, 2th; "st" is a weight too."""
    for match in ENDED.finditer(text) if rules.ordinal_endings else ():
        tens, last = divmod(int(match[1][-2:]), 10)
        right = rules.ordinal_endings[last if tens != 1 and last < len(rules.ordinal_endings) else 0]
        if match[2] in rules.ordinal_endings and match[2] != right:
            certain = match[2] != rules.ordinal_endings[1]
            yield Slip("content.typography-ordinal", *spread(match, 2), right, spread(match), certain)


def ordinals(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank between an ordinal and its word: 17. mai."""
    for match in rules.ordinals_without_blank.finditer(text) if rules.ordinal_stop else ():
        yield Slip(MISSING, *spread(match, 1), ". ", spread(match))


def _end_of_word(text: str, at: int) -> str:
    return word_before(text, at) if at and not text[at - 1].isspace() else ""


def _number_start(text: str, at: int) -> int:
    while at and (text[at - 1].isdigit() or text[at - 1] in ".,"):
        at -= 1
    return at
