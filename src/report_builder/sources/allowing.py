"""Marks by which an author allows a warning at its place: what they name, and those in YAML files.

A mark in Markdown is a line ``{allow="RB-LONG-WORD"}`` above a block, which the content reads.
In YAML it is a comment ``# allow RB-LONG-WORD`` at the end of a line or above it. Errors cannot be allowed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from report_builder.codes import CODES, OWN_PREFIX
from report_builder.diagnostics import Allowance, Diagnostics, Fix, SourceSpan
from report_builder.language.message import say
from report_builder.patterns import late
from report_builder.sources.nearest import did_you_mean

CODE = "RB-ALLOW"

_WORD = late(r"[^\s,;]+")
_COMMENT = late(r"(?:^|(?<=\s))#[ \t]*allow[ \t]+(?=\S)(.*)", re.MULTILINE | re.IGNORECASE)


def can_be_allowed(code: str) -> bool:
    """True for the code of a warning or note: a run goes on with it."""
    return code in CODES and CODES[code] is None and code != CODE


def named_codes(text: str, place: SourceSpan, diagnostics: Diagnostics) -> Iterator[tuple[str, SourceSpan]]:
    """Yield each code that ``text``, which stands at ``place``, names, with its own place.

    What is no code, or that of an error, is told instead (RB-ALLOW).
    """
    for match in _WORD.finditer(text):
        word = match[0]
        span = SourceSpan(place.path, place.line, place.column + match.start())
        if can_be_allowed(word) or word.startswith(diagnostics.prefixes):
            yield word, span
        else:
            _refuse(word, span, diagnostics)


def _refuse(word: str, span: SourceSpan, diagnostics: Diagnostics) -> None:
    code = _known(word)
    fixes: tuple[Fix, ...] = ()
    if code == CODE:
        message, hint = say("sources.allow-itself", code=CODE), say("sources.allow-itself.hint")
    elif code in CODES and CODES[code] is not None:
        message, hint = say("sources.allow-error", code=code), say("sources.allow-error.hint")
    elif code in CODES:
        message = say("sources.allow-spelling", word=word)
        hint = say("sources.write", text=code)
        end = SourceSpan(span.path, span.line, span.column + len(word))
        fixes = (Fix(span, end, code),)
    else:
        message = say("sources.allow-unknown", word=word)
        known = [code for code in CODES if can_be_allowed(code)]
        hint = did_you_mean(code, known) or say("sources.allow-unknown.hint")
    diagnostics.warn(CODE, span, message, hint, fixes)


def _known(word: str) -> str:
    """Bring ``word`` into the form of a code: capitals, hyphens, RB- in front, no quotes around it."""
    bare = re.sub(r"[\W_]+", "-", word).strip("-").upper()
    return bare if bare.startswith(OWN_PREFIX) or f"{OWN_PREFIX}{bare}" not in CODES else OWN_PREFIX + bare


def comment_allowances(text: str, path: str, diagnostics: Diagnostics) -> list[Allowance]:
    """Find what the comments of the YAML file ``path`` allow; ``text`` can be read as YAML.

    A comment at the end of a line speaks of that line, one on a line of its own of the next that has
    something; with the line, of the whole of a value that stands in it. Behind the codes may stand why.
    """
    prefixes = (OWN_PREFIX, *diagnostics.prefixes)
    comments = [match for match in _COMMENT.finditer(text) if _names_a_code(match[1], prefixes)]
    if not comments:
        return []
    lines = text.split("\n")
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    scalars = _Scalars(text)
    found = []
    for match in comments:
        line = bisect_right(starts, match.start())
        before = text[starts[line - 1] : match.start()]
        if scalars.hold(line, len(before)):
            continue  # a part of a text
        place = SourceSpan(path, line, len(before) + 1 + match.start(1) - match.start())
        meant = line if before.strip() else _next_with_content(lines, line)
        first, last = scalars.around(meant)
        codes = _without_reason(match[1], prefixes)
        found += [Allowance(span, code, first, last) for code, span in named_codes(codes, place, diagnostics)]
    return found


def _names_a_code(text: str, prefixes: tuple[str, ...]) -> bool:
    first = _WORD.match(text)
    return first is not None and _known(first[0]).startswith(prefixes)


def _without_reason(text: str, prefixes: tuple[str, ...]) -> str:
    """Cut off what follows the codes: words that are no codes and are not meant as such."""
    end = 0
    for match in _WORD.finditer(text):
        if not _known(match[0]).startswith(prefixes):
            break
        end = match.end()
    return text[:end]


def _next_with_content(lines: list[str], line: int) -> int:
    """The first line behind ``line`` (both from 1) that is neither empty nor a comment."""
    for number in range(line + 1, len(lines) + 1):
        bare = lines[number - 1].strip()
        if bare and not bare.startswith("#"):
            return number
    return line


class _Scalars:
    """Where the texts of a YAML file stand; they follow each other. Lines count from 1, columns from 0."""

    def __init__(self, text: str) -> None:
        import yaml

        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        found = [event for event in events if isinstance(event, yaml.ScalarEvent)]
        self._begins = [_begin(event) for event in found]
        self._ends = [_mark(event.end_mark) for event in found]
        self._firsts = [_mark(event.start_mark)[0] for event in found]
        self._lasts = [
            max(first, end[0] - (end[1] == 0)) for first, end in zip(self._firsts, self._ends, strict=True)
        ]

    def hold(self, line: int, column: int) -> bool:
        """True where a ``#`` at this place is a part of a text."""
        index = bisect_right(self._begins, (line, column)) - 1
        return index >= 0 and (line, column) < self._ends[index]

    def around(self, line: int) -> tuple[int, int]:
        """Give the first and the last line of what stands in a line, texts of several lines among it."""
        first = last = line
        for index in range(bisect_left(self._lasts, line), len(self._firsts)):
            if self._firsts[index] > line:
                break
            first, last = min(first, self._firsts[index]), max(last, self._lasts[index])
        return first, last


def _begin(event: Any) -> tuple[int, int]:
    """Where the characters of a text begin; a block begins behind the line of its "|" or ">"."""
    line, column = _mark(event.start_mark)
    return (line + 1, 0) if event.style in ("|", ">") else (line, column)


def _mark(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column
