"""The fonts for scripts that the families of a theme do not have: files of a distribution of its own.

Few reports need them, so they do not come with the program (see ``packages/scripts``).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from report_builder.language.writing import NASTALIQ, has_scripts
from report_builder.theme.model import Theme

DISTRIBUTION = "report-builder-scripts"
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
    """Give the font for a script by its name: the theme's, or the one that is installed; None without.

    A theme with a font of its own for Arabic letters has that for all of them, Nastaliq among them.
    """
    if family := theme.scripts.get(script):
        fonts = theme.fonts[family]
        file = fonts.bold if bold else fonts.regular
        return ScriptFont(PurePosixPath(file).stem, theme.files[file], file)
    if not has_scripts() or (script == NASTALIQ.name and "arabic" in theme.scripts):
        return None
    from report_builder_scripts import FAMILIES

    if script not in FAMILIES:  # of an older version
        return None
    name = f"{FAMILIES[script]}-{_FACES[bold]}"
    return ScriptFont(name, (folder() / f"{name}.ttf").read_bytes())


def families_among(names: Iterable[str]) -> frozenset[str]:
    """Give the installed families that are among the fonts of a file, by their names in it."""
    if not has_scripts():
        return frozenset()
    from report_builder_scripts import FAMILIES

    return frozenset(FAMILIES.values()) & {name.rpartition("-")[0] for name in names}


def script_licences(families: Iterable[str]) -> dict[str, bytes]:
    """Give the licences of installed families, by the names of their files."""
    files = [f"{family}-OFL.txt" for family in sorted(families)]
    return {file: (folder() / file).read_bytes() for file in files}


def state() -> str:
    """Give the version of the installed fonts, with what tells other files of the same version."""
    from hashlib import sha256
    from importlib.metadata import version

    files = sorted(folder().glob("*.ttf"))
    told = sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()[:8]
    return f"{version(DISTRIBUTION)} ({told})"
