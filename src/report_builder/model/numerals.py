"""Numbers as they stand in a text: what belongs to one and is never divided."""

from __future__ import annotations

from report_builder.patterns import late

BLANKS = "\u00a0\u202f\u2007\u2009"
"""The blanks that stand between groups of digits, and before a unit; an ordinary one divides words."""
LONGEST = 40
"""How many characters a number may have; what is longer is a code, and is divided like a word."""

_NUMERAL = late(rf"(?:[\u2212±]|(?<!\w)[+-])?\d(?:[\d{BLANKS}.,:/'’]*\d)?[%‰°]?")
_AMOUNT = late(rf"\W*{_NUMERAL.pattern}(?:[{BLANKS}]\S+)?\W*")
_BLANK = late(rf"[{BLANKS}](?=.)")


def numerals(text: str) -> list[tuple[int, int]]:
    """Where the numbers of ``text`` begin and end: −12, 412 300 000, 65,5, 12.30, 2019:7, 73%."""
    spans = (match.span() for match in _NUMERAL.finditer(text))
    return [(start, stop) for start, stop in spans if stop - start <= LONGEST]


def is_amount(text: str) -> bool:
    """Tell whether ``text`` is one number with its unit and the signs around them, and nothing else."""
    return len(text) <= LONGEST and _AMOUNT.fullmatch(text) is not None


def blank_ends(text: str) -> list[int]:
    """Behind which no-break blanks ``text`` may be divided if it must: none inside a number."""
    inside = {at for start, stop in numerals(text) for at in range(start + 1, stop)}
    return [match.end() for match in _BLANK.finditer(text) if match.end() not in inside]
