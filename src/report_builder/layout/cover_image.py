"""The image that fills a cover, with a scrim under the text: it is mixed with the ground until all is read.

The scrim is in the pixels, so that every reader shows the same, and a printer too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.rows import ImageItem, Row
from report_builder.layout.images import PreparedImage, as_photograph, in_bytes
from report_builder.layout.pages.page import PlacedRow
from report_builder.layout.pictures import pixels_on_white
from report_builder.model.report import CoverImage
from report_builder.model.tags import Element
from report_builder.theme.contrast import TEXT, contrast, cover_pairs, luminance
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import Colour, SheetKind

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

Span = tuple[float, float]

_SPARE = 0.3
"""What the contrast must have above the least: a JPEG's colours are not quite those that went in."""
_STEPS = 20
"""The strengths that a scrim may have."""
_FADE = 110.0
"""Points in which the scrim passes into the image, above and below a text."""
_NEAR = 1.3
"""The scrim goes on to an edge of the page that is nearer than so many of these."""
_CLEAR = 14.0
"""Points around a text in which the scrim is as strong as under it."""


class Scrim(Struct, frozen=True):
    """What lies under a text: the ``ground`` that is mixed in, and the colours of the text."""

    ground: Colour
    texts: tuple[Colour, ...]


def cover_row(builder: Builder, cover: CoverImage, element: Element, taken: Sequence[Span]) -> PlacedRow:
    """The image as what stands behind all of the cover: a figure, unless it is decoration."""
    theme = builder.theme
    ground = theme.sheets[SheetKind.COVER].ground
    texts = tuple(pair.colour for pair in cover_pairs(theme.styles, ground))
    prepared = cover_image(cover, theme.page, theme.image_ppi, Scrim(ground, texts), taken)
    figure = None
    if cover.alt is not None:
        figure = element.add(Element("Figure", alt=cover.alt, attributes={"Placement": "Block"}))
    page = theme.page
    item = ImageItem(prepared, -page.inner, 0.0, page.width, page.height, figure)
    return PlacedRow(-page.top, Row(page.height, (item,), wide=True))


def cover_image(
    cover: CoverImage, page: PageGeometry, ppi: int, scrim: Scrim, taken: Sequence[Span]
) -> PreparedImage:
    """Cut the image to the page around its focus, at ``ppi`` at most, and lay the scrim where text stands.

    ``taken`` are the heights that text takes, from and to, in points from the upper edge.
    """
    pixels = cut(pixels_on_white(cover.image), cover.focus, page.width / page.height)
    most = round(page.width / 72 * ppi)
    if pixels.width > most:
        from PIL.Image import Resampling

        pixels = pixels.resize((most, round(most * page.height / page.width)), Resampling.LANCZOS)
    return as_photograph(_laid(pixels, page.height, scrim, taken))


def cut(pixels: Pixels, focus: tuple[float, float], shape: float) -> Pixels:
    """Give the largest part of the wanted shape (width to height) that has the focus near its middle."""
    width = min(pixels.width, max(1, round(pixels.height * shape)))
    height = min(pixels.height, max(1, round(pixels.width / shape)))
    left = _within(round(focus[0] * pixels.width - width / 2), pixels.width - width)
    upper = _within(round(focus[1] * pixels.height - height / 2), pixels.height - height)
    return pixels.crop((left, upper, left + width, upper + height))


def _within(place: int, last: int) -> int:
    return min(last, max(0, place))


def _laid(pixels: Pixels, height: float, scrim: Scrim, taken: Sequence[Span]) -> Pixels:
    from PIL import Image

    spans = [_to_edges(first - _CLEAR, last + _CLEAR, height) for first, last in _joined(taken)]
    scale = pixels.height / height
    strengths = []
    for first, last in spans:
        band = pixels.crop(
            (0, max(0, int(first * scale)), pixels.width, min(pixels.height, int(last * scale) + 1))
        )
        strengths.append(_strength(band, scrim))
    mask = Image.new("L", (1, pixels.height))
    mask.putdata([round(255 * _at(row / scale, spans, strengths)) for row in range(pixels.height)])
    ground = Image.new("RGB", pixels.size, in_bytes(scrim.ground))
    return Image.composite(ground, pixels, mask.resize(pixels.size))


def _joined(taken: Sequence[Span]) -> list[Span]:
    """The spans of text with those made one between which the scrim would not fade."""
    joined: list[Span] = []
    for first, last in taken:
        if joined and first - joined[-1][1] < 2 * _FADE:
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def _to_edges(first: float, last: float, height: float) -> Span:
    """A span that goes on to an edge of the page where the scrim would hardly fade before it."""
    return 0.0 if first < _NEAR * _FADE else first, height if height - last < _NEAR * _FADE else last


def _at(y: float, spans: Sequence[Span], strengths: Sequence[float]) -> float:
    """How much of the ground there is at a height."""
    found = 0.0
    for (first, last), strength in zip(spans, strengths, strict=True):
        away = max(first - y, y - last, 0.0) / _FADE
        if away < 1:
            rest = 1 - away
            found = max(found, strength * rest * rest * (3 - 2 * rest))
    return found


def _strength(band: Pixels, scrim: Scrim) -> float:
    """The least part of the ground that lets every text be read on the worst colours of a band."""
    low, high = zip(*(channel.getextrema() for channel in band.split()), strict=True)
    for step in range(_STEPS):
        share = step / _STEPS
        if all(_is_read(_mixed(end, scrim.ground, share), scrim) for end in (low, high)):
            return share
    return 1.0


def _is_read(colour: Colour, scrim: Scrim) -> bool:
    """Tell whether each text has its contrast with a colour that is darker, or lighter, as the ground is."""
    return all(
        (luminance(colour) < luminance(text)) == (luminance(scrim.ground) < luminance(text))
        and contrast(text, colour) >= min(TEXT + _SPARE, contrast(text, scrim.ground))
        for text in scrim.texts
    )


def _mixed(end: tuple[int, ...], ground: Colour, share: float) -> Colour:
    own = (value / 255 for value in end)
    parts = zip(own, (ground.red, ground.green, ground.blue), strict=True)
    return Colour("", *(one + (other - one) * share for one, other in parts))
