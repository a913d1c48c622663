"""The font of formulas: its signs, their larger forms and the measures of its MATH table.

OpenType 1.9, "MATH - The mathematical typesetting table". Lengths are in thousandths of the size.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import uharfbuzz
from uharfbuzz import OTMathConstant as Constant

from report_builder.graphics.scene import Curve, Move, Segment, To

__all__ = ["Constant", "Glyph", "MathFont", "Part", "math_font"]

_FILE = Path(__file__).parents[2] / "data" / "fonts" / "STIXTwoMath.ttf"
Point: TypeAlias = tuple[float, float]


class Glyph(NamedTuple):
    """A sign of the font: its number, its advance, how far its ink reaches above and below the baseline."""

    number: int
    advance: float
    above: float
    below: float
    italic: float
    attachment: float


class Part(NamedTuple):
    """A piece of which a large sign is put together, one that ``extends`` as often as it has to."""

    number: int
    start: float
    end: float
    full: float
    extends: bool


class MathFont:
    """One font with a MATH table."""

    def __init__(self, data: bytes) -> None:
        face = uharfbuzz.Face(data)
        self._font = uharfbuzz.Font(face)
        self._scale = 1000.0 / face.upem
        self._glyphs: dict[tuple[str, int], Glyph | None] = {}
        self._outlines: dict[int, tuple[Segment, ...]] = {}
        self._larger: dict[tuple[int, bool], tuple[tuple[int, float], ...]] = {}
        self._parts: dict[tuple[int, bool], tuple[Part, ...]] = {}
        self.overlap = self._font.get_math_min_connector_overlap("ltr") * self._scale

    @property
    def x_height(self) -> float:
        """How high small letters are."""
        glyph = self.glyph("x")
        return glyph.above if glyph else 500.0

    @cache  # noqa: B019  there is one font, which lives as long as the program
    def constant(self, which: Constant) -> float:
        """A measure of the MATH table; a share where the table has per cent."""
        value = float(self._font.get_math_constant(which))
        return value / 100.0 if "PERCENT" in which.name else value * self._scale

    def glyph(self, char: str, level: int = 0) -> Glyph | None:
        """The sign of a character, as scripts of the ``level`` have it; None where the font has none."""
        key = char, level
        if key not in self._glyphs:
            self._glyphs[key] = self._find(char, level)
        return self._glyphs[key]

    def _find(self, char: str, level: int) -> Glyph | None:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(char)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, {"ssty": level} if level else {})
        number = buffer.glyph_infos[0].codepoint
        return self.numbered(number) if number else None

    @cache  # noqa: B019
    def numbered(self, number: int) -> Glyph:
        """The sign of a number."""
        font, scale = self._font, self._scale
        extents = font.get_glyph_extents(number)
        top = extents.y_bearing if extents else 0
        bottom = extents.y_bearing + extents.height if extents else 0
        advance = font.get_glyph_h_advance(number)
        attachment = font.get_math_glyph_top_accent_attachment(number)
        italic = font.get_math_glyph_italics_correction(number)
        return Glyph(
            number, advance * scale, top * scale, -bottom * scale, italic * scale, attachment * scale
        )

    def larger(self, number: int, *, upright: bool) -> tuple[tuple[int, float], ...]:
        """The larger forms of a sign, each with its height, or its width where it is not ``upright``."""
        key = number, upright
        if key not in self._larger:
            found = self._font.get_math_glyph_variants(number, "ttb" if upright else "ltr")
            self._larger[key] = tuple((one.glyph, one.advance * self._scale) for one in found)
        return self._larger[key]

    def parts(self, number: int, *, upright: bool) -> tuple[Part, ...]:
        """The parts of which a sign of any size is put together, from below or from the left."""
        key = number, upright
        if key not in self._parts:
            found, _ = self._font.get_math_glyph_assembly(number, "ttb" if upright else "ltr")
            scale = self._scale
            self._parts[key] = tuple(
                Part(
                    one.glyph,
                    one.start_connector_length * scale,
                    one.end_connector_length * scale,
                    one.full_advance * scale,
                    bool(int(one.flags) & 1),
                )
                for one in found
            )
        return self._parts[key]

    def outline(self, number: int) -> tuple[Segment, ...]:
        """The outline of a sign; y grows downwards, as in a scene."""
        if number not in self._outlines:
            pen = _Pen(self._scale)
            self._font.draw_glyph_with_pen(number, pen)
            self._outlines[number] = tuple(pen.segments)
        return self._outlines[number]


class _Pen:
    """Takes up an outline as HarfBuzz tells it."""

    def __init__(self, scale: float) -> None:
        self.segments: list[Segment] = []
        self._scale = scale
        self._last: Point = (0.0, 0.0)

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, -point[1] * self._scale

    def moveTo(self, point: Point) -> None:  # noqa: N802  (the names of the protocol)
        self._last = self._at(point)
        self.segments.append(Move(*self._last))

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._last = self._at(point)
        self.segments.append(To(*self._last))

    def qCurveTo(self, control: Point, point: Point) -> None:  # noqa: N802
        (x0, y0), (x1, y1), (x2, y2) = self._last, self._at(control), self._at(point)
        self._last = x2, y2
        self.segments.append(
            Curve(
                *(x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3),
                *(x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3),
                *(x2, y2),
            )
        )

    def curveTo(self, one: Point, two: Point, point: Point) -> None:  # noqa: N802
        self._last = self._at(point)
        self.segments.append(Curve(*self._at(one), *self._at(two), *self._last))

    def closePath(self) -> None:  # noqa: N802
        """Filled areas are closed by themselves."""


@cache
def math_font() -> MathFont:
    """The font, read when the first formula is set."""
    return MathFont(_FILE.read_bytes())
