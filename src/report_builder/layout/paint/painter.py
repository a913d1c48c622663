"""Paints pages, and records what finish needs: marks, links, places of anchors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.graphics.number import number
from report_builder.graphics.scene import GROUND, Scene
from report_builder.layout.blocks.elements import LAYOUT, REPEATED, ElementOwner
from report_builder.layout.blocks.rows import (
    FieldItem,
    ImageItem,
    Item,
    PlacedFrame,
    RuleItem,
    SceneItem,
    TextItem,
)
from report_builder.layout.blocks.setting import operator
from report_builder.layout.compose.runs import Line
from report_builder.layout.pages.page import Column, Page, PageKind, PlacedArt, PlacedRow, column_lefts
from report_builder.layout.paint.canvas import end_page
from report_builder.layout.paint.marks import Marks
from report_builder.layout.paint.scene import paint_scene
from report_builder.layout.paint.sheet import Sheet
from report_builder.layout.paint.text import Stretch, TextPainter
from report_builder.layout.result import Box, Place, PlacedField, PlacedLink
from report_builder.model.tags import Element, FieldMark, LinkMark
from report_builder.theme.model import Colour, Theme

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from report_builder.layout.pictures import Picture

_UNDERLINE_DROP = 1.6
_UNDERLINE_WIDTH = 0.45
_DASHES = "[1.6 1.2] 0 d 0 J"
_STRUCK = 0.24
"""How high the line through words stands, in shares of their size."""
_NEAR = 0.5
"""What ends so near to the edge of the sheet, in points, was meant to end there."""
_LINK_ABOVE = 0.78
_LINK_BELOW = 0.26


class Painter:
    """Paints the pages of one document, in order."""

    def __init__(
        self, canvas: Canvas, theme: Theme, anchored: dict[str, Element], *, keep_edges: bool = False
    ) -> None:
        """``anchored`` has the element that each anchor leads to; paint adds those of note references.

        With ``keep_edges``, ``edges`` has the operators of what reaches the edge of each sheet.
        """
        self._canvas = canvas
        self._theme = theme
        self.marks: list[int] = []
        self.links: list[PlacedLink] = []
        self.fields: list[PlacedField] = []
        self.anchors: dict[str, Place] = {}
        self.anchored = anchored
        self.keep_edges = keep_edges
        self.edges: list[str] = []

    def paint(self, page: Page, furniture: Iterable[PlacedRow], art: Iterable[PlacedArt]) -> None:
        """Paint ``page`` behind those painted before, on top of ``art``.

        ``furniture`` (running head, folio) is decoration, which no screen reader reads.
        """
        painting = _PagePainting(self, self._canvas, self._theme, page, len(self.marks))
        painting.paint(furniture, art)
        if self.keep_edges:
            self.edges.append("\n".join(painting.at_edge))
        self.marks.append(painting.marks.count)
        end_page(self._canvas, turned=page.kind is PageKind.TURNED)


class _PagePainting:
    """One page while it is painted."""

    def __init__(self, painter: Painter, canvas: Canvas, theme: Theme, page: Page, index: int) -> None:
        self._painter = painter
        self._canvas = canvas
        self._code: list[str] = canvas._code
        self._theme = theme
        self._page = page
        self._index = index
        self._sheet = Sheet(theme.page.width, page.kind is PageKind.TURNED)
        self.marks = Marks(self._code, index, self._sheet)
        # Not a method of this page: that would keep all that is on it alive until the end of the run.
        self._text = TextPainter(self._code, self.marks, theme.palette, partial(_put, canvas))
        self._rules: list[str] = []
        self.at_edge: list[str] = []
        geometry = self._geometry = page.geometry(theme.page)
        self._top = geometry.height - geometry.top
        outer = geometry.width - geometry.inner
        recto = geometry.is_right(index)
        self._wide_x = geometry.inner if recto else outer - geometry.full_width
        self._left = column_lefts(geometry, recto=recto)

    def paint(self, furniture: Iterable[PlacedRow], art: Iterable[PlacedArt]) -> None:
        """Grounds first, then rows with what is beside pictures, other margins, notes, then hairlines."""
        page = self._page
        self._code += self._sheet.begin
        self._grounds(art)
        column = Column.TEXT
        margin = {id(placed.row): placed for placed in page.margin}
        for placed in page.rows:
            if placed.column is not column:
                # What goes on in the other column stands in two places, which are found each by itself.
                self._text.end()
                self.marks.close()
                column = placed.column
            self._row(placed, self._wide_x if placed.row.wide else self._left[placed.column])
            # Lines of text that stand side by side would be read as one by those who look for lines.
            if margin and not any(isinstance(item, TextItem) for item in placed.row.items):
                self._beside(margin.pop(id(row)) for block in placed.row.margin for row in block.rows)
        self._beside(margin.values())
        for placed in furniture:
            self._row(placed, self._wide_x)
        for column, y in page.notes_rules:
            self._notes_rule(self._left[column], self._top - y)
        for placed in page.notes:
            self._row(placed, self._left[placed.column])
        self._text.end()
        self._underline()
        if self._rules:
            self.marks.open(LAYOUT)
            self._code += ("q", *self._rules, "Q")
            self.marks.close()
        self._code += self._sheet.end
        self._place_links()

    def _beside(self, rows: Iterable[PlacedRow]) -> None:
        for placed in rows:
            self._row(placed, self._left[placed.column])

    def _notes_rule(self, x: float, y: float) -> None:
        rule = self._theme.rules["notes"]
        if rule.thickness:
            length = rule.length or self._geometry.text_width
            self._rule(RuleItem(0.0, 0.0, length, rule.thickness, rule.colour), x, y)

    def _grounds(self, art: Iterable[PlacedArt]) -> None:
        """Art and tinted grounds, behind everything else."""
        code = self._code
        for placed in art:
            self.marks.open(LAYOUT)
            upper = self._geometry.height - placed.y
            paint_scene(self._canvas, placed.scene, placed.x, upper, self._theme.palette)
            self._keep_at_edge(self._code[-1], placed.x, upper, placed.scene.width, placed.scene.height)
        if self._page.frames:
            self.marks.open(LAYOUT)
            code.append("q")
            for column, frame in self._page.frames:
                self._frame(frame, self._left[column])
            code.append("Q")
        self.marks.close()

    def _keep_at_edge(self, painted: str, x: float, upper: float, width: float, height: float) -> None:
        """Keep the operators for the bleed where the room in which they paint reaches the sheet's edge."""
        if not self._painter.keep_edges or self._sheet.turned:
            return
        page = self._geometry
        blanks = (x, upper - height, page.width - x - width, page.height - upper)
        if min(blanks) < _NEAR:
            self.at_edge.append(painted)

    def _frame(self, placed: PlacedFrame, left: float) -> None:
        frame = placed.frame
        x, y = left + frame.x, self._top - placed.bottom
        height = placed.bottom - placed.top
        if frame.ground:
            self._box(x, y, frame.width, height, frame.ground)
        if frame.edge:
            edge = x + frame.width - frame.edge_width if frame.edge_right else x
            self._box(edge, y, frame.edge_width, height, frame.edge)

    def _box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        box = f"{number(x)} {number(y)} {number(width)} {number(height)} re f"
        self._code.append(f"{operator(colour)}\n{box}")
        self._keep_at_edge(self._code[-1], x, y + height, width, height)

    def _row(self, placed: PlacedRow, x: float) -> None:
        row = placed.row
        top = self._top - placed.y
        if not placed.repeated:
            for anchor in row.anchors:
                self._painter.anchors[anchor] = self._place(x, top)
        for item in row.items:
            self._item(item, x, top, placed)

    def _item(self, item: Item, x: float, top: float, placed: PlacedRow) -> None:
        if isinstance(item, TextItem):
            self._lines(item, x, top, placed.repeated)
        elif isinstance(item, RuleItem):
            self._rule(item, x, top)
        elif isinstance(item, ImageItem):
            self._image(item, x, top)
        elif isinstance(item, FieldItem):
            self._field(item, x, top)
        else:
            self._scene(item, x, top)

    def _lines(self, item: TextItem, x: float, top: float, repeated: bool) -> None:
        baseline = top - item.baseline
        left = x + item.x
        for line in item.lines:
            shift = line.indent
            if line.leftward:
                shift = _from_right(item, line)
            elif item.align not in ("left", "justify"):
                shift = (item.measure - line.width) * (1.0 if item.align == "right" else 0.5)
            self._text.line(line, left + shift, baseline, REPEATED if repeated else None)
            baseline -= item.leading

    def _rule(self, item: RuleItem, x: float, top: float) -> None:
        left, y = x + item.x, top - item.y
        colour = self._theme.palette[item.colour]
        width = number(item.thickness)
        line = f"{number(left)} {number(y)} m {number(left + item.width)} {number(y)} l S"
        # A dash of no length with round ends is a dot.
        dots = "[0 4] 0 d 1 J" if item.dots else "[] 0 d 0 J"
        painted = f"{operator(colour, stroke=True)} {width} w {dots} {line}"
        self._keep_at_edge(f"q {painted} Q", left, y, item.width, 0.0)
        if item.element is None:
            self._rules.append(painted)
            return
        self._text.end()
        self.marks.open_element(item.element)
        self._code += ("q", painted, "Q")
        self.marks.close()

    def _image(self, item: ImageItem, x: float, top: float) -> None:
        from report_builder.layout.pictures import draw_prepared

        self._text.end()
        self.marks.open_element(item.figure)
        left, bottom = x + item.x, top - item.y - item.height
        draw_prepared(self._canvas, item.image, left, bottom, item.width, item.height)
        self._keep_at_edge(self._code[-1], left, bottom + item.height, item.width, item.height)
        self.marks.close()
        self._bound(item.figure, left, bottom, item.width, item.height)

    def _scene(self, item: SceneItem, x: float, top: float) -> None:
        self._text.end()
        left, upper = x + item.x, top - item.y
        scene = item.scene
        grounds = tuple(shape for shape in scene.shapes if shape.part == GROUND)
        if grounds and item.figure is not None:
            self.marks.open(LAYOUT)
            self._shapes(replace(scene, shapes=grounds), left, upper)
            scene = replace(scene, shapes=tuple(shape for shape in scene.shapes if shape.part != GROUND))
        self.marks.open_element(item.figure)
        self._shapes(scene, left, upper)
        if item.copied is not None:
            from report_builder.layout.paint.unseen import unseen_code  # few reports have a formula

            self._code.append(unseen_code(item.copied, left, upper - item.above, scene.width))
        self.marks.close()
        self._bound(item.figure, left, upper - item.scene.height, item.scene.width, item.scene.height)
        for label in item.labels:
            self._lines(label, left, upper, repeated=False)

    def _place(self, x: float, y: float) -> Place:
        return Place(self._index, *self._sheet.point(x, y))

    def _bound(self, figure: Element | None, x: float, y: float, width: float, height: float) -> None:
        """Note where a figure stands (BBox, ISO 32000-1, table 344)."""
        if figure is not None:
            left, bottom, right, top = self._sheet.box((x, y, x + width, y + height))
            box = (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))
            figure.attributes = {**(figure.attributes or {}), "BBox": box}

    def _shapes(self, scene: Scene, left: float, upper: float) -> None:
        paint_scene(self._canvas, scene, left, upper, self._theme.palette)
        self._keep_at_edge(self._code[-1], left, upper, scene.width, scene.height)

    def _field(self, item: FieldItem, x: float, top: float) -> None:
        """Place a field of the form, which stands on no page a second time."""
        left, upper = x + item.x, top - item.y
        box = (left, upper - item.height, left + item.width, upper)
        item.element.kids.append(FieldMark(len(self._painter.fields)))
        self._painter.fields.append(PlacedField(self._index, self._sheet.box(box), item.field))

    def _underline(self) -> None:
        for stretch in _joined(self._text.underlines):
            self._line_at(stretch, stretch.y - _UNDERLINE_DROP, "[] 0 d 0 J")
        for stretch in _joined(self._text.inserted):
            self._line_at(stretch, stretch.y - _UNDERLINE_DROP, _DASHES)  # not to be taken for a link
        for stretch in _joined(self._text.struck):
            height = stretch.look.rise + _STRUCK * stretch.look.size
            self._line_at(stretch, stretch.y + height, "[] 0 d 0 J")

    def _line_at(self, stretch: Stretch, y: float, dashes: str) -> None:
        """Draw a line at ``y``, as long as a stretch and in its colour."""
        colour, y_ = stretch.look.colour.replace("rg", "RG"), number(y)
        self._rules.append(
            f"{colour} {_UNDERLINE_WIDTH} w {dashes}"
            f" {number(stretch.left)} {y_} m {number(stretch.right)} {y_} l S"
        )

    def _place_links(self) -> None:
        """One annotation for each link, with the lines that it stands on."""
        lines: dict[ElementOwner, list[Box]] = {}
        for stretch in _joined(self._text.links, across=True):
            owner = stretch.owner
            if isinstance(owner, ElementOwner) and owner.link_owner is not None:
                lines.setdefault(owner.link_owner, []).append(_box_of(stretch))
        for owner, boxes in lines.items():
            others = (box for other, found in lines.items() if other is not owner for box in found)
            around = _around(boxes)
            # A reader that knows no more than the box around a link must not take others for it.
            if _rises(boxes) or any(_overlap(around, box) for box in others):
                for box in boxes:
                    self._link(owner, (box,))
            else:
                self._link(owner, tuple(boxes))

    def _link(self, owner: ElementOwner, boxes: tuple[Box, ...]) -> None:
        links = self._painter.links
        link = owner.link
        if link is None:
            return
        owner.element.kids.append(LinkMark(len(links)))
        parts = tuple(map(self._sheet.box, boxes)) if len(boxes) > 1 else ()
        links.append(
            PlacedLink(
                self._index, self._sheet.box(_around(boxes)), link.anchor, link.uri, link.contents, parts
            )
        )
        if owner.anchor:
            self._painter.anchors.setdefault(owner.anchor, self._place(boxes[0][0], boxes[0][3]))
            self._painter.anchored.setdefault(owner.anchor, owner.element)


