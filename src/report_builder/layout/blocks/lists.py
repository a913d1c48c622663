"""Lists: items with their labels, terms with their meanings."""

from __future__ import annotations

from contextlib import AbstractContextManager

from report_builder.layout.blocks.answers import task_box
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import SceneItem, TextItem
from report_builder.layout.blocks.stacking import OPEN, Limits
from report_builder.model.blocks import Block, Definition, DefinitionList, List, ListItem, Paragraph
from report_builder.model.numbering import NUMBERS
from report_builder.model.tags import Element
from report_builder.model.worksheets import Question
from report_builder.theme.model import Colour, TextStyle

_BOX = 0.74
"""The side of a task's box, in shares of the size of its words."""
_SHORT_ITEM = 1
"""How many lines an item may have that is not left alone at a page's end."""


def list_block(builder: Builder, node: List, region: Region) -> None:
    """An ordered or unordered list, or one of figures and the like."""
    if node.of:
        _directory(builder, node, region)
        return
    element = region.element.add(list_element(node))
    builder.begin_next(node.id, node.span, element)
    labels, indent = labels_of(builder, node, region)
    colour = builder.theme.palette[builder.theme.lists.colour] if node.start is None else None
    gap = 0.0 if node.tight else builder.theme.page.grid
    inside = _inside(builder, region)
    start = len(builder.stack.rows)
    if builder.stack.limits is not OPEN and start:
        # A list in an item begins on the page of what the item says.
        builder.stack.keep_with_next(start - 1)
    ends: list[int] = []
    with _list_space(builder, region):
        for item, label in zip(node.items, labels, strict=True):
            with builder.stack.block(gap, limits=inside):
                _list_item(builder, item, (label, indent, colour), region.below(element))
            ends.append(len(builder.stack.rows))
    _keep_ends(builder, start, ends)


def list_element(node: List) -> Element:
    """The element of a list, which tells how it is counted."""
    numbering = "Disc" if node.start is None else node.numbering.counting.value
    return Element("L", attributes={"ListNumbering": numbering})


def labels_of(builder: Builder, node: List, region: Region) -> tuple[list[str], float]:
    """What stands before each item, and how far their text is set in for it."""
    bullets = builder.theme.lists.bullets
    count = len(node.items)
    labels = [bullets[region.depth % len(bullets)]] * count
    if node.start is not None:
        labels = [node.numbering.label(node.start + n) for n in range(count)]
    # Of letters and Roman numerals, any can be the widest.
    widest = labels[-1:] if node.numbering is NUMBERS or node.start is None else labels
    return labels, max(_indent(builder, label, region) for label in widest)


def _directory(builder: Builder, node: List, region: Region) -> None:
    """A list of figures and the like: entries as those of the contents, with further lines set in."""
    element = region.element.add(Element("TOC"))
    builder.begin_next(node.id, node.span, element)
    inner = region.inset(builder.theme.lists.indent, element)
    with _list_space(builder, region):
        for item in node.items:
            entry = element.add(Element("TOCI"))
            builder.begin_next(item.id, item.span, entry)
            owner = ElementOwner(entry.add(Element("Reference")))
            words = [
                child for block in item.blocks if isinstance(block, Paragraph) for child in block.children
            ]
            indent = -builder.theme.lists.indent
            builder.stack.add(
                builder.inline_rows(tuple(words), region.style, inner, owner, indent=indent), 0.0, 0.0
            )


def _keep_ends(builder: Builder, start: int, ends: list[int]) -> None:
    """Keep a short first item with the second, and the last with a short one before it."""
    if len(ends) < 2:
        return
    if ends[0] - start <= _SHORT_ITEM:
        builder.stack.keep_with_next(ends[0] - 1)
    if ends[-1] - ends[-2] <= _SHORT_ITEM:
        builder.stack.keep_with_next(ends[-2] - 1)


