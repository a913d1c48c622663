"""The numbers of a text with their units, as values: however each is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from report_builder.compare.word_diff import Token, shown
from report_builder.content.repeats.amounts import scaled
from report_builder.language.catalogue import rule, rules
from report_builder.language.units import UNITS

_BEFORE = frozenset(("kr", "nok", "eur", "usd", "gbp", "€", "$", "£"))
"""Units of money that may stand before their number."""

_SHORT_SCALES = frozenset(("mill", "mrd"))
_DASHES = frozenset("–-—")
_SIGN = re.compile(r"[-−]")
_BLANK = re.compile(r"[\s\u00a0\u202f]+")


@cache
def _words(key: str) -> frozenset[str]:
    """The words of a rule in every language that has it; a text may have passages in several."""
    return frozenset(word for said in rules(key) for word in said.split(", "))


@cache
def _unit_words() -> Mapping[str, str]:
    """Units by their symbols and words."""
    return {word: unit for unit, (symbols, key) in UNITS.items() for word in (*symbols.split(), *_words(key))}


class Quantity(NamedTuple):
    """A number in the words ``first:stop`` of a text, which are the number, its unit and its scale.

    ``number`` and ``text`` are how the number, and the whole, are written. ``amount`` is the value, times a
    thousand or a million where a word says so; what is no plain number, as 12:30 and 2019-12-04, is itself.
    """

    first: int
    stop: int
    number: str
    text: str
    amount: Decimal | str
    unit: str

    @property
    def value(self) -> tuple[Decimal | str, str]:
        """What is compared."""
        return self.amount, self.unit


def quantities(words: Sequence[Token], language: str) -> list[Quantity]:
    """The numbers of a text in order, read as ``language`` (a BCP 47 tag) writes them."""
    found = list(_quantities(words, language))
    # "fra 80 til 81 prosent": the unit stands behind the last number, and belongs to both.
    for index in range(len(found) - 2, -1, -1):
        here, other = found[index], found[index + 1]
        between = [token.key.casefold() for token in words[here.stop : other.first]]
        joined = len(between) == 1 and (between[0] in _DASHES or between[0] in _words("rule.connectors"))
        if not here.unit and other.unit and joined:
            found[index] = here._replace(unit=other.unit)
    return found


def _quantities(words: Sequence[Token], language: str) -> Iterator[Quantity]:
    taken = 0
    for at, token in enumerate(words):
        if not token.is_number or at < taken:
            continue
        before = words[at - 1].key.casefold() if at > taken else ""
        written = token.key
        unit = written[-1] if written[-1] in "%‰" else ""
        amount = _amount(written.rstrip("%‰ "), language, named=before in _words("rule.named-by-number"))
        first, stop = at, at + 1
        factor, words_of_scale, unit_of_scale = _scale(words, stop)
        if isinstance(amount, Decimal) and factor > 1:
            amount, stop, unit = amount * factor, stop + words_of_scale, unit_of_scale
        if not unit:
            unit, words_of_unit = _unit(words, stop)
            stop += words_of_unit
        if not unit and before in _BEFORE:
            unit, first = _unit_words()[before], at - 1
        taken = stop
        text = shown(words[first:stop]).strip()
        yield Quantity(first, stop, token.shown.strip(), text, amount, unit)


def _scale(words: Sequence[Token], at: int) -> tuple[int, int, str]:
    """How many times a number counts by the word after it, of how many words that is, and its unit if any."""
    if at >= len(words):
        return 1, 0, ""
    key = words[at].key.casefold()
    if key in _words("rule.million-millions"):
        return 10**12, 1, ""
    head, _, tail = key.partition(".")
    if head not in _SHORT_SCALES:
        factor, rest = scaled(key)
        return (factor, 1, "") if factor > 1 and not rest else (1, 0, "")
    factor, _ = scaled(f"{head}.")
    if tail:
        return (factor, 1, _unit_words()[tail]) if tail in _unit_words() else (1, 0, "")
    # Its point is one of the sentence where a sentence begins after it.
    pointed = [token.key for token in words[at + 1 : at + 2]] == ["."]
    return factor, 2 if pointed and words[at + 2 : at + 3] and words[at + 2].key[0].islower() else 1, ""


def _unit(words: Sequence[Token], at: int) -> tuple[str, int]:
    """The unit that stands at a place, and of how many words it is."""
    keys = tuple(token.key.casefold() for token in words[at : at + 2])
    units = _unit_words()
    if two := units.get(" ".join(keys)) if len(keys) > 1 else None:
        return two, 2
    unit = units.get(keys[0]) or units.get(keys[0].removesuffix("s"), "") if keys else ""
    return unit, 1 if unit else 0


def _amount(written: str, language: str, *, named: bool) -> Decimal | str:
    bare = _BLANK.sub("", written)
    digits = _SIGN.sub("", bare, count=1)
    decimal = rule("rule.decimal", language) or ","
    group = "." if decimal == "," else ","
    plain = digits
    if re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{decimal}\d+)?", digits):
        plain = digits.replace(group, "")
    elif re.fullmatch(r"\d+\.\d*[1-9]", digits):
        decimal = "."  # a point that was meant as a comma
    plain = plain.replace(decimal, ".")
    if named or not re.fullmatch(r"(?:0|[1-9]\d*)(?:\.\d+)?", plain):
        return bare.replace("−", "-")
    # Written out, 12,50 and 12,5 are the same number.
    return Decimal(plain) * (-1 if bare != digits else 1)
