"""The licences of a theme's fonts: as files beside them, else as the fonts themselves have them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from report_builder.diagnostics import Diagnostics
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles
from report_builder.sources.packaged import DATA
from report_builder.theme import builtin
from report_builder.theme.fontfile import font_names
from report_builder.theme.model import Theme
from report_builder.theme.shelves import THEMES

BRAND = "brand"
"""What the folder of licences is called that has those of a brand's fonts."""

_IS_LICENCE = late(r"(?i)(?:^|[^a-z])(?:ofl|ufl|licen[cs]e|lisens|copying)(?:[^a-z]|$)")
_NO_TEXT = (".ttf", ".otf", ".woff", ".woff2", ".yaml", ".png", ".jpg", ".pdf")
_LARGEST = 1024 * 1024
_COPYRIGHT, _LICENCE, _ADDRESS = 0, 13, 14


def font_licences(theme: Theme, folders: Mapping[str, Path]) -> dict[str, bytes]:
    """Give the licences of every font of ``theme``, by the names of their files.

    ``folders`` are those of themes that bring fonts of their own, by their names; their licences stand in a
    folder of the theme's name. A font that neither has a licence beside it nor names one has none here.
    """
    found: dict[str, bytes] = {}
    own: dict[str, dict[str, bytes]] = {}
    for key in sorted(theme.files):
        data = theme.files[key]
        for home, name in map(_home, theme.homes[key]):
            if name not in builtin.fonts() or data != builtin.font(name):
                own.setdefault(home, {})[name] = data
                continue
            licence = f"{name.partition('-')[0]}-OFL.txt"
            found[licence] = found.get(licence) or (DATA / "fonts" / licence).read_bytes()
    for home, fonts in own.items():
        of_own = (_beside(folders[home]) if home in folders else {}) or _named(fonts)
        found |= {f"{home}/{name}": data for name, data in of_own.items()}
    return found


def _home(path: str) -> tuple[str, str]:
    """The theme that a font belongs to, and its path there; one of a brand belongs to that."""
    theme, _, name = path.removeprefix(f"{THEMES}/").partition("/")
    return (theme, name) if path.startswith(f"{THEMES}/") else (BRAND, path.rpartition("/")[2])


def _beside(folder: Path) -> dict[str, bytes]:
    """The licences that stand in the folder of a theme."""
    files = SourceFiles(folder.parent)
    found = {}
    for path in files.below(folder.name, ""):
        name = path.rpartition("/")[2]
        if not _IS_LICENCE.search(name) or name.lower().endswith(_NO_TEXT):
            continue
        data = files.read_bytes(path, Diagnostics(), None, _LARGEST)
        if data is not None:
            found[path.removeprefix(f"{folder.name}/")] = data
    return found


def _named(fonts: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the fonts say of their licences, each text once, under the name of the first font that says it."""
    found: dict[str, bytes] = {}
    for name, data in fonts.items():
        names = font_names(data)
        if _LICENCE not in names and _ADDRESS not in names:
            continue
        said = [names[each] for each in (_COPYRIGHT, _LICENCE, _ADDRESS) if each in names]
        text = ("\n\n".join(said) + "\n").replace("\r\n", "\n").replace("\r", "\n").encode()
        if text not in found.values():
            found[f"{name.rpartition('/')[2].rpartition('.')[0]}.txt"] = text
    return found
