"""Running text: sections, paragraphs, quotations, lists, code, breaks."""

from __future__ import annotations

from msgspec.structs import replace

from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.owners import ElementOwner
from report_builder.layout.blocks.rows import (
    Frame,
    MarginBlock,
    Opener,
    Row,
    TextItem,
)
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    CodeBlock,
    Definition,
    DefinitionList,
    FactBox,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    PullQuote,
    Section,
    SideNote,
    ThematicBreak,
)
from report_builder.model.inlines import plain_text
from report_builder.model.tags import Element
from report_builder.patterns import late
from report_builder.theme.model import Colour

_INDENT = late(r"(?<!\S) | (?!\S)")
_SHORT_BOX = 12
"""How many lines a box may have that is not divided."""
_SHORT_QUOTE = 8
"""How many lines a quotation may have that is not divided."""
_SHORT_ITEM = 1
"""How many lines an item may have that is not left alone at a page's end."""


def chapter(builder: Builder, node: Section, root: Element, stage: float) -> None:
    """A chapter: opens a new page with its number and title."""
    if builder.rows and _is_page_break(builder.rows[-1]):
        builder.rows.pop()
    element = root.add(Element("Sect", language=node.language or None))
    outer, builder.language = builder.language, node.language or builder.language
    page = builder.theme.page
    region = Region(0.0, page.text_width, "body", element)
    heading = ElementOwner(element.add(Element("H1")))
    title = Region(0.0, page.full_width, "body", element)
    rows: list[Row] = []
    if node.number:
        # The forced break leaves a blank between number and title in the text layer.
        number = builder.compose([builder.run(f"{node.number}\n", "chapter_number", heading)], title.width)
        rows += builder.text_rows(number[:1], builder.style("chapter_number"), title, keep=True)
    rows += builder.inline_rows(node.title, "chapter", title, heading, keep=True)
    for row in rows:
        row.wide = True
    rows[0].new_page = True
    rows[0].opener = Opener(plain_text(node.title), stage)
    builder.begin(rows[0], node.id, node.span, heading.element)
    builder.rows += rows
    builder.blocks(node.blocks, region)
    builder.language = outer


def section(builder: Builder, node: Section, region: Region) -> None:
    """A section below a chapter."""
    element = region.element.add(Element("Sect", language=node.language or None))
    outer, builder.language = builder.language, node.language or builder.language
    owner = ElementOwner(element.add(Element(f"H{node.level}")))
    style = f"heading{min(node.level, 4)}"
    prefix = [builder.run(f"{node.number} ", style, owner)] if node.number else []
    rows = builder.inline_rows(node.title, style, region, owner, prefix=prefix, keep=True)
    _fill_grid_lines(rows, builder.theme.page.grid)
    builder.begin(rows[0], node.id, node.span, owner.element)
    builder.rows += rows
    builder.blocks(node.blocks, region.below(element))
    builder.language = outer


def _fill_grid_lines(rows: list[Row], grid: float) -> None:
    """Lower a heading so that it ends on a grid line: what it lacks is blank above, not below."""
    total = sum(row.height for row in rows) + rows[-1].after
    lack = -total % grid
    rows[0].height += lack
    rows[0].items = tuple(
        item._replace(baseline=item.baseline + lack) if isinstance(item, TextItem) else item
        for item in rows[0].items
    )


def paragraph(builder: Builder, node: Paragraph, region: Region) -> None:
    """A paragraph; the opening one of a chapter is set larger."""
    if node.lead:
        builder.rows += builder.paragraph(node, region, "lead", "Lead")
        return
    rows = builder.paragraph(node, region, region.style)
    # What ends with a colon announces what follows.
    if plain_text(node.children).rstrip().endswith(":"):
        rows[-1].keep = True
    builder.rows += rows


def list_block(builder: Builder, node: List, region: Region) -> None:
    """An ordered or unordered list."""
    numbering = "Disc" if node.start is None else "Decimal"
    element = region.element.add(Element("L", attributes={"ListNumbering": numbering}))
    start = len(builder.rows)
    ends: list[int] = []
    bullets = builder.theme.lists.bullets
    bullet = bullets[region.depth % len(bullets)]
    count = len(node.items)
    labels = [bullet] * count if node.start is None else [f"{node.start + n}." for n in range(count)]
    indent = _indent(builder, labels[-1], region)
    colour = builder.theme.palette[builder.theme.lists.colour] if node.start is None else None
    for index, (item, label) in enumerate(zip(node.items, labels, strict=True)):
        first = len(builder.rows)
        _list_item(builder, item, (label, indent, colour), region.below(element))
        if index:
            builder.rows[first].before = 0.0 if node.tight else builder.theme.page.grid
        ends.append(len(builder.rows))
    _keep_ends(builder.rows, start, ends)
    _space_around(builder, builder.rows[start:], region)


