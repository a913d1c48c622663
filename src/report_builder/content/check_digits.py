"""ISSN and ISBN: how they look, and whether their check digits fit."""

from __future__ import annotations

import re

from report_builder.language.message import Message, say

ISSN_PATTERN = "[0-9]{4}-[0-9]{3}[0-9X]"
ISBN_PATTERN = "[0-9](?:[ -]?[0-9])*[ -]?[0-9X]"
"""Whatever looks like an ISBN: how many digits it has, and which, is told in words of its own."""


def issn_fault(issn: str) -> Message | None:
    """Say which check digit an ISSN (ISO 3297) should have; None where it is there."""
    return _digit_fault("ISSN", issn, _issn_digit(issn))


def isbn_fault(isbn: str) -> Message | None:
    """Say what is wrong with an ISBN (ISO 2108): too short, too long, or a check digit that does not fit."""
    digits = re.sub("[ -]", "", isbn)
    if len(digits) not in (10, 13):
        return say("content.isbn-length", isbn=isbn, number=str(len(digits)))
    if len(digits) == 10:
        return _digit_fault("ISBN", isbn, _isbn_10_digit(digits))
    if not digits.startswith(("978", "979")):
        return say("content.isbn-prefix", isbn=isbn)
    return _digit_fault("ISBN", isbn, _isbn_13_digit(digits))


def _digit_fault(name: str, number: str, wanted: str) -> Message | None:
    """Say which check digit there should be; None where it is there."""
    if number[-1] == wanted:
        return None
    return say("content.check-digit", name=name, number=number, wanted=wanted)


def _issn_digit(issn: str) -> str:
    """Give the last character of an ISSN: the weighted sum is a multiple of 11."""
    return _modulo_11(issn.replace("-", "")[:-1])


def _isbn_10_digit(digits: str) -> str:
    """Give the last character of an ISBN of ten: the weighted sum is a multiple of 11."""
    return _modulo_11(digits[:-1])


def _modulo_11(digits: str) -> str:
    weights = range(len(digits) + 1, 1, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return "0123456789X"[-total % 11]


def _isbn_13_digit(digits: str) -> str:
    """Give the last digit of an ISBN of thirteen: that of an EAN, weights 1 and 3 in turn."""
    return str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits[:-1])) % 10)
