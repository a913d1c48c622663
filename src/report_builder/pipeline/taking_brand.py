"""A brand file, with its fonts, for a report that begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, Severity
from report_builder.pipeline.branding import BESIDE
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Located
from report_builder.theme.brand_file import BrandSource, read_brand


class Taken(Struct, frozen=True):
    """A brand that a new report begins with: its files by their paths there, and whose brand it is."""

    files: Mapping[str, bytes]
    name: str


def taken(path: Path, diagnostics: Diagnostics) -> Taken | None:
    """Read the brand file ``path`` and the fonts that it names; None after a diagnostic for each fault."""
    unheard = Diagnostics()
    source = BrandSource(SourceFiles(path.parent), path.name, path.as_posix(), BESIDE)
    brand = read_brand(source, unheard)
    errors = [item for item in unheard.items if item.severity is Severity.ERROR]
    if brand is None or errors:
        diagnostics.extend(errors)
        return None
    fonts = brand.keys.typography.fonts if brand.keys.typography else ()
    files = {BESIDE: brand.text.encode()}
    for one in (one for font in fonts for one in font.files):
        file = one if isinstance(one, Located) else one.path
        data = None if "://" in file.value else source.shelf.read(file, diagnostics)
        if data is not None:
            files[source.shelf.home(file.value)] = data
    name = brand.keys.meta.name if brand.keys.meta else None
    written = name if isinstance(name, str) else (name.full or name.short) if name else ""
    return None if diagnostics.has_errors else Taken(files, written)
