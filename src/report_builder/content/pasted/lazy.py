"""Lines that syntax takes into the item, the note or the quotation above them, and lines that it joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from report_builder.content.pasted.joining import BREAK, LEAST_WIDTH, MARK, OPENING, is_end
from report_builder.content.pasted.lists import LETTER
from report_builder.content.pasted.prose import Prose
from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, hinted, say, say_many
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_CAPTIONS = ("rule.caption-table", "rule.caption-picture")
_APART = late(
    lambda: (
        rf"{any_word(*_CAPTIONS, 'rule.numbered-parts')}[ \u00a0](?:[A-ZÆØÅ]|\d{{1,3}}|[IVX]+)\b"
        rf"|{any_word(*_CAPTIONS, 'rule.remarks')}[!:]"
    )
)
"""How a note, a caption or a heading begins that is no part of an item."""
_NO_TEXT = late(r"[#|<{\[!\t]")
_QUOTATION = say("content.the-quotation")
_NAMES = {":": say("content.the-meaning"), "[": say("content.the-note")}
_SHOWN = 40


_DEEP = 4
"""How many blanks in front of a line are meant; a tab counts as so many."""
# Items, and rows that tabs divide.
_IS_ELSE = late(
    r"\t*(?:[-*+•·∙▪▫◦‣●○■□➢➤✓✔\u2043\uf000-\uf0ff–—»o§][ \t\u00a0]|\d{1,9}[.)][ \t\u00a0]|[^\t]+\t)"
)


class _Block(Struct, frozen=True):
    """What a line can be taken into: where it and its text begin, in columns from 0."""

    name: Message
    begin: int
    content: int


class _Taken(Struct, frozen=True):
    """A line that is taken into a block without an indent, below the line ``above``."""

    line: Line
    above: Line
    block: _Block
    wrapped: bool  # the block has such lines already, and its width had no room for another word


def tell_lazy_lines(
    runs: Sequence[Sequence[Line]], broken: AbstractSet[int], diagnostics: Diagnostics
) -> None:
    """RB-LAZY-LINE for a line that is no part of the item, note or quotation right above it, and becomes one.

    ``broken`` are the numbers of the lines that end in a break of their own.
    """
    told = 0
    for taken in _taken_in(runs):
        line, above, block = taken.line, taken.above, taken.block
        # Nobody wraps the first line of an item where it is as short as this.
        short = above.end + 1 + len(line.body.split()[0]) <= LEAST_WIDTH
        room = short and (MARK.match(above.body) or LETTER.match(above.body)) is not None
        apart = _APART.match(line.body.lstrip(OPENING)) or room or (is_end(above.body) and not taken.wrapped)
        goes_on = above.number in broken or above.number == told
        told = line.number if above.number == told else told
        if goes_on or not apart or not line.body.lstrip(OPENING)[:1].isupper():
            continue
        told = line.number
        message = say("content.lazy-line", line=line.body[:_SHOWN], block=block.name)
        hint = say("content.lazy-quotation.hint")
        if block.name != _QUOTATION:
            hint = say_many("content.lazy-line.hint", block.content - line.begin, block=block.name)
        diagnostics.warn("RB-LAZY-LINE", line.at(), message, hint)


def _taken_in(runs: Sequence[Sequence[Line]]) -> Iterator[_Taken]:
    blocks: list[_Block] = []
    for run in runs:
        counted = sum(LETTER.match(line.body) is not None for line in run) > 1
        blocks = [block for block in blocks if block.content <= run[0].begin]
        width, lazy = 0, False
        for index, line in enumerate(run):
            above = run[index - 1] if index else None
            mark = MARK.match(line.body) or (LETTER.match(line.body) if counted else None)
            taken = above and (_quotation(line, above) or (blocks[-1] if blocks else None))
            if mark and not BREAK.fullmatch(line.body):
                block = _Block(
                    _NAMES.get(line.body[0], say("content.the-item")), line.begin, line.begin + mark.end()
                )
                blocks = [*(outer for outer in blocks if outer.content <= line.begin), block]
                width, lazy = 0, False
            elif _NO_TEXT.match(line.body) or BREAK.fullmatch(line.body):
                blocks = [outer for outer in blocks if outer.content <= line.begin]
            elif above and taken and line.begin <= taken.begin + 1:  # one blank is no indent
                fits = above.end + 1 + len(line.body.split()[0]) <= width
                yield _Taken(line, above, taken, lazy and not fits)
                lazy = True
            width = max(width, line.end)


def _quotation(line: Line, above: Line) -> _Block | None:
    """Give the quotation that goes on into a line without its mark."""
    if above.prefix.count(">") <= line.prefix.count(">"):
        return None
    return _Block(_QUOTATION, above.begin, above.begin)


def tell_indented_lines(prose: Prose, broken: AbstractSet[int], diagnostics: Diagnostics) -> bool:
    """RB-INDENTED-LINES for lines that are indented below a line of text; gives whether there are."""
    lines = prose.lines
    if len(lines) < 3:
        return False
    mark = MARK.match(lines[0].body)
    # The text of a note is indented by four blanks, whatever its mark.
    content = lines[0].begin + (min(mark.end(), _DEEP) if mark else 0)
    deep = [_indent(line) - content >= _DEEP and not _IS_ELSE.match(line.body) for line in lines]
    start = next((at for at in range(1, len(lines) - 1) if deep[at] and deep[at + 1]), 0)
    end = next((at for at in range(start, len(lines)) if not deep[at]), len(lines))
    group = lines[start - 1 : end]
    if not start or _is_wrapped(group) or any(line.number in broken for line in group[:-1]):
        return False
    first, tabs = lines[start], len(lines[start].body) - len(lines[start].body.lstrip("\t"))
    diagnostics.warn(
        "RB-INDENTED-LINES",
        first.at(tabs),
        *hinted("content.indented-lines", line=first.body.strip()[:_SHOWN]),
    )
    return True


def _indent(line: Line) -> int:
    tabs = len(line.body) - len(line.body.lstrip("\t"))
    return line.begin + _DEEP * tabs


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether no line had room for the first word of the next: one paragraph that hangs."""
    ends = [_indent(line) + len(line.body.strip("\t")) for line in lines]
    words = [len(next(iter(line.body.split()), "")) for line in lines[1:]]  # a line may be tabs alone
    width = max(*ends, LEAST_WIDTH)
    return all(end + 1 + word > width for end, word in zip(ends, words, strict=False))
