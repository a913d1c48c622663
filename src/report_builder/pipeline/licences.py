"""The licences of everything that the files of a version carry with them."""

from __future__ import annotations

from pathlib import Path

from report_builder.plugins.plugin import Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.packaged import DATA
from report_builder.theme.licences import font_licences
from report_builder.theme.model import Theme
from report_builder.theme.script_fonts import families_among, script_licences
from report_builder.theme.shelves import THEMES

PROFILE_LICENCE = "sRGB-LICENSE.txt"
"""Of the colour profile that every PDF has."""


def licences_of(theme: Theme, root: Path, plugins: Plugins, pdf: bytes) -> dict[str, bytes]:
    """Give the licences by their names; ``root`` is the folder of the report, ``pdf`` the file made of it."""
    from report_builder.check.embedded_fonts import names_of_fonts

    folders = {}
    for path in theme.written:
        name = path.removeprefix(f"{THEMES}/").removesuffix("/theme.yaml")
        own = root / SourceFiles(root).on_disk(f"{THEMES}/{name}")
        folder = own if own.is_dir() else plugins.themes.get(name)
        if folder is not None:
            folders[name] = folder
    profile = (DATA / "profiles" / PROFILE_LICENCE).read_bytes()
    scripts = script_licences(families_among(names_of_fonts(pdf)))
    return font_licences(theme, folders) | scripts | {PROFILE_LICENCE: profile}
