"""Stops and brackets without the blank beside them, and stops that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.content.pasted.slips import Slip
from report_builder.content.pasted.spacing import MISSING
from report_builder.content.pasted.typography_rules import TypographyRules
from report_builder.language.word_lists import MONTHS
from report_builder.patterns import late

_LETTER = r"[^\W\d_]"
_CLOSED = r"[»”\")*\ufffc]"
"""What may end the words before a stop where no letter does: a quotation, brackets, emphasis, a link."""
JOINED = late(rf"[.,;!?()](?:(?<=[.,;!?)]){_LETTER}|(?<={_LETTER}\(){_LETTER})")
_NUMBER = r"\d+(?:[.,:–-]\d+)*(?:[ \u00a0\u202f]?[%‰])?"
_STOP = late(
    rf"(?:(?<![\w./@\\:=+&#~-])((?:{_LETTER}+\.)*{_LETTER}+|{_NUMBER})|(?<={_CLOSED}))([.,;]|[?!]{{1,3}})"
    rf"({_LETTER}+)(?![\w/@\\(=]|\.\w|[,;]{_LETTER}|-{_LETTER}*[=/])"
)
_COMMA = late(rf"(?<={_LETTER})[,;](?={_LETTER})")
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
_DIVIDES = late(r"(?<!\d),(?!\Z)|,(?![\d-]|\Z)|;(?!\Z)")
"""A comma or a semicolon that divides words, as that of a decimal and of ",-" does not."""
_YEAR = late(r"(?<!\d)(?:19|20)\d\d\Z")
_DOMAIN = "no"
"""A small word of nynorsk that is the end of addresses too."""
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
            if match[2] in ",;" and not certain:
                first = _row_start(text, first)
                shown = (first, match.end())
                for comma in _COMMA.finditer(text, first, match.start() + 1):
                    yield Slip(MISSING, comma.end(), comma.end(), " ", shown, certain)
            yield Slip(MISSING, at, at, " ", shown, certain)
    for match in _OPENED.finditer(text):
        if _is_telling(match[2], rules) and not match[1].isupper():
            at = match.end() - 1
            yield Slip(MISSING, at, at, " ", (match.start(), match.end(2)))
    for match in _BEHIND.finditer(text):
        if _is_telling(match[1], rules):
            at = match.start(1)
            yield Slip(MISSING, at, at, " ", (at - 1, match.end()))


def _row_start(text: str, at: int) -> int:
    """Where the words begin that commas divide without a blank, up to the one at ``at``."""
    first = at
    while first and (text[first - 1].isalpha() or (text[first - 1] in ",;" and first > 1)):
        first -= 1
    return first + (text[first] in ",;")


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
    if not before or before[0].isdigit() or len(after) == 1:
        return None
    if after[0].isupper():
        return before.islower() or before.lower() in rules.small_words or (small and len(after) >= _LEAST)
    return False if small and before.isalpha() else None


def _behind_full_stop(
    text: str, before: str, after: str, match: re.Match[str], rules: TypographyRules
) -> bool | None:
    """A sentence begins right behind a full stop, or a name behind a title; "Node.Js" is one name."""
    if rules.is_abbreviation(f"{before}."):
        return _behind_abbreviation(text, before, after, match, rules)
    if not after[0].isupper():
        return None
    if before[:1].isdigit():
        return _behind_number(text, before, after, match, rules)
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


def _behind_abbreviation(
    text: str, before: str, after: str, match: re.Match[str], rules: TypographyRules
) -> bool | None:
    """A word right behind an abbreviation; "f.eks" and "St.meld" are one, and "nr.no" is an address."""
    both = f"{before}.{after}"
    if both.lower() in rules.slipped or rules.is_abbreviation(f"{both}."):
        return None
    if after[0].isupper():
        return True
    stopped = text.startswith(".", match.end()) and rules.is_abbreviation(f"{after}.")
    if stopped and len(after) > 1 and len(before) > 1:
        return True
    return True if len(after) > 1 and after in rules.small_words and after != _DOMAIN else None


def _behind_number(
    text: str, before: str, after: str, match: re.Match[str], rules: TypographyRules
) -> bool | None:
    """A sentence begins right behind a number; behind one that begins a line it is the number's heading."""
    begins = not text[: match.start()].rpartition("\n")[2].strip(" #*|-")
    dated = after in rules.ties.words(*MONTHS) or after.lower() in rules.ties.ordinal_nouns
    if begins or dated or not (after[1:].islower() or len(after) == 1):
        return None
    if after.lower() in rules.small_words and len(after) > 1:
        return True
    return _YEAR.search(before) is not None if len(after) > _LEAST else None


def _behind_comma(
    text: str, match: re.Match[str], before: str, after: str, rules: TypographyRules, *, small: bool
) -> bool | None:
    """A word right behind a comma or a semicolon; several in a row may be the columns of a file."""
    number = before[:1].isdigit()
    short = text.startswith(".", match.end()) and rules.is_abbreviation(f"{after}.")
    if len(after) == 1 or (len(before) == 1 and not number):
        return None
    if number and (after in rules.small_numbers or not (small or short)):
        return None
    if not before:
        return True if small else None
    if len(before) == len(after) == _SHORTEST:
        return None
    row = _token(text, match)
    several = len(_DIVIDES.findall(row))
    known = small or short or before.lower() in rules.small_words
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
