"""The licences of everything that the files of a version carry with them."""

from __future__ import annotations

from pathlib import Path

from report_builder.plugins.plugin import Plugins
from report_builder.sources.packaged import DATA
from report_builder.theme.licences import font_licences
from report_builder.theme.model import Theme

_OURS = {
    "sRGB-LICENSE.txt": DATA / "profiles" / "sRGB-LICENSE.txt",
    "Designsystemet-LICENSE.txt": DATA / "web" / "designsystemet" / "LICENSE",
}
"""Of the colour profile in every PDF, and of what the style sheets of every edition have in them."""


def licences_of(theme: Theme, root: Path, plugins: Plugins) -> dict[str, bytes]:
    """Give the licences by their names; ``root`` is the folder of the report."""
    own = root / "assets" / "themes" / theme.name
    folder = own if own.is_dir() else plugins.themes.get(theme.name)
    return font_licences(theme, folder) | {name: path.read_bytes() for name, path in _OURS.items()}