def _keep_ends(rows: list[Row], start: int, ends: list[int]) -> None:
    """Keep a short first item with the second, and the last with a short one before it."""
    if len(ends) < 2:
        return
    if ends[0] - start <= _SHORT_ITEM:
        rows[ends[0] - 1].keep = True
    if ends[-1] - ends[-2] <= _SHORT_ITEM:
        rows[ends[-2] - 1].keep = True


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
    owner = ElementOwner(element.add(Element("Lbl")))
    body = element.add(Element("LBody"))
    style = builder.style(region.style)
    inner = region.inset(indent, body)
    first = len(builder.rows)
    builder.blocks(item.blocks, inner)
    run = builder.run(f"{label} ", region.style, owner, colour=colour or style.colour)
    lines = builder.compose([run], region.width)
    item_ = TextItem(tuple(lines), region.x, builder.baseline(style), style.leading, indent)
    if first == len(builder.rows):
        builder.rows.append(Row(style.leading, (), frame=region.frame))
    row = builder.rows[first]
    row.items = (item_, *row.items)
    for index in range(first, len(builder.rows)):
        builder.rows[index].before = min(builder.rows[index].before, style.leading / 2)
    builder.begin(row, item.id, item.span, element)


def _space_around(builder: Builder, rows: list[Row], region: Region) -> None:
    """A list keeps the distance that a paragraph keeps, as close to its heading; nested ones keep none."""
    style = builder.style(region.style)
    for row in rows:
        row.after = 0.0
    rows[0].before = 0.0 if region.depth else style.before
    rows[-1].after = 0.0 if region.depth else max(style.after, style.before)


def definition_list(builder: Builder, node: DefinitionList, region: Region) -> None:
    """Terms and meanings: a list whose labels are the terms."""
    element = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
    start = len(builder.rows)
    starts: list[Row] = []
    for item in node.items:
        first = len(builder.rows)
        _definition(builder, item, region.below(element))
        starts.append(builder.rows[first])
    _space_around(builder, builder.rows[start:], region)
    for row in starts[1:]:
        row.before = builder.theme.page.grid


def _definition(builder: Builder, item: Definition, region: Region) -> None:
    element = region.element.add(Element("LI"))
    label = element.add(Element("Lbl"))
    term = ElementOwner(label)
    runs = builder.runs(item.term, region.style, term, face="bold")
    lines = builder.compose(runs, region.width)
    rows = builder.text_rows(lines, builder.style(region.style), region, keep=True)
    builder.attach_notes(rows)
    builder.begin(rows[0], item.id, item.span, element)
    builder.rows += rows
    first = len(builder.rows)
    builder.blocks(item.blocks, region.inset(builder.theme.lists.indent, element.add(Element("LBody"))))
    for row in builder.rows[first:]:
        row.before = 0.0


def block_quote(builder: Builder, node: BlockQuote, region: Region) -> None:
    """A longer quotation, set in."""
    element = region.element.add(Element("BlockQuote"))
    rule = builder.theme.rules["block_quote"]
    inner = region.inset(builder.theme.lists.indent, element)
    line = Frame(region.x, rule.thickness, rule.colour if rule.thickness else "", "", 0.0, 0.0)
    start = len(builder.rows)
    style = builder.style(region.style)
    for block in node.blocks:
        builder.blocks((block,), replace(inner, frame=region.frame or line))
        builder.rows[-1].after = style.after
    rows = builder.rows[start:]
    if len(rows) <= _SHORT_QUOTE:
        _keep_together(rows)
    rows[0].before = style.before
    rows[-1].after = max(style.after, style.before)


def _keep_together(rows: list[Row]) -> None:
    for row in rows[:-1]:
        row.keep = True


def pull_quote(builder: Builder, node: PullQuote, region: Region) -> None:
    """A short passage set large between rules."""
    element = region.element.add(Element("BlockQuote"))
    owner = ElementOwner(element.add(Element("P")))
    rows = builder.inline_rows(node.children, "pull_quote", region, owner, keep=bool(node.attribution))
    if node.attribution:
        by = ElementOwner(element.add(Element("P")))
        rows[-1].after = 0.0
        rows += builder.inline_rows(node.attribution, "attribution", region, by)
    for row in rows[:-1]:
        row.keep = True
    rule = builder.rule("pull_quote", region.x, -builder.theme.page.grid / 2, region.width)
    rows[0].items = (*rule, *rows[0].items)
    builder.begin(rows[0], node.id, node.span, element)
    builder.rows += rows


