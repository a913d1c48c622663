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

    __slots__ = ("_breaks", "_column", "_columns", "_content", "_line", "_lines", "_path")

    def __init__(self, path: str, lines: Sequence[str], line: int, content: str, column: int = 0) -> None:
        self._path = path
        self._lines = lines
        self._line = line
        self._content = content
        self._column = column
        self._breaks: list[int] | None = None
        self._columns: dict[int, int | None] = {}

    def at(self, offset: int = 0) -> SourceSpan:
        """Return the place of the character at ``offset``."""
        if self._breaks is None:
            self._breaks = [0, *(match.end() for match in re.finditer("\n", self._content))]
        row = bisect_right(self._breaks, offset) - 1
        # A line is looked for once, however many of its characters are asked for.
        if row not in self._columns:
            self._columns[row] = self._column_of(row, self._breaks)
        column = self._columns[row]
        line = self._line + row
        if line >= len(self._lines):
            return SourceSpan(self._path, line + 1)
        if column is None:  # unescaped on the way here
            return SourceSpan(self._path, line + 1, self._column + 1 if row == 0 else 1)
        return SourceSpan(self._path, line + 1, max(column + offset - self._breaks[row], 1))

    def _column_of(self, row: int, breaks: Sequence[int]) -> int | None:
        """The column, from 1, at which a line of the text begins in its file; None where it is not found."""
        if self._line + row >= len(self._lines):
            return None
        end = breaks[row + 1] - 1 if row + 1 < len(breaks) else len(self._content)
        text = self._content[breaks[row] : end]
        bare = text.lstrip()
        found = self._lines[self._line + row].find(bare, self._column if row == 0 else 0)
        return None if found < 0 else found + 1 - len(text) + len(bare)
