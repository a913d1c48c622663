"""How much of a chapter may stand in one piece: what is longer was never meant to be read."""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say

LONGEST = 50_000
"""So many characters may stand in a line, or in a paragraph of several: about twenty pages without a break.

The time that marks in a text take grows with their number, and most with those that are never closed.
"""


def tell_too_long(lines: Sequence[str], path: str, diagnostics: Diagnostics) -> bool:
    """RB-VALUE for each line of a chapter that is too long; whether there is one."""
    found = [number for number, line in enumerate(lines, 1) if len(line) > LONGEST]
    for number in found:
        tell_length(len(lines[number - 1]), SourceSpan(path, number), diagnostics)
    return bool(found)


def tell_length(length: int, span: SourceSpan, diagnostics: Diagnostics) -> None:
    """RB-VALUE for a text of ``length`` characters at ``span``."""
    told = say("content.text-long", length=length, most=LONGEST)
    diagnostics.error("RB-VALUE", span, told, say("content.text-long.hint"))
