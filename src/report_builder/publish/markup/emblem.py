"""The logo of a theme at the head of the site: in the variant for the ground there, light or dark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from report_builder.content.images import DRAWN
from report_builder.publish.dark_scheme import dark_cover
from report_builder.publish.markup.html import element
from report_builder.publish.markup.pictures import FOLDER, drawn
from report_builder.theme.logo import NOWHERE, Logo
from report_builder.theme.model import Colour, SheetKind, Theme

_POINT = 4 / 3
"""CSS pixels."""
_FINE = 3
"""Pixels of the image to one of CSS, where it has so many."""


class _Shown(NamedTuple):
    """The file of a logo on one ground, and its size in CSS pixels."""

    address: str
    data: bytes
    width: int
    height: int


def emblem_files(theme: Theme) -> Mapping[str, bytes]:
    """Give the files of the logo by their address in the folder of the edition."""
    return {shown.address: shown.data for shown in _made(theme)}


def emblem(theme: Theme, folder: str = "") -> Markup:
    """Write the logo for a page, where the cover has one; ``folder`` is the edition's as seen from there."""
    made = list(_made(theme))
    if not made or theme.logo is None:
        return Markup("")
    light, dark = made
    image = element(
        "img",
        src=f"{folder}{light.address}",
        alt=theme.logo.alt,
        width=str(light.width),
        height=str(light.height),
    )
    if dark != light:
        source = element(
            "source",
            media="(prefers-color-scheme: dark)",
            srcset=f"{folder}{dark.address}",
            width=str(dark.width),
            height=str(dark.height),
        )
        image = element("picture", source, image)
    return element("p", image, class_="emblem")


def _made(theme: Theme) -> Iterator[_Shown]:
    """The logo on the cover's ground, and on a dark page's: the same where it has no variant for that."""
    logo, ground = theme.logo, theme.sheets[SheetKind.COVER].ground
    if logo is not None and logo.cover != NOWHERE:
        yield _shown(logo, ground)
        yield _shown(logo, dark_cover(theme) if logo.dark else ground)


def _shown(logo: Logo, ground: Colour) -> _Shown:
    from report_builder.layout.images import prepare_image  # few themes have a logo
    from report_builder.layout.logo import logo_image

    image = logo_image(logo, ground)
    height = logo.height * _POINT
    width = max(1, round(height * image.width / image.height))
    if image.format == DRAWN:
        data, ending = drawn(image), "svg"
    else:
        prepared = prepare_image(image, 72.0, _FINE * width, ground)
        data, ending = prepared.data, "jpg" if prepared.kind == "jpeg" else "png"
    address = f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
    return _Shown(address, data, width, max(1, round(height)))
