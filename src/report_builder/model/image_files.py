"""The file of an image."""

from __future__ import annotations

from msgspec import Struct


class Image(Struct, frozen=True):
    """An image file that was decoded once and found whole.

    ``width`` and ``height`` are in pixels, after the camera's rotation; ``data`` is the file as it was read.
    """

    path: str
    format: str
    width: int
    height: int
    data: bytes