def fact_box(builder: Builder, node: FactBox, region: Region) -> None:
    """A titled box on a tinted ground."""
    element = region.element.add(Element("Aside"))
    inner = replace(_boxed(builder, "fact", region), style="fact", element=element)
    start = len(builder.rows)
    if node.title:
        owner = ElementOwner(element.add(Element("Title")))
        builder.rows += builder.inline_rows(node.title, "fact_title", inner, owner, keep=True)
    builder.blocks(node.blocks, inner)
    rows = builder.rows[start:]
    grid = builder.theme.page.grid
    rows[0].before = rows[-1].after = grid
    if len(rows) <= _SHORT_BOX:
        _keep_together(rows)
    builder.begin(rows[0], node.id, node.span, element)


def _boxed(builder: Builder, name: str, region: Region) -> Region:
    """The region inside a box that fills ``region``."""
    box = builder.theme.boxes[name]
    frame = Frame(region.x, region.width, box.ground, box.edge, box.above, box.above, box.edge_width)
    left = box.side + box.edge_width
    return replace(region, x=region.x + left, width=region.width - left - box.side, frame=frame)


def side_note(builder: Builder, node: SideNote, region: Region) -> None:
    """A remark in the margin, beside the block before it."""
    element = region.element.add(Element("Aside"))
    page = builder.theme.page
    inner = Region(0.0, page.margin_width, "side_note", element, apart=True)
    rows = builder.build_apart(node.blocks, inner)
    beside = _beginning_of_last_block(builder.rows)
    if beside.wide:
        beside = builder.rows[-1]
    builder.begin(rows[0], node.id, node.span, element)
    beside.margin += (margin_block(builder, rows, beside, "side_note"),)


def margin_block(builder: Builder, rows: list[Row], beside: Row, style: str) -> MarginBlock:
    """``rows`` in the margin, their first baseline level with the first text baseline of ``beside``."""
    level = next((item.baseline for item in beside.items if isinstance(item, TextItem)), None)
    lift = 0.0 if level is None else builder.baseline(builder.style(style)) - level
    return MarginBlock(rows, lift)


def _beginning_of_last_block(rows: list[Row]) -> Row:
    return next(row for row in reversed(rows) if row.anchors)


def code_block(builder: Builder, node: CodeBlock, region: Region) -> None:
    """Literal lines, on a tinted ground."""
    # Code is an inline element (ISO 32000-1, 14.8.4.4.1): two without a block around them run together.
    paragraph = region.element.add(Element("P"))
    owner = ElementOwner(paragraph.add(Element("Code")))
    inner = _boxed(builder, "code", region)
    # Blanks at the start of a line or in a row must stand: no-break spaces are never dropped or folded.
    literal = _INDENT.sub("\u00a0", node.value.rstrip("\n").replace("\t", "    "))
    lines = builder.compose([builder.run(literal, "code", owner)], inner.width)
    rows = builder.text_rows(lines, builder.style("code"), inner)
    grid = builder.theme.page.grid
    rows[0].before = rows[-1].after = grid
    builder.begin(rows[0], node.id, node.span, paragraph)
    builder.rows += rows


def thematic_break(builder: Builder, node: ThematicBreak, region: Region) -> None:
    """A pause: a short rule in the middle of a blank line."""
    grid = builder.theme.page.grid
    rule = builder.rule("pause", region.x, 1.5 * grid, region.width)
    builder.rows.append(Row(3 * grid, rule, frame=region.frame, anchors=(node.id,)))


def page_break(builder: Builder, node: PageBreak, _region: Region) -> None:
    """A new page, unless one begins here anyway."""
    if builder.rows and _is_page_break(builder.rows[-1]):
        return
    builder.rows.append(Row(0.0, (), new_page=True, anchors=(node.id,), keep=True))


def _is_page_break(row: Row) -> bool:
    return row.new_page and not row.items


ROWS: dict[type[Block], BlockFunction] = {
    BlockQuote: block_quote,
    CodeBlock: code_block,
    DefinitionList: definition_list,
    FactBox: fact_box,
    List: list_block,
    PageBreak: page_break,
    Paragraph: paragraph,
    PullQuote: pull_quote,
    Section: section,
    SideNote: side_note,
    ThematicBreak: thematic_break,
}
"""How the kinds of running text get their rows; all kinds together are in ``registry``."""
