"""The words around comments in a line, read as if there were none; what is told of them has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic, Fix, SourceSpan

_CODE_OR_COMMENT = re.compile(r"(\\.|(`+)(?!`).*?(?<!`)\2(?!`))|<!--.*?-->")
"""What is shown as it is written is in the first group: an escaped sign begins no comment, code has none."""


class WithoutComments(Struct):
    """The lines of a chapter without the comments in them, and what was cut out of which line.

    A cut is where it was, counted in the line as it is left, and how long; a blank beside it goes with it
    where there is one on both sides, or nothing on one.
    """

    lines: list[str]
    cuts: dict[int, list[tuple[int, int]]]

    def moved(self, item: Diagnostic) -> Diagnostic:
        """A diagnostic of these lines for the lines with comments; no cure of it takes a comment away."""
        fixes = tuple(
            Fix(self._place(fix.start), self._place(fix.end, is_end=True), fix.text)
            for fix in item.fixes
            if not self._cuts_in(fix)
        )
        related = tuple(map(self._place, item.related))
        return replace(item, span=item.span and self._place(item.span), related=related, fixes=fixes)

    def _place(self, span: SourceSpan, *, is_end: bool = False) -> SourceSpan:
        column = span.column - 1
        cuts = self.cuts.get(span.line, ())
        cut = sum(length for at, length in cuts if at < column or (at == column and not is_end))
        return replace(span, column=span.column + cut) if cut else span

    def _cuts_in(self, fix: Fix) -> bool:
        first, last = fix.start, fix.end
        if first.line != last.line:
            return any(first.line <= line <= last.line for line in self.cuts)
        return any(first.column - 1 < at < last.column - 1 for at, _ in self.cuts.get(first.line, ()))


def without_comments_in_lines(lines: Sequence[str]) -> WithoutComments:
    """Cut the comments out that begin and end in a line; in code they are text."""
    left, cuts = list(lines), {}
    for number, line in enumerate(lines, 1):
        if "<!--" in line and (found := [*_comments(line)]):
            left[number - 1], cuts[number] = _cut(line, found)
    return WithoutComments(left, cuts)


def _comments(line: str) -> Iterator[tuple[int, int]]:
    for match in _CODE_OR_COMMENT.finditer(line):
        if not match[1]:
            start, end = match.span()
            before, behind = line[:start], line[end:]
            if behind.startswith(" ") and (before.endswith(" ") or not before.strip()):
                end += 1
            elif before.endswith(" ") and not behind:
                start -= 1
            yield start, end


def _cut(line: str, found: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A line without some of its stretches, and where these were."""
    kept, cuts, done = "", [], 0
    for start, end in found:
        kept += line[done:start]
        cuts.append((len(kept), end - start))
        done = end
    return kept + line[done:], cuts
