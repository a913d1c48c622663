"""Drawings made from a list in the content: timelines and diagrams."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import replace

from report_builder.graphics.lettering import TooNarrowError
from report_builder.graphics.scene import Scene
from report_builder.graphics.timeline import Columns, Position, draw_entry, timeline_columns
from report_builder.language.message import hinted
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.figures import label_items, measure_of, place_captioned
from report_builder.layout.blocks.rows import Row, SceneItem, TextItem
from report_builder.layout.blocks.stacking import extent, merged
from report_builder.model.blocks import Block, Definition, Diagram, Timeline
from report_builder.model.inlines import Strong
from report_builder.model.tags import Element

_DATE = "label"
_CAP_MIDDLE = 0.33
"""How far the middle of capitals lies above the baseline, as a share of the type size."""
_TOLERANCE = 0.01


def timeline(builder: Builder, node: Timeline, region: Region) -> None:
    """Dates and events beside an axis. To a screen reader, a list whose labels are the dates."""
    group = region.element.add(Element("Div")) if node.caption else region.element
    element = Element("L", attributes={"ListNumbering": "None"})
    columns = timeline_columns(region.width, [builder.width(item.term, _DATE) for item in node.items])
    rows = []
    for index, item in enumerate(node.items):
        first, last = index == 0, index == len(node.items) - 1
        position = _POSITIONS[first, last]
        rows.append(_entry(builder, item, columns, region.below(element), position))
    page = builder.theme.page
    whole = extent(rows) <= _WHOLE * page.lines * page.grid
    for index, row in enumerate(rows[:-1]):
        # Where it is divided, neither the first nor the last entry is left alone.
        row.keep = whole or index in {0, len(rows) - 2}
    builder.begin(rows[0], node.id, node.span, element)
    place_captioned(builder, rows, node.label, node.caption, region.below(group))
    group.add(element)


_WHOLE = 0.7
"""A timeline that takes no more than this share of a page is not divided."""
_POSITIONS = {
    (True, True): Position.ONLY,
    (True, False): Position.FIRST,
    (False, False): Position.MIDDLE,
    (False, True): Position.LAST,
}


def _entry(builder: Builder, item: Definition, columns: Columns, region: Region, position: Position) -> Row:
    """One entry in a row of its own, so that it stays whole; the axis runs through to the next."""
    grid = builder.theme.page.grid
    element = region.element.add(Element("LI"))
    row = Row(0.0, span=item.span)
    date = builder.compose(
        builder.runs(item.term, _DATE, ElementOwner(element.add(Element("Lbl")))), columns.date_width
    )
    builder.attach_notes([row])
    inner = replace(
        region, x=region.x + columns.text, width=columns.text_width, element=element.add(Element("LBody"))
    )
    with builder.apart() as stack:
        builder.blocks(item.blocks, inner)
    height = merged(row, stack.rows)
    date_style = builder.style(_DATE)
    baseline = builder.baseline(builder.style(region.style))
    height = max(height, grid + (len(date) - 1) * date_style.leading)
    row.height = grid * math.ceil((height - _TOLERANCE) / grid)
    if position in (Position.FIRST, Position.MIDDLE):
        row.height += grid
    stressed = any(isinstance(inline, Strong) for inline in item.term)
    scene = draw_entry(row.height, baseline - _CAP_MIDDLE * date_style.size, position, stressed=stressed)
    axis = SceneItem(scene, region.x + columns.axis - scene.width / 2, 0.0, None)
    label = TextItem(tuple(date), region.x, baseline, date_style.leading, columns.date_width, align="right")
    row.items = (axis, label, *row.items)
    builder.begin(row, item.id, item.span, element)
    return row


def diagram(builder: Builder, node: Diagram, region: Region) -> None:
    """A drawing with its caption as an image has it.

    What is drawn is a figure; its words, which nobody hears inside one, are the list that they are in the
    source.
    """
    wide, scene = _drawn(builder, node, region)
    row = Row(builder.theme.page.grid, wide=wide)
    group = region.element.add(Element("Div"))
    figure = group.add(Element("Figure", alt=builder.alt(node), attributes={"Placement": "Block"}))
    listed, owners = _items(node)
    group.add(listed)
    if scene is not None:
        labels = _labels(builder, scene, owners)
        row.items = (SceneItem(scene, region.x, 0.0, figure, tuple(labels)),)
        row.height = scene.height
    builder.begin(row, node.id, node.span, figure)
    place_captioned(builder, [row], node.label, node.caption, region.below(group))


def _drawn(builder: Builder, node: Diagram, region: Region) -> tuple[bool, Scene | None]:
    """A diagram, and whether it is wide: where it is to be, and where it has no room in one column of two.

    Where it has no room or would be taller than a page, its items stand below each other. None where it has
    no room at all (RB-TOO-WIDE).
    """
    from report_builder.graphics.diagrams import draw_diagram, draw_narrow

    page = builder.theme.page
    may_widen = region.can_widen(page)
    places = [node.wide and may_widen]
    if page.two_columns and may_widen:
        places = [node.wide, True]
    tallest = page.lines * page.grid
    said = ""
    for draw, wide in [(draw_diagram, wide) for wide in places] + [(draw_narrow, False)]:
        width = page.full_width if wide else region.width
        try:
            scene = draw(node.kind, node.items, width, measure_of(builder), builder.styles)
        except TooNarrowError as error:
            said = error.args[0]
        else:
            if draw is draw_narrow or scene.height <= tallest:
                return wide, scene
    builder.diagnostics.error("RB-TOO-WIDE", node.span, *hinted("layout.diagram-room", text=said))
    return False, None


def _items(node: Diagram) -> tuple[Element, dict[str, ElementOwner]]:
    """The items of a diagram as a list element, and the owner of each part of the drawing."""
    listed = Element("L", attributes={"ListNumbering": "None"})
    owners: dict[str, ElementOwner] = {}
    for index, item in enumerate(node.items):
        body = listed.add(Element("LI")).add(Element("LBody"))
        text = ElementOwner(body.add(Element("P")))
        owners[f"item:{index}:name"] = ElementOwner(Element("Strong"), text)
        owners[f"item:{index}:text"] = text
        if item.parts:
            inner = body.add(Element("L", attributes={"ListNumbering": "None"}))
            for number, _ in enumerate(item.parts):
                part = inner.add(Element("LI")).add(Element("LBody"))
                owners[f"item:{index}:part:{number}"] = ElementOwner(part)
    return listed, owners


def _labels(builder: Builder, scene: Scene, owners: dict[str, ElementOwner]) -> Iterator[TextItem]:
    """The words of a diagram: those that stand in one paragraph or item are one text."""
    owned = ((label, owners[label.part or ""]) for label in scene.labels)
    for _, found in groupby(owned, key=lambda pair: id(pair[1].parent or pair[1])):
        yield from label_items(builder, list(found))


ROWS: dict[type[Block], BlockFunction] = {
    Diagram: diagram,
    Timeline: timeline,
}
"""How the kinds of drawings of words get their rows; all kinds together are in ``registry``."""
