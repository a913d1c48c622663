"""The keys of ``theme.yaml`` that a file writes in another form than the theme. All lengths are points."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.graphics.art import ART_KINDS, VOICE, Art
from report_builder.patterns import late
from report_builder.sources.names import THEME_NAME
from report_builder.sources.schema import Key, Length, Located
from report_builder.theme.geometry import FORMATS, HUNG, LARGEST_SIDE, PageGeometry
from report_builder.theme.logo import LogoLook
from report_builder.theme.model import (
    BOX_NAMES,
    COLOUR_NAMES,
    COLOURS_OR_NONE,
    FAMILY_NAMES,
    NONE,
    RULE_NAMES,
    SHEET_NAMES,
    STYLE_NAMES,
    BoxRoom,
    Cards,
    Contents,
    DraftMark,
    Dressing,
    Lists,
    Rule,
    Tables,
    Typesetting,
)
from report_builder.theme.running import RunningFoot, RunningHead
from report_builder.theme.sheet_image import SheetImageLook

COLOUR = late("#[0-9A-Fa-f]{6}")
"""How a colour is written in a theme."""

COLOUR_NAME = late(r"[A-Za-z][A-Za-z0-9_-]*")
"""What a colour of a theme's own may be called, which is not :data:`report_builder.theme.model.NONE`."""


Extends: TypeAlias = Annotated[
    Located[str] | None, Key("key.theme.extends", pattern=THEME_NAME, example="konstruktiv")
]


Brand: TypeAlias = Annotated[
    Located[str] | None, Key("key.theme.brand", example="../../../felles/_brand.yml")
]


class ExtendsKeys(Struct, frozen=True):
    """The keys of a theme that are read before the others."""

    extends: Extends = None
    brand: Brand = None


class PageKeys(PageGeometry, frozen=True, kw_only=True):
    """Keys of ``page``, with their place. Width and height are 0 where they are not written."""

    span: SourceSpan
    format: Annotated[Located[str] | None, Key("key.theme.page.format", choices=tuple(FORMATS))] = None
    width: Annotated[float, Length("key.theme.page.width", minimum=72, maximum=LARGEST_SIDE)] = 0.0
    height: Annotated[float, Length("key.theme.page.height", minimum=72, maximum=LARGEST_SIDE)] = 0.0


class FontKeys(Struct, frozen=True):
    """Keys of one family of ``fonts``."""

    regular: Annotated[Located[str], Key("key.theme.fonts.regular")]
    italic: Annotated[Located[str], Key("key.theme.fonts.italic")]
    bold: Annotated[Located[str], Key("key.theme.fonts.bold")]
    bold_italic: Annotated[Located[str], Key("key.theme.fonts.bold-italic")]
    scale: Annotated[float, Key("key.theme.fonts.scale", minimum=0.5, maximum=2)] = 1.0


class StyleKeys(Typesetting, frozen=True, kw_only=True):
    """Keys of one style of ``styles``, with their place."""

    span: SourceSpan
    font: Annotated[Located[str], Key("key.theme.styles.font")]
    colour: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES, open=True)] = "ink"


class SheetImageKeys(SheetImageLook, frozen=True, kw_only=True):
    """Keys of ``image`` of a kind of page, with their place."""

    span: SourceSpan
    file: Annotated[Located[str] | None, Key("key.theme.sheets.image.file", example="fjord.jpg")] = None
    scrim: Annotated[
        str | None, Key("key.theme.sheets.image.scrim", choices=COLOUR_NAMES, open=True, example="ink")
    ] = None


class SheetKeys(Dressing, frozen=True, kw_only=True):
    """Keys of one kind of page of ``sheets``, with their place."""

    span: SourceSpan
    ground: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES, open=True)] = "paper"
    art: Annotated[str, Key("key.theme.sheets.art", choices=ART_KINDS)] = Art.NONE.value
    ink: Annotated[str | None, Key("key.theme.sheets.ink", choices=COLOUR_NAMES, open=True)] = None
    voice: Annotated[str, Key("key.theme.sheets.voice", choices=COLOUR_NAMES, open=True)] = VOICE
    image: Annotated[SheetImageKeys | None, Key("key.theme.sheets.image")] = None


