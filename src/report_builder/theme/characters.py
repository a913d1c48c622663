"""Which characters a theme could set, as far as that is known of a faulty one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostics
from report_builder.plugins.plugin import Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Located
from report_builder.sources.yaml_tree import ScalarNode
from report_builder.theme import builtin
from report_builder.theme.fontfile import font_fault
from report_builder.theme.lineage import Layer, read_lineage
from report_builder.theme.shelves import THEMES, Library
from report_builder.theme.uses import entries_of, names_in

if TYPE_CHECKING:
    from report_builder.theme.brand_file import BrandSource


def characters_for(
    name: str, files: SourceFiles, plugins: Plugins, brand: BrandSource | None = None
) -> frozenset[int]:
    """Return the code points that any font has which the theme ``name`` of a report could ask for.

    These are the built-in fonts, the sound ones in the folders of the theme and of those that it extends, and
    those of their brands and of ``brand``, that of the report.
    """
    import uharfbuzz

    fonts = [builtin.font(file) for file in builtin.fonts()]
    lineage = read_lineage(name, Library(files, plugins), None, Diagnostics())
    for one in {name, *(layer.shelf.name for layer in lineage.layers)} if lineage else (name,):
        fonts += _sound_fonts(files, f"{THEMES}/{one}")
        if one in plugins.themes:
            fonts += _sound_fonts(SourceFiles(plugins.themes[one]), ".")
    if lineage is not None and (brand is not None or any(layer.brand for layer in lineage.layers)):
        from report_builder.theme.branding import with_brands  # late: few reports have one

        for layer in with_brands(lineage, brand, Diagnostics()).layers:
            fonts += _of_brand(layer) if layer.shelf.is_brand else ()
    return frozenset().union(*(uharfbuzz.Face(data).unicodes for data in fonts))


def _of_brand(layer: Layer) -> Iterator[bytes]:
    """The sound fonts that a brand brings, each of which it names."""
    faces = (
        face
        for family in names_in(layer.tree, "fonts").values()
        for face in entries_of(family.value).values()
    )
    for file in {
        face.value.text: face.value for face in faces if isinstance(face.value, ScalarNode)
    }.values():
        if layer.shelf.has(file.text):
            data = layer.shelf.read(Located(file.text, file.span), Diagnostics())
            if data is not None and font_fault(data) is None:
                yield data


def _sound_fonts(files: SourceFiles, folder: str) -> Iterator[bytes]:
    for path in files.below(folder, ".ttf"):
        data = files.read_bytes(path, Diagnostics(), None)
        if data is not None and font_fault(data) is None:
            yield data
