"""Outlines of letters in the fonts that come with the program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.graphics.scene import Curve, Move, To
from report_builder.graphics.svg.drawing import Close, Segment, Segments
from report_builder.graphics.svg.faults import Faults
from report_builder.graphics.svg.paths import quadratic
from report_builder.graphics.svg.tree import Element
from report_builder.sources.packaged import DATA

if TYPE_CHECKING:
    import uharfbuzz

_SANS, _SERIF, _MONO = "Source Sans 3", "Literata", "Source Code Pro"
_OWN = {
    "source sans 3": _SANS,
    "source sans pro": _SANS,
    "sourcesans3": _SANS,
    "literata": _SERIF,
    "source code pro": _MONO,
    "": _SANS,
    "sans-serif": _SANS,
    "system-ui": _SANS,
    "ui-sans-serif": _SANS,
    "serif": _SERIF,
    "ui-serif": _SERIF,
    "monospace": _MONO,
    "ui-monospace": _MONO,
}
"""Families that are the program's, and kinds of which any will do."""
_LIKE_MONO = ("mono", "courier", "consol", "code", "menlo")
_LIKE_SERIF = (
    "serif",
    "times",
    "georgia",
    "garamond",
    "roman",
    "palatino",
    "cambria",
    "book",
    "baskerville",
    "minion",
)
_FILES = {
    (_SANS, False, False): "SourceSans3-Regular.ttf",
    (_SANS, False, True): "SourceSans3-Italic.ttf",
    (_SANS, True, False): "SourceSans3-SemiBold.ttf",
    (_SANS, True, True): "SourceSans3-SemiBoldItalic.ttf",
    (_SERIF, False, False): "Literata-Regular.ttf",
    (_SERIF, False, True): "Literata-Italic.ttf",
    (_SERIF, True, False): "Literata-Bold.ttf",
    (_SERIF, True, True): "Literata-BoldItalic.ttf",
}
_BOLD = 600


class Glyph(Struct, frozen=True):
    """A glyph at its place, in units of the font; y grows upwards."""

    segments: Segments
    x: float
    y: float
    advance: float


class Outlines(Struct, frozen=True):
    """The glyphs of a text. ``missing`` is the first character that the font lacks."""

    glyphs: tuple[Glyph, ...]
    units: float
    ascent: float
    descent: float
    x_height: float
    missing: str = ""

    @property
    def width(self) -> float:
        """How wide they are together, in units of the font."""
        return sum(glyph.advance for glyph in self.glyphs)


def choose_font(own: Mapping[str, str], element: Element, faults: Faults) -> str:
    """Give the file of the font for text with these properties; a warning where it is not the one meant."""
    wished = [family.strip().strip("\"'").strip() for family in own["font-family"].split(",")]
    first = wished[0].casefold()
    family = _OWN.get(first)
    if family is None:
        rest = (_OWN.get(other.casefold()) for other in wished[1:])
        family = _like(first) if len(wished) == 1 else next(filter(None, rest), _like(first))
        faults.warn(
            element,
            "RB-IMAGE-CONVERTED",
            "graphics.svg-font",
            "graphics.svg-text.hint",
            font=wished[0],
            instead=family,
        )
    written = own["font-weight"]
    bold = written in ("bold", "bolder") or (written.isdecimal() and int(written) >= _BOLD)
    return _FILES.get((family, bold, own["font-style"] != "normal"), "SourceCodePro-Regular.ttf")


def _like(family: str) -> str:
    if any(part in family for part in _LIKE_MONO):
        return _MONO
    is_serif = any(part in family for part in _LIKE_SERIF) and "sans" not in family
    return _SERIF if is_serif else _SANS


@cache
def _font(file: str) -> uharfbuzz.Font:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face((DATA / "fonts" / file).read_bytes()))


def outlines(file: str, text: str) -> Outlines:
    """Set a text in a font of the program."""
    import uharfbuzz

    font = _font(file)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    missing = next((text[info.cluster] for info in buffer.glyph_infos if info.codepoint == 0), "")
    glyphs = tuple(
        Glyph(_glyph(file, info.codepoint), place.x_offset, place.y_offset, place.x_advance)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
    extents = font.get_font_extents("ltr")
    heights = font.get_metric_position_with_fallback(uharfbuzz.OTMetricsTag.X_HEIGHT)
    return Outlines(glyphs, font.face.upem, extents.ascender, extents.descender, heights, missing)


@cache
def _glyph(file: str, number: int) -> Segments:
    pen = _Pen()
    _font(file).draw_glyph_with_pen(number, pen)
    return tuple(pen.segments)


class _Pen:
    """Takes the outline of a glyph, as fontTools' pens do."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._at = (0.0, 0.0)

    def _add(self, segment: Move | To | Curve) -> None:
        self.segments.append(segment)
        self._at = segment[-2], segment[-1]

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802  fontTools' names, and those below
        """Begin a contour."""
        self._add(Move(*to))

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        """Draw a line."""
        self._add(To(*to))

    def curveTo(self, *places: tuple[float, float]) -> None:  # noqa: N802
        """Draw a cubic curve."""
        (x1, y1), (x2, y2), (x, y) = places
        self._add(Curve(x1, y1, x2, y2, x, y))

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        """Draw a quadratic curve."""
        self._add(quadratic(self._at, control, to))

    def closePath(self) -> None:  # noqa: N802
        """End a contour."""
        self.segments.append(Close())
