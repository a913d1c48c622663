"""Paragraphs that lead to what stands below them."""

from __future__ import annotations

from report_builder.model.blocks import Block, DefinitionList, List, Paragraph
from report_builder.model.inlines import plain_text


def announces(node: Paragraph) -> bool:
    """Tell whether a paragraph ends with a colon: it is not parted from what follows."""
    return plain_text(node.children).rstrip().endswith(":")


def leads_to(block: Block, following: Block | None) -> bool:
    """Tell whether a block announces the list below it, so that nothing is read between the two."""
    return isinstance(following, List | DefinitionList) and isinstance(block, Paragraph) and announces(block)
