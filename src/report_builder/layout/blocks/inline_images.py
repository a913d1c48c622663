"""Images in a line of text."""

from __future__ import annotations

from report_builder.layout.compose.drawn import Drawn, DrawnFace
from report_builder.layout.pictures import prepare_picture
from report_builder.model.image_files import Image

_HEIGHT = 1.15
_BELOW = 0.22
"""How high an image is, and how much of that is below the baseline, in sizes of the text around it."""


def image_face(image: Image, size: float, ppi: int) -> DrawnFace:
    """A face that has an image alone, as high as a line of text of a ``size``."""
    height = _HEIGHT * size
    width = height * image.width / image.height
    below = _BELOW * size
    prepared = prepare_picture(image, width, ppi)
    return DrawnFace([Drawn(prepared, width, height - below, below)], size)
