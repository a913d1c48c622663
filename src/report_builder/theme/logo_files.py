"""The files of a theme's logo and images, found in the folder of the theme that names them, not decoded."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics
from report_builder.sources.schema import Located
from report_builder.theme.keys import LogoKeys, SheetImageKeys
from report_builder.theme.lineage import Lineage
from report_builder.theme.logo import Logo, LogoFile, LogoLook
from report_builder.theme.sheet_image import SheetImage, SheetImageLook


def find_logo(keys: LogoKeys, lineage: Lineage, diagnostics: Diagnostics) -> Logo | None:
    """Read the files of a logo; None after a diagnostic for each that cannot be read."""
    light = _read(keys.file, lineage, diagnostics)
    others = {name: file for name in ("dark", "small") if (file := getattr(keys, name)) is not None}
    read = {name: _read(file, lineage, diagnostics) for name, file in others.items()}
    if light is None or None in read.values():
        return None
    look = {name: getattr(keys, name) for name in LogoLook.__struct_fields__}
    height = lineage.written("logo", "height")
    return Logo(
        light=light,
        dark=read.get("dark"),
        small=read.get("small"),
        of_brand=lineage.shelf(keys.file.span).is_brand,
        span=lineage.nearest(keys.span, keys.file.span),
        # Of what a theme and those below it write, the nearest is what makes it too large.
        size_span=lineage.nearest(*([height[0]] if height else []), light.span),
        **look,
    )


def find_image(keys: SheetImageKeys, lineage: Lineage, diagnostics: Diagnostics) -> SheetImage:
    """Read the file of an image of a sheet, which is told where it cannot be read."""
    look = {name: getattr(keys, name) for name in SheetImageLook.__struct_fields__}
    file = None if keys.file is None else _read(keys.file, lineage, diagnostics)
    return SheetImage(file=file, scrim=keys.scrim or "", **look)


def _read(file: Located[str], lineage: Lineage, diagnostics: Diagnostics) -> LogoFile | None:
    shelf = lineage.shelf(file.span)
    data = shelf.read(file, diagnostics)
    return None if data is None else LogoFile(shelf.home(file.value), data, lineage.nearest(file.span))
