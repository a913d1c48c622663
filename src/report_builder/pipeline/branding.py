"""Which brand file a report has: one that it or its settings name, or one beside report.yaml."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.model.report import Publication
from report_builder.settings import named_brand
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Located

if TYPE_CHECKING:
    from report_builder.theme.brand_file import BrandSource

NAME = "_brand.yml"
BESIDE = f"content/{NAME}"
STORED = f"assets/brand/{NAME}"
"""Where a stored report has a brand file that it was made with and that stood outside of it."""


def brand_of(facts: Publication, files: SourceFiles) -> BrandSource | None:
    """Give the brand file of the report, None where it has none.

    What is named outside of the report is looked for inside it first, where a stored report has it.
    """
    asked = facts.brand
    if asked is not None and not _is_outside(asked.value):
        return _inside(files, asked.value, asked)
    if files.exists(STORED):
        return _inside(files, STORED, asked)
    asked = asked or named_brand(files.root)
    if asked is not None:
        return _outside(files, asked)
    return _inside(files, BESIDE, None) if files.exists(BESIDE) else None


def _is_outside(path: str) -> bool:
    return Path(path).is_absolute() or ".." in Path(path).parts


def _inside(files: SourceFiles, path: str, asked: Located[str] | None) -> BrandSource:
    from report_builder.theme.brand_file import BrandSource  # late: few reports have one

    path = files.name_of(path)
    return BrandSource(files, path, path, path, asked.span if asked else None)


def _outside(files: SourceFiles, asked: Located[str]) -> BrandSource:
    from report_builder.theme.brand_file import BrandSource

    place = Path(os.path.normpath(files.root / asked.value))
    return BrandSource(SourceFiles(place.parent), place.name, asked.value, STORED, asked.span)
