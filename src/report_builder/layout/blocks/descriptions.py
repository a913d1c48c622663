"""Long descriptions of figures: small print below the figure, which a screen reader hears after it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from report_builder.language.passages import Piece
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row
from report_builder.model.blocks import Block, LongDescription
from report_builder.model.tags import Element

_STYLE = "note"


def long_description(builder: Builder, node: LongDescription, region: Region) -> None:
    """A title that names the figure, and the description below it; the figure stays where it is."""
    _stay(builder.stack.rows)
    element = region.element.add(Element("Div"))
    inner = replace(region, style=_STYLE, element=element, apart=True)
    grid, voice = builder.theme.page.grid, builder.voice
    with builder.stack.block(grid / 2, grid, firm=True):
        builder.begin_next(node.id, node.span, element)
        owner = ElementOwner(element.add(Element("P")))
        title = Piece(voice.words.text(node.title), voice.language)
        lines = builder.compose(builder.said((title,), _STYLE, owner, face="bold"), inner.width)
        builder.add(builder.text_rows(lines, builder.style(_STYLE), inner, keep=True), _STYLE)
        builder.small_print(node.blocks, inner)


def _stay(rows: list[Row]) -> None:
    """Let the figure at the end of ``rows`` stand where it is written, on the page of its description."""
    if not rows:
        return
    rows[-1].keep = True
    floating = rows[-1].floating
    for row in reversed(rows):
        if floating is None or row.floating is not floating:
            return
        row.floating = None


ROWS: Mapping[type[Block], BlockFunction] = {LongDescription: long_description}
