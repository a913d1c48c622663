"""Every text of a report in which a number may stand, with the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    Definition,
    DefinitionList,
    Diagram,
    FactBox,
    Figure,
    FindingChart,
    List,
    Paragraph,
    PullQuote,
    Section,
    SideNote,
    Table,
    Timeline,
)
from report_builder.model.inlines import (
    VALUE,
    Emphasis,
    FindingValue,
    Inlines,
    Language,
    LineBreak,
    Link,
    Reference,
    Strong,
    Text,
    plain_text,
)
from report_builder.model.landing import Landing
from report_builder.model.report import Report


class Piece(NamedTuple):
    """A text as it was written in one place."""

    text: str
    span: SourceSpan


class Passage(NamedTuple):
    """A paragraph, cell or title: its pieces, one after the other.

    ``near`` are words that belong to all of it (heads and caption of a cell), ``around`` those of the
    headings above. A ``bare`` passage is a cell: its unit may stand in its heads, and ``label`` says what
    its row is about.
    """

    pieces: tuple[Piece, ...]
    near: str = ""
    around: str = ""
    bare: bool = False
    label: str = ""


def passages_of(report: Report, landing: str, facts: Iterable[Piece]) -> Iterator[Passage]:
    """Every passage of the report, its notes, ``facts`` of its own, and what the file ``landing`` says."""
    for fact in facts:
        yield Passage((fact,))
    yield from _of_blocks(report.chapters, "")
    for note in report.notes.values():
        yield from _of_blocks(note.blocks, "")
    for inlines in _of_landing(report.landing):
        if inlines and inlines[0].span.path == landing:
            yield Passage(_pieces(inlines))


def _of_landing(landing: Landing) -> Iterator[Inlines]:
    yield from (landing.voice, landing.lead, *landing.introduction, landing.findings_note)
    for section in landing.sections:
        yield from (section.title, *section.text, *section.items)
    if landing.facts:
        yield from (landing.facts.title, *landing.facts.items)


def _pieces(inlines: Inlines) -> tuple[Piece, ...]:
    return tuple(_walk(inlines))


def _walk(inlines: Inlines) -> Iterator[Piece]:
    for node in inlines:
        match node:
            case Text():
                yield Piece(node.value, node.span)
            case Emphasis() | Strong() | Link() | Language():
                yield from _walk(node.children)
            case Reference() if not node.automatic:
                yield from _walk(node.children)
            case FindingValue() | LineBreak():
                yield Piece(VALUE if isinstance(node, FindingValue) else " ", node.span)
            case _:
                yield Piece(VALUE, node.span)  # code and what else is no text of the author's


def _titled(title: Inlines, around: str) -> str:
    return f"{plain_text(title)} {around}"


def _of_blocks(blocks: Iterable[Block], around: str, near: str = "") -> Iterator[Passage]:
    before = ""
    for block in blocks:
        # What ends with a colon announces what follows.
        yield from _of_block(block, f"{around} {before}" if before.endswith(":") else around, near)
        before = plain_text(block.children).strip() if isinstance(block, Paragraph) else ""


def _of_block(block: Block, around: str, near: str = "") -> Iterator[Passage]:  # noqa: C901, PLR0912  one case a kind
    match block:
        case Section():
            yield Passage(_pieces(block.title), near, around)
            yield from _of_blocks(block.blocks, _titled(block.title, around), near)
        case Paragraph():
            yield Passage(_pieces(block.children), near, around)
        case PullQuote():
            yield Passage(_pieces(block.children), near, around)
            yield Passage(_pieces(block.attribution), near, around)
        case List():
            for item in block.items:
                yield from _of_blocks(item.blocks, around, near)
        case BlockQuote() | SideNote():
            yield from _of_blocks(block.blocks, around, near)
        case FactBox():
            yield Passage(_pieces(block.title), near, around)
            yield from _of_blocks(block.blocks, _titled(block.title, around), near)
        case DefinitionList():
            yield from _of_definitions(block.items, around, near)
        case Timeline():
            yield Passage(_pieces(block.caption), near, around)
            yield from _of_definitions(block.items, _titled(block.caption, around), near)
        case Table():
            yield from _of_table(block, around)
        case Figure():
            caption = plain_text(block.caption)
            yield Passage(_pieces(block.caption), near, around)
            yield Passage((Piece(block.alt or "", block.span),), near, f"{caption} {around}")
        case FindingChart():
            yield Passage(_pieces(block.caption), near, around)
        case Diagram():
            yield from _of_diagram(block, around)
        case _:
            pass


def _of_definitions(items: Iterable[Definition], around: str, near: str) -> Iterator[Passage]:
    for item in items:
        yield Passage(_pieces(item.term), near, around)
        yield from _of_blocks(item.blocks, around, f"{near} {plain_text(item.term)}")


def _of_table(table: Table, around: str) -> Iterator[Passage]:
    caption = plain_text(table.caption)
    yield Passage(_pieces(table.caption), "", around)
    heads = [plain_text(cell.children) for cell in table.head]
    for index, cell in enumerate(table.head):
        yield Passage(_pieces(cell.children), caption, f"{around} {' '.join(heads)}" if index else around)
    for row in table.rows:
        label = plain_text(row[0].children) if row else ""
        for index, (cell, head) in enumerate(zip(row, heads, strict=True)):
            near = f"{head} {caption}" if index == 0 else f"{label} {head} {caption}"
            yield Passage(_pieces(cell.children), near, around, bare=True, label=label)


def _of_diagram(diagram: Diagram, around: str) -> Iterator[Passage]:
    caption = plain_text(diagram.caption)
    yield Passage(_pieces(diagram.caption), "", around)
    yield Passage((Piece(diagram.alt, diagram.span),), "", f"{caption} {around}")
    for item in diagram.items:
        about = (Piece(item.name, item.span), Piece(" ", item.span), Piece(item.text, item.span))
        yield Passage(about, "", f"{caption} {around}")
        for part in item.parts:
            yield Passage((Piece(part, item.span),), f"{item.name} {item.text}", f"{caption} {around}")
