"""Which columns of a table are numbers, and how their line of dashes is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_GAP = r"[ \u00a0\u202f\u2009]"
_WHOLE = rf"\d{{1,3}}(?:(?:{_GAP}|[.,'’])\d{{3}})+|\d+"
_ONE = rf"[-+−–±]?{_GAP}?(?:{_WHOLE})(?:[.,]\d+)?"
_ROLE = r"\{(?:finding|number)\}`[\w.-]+`"
_MARK = rf"(?:\\?\*{{1,3}}|[¹²³⁴⁵⁶⁷⁸⁹]|\[\^?[\w-]+\]|{_ROLE})?"


def _number() -> str:
    """What a number is in a cell, with the words and signs that may stand before and behind it."""
    before = rf"(?:(?:{any_word('rule.about')}|kr\.?|NOK|EUR|USD|[<>≤≥≈~€$£]){_GAP}?)*"
    unit = rf"(?:{_GAP}?(?:%|‰|{any_word('rule.units', 'rule.cell-units')}|NOK|pp|,-|,–))*"
    amount = rf"{_ROLE}|{_ONE}(?:{_GAP}?[-–/]{_GAP}?{_ONE})?|\({_ONE}{unit}\)|\d{{1,3}}:\d\d"
    return rf"{before}(?:{amount}){unit}{_MARK}"


_NUMBER = late(_number, re.IGNORECASE)
_MISSING = late(r"\.{1,3}|…|:|[-–—−]|\\?\*{1,2}|i\.?/?a\.?|n\.?/?a\.?", re.IGNORECASE)
"""The signs of a value that is not there: those of Statistics Norway, and what people write."""
_YEAR = late(r"(?:19|20)\d\d(?:[/–-](?:\d\d|(?:19|20)\d\d))?")
_DATE = late(r"\d{1,2}\.\d{1,2}\.(?:\d\d)?\d\d")


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number, with what may stand around one: a unit, "ca.", "<", a mark."""
    return bool(cell) and _NUMBER.fullmatch(cell) is not None and _DATE.fullmatch(cell) is None


def is_year(cell: str) -> bool:
    """Tell whether a cell is a year or a season, which names a column as well as it fills one."""
    return _YEAR.fullmatch(cell) is not None


def is_missing(cell: str) -> bool:
    """Tell whether a cell is empty or a sign that there is no value."""
    return not cell or _MISSING.fullmatch(cell) is not None


def are_numbers(cells: Sequence[str]) -> bool:
    """Tell whether a column is one of numbers: one at least, and nothing else but signs of missing ones."""
    return any(map(is_number, cells)) and all(is_number(cell) or is_missing(cell) for cell in cells)


def rules(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Write the dashes below a head: columns of numbers are set to the right.

    The first column says what a row is about, even where it says it with a year.
    """
    columns = ([row[index] for row in rows] for index in range(width))
    return ["---:" if index and are_numbers(column) else "---" for index, column in enumerate(columns)]
