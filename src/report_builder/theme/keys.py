"""The keys of ``theme.yaml`` that are no records of the theme as they stand. All lengths are points."""

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
    Art,
    BoxRoom,
    Cards,
    Contents,
    Dressing,
    Lists,
    PageGeometry,
    Rule,
    Tables,
    Typesetting,
)

NONE = "none"
"""What stands in a theme where a box has no ground or no edge."""
_OR_NONE = (*COLOUR_NAMES, NONE)


class PageKeys(PageGeometry, frozen=True, kw_only=True):
    """Keys of ``page``, with their place."""

    span: SourceSpan


class FontKeys(Struct, frozen=True):
    """Keys of one family of ``fonts``."""

    regular: Annotated[Located[str], Key("File of the upright face.")]
    italic: Annotated[Located[str], Key("File of the italic face.")]
    bold: Annotated[Located[str], Key("File of the bold face.")]
    bold_italic: Annotated[Located[str], Key("File of the bold italic face.")]


class StyleKeys(Typesetting, frozen=True, kw_only=True):
    """Keys of one style of ``styles``."""

    font: Annotated[Located[str], Key("A family of fonts.")]
    colour: Annotated[str, Key("A colour of the palette.", choices=COLOUR_NAMES)] = "ink"


class SheetKeys(Dressing, frozen=True, kw_only=True):
    """Keys of one kind of page of ``sheets``, with their place."""

    span: SourceSpan
    ground: Annotated[str, Key("A colour of the palette.", choices=COLOUR_NAMES)] = "paper"
    art: Annotated[str, Key("What is drawn.", choices=ART_KINDS)] = Art.NONE.value


class BoxKeys(BoxRoom, frozen=True, kw_only=True):
    """Keys of one box of ``boxes``."""

    ground: Annotated[str, Key("A colour of the palette.", choices=_OR_NONE)] = NONE
    edge: Annotated[str, Key("Colour of the edge at the left.", choices=_OR_NONE)] = NONE


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
    rules: Annotated[dict[str, Rule], Key("Rules of blocks.", names=RULE_NAMES)]
    boxes: Annotated[dict[str, BoxKeys], Key("Boxes around blocks.", names=BOX_NAMES)]
    lists: Annotated[Lists, Key("Lists.")]
    tables: Annotated[Tables, Key("Tables.")]
    cards: Annotated[Cards, Key("Finding cards.")]
    contents: Annotated[Contents, Key("The table of contents.")]
    captions: Annotated[
        str, Key("Where captions of figures stand: in the margin, or below.", choices=("beside", "below"))
    ]
