"""Lists that letters or Roman numerals count: ``a) … b) …``, ``(i) … (ii) …``, ``A) … B) …``.

The lines of one are counted on, from ``a`` or ``i`` or from where the list before was left; anything else is
text: one line alone, ``vi. d.``. A capital with a full stop is an initial.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import markTightParagraphs

from report_builder.content.pasted.numbers import roman_value
from report_builder.content.rules_style import PLAIN_SIGNS
from report_builder.model.numbering import Counting, Numbering
from report_builder.patterns import late

_MARK = late(r"(\(?)(?:([a-zA-Z])|([ivxlc]{2,7}|[IVXLC]{2,7}))([.)])([ \t]+)(?=\S)")
_LAST = "lettered-lists"
_OPEN = "open-lettered-lists"


class Mark(NamedTuple):
    """What a line is marked with: how it is counted, the number that it has, and where the mark ends."""

    numbering: Numbering
    number: int
    end: int


def lettered_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list that letters count; a rule of markdown-it."""
    marks = marks_at(state, start)
    if not marks or state.env.get(PLAIN_SIGNS):
        return False
    if silent and state.sCount[start] < state.blkIndent and _goes_on(state, start, marks):
        return True
    mark = next((mark for mark in marks if _begins(state, start, end, mark)), None)
    if mark is not None and not silent:
        _read(state, start, end, mark)
    return mark is not None


def marks_at(state: StateBlock, line: int) -> tuple[Mark, ...]:
    """What the mark of a line may mean: ``i)`` is one, and the ninth letter."""
    begin = state.bMarks[line] + state.tShift[line]
    match = _MARK.match(state.src, begin, state.eMarks[line])
    if match is None or state.is_code_block(line):
        return ()
    before, letter, roman, after, _ = match.groups()
    word = letter or roman
    upper = word.isupper()
    if after == "." and (before or upper):
        return ()
    found: list[Mark] = []
    end = match.start(5)
    if value := roman_value(word.upper()):
        counting = Counting.UPPER_ROMAN if upper else Counting.LOWER_ROMAN
        found.append(Mark(Numbering(counting, before, after), int(value), end))
    if letter:
        counting = Counting.UPPER_ALPHA if upper else Counting.LOWER_ALPHA
        found.append(Mark(Numbering(counting, before, after), ord(word.lower()) - ord("a") + 1, end))
    return tuple(found)


def _goes_on(state: StateBlock, line: int, marks: tuple[Mark, ...]) -> bool:
    """Whether a line is the next item of a list around the one at hand."""
    return any(
        state.sCount[line] >= indent and (numbering, number) in [mark[:2] for mark in marks]
        for indent, numbering, number in state.env.get(_OPEN, ())
    )


def _begins(state: StateBlock, start: int, end: int, mark: Mark) -> bool:
    """Whether a line is the first of several that are counted on, or goes on where a list was left."""
    if mark.number != 1 and state.env.get(_LAST, {}).get(mark.numbering) != mark.number - 1:
        return False
    if mark.number != 1:
        return True
    return any(
        (other.numbering, other.number) == (mark.numbering, 2)
        for line in _next_marked(state, start, end)
        for other in marks_at(state, line)
    )


def _next_marked(state: StateBlock, start: int, end: int) -> Iterator[int]:
    """The next line below that a mark begins, as far in as the line ``start`` and in the same list."""
    indent, blank = state.sCount[start], False
    for line in range(start + 1, end):
        if state.isEmpty(line):
            blank = True
        elif state.sCount[line] <= indent + 1:
            if state.sCount[line] < state.blkIndent:
                return
            if marks_at(state, line):
                yield line
                return
            if blank:
                return
        else:
            blank = False


def _read(state: StateBlock, start: int, end: int, first: Mark) -> None:
    """Push the tokens of a list, as markdown-it's own rule does for numbers."""
    index, line, mark, tight, ended_empty = len(state.tokens), start, first, True, False
    opened = state.push("ordered_list_open", "ol", 1)
    opened.attrs = {"start": first.number}
    opened.meta = {"numbering": first.numbering}
    parent, state.parentType = state.parentType, "list"
    waiting: list[tuple[int, Numbering, int]] = state.env.setdefault(_OPEN, [])
    terminators = state.md.block.ruler.getRules("list")
    while True:
        waiting.append((state.blkIndent, mark.numbering, mark.number + 1))
        is_tight = _read_item(state, line, end, mark)
        waiting.pop()
        tight = tight and is_tight and not ended_empty
        ended_empty = state.line - line > 1 and state.isEmpty(state.line - 1)
        line = state.line
        if line >= end or state.sCount[line] < state.blkIndent or state.is_code_block(line):
            break
        if any(rule(state, line, end, True) for rule in terminators):
            break
        wanted = (mark.numbering, mark.number + 1)
        after = next((found for found in marks_at(state, line) if found[:2] == wanted), None)
        if after is None:
            break
        mark = after
    state.env.setdefault(_LAST, {})[mark.numbering] = mark.number
    state.push("ordered_list_close", "ol", -1)
    opened.map = [start, line]
    state.parentType = parent
    if tight:
        markTightParagraphs(state, index)


def _read_item(state: StateBlock, line: int, end: int, mark: Mark) -> bool:
    """Push the tokens of one item; whether it is tight."""
    begin = state.bMarks[line] + state.tShift[line]
    text = state.skipSpaces(mark.end)
    indent = state.sCount[line] + (mark.end - begin) + (text - mark.end if text - mark.end <= 4 else 1)
    item = state.push("list_item_open", "li", 1)
    item.info = str(mark.number)
    kept = state.tight, state.tShift[line], state.sCount[line], state.listIndent
    state.listIndent, state.blkIndent = state.blkIndent, indent
    state.tight, state.tShift[line], state.sCount[line] = True, text - state.bMarks[line], indent
    state.md.block.tokenize(state, line, end)
    tight = state.tight
    state.blkIndent = state.listIndent
    state.tight, state.tShift[line], state.sCount[line], state.listIndent = kept
    item.map = [line, state.line]
    state.push("list_item_close", "li", -1)
    return tight
