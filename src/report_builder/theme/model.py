"""What a theme says: text styles, palette, fonts, and how pages and blocks are dressed.

All lengths are points. What ``theme.yaml`` says is read into these records as it stands, by the :class:`Key`
of each field; :mod:`report_builder.theme.keys` has what a file says in another form.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.graphics.art import MOST_SEED, VOICE, Art
from report_builder.sources.schema import Key, Length
from report_builder.theme.features import CAPITALS, FIGURE_WIDTHS, FIGURES
from report_builder.theme.geometry import LARGEST_SIDE, PageGeometry
from report_builder.theme.logo import Logo
from report_builder.theme.running import RunningFoot, RunningHead
from report_builder.theme.sheet_image import SheetImage

NONE = "none"
"""What stands in a theme where there is no colour: a box without a ground, a table without stripes."""


class Colour(Struct, frozen=True):
    """An sRGB colour, each part from 0 to 1, with its name in the palette."""

    name: str
    red: float
    green: float
    blue: float


class FontFamily(Struct, frozen=True):
    """The four faces of a family, as files of the theme (TrueType outlines).

    ``scale`` is how much larger the family is set than its styles say, so that its small letters are as high
    as those of the families beside it. Styles of the theme have their size with that in it.
    """

    regular: str
    italic: str
    bold: str
    bold_italic: str
    scale: float = 1.0


class Typesetting(Struct, frozen=True, kw_only=True):
    """How a kind of text is set, apart from its font and its colour.

    ``face`` is one of :data:`FACES`. ``before`` and ``after`` are space in points; ``align`` is one of
    :data:`ALIGNMENTS`; ``indent`` sets the first line of a paragraph in that follows another one, in place
    of the space between them; ``figures``, ``figure_width`` and ``caps`` ask the font for other glyphs;
    ``hyphenate`` allows breaks inside words; ``tracking`` is extra space after each character.
    """

    size: Annotated[float, Length("key.theme.styles.size", minimum=4, maximum=400)]
    leading: Annotated[float, Length("key.theme.styles.leading", minimum=4, maximum=600)]
    face: Annotated[str, Key("key.theme.styles.face", choices=FACES)] = "regular"
    before: Annotated[float, Length("key.theme.styles.before", minimum=0, maximum=600)] = 0.0
    after: Annotated[float, Length("key.theme.styles.after", minimum=0, maximum=600)] = 0.0
    align: Annotated[str, Key("key.theme.styles.align", choices=ALIGNMENTS)] = "left"
    indent: Annotated[float, Length("key.theme.styles.indent", minimum=0, maximum=72)] = 0.0
    figures: Annotated[str, Key("key.theme.styles.figures", choices=tuple(FIGURES))] = "font"
    figure_width: Annotated[str, Key("key.theme.styles.figure-width", choices=tuple(FIGURE_WIDTHS))] = "font"
    caps: Annotated[str, Key("key.theme.styles.caps", choices=tuple(CAPITALS))] = "none"
    hyphenate: Annotated[bool, Key("key.theme.styles.hyphenate")] = True
    tracking: Annotated[float, Length("key.theme.styles.tracking", minimum=-5, maximum=20)] = 0.0


class TextStyle(Typesetting, frozen=True, kw_only=True):
    """How a kind of text is set; ``family`` is a key of ``Theme.fonts``."""

    family: str
    colour: Colour


class SheetRule(Struct, frozen=True):
    """A rule across all columns of a sheet; ``y`` counts from the sheet's upper edge."""

    y: Annotated[float, Length("key.theme.sheets.rule-place", minimum=0, maximum=LARGEST_SIDE)]
    thickness: Annotated[float, Length("key.theme.sheets.rule-thickness", minimum=0.1, maximum=72)]
    colour: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES, open=True)] = "ink"


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


class Dressing(Struct, frozen=True, kw_only=True):
    """How a kind of page is dressed, from edge to edge, apart from its colour and what is drawn.

    A drawing is seen at ``stage`` of its movement (0 calm to 1 the new order), with ``lines`` lines from
    ``top`` for ``height``. Its ``seed`` is None where it follows from the report. ``text`` is where text
    begins and ``facts`` where the cover's lines about series and publisher do; 0 puts those right below the
    subtitle. Both count from the sheet's upper edge, as does ``top``. The ground ends at ``band``, below
    which the sheet is paper; 0 is a ground from edge to edge.
    """

    seed: Annotated[int | None, Key("key.theme.sheets.seed", minimum=0, maximum=MOST_SEED)] = None
    stage: Annotated[float, Key("key.theme.sheets.stage", minimum=0, maximum=1)] = 0.0
    lines: Annotated[int, Key("key.theme.sheets.lines", minimum=3, maximum=100)] = 24
    top: Annotated[float, Length("key.theme.sheets.top", minimum=0, maximum=LARGEST_SIDE)] = 0.0
    height: Annotated[float, Length("key.theme.sheets.height", minimum=0, maximum=LARGEST_SIDE)] = 0.0
    text: Annotated[float, Length("key.theme.sheets.text", minimum=0, maximum=LARGEST_SIDE)] = 0.0
    facts: Annotated[float, Length("key.theme.sheets.facts", minimum=0, maximum=LARGEST_SIDE)] = 0.0
    band: Annotated[float, Length("key.theme.sheets.band", minimum=0, maximum=LARGEST_SIDE)] = 0.0
    rules: Annotated[tuple[SheetRule, ...], Key("key.theme.sheets.rules", may_be_empty=True)] = ()


