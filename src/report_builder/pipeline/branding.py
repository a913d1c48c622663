"""Which brand file a report has: one that it or its settings name, or one beside report.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.model.report import Publication
from report_builder.settings import named_brand
from report_builder.sources.files import SourceFiles

if TYPE_CHECKING:
    from report_builder.theme.brand_file import BrandSource

NAME = "_brand.yml"
BESIDE = f"content/{NAME}"
STORED = f"assets/brand/{NAME}"
"""Where a stored report has a brand file that it was made with and that stood outside of it."""


def brand_of(facts: Publication, files: SourceFiles, diagnostics: Diagnostics) -> BrandSource | None:
    """Give the brand file of the report; None where it has none, or after a diagnostic.

    What is named outside of the report is looked for inside it first, where a stored report has it. What
    ``report.yaml`` names comes before the brand of the theme, and that before all else.
    """
    asked = facts.brand
    is_stored = files.exists(STORED)
    if asked is None and not is_stored:
        asked = named_brand(files.root)
        if asked is None and not files.exists(BESIDE):
            return None
    from report_builder.theme.brand_places import Place, find_brand  # late: few reports have one

    place = Place(files, "", STORED, lambda path: path)
    if asked is None:
        found: BrandSource | None = place.inside(STORED if is_stored else BESIDE, None)
    else:
        found = find_brand(asked, place, diagnostics)
    return found and replace(found, gives_way=facts.brand is None)
