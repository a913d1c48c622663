"""The logo of a theme at the head of the site: in the variant for the ground there, light or dark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from report_builder.content.images import DRAWN
from report_builder.graphics.svg.drawing import Rgb
from report_builder.model.image_files import Image
from report_builder.publish.dark_scheme import dark_cover
from report_builder.publish.markup.html import element
from report_builder.publish.markup.pictures import FOLDER, drawn
from report_builder.theme.logo import NOWHERE, Logo
from report_builder.theme.model import Colour, SheetKind, Theme

_POINT = 4 / 3
"""CSS pixels."""
_ICON = 96
"""Pixels of the image in a tab, where it has so many."""
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
        alt=theme.logo.alt_of_cover,
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


def book_emblem(theme: Theme) -> tuple[Markup, Mapping[str, bytes]]:
    """Write the logo for the title page of a book, and give its file; nothing where the cover has none.

    It brings its ground along, for readers may choose a dark page.
    """
    if theme.logo is None or theme.logo.cover == NOWHERE:
        return Markup(""), {}
    # One that is for the cover alone has been made for the ground there.
    cover = theme.sheets[SheetKind.COVER].ground
    ground = theme.palette["paper"] if theme.logo.on_cover is None else cover
    shown = _shown(theme.logo, ground, on_ground=True)
    image = element(
        "img",
        src=shown.address,
        alt=theme.logo.alt_of_cover,
        width=str(shown.width),
        height=str(shown.height),
    )
    return element("p", image, class_="emblem"), {shown.address: shown.data}


def icon_file(theme: Theme) -> Mapping[str, bytes]:
    """Give the file of the logo for the tabs of browsers, by its address in the folder of the edition."""
    if theme.logo is None:
        return {}
    from report_builder.layout.logo import small_image  # few themes have a logo

    address, data = _file(small_image(theme), theme.palette["paper"], _ICON)
    return {address: data}


def icon(theme: Theme, folder: str = "") -> str:
    """Give the address of that file for a page, empty where there is none."""
    return next((f"{folder}{address}" for address in icon_file(theme)), "")


def _made(theme: Theme) -> Iterator[_Shown]:
    """The logo on the cover's ground, and on a dark page's: the same where it has no variant for that."""
    logo, ground = theme.logo, theme.sheets[SheetKind.COVER].ground
    if logo is not None and logo.cover != NOWHERE:
        yield _shown(logo, ground)
        yield _shown(logo, dark_cover(theme) if logo.dark and logo.on_cover is None else ground)


def _shown(logo: Logo, ground: Colour, *, on_ground: bool = False) -> _Shown:
    from report_builder.layout.logo import logo_image  # few themes have a logo

    image = logo_image(logo, ground)
    height = logo.height * _POINT
    width = max(1, round(height * image.width / image.height))
    address, data = _file(image, ground, _FINE * width, on_ground=on_ground)
    return _Shown(address, data, width, max(1, round(height)))


def _file(image: Image, ground: Colour, pixels: int, *, on_ground: bool = False) -> tuple[str, bytes]:
    """The file of a logo with its address: at most ``pixels`` wide, or a drawing, which is seen through."""
    from report_builder.layout.images import prepare_image

    if image.format == DRAWN:
        data = drawn(image, Rgb(ground.red, ground.green, ground.blue) if on_ground else None)
        ending = "svg"
    else:
        prepared = prepare_image(image, 72.0, pixels, ground)
        data, ending = prepared.data, "jpg" if prepared.kind == "jpeg" else "png"
    return f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}.{ending}", data
