"""The themes and fonts that come with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def themes() -> tuple[str, ...]:
    """Return the names of the built-in themes, sorted."""
    return _names("themes")


def theme_text(name: str) -> str:
    """Return the theme file of a built-in theme."""
    return (_data() / "themes" / name / "theme.yaml").read_text(encoding="utf-8")


@cache
def fonts() -> tuple[str, ...]:
    """Return the names of the built-in font files, sorted."""
    return tuple(name for name in _names("fonts") if name.endswith(".ttf"))


def font(name: str) -> bytes:
    """Return a built-in font file."""
    return (_data() / "fonts" / name).read_bytes()


def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in (_data() / folder).iterdir()))


def _data() -> Traversable:
    return files("report_builder") / "data"
