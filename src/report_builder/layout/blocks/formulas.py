"""Formulas that stand by themselves: drawn as shapes, tagged as Formula (ISO 32000-1, 14.8.4.5)."""

from __future__ import annotations

from report_builder.language.message import hinted
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row, SceneItem, TextItem
from report_builder.layout.compose.drawn import Copied
from report_builder.layout.formulas.boxes import scene
from report_builder.layout.formulas.one_line import on_one_line
from report_builder.layout.formulas.setting import set_formula
from report_builder.model.blocks import Block
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.tags import Element
from report_builder.sources.characters import NO_BREAK_SPACE

_INDENT = 2.0
"""How far a formula is set in, in lines of the grid."""
_SMALLEST = 0.7
"""How small a formula that is too wide may be set, as a share of its size."""


def displayed_formula(builder: Builder, node: DisplayedFormula, region: Region) -> None:
    """A formula on a line of its own, set in, with its number at the right."""
    page = builder.theme.page
    style = builder.style(region.style)
    owner = ElementOwner(region.element.add(Element("P")))
    formula = Element("Formula", alt=builder.alt(node), attributes={"Placement": "Block"})
    owner.element.add(formula)
    number = (
        builder.compose([builder.run(f"{NO_BREAK_SPACE}({node.number})", region.style, owner)], region.width)
        if node.number
        else []
    )
    taken = number[0].width + page.grid if number else 0.0
    indent = min(_INDENT * page.grid, region.width / 8)
    room = region.width - indent - taken
    size = builder.looks.formula_size(builder.setting(region.style))
    box = set_formula(node.tree, size, display=True)
    if box.width > room:
        size = max(_SMALLEST, room / box.width) * size
        box = set_formula(node.tree, size, display=True)
    if box.width > region.width - taken + 0.01:
        builder.diagnostics.error("RB-TOO-WIDE", node.span, *hinted("layout.formula-wide"))
    margin = 0.2 * size
    x = region.x + min(indent, max(0.0, region.width - taken - box.width))
    drawn = scene(box, style.colour.name, margin)
    above = max(box.above, builder.baseline(style) - style.leading / 4)
    row = Row(above + max(box.below, style.size / 4), span=node.span)
    copied = Copied(on_one_line(node.tree), builder.looks.blank(builder.setting(region.style)))
    item = SceneItem(
        *(drawn, x - margin, above - box.above - margin, formula),
        copied=copied,
        above=box.above + margin,
    )
    row.items = (item,)
    if number:
        text = TextItem(tuple(number), region.x, above, style.leading, region.width, "right")
        row.items = (item, text)
    builder.begin(row, node.id, node.span, owner.element)
    half = page.grid / 2
    with builder.stack.block(half, half, firm=True):
        builder.stack.add([row])


ROWS: dict[type[Block], BlockFunction] = {DisplayedFormula: displayed_formula}
"""How formulas get their rows; all kinds together are in ``registry``."""
