"""Tells whether a logo is seen on a ground: its shapes by their paints, its pixels by their colours.

A logo need not have the contrast of text (WCAG 2.2, 1.4.3, excepts logotypes), but one that has nowhere that
of a drawing (1.4.11) is not there for many readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from report_builder.content.images import DRAWN, drawing_of
from report_builder.graphics.svg.drawing import Paint, Rgb
from report_builder.graphics.svg.seen import seen
from report_builder.layout.images import coloured_pixels
from report_builder.model.image_files import Image
from report_builder.theme.contrast import LARGE, contrast
from report_builder.theme.model import Colour

_SUBSTANTIAL = 0.03
"""The least share of a logo that must be seen: thin words on a plate like the ground have more."""

Part: TypeAlias = tuple[Colour, float]
"""A colour as it is on the ground, and how much room it has."""


def is_seen(logo: Image, ground: Colour) -> bool:
    """Tell whether a substantial part of a logo has a contrast of 3:1 with its ground."""
    whole = clear = 0.0
    for colour, room in _drawn(logo, ground) if logo.format == DRAWN else _coloured(logo, ground):
        whole += room
        clear += room if contrast(colour, ground) >= LARGE else 0.0
    return clear > 0 and clear >= _SUBSTANTIAL * whole


def _drawn(logo: Image, ground: Colour) -> Iterator[Part]:
    for paint, room, opacity in seen(drawing_of(logo)):
        colours = _colours(paint)
        for colour in colours:
            yield _mixed(colour, ground, opacity), room / len(colours)


def _colours(paint: Paint) -> tuple[Rgb, ...]:
    return (paint,) if isinstance(paint, Rgb) else tuple(stop.colour for stop in paint.stops)


def _mixed(colour: Rgb, ground: Colour, opacity: float) -> Colour:
    pairs = zip(colour, (ground.red, ground.green, ground.blue), strict=True)
    return Colour("", *(own * opacity + under * (1 - opacity) for own, under in pairs))


def _coloured(logo: Image, ground: Colour) -> Iterator[Part]:
    for (red, green, blue), count in coloured_pixels(logo, ground):
        yield Colour("", red / 255, green / 255, blue / 255), float(count)
