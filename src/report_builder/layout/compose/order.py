"""The order of letters in a line: text that runs from right to left, from left to right, and both in turn.

What direction each character has is found by the Unicode bidirectional algorithm (UAX #9) of python-bidi, for
whole paragraphs; a line is put in order when it is known what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, groupby

from msgspec.structs import replace

from report_builder.language.writing import is_leftward
from report_builder.layout.compose.runs import Line, Look, Run, Segment

_LEVEL = re.compile(r"Level\(\s*(\d+)")
_LEVELS, _END = "\n    levels: [\n", "\n    ],"
_ISOLATES = {False: "\u2066", True: "\u2067"}
_LINE_END = "\u2028"
_END_OF_ISOLATE = "\u2069"


def levels_of(text: str, *, leftward: bool) -> list[int]:
    """The level of each character of a paragraph: even from left to right, odd from right to left."""
    from bidi import get_display  # with the extra "scripts"

    told: str = get_display(text, base_dir="R" if leftward else "L", debug=True)
    levels = _LEVEL.findall(told.partition(_LEVELS)[2].partition(_END)[0])
    # They are told for each byte of UTF-8.
    found, at = [], 0
    for char in text:
        found.append(int(levels[at]))
        at += len(char.encode())
    return found


def with_levels(runs: Sequence[Run], at_level: Callable[[Look, int], Look], *, leftward: bool) -> list[Run]:
    """The runs of one paragraph, cut where the level changes; ``at_level`` gives a look at another level.

    A passage in a language of the other direction stands by itself in the text around it.
    """
    base = int(leftward)
    text, places = _with_isolates(runs, leftward)
    levels = levels_of(text, leftward=leftward)
    found: list[Run] = []
    for run, at in zip(runs, places, strict=True):
        start = 0
        for level, same in groupby(map(levels.__getitem__, at)):
            end = start + len([*same])
            look = at_level(run.look, level)
            ending = at_level(run.look, base) if level != base else None
            found.append(replace(run, text=run.text[start:end], look=look, ending=ending))
            start = end
    return found


def _with_isolates(runs: Sequence[Run], leftward: bool) -> tuple[str, list[range | list[int]]]:
    """The text of runs with signs around what stands by itself, and where each of their characters is."""
    text, places = "", list[range | list[int]]()
    for foreign, group in groupby(runs, key=lambda run: is_leftward(run.look.language) is not leftward):
        alike = [*group]
        # A newline ends a paragraph to the algorithm; here it only ends a line.
        inner = "".join(run.text for run in alike).replace("\n", _LINE_END)
        start = len(text)
        at: range | list[int] = range(start, start + len(inner))
        if foreign:
            # Blanks at its ends are between it and what stands around it.
            before = len(inner) - len(inner.lstrip())
            behind = len(inner.rstrip())
            kept = [n + (n >= before) + (n >= behind) for n in range(len(inner))]
            at = [start + n for n in kept]
            alone = f"{_ISOLATES[not leftward]}{inner[before:behind]}{_END_OF_ISOLATE}"
            inner = inner[:before] + alone + inner[behind:]
        text += inner
        done = 0
        for run in alike:
            places.append(at[done : done + len(run.text)])
            done += len(run.text)
    return text, places


def put_in_order(lines: Iterable[Line], *, leftward: bool) -> None:
    """Tell each line in which order its segments are seen."""
    for line in lines:
        if len({segment.look.level for segment in line.segments}) > 1:
            line.segments = tuple(chain.from_iterable(map(_with_blank_apart, line.segments)))
        order = in_order(line.segments)
        line.leftward = leftward
        line.order = tuple(order) if leftward or order != sorted(order) else ()


def _with_blank_apart(segment: Segment) -> tuple[Segment, ...]:
    """Words from right to left, and the blank behind them by itself, at their left.

    MuPDF takes one that is painted with them for one that is read before them.
    """
    look, body = segment.look, segment.body
    blank = look.face.blank_in(segment.font) if look.level % 2 else ""
    if not blank or not body.startswith(blank) or body == blank:
        return (segment,)
    words = segment._replace(body=body.removeprefix(blank), width=segment.width - look.space)
    return words, segment._replace(body=blank, width=look.space)


def in_order(segments: Sequence[Segment]) -> list[int]:
    """The indices of the segments of a line from left to right (UAX #9, L2)."""
    order = list(range(len(segments)))
    levels = [segment.look.level for segment in segments]
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end + 1
    return order
