"""The licences of everything that the files of a version carry with them."""

from __future__ import annotations

from pathlib import Path

from report_builder.plugins.plugin import Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.packaged import DATA
from report_builder.theme.licences import font_licences
from report_builder.theme.model import Theme
from report_builder.theme.shelves import THEMES

PROFILE_LICENCE = "sRGB-LICENSE.txt"
"""Of the colour profile that every PDF has."""


def licences_of(theme: Theme, root: Path, plugins: Plugins) -> dict[str, bytes]:
    """Give the licences by their names; ``root`` is the folder of the report."""
    folders = {}
    for path in theme.written:
        name = path.removeprefix(f"{THEMES}/").removesuffix("/theme.yaml")
        own = root / SourceFiles(root).on_disk(f"{THEMES}/{name}")
        folder = own if own.is_dir() else plugins.themes.get(name)
        if folder is not None:
            folders[name] = folder
    profile = (DATA / "profiles" / PROFILE_LICENCE).read_bytes()
    return font_licences(theme, folders) | {PROFILE_LICENCE: profile}
