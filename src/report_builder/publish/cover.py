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
"""How much of the cover's height stands above a card that is a part of it, with the title at its top."""
_LEAST_ART = 0.35
"""The least part of a cover's height, above or below its text, that holds a picture of its own."""
_NEAR = 0.15
"""How much of a cover's height a logo may take, and may stand away from the words, to be seen with them."""
_WORDS, _EDGE = 660, 52
"""Pixels of a card: how far its words reach from the left, and the blank around them."""


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
    words, art = _parts(pdf, page)
    if words and art:
        card.paste(_fitting(page.crop(art), broad - _WORDS, high), (_WORDS, 0))
        said = page.crop(words)
        said.thumbnail((_WORDS - 2 * _EDGE, high - 2 * _EDGE), Image.Resampling.LANCZOS)
        card.paste(said, (_EDGE, (high - said.height) // 2))
    else:
        wide = page.resize((broad, round(page.height * broad / page.width)), Image.Resampling.LANCZOS)
        top = round(wide.height * _ABOVE)
        card.paste(wide.crop((0, top, broad, min(wide.height, top + high))), (0, 0))
    few = _saved(_in_few_colours(card), "PNG", optimize=True)
    return Cover(_saved(small, "WEBP", quality=46, method=6), *small.size, few)


_Box = tuple[int, int, int, int]


def _parts(pdf: bytes, page: Image) -> tuple[_Box | None, _Box | None]:
    """Where the words of a cover stand, and the picture above or below them; None where there is none.

    A photograph lies under the words too, and is no picture of its own.
    """
    words = _words(pdf, page)
    if words is None or page.getcolors(_DRAWN) is None:
        return words, None
    above, below = (0, 0, page.width, words[1]), (0, words[3], page.width, page.height)
    left, top, right, low = max(above, below, key=lambda box: box[3] - box[1])
    drawn = _drawn(page.crop((left, top, right, low)))
    if drawn is None or drawn[1] - drawn[0] < _LEAST_ART * page.height:
        return words, None
    return words, (left, top + drawn[0], right, top + drawn[1])


def _drawn(part: Image) -> tuple[int, int] | None:
    """From where to where something is drawn on the ground of a part, from above; None where nothing is."""
    from PIL import Image, ImageChops

    ground = Image.new("RGB", part.size, part.getpixel((0, 0)))
    box = ImageChops.difference(part, ground).getbbox()
    return None if box is None else (box[1], box[3])


def _words(pdf: bytes, page: Image) -> _Box | None:
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_FORM, FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_TEXT

    document = pypdfium2.PdfDocument(pdf)
    try:
        first = document[0]
        scale, height = page.width / first.get_width(), first.get_height()
        boxes = [item.get_bounds() for item in first.get_objects(filter=[FPDF_PAGEOBJ_TEXT])]
        pictures = first.get_objects(filter=[FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_FORM], max_depth=1)
        logos = [item.get_bounds() for item in pictures]
    finally:
        document.close()
    if not boxes:
        return None
    ends = max(box[3] for box in boxes), min(box[1] for box in boxes)
    boxes += [box for box in logos if _stands_by(box, ends, height)]
    lefts, lows, rights, tops = zip(*boxes, strict=True)
    box = min(lefts), height - max(tops), max(rights), height - min(lows)
    left, top, right, low = (scale * side for side in box)
    return int(left), int(top), min(page.width, int(right) + 1), min(page.height, int(low) + 1)


def _stands_by(box: tuple[float, float, float, float], ends: tuple[float, float], height: float) -> bool:
    """Tell whether a picture is a logo that stands by the words of a page, which go from end to end."""
    _, low, _, top = box
    near = _NEAR * height
    return top - low < near and low - ends[0] < near and ends[1] - top < near


def _fitting(part: Image, width: int, height: int) -> Image:
    """The part as large as fills a box, of which it shows the right side: there the movement is."""
    from PIL import Image

    scale = max(width / part.width, height / part.height)
    size = max(width, round(part.width * scale)), max(height, round(part.height * scale))
    large = part.resize(size, Image.Resampling.LANCZOS)
    top = (large.height - height) // 2
    return large.crop((large.width - width, top, large.width, top + height))


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
