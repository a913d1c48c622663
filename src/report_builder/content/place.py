"""From a place inside the text of a block to a place in its source file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from report_builder.diagnostics import SourceSpan


class Place:
    """Where the text of one block stands: knows line and column of each of its characters.

    ``lines`` are those of the whole file, ``line`` counts from 0, and ``column`` is where to begin
    looking for the text in its first line. markdown-it takes quote marks and indents away, so each line
    of the text is looked for in its line of the source.
    """

    __slots__ = ("_breaks", "_column", "_content", "_line", "_lines", "_path")

    def __init__(self, path: str, lines: Sequence[str], line: int, content: str, column: int = 0) -> None:
        self._path = path
        self._lines = lines
        self._line = line
        self._content = content
        self._column = column
        self._breaks: list[int] | None = None

    def at(self, offset: int = 0) -> SourceSpan:
        """Return the place of the character at ``offset``."""
        if offset == 0 or "\n" not in self._content:
            return self._in_line(0, 0, len(self._content), offset)
        if self._breaks is None:
            self._breaks = [0, *(match.end() for match in re.finditer("\n", self._content))]
        row = bisect_right(self._breaks, offset) - 1
        end = self._breaks[row + 1] - 1 if row + 1 < len(self._breaks) else len(self._content)
        return self._in_line(row, self._breaks[row], end, offset)

    def _in_line(self, row: int, start: int, end: int, offset: int) -> SourceSpan:
        line = self._line + row
        if line >= len(self._lines):
            return SourceSpan(self._path, line + 1)
        newline = self._content.find("\n", start, end)
        text = self._content[start : end if newline < 0 else newline]
        bare = text.lstrip()
        found = self._lines[line].find(bare, self._column if row == 0 else 0)
        if found < 0:  # unescaped on the way here
            return SourceSpan(self._path, line + 1, self._column + 1 if row == 0 else 1)
        return SourceSpan(self._path, line + 1, max(found + 1 + offset - start - len(text) + len(bare), 1))
