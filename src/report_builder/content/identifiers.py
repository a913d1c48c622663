"""The numbers in ``report.yaml`` by which a report and its series are known, checked by form and digit."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote
from uuid import UUID

from msgspec import Struct

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, say
from report_builder.model.identifiers import Identifiers, RecordNumbers
from report_builder.patterns import late
from report_builder.sources.schema import Key, Located

ISSN_PATTERN = "[0-9]{4}-[0-9]{3}[0-9X]"
ISBN_PATTERN = "[0-9](?:[ -]?[0-9])*[ -]?[0-9X]"
"""Whatever looks like an ISBN: how many digits it has, and which, is told in words of its own."""

_DOI_BEFORE = r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)"
DOI_PATTERN = rf"{_DOI_BEFORE}?10\.[0-9]{{4,9}}(?:\.[0-9]+)*/[!-~]+"
"""ISO 26324, 4.2: a prefix that begins with 10, and a suffix."""

_URN_BEFORE = r"https?://urn\.nb\.no/"
_PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
URN_PATTERN = (
    rf"(?:{_URN_BEFORE})?[Uu][Rr][Nn]:[A-Za-z0-9][A-Za-z0-9-]{{0,30}}[A-Za-z0-9]:{_PCHAR}(?:{_PCHAR}|/)*"
)
"""RFC 8141, 2: a name without what a request adds to it, or its address at the national library."""

_NBN_NORWAY = late("no-[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*")
"""A running number, or a series with a number of its own, in letters and digits; there is no check digit."""


class RecordKeys(Struct, frozen=True):
    """Keys of ``record``."""

    case: Annotated[
        str, Key("key.record.case", pattern="(?:[0-9]{2}|[0-9]{4})/[0-9]{1,9}", example="2019/1234")
    ]
    entry: Annotated[int | None, Key("key.record.entry", minimum=1, example="5")] = None
    document: Annotated[Located[int] | None, Key("key.record.document", minimum=1, example="1")] = None


def identifiers_of(
    isbn: Located[str] | None,
    doi: Located[str] | None,
    urn: Located[str] | None,
    record: RecordKeys | None,
) -> Identifiers:
    """Give the numbers of a report; DOI and URN are taken out of their addresses."""
    found = None
    if record is not None:
        document = record.document.value if record.document else 0
        found = RecordNumbers(record.case, record.entry or 0, document)
    return Identifiers(
        isbn.value.replace(" ", "-") if isbn else "",
        _doi(doi.value) if doi else "",
        _urn(urn.value) if urn else "",
        found,
    )


def check_issn(issn: Located[str] | None, diagnostics: Diagnostics) -> None:
    """RB-VALUE for an ISSN (ISO 3297) whose check digit does not fit."""
    if issn is not None:
        _tell(issn, _digit_fault("ISSN", issn.value, _issn_digit(issn.value)), diagnostics)


def check_isbn(isbn: Located[str] | None, diagnostics: Diagnostics) -> None:
    """RB-VALUE for an ISBN (ISO 2108) that is too short or too long, or whose check digit does not fit."""
    if isbn is not None:
        _tell(isbn, _isbn_fault(isbn.value), diagnostics)


def check_urn(urn: Located[str] | None, diagnostics: Diagnostics) -> None:
    """RB-VALUE for a URN of a kind that has rules of its own, and breaks them."""
    if urn is not None:
        _tell(urn, _urn_fault(_urn(urn.value)), diagnostics)


def check_record(record: RecordKeys | None, diagnostics: Diagnostics) -> None:
    """RB-VALUE for a document without the entry that it belongs to."""
    if record is not None and record.document is not None and record.entry is None:
        hint = say("content.document-alone.hint")
        diagnostics.error("RB-VALUE", record.document.span, say("content.document-alone"), hint)


def _tell(number: Located[str], fault: Message | None, diagnostics: Diagnostics) -> None:
    if fault is not None:
        diagnostics.error("RB-VALUE", number.span, fault, say("content.identifier-mistyped.hint"))


def _isbn_fault(isbn: str) -> Message | None:
    digits = re.sub("[ -]", "", isbn)
    if len(digits) not in (10, 13):
        return say("content.isbn-length", isbn=isbn, number=str(len(digits)))
    if len(digits) == 10:
        return _digit_fault("ISBN", isbn, _isbn_10_digit(digits))
    if not digits.startswith(("978", "979")):
        return say("content.isbn-prefix", isbn=isbn)
    return _digit_fault("ISBN", isbn, _isbn_13_digit(digits))


def _urn_fault(urn: str) -> Message | None:
    kind, _, name = urn.partition(":")[2].partition(":")
    match kind.lower():
        case "isbn":
            return _isbn_fault(name) if re.fullmatch(ISBN_PATTERN, name) else _form(urn, "urn:isbn:", _ISBN)
        case "issn" if re.fullmatch(ISSN_PATTERN, name):
            return _digit_fault("ISSN", name, _issn_digit(name))
        case "issn":
            return _form(urn, "urn:issn:", _ISSN)
        case "uuid":
            return None if _is_uuid(name) else _form(urn, "urn:uuid:", _UUID)
        case "nbn" if name.lower().startswith("no") and not _NBN_NORWAY.fullmatch(name):
            return _form(urn, "URN:NBN:", _NBN)
    return None


_ISBN, _ISSN, _NBN = "978-82-7483-092-9", "1890-6583", "no-12345"
_UUID = "8f14e45f-ceea-467f-a8d2-4b1e6c1f0a3b"


def _form(urn: str, before: str, example: str) -> Message:
    return say("content.urn-form", urn=urn, example=before + example)


def _is_uuid(name: str) -> bool:
    try:
        return str(UUID(name)) == name.lower()
    except ValueError:
        return False


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


def _doi(text: str) -> str:
    """Take a DOI out of its address, in which some signs are coded."""
    bare = re.sub(_DOI_BEFORE, "", text, count=1)
    return unquote(bare) if text.startswith("http") else bare


def _urn(text: str) -> str:
    return re.sub(_URN_BEFORE, "", text, count=1)
