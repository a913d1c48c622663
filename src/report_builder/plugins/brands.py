"""The brands that installed packages bring: in which folder each stands. Nothing of a package is run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "report_builder.brands"
"""The group of entry points in which a package names its brands: each is the package with the brand file."""


def brand_names() -> tuple[str, ...]:
    """Give the names of the brands of all packages, sorted."""
    return tuple(sorted({point.name for point in _points()}))


def packages_of(name: str) -> tuple[str, ...]:
    """Give the packages that have a brand of that name, sorted; there should be one."""
    return tuple(sorted(point.dist.name if point.dist else "" for point in _points() if point.name == name))


def brand_folder(name: str, file: str) -> Path | None:
    """Give the folder of the brand ``name``, where ``file`` is its brand file; None where there is none."""
    point = next((point for point in _points() if point.name == name), None)
    folders = [*_folders(point.module)] if point is not None else []
    # A package may be in several folders.
    return next((folder for folder in folders if (folder / file).exists()), next(iter(folders), None))


def _points() -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points  # late: few reports ask for what is installed

    return tuple(entry_points(group=GROUP))


def _folders(module: str) -> Iterator[Path]:
    """Where a package is, found as an import finds it, but that none of it is imported."""
    first, *inner = module.split(".")
    spec = _top(first)
    name = first
    for part in inner:
        if spec is None or spec.submodule_search_locations is None:
            return
        name = f"{name}.{part}"
        spec = PathFinder.find_spec(name, [*spec.submodule_search_locations])
    if spec is not None and spec.submodule_search_locations is not None:
        yield from (folder for place in spec.submodule_search_locations if (folder := Path(place)).is_dir())


def _top(name: str) -> ModuleSpec | None:
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        spec: ModuleSpec | None = find(name, None) if find is not None else None
        if spec is not None:
            return spec
    return None