def _indent(builder: Builder, label: str, region: Region) -> float:
    """How far a list is set in: room for its last label, which is its widest."""
    run = builder.run(label, region.style, ElementOwner(Element("Lbl")))
    lists = builder.theme.lists
    return max(lists.indent, builder.composer.natural_width([run])[1] + lists.gap)


def _list_item(
    builder: Builder, item: ListItem, mark: tuple[str, float, Colour | None], region: Region
) -> None:
    """An item; ``mark`` is its label, how far its text is set in, and the label's own colour."""
    label, indent, colour = mark
    element = region.element.add(Element("LI"))
    if item.checked is None:
        owner = ElementOwner(element.add(Element("Lbl")))
    body = element.add(Element("LBody"))
    style = builder.style(region.style)
    inner = region.inset(indent, body)
    builder.begin_next(item.id, item.span, element)
    if item.checked is None:
        run = builder.run(f"{label} ", region.style, owner, colour=colour or style.colour)
        lines = tuple(builder.compose([run], region.width))
        builder.stack.label(TextItem(lines, region.x, builder.baseline(style), style.leading, indent))
    else:
        builder.stack.label(_task(builder, item.checked, style, region, body))
    asks = len(item.blocks) > 1 and isinstance(item.blocks[1], Question)
    first = 1 if asks and isinstance(item.blocks[0], Paragraph) else 0
    builder.blocks(item.blocks[:first], inner)
    if first:
        # What an item says of a question stands on the page where it is asked.
        builder.stack.keep_with_next(len(builder.stack.rows) - 1)
    builder.blocks(item.blocks[first:], inner)
    builder.stack.end_item(style.leading)


def _task(builder: Builder, done: bool, style: TextStyle, region: Region, body: Element) -> SceneItem:
    """The box of a task. A listener is told its state, as that of a box on paper (ISO 32000-1, 14.8.5.6)."""
    side = _BOX * style.size
    said = builder.voice.words("document.task-done" if done else "document.task-open")
    state = {"Role": "cb", "checked": "on" if done else "off", "Desc": said}
    box = body.add(Element("Form", attributes=dict(state)))
    return SceneItem(task_box(side, done), region.x, builder.baseline(style) - side, box)


def _list_space(builder: Builder, region: Region) -> AbstractContextManager[None]:
    """A list keeps the distance that a paragraph keeps, as close to its heading; nested ones keep none."""
    if builder.stack.limits is not OPEN:
        return builder.stack.block(0.0, 0.0)
    style = builder.style(region.style)
    return builder.stack.block(style.before, max(style.after, style.before))


def _inside(builder: Builder, region: Region) -> Limits:
    """The most blank that text inside an item of a list has."""
    return Limits(min(builder.stack.limits.before, builder.style(region.style).leading / 2), 0.0)


def definition_list(builder: Builder, node: DefinitionList, region: Region) -> None:
    """Terms and meanings: a list whose labels are the terms."""
    element = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
    builder.begin_next(node.id, node.span, element)
    inside = _inside(builder, region)
    with _list_space(builder, region):
        for item in node.items:
            with builder.stack.block(builder.theme.page.grid, limits=inside):
                _definition(builder, item, region.below(element))


def _definition(builder: Builder, item: Definition, region: Region) -> None:
    element = region.element.add(Element("LI"))
    label = element.add(Element("Lbl"))
    term = ElementOwner(label)
    runs = builder.runs(item.term, region.style, term, face="bold")
    lines = builder.compose(runs, region.width)
    rows = builder.text_rows(lines, builder.style(region.style), region, keep=True)
    builder.attach_notes(rows)
    builder.begin(rows[0], item.id, item.span, element)
    builder.add(rows, region.style)
    builder.blocks(item.blocks, region.inset(builder.theme.lists.indent, element.add(Element("LBody"))))


ROWS: dict[type[Block], BlockFunction] = {List: list_block, DefinitionList: definition_list}
"""How the kinds of lists get their rows; all kinds together are in ``registry``."""
