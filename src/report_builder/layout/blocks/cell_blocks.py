"""Cells with several paragraphs or with lists: what stands in them below each other, tagged as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.builder import Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.lists import labels_of, list_element
from report_builder.layout.compose.runs import Run
from report_builder.model.blocks import Block, List, Paragraph
from report_builder.model.tags import Element

if TYPE_CHECKING:
    from report_builder.layout.blocks.builder import Builder

Read = Callable[[Paragraph, ElementOwner], list[Run]]
"""Gives the runs of a paragraph of a cell."""


class CellPart(Struct):
    """A paragraph in a cell, set in by ``indent`` points.

    Before that of an item stands its ``label``, at ``outer`` points. It may stand ``apart`` from others.
    """

    runs: list[Run]
    indent: float
    outer: float
    label: list[Run]
    apart: bool


def cell_parts(
    builder: Builder, blocks: Sequence[Block], style: str, element: Element, read: Read
) -> list[CellPart]:
    """The paragraphs of a cell, in its lists too, with their elements below that of the cell."""
    parts = list(_parts(builder, blocks, Region(0.0, 0.0, style, element), read))
    for part in parts[:1]:
        part.apart = False
    return parts


def _parts(builder: Builder, blocks: Iterable[Block], region: Region, read: Read) -> Iterator[CellPart]:
    for block in blocks:
        if isinstance(block, Paragraph):
            owner = ElementOwner(region.element.add(Element("P")))
            yield CellPart(read(block, owner), region.x, region.x, [], apart=True)
        elif isinstance(block, List):
            yield from _items(builder, block, region, read)


def _items(builder: Builder, node: List, region: Region, read: Read) -> Iterator[CellPart]:
    element = region.element.add(list_element(node))
    labels, indent = labels_of(builder, node, region)
    lists, style = builder.theme.lists, builder.style(region.style)
    colour = builder.theme.palette[lists.colour] if node.start is None else style.colour
    for number, (item, label) in enumerate(zip(node.items, labels, strict=True)):
        line = element.add(Element("LI"))
        owner = ElementOwner(line.add(Element("Lbl")))
        mark = [builder.run(f"{label} ", region.style, owner, span=item.span, colour=colour)]
        inner = region.inset(indent, line.add(Element("LBody")))
        inside = list(_parts(builder, item.blocks, inner, read)) or [
            CellPart([], inner.x, inner.x, [], apart=True)
        ]
        first = inside[0]
        if first.label:  # an item that is nothing but a list
            yield CellPart([], inner.x, region.x, mark, apart=not node.tight or not number)
        else:
            inside[0] = replace(first, label=mark, outer=region.x, apart=not node.tight or not number)
        # A list inside an item stands right below what the item says.
        for at, part in enumerate(inside):
            yield replace(part, apart=False) if at and part.label and node.tight else part
