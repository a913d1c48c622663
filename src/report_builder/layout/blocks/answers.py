"""What readers answer with: fields of the form, and the boxes and lines that are seen of them on paper."""

from __future__ import annotations

from msgspec import Struct

from report_builder.content.ids import slug
from report_builder.graphics.scene import Curve, Move, Path, Rect, Scene
from report_builder.language.passages import marked
from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.rows import FieldItem, Item, RuleItem, SceneItem
from report_builder.layout.result import Field, FieldKind
from report_builder.model.answers import together
from report_builder.model.inlines import Inlines
from report_builder.model.tags import Element

BOX = 10.5
"""The side of a box to tick, in points."""
_STROKE = 0.75
_COLOUR = "muted"
"""The colour of lines and boxes: what is to be found has to be seen."""
_ROUND = 4 / 3 * (2**0.5 - 1)
"""How far the control points of a quarter of a circle stand from its ends, in radii."""
_WRITTEN = 1.5
"""How far lines for a hand are apart, in lines of the grid: 8 mm."""
_INSET = 1.5
"""How far a field to write in keeps from what stands around it, in points."""


class Answer(Struct, frozen=True):
    """A place for an answer: its field, which is None on paper alone, and the element that owns that."""

    kind: FieldKind
    field: Field | None = None
    element: Element | None = None

    def items(self, x: float, y: float, width: float, height: float) -> tuple[Item, ...]:
        """What stands in the room at x and y of a row: a box in its middle, or nothing but the field."""
        if self.kind is FieldKind.TEXT:
            return self._placed(x, y + _INSET, width, height - 2 * _INSET)
        left, top = x + (width - BOX) / 2, y + (height - BOX) / 2
        drawing = SceneItem(_circle() if self.kind is FieldKind.RADIO else _square(), left, top, None)
        return (drawing, *self._placed(left, top, BOX, BOX))

    def _placed(self, x: float, y: float, width: float, height: float) -> tuple[Item, ...]:
        if self.field is None or self.element is None:
            return ()
        return (FieldItem(self.field, x, y, width, height, self.element),)


def answer(builder: Builder, field: Field, parent: Element) -> Answer:
    """A place for the answer that ``field`` takes, with an element below ``parent`` where it is filled in."""
    if not builder.report.publication.fillable:
        return Answer(field.kind)
    return Answer(field.kind, field, parent.add(Element("Form")))


def writing_height(builder: Builder) -> float:
    """The height of a line to write on, in points."""
    return _WRITTEN * builder.theme.page.grid


def writing_line(x: float, y: float, width: float) -> RuleItem:
    """A line to write on."""
    return RuleItem(x, y, width, _STROKE, _COLOUR)


def said(builder: Builder, *texts: Inlines) -> str:
    """What a listener is told of a field: one text after the other, with marks of their languages."""
    return marked(together(builder.language, *texts), builder.language)


def values_of(choices: list[str]) -> list[str]:
    """Names for the choices of radio buttons, made from their words, each another one."""
    values: list[str] = []
    for number, words in enumerate(choices, 1):
        made = slug(words) or str(number)
        values.append(f"{made}-{number}" if made in values or made == "off" else made)
    return values


def _square() -> Scene:
    inside = BOX - _STROKE
    shape = Rect(_STROKE / 2, _STROKE / 2, inside, inside, stroke=_COLOUR, stroke_width=_STROKE)
    return Scene(BOX, BOX, (shape,))


def _circle() -> Scene:
    middle, radius = BOX / 2, (BOX - _STROKE) / 2
    near, low, high = _ROUND * radius, middle - radius, middle + radius
    quarters = (
        Move(high, middle),
        Curve(high, middle + near, middle + near, high, middle, high),
        Curve(middle - near, high, low, middle + near, low, middle),
        Curve(low, middle - near, middle - near, low, middle, low),
        Curve(middle + near, low, high, middle - near, high, middle),
    )
    shape = Path(quarters, stroke=_COLOUR, stroke_width=_STROKE, closed=True)
    return Scene(BOX, BOX, (shape,))
