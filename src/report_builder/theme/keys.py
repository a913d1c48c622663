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
    width: Annotated[float, Key("key.theme.page.width", minimum=72, maximum=_SHEET)]
    height: Annotated[float, Key("key.theme.page.height", minimum=72, maximum=_SHEET)]
    inner: Annotated[float, Key("key.theme.page.inner", minimum=0)]
    text_width: Annotated[float, Key("key.theme.page.text-width", minimum=72)]
    gutter: Annotated[float, Key("key.theme.page.gutter", minimum=0)]
    margin_width: Annotated[float, Key("key.theme.page.margin-width", minimum=36)]
    top: Annotated[float, Key("key.theme.page.top", minimum=0)]
    lines: Annotated[int, Key("key.theme.page.lines", minimum=10, maximum=1000)]
    grid: Annotated[float, Key("key.theme.page.grid", minimum=6, maximum=72)]
    head: Annotated[float, Key("key.theme.page.head", minimum=0)]
    folio: Annotated[float, Key("key.theme.page.folio", minimum=0)]


class FontKeys(Struct, frozen=True):
    """Keys of one family of ``fonts``."""

    regular: Annotated[Located[str], Key("key.theme.fonts.regular")]
    italic: Annotated[Located[str], Key("key.theme.fonts.italic")]
    bold: Annotated[Located[str], Key("key.theme.fonts.bold")]
    bold_italic: Annotated[Located[str], Key("key.theme.fonts.bold-italic")]


class StyleKeys(Struct, frozen=True):
    """Keys of one style of ``styles``; lengths in points."""

    font: Annotated[Located[str], Key("key.theme.styles.font")]
    size: Annotated[float, Key("key.theme.styles.size", minimum=4, maximum=400)]
    leading: Annotated[float, Key("key.theme.styles.leading", minimum=4, maximum=600)]
    face: Annotated[str, Key("key.theme.styles.face", choices=_FACES)] = "regular"
    colour: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES)] = "ink"
    before: Annotated[float, Key("key.theme.styles.before", minimum=0, maximum=600)] = 0.0
    after: Annotated[float, Key("key.theme.styles.after", minimum=0, maximum=600)] = 0.0
    align: Annotated[str, Key("key.theme.styles.align", choices=("left", "center", "right"))] = "left"
    hyphenate: Annotated[bool, Key("key.theme.styles.hyphenate")] = True
    tracking: Annotated[float, Key("key.theme.styles.tracking", minimum=-5, maximum=20)] = 0.0


class SheetRuleKeys(Struct, frozen=True):
    """Keys of one of the ``rules`` of a sheet."""

    y: Annotated[float, Key("key.theme.sheets.rule-place", minimum=0, maximum=_SHEET)]
    thickness: Annotated[float, Key("key.theme.sheets.rule-thickness", minimum=0.1, maximum=72)]
    colour: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES)] = "ink"


class SheetKeys(Struct, frozen=True):
    """Keys of one kind of page of ``sheets``; places count from the upper edge of the sheet."""

    span: SourceSpan
    ground: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES)] = "paper"
    art: Annotated[str, Key("key.theme.sheets.art", choices=ART_KINDS)] = "none"
    seed: Annotated[int, Key("key.theme.sheets.seed", minimum=0, maximum=999_999)] = 1
    stage: Annotated[float, Key("key.theme.sheets.stage", minimum=0, maximum=1)] = 0.0
    lines: Annotated[int, Key("key.theme.sheets.lines", minimum=3, maximum=100)] = 24
    top: Annotated[float, Key("key.theme.sheets.top", minimum=0, maximum=_SHEET)] = 0.0
    height: Annotated[float, Key("key.theme.sheets.height", minimum=0, maximum=_SHEET)] = 0.0
    text: Annotated[float, Key("key.theme.sheets.text", minimum=0, maximum=_SHEET)] = 0.0
    facts: Annotated[float, Key("key.theme.sheets.facts", minimum=0, maximum=_SHEET)] = 0.0
    rules: Annotated[tuple[SheetRuleKeys, ...], Key("key.theme.sheets.rules", may_be_empty=True)] = ()


