"""How far blocks stand from each other: the larger of what one leaves below and the next asks for above.

On paper the rows of blocks say that. On a page the style sheet does, which knows a block but not the one
above it, since a note may stand between them: so each block names what it stands below, by a class.
"""

from __future__ import annotations

from report_builder.model import blocks
from report_builder.model.index import Index
from report_builder.model.literature import Literature

TEXT = ""
"""Running text: what stands below it needs no name."""
OBJECT = "object"
"""All that is set apart from the text by a blank line: figures, tables, cards, boxes, code."""
TITLE, OPENER = "title", "opener"
"""The title of a box, and that of a chapter."""

_KINDS: dict[type[blocks.Block], str] = {
    blocks.BlockQuote: TEXT,
    blocks.DefinitionList: TEXT,
    blocks.List: TEXT,
    Index: TEXT,
    Literature: TEXT,
    blocks.Paragraph: TEXT,
    blocks.PullQuote: "quote",
    blocks.ThematicBreak: "pause",
}
"""The kinds that stand otherwise than what is set apart."""
_DEEPEST = 4
"""Headings below this level look alike."""


def heading(level: int) -> str:
    """Name the heading of a section."""
    return f"heading{min(level, _DEEPEST)}"


def kind_of(block: blocks.Block) -> str:
    """Name what ``block`` leaves below it and asks for above."""
    if isinstance(block, blocks.Paragraph) and block.lead:
        return "lead"
    if isinstance(block, blocks.PullQuote) and not block.attribution:
        return "quote-alone"
    return _KINDS.get(type(block), OBJECT)


def stands_in_flow(block: blocks.Block) -> bool:
    """Whether ``block`` itself stands between what is above and below: no remark in the margin does."""
    return not isinstance(block, blocks.Section | blocks.Passage | blocks.SideNote | blocks.PageBreak)
