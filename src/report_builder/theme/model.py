"""What a theme says: page geometry, text styles, palette, fonts, and how pages and blocks are dressed.

All lengths are points.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from report_builder.diagnostics import SourceSpan


class Colour(Struct, frozen=True):
    """An sRGB colour, each part from 0 to 1, with its name in the palette."""

    name: str
    red: float
    green: float
    blue: float


class PageGeometry(Struct, frozen=True):
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


class FontFamily(Struct, frozen=True):
    """The four faces of a family, as files of the theme (TrueType outlines)."""

    regular: str
    italic: str
    bold: str
    bold_italic: str


class TextStyle(Struct, frozen=True):
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


class SheetRule(Struct, frozen=True):
    """A rule across all columns of a sheet; ``y`` counts from the sheet's upper edge."""

    y: float
    thickness: float
    colour: str


class SheetKind(Enum):
    """A kind of page that is dressed from edge to edge, or at its head.

    Plate: the page before the first chapter, where that would begin on the left. Opener: the first page of
    a chapter. Endpaper: the page before the back cover, where that would stand on the right.
    """

    COVER = "cover"
    PLATE = "plate"
    OPENER = "opener"
    ENDPAPER = "endpaper"
    BACK = "back"


class Art(Enum):
    """What is drawn on a sheet."""

    LINE_FIELD = "line-field"
    NONE = "none"


class Sheet(Struct, frozen=True):
    """How a kind of page is dressed, from edge to edge. All of it is decoration.

    ``art`` is seen at ``stage`` of its movement (0 calm to 1 the new order), drawn with ``lines`` lines from
    ``top`` for ``height``. ``text`` is where text begins and ``facts`` where the cover's lines about series
    and publisher do; 0 puts those right below the subtitle. Both count from the sheet's upper edge, as does
    ``top``.
    """

    ground: Colour
    art: Art
    seed: int
    stage: float
    lines: int
    top: float
    height: float
    text: float
    facts: float
    rules: tuple[SheetRule, ...]

    @property
    def lines_colour(self) -> str:
        """The colour of the palette that lines on this ground have."""
        return "paper" if self.ground.name == "ink" else "ink"


class Rule(Struct, frozen=True):
    """A rule of a block; ``thickness`` 0 is no rule, ``length`` 0 as long as what it belongs to."""

    length: float
    thickness: float
    colour: str


class Box(Struct, frozen=True):
    """A box around blocks: its ``ground`` and the ``edge`` at its left, None where it has none.

    ``side`` is the blank left and right of the text, ``above`` the one above and below it.
    """

    ground: Colour | None
    edge: Colour | None
    edge_width: float
    side: float
    above: float


class Lists(Struct, frozen=True):
    """Lists: the bullet of each depth, their colour, the indent, the least blank after a label."""

    bullets: tuple[str, ...]
    colour: str
    indent: float
    gap: float


class Tables(Struct, frozen=True):
    """Tables: the blank between columns, and above and below the text of a cell."""

    gap: float
    padding: float


class Cards(Struct, frozen=True):
    """Finding cards: how many stand in a row, how far apart, how far below their rule the numeral begins.

    ``unit`` is the size of a unit that is a word, ``bar`` the thickness of the bar that shows a share of
    a hundred; 0 for none.
    """

    columns: int
    gap: float
    padding: float
    unit: float
    bar: float


class Contents(Struct, frozen=True):
    """The contents: room for section numbers and page numbers, and whether dots lead to these."""

    indent: float
    folio: float
    leader: bool


class Theme(Struct, frozen=True):
    """A theme, checked when it was loaded: every style exists, every colour pair is readable.

    ``styles`` has each name of :data:`STYLE_NAMES`, ``palette`` each of :data:`COLOUR_NAMES`, ``sheets``
    each :class:`SheetKind`, ``rules`` of :data:`RULE_NAMES`, ``boxes`` of :data:`BOX_NAMES`.
    ``fallback`` is the family that is tried for characters that the style's own lacks.
    ``files`` are the bytes of each font file by the name used in ``fonts``, ``places`` where the theme
    names those of its own.
    ``captions_beside`` puts the captions of figures in the margin where there is room.
    """

    name: str
    page: PageGeometry
    fonts: Mapping[str, FontFamily]
    fallback: str
    styles: Mapping[str, TextStyle]
    palette: Mapping[str, Colour]
    files: Mapping[str, bytes]
    places: Mapping[str, SourceSpan]
    image_ppi: int
    sheets: Mapping[SheetKind, Sheet]
    rules: Mapping[str, Rule]
    boxes: Mapping[str, Box]
    lists: Lists
    tables: Tables
    cards: Cards
    contents: Contents
    captions_beside: bool


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
    "cover_under",
    "cover_subtitle",
    "cover_line",
    "colophon",
    "colophon_label",
    "draft",
)
"""Every style that layout asks for."""

SHEET_NAMES = tuple(kind.value for kind in SheetKind)
"""What a theme calls its sheets."""

ART_KINDS = tuple(kind.value for kind in Art)
"""What a theme calls that which can be drawn on a sheet."""

RULE_NAMES = (
    "pull_quote",
    "block_quote",
    "notes",
    "pause",
    "card",
    "table",
    "table_head",
    "table_row",
)
"""pull_quote: above it; block_quote: upright, beside it; notes: above the footnotes; pause: a thematic
break; card: above it; table: above and below it; table_head: below the head; table_row: below each row."""

BOX_NAMES = ("fact", "code")
"""fact: fact boxes; code: blocks of code."""
