"""The keys of ``theme.yaml``. All lengths are points."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.sources.schema import Key, Located
from report_builder.theme.model import (
    ART_KINDS,
    BOX_NAMES,
    COLOUR_NAMES,
    FAMILY_NAMES,
    RULE_NAMES,
    SHEET_NAMES,
    STYLE_NAMES,
)

_FACES = ("regular", "italic", "bold", "bold_italic")
_OR_NONE = (*COLOUR_NAMES, "none")
_SHEET = 14_400.0  # the largest side of a PDF page (ISO 32000-1, annex C)


class PageKeys(Struct, frozen=True):
    """Keys of ``page``, in points."""

    span: SourceSpan
    width: Annotated[float, Key("Width of the sheet.", minimum=72, maximum=_SHEET)]
    height: Annotated[float, Key("Height of the sheet.", minimum=72, maximum=_SHEET)]
    inner: Annotated[float, Key("Margin at the fold.", minimum=0)]
    text_width: Annotated[float, Key("Width of the text column.", minimum=72)]
    gutter: Annotated[float, Key("Blank between text column and margin column.", minimum=0)]
    margin_width: Annotated[float, Key("Width of the margin column.", minimum=36)]
    top: Annotated[float, Key("Top of the first grid line, from the upper edge.", minimum=0)]
    lines: Annotated[int, Key("Number of grid lines.", minimum=10, maximum=1000)]
    grid: Annotated[float, Key("Height of a grid line.", minimum=6, maximum=72)]
    head: Annotated[float, Key("Baseline of the running head, from the upper edge.", minimum=0)]
    folio: Annotated[float, Key("Baseline of the page number, from the upper edge.", minimum=0)]


class FontKeys(Struct, frozen=True):
    """Keys of one family of ``fonts``."""

    regular: Annotated[Located[str], Key("File of the upright face.")]
    italic: Annotated[Located[str], Key("File of the italic face.")]
    bold: Annotated[Located[str], Key("File of the bold face.")]
    bold_italic: Annotated[Located[str], Key("File of the bold italic face.")]


class StyleKeys(Struct, frozen=True):
    """Keys of one style of ``styles``; lengths in points."""

    font: Annotated[Located[str], Key("A family of fonts.")]
    size: Annotated[float, Key("Size of the type.", minimum=4, maximum=400)]
    leading: Annotated[float, Key("Distance of baselines.", minimum=4, maximum=600)]
    face: Annotated[str, Key("Face of the family.", choices=_FACES)] = "regular"
    colour: Annotated[str, Key("A colour of the palette.", choices=COLOUR_NAMES)] = "ink"
    before: Annotated[float, Key("Blank above.", minimum=0, maximum=600)] = 0.0
    after: Annotated[float, Key("Blank below.", minimum=0, maximum=600)] = 0.0
    align: Annotated[str, Key("Alignment.", choices=("left", "center", "right"))] = "left"
    hyphenate: Annotated[bool, Key("Whether words may be broken.")] = True
    tracking: Annotated[float, Key("Blank after each character.", minimum=-5, maximum=20)] = 0.0


class SheetRuleKeys(Struct, frozen=True):
    """Keys of one of the ``rules`` of a sheet."""

    y: Annotated[float, Key("Where it stands, from the upper edge of the sheet.", minimum=0, maximum=_SHEET)]
    thickness: Annotated[float, Key("How thick it is.", minimum=0.1, maximum=72)]
    colour: Annotated[str, Key("A colour of the palette.", choices=COLOUR_NAMES)] = "ink"


class SheetKeys(Struct, frozen=True):
    """Keys of one kind of page of ``sheets``; places count from the upper edge of the sheet."""

    span: SourceSpan
    ground: Annotated[str, Key("A colour of the palette.", choices=COLOUR_NAMES)] = "paper"
    art: Annotated[str, Key("What is drawn.", choices=ART_KINDS)] = "none"
    seed: Annotated[int, Key("Number that the drawing is made from.", minimum=0, maximum=999_999)] = 1
    stage: Annotated[
        float, Key("Stage of the movement, 0 (calm) to 1; openers have their own.", minimum=0, maximum=1)
    ] = 0.0
    lines: Annotated[int, Key("Number of lines drawn.", minimum=3, maximum=100)] = 24
    top: Annotated[float, Key("Upper edge of the drawing.", minimum=0, maximum=_SHEET)] = 0.0
    height: Annotated[
        float, Key("Height of the drawing; 0: down to the lower edge.", minimum=0, maximum=_SHEET)
    ] = 0.0
    text: Annotated[
        float, Key("Where text begins; 0: at the first grid line.", minimum=0, maximum=_SHEET)
    ] = 0.0
    facts: Annotated[
        float, Key("Where series and publisher stand; 0: below the subtitle.", minimum=0, maximum=_SHEET)
    ] = 0.0
    rules: Annotated[tuple[SheetRuleKeys, ...], Key("Rules across the columns.", may_be_empty=True)] = ()


class RuleKeys(Struct, frozen=True):
    """Keys of one rule of ``rules``."""

    thickness: Annotated[float, Key("How thick it is; 0: no rule.", minimum=0, maximum=24)]
    colour: Annotated[str, Key("A colour of the palette.", choices=COLOUR_NAMES)] = "ink"
    length: Annotated[
        float, Key("How long it is; 0: as long as what it belongs to.", minimum=0, maximum=_SHEET)
    ] = 0.0


class BoxKeys(Struct, frozen=True):
    """Keys of one box of ``boxes``."""

    ground: Annotated[str, Key("A colour of the palette.", choices=_OR_NONE)] = "none"
    edge: Annotated[str, Key("Colour of the edge at the left.", choices=_OR_NONE)] = "none"
    edge_width: Annotated[float, Key("Width of that edge.", minimum=0, maximum=36)] = 0.0
    side: Annotated[float, Key("Blank left and right of the text.", minimum=0, maximum=72)] = 0.0
    above: Annotated[float, Key("Blank above and below the text.", minimum=0, maximum=72)] = 0.0


class ListsKeys(Struct, frozen=True):
    """Keys of ``lists``."""

    bullets: Annotated[tuple[str, ...], Key("Bullet of each depth; after the last, the first again.")]
    colour: Annotated[str, Key("Colour of the bullets.", choices=COLOUR_NAMES)]
    indent: Annotated[float, Key("How far the text is set in.", minimum=6, maximum=72)]
    gap: Annotated[float, Key("Least blank between label and text.", minimum=0, maximum=36)]


class TablesKeys(Struct, frozen=True):
    """Keys of ``tables``."""

    gap: Annotated[float, Key("Blank between columns.", minimum=2, maximum=72)]
    padding: Annotated[float, Key("Blank above and below the text of a cell.", minimum=0, maximum=36)]


class CardsKeys(Struct, frozen=True):
    """Keys of ``cards``."""

    columns: Annotated[int, Key("Cards in a row, where they are as many.", minimum=2, maximum=4)]
    gap: Annotated[float, Key("Blank between cards.", minimum=4, maximum=72)]
    padding: Annotated[float, Key("Blank between rule and numeral.", minimum=0, maximum=36)]
    unit: Annotated[float, Key("Size of a unit that is a word.", minimum=4, maximum=72)]
    bar: Annotated[float, Key("Thickness of the bar below the numeral, 0 for none.", minimum=0, maximum=12)]


class ContentsKeys(Struct, frozen=True):
    """Keys of ``contents``."""

    indent: Annotated[float, Key("Room for section numbers.", minimum=12, maximum=120)]
    folio: Annotated[float, Key("Room for page numbers.", minimum=12, maximum=120)]
    leader: Annotated[bool, Key("Whether dots lead to the page numbers.")]


class ThemeKeys(Struct, frozen=True):
    """Keys of ``theme.yaml``."""

    page: Annotated[PageKeys, Key("Geometry of the page.")]
    image_ppi: Annotated[int, Key("Most pixels per inch of an image.", minimum=72, maximum=1200)]
    palette: Annotated[
        dict[str, Located[str]],
        Key("Colours by name.", names=COLOUR_NAMES, pattern="#[0-9A-Fa-f]{6}", example='"#0C1F2E"'),
    ]
    fonts: Annotated[dict[str, FontKeys], Key("Families of fonts by name.", names=FAMILY_NAMES, open=True)]
    fallback: Annotated[Located[str], Key("Family for characters that a style's own lacks.")]
    styles: Annotated[dict[str, StyleKeys], Key("Text styles by name.", names=STYLE_NAMES)]
    sheets: Annotated[dict[str, SheetKeys], Key("How kinds of pages are dressed.", names=SHEET_NAMES)]
    rules: Annotated[dict[str, RuleKeys], Key("Rules of blocks.", names=RULE_NAMES)]
    boxes: Annotated[dict[str, BoxKeys], Key("Boxes around blocks.", names=BOX_NAMES)]
    lists: Annotated[ListsKeys, Key("Lists.")]
    tables: Annotated[TablesKeys, Key("Tables.")]
    cards: Annotated[CardsKeys, Key("Finding cards.")]
    contents: Annotated[ContentsKeys, Key("The table of contents.")]
    captions: Annotated[
        str, Key("Where captions of figures stand: in the margin, or below.", choices=("beside", "below"))
    ]
