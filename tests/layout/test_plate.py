"""The plate and the first chapter's opener are one picture: lines meet at the fold."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest
from msgspec.structs import replace

from report_builder.layout.sheet_art import draw_plate, draw_sheet
from report_builder.theme import load_theme
from report_builder.theme.model import SheetKind, Theme
from tests.layout.test_running_text import laid_out


def themed(name: str) -> Theme:
    theme = load_theme(name).value
    assert theme is not None
    return theme


def dark_rows(pdf: bytes, at: int, column: int) -> list[tuple[int, int]]:
    """Where dark begins and ends down a column of pixels of a page, 4 to the point."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[at].render(scale=4).to_pil().convert("L")
    x = column % picture.width
    dark = [value < 200 for value in picture.crop((x, 0, x + 1, picture.height)).tobytes()]
    edges = [y for y, (above, here) in enumerate(pairwise([False, *dark, False])) if above != here]
    return list(zip(edges[::2], edges[1::2], strict=True))


def plate_of(pdf: bytes) -> int:
    """The index of the page that shows nothing but a drawing, after the cover."""
    with pypdfium2.PdfDocument(pdf) as document:
        return next(at for at in range(1, len(document)) if not document[at].get_textpage().count_chars())


@pytest.mark.parametrize("lines", [9, 14, 22])
def test_lines_meet_at_the_fold(lines: int) -> None:
    theme = themed("konstruktiv")
    opener = replace(theme.sheets[SheetKind.OPENER], lines=lines)
    theme = replace(theme, sheets={**theme.sheets, SheetKind.OPENER: opener})
    pdf = laid_out("# Kapittel\n\nTekst.\n", theme).pdf
    plate = plate_of(pdf)
    left, right = dark_rows(pdf, plate, -2), dark_rows(pdf, plate + 1, 1)
    assert len(left) == len(right) == lines
    for one, other in zip(left, right, strict=True):
        assert abs(sum(one) - sum(other)) <= 4  # half a point, for the slope


def test_other_art_has_a_picture_on_each_page() -> None:
    theme = themed("noktern")
    plate = theme.sheets[SheetKind.PLATE]
    same = draw_sheet(plate, theme.page.width, plate.height, plate.stage)
    assert draw_plate(theme, 0.2) == same