class RuleKeys(Struct, frozen=True):
    """Keys of one rule of ``rules``."""

    thickness: Annotated[float, Key("key.theme.rules.thickness", minimum=0, maximum=24)]
    colour: Annotated[str, Key("key.theme.colour", choices=COLOUR_NAMES)] = "ink"
    length: Annotated[float, Key("key.theme.rules.length", minimum=0, maximum=_SHEET)] = 0.0


class BoxKeys(Struct, frozen=True):
    """Keys of one box of ``boxes``."""

    ground: Annotated[str, Key("key.theme.colour", choices=_OR_NONE)] = "none"
    edge: Annotated[str, Key("key.theme.boxes.edge", choices=_OR_NONE)] = "none"
    edge_width: Annotated[float, Key("key.theme.boxes.edge-width", minimum=0, maximum=36)] = 0.0
    side: Annotated[float, Key("key.theme.boxes.side", minimum=0, maximum=72)] = 0.0
    above: Annotated[float, Key("key.theme.boxes.above", minimum=0, maximum=72)] = 0.0


class ListsKeys(Struct, frozen=True):
    """Keys of ``lists``."""

    bullets: Annotated[tuple[str, ...], Key("key.theme.lists.bullets")]
    colour: Annotated[str, Key("key.theme.lists.colour", choices=COLOUR_NAMES)]
    indent: Annotated[float, Key("key.theme.lists.indent", minimum=6, maximum=72)]
    gap: Annotated[float, Key("key.theme.lists.gap", minimum=0, maximum=36)]


class TablesKeys(Struct, frozen=True):
    """Keys of ``tables``."""

    gap: Annotated[float, Key("key.theme.tables.gap", minimum=2, maximum=72)]
    padding: Annotated[float, Key("key.theme.tables.padding", minimum=0, maximum=36)]


class CardsKeys(Struct, frozen=True):
    """Keys of ``cards``."""

    columns: Annotated[int, Key("key.theme.cards.columns", minimum=2, maximum=4)]
    gap: Annotated[float, Key("key.theme.cards.gap", minimum=4, maximum=72)]
    padding: Annotated[float, Key("key.theme.cards.padding", minimum=0, maximum=36)]
    unit: Annotated[float, Key("key.theme.cards.unit", minimum=4, maximum=72)]
    bar: Annotated[float, Key("key.theme.cards.bar", minimum=0, maximum=12)]


class ContentsKeys(Struct, frozen=True):
    """Keys of ``contents``."""

    indent: Annotated[float, Key("key.theme.contents.indent", minimum=12, maximum=120)]
    folio: Annotated[float, Key("key.theme.contents.folio", minimum=12, maximum=120)]
    leader: Annotated[bool, Key("key.theme.contents.leader")]


class ThemeKeys(Struct, frozen=True):
    """Keys of ``theme.yaml``."""

    page: Annotated[PageKeys, Key("key.theme.page")]
    image_ppi: Annotated[int, Key("key.theme.image-ppi", minimum=72, maximum=1200)]
    palette: Annotated[
        dict[str, Located[str]],
        Key("key.theme.palette", names=COLOUR_NAMES, pattern="#[0-9A-Fa-f]{6}", example='"#0C1F2E"'),
    ]
    fonts: Annotated[dict[str, FontKeys], Key("key.theme.fonts", names=FAMILY_NAMES, open=True)]
    fallback: Annotated[Located[str], Key("key.theme.fallback")]
    styles: Annotated[dict[str, StyleKeys], Key("key.theme.styles", names=STYLE_NAMES)]
    sheets: Annotated[dict[str, SheetKeys], Key("key.theme.sheets", names=SHEET_NAMES)]
    rules: Annotated[dict[str, RuleKeys], Key("key.theme.rules", names=RULE_NAMES)]
    boxes: Annotated[dict[str, BoxKeys], Key("key.theme.boxes", names=BOX_NAMES)]
    lists: Annotated[ListsKeys, Key("key.theme.lists")]
    tables: Annotated[TablesKeys, Key("key.theme.tables")]
    cards: Annotated[CardsKeys, Key("key.theme.cards")]
    contents: Annotated[ContentsKeys, Key("key.theme.contents")]
    captions: Annotated[str, Key("key.theme.captions", choices=("beside", "below"))]
