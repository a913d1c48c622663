"""Writes a path of a scene as SVG reads it: whole tenths of a point, each seen from where the last one ended.

A curve that leaves its start as the one before came in does not say so again (``s``). What is drawn stays
within :data:`REACH` of the scene's own path.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.graphics.scene import Curve, Move, Segment

TENTHS = 10
"""Units of the written numbers in a point."""

REACH = 0.14
"""How far, in points, what is drawn may stand from the scene's path: a fifth of a pixel.

Rounding moves each of a curve's four points by up to half a unit either way. A control point that is left out
is one unit off at most, and decides no more than four ninths of where the curve runs.
"""


def write_path(segments: Sequence[Segment], *, closed: bool) -> str:
    """Write ``segments`` as the ``d`` of a path, in tenths of a point; ``closed`` leads back to the start."""
    x = y = 0
    mirrored: tuple[int, int] | None = None
    before = ""
    written = ""
    for segment in segments:
        letter, values = _form(segment, mirrored)
        moves = [value - (y if index % 2 else x) for index, value in enumerate(values)]
        x, y = values[-2:]
        mirrored = (2 * x - values[-4], 2 * y - values[-3]) if letter in {"c", "s"} else None
        if letter == "l" and not moves[1]:
            letter, moves = "h", moves[:1]
        elif letter == "l" and not moves[0]:
            letter, moves = "v", moves[1:]
        written += _numbers(moves, letter, again=letter == before != "m")
        before = letter
    return written + ("z" if closed else "")


def _form(segment: Segment, mirrored: tuple[int, int] | None) -> tuple[str, list[int]]:
    """The letter and the coordinates of a segment.

    ``mirrored`` is the first control point that a reader takes after a curve where none is written.
    """
    values = [round(value * TENTHS) for value in segment]
    if isinstance(segment, Move):
        return "m", values
    if not isinstance(segment, Curve):
        return "l", values
    if mirrored and abs(values[0] - mirrored[0]) <= 1 and abs(values[1] - mirrored[1]) <= 1:
        return "s", values[2:]
    return "c", values


def _numbers(values: Sequence[int], letter: str, *, again: bool) -> str:
    """Numbers with no more between them than tells them apart: a minus begins a number by itself."""
    text = " ".join(map(str, values)).replace(" -", "-")
    if not again:
        return letter + text
    return text if text.startswith("-") else f" {text}"
