"""Signs of paper that mean something else in syntax: a line to sign on, the star of a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from report_builder.content.pasted.joining import BREAK, is_end
from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics

_SHORT = 60
_SHOWN = 20
_FAR = 8
_MOST_BETWEEN = 3  # lines between two strokes that enclose a signature
_BEGINS = re.compile(r"[#|<{>]|!?\[|[-*+][ \t]|\d{1,9}[.)][ \t]|:")


def tell_sign_lines(runs: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-SIGN-LINE for strokes to sign on: syntax makes a pause of them, or a heading of what is above."""
    lines = [line for run in runs for line in run]
    strokes = [index for index, line in enumerate(lines) if BREAK.fullmatch(line.body)]
    told = {index for index in strokes if lines[index].body.startswith("_")}
    for first, second in pairwise(strokes):
        # Strokes that begin a file enclose what other programs write about it, which is told by itself.
        near = lines[second].number - lines[first].number <= _FAR and lines[first].number > 1
        if near and _is_signed(lines[first + 1 : second]):
            told |= {first, second}
    for index in sorted(told):
        line = lines[index]
        above = index and lines[index - 1]
        heading = line.body.startswith("--") and above and above.number == line.number - 1
        becomes = "makes a heading of the text above it" if heading else "becomes a pause between two parts"
        message = f"'{line.body[:_SHOWN]}' {becomes}, and no line to sign on"
        hint = 'delete it; {allow="RB-SIGN-LINE"} on the line above it keeps what is meant'
        diagnostics.warn("RB-SIGN-LINE", line.at(), message, hint)


def _is_signed(between: Sequence[Line]) -> bool:
    """Tell whether all between two strokes is a name or a few short lines."""
    return 0 < len(between) <= _MOST_BETWEEN and not any(
        len(line.body) > _SHORT or is_end(line.body) or _BEGINS.match(line.body) for line in between
    )
