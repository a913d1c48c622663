"""The image of the cover on the site: as wide as the window, in the sizes that windows ask for."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from report_builder.model.report import CoverImage
from report_builder.publish.markup.html import element
from report_builder.publish.markup.pictures import full_bleed

_SHAPE = 3.0
"""Width to height: a narrow window shows less of the width, a broad one less of the height."""


def banner_files(cover: CoverImage) -> Mapping[str, bytes]:
    """Give the files of the image by their address in the folder of the edition, the narrowest first."""
    return {address: data for address, data, _ in full_bleed(cover.image, cover.focus, _SHAPE)}


def banner(cover: CoverImage, folder: str = "") -> Markup:
    """Write the image for a page; ``folder`` is the edition's as seen from there."""
    made = full_bleed(cover.image, cover.focus, _SHAPE)
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
