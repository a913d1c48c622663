"""Verses and sayings whose lines would run together: in quotations, and where commas end them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from report_builder.content.pasted.joining import LEAST_WIDTH, MARK, has_room, is_end, words_of
from report_builder.content.pasted.prose import Prose, quotations
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.told import lines_told
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_CODE = "RB-SHORT-LINES"
_SHOWN = 45
_MOST_LINES = 12
_SAYING = 25
"""So many characters has each of two lines that are a saying."""
_JOINED = late(lambda: rf"{any_word('rule.joiners')}\s")
_NO_VERSE = late(r"[{<#|\t:]|[-*+][ \t]|\d{1,9}[.)]|!?\[|.*[|=$]")
"""Marks, rows, items, pictures and formulas."""


def tell_run_on_verses(
    read: Sequence[Sequence[Prose]], broken: AbstractSet[int], diagnostics: Diagnostics
) -> None:
    """RB-SHORT-LINES, once a paragraph, for short lines that commas end, and whose breaks print would lose.

    Two lines are enough in a quotation, and three elsewhere. ``broken`` are the numbers of the lines that end
    in a break of their own.
    """
    likely = [one for text in read for one in text if _is_likely(one.lines)]
    if not likely:
        return
    quoted = frozenset(map(id, quotations([one for text in read for one in text])))
    told = lines_told(_CODE, likely[0].lines[0].path, diagnostics)
    for one in likely:
        numbers = {line.number for line in one.lines}
        if (
            not _is_verse(one.lines, quoted=id(one) in quoted)
            or not told.isdisjoint(numbers)
            or not broken.isdisjoint(numbers)
        ):
            continue
        message = say("content.short-lines", words=words_of(one.lines[0])[:_SHOWN])
        diagnostics.warn(_CODE, one.lines[0].at(), message, say("content.run-on-verses.hint"))


def _is_verse(lines: Sequence[Line], *, quoted: bool) -> bool:
    """Whether lines are a verse: a name and a title are none, nor a sentence divided by its commas."""
    if not quoted:
        return len(lines) > 2 and _JOINED.match(lines[-1].body) is None
    few = len(lines) < 3
    return not few or (is_end(lines[-1].body) and all(len(line.body) <= _SAYING for line in lines))


def _is_likely(lines: Sequence[Line]) -> bool:
    """Whether a comma ends each line but the last, and none is as long as text is wrapped."""
    if not 2 <= len(lines) <= _MOST_LINES or not lines[0].body.endswith(","):
        return False
    last = lines[-1].body
    return (
        all(line.body.endswith(",") or is_end(line.body) for line in lines[:-1])
        and sum(line.body.endswith(",") for line in lines) * 2 >= len(lines)
        and not last.endswith(("-", ",", ":"))
        and all(len(line.body) < LEAST_WIDTH and not _NO_VERSE.match(_text(line)) for line in lines)
        and has_room(lines, LEAST_WIDTH)
    )


def _text(line: Line) -> str:
    """What stands behind the mark of an item."""
    mark = MARK.match(line.body)
    return line.body[mark.end() :] if mark else line.body
