"""The words of tables that are drawn as a grid: each cell is read by itself, and bars stay where they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, takewhile

from msgspec.structs import replace

from report_builder.content.grid_boxes import boxes_of
from report_builder.content.pasted.prose import Prose, paragraphs
from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostic, Diagnostics, Fix, SourceSpan
from report_builder.language.message import say

_SYNTAX = (":::", "#")
"""What is syntax at the beginning of a line is none in a cell."""


def cells_of(run: Sequence[Line]) -> Iterator[Prose]:
    """Give the paragraphs of each cell of a grid; none where its lines do not meet."""
    lines = list(takewhile(lambda line: line.body.startswith(("+", "|")), run))
    width = max(len(line.body) for line in lines)
    for box in sorted(boxes_of([line.body.ljust(width) for line in lines]) or ()):
        inside = [_within(line, box.left + 1, box.right) for line in lines[box.top + 1 : box.bottom]]
        for is_empty, together in groupby(inside, key=lambda line: not line.body):
            if not is_empty:
                yield from (one for one in paragraphs(list(together)) if not one.text.startswith(_SYNTAX))


def _within(line: Line, left: int, right: int) -> Line:
    """What stands of a line between two columns of its body."""
    drawn = line.body[left:right]
    body = drawn.strip()
    begin = line.begin + left + len(drawn) - len(drawn.lstrip())
    return Line(line.path, line.number, begin, body, line.prefix)


class InGrids(Diagnostics):
    """Takes what is told of a chapter; in the ``lines`` of grids nothing is mended that would move a bar."""

    def __init__(self, told: Diagnostics, lines: Collection[int]) -> None:
        """Pass on to ``told`` all that is told."""
        super().__init__()
        self._told = told
        self._lines = frozenset(lines)

    def add(self, item: Diagnostic) -> None:
        """Add a diagnostic, without mendings that would make a line of a grid longer or shorter."""
        if any(fix.start.line in self._lines and not _keeps_length(fix) for fix in item.fixes):
            hint = say("content.by-hand.hint", hint=item.hint) if item.hint else None
            item = replace(item, hint=hint, fixes=())
        self._told.add(item)

    def has_told(self, code: str, span: SourceSpan) -> bool:
        """Tell whether a diagnostic of ``code`` stands on the line of ``span``."""
        return self._told.has_told(code, span)

    @property
    def items(self) -> tuple[Diagnostic, ...]:
        """Everything collected so far."""
        return self._told.items


def _keeps_length(fix: Fix) -> bool:
    return fix.start.line == fix.end.line and fix.end.column - fix.start.column == len(fix.text)
