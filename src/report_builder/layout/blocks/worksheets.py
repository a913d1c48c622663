"""Questions: lines to write on, boxes to tick, scales."""

from __future__ import annotations

import math

from report_builder.layout.blocks.answers import (
    BOX,
    answer,
    said,
    values_of,
    writing_height,
)
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row
from report_builder.layout.blocks.tables import set_table
from report_builder.layout.result import Field, FieldKind
from report_builder.model.answers import field_name
from report_builder.model.blocks import Align, Block, Cell, Table
from report_builder.model.inlines import Inlines, plain_text
from report_builder.model.tags import Element
from report_builder.model.worksheets import ChoiceQuestion, OpenQuestion, ScaleQuestion

_MINUS = "\u2212"


def open_question(builder: Builder, node: OpenQuestion, region: Region) -> None:
    """A question with lines to write on, all on one page."""
    region = region.below(region.element.add(Element("Div")))
    grid, height = builder.theme.page.grid, writing_height(builder)
    with builder.stack.block(grid, grid, whole=math.inf):
        _question(builder, node, region)
        field = Field(FieldKind.TEXT, field_name(node.id), said(builder, node.children), ruled=height)
        place = answer(builder, field, region.element)
        lines = [
            Row(height, place.lines(region.x, height, region.width), on_grid=False) for _ in range(node.lines)
        ]
        if place.field:
            lines[0].items += place.items(region.x, 0.0, region.width, node.lines * height)
        builder.stack.add(lines)


def choice_question(builder: Builder, node: ChoiceQuestion, region: Region) -> None:
    """A question with a box, or a circle where only one can be chosen, before each of its answers."""
    region = region.below(region.element.add(Element("Div")))
    grid, style = builder.theme.page.grid, builder.style(region.style)
    indent = BOX + builder.theme.lists.gap
    values = values_of([plain_text(choice.children) for choice in node.choices])
    with builder.stack.block(grid, grid, whole=math.inf):
        _question(builder, node, region)
        items = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
        for number, (choice, value) in enumerate(zip(node.choices, values, strict=True), 1):
            item = items.add(Element("LI"))
            field = _choice(builder, node, choice.children, number, value)
            inner = region.inset(indent, item.add(Element("LBody")))
            place = answer(builder, field, inner.element)
            owner = ElementOwner(inner.element.add(Element("P")))
            rows = builder.inline_rows(choice.children, region.style, inner, owner)
            # The middle of small letters stands about so far above the baseline.
            top = builder.baseline(style) - 0.25 * style.size - style.leading / 2
            rows[0].items += place.items(region.x, top, BOX, style.leading)
            builder.stack.add(rows)


def _choice(builder: Builder, node: ChoiceQuestion, words: Inlines, number: int, value: str) -> Field:
    told = said(builder, node.children, words)
    if not node.one:
        return Field(FieldKind.CHECK, field_name(node.id, number), told)
    return Field(FieldKind.RADIO, field_name(node.id), told, said(builder, node.children), value)


def scale_question(builder: Builder, node: ScaleQuestion, region: Region) -> None:
    """A table: the question and the points of the scale are its heads, each statement heads a row."""
    points = tuple(Cell(point.children, point.span) for point in node.points)
    empty = tuple(Cell((), point.span) for point in node.points)
    table = Table(
        node.id,
        "",
        (),
        (Align.LEFT, *(Align.CENTRE for _ in points)),
        ((Cell(node.children, node.span), *points),),
        tuple((Cell(statement.children, statement.span), *empty) for statement in node.statements),
        head_columns=1,
        span=node.span,
    )
    values = values_of([plain_text(point.children[:1]).replace(_MINUS, "minus ") for point in node.points])

    def field(row: int, column: int) -> Field:
        statement, point = node.statements[row].children, node.points[column - 1].children
        return Field(
            FieldKind.RADIO,
            field_name(node.id, row + 1),
            said(builder, node.children, statement, point),
            said(builder, node.children, statement),
            values[column - 1],
        )

    set_table(builder, table, region, field, scale=True)


def _question(builder: Builder, node: OpenQuestion | ChoiceQuestion, region: Region) -> None:
    """The question itself, above the places for its answers."""
    owner = ElementOwner(region.element.add(Element("P")))
    runs = builder.runs(node.children, region.style, owner, face="bold")
    lines = builder.compose(runs, region.width)
    rows = builder.text_rows(lines, builder.style(region.style), region, keep=True)
    builder.attach_notes(rows)
    builder.begin(rows[0], node.id, node.span, owner.element)
    builder.stack.add(rows)


ROWS: dict[type[Block], BlockFunction] = {
    ChoiceQuestion: choice_question,
    OpenQuestion: open_question,
    ScaleQuestion: scale_question,
}
"""How the kinds of questions get their rows; all kinds together are in ``registry``."""
