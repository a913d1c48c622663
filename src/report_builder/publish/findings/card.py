"""The picture for sharing a finding: its value and what it says, on the ground of the cover."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from report_builder.publish.describing.facts import CARD_SIZE
from report_builder.theme.model import Colour, SheetKind, Theme

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_EDGE, _TOP, _BOTTOM = 80, 70, 560
"""Pixels: the distance from the edges, where the value begins, and the base of the last line."""
_LARGE, _MIDDLE, _SMALL, _LEAST = 190, 52, 30, 26
"""Pixels: type of the value, of the statement, of whose it is, and the smallest for a statement."""
_LEVELS = 16
"""Shades between the ground and the text: all that letters have at their edges."""


def draw_card(theme: Theme, large: str, said: str, whose: str) -> bytes:
    """Draw a PNG of 1200 by 630 pixels; ``large`` may be empty. The same arguments give the same bytes."""
    from PIL import Image, ImageDraw

    broad, _ = CARD_SIZE
    # One shade for each pixel: the two colours are mixed in the palette, which costs nothing.
    page = Image.new("L", CARD_SIZE, 0)
    pen = ImageDraw.Draw(page)
    room = broad - 2 * _EDGE
    top = _TOP
    if large:
        font = _fitting(theme, "light", large, _LARGE, room)
        pen.text((_EDGE, top), large, 255, font, anchor="lt")
        top += round(font.size * 0.95)
    pen.rectangle((_EDGE, top, _EDGE + 110, top + 5), 255)
    top += 40
    font, lines = _set(theme, said, room, _BOTTOM - 50 - top)
    for number, line in enumerate(lines):
        pen.text((_EDGE, top + round(number * font.size * 1.3)), line, 255, font)
    small = _font(theme, "sans", _SMALL)
    pen.text((_EDGE, _BOTTOM), _cut(whose, small, room), 255, small, anchor="ls")
    shades = page.point([level * (_LEVELS - 1) // 255 for level in range(256)], "P")
    cover = theme.sheets[SheetKind.COVER].ground, theme.styles["cover_title"].colour
    shades.putpalette(list(_mixed(*cover)))
    out = io.BytesIO()
    shades.save(out, "PNG", bits=4, compress_level=6)
    return out.getvalue()


def _mixed(ground: Colour, ink: Colour) -> Iterator[int]:
    """The palette from the ground to the colour of the text."""
    for level in range(_LEVELS):
        share = level / (_LEVELS - 1)
        for one, other in ((ground.red, ink.red), (ground.green, ink.green), (ground.blue, ink.blue)):
            yield round(255 * (one + (other - one) * share))


def _font(theme: Theme, family: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # Without the layout engine that may be there or not, so that every machine draws the same.
    data = theme.files[theme.fonts[family].regular]
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def _fitting(theme: Theme, family: str, text: str, size: int, room: int) -> FreeTypeFont:
    font = _font(theme, family, size)
    length = font.getlength(text)
    return font if length <= room else _font(theme, family, max(_LEAST, int(size * room / length)))


def _set(theme: Theme, text: str, room: int, height: int) -> tuple[FreeTypeFont, list[str]]:
    """The largest type in which a text has room, with its lines; what has none even so is cut."""
    size = _MIDDLE
    while True:
        font = _font(theme, "serif", size)
        lines = list(_lines(text, font, room))
        most = max(1, int(height / (size * 1.3)))
        if len(lines) <= most:
            return font, lines
        if size <= _LEAST:
            return font, [*lines[: most - 1], f"{lines[most - 1]} …"]
        size -= 6


def _lines(text: str, font: FreeTypeFont, room: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if line and font.getlength(longer) > room:
            yield line
            longer = word
        line = longer
    yield line


def _cut(text: str, font: FreeTypeFont, room: int) -> str:
    while font.getlength(text) > room and " " in text:
        text = text.rstrip(" …").rpartition(" ")[0] + " …"
    return text
