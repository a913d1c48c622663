"""Quotes of a word processor that stand where syntax wants straight ones: how they are told and mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.language.message import hinted
from report_builder.patterns import late

OPENING = "“”„‟«‘‚"
"""Quotes that a value may begin with."""

WRAPPED = late(r"[“”„‟]([^“”„‟\"]*)[“”‟]|«([^«»\"]*)»|[‘‚]([^‘‚\"]*)[’‘]", re.DOTALL)
"""A text that stands in such quotes from end to end."""

BARE = late(r"[-+]?[0-9][0-9.:-]*|true|false")
"""What needs no quotes in YAML, and must have none where a number is wanted."""

_VALUE = late(rf"(?:[:,\[{{]|^\s*-)\s+([{OPENING}])")
_TO_THE_END = late(rf"(?:{WRAPPED.pattern})(?=\s*(?:#.*)?$)")


def inner_text(match: re.Match[str]) -> str:
    """The text between the quotes of a match of ``WRAPPED``."""
    return next((part for part in match.groups() if part is not None), "")


def straight(start: SourceSpan, match: re.Match[str]) -> tuple[Fix, ...]:
    """The mending of a value that begins at ``start`` and stands on one line."""
    inner = inner_text(match)
    if "\\" in inner or "\n" in inner:
        return ()
    end = SourceSpan(start.path, start.line, start.column + len(match[0]))
    return (Fix(start, end, inner if BARE.fullmatch(inner) else f'"{inner}"'),)


def tell_curly(quote: str, span: SourceSpan, diagnostics: Diagnostics, fixes: tuple[Fix, ...]) -> None:
    """RB-CURLY-SYNTAX for a value of YAML."""
    diagnostics.error("RB-CURLY-SYNTAX", span, *hinted("sources.curly", quote=quote), fixes=fixes)


def curly_cause(lines: Sequence[str], place: SourceSpan, diagnostics: Diagnostics) -> bool:
    """Tell the quote that begins a value of the line which YAML cannot read; False where there is none."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    found = _VALUE.search(line)
    if found is None:
        return False
    start = SourceSpan(place.path, place.line, found.start(1) + 1)
    whole = _TO_THE_END.match(line, found.start(1))
    tell_curly(found[1], start, diagnostics, straight(start, whole) if whole else ())
    return True
