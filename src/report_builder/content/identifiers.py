"""The numbers in ``report.yaml`` by which a report and its series are known, checked by form and digit."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote

from msgspec import Struct

from report_builder.content.check_digits import isbn_fault, issn_fault
from report_builder.content.urns import urn_fault
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, say
from report_builder.model.identifiers import Identifiers, RecordNumbers
from report_builder.sources.schema import Key, Located

_DOI_BEFORE = r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)"
DOI_PATTERN = rf"{_DOI_BEFORE}?10\.[0-9]{{4,9}}(?:\.[0-9]+)*/[!-~]+"
"""ISO 26324, 4.2: a prefix that begins with 10, and a suffix."""

_URN_BEFORE = r"https?://urn\.nb\.no/"
URN_PATTERN = rf"(?:{_URN_BEFORE})?[Uu][Rr][Nn]:.+"
"""A URN, or its address at the national library: what is wrong with one is told in words of its own."""


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
        _tell(issn, issn_fault(issn.value), diagnostics)


def check_isbn(isbn: Located[str] | None, diagnostics: Diagnostics) -> None:
    """RB-VALUE for an ISBN (ISO 2108) that is too short or too long, or whose check digit does not fit."""
    if isbn is not None:
        _tell(isbn, isbn_fault(isbn.value), diagnostics)


def check_urn(urn: Located[str] | None, diagnostics: Diagnostics) -> None:
    """RB-VALUE for what is no URN, and for one of a kind that has rules of its own, and breaks them."""
    if urn is None:
        return
    fault = urn_fault(_urn(urn.value))
    wrong = None if fault is None else say("content.urn-wrong", urn=urn.value, fault=fault)
    _tell(urn, wrong, diagnostics)


def check_record(record: RecordKeys | None, diagnostics: Diagnostics) -> None:
    """RB-VALUE for a document without the entry that it belongs to."""
    if record is not None and record.document is not None and record.entry is None:
        hint = say("content.document-alone.hint")
        diagnostics.error("RB-VALUE", record.document.span, say("content.document-alone"), hint)


def _tell(number: Located[str], fault: Message | None, diagnostics: Diagnostics) -> None:
    if fault is not None:
        diagnostics.error("RB-VALUE", number.span, fault, say("content.identifier-mistyped.hint"))


def _doi(text: str) -> str:
    """Take a DOI out of its address, in which some signs are coded."""
    bare = re.sub(_DOI_BEFORE, "", text, count=1)
    return unquote(bare) if text.startswith("http") else bare


def _urn(text: str) -> str:
    return re.sub(_URN_BEFORE, "", text, count=1)