def _put(canvas: Canvas, picture: Picture, box: Box) -> None:
    """Put a picture of a line into its box."""
    from report_builder.layout.pictures import draw_prepared

    left, bottom, right, top = box
    draw_prepared(canvas, picture, left, bottom, right - left, top - bottom)


def _box_of(stretch: Stretch) -> Box:
    """Where a stretch of a link can be pressed."""
    size, y = stretch.look.size, stretch.y + stretch.look.rise
    return (stretch.left, y - _LINK_BELOW * size, stretch.right, y + _LINK_ABOVE * size)


def _rises(boxes: Sequence[Box]) -> bool:
    """Whether a link goes on in the second column, so that the box around it has other text in it."""
    return any(after[1] > before[3] for before, after in pairwise(boxes))


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (min(lefts), min(bottoms), max(rights), max(tops))


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _joined(stretches: Iterable[Stretch], *, across: bool = False) -> list[Stretch]:
    """Stretches of one link on one line made one; ``across`` also joins over the blank between them."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and _continues(joined[-1], stretch, across):
            joined[-1] = replace(joined[-1], right=stretch.right)
        else:
            joined.append(stretch)
    return joined


def _continues(before: Stretch, after: Stretch, across: bool) -> bool:
    if before.y != after.y or not (across or abs(before.right - after.left) < 0.01):
        return False
    if isinstance(before.owner, ElementOwner) and isinstance(after.owner, ElementOwner):
        return before.owner.link_owner is after.owner.link_owner
    return False


def _from_right(item: TextItem, line: Line) -> float:
    """How far a line that runs from right to left is set in at its left."""
    room = item.measure - line.width
    return room / 2 if item.align == "center" else room - line.indent
