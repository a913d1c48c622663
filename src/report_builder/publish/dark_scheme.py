"""The theme's colours for readers who ask their system for a dark look: the same hues on a dark page.

A theme says its colours for paper. Each is made as light as its use on a dark page asks for, whatever the
theme, so that all pairs that a theme puts together can be read.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.theme.contrast import luminance
from report_builder.theme.model import Colour, SheetKind, Theme

_LIGHT: Mapping[str, tuple[str, float]] = {
    "paper": ("ink", 0.012),
    "tint": ("ink", 0.022),
    "tint_strong": ("ink", 0.055),
    "rule": ("rule", 0.20),
    "chart": ("chart", 0.28),
    "signal": ("signal", 0.36),
    "muted": ("muted", 0.42),
    "ink": ("paper", 0.80),
}
"""Of which colour of the theme each is made, and its relative luminance (WCAG 2.2)."""
_DARK_GROUND = 0.18
"""A cover that is darker than this on paper stays as it is."""


def dark_colours(theme: Theme) -> dict[str, Colour]:
    """Give the colours of the palette for a dark page, by their names."""
    return {name: _as_light(name, theme.palette[source], light) for name, (source, light) in _LIGHT.items()}


def dark_accent(accent: Colour) -> Colour:
    """Give a colour of chapters for a dark page, as light as the accent that they else have."""
    return _as_light(accent.name, accent, _LIGHT["signal"][1])


def has_dark_cover(theme: Theme) -> bool:
    """Tell whether the cover has a dark ground on paper too, and with it the colours that it has there."""
    return luminance(theme.sheets[SheetKind.COVER].ground) < _DARK_GROUND


def dark_cover(theme: Theme) -> Colour:
    """Give the ground that the cover has on a dark page."""
    ground = theme.sheets[SheetKind.COVER].ground
    if has_dark_cover(theme):
        return ground
    dark = dark_colours(theme)
    return dark.get(ground.name, dark["tint_strong"])


def _as_light(name: str, colour: Colour, wanted: float) -> Colour:
    """Give the colour with the luminance ``wanted``: less of it, or with as much white as that takes."""
    parts = [_linear(part) for part in (colour.red, colour.green, colour.blue)]
    own = luminance(colour)
    if wanted <= own:
        parts = [part * wanted / own for part in parts]
    else:
        white = (wanted - own) / (1 - own)
        parts = [part + (1 - part) * white for part in parts]
    return Colour(name, *(_encoded(part) for part in parts))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
