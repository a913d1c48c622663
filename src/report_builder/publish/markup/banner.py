"""The image of the cover on the site: as wide as the window, in the sizes that windows ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from report_builder.layout.cover_image import cut
from report_builder.layout.images import as_photograph
from report_builder.layout.pictures import pixels_on_white
from report_builder.model.report import CoverImage
from report_builder.publish.markup.html import element
from report_builder.publish.markup.pictures import FOLDER

_SHAPE = 3.0
"""Width to height: a narrow window shows less of the width, a broad one less of the height."""
_WIDTHS = (800, 1600, 2400)
"""Pixels; no file has more than the image."""


def banner_files(cover: CoverImage) -> Mapping[str, bytes]:
    """Give the files of the image by their address in the folder of the edition, the narrowest first."""
    return {address: data for address, data, _ in _made(cover)}


def banner(cover: CoverImage, folder: str = "") -> Markup:
    """Write the image for a page; ``folder`` is the edition's as seen from there."""
    made = _made(cover)
    address, _, (width, height) = made[-1]
    srcset = ", ".join(f"{folder}{where} {size[0]}w" for where, _, size in made)
    return element(
        "img",
        class_="field",
        src=f"{folder}{address}",
        srcset=srcset if len(made) > 1 else None,
        sizes="100vw" if len(made) > 1 else None,
        alt=cover.alt or "",
        width=str(width),
        height=str(height),
    )


@lru_cache(maxsize=8)  # the front page, the landing page and the edition show the same
def _made(cover: CoverImage) -> tuple[tuple[str, bytes, tuple[int, int]], ...]:
    from PIL.Image import Resampling

    whole = cut(pixels_on_white(cover.image), cover.focus, _SHAPE)
    made = []
    for width in sorted({min(width, whole.width) for width in _WIDTHS}):
        height = max(1, round(width * whole.height / whole.width))
        data = as_photograph(whole.resize((width, height), Resampling.LANCZOS)).data
        address = f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}.jpg"
        made.append((address, data, (width, height)))
    return tuple(made)
