"""Running text: paragraphs, quotations, code, breaks."""

from __future__ import annotations

import math

from msgspec.structs import replace

from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.mirrored import spoken
from report_builder.layout.blocks.rows import BEFORE_BOX, WHOLE, Frame, Row
from report_builder.layout.blocks.stacking import OPEN
from report_builder.layout.compose.runs import Run
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    CodeBlock,
    FactBox,
    PageBreak,
    Paragraph,
    Passage,
    PullQuote,
    QuoteForm,
    SideNote,
    ThematicBreak,
)
from report_builder.model.inlines import LineBreak
from report_builder.model.lead_ins import announces
from report_builder.model.tags import Element
from report_builder.patterns import late

_INDENT = late(r"(?<!\S) | (?!\S)")
_SHORT_BOX = 12
"""How many lines a box may have that is not divided."""
_SHORT_QUOTE = 8
"""How many lines a quotation may have that is not divided."""
_STANZA = 16
"""How many lines a stanza may have that is not divided."""
_EPIGRAPH = 1 / 3
"""How far an epigraph is set in, in shares of what it stands in."""
_NOTE_RULE = 0.75
"""How thick the rule beside a note is that stands in the text, in points."""
_DEEPEST = 6
"""The lowest level of a heading that PDF 1.7 knows."""


def paragraph(builder: Builder, node: Paragraph, region: Region) -> None:
    """A paragraph; the opening one of a chapter is set larger."""
    if node.lead:
        builder.add(_lead(builder, node, region), "lead")
        return
    style = builder.style(region.style)
    follows, goes_on = (_is_text(other) for other in builder.neighbours)
    # In a list the paragraphs of an item stand apart as the items do.
    listed = builder.stack.limits.before < style.leading
    indent = 0.0 if listed else style.indent
    before = style.leading if listed and follows else style.before
    indented = indent if follows and not _is_verse(node) else 0.0
    rows = builder.paragraph(node, region, region.style, indent=indented)
    if announces(node):
        rows[-1].keep = True
    elif isinstance(builder.neighbours[1], FactBox):
        rows[-1].keep, rows[-1].yields = True, BEFORE_BOX
    builder.stack.add(rows, before, 0.0 if indent and goes_on and not _is_verse(node) else style.after)


def _lead(builder: Builder, node: Paragraph, region: Region) -> list[Row]:
    """An opening paragraph; above two columns it takes both, as far as its lines can be read."""
    across = builder.across(region, "lead")
    rows = builder.paragraph(node, across, "lead", "Lead")
    for row in rows:
        row.wide = across is not region
    return rows


def _is_text(block: Block | None) -> bool:
    """Whether what stands beside a paragraph is one of its kind, so that an indent keeps them apart."""
    return isinstance(block, Paragraph) and not block.lead and not _is_verse(block)


def _is_verse(node: Paragraph) -> bool:
    return any(isinstance(child, LineBreak) and child.verse for child in node.children)


def block_quote(builder: Builder, node: BlockQuote, region: Region) -> None:
    """A longer quotation, set in; a poem and an epigraph have no rule beside them."""
    element = region.element.add(Element("BlockQuote"))
    rule = builder.theme.rules["block_quote"]
    indent = builder.theme.lists.indent
    inner = region.inset(
        max(indent, _EPIGRAPH * region.width) if node.form is QuoteForm.EPIGRAPH else indent, element
    )
    colour = builder.theme.palette[rule.colour] if rule.thickness else None
    line = Frame(region.x, rule.thickness, colour, None, 0.0, 0.0)
    frame = line if node.form is QuoteForm.PASSAGE else None
    style = builder.style(region.style)
    after = max(style.after, style.before)
    whole = _STANZA if node.form is QuoteForm.POEM else 0
    with builder.stack.block(style.before, after, frame=frame, whole=_SHORT_QUOTE):
        builder.begin_next(node.id, node.span, element)
        for block in node.blocks:
            signed = bool(node.attribution) and block is node.blocks[-1]
            with builder.stack.block(after=0.0 if signed else style.after, whole=whole):
                builder.blocks((block,), inner)
        if node.attribution:
            builder.stack.rows[-1].keep = True
            owner = ElementOwner(element.add(Element("P")))
            builder.add(builder.inline_rows(node.attribution, "attribution", inner, owner), "attribution")


def pull_quote(builder: Builder, node: PullQuote, region: Region) -> None:
    """A short passage set large between rules."""
    element = region.element.add(Element("BlockQuote"))
    owner = ElementOwner(element.add(Element("P")))
    quote, by = builder.style("pull_quote"), builder.style("attribution")
    rows = builder.inline_rows(
        node.children, "pull_quote", region, owner, keep=bool(node.attribution), title=True
    )
    rule = builder.rule("pull_quote", region.x, -builder.theme.page.grid / 2, region.width)
    rows[0].items = (*rule, *rows[0].items)
    builder.begin(rows[0], node.id, node.span, element)
    after = by.after if node.attribution else quote.after
    with builder.stack.block(quote.before, after, whole=math.inf, firm=True):
        builder.stack.add(rows)
        if node.attribution:
            owner = ElementOwner(element.add(Element("P")))
            builder.add(builder.inline_rows(node.attribution, "attribution", region, owner), "attribution")


