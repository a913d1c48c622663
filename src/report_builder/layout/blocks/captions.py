"""What is said of a picture: its caption, and below that, small, whose it is."""

from __future__ import annotations

from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row
from report_builder.model.inlines import Inlines

CREDIT = "card_source"
"""The style of what is said of where something is from."""


def caption_rows(
    builder: Builder, label: str, caption: Inlines, credit: Inlines, region: Region, owner: ElementOwner
) -> list[Row]:
    """The rows of a caption behind its ``label``, and of the credit, any of which may be empty.

    Footnotes that they refer to stay to be placed.
    """
    rows: list[Row] = []
    if label or caption:
        runs = [*builder.label(label, "caption", owner), *builder.runs(caption, "caption", owner)]
        if credit:
            # The forced break leaves a blank between the two in the text layer.
            lines = builder.compose([*runs, builder.run("\n", "caption", owner)], region.width)[:-1]
        else:
            lines = builder.compose(runs, region.width)
        rows += builder.text_rows(lines, builder.style("caption"), region)
    if credit:
        lines = builder.compose(builder.runs(credit, CREDIT, owner), region.width)
        rows += builder.text_rows(lines, builder.style(CREDIT), region)
        for row in rows[-len(lines) :]:
            row.on_grid = False
    return rows
