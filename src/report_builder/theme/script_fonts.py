"""The fonts for scripts that the families of a theme do not have: files of a distribution of its own.

Few reports need them, so they do not come with the program (see ``packages/scripts``).
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from report_builder.installed import has_scripts

_FACES = {False: "Regular", True: "Bold"}


class ScriptFont(Struct, frozen=True):
    """A font file, with the name that a document knows it by."""

    name: str
    data: bytes


def folder() -> Path:
    """Give the folder of the fonts, with their licences; only where they are installed."""
    import report_builder_scripts

    found: Path = report_builder_scripts.FOLDER
    return found


def script_font(script: str, bold: bool) -> ScriptFont | None:
    """Give the font for a script by its name; None where there is none."""
    if not has_scripts():
        return None
    from report_builder_scripts import FAMILIES

    name = f"{FAMILIES[script]}-{_FACES[bold]}"
    return ScriptFont(name, (folder() / f"{name}.ttf").read_bytes())
