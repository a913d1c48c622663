"""The notation of a formula as pieces with their places, and what in it is no formula at all."""

from __future__ import annotations

import re
from typing import NamedTuple

from report_builder.content.comments import BEGIN
from report_builder.content.formulas.signs import FUNCTIONS
from report_builder.language.message import Message, hinted, say
from report_builder.patterns import late

_TOKEN = late(r"\\[A-Za-z]+\*?|\\.|\s+|\d+(?:(?:[.,]|\{,\})\d+)*|.", re.DOTALL)
_WORD = late(r"(?<![^\s])[^\W\d_]{2,}(?=\s)")
_OPERAND = late(r"[\w({\\]")
_DIFFERENTIAL = late(r"d[a-zA-Z]")
_NO_LETTERS = late(r"\\(?:text\w*|mbox|operatorname\*?|begin|end|math\w+)\{[^{}]*\}|\\[A-Za-z]+")


class Notation(NamedTuple):
    """A piece of the notation with its offset; the last one is empty."""

    text: str
    at: int


class NotationError(Exception):
    """What is wrong with a formula, and where in its source."""

    def __init__(self, at: int, told: tuple[Message, Message]) -> None:
        super().__init__(at, told)
        self.at, self.message, self.hint = at, *told


def notations(source: str) -> list[Notation]:
    """The pieces of a formula, blanks left out."""
    found = (Notation(match.group(), match.start()) for match in _TOKEN.finditer(source))
    return [*(one for one in found if not one.text.isspace()), Notation("", len(source))]


def look_for_words(source: str) -> None:
    """Tell text that was written as a formula, prices that were taken for one, and comments."""
    if (comment := source.find(BEGIN)) >= 0:
        raise NotationError(comment, hinted("formula.comment"))
    letters = _NO_LETTERS.sub(lambda found: "\\" * len(found.group()), source)
    for match in _WORD.finditer(letters):
        word = match.group()
        before, after = letters[: match.start()].rstrip(), letters[match.end() :].lstrip()
        between = before and _OPERAND.match(before[-1]) and not _DIFFERENTIAL.fullmatch(word)
        if _OPERAND.match(after) and (between or word in FUNCTIONS):
            told = say("formula.words", word=word), say("formula.words.hint", word=word)
            raise NotationError(match.start(), told)
