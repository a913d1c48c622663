"""Images: from the author's file to the files that the pages show."""

from __future__ import annotations

import hashlib
import io
import math
from collections import OrderedDict
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from report_builder.content.images import DRAWN, drawing_of, open_image
from report_builder.graphics.svg.drawing import Rgb
from report_builder.layout.images import PreparedImage, as_photograph, prepare_image
from report_builder.layout.pictures import pixels_on_white
from report_builder.model.image_files import Image

FOLDER = "bilder"
COLUMN, FULL = 616, 852
"""The widths of the text column, and of it with the margin column, in CSS pixels (edition.css)."""
_LINE = 22
"""How high an image in a line is, in CSS pixels."""
_SHARE = 0.89
"""What the columns take of a window that is too narrow for them (edition.css: --side at both sides)."""
_WIDTHS = (800, 1600, 2400)
"""Pixels of what is as wide as the window; no file has more than the image."""
_POINTS_AN_INCH = 72.0
_MANY_PIXELS = 4_000_000
"""An image of more is never sent as it is: a telephone has to hold all of it unpacked."""


class Picture(NamedTuple):
    """How an image is shown: ``width`` and ``height`` in CSS pixels, ``sources`` by their width in pixels."""

    width: int
    height: int
    sources: dict[int, str]

    @property
    def sizes(self) -> str:
        """How wide it is shown in which window, as the attribute ``sizes`` says it."""
        return f"(max-width: {math.ceil(self.width / _SHARE)}px) {_SHARE * 100:g}vw, {self.width}px"


_Made: TypeAlias = tuple[str, bytes, tuple[int, int]]
"""The address of a file, what is in it, and its width and height in pixels."""


@lru_cache(maxsize=8)  # the front page, the landing page and the edition show the same
def full_bleed(image: Image, focus: tuple[float, float], shape: float) -> tuple[_Made, ...]:
    """Give the files of an image as wide as the window, the narrowest first.

    It is cut to a ``shape`` (width to height) around its ``focus``.
    """
    from PIL.Image import Resampling

    from report_builder.layout.photographs import cut

    whole = cut(pixels_on_white(image), focus, shape)
    made = []
    for width in sorted({min(width, whole.width) for width in _WIDTHS}):
        height = max(1, round(width * whole.height / whole.width))
        data = as_photograph(whole.resize((width, height), Resampling.LANCZOS)).data
        address = f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}.jpg"
        made.append((address, data, (width, height)))
    return tuple(made)


class _File(NamedTuple):
    """The bytes of an image, how many pixels it is wide, and the extension of its kind."""

    data: bytes
    width: int
    kind: str


class Pictures:
    """Makes the files of images. ``files`` has them by their address, each named after what is in it."""

    def __init__(self, *, plain: bool = False) -> None:
        """Begin without files; ``plain`` gives an image one file, of a kind that all programs know."""
        self._plain = plain
        self.files: dict[str, bytes] = {}

    def picture(self, image: Image, share: float, *, wide: bool) -> Picture:
        """Give ``image`` as it is shown at a ``share`` of its column, and make its files.

        One file is as large as it is shown, one twice as large for fine screens; neither has more pixels than
        the image. These are turned, in sRGB and without metadata, and the same image gives the same bytes. A
        drawing of few colours may be smaller with all its pixels than with fewer, shaded ones; then it stays.
        """
        width = max(1, round((FULL if wide else COLUMN) * share))
        height = max(1, round(width * image.height / image.width))
        if image.format == DRAWN:
            return Picture(width, height, {width: self._address(_File(drawn(image, WHITE), width, "svg"))})
        sizes = {min(2 * width, image.width)} | (set() if self._plain else {min(width, image.width)})
        made = [self._of_size(image, size) for size in sorted(sizes)]
        if image.format == "PNG" and image.width * image.height <= _MANY_PIXELS:
            whole = self._of_size(image, image.width)
            made = [min(file, whole, key=lambda one: len(one.data)) for file in made]
        return Picture(width, height, {file.width: self._address(file) for file in made})

    def in_line(self, image: Image) -> Picture:
        """Give ``image`` as high as a line of text, and make its file."""
        return self.picture(image, _LINE * image.width / image.height / COLUMN, wide=False)

    def full_bleed(self, image: Image, focus: tuple[float, float], shape: float) -> Picture:
        """Give ``image`` as wide as the window, in a ``shape`` of its own, and make its files."""
        made = full_bleed(image, focus, shape)
        if self._plain:
            made = made[-2:][:1]
        self.files |= {address: data for address, data, _ in made}
        width, height = made[-1][2]
        return Picture(width, height, {size[0]: address for address, _, size in made})

    def _of_size(self, image: Image, size: int) -> _File:
        return _file(image, size, plain=self._plain)

    def _address(self, file: _File) -> str:
        name = hashlib.sha256(file.data).hexdigest()[:16]
        address = f"{FOLDER}/{name}.{file.kind}"
        self.files[address] = file.data
        return address


class _Source(NamedTuple):
    """What the file of an image depends on: two are the same where their bytes are, and their size."""

    digest: bytes
    size: int
    plain: bool


_made: OrderedDict[_Source, _File] = OrderedDict()
"""The files made last, which the next version, or the next look at a draft, has again."""
_KEPT = 64


def _file(image: Image, size: int, *, plain: bool) -> _File:
    """Give ``image`` at most ``size`` pixels wide; never as WebP where ``plain``."""
    source = _Source(hashlib.sha256(image.data).digest(), size, plain)
    found = _made.pop(source, None) or _make(image, size, plain=plain)
    _made[source] = found
    while len(_made) > _KEPT:
        _made.popitem(last=False)
    return found


def drawn(image: Image, ground: Rgb | None = None) -> bytes:
    """Give the file of a drawing: what was read of the author's, and nothing else of it."""
    from report_builder.graphics.svg.writing import write_svg

    return write_svg(drawing_of(image), ground)


WHITE = Rgb(1.0, 1.0, 1.0)
"""What an author's drawing was made for: on a dark page, dark lines could not be seen."""


def _make(image: Image, size: int, *, plain: bool) -> _File:
    prepared = prepare_image(image, _POINTS_AN_INCH, size)
    if prepared.kind == "jpeg":
        return _File(prepared.data, prepared.width, "jpg")
    packed = prepared.data if plain else _webp(prepared)
    if len(packed) < len(prepared.data):
        return _File(packed, prepared.width, "webp")
    return _File(prepared.data, prepared.width, "png")


def _webp(prepared: PreparedImage) -> bytes:
    """Give the very same pixels in what is the shorter form for most drawings."""
    out = io.BytesIO()
    with open_image(prepared.data) as pixels:
        pixels.convert("RGB").save(out, "WEBP", lossless=True, quality=100, method=4)
    return out.getvalue()
