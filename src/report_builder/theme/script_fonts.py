"""The fonts for scripts that the families of a theme do not have: files of a distribution of its own.

Few reports need them, so they do not come with the program (see ``packages/scripts``).
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from msgspec import Struct

from report_builder.language.writing import has_scripts
from report_builder.theme.model import Theme

_FACES = {False: "Regular", True: "Bold"}


class ScriptFont(Struct, frozen=True):
    """A font file, with the name that a document knows it by; ``file`` is what a theme calls it."""

    name: str
    data: bytes
    file: str = ""


def folder() -> Path:
    """Give the folder of the fonts, with their licences; only where they are installed."""
    import report_builder_scripts

    found: Path = report_builder_scripts.FOLDER
    return found


def script_font(theme: Theme, script: str, bold: bool) -> ScriptFont | None:
    """Give the font for a script by its name: the theme's, or the one that is installed; None without."""
    if family := theme.scripts.get(script):
        fonts = theme.fonts[family]
        file = fonts.bold if bold else fonts.regular
        return ScriptFont(PurePosixPath(file).stem, theme.files[file], file)
    if not has_scripts():
        return None
    from report_builder_scripts import FAMILIES

    name = f"{FAMILIES[script]}-{_FACES[bold]}"
    return ScriptFont(name, (folder() / f"{name}.ttf").read_bytes())
