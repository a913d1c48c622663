"""What all diagrams share: the weights of their lines, the styles of their texts, their paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_builder.graphics.lettering import Lettering, TextBlock, Wording, rounded
from report_builder.graphics.scene import Curve, Label, Line, Move, Path, Rect, Scene, Segment, Shape, To
from report_builder.model.blocks import DiagramItem

NAME, TEXT = "label", "chart_label"
HAIRLINE = 0.6
VOICE = 1.5
"""The weight of the one line that leads."""
GAP = 8.0
"""Between a text and the line that is nearest to it."""
TALLEST = 1000.0
"""What is drawn taller than this for its texts has no room for them, in points."""


def item_block(index: int, item: DiagramItem, lettering: Lettering, width: float) -> TextBlock:
    """Set the name of the item that is number ``index`` from 0, with its text below."""
    return lettering.block([name_of(index, item), *text_of(index, item, TEXT)], width)


def name_of(index: int, item: DiagramItem) -> Wording:
    """Give an item's name."""
    return Wording(item.name, NAME, f"item:{index}:name")


def text_of(index: int, item: DiagramItem, style: str) -> list[Wording]:
    """Give the words about an item; nothing where there are none."""
    return [Wording(item.text, style, f"item:{index}:text")] if item.text else []


def parts_of(index: int, item: DiagramItem) -> list[Wording]:
    """Give what belongs to an item."""
    return [Wording(part, TEXT, f"item:{index}:part:{number}") for number, part in enumerate(item.parts)]


def lowered(
    shapes: Iterable[Shape], labels: Sequence[Label], down: float, width: float, height: float
) -> Scene:
    """Make a scene of shapes and labels that were drawn around y = 0, moved ``down`` points."""
    moved = (_moved(shape, down) for shape in (*shapes, *labels))
    return Scene(rounded(width), rounded(height), tuple(moved))


def _moved(shape: Shape, down: float) -> Shape:
    if isinstance(shape, Label):
        y = rounded(shape.y + down)
        return Label(shape.text, shape.x, y, shape.style, shape.anchor, shape.fill, shape.part)
    if isinstance(shape, Line):
        y1, y2 = rounded(shape.y1 + down), rounded(shape.y2 + down)
        return Line(shape.x1, y1, shape.x2, y2, shape.stroke, shape.stroke_width)
    if isinstance(shape, Rect):
        y = rounded(shape.y + down)
        return Rect(shape.x, y, shape.width, shape.height, shape.fill, shape.stroke, shape.stroke_width)
    steps = tuple(_moved_segment(segment, down) for segment in shape.segments)
    return Path(steps, shape.fill, shape.stroke, shape.stroke_width, shape.closed)


def _moved_segment(segment: Segment, down: float) -> Segment:
    if isinstance(segment, Curve):
        x1, y1, x2, y2, x, y = segment
        return Curve(x1, rounded(y1 + down), x2, rounded(y2 + down), x, rounded(y + down))
    make = Move if isinstance(segment, Move) else To
    return make(segment.x, rounded(segment.y + down))
