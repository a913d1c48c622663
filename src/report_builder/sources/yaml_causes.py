"""Why a line is no YAML: what people write that means something else there, and how it is written instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from report_builder.diagnostics import Fix, SourceSpan
from report_builder.patterns import late


class Cause(NamedTuple):
    """Where the cause stands, what it is, how it is mended, and the mending where only one is meant."""

    span: SourceSpan
    message: str
    hint: str
    fixes: tuple[Fix, ...] = ()


_ENTRY = late(r"(?P<lead>[ ]*(?:-[ ]+)*)(?:(?P<key>[\w.-]+):[ ]+)?(?P<value>\S.*)")
_GLUED_KEY = late(r"[ ]*(?:-[ ]+)*(?P<key>[^\W\d][\w.-]*):(?=[^\s:/])")
_GLUED_DASH = late(r"[ ]*-(?=[\w\"'])")
_TAB = late(r"[ ]*\t")
_KEPT = "%@`*&|>?,]}"
_CLOSING = {"[": "]", "{": "}"}


def find_cause(lines: Sequence[str], numbers: Iterable[int], path: str) -> Cause | None:
    """Find what is wrong in the first of the lines ``numbers``, counted from 1, that has something known.

    None where there is nothing that people are known to do by mistake.
    """
    for number in dict.fromkeys(numbers):
        if 0 < number <= len(lines):
            cause = next(_causes(lines[number - 1], SourceSpan(path, number)), None)
            if cause is not None:
                return cause
    return None


def line_above(lines: Sequence[str], line: int) -> int:
    """The nearest line above that says something; 0 where there is none."""
    return next((n for n in range(min(line, len(lines) + 1) - 1, 0, -1) if _says_something(lines[n - 1])), 0)


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _causes(line: str, at: SourceSpan) -> Iterator[Cause]:
    if tab := _TAB.match(line):
        yield Cause(_at(at, tab.end() - 1), "a tab is used to indent", "indent with blanks")
    if glued := _GLUED_DASH.match(line):
        place = _at(at, glued.end())
        hint = f"write '- {line[glued.end() :].strip()}'"
        yield Cause(place, "the dash has no blank behind it", hint, (Fix(place, place, " "),))
    if glued := _GLUED_KEY.match(line):
        place = _at(at, glued.end())
        message = f"the colon behind '{glued['key']}' has no blank behind it"
        hint = f"write '{glued['key']}: {line[glued.end() :].strip()}'"
        yield Cause(place, message, hint, (Fix(place, place, " "),))
    entry = _ENTRY.fullmatch(line.rstrip())
    if entry is not None and (message := _fault_of(entry["value"])):
        yield _quoting(entry, message, at)


def _fault_of(value: str) -> str:
    """Say why a value cannot stand without quotes; an empty text where it can."""
    sign = value[0]
    if sign in _KEPT or (sign == "-" and value[1:2] == " "):
        return f"a value begins with '{sign}', a character that YAML keeps for itself"
    if sign in _CLOSING:
        if _CLOSING[sign] not in value:
            return "a list or mapping in brackets is not closed"
        goes_on = _is_text(value[value.rfind(_CLOSING[sign]) + 1 :])
        return f"a value begins with '{sign}', which opens a list or mapping in brackets" if goes_on else ""
    if sign in "\"'":
        end = value.find(sign, 1)
        goes_on = end > 0 and not value.startswith(sign, end + 1) and _is_text(value[end + 1 :])
        return "a text goes on behind its closing quote" if goes_on else ""
    return "a value has a colon followed by a blank" if re.search(r":(?:\s|$)", value) else ""


def _is_text(rest: str) -> bool:
    """True for what stands behind a value and is no remark."""
    return bool(rest.strip()) and not rest.lstrip().startswith("#")


def _quoting(entry: re.Match[str], message: str, at: SourceSpan) -> Cause:
    value, key = entry["value"], entry["key"]
    start, end = _at(at, entry.start("value")), _at(at, entry.end("value"))
    quoted = _quoted(value)
    # What follows a number sign may be a remark, and a bracket may go on below.
    certain = " #" not in value and value[0] not in "[{|>"
    lead = f"{key}: " if key else entry["lead"].lstrip()
    close = "close it, or " if "not closed" in message else ""
    hint = f"{close}put the value in quotes: {lead}{quoted}"
    return Cause(start, message, hint, (Fix(start, end, quoted),) if certain else ())


def _quoted(value: str) -> str:
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _at(line: SourceSpan, offset: int) -> SourceSpan:
    return SourceSpan(line.path, line.line, offset + 1)
