"""Lists of word processors: their bullets, dashes, and letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from report_builder.content.pasted.numbers import roman_value
from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.message import hinted
from report_builder.patterns import late

_BULLET = late(r"([•·∙▪▫◦‣●○■□➢➤✓✔\u2043\uf000-\uf0ff])[ \t\u00a0]*(?=\S)|([»o§])\t+(?=\S)")
_LIKELY = late(r"([»o§])[ \u00a0]+(?=\D)")
_DASH = late(r"([–—])[ \t\u00a0]+(?=\S)")
LETTER = late(r"(?:\(?([a-zæøå])\)|([a-zæøåA-ZÆØÅ])\.|([ivx]{1,4}|[IVX]{1,4})[.)])[ \t\u00a0]+(?=\S)")
"""A letter or a Roman numeral that counts an item."""
_OWN = late(r"([-*+])[ \t]+(?=\S)")
_NUMBERED = late(r"\d{1,3}[.)][ \t\u00a0]")
_TABS = late(r"\t*")
_FIRST = frozenset("\t·»o§")
_LETTERS = 26
_TAB = 4


class _Mark(Struct, frozen=True):
    """The sign that begins an item: where it ends in the body, and how far the line is indented."""

    sign: str
    end: int
    indent: int


def tell_lists(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """RB-PASTE-BULLET and RB-PASTE-LIST for lines that a word processor's bullets and dashes begin.

    All of a run are one list; a sign that is new in it begins a level within the last item. Where that is
    not certain, they are told and not mended.
    """
    if not any(line.body[0] in _FIRST or line.body[0] > "\u2000" for line in run):
        return
    marks = _marks(run)
    pasted = [index for index, mark in enumerate(marks) if mark and mark.sign not in "-*+"]
    if not pasted:
        return
    levels = None if any(map(_is_counted, run)) else _levels([mark for mark in marks if mark])
    if _is_dialogue([(line, mark) for line, mark in zip(run, marks, strict=True) if mark]):
        levels = None
    first = next(index for index, mark in enumerate(marks) if mark)
    place = iter(levels or ())
    base = len(run[first].prefix)
    for index, (line, mark) in enumerate(zip(run, marks, strict=True)):
        level = next(place, 0) if mark else 0
        if mark is None or mark.sign in "-*+":
            continue
        # In a paragraph that goes on from text, a list begins after a blank line for the eye too.
        apart = f"\n{line.prefix}" if index == first and index else ""
        written = f"{apart}{'  ' * level}- "
        start = min(base - len(line.prefix), 0)
        _tell(line, mark, (line.fix(start, mark.end, written),) if levels is not None else (), diagnostics)


def _tell(line: Line, mark: _Mark, fixes: tuple[Fix, ...], diagnostics: Diagnostics) -> None:
    if mark.sign in "–—":
        diagnostics.warn("RB-PASTE-LIST", line.at(), *hinted("content.dashed-lines"), fixes)
        return
    shown = mark.sign if mark.sign.isprintable() else f"U+{ord(mark.sign):04X}"
    diagnostics.error("RB-PASTE-BULLET", line.at(), *hinted("content.pasted-bullet", sign=shown), fixes=fixes)


def _is_dialogue(marked: Sequence[tuple[Line, _Mark]]) -> bool:
    """Tell whether the lines may be what people say: a dash begins each, and a sentence ends it."""
    return all(
        mark.sign in "–—" and line.body[-1] in ".!?…»”" and "\t" not in line.body for line, mark in marked
    )


def _is_counted(line: Line) -> bool:
    return bool(_NUMBERED.match(line.body) or LETTER.match(line.body))


def _marks(run: Sequence[Line]) -> list[_Mark | None]:
    """Find the signs of items; those that may be text stand only among others that are signs."""
    sure = [_mark(_BULLET, line, index) for index, line in enumerate(run)]
    likely = [_mark(_LIKELY, line, index) for index, line in enumerate(run)]
    bullets = any(sure) or sum(mark is not None for mark in likely) > 1
    dashes = [_mark(_DASH, line, index) for index, line in enumerate(run)]
    own = [_mark(_OWN, line, index) for index, line in enumerate(run)]
    found: list[_Mark | None] = []
    for index, mark in enumerate(sure):
        beside = (index and dashes[index - 1]) or (index + 1 < len(run) and dashes[index + 1])
        dash = dashes[index] if bullets or beside else None
        found.append(mark or (likely[index] if bullets else None) or dash or own[index])
    return found


def _mark(pattern: re.Pattern[str], line: Line, index: int) -> _Mark | None:
    """Match a sign at the begin of a line; one that tabs indent goes on from a line above it."""
    tabs = _TABS.match(line.body)
    offset = tabs.end() if tabs and index else 0
    match = pattern.match(line.body, offset)
    if match is None:
        return None
    sign = next(group for group in match.groups() if group)
    return _Mark(sign, match.end(), len(line.prefix) + _TAB * offset)


def _levels(marks: Sequence[_Mark]) -> list[int] | None:
    """Give the level of each item, by signs and indents; None where these can be meant in two ways."""
    signs: list[str] = []
    indents: dict[str, int] = {}
    levels: list[int] = []
    for mark in marks:
        if mark.sign not in signs:
            if levels and levels[-1] != len(signs) - 1:  # a new sign that is not within the deepest one
                return None
            signs.append(mark.sign)
        level = signs.index(mark.sign)
        if indents.setdefault(mark.sign, mark.indent) != mark.indent or (level and mark.sign in "-*+"):
            return None
        if levels and level > levels[-1] + 1:
            return None
        levels.append(level)
    widths = [indents[sign] for sign in signs]
    if widths != sorted(widths):
        return None
    if len(set(widths)) > 1 or len(signs) == 1:
        return levels
    # Only the signs speak: a list that is half mended has two as well, and so have pairs of lines.
    mixed = any(sign in "-*+" for sign in signs)
    return None if mixed or (len(signs) == 2 and len(marks) > 3 and _alternate(levels)) else levels


def _alternate(levels: Sequence[int]) -> bool:
    return all(before != after for before, after in pairwise(levels))


def tell_letters(found: Sequence[Sequence[Line]], index: int, diagnostics: Diagnostics) -> None:
    """Tell of two or more lines below each other in a run that letters count, and that are no list.

    RB-PASTE-LIST, once, where they are capitals with full stops; RB-LEFT-MARKUP where the first letter is not
    the one to begin with.
    """
    run = found[index]
    for line, following in pairwise(run):
        here = _counted(line.body)
        joined = [before for before in here if before + 1 in _counted(following.body)] if here else ()
        if not joined:
            continue
        if _is_capital(line.body) and not {0, 1}.isdisjoint(joined):
            diagnostics.warn("RB-PASTE-LIST", line.at(), *hinted("content.lettered-lines"))
            return
        if not _is_capital(line.body) and 0 not in here and not _goes_on(found, index, line, here):
            written = line.body.split()[0]
            diagnostics.warn("RB-LEFT-MARKUP", line.at(), *hinted("content.left-letters", written=written))
            return


def _goes_on(found: Sequence[Sequence[Line]], index: int, line: Line, here: set[int]) -> bool:
    """Whether the letter before stands above: before another line, or somewhere in the same text."""
    before = {place - 1 for place in here}
    text = " ".join(other.body for other in found[index] if other.number < line.number)
    letters = [chr(ord("a") + place) for place in before if place < _LETTERS]
    return any(f"{letter}{sign}" in text for letter in letters for sign in (")", ".")) or any(
        not before.isdisjoint(_counted(other.body))
        for run in found[: index + 1]
        for other in run
        if other.number < line.number
    )


def _is_capital(body: str) -> bool:
    match = LETTER.match(body)
    return match is not None and "." in match[0] and match[0].isupper()


def _counted(body: str) -> set[int]:
    """The places from 0 that the mark of a line can have in a list: 'I.' is the ninth letter or one."""
    match = LETTER.match(body)
    if match is None:
        return set()
    mark = body[: match.end()].strip(" \t\u00a0().").lower()
    places = {"abcdefghijklmnopqrstuvwxyzæøå".index(mark)} if len(mark) == 1 else set()
    value = roman_value(mark.upper())
    return places | ({int(value) - 1} if value else set())
