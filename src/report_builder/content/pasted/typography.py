"""Quotes and dashes that are foreign to the language of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics

_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^{}]*?lang=\"?([A-Za-z-]+)\"?[^{}]*\}")
# What is no prose: code, values of roles, targets, attributes, addresses.
_MEANT = re.compile(
    r"(`+)(?!`).+?(?<!`)\1(?!`)|\]\(<[^<>]*>|\]\([^()\s\"]*|\{[^{}]*\}|<[^<>\s]+>|(?:https?://|www\.)\S+|\S+@\S+"
)
_MASK = "\ufffc"


class _Habits(NamedTuple):
    """The quotes at home in a language, and the pairs that are not."""

    left: str
    right: str
    foreign: re.Pattern[str]


_LOW_OR_HIGH = r"[“”„‟]([^“”„‟«»\n]{1,400}?)[“”‟]"
_HABITS = {
    "nb": _Habits("«", "»", re.compile(_LOW_OR_HIGH)),
    "nn": _Habits("«", "»", re.compile(_LOW_OR_HIGH)),
    "en": _Habits("“", "”", re.compile(r"(?:«|„|”(?=\w))([^“”„«»\n]{1,400}?)[»“”]")),
}
_DASH = re.compile(
    r"(?<=[^\W\d_])[ \u00a0]+(-{1,3})[ \u00a0]+(?=[^\W\d_«“])|(?<=\w)[ \u00a0]*(—)[ \u00a0]*(?=[\w«])"
)
_DASH_EN = re.compile(r"(?<=[^\W\d_])[ \u00a0]+(-{1,3})[ \u00a0]+(?=[^\W\d_«“])")


FOREIGN = frozenset("“”„‟«»—")
"""Signs that some language looks at."""
_SUSPECT = re.compile(r"[“”„‟«—]|[ \u00a0]-{1,3}[ \u00a0]")


def tell_foreign_signs(line: Line, language: str, diagnostics: Diagnostics) -> None:
    """RB-QUOTES and RB-DASH for one line of prose in ``language``."""
    if not _SUSPECT.search(line.body):
        return
    for start, text, own in _passages(line.body, language):
        habits = _HABITS.get(own)
        if habits is None:
            continue
        for pair in habits.foreign.finditer(text):
            written = f"{habits.left}…{habits.right}"
            message = f"{pair[0][0]}…{pair[0][-1]} are not the quotes of this language ({own})"
            fixes = (
                line.fix(start + pair.start(), start + pair.start() + 1, habits.left),
                line.fix(start + pair.end() - 1, start + pair.end(), habits.right),
            )
            place = line.at(start + pair.start())
            diagnostics.warn("RB-QUOTES", place, message, f"write {written}", fixes)
        for dash in (_DASH_EN if own == "en" else _DASH).finditer(text):
            sign = dash[1] or dash[2]
            message = f"'{sign}' is not the dash of this language ({own})"
            fix = line.fix(start + dash.start(), start + dash.end(), " – ")
            place = line.at(start + dash.start(1 if dash[1] else 2))
            diagnostics.warn("RB-DASH", place, message, "write – with a blank on both sides", (fix,))


def _passages(body: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Give the prose of a line by language, with the offset at which each passage begins."""
    masked = _SPAN.sub(lambda span: _MASK * len(span[0]), body)
    yield 0, _masked(masked), language
    for span in _SPAN.finditer(body):
        yield span.start(1), _masked(span[1]), span[2].partition("-")[0].lower()


def _masked(text: str) -> str:
    return _MEANT.sub(lambda match: _MASK * len(match[0]), text)