class BoxKeys(BoxRoom, frozen=True, kw_only=True):
    """Keys of one box of ``boxes``."""

    ground: Annotated[str, Key("key.theme.colour", choices=COLOURS_OR_NONE, open=True)] = NONE
    edge: Annotated[str, Key("key.theme.boxes.edge", choices=COLOURS_OR_NONE, open=True)] = NONE


class LogoKeys(LogoLook, frozen=True, kw_only=True):
    """Keys of ``logo``, with their place."""

    span: SourceSpan
    file: Annotated[Located[str], Key("key.theme.logo.file", example="logo.svg")]
    dark: Annotated[Located[str] | None, Key("key.theme.logo.dark", example="logo-neg.svg")] = None
    small: Annotated[Located[str] | None, Key("key.theme.logo.small", example="merke.svg")] = None


_Family: TypeAlias = Annotated[Located[str] | None, Key("key.theme.scripts.family", example="naskh")]


class ScriptKeys(Struct, frozen=True, kw_only=True):
    """Keys of ``scripts``: the family of each script, where it is not the one that the program has for it."""

    arabic: _Family = None
    hebrew: _Family = None
    devanagari: _Family = None
    tamil: _Family = None
    thai: _Family = None
    georgian: _Family = None
    ethiopic: _Family = None

    @property
    def named(self) -> dict[str, Located[str]]:
        """The families that are named, by their scripts."""
        families = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: family for name, family in families.items() if family is not None}


class ThemeKeys(Struct, frozen=True):
    """Keys of ``theme.yaml``, all of which must be there unless it extends another theme."""

    PARTIAL_WITH: ClassVar[str] = "extends"

    page: Annotated[PageKeys, Key("key.theme.page")]
    image_ppi: Annotated[int, Key("key.theme.image-ppi", minimum=72, maximum=1200)]
    palette: Annotated[
        dict[str, Located[str]],
        Key("key.theme.palette", names=COLOUR_NAMES, open=True, pattern=COLOUR.pattern, example='"#0C1F2E"'),
    ]
    fonts: Annotated[dict[str, FontKeys], Key("key.theme.fonts", names=FAMILY_NAMES, open=True)]
    fallback: Annotated[Located[str] | tuple[Located[str], ...], Key("key.theme.fallback")]
    styles: Annotated[dict[str, StyleKeys], Key("key.theme.styles", names=STYLE_NAMES)]
    sheets: Annotated[dict[str, SheetKeys], Key("key.theme.sheets", names=SHEET_NAMES)]
    rules: Annotated[dict[str, Rule], Key("key.theme.rules", names=RULE_NAMES)]
    boxes: Annotated[dict[str, BoxKeys], Key("key.theme.boxes", names=BOX_NAMES)]
    lists: Annotated[Lists, Key("key.theme.lists")]
    tables: Annotated[Tables, Key("key.theme.tables")]
    cards: Annotated[Cards, Key("key.theme.cards")]
    contents: Annotated[Contents, Key("key.theme.contents")]
    captions: Annotated[str, Key("key.theme.captions", choices=("beside", "below"))]
    section_numbers: Annotated[
        Located[str] | None, Key("key.theme.section-numbers", choices=("beside", HUNG))
    ] = None
    accents: Annotated[
        tuple[Located[str], ...], Key("key.theme.accents", choices=COLOUR_NAMES, open=True, may_be_empty=True)
    ] = ()
    grounds: Annotated[
        tuple[Located[str], ...], Key("key.theme.grounds", choices=COLOUR_NAMES, open=True, may_be_empty=True)
    ] = ()
    running_head: Annotated[RunningHead, Key("key.theme.running-head")] = RunningHead()
    running_foot: Annotated[RunningFoot, Key("key.theme.running-foot")] = RunningFoot()
    draft: Annotated[DraftMark, Key("key.theme.draft")] = DraftMark()
    logo: Annotated[LogoKeys | None, Key("key.theme.logo")] = None
    scripts: Annotated[ScriptKeys, Key("key.theme.scripts")] = ScriptKeys()
    brand: Brand = None
    extends: Extends = None

    @property
    def fallbacks(self) -> tuple[Located[str], ...]:
        """The families that are tried in turn, one of which may stand without brackets."""
        return self.fallback if isinstance(self.fallback, tuple) else (self.fallback,)
