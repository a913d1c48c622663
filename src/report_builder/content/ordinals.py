"""Ordinals at the head of a line: "17. mai", which CommonMark takes for item 17 of a list.

What a line means is decided by sense: by the word behind the number, and by whether the numbers go on. What
could have been meant otherwise is told, with the way to write it for sure; a date, a year or "2. verdenskrig"
with no numbers around it could not.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Any

from markdown_it.rules_block import StateBlock, list_block

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.language.word_lists import MONTHS, any_word
from report_builder.patterns import late

_NUMBER = late(r"(\d{1,9})\.[ \t]+(?=\S)")
_MONTH = late(lambda: rf"{any_word(*MONTHS)}(?![\w-])( \d{{4}}(?!\d))?")
_NOUN = late(lambda: rf"{any_word('rule.ordinal-nouns')}(?![\w-])")
_YEARS = range(1000, 3000)
_TOLD = "ordinals"
_LAST = "last items"


class _Sense(Enum):
    """What a line means that begins with a number and a full stop."""

    TEXT = auto()
    PERHAPS_TEXT = auto()
    ITEM = auto()
    PERHAPS_ITEM = auto()

    @property
    def is_text(self) -> bool:
        return self in (_Sense.TEXT, _Sense.PERHAPS_TEXT)


class _Next(Enum):
    """How the next number follows below a line: not at all, right below, or in a paragraph of its own."""

    NONE = auto()
    TIGHT = auto()
    LOOSE = auto()


def list_or_ordinal(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list, but for a line that an ordinal or a year begins; a rule of markdown-it."""
    match = _numbered(state, start)
    if match is None:
        return list_block(state, start, end, silent)
    interrupts = silent and state.parentType == "paragraph"
    if interrupts and int(match[1]) != 1:  # text in CommonMark too
        return list_block(state, start, end, silent)
    sense = _sense(state, start, end, match, in_list=False, interrupts=interrupts)
    if sense is _Sense.PERHAPS_TEXT or (sense is _Sense.PERHAPS_ITEM and not silent):
        _note(state, start, match, sense)
    if sense.is_text:
        return False
    if not silent:
        _remember(state, start, match)
    return list_block(state, start, end, silent)


def ordinal_in_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """End a list above a line that an ordinal begins, and none of its items; a rule of markdown-it."""
    match = _numbered(state, start) if silent else None
    if match is None:
        return False
    if _sense(state, start, end, match, in_list=True, interrupts=False).is_text:
        return True
    _remember(state, start, match)
    return False


def is_ordinal(line: str) -> bool:
    """Whether a line begins with an ordinal and its noun, or with a date: "1. januar"."""
    match = _NUMBER.match(line)
    return match is not None and any(noun.match(line, match.end()) for noun in (_MONTH, _NOUN))


def tell_ordinals(environment: dict[str, Any], path: str, diagnostics: Diagnostics) -> None:
    """RB-ORDINAL for every line that could be text or an item."""
    environment.pop(_LAST, None)
    for line, (sense, column, number) in sorted(environment.pop(_TOLD, {}).items()):
        span = SourceSpan(path, line + 1, column)
        if sense.is_text:
            diagnostics.warn("RB-ORDINAL", span, *hinted("content.ordinal-is-text", number=number))
        else:
            diagnostics.warn("RB-ORDINAL", span, *hinted("content.ordinal-is-item", number=number))


def begins_with_ordinal(text: str, at: int) -> bool:
    """Whether the word of an ordinal stands at ``at`` of a text, behind its number: a month, a noun."""
    return bool(_MONTH.match(text, at) or _NOUN.match(text, at))


def _sense(
    state: StateBlock, start: int, end: int, match: re.Match[str], *, in_list: bool, interrupts: bool
) -> _Sense:
    number, behind = int(match[1]), match.end()
    follows = state.env.get(_LAST, {}).get(state.sCount[start]) == number - 1
    below = _Next.NONE if interrupts else _below(state, start, end, number)
    goes_on = (in_list and follows) or below is not _Next.NONE
    month = _MONTH.match(state.src, behind)
    if month and month[1]:  # a whole date is no item; right above the next one it may have been meant as such
        return _Sense.PERHAPS_TEXT if below is _Next.TIGHT else _Sense.TEXT
    if month or number in _YEARS:
        return _Sense.PERHAPS_ITEM if goes_on else _Sense.TEXT
    if _NOUN.match(state.src, behind):
        if not goes_on:
            return _Sense.PERHAPS_TEXT if _among_numbers(state, start, end) else _Sense.TEXT
        # Two paragraphs may each be about a war; lines below each other are a list.
        return _Sense.PERHAPS_ITEM if below is _Next.LOOSE else _Sense.ITEM
    alone = number > 1 and not (goes_on or follows or in_list)
    return _Sense.PERHAPS_ITEM if alone else _Sense.ITEM


def _below(state: StateBlock, start: int, end: int, number: int) -> _Next:
    """Tell whether and how the next item below a line, if there is one, has the next number."""
    indent, blank, between = state.sCount[start], False, False
    for line in range(start + 1, end):
        if state.isEmpty(line):
            blank = between = True
            continue
        if state.sCount[line] <= indent + 1:
            match = _numbered(state, line)
            if match is not None:
                goes_on = state.sCount[line] >= state.blkIndent and int(match[1]) == number + 1
                if not goes_on or (between and _are_two_things(state, start, line)):
                    return _Next.NONE
                return _Next.LOOSE if between else _Next.TIGHT
            if blank:
                return _Next.NONE
        blank = False
    return _Next.NONE


def _are_two_things(state: StateBlock, one: int, other: int) -> bool:
    """Tell whether two paragraphs begin with ordinals of nouns that are not the same: a war and a class."""
    begin = [match.end() for line in (one, other) if (match := _numbered(state, line)) is not None]
    nouns = [match[0] for position in begin if (match := _NOUN.match(state.src, position)) is not None]
    dates = sum(_MONTH.match(state.src, position) is not None for position in begin)
    return bool(nouns) and len(nouns) + dates == len(begin) and len({*nouns}) == len(nouns)


def _among_numbers(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a line right above or below begins with a number that is neither of a date nor a year."""
    around = [above] if (above := line - 1) >= 0 and not state.isEmpty(above) else []
    around += [line + 1] if line + 1 < end and not state.isEmpty(line + 1) else []
    found = (match for match in (_numbered(state, one) for one in around) if match is not None)
    return any(int(match[1]) not in _YEARS and not _MONTH.match(state.src, match.end()) for match in found)


def _numbered(state: StateBlock, line: int) -> re.Match[str] | None:
    position = state.bMarks[line] + state.tShift[line]
    if not state.src[position : position + 1].isdigit() or state.is_code_block(line):
        return None
    match = _NUMBER.match(state.src, position)
    return match if match is not None and match.end() < state.eMarks[line] else None


def _remember(state: StateBlock, line: int, match: re.Match[str]) -> None:
    state.env.setdefault(_LAST, {})[state.sCount[line]] = int(match[1])


def _note(state: StateBlock, line: int, match: re.Match[str], sense: _Sense) -> None:
    column = match.start() - state.src.rfind("\n", 0, match.start())
    state.env.setdefault(_TOLD, {})[line] = (sense, column, match[1])
