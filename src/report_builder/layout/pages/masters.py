"""Master pages: what every page of a kind carries besides its text."""

from __future__ import annotations

from report_builder.graphics.line_field import draw_line_field
from report_builder.graphics.scene import Rect, Scene
from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.owners import FOOTER, HEADER
from report_builder.layout.blocks.rows import Row, TextItem
from report_builder.layout.compose.paragraph import Owner
from report_builder.layout.pages.page import Page, PlacedArt, PlacedRow

_SEED = 1
_COVER_STAGE = 0.38
_COVER_CLEAR = 330.0
"""The height at the top of the cover that is kept calm for the title."""
_PLATE_STAGE = 0.0
OPENER_LINES = 11
"""How many grid lines the drawing on a chapter's first page takes."""
_OPENER_HEIGHT = 200.0


def dress(builder: Builder, pages: list[Page], draft: str) -> None:
    """Give each page its running head, folio and art. ``draft`` is a word for every page, or empty."""
    for index, page in enumerate(pages):
        recto = index % 2 == 0
        if page.kind in ("cover", "plate"):
            page.art.append(_bleeding_field(builder, page.kind))
        elif page.kind == "body":
            _running_head(builder, page, recto)
        if page.kind not in ("cover", "plate"):
            _furniture(builder, page, page.label, "folio", builder.theme.page.folio, FOOTER, recto)
        if page.opener:
            page.art.append(_opener_field(builder, page.opener.stage))
        if draft:
            _furniture(builder, page, draft, "draft", builder.theme.page.folio, FOOTER, not recto)


def _running_head(builder: Builder, page: Page, recto: bool) -> None:
    if page.opener is None and page.title:
        text = page.title if recto else builder.report.publication.title
        _furniture(builder, page, text, "running_head", builder.theme.page.head, HEADER, recto)


def _furniture(
    builder: Builder, page: Page, text: str, style: str, baseline: float, owner: Owner, recto: bool
) -> None:
    """A line of text on the outer side of the page; ``baseline`` counts from the sheet's upper edge."""
    geometry = builder.theme.page
    lines = builder.compose([builder.run(text, style, owner)], float("inf"))
    align = "right" if recto else "left"
    item = TextItem(tuple(lines), 0.0, 0.0, 0.0, geometry.full_width, align)
    page.furniture.append(PlacedRow(baseline - geometry.top, Row(0.0, (item,), wide=True)))


def _bleeding_field(builder: Builder, kind: str) -> PlacedArt:
    page = builder.theme.page
    if kind == "cover":
        scene = draw_line_field(
            page.width, page.height, _COVER_STAGE, _SEED, ground="ink", lines=26, clear=_COVER_CLEAR
        )
    else:
        ground = Rect(0.0, 0.0, page.width, page.height, fill="tint")
        calm = draw_line_field(page.width, page.height, _PLATE_STAGE, _SEED, ground="paper")
        scene = Scene(page.width, page.height, (ground, *calm.shapes))
    return PlacedArt(scene, 0.0, 0.0)


def _opener_field(builder: Builder, stage: float) -> PlacedArt:
    page = builder.theme.page
    return PlacedArt(draw_line_field(page.width, _OPENER_HEIGHT, stage, _SEED, lines=14), 0.0, 0.0)
