"""The table of all block kinds: which function makes the rows of which block."""

from __future__ import annotations

from report_builder.layout.blocks.builder import BlockFunction
from report_builder.layout.blocks.drawings import diagram, timeline
from report_builder.layout.blocks.figures import figure, finding_cards, finding_chart
from report_builder.layout.blocks.tables import table
from report_builder.layout.blocks.text import (
    block_quote,
    code_block,
    definition_list,
    fact_box,
    list_block,
    page_break,
    paragraph,
    pull_quote,
    section,
    side_note,
    thematic_break,
)
from report_builder.model import blocks

BLOCK_FUNCTIONS: dict[type, BlockFunction] = {
    blocks.BlockQuote: block_quote,
    blocks.CodeBlock: code_block,
    blocks.DefinitionList: definition_list,
    blocks.Diagram: diagram,
    blocks.FactBox: fact_box,
    blocks.Figure: figure,
    blocks.FindingCards: finding_cards,
    blocks.FindingChart: finding_chart,
    blocks.List: list_block,
    blocks.PageBreak: page_break,
    blocks.Paragraph: paragraph,
    blocks.PullQuote: pull_quote,
    blocks.Section: section,
    blocks.SideNote: side_note,
    blocks.Table: table,
    blocks.ThematicBreak: thematic_break,
    blocks.Timeline: timeline,
}
