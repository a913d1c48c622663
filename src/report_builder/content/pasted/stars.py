"""Signs of paper that mean something else in Markdown: a line to sign on, the star of a note."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from report_builder.content.pasted.joining import BREAK, is_end
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.tables import CAPTIONED
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.patterns import late

_SHORT = 60
_SHOWN = 20
_FAR = 8
_MOST_BETWEEN = 3  # lines between two strokes that enclose a signature
_BEGINS = late(r"[#|<{>]|!?\[|[-*+][ \t]|\d{1,9}[.)][ \t]|:")

_EMPHASIS = late(r"(?<![*\\])(\*{1,3})(?=[^\s*])[^*|\t]*(?<=[^\s*])\1(?!\*)")
_BETWEEN = late(r"(?<!\\)\||\t")
# "Fylke*" and "12*)" in a cell.
_STARRED = late(r"[^\s*|\\]\\?\*{1,3}\)?(?=\s*$|\s+\S)")
_NOTE = late(r"(\*{1,3}\)?)(?:[ \t\u00a0]+(?=\S)|(?<=\))(?=\S)|(?=\w)(?=[^*]*$))")


def tell_stars(runs: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-NOTE-STAR for the words of a note below a table whose cells point to it with a star."""
    for index, run in enumerate(runs):
        rows = [at for at, line in enumerate(run) if _BETWEEN.search(line.body.strip("\t"))]
        if len(rows) < 2 or not any(_has_star(run[at].body) for at in rows):
            continue
        below = list(run[rows[-1] + 1 :])
        for at in range(index + 1, len(runs)):
            below += runs[at]
            if not CAPTIONED.match(runs[at][0].body):
                break
        notes = [(line, note) for line in below if (note := _NOTE.match(line.body))]
        if sum(note[1] == "*" for _, note in notes) > 1:
            continue  # two of the same star are a list
        for line, note in notes:
            _tell_star(line, note[1], note[0], diagnostics)


def _tell_star(line: Line, star: str, written: str, diagnostics: Diagnostics) -> None:
    message = say("content.note-star", star=star)
    if star == "*" and len(written) > 1:
        message = say("content.note-star-bullet", star=star)
    hint = say("content.note-star.hint", escaped=star.replace("*", "\\*"))
    diagnostics.warn("RB-NOTE-STAR", line.at(), message, hint)


def _has_star(row: str) -> bool:
    return "*" in row and any(_STARRED.search(cell) for cell in _BETWEEN.split(_EMPHASIS.sub("", row)))


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
        message = say("content.sign-line", line=line.body[:_SHOWN])
        if heading:
            message = say("content.sign-line-heading", line=line.body[:_SHOWN])
        diagnostics.warn("RB-SIGN-LINE", line.at(), message, say("content.sign-line.hint"))


def _is_signed(between: Sequence[Line]) -> bool:
    """Tell whether all between two strokes is a name or a few short lines."""
    return 0 < len(between) <= _MOST_BETWEEN and not any(
        len(line.body) > _SHORT or is_end(line.body) or _BEGINS.match(line.body) for line in between
    )
