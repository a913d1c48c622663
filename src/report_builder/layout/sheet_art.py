"""The art of a kind of page, on paper and on the site."""

from __future__ import annotations

from report_builder.graphics.art import Art, draw_art
from report_builder.graphics.movement import Band
from report_builder.graphics.scene import Scene
from report_builder.theme.face import FIRST_SEED
from report_builder.theme.model import Sheet, SheetKind, Theme


def draw_sheet(
    sheet: Sheet, width: float, height: float, stage: float, *, colour: str = "", windows: float = 1.0
) -> Scene:
    """Draw the art of a sheet in a size of its own; ``colour`` is that of the sheet where it is empty.

    See :func:`report_builder.graphics.art.draw_art`.
    """
    return draw_art(
        sheet.art,
        width,
        height,
        stage,
        FIRST_SEED if sheet.seed is None else sheet.seed,
        colour=colour or sheet.lines_colour,
        voice=sheet.voice,
        lines=sheet.lines,
        windows=windows,
    )


def draw_plate(theme: Theme, stage: float) -> Scene:
    """Draw the plate before a first chapter of this ``stage``: one picture with its opener, across the fold.

    The lines of a field lead into those of the opener, as many and as far apart. Of other kinds of art
    each page has its own picture.
    """
    plate, opener = theme.sheets[SheetKind.PLATE], theme.sheets[SheetKind.OPENER]
    if {plate.art, opener.art} != {Art.LINE_FIELD}:
        return draw_sheet(plate, theme.page.width, plate.height, plate.stage)
    accent = theme.accent(0)
    return draw_art(
        Art.LINE_FIELD,
        theme.page.width,
        plate.height,
        stage,
        FIRST_SEED if opener.seed is None else opener.seed,
        colour=plate.lines_colour,
        voice=accent.name if accent else opener.voice,
        lines=opener.lines,
        into=Band(opener.top - plate.top, opener.height),
    )
