"""Straight single marks around words: within other quotes they are quotes of the language's own."""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.content.pasted.prose import Prose
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.message import Message, say
from report_builder.patterns import late

SINGLE = ("'", "´")
_LONGEST = 200
# Within a word, and behind an s where another one closes, a mark is an apostrophe.
_PAIR = late(
    rf"(?<![\w'´\\])'(?=\S)(?!\d\d(?!\d)|[nN]'(?!\w))((?:[^'|]|'(?=\w)|(?<=[sxzSXZ])'(?=[^'|]{{0,{_LONGEST}}}[^\s'|]'(?!\w)))"
    rf"{{2,{_LONGEST}}})(?<=\S)'(?![\w'])|(?<![\w'´\\])´(?=\S)([^´|]{{2,{_LONGEST}}})(?<=\S)´(?!\w)"
)
_MARK = late(r"(?<!\w)'|'(?!\w)")
"""A mark that is no apostrophe within a word."""


_LOW = late(rf"(?<![\w,]),,(?=[^\s,'])(?:[^'|]|'(?=\w)){{1,{_LONGEST}}}(?<=\S)''(?![\w'])")
"""Two commas and two strokes for quotes, as a typewriter has them."""


def tell_low_quotes(
    prose: Prose, start: int, text: str, said: tuple[str, str], diagnostics: Diagnostics, *, alone: bool
) -> None:
    """RB-QUOTES for two commas before words and two strokes behind them; mended where no other quotes are."""
    language, outer = said
    for match in _LOW.finditer(text):
        first, last = start + match.start(), start + match.end()
        message = say("content.foreign-quotes", signs=",,…''", language=language)
        hint: Message = say("content.foreign-quotes-other.hint", quotes=_around(outer))
        fixes: tuple[Fix, ...] = ()
        if alone:
            hint = say("sources.write", text=_around(outer))
            fixes = (prose.mend(first, first + 2, outer[0]), prose.mend(last - 2, last, outer[1]))
        diagnostics.warn("RB-QUOTES", prose.at(first), message, hint, fixes)


def tell_single_quotes(
    prose: Prose,
    start: int,
    text: str,
    around: Sequence[tuple[int, int]],
    said: tuple[str, str, str],
    diagnostics: Diagnostics,
) -> None:
    """RB-QUOTES for single marks in a ``text`` that begins at ``start`` of ``prose``.

    ``around`` are the pairs of other quotes whose words are surely within them. ``said`` are the language,
    its quotes and those within others. Alone, single marks may be either.
    """
    language, outer, inner = said
    for match in _PAIR.finditer(text):
        first, last = match.start(), match.end() - 1
        inside = next((pair for pair in around if pair[0] < start + first and start + last < pair[1]), None)
        message = say("content.foreign-quotes", signs=f"{text[first]}…{text[last]}", language=language)
        hint: Message = say("content.single-quotes.hint", quotes=_around(outer), inner=_around(inner))
        fixes: tuple[Fix, ...] = ()
        if inside and len(_MARK.findall(text, inside[0] - start, inside[1] - start)) in (0, 2):
            hint = say("sources.write", text=_around(inner))
            fixes = (prose.fix(start + first, inner[0]), prose.fix(start + last, inner[1]))
        diagnostics.warn("RB-QUOTES", prose.at(start + first), message, hint, fixes)


def _around(quotes: str) -> str:
    return f"{quotes[0]}…{quotes[1]}"
