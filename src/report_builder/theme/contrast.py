"""Contrast of every pair of colours that a theme puts together (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Severity
from report_builder.language.message import Value, say
from report_builder.theme.model import NONE, Colour, SheetKind, Tables, TextStyle, Typesetting

TEXT = 4.5
"""The least contrast of text with its ground."""

LARGE = 3.0
"""The least contrast of large text, and of drawings that carry meaning."""

PAGE_GROUNDS = ("paper", "tint")
"""What every text of a page may stand on, whatever the theme says of its sheets and boxes."""

BULLETS = say("theme.bullets")
"""What a pair is used for that no style has: the bullets of lists."""

ACCENTS = say("theme.accents")
"""What the colours are used for that chapters have in turn."""

COVER_STYLES = ("cover_title", "cover_under", "cover_subtitle", "cover_line")
"""The styles of the text on covers."""

TITLE_STYLES = ("chapter_number", "chapter")
"""The styles of what stands at the head of a chapter."""

DRAWN = ("chart", "signal", "rule", "muted", "ink")
"""The colours in which drawings, boxes to tick and lines to write on say something."""

_OF_OLD = ("chart", "signal", "rule")
"""Those that were always looked at; where only the others are weak a theme is told, and stays whole."""

QUIET = ("paper", "tint", "tint_strong")
"""The colours of what drawings have behind that, and in which nothing is said: tracks, rails, discs, gaps."""


def sheets_of(used_for: Value) -> tuple[SheetKind, ...]:
    """The sheets on which a style, or what else is painted, may stand."""
    return (SheetKind.COVER, SheetKind.BACK) if used_for in COVER_STYLES else (SheetKind.OPENER,)


class ContrastPair(Struct, frozen=True):
    """Two colours that meet, with what they are used for, their contrast and the least it may be.

    ``used_for`` is the name of a text style, or says what else it is. ``severity`` is that of one that fails.
    """

    used_for: Value
    colour: Colour
    ground: Colour
    ratio: float
    required: float
    severity: Severity = Severity.ERROR

    @property
    def passes(self) -> bool:
        """True when the pair is readable. The ratio is not rounded up to its bound."""
        return self.ratio >= self.required


class Grounds:
    """What text may stand on beside paper and tint, in tables and on covers too; and what bullets have."""

    def __init__(
        self,
        covers: Iterable[str],
        openers: Iterable[str],
        boxes: Iterable[str],
        bullets: str,
        tables: Tables,
        draft: str = "paper",
    ) -> None:
        openers = tuple(openers)
        self.covers = tuple(dict.fromkeys(covers))
        self.pages = tuple(dict.fromkeys((*PAGE_GROUNDS, *boxes, *openers)))
        self.drawings = tuple(dict.fromkeys(("paper", *openers)))
        self.bullets = bullets
        self._draft = draft
        self.heads = () if tables.head_ground == NONE else ((tables.head_ink, tables.head_ground),)
        self.stripes = () if tables.stripe == NONE else (tables.stripe,)

    def of(self, style: str) -> tuple[str, ...]:
        """The grounds that a style may stand on. The draft mark brings its own."""
        if style in COVER_STYLES:
            return self.covers
        if style == "table":
            return tuple(dict.fromkeys((*self.pages, *self.stripes)))
        return (self._draft,) if style == "draft" else self.pages


def bears_text(band: float, text: float, folio: float, size: float) -> bool:
    """Tell whether text stands on the ground of an opener, which ends at ``band``; 0 is no end.

    Text begins at ``text``; the page number is ``size`` large, with its baseline at ``folio``. All count from
    the upper edge of the sheet.
    """
    return not band or band > min(text, folio - size)


def below_title(text: float, styles: Mapping[str, Typesetting]) -> float:
    """Where text stands at the earliest below a title with its number that begins at ``text``."""
    return text + styles["chapter_number"].leading + styles["chapter"].leading


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def contrast_pairs(
    styles: Mapping[str, TextStyle], palette: Mapping[str, Colour], grounds: Grounds
) -> tuple[ContrastPair, ...]:
    """List every pair that a theme puts together: styles on their grounds, links, bullets, and drawings."""
    pairs: list[ContrastPair] = []
    for name, style in styles.items():
        required = required_of(style)
        pairs += (_pair(name, style.colour, palette[ground], required) for ground in grounds.of(name))
    for ink, ground in grounds.heads:  # links in a head have its own colour
        head = styles["table_head"]
        colour = palette[ink or head.colour.name]
        pairs.append(_pair("table_head", colour, palette[ground], required_of(head)))
    linked = dict.fromkeys((*grounds.pages, *grounds.stripes))
    pairs += (_pair(say("theme.links"), palette["signal"], palette[ground], TEXT) for ground in linked)
    pairs += (_pair(BULLETS, palette[grounds.bullets], palette[ground], TEXT) for ground in grounds.pages)
    pairs.append(_pair(say("theme.text"), palette["ink"], palette["tint_strong"], TEXT))
    pairs += (_pair(say("theme.text"), palette["ink"], palette[ground], TEXT) for ground in grounds.stripes)
    for name, ground in (*product(DRAWN, grounds.pages), ("chart", "tint_strong")):
        pair = _pair(say("theme.drawings"), palette[name], palette[ground], LARGE)
        is_of_old = name in _OF_OLD and ground in grounds.drawings
        pairs.append(pair if is_of_old else replace(pair, severity=Severity.WARNING))
    return tuple(pairs)


def accent_pairs(
    accents: Iterable[str], palette: Mapping[str, Colour], grounds: Grounds
) -> tuple[ContrastPair, ...]:
    """List the pairs of the colours of chapters: numbers on the page, and on the ground of an opener."""
    together = product(dict.fromkeys(accents), grounds.drawings)
    return tuple(_pair(ACCENTS, palette[accent], palette[ground], TEXT) for accent, ground in together)


def inked_pairs(
    names: Iterable[str],
    styles: Mapping[str, TextStyle],
    palette: Mapping[str, Colour],
    ink: str,
    grounds: Iterable[str],
) -> tuple[ContrastPair, ...]:
    """List the pairs of styles in the colour that a sheet has for its text, with that sheet's grounds."""
    together = product(names, dict.fromkeys(grounds))
    return tuple(_pair(name, palette[ink], palette[on], required_of(styles[name])) for name, on in together)


def cover_pairs(styles: Mapping[str, TextStyle], ground: Colour) -> tuple[ContrastPair, ...]:
    """List the pairs of the cover's styles with a ground."""
    return tuple(_pair(name, styles[name].colour, ground, required_of(styles[name])) for name in COVER_STYLES)


def _pair(used_for: Value, colour: Colour, ground: Colour, required: float) -> ContrastPair:
    return ContrastPair(used_for, colour, ground, contrast(colour, ground), required)


def required_of(style: TextStyle) -> float:
    """The least contrast of text in a style (WCAG 2.1, 1.4.3)."""
    return LARGE if is_large(style.size, style.face.startswith("bold")) else TEXT


def is_large(size: float, bold: bool) -> bool:
    """Text is large from 18 points, or from 14 points in bold (WCAG 2.1, "large scale")."""
    return size >= (14 if bold else 18)


def luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour (IEC 61966-2-1), from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.red, colour.green, colour.blue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
