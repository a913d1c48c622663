"""Marks on letters for which a font does not say where they stand: they are put there by their boxes.

A font says so for the letters that its maker thought of. On any other letter a mark would stand at the
letter's end, or on its strokes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import combining

import uharfbuzz

from report_builder.layout.compose.glyph_outlines import Part

_DOUBLE = frozenset((233, 234))
_ABOVE = frozenset((214, 216, 228, 230, 232, 234))
_BELOW = frozenset((202, 218, 220, 222, 233, 240))
"""Where marks stand (The Unicode Standard, table 4-3, "Canonical Combining Class"); double ones on two."""
_GAP = 0.06
"""Between a letter and its mark, as a part of the em."""


class _Box(NamedTuple):
    left: float
    low: float
    right: float
    high: float


def placed(parts: Sequence[Part], marks: str, font: uharfbuzz.Font) -> tuple[Part, ...]:
    """The glyphs of a letter and its ``marks``, each mark that the font left where it was put in its place.

    The first part is the letter, and the last ones are the last of its marks.
    """
    letter = _box(parts[0], font)
    if letter is None:
        return tuple(parts)
    advance = font.get_glyph_h_advance(parts[0].glyph)
    kinds = [0] * len(parts) + [combining(mark) for mark in marks]
    found, around = [parts[0]], letter
    for kind, given in zip(kinds[len(kinds) + 1 - len(parts) :], parts[1:], strict=True):
        part = given
        if given[1:] == (advance, 0) and (box := _box(Part(given.glyph, 0, 0), font)):
            middle = advance if kind in _DOUBLE else (letter.left + letter.right) / 2
            x = middle - (box.left + box.right) / 2
            part = Part(given.glyph, round(x), round(_rise(kind, box, around, _GAP * font.face.upem)))
        if (seen := _box(part, font)) and kind in _ABOVE:
            around = around._replace(high=max(around.high, seen.high))
        elif seen and kind in _BELOW:
            around = around._replace(low=min(around.low, seen.low))
        found.append(part)
    return tuple(found)


def _rise(kind: int, box: _Box, around: _Box, gap: float) -> float:
    """How far a mark is raised to be free of what stands below it, or lowered of what stands above."""
    if kind in _ABOVE:
        return max(0.0, around.high + gap - box.low)
    return min(0.0, around.low - gap - box.high) if kind in _BELOW else 0.0


def _box(part: Part, font: uharfbuzz.Font) -> _Box | None:
    """Where the ink of a glyph is, in font units; None where it has none."""
    extents = font.get_glyph_extents(part.glyph)
    if extents is None or not extents.width:
        return None
    left, high = part.x + extents.x_bearing, part.y + extents.y_bearing
    return _Box(left, high + extents.height, left + extents.width, high)
