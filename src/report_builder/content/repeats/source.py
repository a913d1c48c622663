"""From a number in a text of the model to the place where it was typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from report_builder.content.repeats.passages import Piece
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles

_DIGITS = late(r"\d+")
_BLANK = "[ \u00a0\u202f]"
_SIGNS = "+-\u2212"
_FURTHEST = 200
"""So many lines below the beginning of a text its numbers are looked for."""


class Found(NamedTuple):
    """Where a number is typed; ``end`` is behind it and its unit, None where it is typed in another way."""

    start: SourceSpan
    end: SourceSpan | None


class Source:
    """The source files, each read when something was found in it."""

    def __init__(self, files: SourceFiles) -> None:
        self._files = files
        self._lines: dict[str, list[str]] = {}

    def _lines_of(self, path: str) -> list[str]:
        if path not in self._lines:
            # What cannot be read was told where it was read first.
            self._lines[path] = (self._files.read_text(path, Diagnostics(), None) or "").split("\n")
        return self._lines[path]

    def find(self, piece: Piece, start: int, stop: int, shown: str) -> Found:
        """Find the number from ``start`` to ``stop`` in ``piece``; its finding is written ``shown``.

        Its figures and those before them stand in the file in the same order, whatever is between.
        """
        lines = self._lines_of(piece.span.path)
        row, column = piece.span.line - 1, piece.span.column - 1
        before = [match[0] for match in _DIGITS.finditer(piece.text, 0, start)]
        own = [match[0] for match in _DIGITS.finditer(piece.text, start, stop)]
        begin = None
        for index, figures in enumerate((*before, *own)):
            last = min(row + _FURTHEST, len(lines))
            while row < last and (at := lines[row].find(figures, column)) < 0:
                row, column = row + 1, 0
            if row >= last:
                return Found(piece.span, None)
            if index == len(before):
                begin = row, at
            column = at + len(figures)
        if begin is None or begin[0] != row:
            return Found(piece.span, None)
        line, first = lines[row], begin[1]
        if first and line[first - 1] in _SIGNS and piece.text[start] in _SIGNS:
            first -= 1
        here = SourceSpan(piece.span.path, row + 1, first + 1)
        match = re.compile(rf"{_BLANK}*".join(map(re.escape, shown.split())) + r"(?!\w|[.,]\d)").match(
            line, first
        )
        end = SourceSpan(here.path, here.line, match.end() + 1) if match else None
        return Found(here, end)
