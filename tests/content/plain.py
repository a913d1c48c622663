"""The words of a model, in reading order, without anything that the builder adds."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.model.blocks import (
    Block,
    BlockQuote,
    CodeBlock,
    DefinitionList,
    Diagram,
    FactBox,
    Figure,
    FindingCards,
    FindingChart,
    List,
    PageBreak,
    Paragraph,
    PullQuote,
    Section,
    SideNote,
    Table,
    ThematicBreak,
    Timeline,
)
from report_builder.model.inlines import plain_text


def words(block: Block) -> list[str]:
    """Return the words of a block, cut at white space."""
    return " ".join(_texts(block)).split()


def _texts(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912  (a case for each kind)
    match block:
        case Section():
            yield plain_text(block.title)
            yield from _all(block.blocks)
        case Paragraph():
            yield plain_text(block.children)
        case List():
            for item in block.items:
                yield from _all(item.blocks)
        case DefinitionList():
            for definition in block.items:
                yield plain_text(definition.term)
                yield from _all(definition.blocks)
        case Table():
            yield plain_text(block.caption)
            yield from (plain_text(cell.children) for row in (block.head, *block.rows) for cell in row)
        case Figure() | FindingChart():
            yield plain_text(block.caption)
        case PullQuote():
            yield plain_text(block.children)
            yield plain_text(block.attribution)
        case FactBox():
            yield plain_text(block.title)
            yield from _all(block.blocks)
        case BlockQuote() | SideNote():
            yield from _all(block.blocks)
        case CodeBlock():
            yield block.value
        case Timeline():
            yield plain_text(block.caption)
            for entry in block.items:
                yield plain_text(entry.term)
                yield from _all(entry.blocks)
        case Diagram():
            yield plain_text(block.caption)
            for drawn in block.items:
                yield from (drawn.name, drawn.text, *drawn.parts)
        case FindingCards() | ThematicBreak() | PageBreak():
            pass


def _all(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _texts(block)
