"""The table of all block kinds: which function makes the rows of which block.

A test compares it with the kinds that there are.
"""

from __future__ import annotations

from report_builder.layout.blocks import drawings, figures, tables, text
from report_builder.layout.blocks.builder import BlockFunction
from report_builder.model.blocks import Block

BLOCK_FUNCTIONS: dict[type[Block], BlockFunction] = {
    **text.ROWS,
    **tables.ROWS,
    **figures.ROWS,
    **drawings.ROWS,
}
