"""What a theme says: page geometry, text styles, palette, fonts. All lengths in points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour, each part from 0 to 1, with its name in the palette."""

    name: str
    red: float
    green: float
    blue: float


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """One page. Facing pages mirror: ``inner`` is the margin at the fold.

    From the fold outwards: ``inner``, the text column, ``gutter``, the margin column. ``top`` is the
    distance from the upper edge to the first grid line's top; ``lines`` grid lines of ``grid`` points
    make the height of the text area. ``head`` and ``folio`` are the baselines of running head and page
    number, from the upper edge.
    """

    width: float
    height: float
    inner: float
    text_width: float
    gutter: float
    margin_width: float
    top: float
    lines: int
    grid: float
    head: float
    folio: float

    @property
    def full_width(self) -> float:
        """The text column, the gutter and the margin column together."""
        return self.text_width + self.gutter + self.margin_width


@dataclass(frozen=True, slots=True)
class FontFamily:
    """The four faces of a family, as files of the theme (TrueType outlines)."""

    regular: str
    italic: str
    bold: str
    bold_italic: str


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a kind of text is set.

    ``family`` is a key of ``Theme.fonts``, ``face`` one of regular, italic, bold, bold_italic.
    ``before`` and ``after`` are space in points; ``align`` is left, center or right;
    ``hyphenate`` allows breaks inside words; ``tracking`` is extra space after each character.
    """

    family: str
    face: str
    size: float
    leading: float
    colour: Colour
    before: float = 0.0
    after: float = 0.0
    align: str = "left"
    hyphenate: bool = True
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, checked when it was loaded: every style exists, every colour pair is readable.

    ``styles`` has each name of :data:`STYLE_NAMES`, ``palette`` each of :data:`COLOUR_NAMES`.
    ``fallback`` is the family that is tried for characters that the style's own lacks.
    ``files`` are the bytes of each font file by the name used in ``fonts``.
    """

    name: str
    page: PageGeometry
    fonts: Mapping[str, FontFamily]
    fallback: str
    styles: Mapping[str, TextStyle]
    palette: Mapping[str, Colour]
    files: Mapping[str, bytes]
    image_ppi: int


COLOUR_NAMES = ("ink", "muted", "signal", "tint", "tint_strong", "paper", "chart", "rule")
"""ink: text; muted: secondary text; signal: accents and links; tint, tint_strong: grounds of boxes
and the cover; paper: the page, and text on dark grounds; chart: bars; rule: hairlines."""

FAMILY_NAMES = ("serif", "sans", "light", "mono")
"""Families that layout may ask for beside those that styles name; a theme may have more."""

STYLE_NAMES = (
    "body",
    "lead",
    "chapter",
    "chapter_number",
    "heading2",
    "heading3",
    "heading4",
    "code",
    "table",
    "table_head",
    "caption",
    "label",
    "note",
    "side_note",
    "pull_quote",
    "attribution",
    "fact_title",
    "fact",
    "card_value",
    "card_statement",
    "card_source",
    "chart_label",
    "chart_value",
    "contents_chapter",
    "contents_section",
    "running_head",
    "folio",
    "cover_title",
    "cover_subtitle",
    "cover_line",
    "colophon",
    "colophon_label",
    "draft",
)
"""Every style that layout asks for."""
