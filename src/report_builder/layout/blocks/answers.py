"""What readers answer with: fields of the form, and the boxes and lines that are seen of them on paper."""

from __future__ import annotations

from msgspec import Struct

from report_builder.content.ids import slug
from report_builder.graphics.scene import Curve, Move, Path, Rect, Scene, Shape, To
from report_builder.language.passages import marked
from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.rows import FieldItem, Item, RuleItem, SceneItem
from report_builder.layout.result import Field, FieldKind
from report_builder.model.answers import together
from report_builder.model.inlines import Inlines
from report_builder.model.tags import Element

BOX = 10.5
"""The side of a box to tick, in points."""
STROKE = 0.75
"""How thick lines are to write on, and the edges of boxes, in points."""
COLOUR = "muted"
"""The colour of lines and boxes: what is to be found has to be seen."""
_ROUND = 4 / 3 * (2**0.5 - 1)
"""How far the control points of a quarter of a circle stand from its ends, in radii."""
_WRITTEN = 1.5
"""How far lines for a hand are apart, in lines of the grid: 8 mm."""
_ON_PAPER = {FieldKind.TEXT: "tv", FieldKind.CHECK: "cb", FieldKind.RADIO: "rb"}
"""What PrintField calls a field that is filled in on paper (ISO 32000-1, table 348)."""
_INSET = 1.5
"""How far a field to write in keeps from what stands around it, in points."""


class Answer(Struct, frozen=True):
    """A place for an answer: its element, and the field that this owns, which is None on paper alone.

    Without a field the element owns what is seen of the place.
    """

    kind: FieldKind
    element: Element
    field: Field | None = None

    def items(self, x: float, y: float, width: float, height: float) -> tuple[Item, ...]:
        """What stands in the room at x and y of a row: a box in its middle, or nothing but the field."""
        if self.kind is FieldKind.TEXT:
            # The last line stands in the field.
            below = STROKE / 2 if self.field and self.field.ruled else -_INSET
            return (self._room(x, y + _INSET, width, height - _INSET + below),)
        left, top = x + (width - BOX) / 2, y + (height - BOX) / 2
        scene = _circle() if self.kind is FieldKind.RADIO else _square()
        if self.field is None:
            return (SceneItem(scene, left, top, self.element),)
        return (SceneItem(scene, left, top, None), self._room(left, top, BOX, BOX))

    def lines(self, x: float, y: float, width: float) -> tuple[RuleItem, ...]:
        """A line to write on, if it is seen on the page: those of a field are seen while it is empty."""
        return () if self.field else (RuleItem(x, y, width, STROKE, COLOUR, element=self.element),)

    def _room(self, x: float, y: float, width: float, height: float) -> Item:
        """Where something is filled in: a field, or on paper a drawing of which nothing is seen."""
        if self.field is None:
            return SceneItem(Scene(width, height, ()), x, y, self.element)
        return FieldItem(self.field, x, y, width, height, self.element)


def answer(builder: Builder, field: Field, parent: Element) -> Answer:
    """A place for the answer that ``field`` takes, with its element below ``parent``."""
    if builder.report.publication.fillable:
        return Answer(field.kind, parent.add(Element("Form")), field)
    role = _ON_PAPER[field.kind]
    state = {} if field.kind is FieldKind.TEXT else {"checked": "off"}
    printed = Element("Form", attributes={"Role": role, **state, "Desc": field.said})
    return Answer(field.kind, parent.add(printed))


def writing_height(builder: Builder) -> float:
    """The height of a line to write on, in points."""
    return _WRITTEN * builder.theme.page.grid


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
    return task_box(BOX, done=False)


def task_box(side: float, done: bool) -> Scene:
    """A box of a ``side`` in points, with a tick where the task is ``done``."""
    inside = side - STROKE
    shapes: tuple[Shape, ...] = (
        Rect(STROKE / 2, STROKE / 2, inside, inside, stroke=COLOUR, stroke_width=STROKE),
    )
    if done:
        tick = (Move(0.22 * side, 0.52 * side), To(0.42 * side, 0.74 * side), To(0.78 * side, 0.26 * side))
        shapes += (Path(tick, stroke="ink", stroke_width=1.5 * STROKE),)
    return Scene(side, side, shapes)


def _circle() -> Scene:
    middle, radius = BOX / 2, (BOX - STROKE) / 2
    near, low, high = _ROUND * radius, middle - radius, middle + radius
    quarters = (
        Move(high, middle),
        Curve(high, middle + near, middle + near, high, middle, high),
        Curve(middle - near, high, low, middle + near, low, middle),
        Curve(low, middle - near, middle - near, low, middle, low),
        Curve(middle + near, low, high, middle - near, high, middle),
    )
    shape = Path(quarters, stroke=COLOUR, stroke_width=STROKE, closed=True)
    return Scene(BOX, BOX, (shape,))