def fact_box(builder: Builder, node: FactBox, region: Region) -> None:
    """A titled box on a tinted ground."""
    element = region.element.add(Element("Aside"))
    frame, inner = _boxed(builder, "fact", region)
    inner = replace(inner, style="fact", element=element)
    grid = builder.theme.page.grid
    builder.begin_next(node.id, node.span, element)
    with builder.stack.block(grid, grid, frame=frame, limits=OPEN, whole=_SHORT_BOX, yields=WHOLE, firm=True):
        if node.title:
            owner = ElementOwner(element.add(Element(f"H{min(builder.level + 1, _DEEPEST)}")))
            rows = builder.inline_rows(node.title, "fact_title", inner, owner, keep=True, title=True)
            builder.add(rows, "fact_title")
        builder.blocks(node.blocks, inner)


def passage(builder: Builder, node: Passage, region: Region) -> None:
    """Blocks in another language: each says it of itself, so that nothing stands around them."""
    start = len(region.element.kids)
    with spoken(builder, node.language, region):
        builder.blocks(node.blocks, region)
    for kid in region.element.kids[start:]:
        if isinstance(kid, Element) and kid.language is None:
            kid.language = node.language


def _boxed(builder: Builder, name: str, region: Region) -> tuple[Frame, Region]:
    """A box that fills ``region``, and the region inside it."""
    box = builder.theme.boxes[name]
    frame = Frame(region.x, region.width, box.ground, box.edge, box.above, box.above, box.edge_width)
    left = box.side + box.edge_width
    return frame, replace(region, x=region.x + left, width=region.width - left - box.side, apart=True)


def side_note(builder: Builder, node: SideNote, region: Region) -> None:
    """A remark in the margin, beside the block before it; or below that, at a rule, where notes stand so."""
    voice = builder.voice
    # A title has one language, that of its element; where the program lacks that it says nothing.
    title = voice.words("document.side-note") if voice.language == builder.language else None
    element = region.element.add(Element("Aside", title=title))
    page = builder.theme.page
    if not page.notes_beside:
        _note_below(builder, node, region.below(element))
        return
    inner = Region(0.0, page.margin_width, "side_note", element, apart=True)
    with builder.apart() as stack:
        builder.begin_next(node.id, node.span, element)
        builder.small_print(node.blocks, inner)
    builder.stack.stand_beside(stack.rows, builder.baseline(builder.style("side_note")))


def _note_below(builder: Builder, node: SideNote, region: Region) -> None:
    page = builder.theme.page
    rule = Frame(region.x, _NOTE_RULE, builder.theme.palette["rule"], None, 0.0, 0.0)
    inner = replace(region.inset(page.grid, region.element), style="side_note", apart=True)
    with builder.stack.block(page.grid / 2, page.grid / 2, frame=rule, whole=_SHORT_QUOTE, firm=True):
        builder.begin_next(node.id, node.span, region.element)
        builder.small_print(node.blocks, inner)


def code_block(builder: Builder, node: CodeBlock, region: Region) -> None:
    """Literal lines, on a tinted ground."""
    # Code is an inline element unless it says that it is a block (ISO 32000-1, 14.8.5.4.2).
    element = region.element.add(Element("Code", attributes={"Placement": "Block"}))
    frame, inner = _boxed(builder, "code", region)
    if frame.ground is not None and frame.ground == builder.stack.ground:
        # On its own ground nothing would be seen of it. All text is legible on paper and on tint.
        paper, tint = builder.theme.palette["paper"], builder.theme.palette["tint"]
        frame = replace(frame, ground=tint if frame.ground == paper else paper)
    # Blanks at the start of a line or in a row must stand: no-break spaces are never dropped or folded.
    literal = _INDENT.sub("\u00a0", node.value.rstrip("\n").replace("\t", "    "))
    lines = builder.compose(_literal_runs(builder, literal, element), inner.width)
    rows = builder.text_rows(lines, builder.style("code"), inner)
    builder.begin(rows[0], node.id, node.span, element)
    grid = builder.theme.page.grid
    with builder.stack.block(grid, grid, frame=frame, firm=True):
        builder.stack.add(rows)


def _literal_runs(builder: Builder, literal: str, element: Element) -> list[Run]:
    """The lines of code, each heard by itself; a blank one belongs to the line before it."""
    runs: list[Run] = []
    owner = ElementOwner(element)
    for index, line in enumerate(literal.split("\n")):
        if index:
            runs.append(builder.run("\n", "code", owner))
        if line.strip():
            owner = ElementOwner(element.add(Element("P")))
        runs.append(builder.run(line, "code", owner))
    return runs


def thematic_break(builder: Builder, node: ThematicBreak, region: Region) -> None:
    """A pause: a short rule in the middle of a blank line."""
    grid = builder.theme.page.grid
    rule = builder.rule("pause", region.x, 1.5 * grid, region.width)
    builder.stack.add([Row(3 * grid, rule, anchors=(node.id,))])


def page_break(builder: Builder, node: PageBreak, _region: Region) -> None:
    """A new page, unless one begins here anyway."""
    builder.stack.break_page(node.id)


ROWS: dict[type[Block], BlockFunction] = {
    BlockQuote: block_quote,
    CodeBlock: code_block,
    FactBox: fact_box,
    PageBreak: page_break,
    Paragraph: paragraph,
    Passage: passage,
    PullQuote: pull_quote,
    SideNote: side_note,
    ThematicBreak: thematic_break,
}
"""How the kinds of running text get their rows; all kinds together are in ``registry``."""
