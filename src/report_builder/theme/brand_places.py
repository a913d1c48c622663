"""Where a brand file is found that a report or a theme names: inside the report, outside, or in a package."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from pathlib import Path

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import all_of, say
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean_or_all
from report_builder.sources.schema import Located
from report_builder.theme.brand_file import BrandSource
from report_builder.theme.shelves import THEMES, Shelf

NAME = "_brand.yml"
_ENDINGS = (".yml", ".yaml")
_PACKAGE = late(r"\w[\w.-]*")


class Place:
    """From where a brand is asked for: the folder ``within`` of ``files``, empty for that of the report.

    ``home`` gives the path that a file of that folder has in a stored report, and ``kept`` is where a stored
    report has a brand file that stood outside of it.
    """

    def __init__(self, files: SourceFiles, within: str, kept: str, home: Callable[[str], str]) -> None:
        self.files, self.within, self.kept, self.home = files, within, kept, home

    def inside(self, path: str, asked: Located[str] | None) -> BrandSource:
        """The file with this path, from the root of ``files``."""
        path = self.files.name_of(path)
        return BrandSource(self.files, path, path, self.home(path), asked.span if asked else None)


def place_of(shelf: Shelf) -> Place | None:
    """From where a theme asks for its brand; None of a built-in one, which has none."""
    files, kept = shelf.files, f"brand/{NAME}"
    if files is None:
        return None
    if shelf.is_own:
        return Place(files, shelf.folder, f"{shelf.folder}/{kept}", lambda path: path)
    # What a package brings is stored as if it were a theme of the report.
    return Place(files, "", kept, lambda path: f"{THEMES}/{shelf.name}/{path}")


def find_brand(asked: Located[str], place: Place, diagnostics: Diagnostics) -> BrandSource | None:
    """Find the brand file that is asked for by its path or by the name of its package.

    What stands outside is looked for among what a stored report has, first. None after RB-FILE-MISSING where
    neither a file nor a package has that name, and after RB-VALUE where several packages have it. That a
    path leads to no file is told by who reads it.
    """
    path = posixpath.normpath(f"{place.within}/{asked.value}" if place.within else asked.value)
    is_outside = Path(asked.value).is_absolute() or path.startswith("..")
    if not is_outside and (_is_path(asked.value) or place.files.exists(path)):
        return place.inside(path, asked)
    if place.files.exists(place.kept):
        return place.inside(place.kept, asked)
    if is_outside:
        whole = Path(os.path.normpath(place.files.root / place.within / asked.value))
        shown = asked.value if Path(asked.value).is_absolute() else path
        return _outside(whole.parent, whole.name, shown, asked, place)
    folder = package_brand(asked.value, diagnostics, asked.span)
    return None if folder is None else _outside(folder, NAME, f"{asked.value}/{NAME}", asked, place)


def package_brand(name: str, diagnostics: Diagnostics, span: SourceSpan | None = None) -> Path | None:
    """Give the folder of the brand of an installed package; None after RB-FILE-MISSING or RB-VALUE."""
    from report_builder.plugins.brands import brand_folder, brand_names, packages_of  # late: few need it

    packages = packages_of(name)
    if len(packages) > 1:
        named = all_of([f"'{package}'" for package in packages])
        message = say("theme.brand-twice", name=name, packages=named)
        diagnostics.error("RB-VALUE", span, message, say("plugins.twice.hint"))
        return None
    folder = brand_folder(name, NAME)
    if folder is None:
        known = brand_names()
        hint = did_you_mean_or_all(name, known) if known else say("theme.brand-unknown.hint")
        diagnostics.error("RB-FILE-MISSING", span, say("theme.brand-unknown", name=name), hint)
    return folder


def _is_path(text: str) -> bool:
    return text.endswith(_ENDINGS) or not _PACKAGE.fullmatch(text)


def _outside(folder: Path, file: str, shown: str, asked: Located[str], place: Place) -> BrandSource:
    files = place.files.beside(folder)
    return BrandSource(files, file, shown, place.home(place.kept), asked.span)
