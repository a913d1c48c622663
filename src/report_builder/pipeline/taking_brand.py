"""A brand file, with its fonts and its logo, for a report that begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, Severity
from report_builder.pipeline.branding import BESIDE, NAME
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Located
from report_builder.theme.brand_file import BrandFile, BrandSource, read_brand
from report_builder.theme.brand_logo import brand_logo
from report_builder.theme.brand_places import package_brand


class Taken(Struct, frozen=True):
    """A brand that a new report begins with: its files by their paths there, and whose brand it is.

    ``package`` is the name of the installed brand that the report shall name, and has no files of.
    """

    files: Mapping[str, bytes]
    name: str
    package: str = ""


def taken(asked: str, diagnostics: Diagnostics) -> Taken | None:
    """Read the brand file at the path ``asked`` and the fonts and logo that it names, or the installed brand.

    None after a diagnostic for each fault.
    """
    path = Path(asked)
    if path.is_file():
        source = BrandSource(SourceFiles(path.parent), path.name, path.as_posix(), BESIDE)
        return _copied(source, diagnostics)
    folder = package_brand(asked, diagnostics)
    if folder is None:
        return None
    source = BrandSource(SourceFiles(folder), NAME, f"{asked}/{NAME}", BESIDE)
    brand = _read(source, diagnostics)
    return None if brand is None else Taken({}, _owner(brand), asked)


def _read(source: BrandSource, diagnostics: Diagnostics) -> BrandFile | None:
    unheard = Diagnostics()
    brand = read_brand(source, unheard)
    errors = [item for item in unheard.items if item.severity is Severity.ERROR]
    diagnostics.extend(errors)
    return None if errors else brand


def _copied(source: BrandSource, diagnostics: Diagnostics) -> Taken | None:
    brand = _read(source, diagnostics)
    if brand is None:
        return None
    fonts = brand.keys.typography.fonts if brand.keys.typography else ()
    files = {BESIDE: brand.text.encode()}
    for one in (one for font in fonts for one in font.files):
        file = one if isinstance(one, Located) else one.path
        data = None if "://" in file.value else source.shelf.read(file, diagnostics)
        if data is not None:
            files[source.shelf.home(file.value)] = data
    for key, file in brand_logo(brand.keys, source.shelf, Diagnostics()).items():
        data = source.shelf.read(file, diagnostics) if key != "alt" else None
        if data is not None:
            files[source.shelf.home(file.value)] = data
    return None if diagnostics.has_errors else Taken(files, _owner(brand))


def _owner(brand: BrandFile) -> str:
    name = brand.keys.meta.name if brand.keys.meta else None
    return name if isinstance(name, str) else (name.full or name.short) if name else ""
