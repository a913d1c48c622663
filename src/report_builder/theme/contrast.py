"""Contrast of every pair of colours that a theme puts together (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from report_builder.theme.model import Colour, TextStyle

TEXT = 4.5
"""The least contrast of text with its ground."""

LARGE = 3.0
"""The least contrast of large text, and of drawings that carry meaning."""

_COVER = ("cover_title", "cover_subtitle", "cover_line")
_GRAPHICS = ("chart", "signal", "rule")


@dataclass(frozen=True, slots=True)
class ContrastPair:
    """Two colours that meet, with what they are used for, their contrast and the least it may be."""

    used_for: str
    colour: Colour
    ground: Colour
    ratio: float
    required: float

    @property
    def passes(self) -> bool:
        """True when the pair is readable. The ratio is not rounded up to its bound."""
        return self.ratio >= self.required


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def contrast_pairs(
    styles: Mapping[str, TextStyle], palette: Mapping[str, Colour]
) -> tuple[ContrastPair, ...]:
    """List every pair that a theme puts together: styles on their grounds, links, and drawings.

    Cover styles stand on ink. Everything else may stand on paper and, in a fact box, on tint. The draft
    mark stands on the cover too.
    """
    pairs: list[ContrastPair] = []
    for name, style in styles.items():
        required = _required(style)
        pairs += (_pair(name, style.colour, palette[ground], required) for ground in _grounds(name))
    pairs += (_pair("links", palette["signal"], palette[ground], TEXT) for ground in ("paper", "tint"))
    pairs.append(_pair("text", palette["ink"], palette["tint_strong"], TEXT))
    pairs += (_pair("drawings", palette[name], palette["paper"], LARGE) for name in _GRAPHICS)
    return tuple(pairs)


def _grounds(style: str) -> tuple[str, ...]:
    if style in _COVER:
        return ("ink",)
    return ("paper", "tint", "ink") if style == "draft" else ("paper", "tint")


def _pair(used_for: str, colour: Colour, ground: Colour, required: float) -> ContrastPair:
    return ContrastPair(used_for, colour, ground, contrast(colour, ground), required)


def _required(style: TextStyle) -> float:
    """Text is large from 18 points, or from 14 points in bold."""
    return LARGE if style.size >= (14 if style.face.startswith("bold") else 18) else TEXT


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour (IEC 61966-2-1), from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.red, colour.green, colour.blue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
