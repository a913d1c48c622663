"""The themes and fonts that come with the package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from report_builder.sources.packaged import DATA


def themes() -> tuple[str, ...]:
    """Return the names of the built-in themes, sorted."""
    return _names("themes")


def theme_text(name: str) -> str:
    """Return the theme file of a built-in theme."""
    return (DATA / "themes" / name / "theme.yaml").read_text(encoding="utf-8")


@cache
def fonts() -> tuple[str, ...]:
    """Return the names of the built-in font files, sorted."""
    return tuple(name for name in _names("fonts") if name.endswith(".ttf"))


def font(name: str) -> bytes:
    """Return a built-in font file."""
    return (DATA / "fonts" / name).read_bytes()


class FontFiles(Mapping[str, bytes]):
    """The font files of a theme by their names. Built-in ones are read each time they are asked for.

    A report uses few of its theme's faces, and what uses one keeps what it needs of it.
    """

    def __init__(self, own: Mapping[str, bytes], built_in: Mapping[str, str]) -> None:
        """Take files of the report as they were read, and what built-in ones are called among these."""
        self._files: dict[str, bytes | str] = {**own, **built_in}

    def __getitem__(self, name: str) -> bytes:
        data = self._files[name]
        return font(data) if isinstance(data, str) else data

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in (DATA / folder).iterdir()))
