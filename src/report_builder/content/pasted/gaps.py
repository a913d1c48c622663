"""The blank that is missing beside a number, a section, a colon, a quotation or the mark of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.content.pasted.prose import MASK
from report_builder.content.pasted.slips import Slip
from report_builder.content.pasted.spacing import MISSING
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.content.tie_rules import CAPITALS
from report_builder.language.word_lists import MONTHS
from report_builder.patterns import late

_LETTER = r"[^\W\d_]"
_YEAR = r"(?:19|20)\d\d"
_OUTSIDE = r"(?<![\w./@\\:=+&#~-])"
# One class of signs first, by which all else is passed by at once.
GAPS = late(
    rf"[,;(:»”\])](?:(?<=[,;])§|(?<={_LETTER}{_LETTER}[,;])\d|(?<=\d\d\d\d[,;])\d\d\d\d|(?<=[\d.]\()[12]"
    rf"|(?<={_LETTER}:)[{CAPITALS}«“]|(?<=[»”\]]){_LETTER}|(?<=\d\)){_LETTER})"
)
_SECTION = late(r"(?<=[\w.)])[,;](?=§)")
_NUMBER = late(rf"{_OUTSIDE}(?:\d{{1,2}}\. )?({_LETTER}{{3,}})[,;](?=(\d+)(?![\w/@=]|[,;-]\w))")
_SPANS = late(rf"(?<![\w.,-]){_YEAR}[-–]{_YEAR}[,;](?={_YEAR}[-–]{_YEAR}(?!\w))")
_YEARS = late(rf"(?<=\d)\((?={_YEAR}[-–](?:{_YEAR}|\d\d)\))")
_ABBREVIATED = late(rf"(?<![\w./@\\-])((?:{_LETTER}+\.)+)\((?=[^()=]{{2,300}}\))")
_BEHIND_YEARS = late(rf"\({_YEAR}(?:[-–]\d+)?\)({_LETTER}{{2,}})(?![\w/@\\(=-])")
_COLON = late(rf"(?<![\w./@\\:=+&#~-])([{CAPITALS}]{_LETTER}{{2,}}):(?=([{CAPITALS}]{_LETTER}+) [^\W\d_])")
_SAID = late(rf"{_OUTSIDE}{_LETTER}{{2,}}:(?={MASK}+[»”])")
_BEHIND_QUOTES = late(rf"(?<={MASK})[»”]({_LETTER}{{2,}})(?![\w@/-])")
_BEHIND_NOTE = late(rf"[.!?]\[\^{MASK}*\](?=[{CAPITALS}](?:{_LETTER}|\s))")
_CLOSING = ".,;:!?»”"
_LEAST = 3
"""So many letters has a small word that is no ending: «Hamlet»(er)."""


def gaps(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Each place where a blank is missing, certain where nothing else can be meant."""
    if not rules.closing_signs:
        return
    for pattern in (_SECTION, _SPANS, _YEARS, _SAID, _BEHIND_NOTE):
        for match in pattern.finditer(text):
            yield _missing(text, match.end() - (pattern is _YEARS), certain=True)
    for match in _ABBREVIATED.finditer(text):
        if rules.is_abbreviation(match[1]):
            yield _missing(text, match.end() - 1, certain=True)
    for pattern in (_BEHIND_YEARS, _BEHIND_QUOTES):
        for match in pattern.finditer(text):
            if _is_own_word(match[1], rules):
                yield _missing(text, match.start(1), certain=True)
    yield from _in_doubt(text, rules)


def _in_doubt(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank before a number and behind a colon, which may be meant so but behind a date."""
    months = rules.ties.words(*MONTHS)
    for match in _NUMBER.finditer(text):
        certain = match[1] in months and match[0][0].isdigit()
        if certain or not _is_row(text, match):
            yield _missing(text, match.end(), certain=certain)
    for match in _COLON.finditer(text):
        if match[1][1:].islower() and match[2][1:].islower():
            yield _missing(text, match.end(), certain=False)


def _is_own_word(word: str, rules: TypographyRules) -> bool:
    """Whether a word right behind what closes is a word, and no ending of it."""
    return word in rules.joining_words or (len(word) >= _LEAST and word in rules.small_words)


def _is_row(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around a comma is a row of what commas divide."""
    first, last = _around(text, match.start(1), match.end())
    return sum(map(text[first:last].rstrip(",;").count, ",;")) > 1


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    while first and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    return first, last


def _missing(text: str, at: int, *, certain: bool) -> Slip:
    """A blank at a place, shown with the words beside it; of what is masked one sign stands for all."""
    first, last = at, at
    while first and not text[first - 1].isspace() and (first == at or text[first] != MASK):
        first -= 1
    while last < len(text) and not text[last].isspace() and (last == at or text[last - 1] != MASK):
        last += 1
    closing = _CLOSING if "(" in text[first:last] else f"{_CLOSING})"
    while last - 1 > at and text[last - 1] in closing:
        last -= 1
    return Slip(MISSING, at, at, " ", (first, last), certain)
