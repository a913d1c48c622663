"""The art of a kind of page, on paper and on the site."""

from __future__ import annotations

from report_builder.graphics.art import draw_art
from report_builder.graphics.scene import Scene
from report_builder.theme.face import FIRST_SEED
from report_builder.theme.model import Sheet


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
