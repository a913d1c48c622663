"""The amounts of a running text: numbers with what they count, whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from report_builder.language.catalogue import languages, rule
from report_builder.language.word_lists import MONTHS, any_word, listed
from report_builder.patterns import late

_BLANK = "[ \u00a0\u202f\u2007\u2009]"
_NUMBER = late(
    rf"(?<![\w.,:/§#=])(?P<sign>[-+\u2212–](?=\d)|minus{_BLANK}|pluss?{_BLANK})?"
    rf"(?P<digits>\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?"
    rf"|\d{{1,3}}(?:,\d{{3}}){{2,}}(?:\.\d+)?|\d+(?:[.,]\d+)?)(?![\w/:]|[.,]\d)",
    re.IGNORECASE,
)


def _any(*keys: str) -> str:
    """A pattern for a word of any language, whatever blanks stand in it."""
    return any_word(*keys).replace("\\ ", _BLANK)


_PERCENT = late(lambda: rf"{_BLANK}?(?:%|{_any('rule.percent-words')}(?!\w))", re.IGNORECASE)
_SCALE = late(
    lambda: (
        rf"{_BLANK}(?:(?P<thousand>{_any('rule.thousand')})|(?P<million>{_any('rule.million')})"
        rf"|(?P<milliard>{_any('rule.milliard')}))(?!\w)"
    ),
    re.IGNORECASE,
)
_FACTORS = {"thousand": 10**3, "million": 10**6, "milliard": 10**9}
_AFTER = late(rf"{_BLANK}+([^\W\d_][\w-]*\.?)")
_CONNECTED = late(
    lambda: rf"{_BLANK}?(?:[–—-]|{_BLANK}{_any('rule.between-numbers')}){_BLANK}?", re.IGNORECASE
)
_ANOTHER = late(lambda: rf"(?:\b{_any('rule.place-nouns')}|§|\bn =){_BLANK}?$", re.IGNORECASE)


def _dates() -> Iterator[str]:
    """Give what stands behind the day of a date, as each language writes it."""
    for language in languages():
        between = (rule("rule.date", language) or "").partition("{day}")[2].partition("{month}")[0]
        months = [re.escape(word) for key in MONTHS for word in listed(key, language)]
        if between and months:
            yield rf"{re.escape(between.strip())}[ \u00a0](?:{'|'.join(months)})\b"


_DATE = late(lambda: "|".join(_dates()))
_YEARS = (1800, 2100)
_NEXT_WORDS = 4


class Amount(NamedTuple):
    """A number of a text from ``start`` to ``stop``, with its per cent sign if it has one.

    ``values`` are what it can mean, for 1.234 is two numbers; its figures alone end at ``figures_stop`` and
    mean ``bare_values``, which differ for 3 million. ``negative`` is None without a sign. ``after``
    and ``before`` are the words beside it, nearest first. ``year`` could be one.
    """

    start: int
    stop: int
    figures_stop: int
    bare_values: tuple[Decimal, ...]
    values: tuple[Decimal, ...]
    negative: bool | None
    percent: bool
    after: tuple[str, ...]
    before: tuple[str, ...]
    year: bool


def amounts(text: str) -> list[Amount]:
    """The amounts of ``text``, in order; numbers of pages, figures and chapters and dates are none."""
    found = list(_amounts(text))
    # "fra 80 til 81 %": the unit stands behind the last number, and belongs to both.
    for index in range(len(found) - 2, -1, -1):
        here, other = found[index], found[index + 1]
        if not here.percent and _CONNECTED.fullmatch(text, here.stop, other.start):
            after = (*here.after[:1], *other.after) if not other.percent else here.after
            found[index] = here._replace(percent=other.percent, after=after)
    return found


def _amounts(text: str) -> Iterator[Amount]:
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _ANOTHER.search(before) or _DATE.match(text, match.end()):
            continue
        stop = match.end()
        factor = 1
        if scale := _SCALE.match(text, stop):
            factor, stop = _FACTORS[str(scale.lastgroup)], scale.end()
        percent = _PERCENT.match(text, stop)
        stop = percent.end() if percent else stop
        sign = match["sign"] or ""
        start = match.start()
        if sign == "–" and before[-1:].strip():
            sign, start = "", match.start() + 1  # a dash between two numbers
        bare = _values(match["digits"])
        values = tuple(value * factor for value in bare)
        year = factor == 1 and match["digits"].isdigit() and _YEARS[0] <= int(match["digits"]) <= _YEARS[1]
        negative = None if not sign else sign[0] not in "+pP"
        after: list[str] = []
        at = stop
        while len(after) < _NEXT_WORDS and (word := _AFTER.match(text, at)):
            after.append(word[1].rstrip(".").lower())
            at = word.end()
        nearest = re.findall(r"[^\W\d_][\w-]*", before.lower())[::-1]
        yield Amount(
            start,
            stop,
            match.end(),
            bare,
            values,
            negative,
            bool(percent),
            tuple(after),
            tuple(nearest[:_NEXT_WORDS]),
            year,
        )


def _values(digits: str) -> tuple[Decimal, ...]:
    """What ``digits`` can mean: a point and a comma stand before decimals or between groups of three."""
    bare = re.sub(_BLANK, "", digits)
    marks = [char for char in bare if char in ".,"]
    if not marks:
        return (Decimal(bare),)
    last = marks[-1]
    if len(marks) > 1:
        grouped = bare.replace("," if last == "." else ".", "")
        return (Decimal(grouped.replace(last, "" if marks.count(last) > 1 else ".")),)
    decimal = Decimal(bare.replace(",", "."))
    whole, _, rest = bare.partition(last)
    if len(rest) == 3 and 0 < len(whole) <= 3 and whole != "0":
        return decimal, Decimal(whole + rest)
    return (decimal,)


def scaled(unit: str) -> tuple[int, str]:
    """How many a unit stands for, and the rest of it: mill. kroner is a million kroner."""
    match = _SCALE.match(f" {unit}")
    return (_FACTORS[str(match.lastgroup)], unit[match.end() - 1 :].strip()) if match else (1, unit)
