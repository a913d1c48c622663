"""Why a line is no YAML: what people write that means something else there, and how it is written instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from report_builder.diagnostics import Fix, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.patterns import late


class Cause(Struct, frozen=True):
    """Where the cause stands, what it is, how it is mended, and the mending where only one is meant."""

    span: SourceSpan
    message: Message
    hint: Message
    fixes: tuple[Fix, ...] = ()


_ENTRY = late(r"(?P<lead>[ ]*(?:-[ ]+)*)(?:(?P<key>[\w.-]+):[ ]+)?(?P<value>\S.*)")
_GLUED_KEY = late(r"[ ]*(?:-[ ]+)*(?P<key>[^\W\d][\w.-]*):(?=[^\s:/])")
_GLUED_DASH = late(r"[ ]*-(?=[\w\"'])")
_LOST_COLOUR = late(r"(?:(?<=[,{\[])[ ]*|(?<=:)[ ]+)(?P<colour>#[0-9A-Fa-f]{3,8})(?=[ ]*[,}\]])")
"""A colour between brackets whose number sign makes a remark of the rest of the line."""
_TAB = late(r"[ ]*\t")
_KEPT = "%@`*&|>?,]}"
_CLOSING = {"[": "]", "{": "}"}
NOT_CLOSED = say("sources.yaml-bracket-open")
TAB, NO_TAB = say("sources.yaml-tab"), say("sources.yaml-tab.hint")


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
        yield Cause(_at(at, tab.end() - 1), TAB, NO_TAB)
    if glued := _GLUED_DASH.match(line):
        place = _at(at, glued.end())
        yield Cause(
            place,
            *hinted("sources.yaml-glued-dash", text=line[glued.end() :].strip()),
            (Fix(place, place, " "),),
        )
    if glued := _GLUED_KEY.match(line):
        place = _at(at, glued.end())
        yield Cause(
            place,
            *hinted("sources.yaml-glued-colon", key=glued["key"], text=line[glued.end() :].strip()),
            (Fix(place, place, " "),),
        )
    if lost := [*_LOST_COLOUR.finditer(line)]:
        places = [(found["colour"], _at(at, found.start("colour"))) for found in lost]
        said = hinted("sources.yaml-colour-lost", colour=places[0][0])
        fixes = (Fix(place, _at(at, place.column - 1 + len(text)), f'"{text}"') for text, place in places)
        yield Cause(places[0][1], *said, tuple(fixes))
    entry = _ENTRY.fullmatch(line.rstrip())
    if entry is not None and (fault := _fault_of(entry["value"])):
        yield _quoting(entry, fault, at)


def _fault_of(value: str) -> Message | None:
    """Say why a value cannot stand without quotes; None where it can."""
    sign = value[0]
    if sign in _KEPT or (sign == "-" and value[1:2] == " "):
        return say("sources.yaml-kept-sign", sign=sign)
    if sign in _CLOSING:
        if _CLOSING[sign] not in value:
            return NOT_CLOSED
        goes_on = _is_text(value[value.rfind(_CLOSING[sign]) + 1 :])
        return say("sources.yaml-bracket-first", sign=sign) if goes_on else None
    if sign in "\"'":
        end = value.find(sign, 1)
        goes_on = end > 0 and not value.startswith(sign, end + 1) and _is_text(value[end + 1 :])
        return say("sources.yaml-behind-quote") if goes_on else None
    return say("sources.yaml-colon-inside") if re.search(r":(?:\s|$)", value) else None


def _is_text(rest: str) -> bool:
    """True for what stands behind a value and is no remark."""
    return bool(rest.strip()) and not rest.lstrip().startswith("#")


def _quoting(entry: re.Match[str], message: Message, at: SourceSpan) -> Cause:
    value, key = entry["value"], entry["key"]
    start, end = _at(at, entry.start("value")), _at(at, entry.end("value"))
    quoted = _quoted(value)
    # What follows a number sign may be a remark, and a bracket may go on below.
    certain = " #" not in value and value[0] not in "[{|>"
    lead = f"{key}: " if key else entry["lead"].lstrip()
    written = f"{lead}{quoted}"
    hint = say("sources.quote-value", written=written)
    if message == NOT_CLOSED:
        hint = say("sources.close-or-quote-value", written=written)
    return Cause(start, message, hint, (Fix(start, end, quoted),) if certain else ())


def _quoted(value: str) -> str:
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _at(line: SourceSpan, offset: int) -> SourceSpan:
    return SourceSpan(line.path, line.line, offset + 1)
