"""Lines that print would run together, though they were written below each other to be read apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from report_builder.content.pasted.prose import Prose
from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, say
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

MARK = late(r"(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]\n]+\]:)[ \t]+")
"""What begins an item, a meaning or a note; its text goes on behind it."""
BREAK = late(r"([-*_])[ \t]*(?:\1[ \t]*){2,}")
"""A line that is a thematic break, or underlines a heading."""
ENDS = (".", "!", "?", ":", ";", "…")
"""Signs that end a sentence."""
CLOSING = "*_»”\"')]"
OPENING = "*_«“\"'(\ufeff\u200b\u200e\u2060"
"""Signs before the first letter of a line; some of them are unseen."""
LEAST_WIDTH = 40
"""The least width, in characters, at which text is taken to be wrapped."""

_SHORT = 45
_MOST_LINES = 8  # of a signature or an address
# Marks, rows, pictures, and lines that tabs indent.
_NO_TEXT = late(r"[{<#\t|]|!\[|[^|]*[^|\\]\|")
# "A. " counts a list, which has a warning of its own.
_COUNTED = late(r"(?:[A-ZÆØÅ]|[IVX]{1,4})[.)][ \t]")
_WORD = r"[A-ZÆØÅÀ-Þ][^\W\d_]*(?:[-.'’][^\W\d_]+)*\.?"
_NAME = late(rf"{_WORD}(?: (?:av|af|von|van|de|den|der|di))?(?: {_WORD}){{1,3}}")
_ROLE = late(r"[^\W\d_][^\s:;!?]*(?: [^\s:;!?]+){0,5}")
_GOES_ON = late(lambda: rf"{any_word('rule.goes-on')}\b")
# A line that ends so goes on in the next.
_HANGS = late(lambda: rf".*\b{any_word('rule.hangs')}")
_PLACE = late(r"(?:NO?[- ])?\d{4} [A-ZÆØÅ][^\W\d_]+(?: [^\W\d_]+){0,2}")
_LABELLED = late(r"[A-ZÆØÅ][^\W\d_-]*(?:-?[^\W\d_]+)?: \S.*")


def tell_short_lines(
    prose: Prose, broken: AbstractSet[int], diagnostics: Diagnostics, *, is_value: bool = False
) -> None:
    """RB-SHORT-LINES, once a paragraph, for short lines that are read apart: a signature, a text box.

    ``broken`` are the numbers of the lines that end in a break of their own; a value of YAML has none.
    """
    if len(prose.lines) < 2:
        return
    lines = [line for line in prose.lines if not BREAK.fullmatch(line.body)]
    if lines and _NO_TEXT.match(lines[0].body):
        lines = lines[1:]
    if len(lines) < 2 or any(_NO_TEXT.match(line.body) for line in lines):
        return
    first = _first_apart(lines, broken)
    if first is None:
        return
    message = say("content.short-lines", words=words_of(first)[:_SHORT])
    hint = say("content.short-values.hint") if is_value else say("content.short-lines.hint")
    diagnostics.warn("RB-SHORT-LINES", first.at(), message, hint)


def tell_last_break(prose: Prose, diagnostics: Diagnostics) -> None:
    """RB-LAST-BREAK for a backslash that ends a paragraph or an item: no line follows, and it is printed."""
    line = prose.lines[-1]
    count = len(line.body) - len(line.body.rstrip("\\"))
    if count % 2 == 0:
        return
    end = len(line.body)
    diagnostics.warn(
        "RB-LAST-BREAK", line.at(end - 1), *hinted("content.last-break"), (line.fix(end - 1, end, ""),)
    )


def _first_apart(lines: Sequence[Line], broken: AbstractSet[int]) -> Line | None:
    """Find the first of the lines that are meant to be apart."""
    width = max(line.end for line in lines)
    for group in _groups(lines, broken):
        if len(group) < 3 or not has_room(group, max(width, LEAST_WIDTH)):
            continue
        start = lines.index(group[0])
        led = start > 0 and lines[start - 1].body.endswith(":") and lines[start - 1].number not in broken
        return lines[start - 1] if led else group[0]
    if len(lines) <= _MOST_LINES and all(len(words_of(line)) < _SHORT for line in lines):
        first = lines[0]
        for line, after in pairwise(lines):
            if line.number in broken:
                first = after
            elif _is_signature(words_of(line), words_of(after), words_of(lines[-1])):
                return first
            elif is_end(line.body) and not line.body.endswith(":"):
                first = after
    return None


def has_room(lines: Sequence[Line], width: int) -> bool:
    """Tell whether one of the lines, wrapped at ``width``, would have taken a word of the next."""
    return any(line.end + 1 + len(after.body.split()[0]) <= width for line, after in pairwise(lines))


def _groups(lines: Sequence[Line], broken: AbstractSet[int]) -> Iterator[Sequence[Line]]:
    """Give the short lines below each other of which no sentence goes on into another."""
    start = 0
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if after is not None and _is_joint(line, after, broken):
            continue
        group = lines[start : index + 1]
        whole = start == 0 or is_end(lines[start - 1].body) or lines[start - 1].number in broken
        ended = after is None or is_end(line.body) or line.number in broken
        if whole and ended:
            yield group
        start = index + 1


def _is_joint(line: Line, after: Line, broken: AbstractSet[int]) -> bool:
    here, below = words_of(line), words_of(after)
    if line.number in broken or not here or not below or max(len(here), len(below)) >= _SHORT:
        return False
    apart = not here.endswith((*ENDS, ",", "-", "–", "\\")) and (below[0].isupper() or below[0].isdigit())
    if _HANGS.fullmatch(here):
        return False
    return apart and not _COUNTED.match(here) and not _COUNTED.match(below)


def _is_signature(line: str, after: str, last: str) -> bool:
    """Tell a name above a role, a street above a post number, and what labels name."""
    if last.endswith((*ENDS, ",", "-")):
        return False
    if _PLACE.fullmatch(after):
        return line[:1].isupper() and not line.endswith(ENDS)
    if _LABELLED.fullmatch(line) and _LABELLED.fullmatch(after):
        return True
    is_name = _NAME.fullmatch(line) is not None
    return is_name and _ROLE.fullmatch(after) is not None and not _GOES_ON.match(after)


def is_end(body: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    return body.rstrip(CLOSING).endswith(ENDS)


def words_of(line: Line) -> str:
    """Give the text of a line without the mark before it and the signs around it."""
    mark = MARK.match(line.body)
    return line.body[mark.end() if mark else 0 :].strip(OPENING + CLOSING + " \t")