class Sheet(Dressing, frozen=True, kw_only=True):
    """How a kind of page is dressed. All of it is decoration.

    ``lines_colour`` is the colour of the palette that its art has, ``voice`` that of what differs in it. An
    ``image`` stands there instead of art. ``ink`` is the colour of the text that stands on it: of a chapter's
    number and title, of all of a cover; None for that of their styles.
    """

    ground: Colour
    art: Art
    lines_colour: str
    voice: str = VOICE
    ink: Colour | None = None
    image: SheetImage | None = None


class Rule(Struct, frozen=True):
    """A rule of a block; ``thickness`` 0 is no rule, ``length`` 0 as long as what it belongs to."""

    thickness: Annotated[float, Length("key.theme.rules.thickness", minimum=0, maximum=24)]
    colour: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES, open=True)] = "ink"
    length: Annotated[float, Length("key.theme.rules.length", minimum=0, maximum=LARGEST_SIDE)] = 0.0


class BoxRoom(Struct, frozen=True, kw_only=True):
    """The room in a box around blocks, and the width of the edge at its left.

    ``side`` is the blank left and right of the text, ``above`` the one above and below it.
    """

    edge_width: Annotated[float, Length("key.theme.boxes.edge-width", minimum=0, maximum=36)] = 0.0
    side: Annotated[float, Length("key.theme.boxes.side", minimum=0, maximum=72)] = 0.0
    above: Annotated[float, Length("key.theme.boxes.above", minimum=0, maximum=72)] = 0.0


class Box(BoxRoom, frozen=True, kw_only=True):
    """A box around blocks: its ``ground`` and the ``edge`` at its left, None where it has none."""

    ground: Colour | None
    edge: Colour | None


class Lists(Struct, frozen=True):
    """Lists: the bullet of each depth, their colour, the indent, the least blank after a label."""

    bullets: Annotated[tuple[str, ...], Key("key.theme.lists.bullets")]
    colour: Annotated[str, Key("key.theme.lists.colour", choices=COLOUR_NAMES, open=True)]
    indent: Annotated[float, Length("key.theme.lists.indent", minimum=6, maximum=72)]
    gap: Annotated[float, Length("key.theme.lists.gap", minimum=0, maximum=36)]


class Tables(Struct, frozen=True):
    """Tables: the blank between columns, and above and below the text of a cell.

    ``head_ground`` is the ground of the head and ``stripe`` that of every second row below it: colours of
    the palette, or :data:`NONE`. ``head_ink`` is the colour of text on that of the head, where it is not
    that of its style, which heads of charts have too.
    """

    gap: Annotated[float, Length("key.theme.tables.gap", minimum=2, maximum=72)]
    padding: Annotated[float, Length("key.theme.tables.padding", minimum=0, maximum=36)]
    head_ground: Annotated[str, Key("key.theme.tables.head", choices=COLOURS_OR_NONE, open=True)] = NONE
    head_ink: Annotated[str | None, Key("key.theme.tables.head-ink", choices=COLOUR_NAMES, open=True)] = None
    stripe: Annotated[str, Key("key.theme.tables.stripe", choices=COLOURS_OR_NONE, open=True)] = NONE

    @property
    def inset(self) -> float:
        """How far text stands from the edges of a table: away from those of a ground."""
        return 0.0 if self.head_ground == self.stripe == NONE else self.gap / 2


class Cards(Struct, frozen=True):
    """Finding cards: how many stand in a row, how far apart, how far below their rule the numeral begins.

    ``unit`` is the size of a unit that is a word, ``bar`` the thickness of the bar that shows a share of
    a hundred; 0 for none.
    """

    span: SourceSpan
    columns: Annotated[int, Key("key.theme.cards.columns", minimum=1, maximum=6)]
    gap: Annotated[float, Length("key.theme.cards.gap", minimum=4, maximum=72)]
    padding: Annotated[float, Length("key.theme.cards.padding", minimum=0, maximum=36)]
    unit: Annotated[float, Length("key.theme.cards.unit", minimum=4, maximum=72)]
    bar: Annotated[float, Length("key.theme.cards.bar", minimum=0, maximum=12)]


