"""Stops and brackets without the blank beside them, and stops that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.content.pasted.slips import Slip
from report_builder.content.pasted.spacing import MISSING
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.content.tie_rules import CAPITALS
from report_builder.patterns import late

_LETTER = r"[^\W\d_]"
_CLOSED = r"[»”\")*\ufffc]"
"""What may end the words before a stop where no letter does: a quotation, brackets, emphasis, a link."""
JOINED = late(rf"[.,;!?()](?:(?<=\.)[{CAPITALS}]|(?<=[,;!?)]){_LETTER}|(?<={_LETTER}\(){_LETTER})")
_STOP = late(
    rf"(?:(?<![\w./@\\:=+&#~-])((?:{_LETTER}+\.)*{_LETTER}+|\d+)|(?<={_CLOSED}))([.,;]|[?!]{{1,3}})"
    rf"({_LETTER}+)(?![\w/@\\(=]|\.\w|[,;]{_LETTER}|-{_LETTER}*[=/])"
)
_OPENED = late(
    rf"(?<![\w./@\\:=-])({_LETTER}{{2,}})\("
    rf"(?=({_LETTER}+)[^()=;{{}}<>\[\]]{{0,300}}?\s[^()]{{0,300}}\))"
)
_BEHIND = late(rf"\([^()]{{0,300}}?\s[^()]{{0,300}}\)({_LETTER}{{2,}})(?![\w/@\\(=-])")
TWICE = late(rf"([.,])(?<={_LETTER}.|[»”)\]*].)\1(?![.,\w/])")
_CODE = frozenset("/\\@=<>{}#&$~^_|+")
_ABBREVIATION = late(rf"(?:{_LETTER}+\.)+\Z")
_LONGEST = 20
_SHORTEST = 2
_LEAST = 3
"""So many letters has a small word that is no ending: elev(er og lærere)."""


def missing_blanks(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """The blank between a stop and the next word, and between a word and what stands in brackets."""
    if not rules.closing_signs:
        return
    for match in _STOP.finditer(text):
        certain = _is_certain(text, match, rules)
        if certain or (certain is not None and not _is_spoken_of(text, match)):
            at, first = match.start(3), match.start(1) if match[1] else match.start() - 1
            shown = (first + (text[first] == "\ufffc"), match.end())
            yield Slip(MISSING, at, at, " ", shown, certain)
    for match in _OPENED.finditer(text):
        if _is_telling(match[2], rules) and not match[1].isupper():
            at = match.end() - 1
            yield Slip(MISSING, at, at, " ", (match.start(), match.end(2)))
    for match in _BEHIND.finditer(text):
        if _is_telling(match[1], rules):
            at = match.start(1)
            yield Slip(MISSING, at, at, " ", (at - 1, match.end()))


def _is_spoken_of(text: str, match: re.Match[str]) -> bool:
    """Whether the words with a stop between them stand alone in emphasis, as what is spoken of does."""
    return text[match.start() - 1 : match.start()] == "*" == text[match.end() : match.end() + 1]


def _is_telling(word: str, rules: TypographyRules) -> bool:
    return len(word) >= _LEAST and word in rules.small_words


def _is_certain(text: str, match: re.Match[str], rules: TypographyRules) -> bool | None:
    """Whether the blank is certainly missing behind a stop; None where nothing may be missing at all."""
    before, sign, after = match[1] or "", match[2], match[3]
    if not _CODE.isdisjoint(_token(text, match)):
        return None
    if sign == ".":
        return _behind_full_stop(text, before, after, match, rules)
    small = after.lower() in rules.small_words
    if sign in ",;":
        return _behind_comma(text, match, before, after, rules, small=small)
    if not before or before.isdigit() or len(after) == 1:
        return None
    if after[0].isupper():
        return before.islower() or before.lower() in rules.small_words or (small and len(after) >= _LEAST)
    return False if small and before.isalpha() else None


def _behind_full_stop(
    text: str, before: str, after: str, match: re.Match[str], rules: TypographyRules
) -> bool | None:
    """A sentence begins right behind a full stop, or a name behind a title; "Node.Js" is one name."""
    if not after[0].isupper() or before.isdigit():
        return None
    if rules.is_abbreviation(f"{before}."):
        return None if f"{before}.{after}".lower() in rules.slipped else True
    if "." in before or (after[1:] and not after[1:].islower()):
        return None
    small = after.lower() in rules.small_words
    if not before:
        closing = text[match.start() - 1]
        if closing == "\ufffc" or (closing == ")" and "()" in _token(text, match)):
            return None
        return small or closing != ")"
    if len(before) == 1:
        return None
    if before.islower():
        if len(after) == 1:
            return True if small and text[match.end() : match.end() + 1].isspace() else None
        return small
    return True if small and len(after) >= _LEAST else None


def _behind_comma(
    text: str, match: re.Match[str], before: str, after: str, rules: TypographyRules, *, small: bool
) -> bool | None:
    """A word right behind a comma or a semicolon; several in a row may be the columns of a file."""
    if len(after) == 1 or len(before) == 1 or (before.isdigit() and not small):
        return None
    if not before:
        return True if small else None
    if len(before) == len(after) == _SHORTEST:
        return None
    row = _token(text, match)
    several = sum(row.count(stop) for stop in ",;") - row.endswith((",", ";"))
    known = small or before.lower() in rules.small_words
    return known and several == 1


def _token(text: str, match: re.Match[str]) -> str:
    """What stands around a stop without a blank."""
    start, end = match.start(), match.end()
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def stops_twice(text: str, rules: TypographyRules) -> Iterator[Slip]:
    """Two commas for one; two full stops may be dots, but not behind an abbreviation."""
    for match in TWICE.finditer(text) if rules.closing_signs else ():
        start = match.start()
        while start and text[start - 1].isalpha():
            start -= 1
        short = _ABBREVIATION.search(text[max(0, start - _LONGEST) : match.start() + 1])
        if text[start - 1 : start] == "%":
            continue  # what a program fills in
        own = short is not None and rules.is_abbreviation(short[0]) and short[0] not in rules.before_numbers
        certain = match[1] == "," or own
        begin = start if start < match.start() else start - 1
        shown = (begin, match.end())
        yield Slip("content.typography-twice", match.start() + 1, match.end(), "", shown, certain)
