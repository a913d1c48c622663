"""The file for a printer, which stands beside the accessible one."""

from __future__ import annotations

from pathlib import Path

from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import hinted
from report_builder.theme.geometry import LARGEST_SIDE, PageGeometry


def print_file(pdf: Path, words: Catalogue) -> Path:
    """What the file for a printer is called beside ``pdf``, by a word of the report's language."""
    return pdf.with_name(f"{pdf.stem}-{words('document.print')}{pdf.suffix}")


def fits_on_sheet(page: PageGeometry, around: float, diagnostics: Diagnostics) -> bool:
    """Tell whether a page of PDF can be so much larger (points, on each side); False after RB-VALUE."""
    side = max(page.width, page.height) + 2 * around
    if side > LARGEST_SIDE:
        told = hinted("pipeline.print-large", side=round(side), most=round(LARGEST_SIDE))
        diagnostics.error("RB-VALUE", None, *told)
    return side <= LARGEST_SIDE


def tell_old_print(pdf: Path, words: Catalogue, diagnostics: Diagnostics) -> None:
    """RB-OLD-PRINT for a file for a printer beside a ``pdf`` that was put there without one."""
    printed = print_file(pdf, words)
    if printed.is_file():
        names = {"printed": str(printed), "pdf": pdf.name}
        diagnostics.warn("RB-OLD-PRINT", None, *hinted("pipeline.old-print", **names))
