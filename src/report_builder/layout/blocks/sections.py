"""Chapters and sections: their headings, and what stands in them."""

from __future__ import annotations

from msgspec.structs import replace

from report_builder.language.writing import is_leftward
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.mirrored import spoken
from report_builder.layout.blocks.rows import Opener, Row, TextItem
from report_builder.layout.blocks.stacking import extent
from report_builder.layout.compose.runs import Run
from report_builder.model.blocks import Block, Section
from report_builder.model.inlines import plain_text
from report_builder.model.tags import Element
from report_builder.theme.contrast import LARGE, required_of
from report_builder.theme.geometry import HANGING_GAP
from report_builder.theme.model import Colour, Sheet

_RUNNING = 2
"""The level of the sections that running heads name."""


def chapter(
    builder: Builder, node: Section, root: Element, stage: float, sheet: Sheet, accent: Colour | None = None
) -> None:
    """A chapter: opens a new page with its number and title, which is dressed as the ``sheet``.

    ``accent`` is the colour that it alone has.
    """
    builder.accent = accent
    builder.stack.drop_page_break()
    element = root.add(Element("Sect", language=node.language or None))
    builder.level = node.level
    region = Region(0.0, builder.theme.page.text_width, "body", element)
    with spoken(builder, node.language, region):
        _chapter(builder, node, region, stage, sheet)


def _chapter(builder: Builder, node: Section, region: Region, stage: float, sheet: Sheet) -> None:
    page, element, accent = builder.theme.page, region.element, builder.accent
    heading = ElementOwner(element.add(Element("H1")))
    wide = not is_leftward(builder.language)  # from right to left it begins where the text does
    title = Region(0.0, page.full_width if wide else page.text_width, "body", element)
    rows: list[Row] = []
    share = builder.title_share(node.title, "chapter", title.width)
    if node.number:
        # The forced break leaves a blank between number and title in the text layer.
        looks = builder.style("chapter_number")
        looks = replace(looks, size=share * looks.size, leading=share * looks.leading)
        colour = sheet.ink or accent or looks.colour
        run = builder.run(f"{node.number}\n", "chapter_number", heading, colour=colour, size=looks.size)
        rows += builder.text_rows(builder.compose([run], title.width)[:1], looks, title, keep=True)
    count = len(rows)
    rows += builder.inline_rows(
        node.title, "chapter", title, heading, keep=True, title=True, share=share, colour=sheet.ink
    )
    for row in rows:
        row.wide = wide
    rows[0].new_page = True
    voice = accent.name if accent else ""
    rows[0].opener = Opener(plain_text(node.title), stage, sheet, voice, lines=len(rows))
    blocks, below = node.blocks, tuple[Row, ...]()
    if node.opening is not None:
        from report_builder.layout.blocks.photographs import open_with  # few chapters have one

        blocks, below = blocks[1:], open_with(builder, node.opening, rows, region)
    builder.begin(rows[0], node.id, node.span, heading.element)
    builder.add(rows[:count], "chapter_number")
    builder.add(rows[count:], "chapter")
    builder.stack.add(below, page.grid / 2, page.grid)
    builder.blocks(blocks, region)


def section(builder: Builder, node: Section, region: Region) -> None:
    """A section below a chapter."""
    element = region.element.add(Element("Sect", language=node.language or None))
    above, builder.level = builder.level, node.level
    with spoken(builder, node.language, region):
        _section(builder, node, region.below(element))
    builder.level = above


def _section(builder: Builder, node: Section, region: Region) -> None:
    element = region.element
    owner = ElementOwner(element.add(Element(f"H{node.level}")))
    style = f"heading{min(node.level, 4)}"
    hung = _hung(builder, node.number, style, owner)
    prefix = [_number(builder, f"{node.number} ", style, owner)] if node.number and hung is None else []
    rows = builder.inline_rows(node.title, style, region, owner, prefix=prefix, keep=True, title=True)
    for row in rows:
        row.heads = True
    if node.level == _RUNNING:
        rows[0].section = plain_text(node.title)
    if hung is not None:
        rows[0].items = (hung, *rows[0].items)
    _fill_grid_lines(rows, builder.style(style).after, builder.theme.page.grid)
    builder.begin(rows[0], node.id, node.span, owner.element)
    builder.add(rows, style)
    builder.blocks(node.blocks, region)


def _hung(builder: Builder, number: str, style: str, owner: ElementOwner) -> TextItem | None:
    """The number of a section where it hangs left of its title; None in other themes, and without room."""
    if not number or not builder.theme.numbers_hung:
        return None
    looks = builder.style(style)
    # The forced break leaves a blank between number and title in the text layer.
    (line, *_) = builder.compose([_number(builder, f"{number}\n", style, owner)], float("inf"))
    taken = line.width + HANGING_GAP * looks.size
    if taken > builder.theme.page.hanging_room:
        return None
    return TextItem((line,), -taken, builder.baseline(looks), looks.leading, line.width)


def _number(builder: Builder, number: str, style: str, owner: ElementOwner) -> Run:
    """The number of a section: in its chapter's colour, or that of chapter numbers where it is large."""
    looks = builder.style(style)
    large = required_of(looks) == LARGE
    colour = builder.style("chapter_number").colour if large else looks.colour
    return builder.run(number, style, owner, colour=builder.accent or colour)


def _fill_grid_lines(rows: list[Row], after: float, grid: float) -> None:
    """Lower a heading so that it ends on a grid line: what it lacks is blank above, not below."""
    lack = -(extent(rows) + after) % grid
    rows[0].height += lack
    rows[0].items = tuple(
        replace(item, baseline=item.baseline + lack) if isinstance(item, TextItem) else item
        for item in rows[0].items
    )


ROWS: dict[type[Block], BlockFunction] = {
    Section: section,
}
"""How sections get their rows; all kinds together are in ``registry``."""
