"""The numbers of a text with their units, as values: however each is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from report_builder.compare.words import Token, shown
from report_builder.content.repeats.amounts import scaled
from report_builder.language.catalogue import rule

_UNITS = {
    "%": "% prosent prosenten prosentene prosentane pst percent",
    "pp": "prosentpoeng prosentpoenger prosentpoengene prosentpoenga prosentenhet prosentenheter "
    "prosenteining prosenteiningar pp",
    "‰": "‰ promille",
    "poeng": "poeng points",
    "kr": "kr krone kroner kronen kronene nok",
    "€": "€ eur euro euros",
    "$": "$ usd dollar dollars",
    "£": "£ gbp pund pounds",
    "mm": "mm millimeter millimetre millimetres",
    "cm": "cm centimeter centimetre centimetres",
    "m": "m meter metre metres meters",
    "km": "km kilometer kilometre kilometres kilometers",
    "mil": "mil miles",
    "m²": "m² m2 kvadratmeter",
    "km²": "km² km2 kvadratkilometer",
    "m³": "m³ m3 kubikkmeter",
    "dekar": "dekar daa",
    "hektar": "hektar hectares hectare",
    "g": "gram grams g",
    "kg": "kg kilo kilogram kilograms",
    "tonn": "tonn tonnes tonne",
    "l": "l liter litre litres liters",
    "kw": "kw kilowatt",
    "mw": "mw megawatt",
    "gw": "gw gigawatt",
    "kwh": "kwh kilowattimer kilowattimar",
    "mwh": "mwh megawattimer megawattimar",
    "gwh": "gwh gigawattimer gigawattimar",
    "twh": "twh terawattimer terawattimar",
    "s": "sekund sekunder sekundar second seconds",
    "min": "minutt minutter minuttar minuttene minutta minute minutes",
    "h": "time timer timar timen timene timane hour hours",
    "d": "dag dager dagar dagen dagene dagane day days",
    "døgn": "døgn",
    "uke": "uke uker uken ukene veke veker veka vekene week weeks",
    "måned": "måned måneder måneden månedene månad månader månaden månadene month months",
    "år": "år året årene åra year years",
    "årsverk": "årsverk årsverkene årsverka",
    "grad": "grad grader gradar degree degrees °",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_TWO_WORDS = {
    ("percentage", "point"): "pp",
    ("percentage", "points"): "pp",
    ("per", "cent"): "%",
    ("per", "mille"): "‰",
}
_BEFORE = frozenset(("kr", "nok", "eur", "usd", "gbp", "€", "$", "£"))
"""Units of money that may stand before their number."""

_NAMED = frozenset(("versjon", "versjonen", "utgave", "utgåve", "kapittel", "avsnitt", "version", "section"))
"""After these a number is a name, in which 1.10 is not 1.1."""

_LARGE = frozenset(("billioner", "billionar", "trillion", "trillions"))
"""What is a million millions; an English billion is a milliard."""

_SHORT_SCALES = frozenset(("mill", "mrd"))
_CONNECTORS = frozenset(("til", "to", "og", "and", "eller", "or", "–", "-", "—"))
_SIGN = re.compile(r"[-−]")
_BLANK = re.compile(r"[\s\u00a0\u202f]+")


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
        if not here.unit and other.unit and len(between) == 1 and between[0] in _CONNECTORS:
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
        amount = _amount(written.rstrip("%‰ "), language, named=before in _NAMED)
        first, stop = at, at + 1
        factor, words_of_scale, unit_of_scale = _scale(words, stop)
        if isinstance(amount, Decimal) and factor > 1:
            amount, stop, unit = amount * factor, stop + words_of_scale, unit_of_scale
        if not unit:
            unit, words_of_unit = _unit(words, stop)
            stop += words_of_unit
        if not unit and before in _BEFORE:
            unit, first = _UNIT[before], at - 1
        taken = stop
        text = shown(words[first:stop]).strip()
        yield Quantity(first, stop, token.shown.strip(), text, amount, unit)


def _scale(words: Sequence[Token], at: int) -> tuple[int, int, str]:
    """How many times a number counts by the word after it, of how many words that is, and its unit if any."""
    if at >= len(words):
        return 1, 0, ""
    key = words[at].key.casefold()
    if key in _LARGE:
        return 10**12, 1, ""
    head, _, tail = key.partition(".")
    if head not in _SHORT_SCALES:
        factor, rest = scaled(key)
        return (factor, 1, "") if factor > 1 and not rest else (1, 0, "")
    factor, _ = scaled(f"{head}.")
    if tail:
        return (factor, 1, _UNIT[tail]) if tail in _UNIT else (1, 0, "")
    # Its point is one of the sentence where a sentence begins after it.
    pointed = [token.key for token in words[at + 1 : at + 2]] == ["."]
    return factor, 2 if pointed and words[at + 2 : at + 3] and words[at + 2].key[0].islower() else 1, ""


def _unit(words: Sequence[Token], at: int) -> tuple[str, int]:
    """The unit that stands at a place, and of how many words it is."""
    keys = tuple(token.key.casefold() for token in words[at : at + 2])
    if keys in _TWO_WORDS:
        return _TWO_WORDS[keys[0], keys[1]], 2
    unit = _UNIT.get(keys[0]) or _UNIT.get(keys[0].removesuffix("s"), "") if keys else ""
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
