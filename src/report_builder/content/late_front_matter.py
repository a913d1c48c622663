"""Front matter that does not begin its file: Markdown takes it for a line across the page and a heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.content.front_matter import FENCE, FrontMatterKeys
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.patterns import late

_KEY = late(r"(\w+)\s*:(?:\s|$)")
_CODE = late(r" {0,3}(`{3,}|~{3,})")


def without_late_front_matter(lines: Sequence[str], path: str, diagnostics: Diagnostics) -> list[str]:
    """Give the lines of a chapter without front matter that stands below its first line; places stay.

    RB-UNSUPPORTED for each, at the line above it.
    """
    rest = list(lines)
    for first, last in _found(lines):
        diagnostics.error("RB-UNSUPPORTED", SourceSpan(path, first + 1), *hinted("content.late-front-matter"))
        rest[first : last + 1] = [""] * (last + 1 - first)
    return rest


def _found(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each that is no example in code."""
    code, past = "", 0
    for at, line in enumerate(lines):
        if opened := _CODE.match(line):
            code = "" if code and opened[1].startswith(code) else code or opened[1]
        if code or at < past or line.rstrip() != FENCE:
            continue
        end = next((down for down in range(at + 1, len(lines)) if lines[down].rstrip() == FENCE), 0)
        if end and _has_keys(lines[at + 1 : end]):
            yield at, end
            past = end + 1


def _has_keys(lines: Sequence[str]) -> bool:
    """Tell whether all lines that are not indented have a key of front matter."""
    found = [_KEY.match(line) for line in lines if line.strip() and not line.startswith((" ", "\t"))]
    return bool(found) and all(one and one[1] in FrontMatterKeys.__struct_fields__ for one in found)
