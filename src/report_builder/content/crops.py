"""Crops: the part of an image that is shown. Nothing of the rest goes into what is published.

The file of the author is stored with the sources of a release as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.images import DRAWN, open_image
from report_builder.content.other_pictures import pixels_alone
from report_builder.language.message import hinted
from report_builder.model.image_files import Image
from report_builder.patterns import late

if TYPE_CHECKING:
    from report_builder.content.chapter import Chapter
    from report_builder.content.token_tree import Node
    from report_builder.diagnostics import Diagnostics, SourceSpan

_SHARE = late(r"(\d{1,2}(?:\.\d+)?)\s?%|0")
_SIDES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
"""Which of so many shares is that of the top, the right, the bottom and the left, as style sheets have it."""


class Crop(Struct, frozen=True):
    """What is cut off at each side, as shares of the width or the height."""

    top: float
    right: float
    bottom: float
    left: float


def read_crop(image: Image, node: Node, chapter: Chapter) -> Image:
    """Give ``image`` as ``crop=`` of a block asks for; RB-VALUE where that is no crop."""
    values: Mapping[str, str] = node.attributes.values
    if "crop" not in values:
        return image
    place = chapter.place(node, f'crop="{values["crop"]}').at()
    return cut(image, values["crop"], place, chapter.shared.diagnostics)


def cut(image: Image, written: str, span: SourceSpan, told: Diagnostics) -> Image:
    """Give ``image`` without what is ``written`` to be cut off; RB-VALUE where that is no crop."""
    crop = crop_of(written)
    if image.format == DRAWN:
        told.error("RB-UNSUPPORTED", span, *hinted("content.crop-drawing", path=image.path))
        return image
    if crop is None:
        told.error("RB-VALUE", span, *hinted("content.crop", crop=written))
        return image
    return cropped(image, crop)


def crop_of(written: str) -> Crop | None:
    """Read one to four shares, from the top and on by the clock; None for what is none or leaves nothing."""
    shares = [_SHARE.fullmatch(word) for word in written.replace(" %", "%").split()]
    if not 1 <= len(shares) <= len(_SIDES) or None in shares:
        return None
    found = [float(share[1] or 0) / 100 for share in shares if share]
    top, right, bottom, left = (found[at] for at in _SIDES[len(found)])
    return Crop(top, right, bottom, left) if top + bottom < 1 and left + right < 1 else None


@lru_cache(maxsize=8)  # the same picture in another place, or in the next look at a draft
def cropped(image: Image, crop: Crop) -> Image:
    """Give an image of which only the part within ``crop`` is left, upright; at least a pixel of it."""
    from PIL import ImageOps

    with open_image(image.data) as source:
        kind = "PNG" if source.format == "PNG" else "JPEG"
        upright = ImageOps.exif_transpose(source)
        left, upper = round(crop.left * image.width), round(crop.top * image.height)
        left, upper = min(left, image.width - 1), min(upper, image.height - 1)
        right = max(left + 1, round((1 - crop.right) * image.width))
        lower = max(upper + 1, round((1 - crop.bottom) * image.height))
        part = upright.crop((left, upper, right, lower))
        part.info = {
            name: source.info[name] for name in ("icc_profile", "transparency") if name in source.info
        }
        data = pixels_alone(part, kind)
    return replace(image, format=kind, width=right - left, height=lower - upper, data=data)
