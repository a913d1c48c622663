"""The files of a theme's logo, found in the folder of the theme that names them. Nobody decodes them here."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics
from report_builder.sources.schema import Located
from report_builder.theme.keys import LogoKeys
from report_builder.theme.lineage import Lineage
from report_builder.theme.logo import Logo, LogoFile, LogoLook


def find_logo(keys: LogoKeys, lineage: Lineage, diagnostics: Diagnostics) -> Logo | None:
    """Read the files of a logo; None after a diagnostic for each that cannot be read."""
    light = _read(keys.file, lineage, diagnostics)
    dark = None if keys.dark is None else _read(keys.dark, lineage, diagnostics)
    if light is None or (dark is None and keys.dark is not None):
        return None
    look = {name: getattr(keys, name) for name in LogoLook.__struct_fields__}
    return Logo(light=light, dark=dark, span=lineage.nearest(keys.span, keys.file.span), **look)


def _read(file: Located[str], lineage: Lineage, diagnostics: Diagnostics) -> LogoFile | None:
    shelf = lineage.shelf(file.span)
    data = shelf.read(file, diagnostics)
    return None if data is None else LogoFile(shelf.home(file.value), data, lineage.nearest(file.span))
