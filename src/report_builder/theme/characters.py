"""Which characters a theme could set, as far as that is known of a faulty one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from report_builder.diagnostics import Diagnostics
from report_builder.sources.files import SourceFiles
from report_builder.theme import builtin
from report_builder.theme.fontfile import font_fault


def characters_for(name: str, files: SourceFiles, plugged: Mapping[str, Path]) -> frozenset[int]:
    """Return the code points that any font has which the theme ``name`` of a report could ask for.

    These are the built-in fonts, and the sound ones in the theme's own folder. ``plugged`` are the folders of
    the themes of plug-ins.
    """
    import uharfbuzz

    fonts = [builtin.font(file) for file in builtin.fonts()]
    fonts += _sound_fonts(files, f"assets/themes/{name}")
    if name in plugged:
        fonts += _sound_fonts(SourceFiles(plugged[name]), ".")
    return frozenset().union(*(uharfbuzz.Face(data).unicodes for data in fonts))


def _sound_fonts(files: SourceFiles, folder: str) -> Iterator[bytes]:
    for path in files.below(folder, ".ttf"):
        data = files.read_bytes(path, Diagnostics(), None)
        if data is not None and font_fault(data) is None:
            yield data