class Contents(Struct, frozen=True):
    """The contents: room for section numbers and page numbers, and whether dots lead to these."""

    indent: Annotated[float, Length("key.theme.contents.indent", minimum=12, maximum=120)]
    folio: Annotated[float, Length("key.theme.contents.folio", minimum=12, maximum=120)]
    leader: Annotated[bool, Key("key.theme.contents.leader")]


class DraftMark(Struct, frozen=True):
    """The mark of a draft at the foot of each page: the colour of what it stands on."""

    ground: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES, open=True)] = "paper"


class Theme(Struct, frozen=True):
    """A theme, checked when it was loaded: every style exists, every colour pair is readable.

    ``styles`` has each name of :data:`STYLE_NAMES`, ``palette`` each of :data:`COLOUR_NAMES`, ``sheets``
    each :class:`SheetKind`, ``rules`` of :data:`RULE_NAMES`, ``boxes`` of :data:`BOX_NAMES`.
    ``fallback`` are the families that are tried in turn for characters that the style's own lacks.
    ``files`` are the bytes of each font file by the name used in ``fonts``, ``homes`` where each belongs
    in a report, ``places`` where the theme names it.
    ``accents`` are the colours that chapters have in turn, none where all have the same; ``grounds`` those
    behind their first pages. As a report has the theme, ``openers`` has how each of its chapters begins.
    ``captions_beside`` puts the captions of figures in the margin where there is room. ``written`` are the
    theme file and those that it extends as they were read, by their paths; ``sheet_places`` says
    where it speaks of each sheet. ``numbers_hung`` hangs the numbers of sections left of their titles.
    ``scripts`` are families for scripts of their own, by the names of :mod:`report_builder.language.writing`.
    """

    name: str
    page: PageGeometry
    fonts: Mapping[str, FontFamily]
    fallback: tuple[str, ...]
    styles: Mapping[str, TextStyle]
    palette: Mapping[str, Colour]
    files: Mapping[str, bytes]
    homes: Mapping[str, tuple[str, ...]]
    places: Mapping[str, SourceSpan]
    image_ppi: int
    sheets: Mapping[SheetKind, Sheet]
    rules: Mapping[str, Rule]
    boxes: Mapping[str, Box]
    lists: Lists
    tables: Tables
    cards: Cards
    contents: Contents
    accents: tuple[Colour | None, ...]
    grounds: tuple[Colour, ...]
    running_head: RunningHead
    running_foot: RunningFoot
    captions_beside: bool
    written: Mapping[str, str]
    sheet_places: Mapping[SheetKind, SourceSpan]
    logo: Logo | None = None
    numbers_hung: bool = False
    openers: tuple[Sheet, ...] = ()
    draft: DraftMark = DraftMark()
    scripts: Mapping[str, str] = {}

    def opener(self, index: int) -> Sheet:
        """How the first page of the chapter with this index is dressed."""
        return self.openers[index] if self.openers else self.sheets[SheetKind.OPENER]

    def written_size(self, style: TextStyle) -> float:
        """The size of a style as the theme writes it, for pages that scale the family themselves."""
        return style.size / self.fonts[style.family].scale

    @property
    def written_styles(self) -> Mapping[str, TextStyle]:
        """The styles with the sizes that the theme writes, for drawings on such pages."""
        if all(font.scale == 1 for font in self.fonts.values()):
            return self.styles
        return {name: replace(style, size=self.written_size(style)) for name, style in self.styles.items()}

    def accent(self, index: int) -> Colour | None:
        """The colour that the chapter with this index has for itself, after the last the first again."""
        return self.accents[index % len(self.accents)] if self.accents else None


FACES = ("regular", "italic", "bold", "bold_italic")
"""The faces of a family: regular, italic, bold, bold_italic."""

ALIGNMENTS = ("left", "center", "right", "justify")
"""How lines stand in their column; only running text is justified, and titles never are."""

COLOUR_NAMES = ("ink", "muted", "signal", "tint", "tint_strong", "paper", "chart", "rule")
"""ink: text; muted: secondary text; signal: accents and links; tint, tint_strong: grounds of boxes
and the cover; paper: the page, and text on dark grounds; chart: bars; rule: hairlines."""

COLOURS_OR_NONE = (*COLOUR_NAMES, NONE)

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

TABULAR = frozenset({"table", "table_head", "chart_label", "chart_value"})
"""Styles whose figures stand below each other, and are equally wide where the font has such."""

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
