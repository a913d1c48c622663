"""Pictures in formats beside PNG and JPEG: read by Pillow, and written anew in one of these two.

What was packed with losses becomes a JPEG, which shows no less at this quality, all else a PNG.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = {"WebP": "WEBP", "AVIF": "AVIF", "GIF": "GIF", "TIFF": "TIFF", "BMP": "BMP"}
"""What these formats are called by Pillow."""
_LOSSY = {"WebP": rb"RIFF....WEBP(?:VP8 |VP8X.{4,}?VP8 )", "AVIF": rb""}
"""What the data of a format begin with, or have, where it loses something."""
_QUALITY = 95
_PLAIN = frozenset(("1", "L", "LA", "P", "RGB", "RGBA", "I;16"))
"""What the pixels of a PNG can be."""


class Rewritten(Struct, frozen=True):
    """A picture as it was written anew, in ``format``; it had so many pictures in it."""

    format: str
    data: bytes
    pictures: int


def rewritten(picture: Picture, kind: str, data: bytes) -> Rewritten | None:
    """Write the first picture of an opened file of a ``kind`` anew; None where its pixels are of no use.

    What the camera said of its rotation and the colour profile go along. The same picture gives the same
    bytes. Raises what Pillow does for damaged data.
    """
    count = getattr(picture, "n_frames", 1)
    picture.seek(0)
    picture.load()
    loses = kind in _LOSSY and re.match(_LOSSY[kind], data, re.DOTALL) is not None
    if picture.mode == "YCbCr":
        picture = picture.convert("RGB")
    if picture.mode == "CMYK" or (loses and picture.mode == "RGB"):
        return Rewritten("JPEG", _written(picture, "JPEG", quality=_QUALITY, subsampling=0), count)
    if picture.mode not in _PLAIN:
        return None
    return Rewritten("PNG", _written(picture, "PNG"), count)


def pixels_alone(picture: Picture, name: str) -> bytes:
    """Write a picture without what its file told of it but its colours: as a PNG, or as a JPEG."""
    lossy = {"quality": _QUALITY, "subsampling": 0} if name == "JPEG" else {}
    return _written(picture, name, **lossy)


def _written(picture: Picture, name: str, **options: int) -> bytes:
    out = BytesIO()
    exif = picture.getexif()
    turned = exif.get(0x0112)
    exif.clear()
    if turned is not None:
        exif[0x0112] = turned
    profile = picture.info.get("icc_profile")
    transparency = picture.info.get("transparency")
    extra = {"transparency": transparency} if name == "PNG" and transparency is not None else {}
    picture.save(out, name, exif=exif.tobytes() if turned else b"", icc_profile=profile, **options, **extra)
    return out.getvalue()
