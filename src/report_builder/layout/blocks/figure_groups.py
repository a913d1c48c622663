"""Images side by side under one caption, each with its letter below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from report_builder.language.message import hinted
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.captions import caption_rows
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.figures import TALLEST, place_captioned
from report_builder.layout.blocks.rows import ImageItem, Row
from report_builder.layout.blocks.stacking import extent, merged
from report_builder.layout.pictures import prepare_picture
from report_builder.layout.side_by_side import Room, in_rows
from report_builder.model.blocks import Block
from report_builder.model.figures import Figure, FigureGroup
from report_builder.model.tags import Element

_LEAST = 90.0
"""How narrow a picture of a row may be, in points: some 32 mm."""


def figure_group(builder: Builder, node: FigureGroup, region: Region) -> None:
    """Rows of pictures, each with its caption below it, and the caption of all in the margin or below.

    The group is on one page where it fits; a higher one may be divided between its rows.
    """
    page = builder.theme.page
    wide = node.wide and region.can_widen(page)
    gap, tallest = page.grid, TALLEST * page.lines * page.grid
    room = Room(page.full_width if wide else region.width, gap, _LEAST, tallest)
    group = region.below(region.element.add(Element("Div")))
    rows: list[Row] = []
    waiting = list(node.figures)
    most = 0
    for widths in in_rows([figure.shape for figure in node.figures], node.columns, room):
        rows += _row(builder, waiting[: len(widths)], widths, group, gap)
        del waiting[: len(widths)]
        most = max(most, len(widths))
    if most < min(node.columns, len(node.figures)):
        told = hinted("layout.figures-narrow", wanted=f"columns={node.columns}", columns=most)
        builder.diagnostics.note("RB-VALUE", node.span, *told)
    for row in rows:
        row.wide = wide
    fits = extent(rows) <= tallest
    for below in rows[1:-1:2]:
        below.keep = fits
    builder.begin(rows[0], node.id, node.span, group.element)
    place_captioned(builder, rows, node.label, node.caption, group, node.credit)


def _row(
    builder: Builder, figures: Sequence[Figure], widths: Sequence[float], group: Region, gap: float
) -> Iterator[Row]:
    """A row of pictures, and one of what is said of each."""
    height = widths[0] / figures[0].shape
    pictures, below = Row(height, keep=True), Row(0.0, before=builder.theme.page.grid / 2, after=gap)
    x, depth = group.x, 0.0
    for figure, width in zip(figures, widths, strict=True):
        both = group.element.add(Element("Div"))
        element = both.add(Element("Figure", alt=builder.alt(figure), attributes={"Placement": "Block"}))
        prepared = prepare_picture(figure.image, width, builder.theme.image_ppi)
        pictures.items += (ImageItem(prepared, x, 0.0, width, height, element),)
        builder.begin(pictures, figure.id, figure.span, element)
        owner = ElementOwner(both.add(Element("Caption")))
        place = Region(x, width, "caption", both)
        told = caption_rows(builder, figure.part, figure.caption, figure.credit, place, owner)
        depth = max(depth, merged(below, told))
        x += width + gap
    below.height = depth
    builder.attach_notes([below])
    yield pictures
    yield below


ROWS: Mapping[type[Block], BlockFunction] = {FigureGroup: figure_group}
