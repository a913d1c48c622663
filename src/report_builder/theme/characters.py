"""Which characters a theme could set, as far as that is known of a faulty one."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.diagnostics import Diagnostics
from report_builder.plugins.plugin import Plugins
from report_builder.sources.files import SourceFiles
from report_builder.theme import builtin
from report_builder.theme.fontfile import font_fault
from report_builder.theme.lineage import read_lineage
from report_builder.theme.shelves import THEMES, Library


def characters_for(name: str, files: SourceFiles, plugins: Plugins) -> frozenset[int]:
    """Return the code points that any font has which the theme ``name`` of a report could ask for.

    These are the built-in fonts, and the sound ones in the folders of the theme and of those that it extends.
    """
    import uharfbuzz

    fonts = [builtin.font(file) for file in builtin.fonts()]
    lineage = read_lineage(name, Library(files, plugins), None, Diagnostics())
    for one in {name, *(layer.shelf.name for layer in lineage.layers)} if lineage else (name,):
        fonts += _sound_fonts(files, f"{THEMES}/{one}")
        if one in plugins.themes:
            fonts += _sound_fonts(SourceFiles(plugins.themes[one]), ".")
    return frozenset().union(*(uharfbuzz.Face(data).unicodes for data in fonts))


def _sound_fonts(files: SourceFiles, folder: str) -> Iterator[bytes]:
    for path in files.below(folder, ".ttf"):
        data = files.read_bytes(path, Diagnostics(), None)
        if data is not None and font_fault(data) is None:
            yield data
