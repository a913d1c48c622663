"""Photographs that go to the edges of the sheet: their elements, and the rows of caption and credit."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec.structs import replace

from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.captions import caption_rows
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row, SheetPicture
from report_builder.layout.blocks.stacking import extent
from report_builder.model.blocks import Block
from report_builder.model.pictures import Photograph
from report_builder.model.tags import Element
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import Colour, Sheet, Theme

_SHARE = 0.36
"""The least of the sheet that the photograph of an opener takes, unless the theme's ground has an end."""


def spread(builder: Builder, node: Photograph, region: Region) -> None:
    """A photograph on a page of its own, or on two; its caption stands at the foot of it."""
    page = builder.theme.page
    picture = _picture(builder, node, page.height, builder.theme.palette["paper"], region)
    row = Row(0.0, on_grid=False)
    row.spread = replace(picture, told_at=page.folio - page.grid - page.top - extent(picture.told))
    builder.attach_notes([row])
    builder.begin(row, node.id, node.span, picture.figure)
    builder.stack.add([row])


def open_with(builder: Builder, node: Photograph, title: list[Row], region: Region) -> tuple[Row, ...]:
    """Let a chapter, whose ``title`` is set and not added yet, begin below a photograph or on it.

    The caption stands between them. Where the title stands on the photograph its rows are given: they are to
    follow the title.
    """
    opener = title[0].opener
    assert opener is not None
    page, sheet = builder.theme.page, opener.sheet
    height = opening_height(sheet, page)
    picture = _picture(builder, node, height, scrim_of(sheet, builder.theme), region)
    builder.attach_notes([title[-1]])
    builder.begin(title[0], node.id, node.span, picture.figure)
    if height > sheet.text and (sheet.band or (sheet.image and sheet.image.height)):
        title[0].opener = replace(opener, picture=replace(picture, told=()))
        return picture.told
    told_at = height + page.grid / 2 - page.top
    below = told_at + extent(picture.told) if picture.told else height - page.top
    drop = page.grid * math.ceil((below + page.grid) / page.grid)
    title[0].opener = replace(opener, picture=replace(picture, told_at=told_at), drop=drop)
    return ()


def opening_height(sheet: Sheet, page: PageGeometry) -> float:
    """How far down the photograph of an opener goes: as far as its ground does, or to above its text."""
    if wanted := (sheet.image.height if sheet.image else 0.0) or sheet.band:
        return min(wanted, page.height)
    return max(sheet.text - 2 * page.grid, _SHARE * page.height)


def scrim_of(sheet: Sheet, theme: Theme) -> Colour:
    """The colour that is mixed into an image of a sheet where text stands on it."""
    named = sheet.image.scrim if sheet.image else ""
    return theme.palette[named] if named else sheet.ground


def _picture(
    builder: Builder, node: Photograph, height: float, scrim: Colour, region: Region
) -> SheetPicture:
    """The photograph with its elements: a figure, unless it is decoration, and what is said of it."""
    page = builder.theme.page
    group = region.element
    if node.caption or node.credit:
        group = region.element.add(Element("Div"))
    figure = None
    if node.alt is not None:
        figure = group.add(Element("Figure", alt=builder.alt(node), attributes={"Placement": "Block"}))
    inner = Region(0.0, page.text_width, "caption", group, apart=True)
    owner = ElementOwner(Element("Caption"))
    if node.caption or node.credit:
        group.add(owner.element)
    told = caption_rows(builder, node.label, node.caption, node.credit, inner, owner)
    for row in told:
        row.on_grid, row.keep = False, True
    return SheetPicture(node, height, figure, scrim, tuple(told))


ROWS: Mapping[type[Block], BlockFunction] = {Photograph: spread}
