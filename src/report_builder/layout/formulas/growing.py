"""Signs that grow: brackets as tall as what they hold, braces and arrows as wide as what they mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from report_builder.layout.formulas.boxes import NOTHING, Box, Ink
from report_builder.layout.formulas.font import Part, math_font


def upright(sign: str, size: float, least: float) -> Box:
    """A sign that is at least so many points tall, or the tallest that there is; it stands on its own ink."""
    font = math_font()
    glyph = font.glyph(sign)
    if glyph is None:
        return NOTHING
    for number, height in font.larger(glyph.number, upright=True):
        if height * size / 1000.0 >= least:
            return single(number, size)
    parts = font.parts(glyph.number, upright=True)
    if not parts:
        larger = font.larger(glyph.number, upright=True)
        return single(larger[-1][0] if larger else glyph.number, size)
    return _assembled(parts, size, least, tall=True)


def across(sign: str, size: float, least: float) -> Box:
    """A sign that is nearly ``least`` points wide, and not wider unless its parts are."""
    font = math_font()
    glyph = font.glyph(sign)
    if glyph is None:
        return NOTHING
    parts = font.parts(glyph.number, upright=False)
    best = glyph.number
    for number, width in font.larger(glyph.number, upright=False):
        if width * size / 1000.0 <= least:
            best = number
    if parts and font.numbered(best).advance * size / 1000.0 < 0.9 * least:
        return _assembled(parts, size, least, tall=False)
    return single(best, size)


def single(number: int, size: float) -> Box:
    """The box of one sign."""
    glyph = math_font().numbered(number)
    scale = size / 1000.0
    return Box(
        glyph.advance * scale,
        glyph.above * scale,
        glyph.below * scale,
        (Ink(0.0, 0.0, number, size),),
        glyph.italic * scale,
        glyph.attachment * scale,
        single=True,
    )


def _assembled(parts: Sequence[Part], size: float, least: float, *, tall: bool) -> Box:
    """A sign of parts that overlap where they are joined (OpenType, "GlyphAssembly")."""
    font = math_font()
    wanted = least * 1000.0 / size
    repeats = 1
    fixed = sum(part.full for part in parts if not part.extends)
    grows = sum(part.full for part in parts if part.extends)
    count = sum(part.extends for part in parts)
    joints = len(parts) - count - 1
    if count and grows > count * font.overlap:
        needed = (wanted - fixed + joints * font.overlap) / (grows - count * font.overlap)
        repeats = max(1, math.ceil(needed))
    row = [part for part in parts for _ in range(repeats if part.extends else 1)]
    length = sum(part.full for part in row)
    # All joints overlap by as much as brings it nearest to what is wanted.
    most = min((min(one.end, two.start) for one, two in pairwise(row)), default=0.0)
    overlap = font.overlap
    if len(row) > 1:
        overlap = min(max(overlap, (length - wanted) / (len(row) - 1)), max(most, overlap))
    marks: list[Ink] = []
    at = 0.0
    scale = size / 1000.0
    width = above = 0.0
    for part in row:
        glyph = font.numbered(part.number)
        if tall:
            # Each part is moved so that its lower end is where the one below ends.
            marks.append(Ink(0.0, -(at + glyph.below) * scale, part.number, size))
            width = max(width, glyph.advance * scale)
        else:
            marks.append(Ink(at * scale, 0.0, part.number, size))
            above = max(above, glyph.above * scale)
        at += part.full - overlap
    whole = (at + overlap) * scale
    if tall:
        return Box(width, whole, 0.0, tuple(marks))
    below = max(font.numbered(part.number).below * scale for part in row)
    return Box(whole, above, below, tuple(marks))
