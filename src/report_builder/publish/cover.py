"""The cover as a picture: the first page of the PDF, as the PDF has it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.publish.describing.facts import CARD_SIZE

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 372
"""Pixels: half as many again as pages show it wide."""

_BOOK_WIDTH = 1200
_DRAWN = 8192
"""A page of more colours shows a photograph."""
_ABOVE = 0.075
"""How much of the cover's height stands above the card, which shows the title and where the art begins."""


class Cover(Struct, frozen=True):
    """``picture`` is a WebP of ``width`` by ``height`` pixels, ``card`` a PNG of 1200 by 630."""

    picture: bytes
    width: int
    height: int
    card: bytes


def draw_cover(pdf: bytes, ground: str) -> Cover:
    """Draw the first page of ``pdf``; ``ground`` is the colour (#rrggbb) around it on the card."""
    from PIL import Image

    broad, high = CARD_SIZE
    page = _page(pdf, broad)
    small = page.resize((WIDTH, round(page.height * WIDTH / page.width)), Image.Resampling.LANCZOS)
    card = Image.new("RGB", CARD_SIZE, ground)
    wide = page.resize((broad, round(page.height * broad / page.width)), Image.Resampling.LANCZOS)
    top = round(wide.height * _ABOVE)
    card.paste(wide.crop((0, top, broad, min(wide.height, top + high))), (0, 0))
    few = _saved(_in_few_colours(card), "PNG", optimize=True)
    return Cover(_saved(small, "WEBP", quality=46, method=6), *small.size, few)


def draw_book_cover(pdf: bytes) -> tuple[bytes, int, int]:
    """Draw the first page of ``pdf`` for a shelf of books: a PNG, its width and its height in pixels."""
    page = _page(pdf, _BOOK_WIDTH)
    return _saved(_in_few_colours(page), "PNG"), page.width, page.height


def _in_few_colours(image: Image) -> Image:
    from PIL import Image

    if image.getcolors(_DRAWN) is None:
        return image.quantize(256, dither=Image.Dither.FLOYDSTEINBERG)
    return image.quantize(64, dither=Image.Dither.NONE)


def _page(pdf: bytes, width: int) -> Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image: Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    return image


def _saved(image: Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
