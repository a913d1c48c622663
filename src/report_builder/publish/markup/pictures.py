"""Images: from the author's file to the files that the pages show."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from report_builder.layout.images import prepare_image
from report_builder.model.blocks import Image

FOLDER = "bilder"
_COLUMN, _FULL = 616, 856
"""The widths of the text column, and of it with the margin column, in CSS pixels (edition.css)."""
_POINTS_AN_INCH = 72.0


class Picture(NamedTuple):
    """How an image is shown: ``width`` and ``height`` in CSS pixels, ``sources`` by their width in pixels."""

    width: int
    height: int
    sources: dict[int, str]


class Pictures:
    """Makes the files of images. ``files`` has them by their address, each named after what is in it."""

    def __init__(self) -> None:
        """Begin without files."""
        self.files: dict[str, bytes] = {}

    def picture(self, image: Image, share: float, *, wide: bool) -> Picture:
        """Give ``image`` as it is shown at a ``share`` of its column, and make its files.

        One file is as large as it is shown, one twice as large for fine screens; neither has more pixels than
        the image. These are turned, in sRGB and without metadata, and the same image gives the same bytes.
        """
        width = max(1, round((_FULL if wide else _COLUMN) * share))
        height = max(1, round(width * image.height / image.width))
        sizes = sorted({min(width, image.width), min(2 * width, image.width)})
        return Picture(width, height, {size: self._file(image, size) for size in sizes})

    def _file(self, image: Image, size: int) -> str:
        prepared = prepare_image(image, _POINTS_AN_INCH, size)
        name = hashlib.sha256(prepared.data).hexdigest()[:16]
        address = f"{FOLDER}/{name}.{'jpg' if prepared.kind == 'jpeg' else 'png'}"
        self.files[address] = prepared.data
        return address
