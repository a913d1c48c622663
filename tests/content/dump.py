"""The model as text that a person can compare with the source: a line for each block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Diagram,
    DiagramItem,
    Figure,
    FindingCards,
    FindingChart,
    List,
    ListItem,
    Paragraph,
    PullQuote,
    Section,
    Table,
    ThematicBreak,
    Timeline,
)
from report_builder.model.content_model import Holds, Part
from report_builder.model.inlines import (
    Abbreviation,
    Code,
    Emphasis,
    FindingValue,
    Formula,
    Indexed,
    Inline,
    InlineImage,
    Inlines,
    Language,
    LineBreak,
    Link,
    NoteReference,
    PageNumber,
    Reference,
    Strong,
    Styled,
    Text,
)
from report_builder.model.literature import Source
from report_builder.model.report import Report
from report_builder.model.walking import Node


def dump(report: Report) -> str:
    """Write out all chapters, then the footnotes. A no-break space shows as ``~``."""
    lines = [line for chapter in report.chapters for line in block_lines(chapter)]
    for note in report.notes.values():
        lines.append(f"note {note.number} #{note.id}")
        lines += [f"  {line}" for block in note.blocks for line in block_lines(block)]
    return "\n".join(lines).replace("\u00a0", "~") + "\n"


def block_lines(block: Block) -> Iterator[str]:
    """Write out one block: line and column, kind, id, and what is in it."""
    yield f"{_place(block.span)} {_head(block)}"
    yield from (f"  {line}" for line in _held(block))


def _place(span: SourceSpan) -> str:
    return f"{span.line}:{span.column}"


def _head(block: Block) -> str:
    """What a block is called and what is set of it, with the first of its words."""
    said = ""
    if block.content.captioned:
        label, caption = getattr(block, block.content.number), getattr(block, block.content.name)
        said = f": [{label}] {inline_text(caption)}" if label else ": no caption"
    elif (first := _first(block)) and (words := getattr(block, first.field)):
        said = f": {inline_text(words)}"
    elif isinstance(block, FindingCards):
        said = f": {' '.join(finding.id for finding in block.findings)}"
    return f"{_kind(block)} #{block.id}{_set(block)}{said}"


def _first(block: Block) -> Part | None:
    """The part of a block whose words stand in its own line."""
    return next((part for part in block.content.parts if part.holds is Holds.INLINES), None)


_NAMES: dict[type[Block], str] = {
    BlockQuote: "quotation",
    CodeBlock: "code",
    DefinitionList: "definitions",
    FindingCards: "cards",
    FindingChart: "chart",
    ThematicBreak: "break",
}
"""Kinds that are not called by the words of their class."""


def _kind(block: Block) -> str:
    match block:
        case Section():
            return f"section {block.level}{f' {block.number}' if block.number else ''}"
        case Paragraph(lead=True):
            return "lead"
        case List():
            return "bullets" if block.start is None else f"numbers from {block.start}"
        case Diagram():
            return block.kind.value
        case _:
            own = re.sub(r"\B([A-Z])", r" \1", type(block).__name__).lower()
            return _NAMES.get(type(block), own)


def _set(block: Block) -> str:
    match block:
        case List(tight=True):
            return ", tight"
        case Table(head_columns=1):
            return ", header column"
        case Diagram(wide=True):
            return ", wide"
        case FindingChart():
            return f" of {' '.join(finding.id for finding in block.findings)}"
        case _:
            return ""


def _held(node: Node) -> Iterator[str]:  # noqa: C901  one case a kind of content
    """The lines of what a node holds, but for the words in its own line."""
    if isinstance(node, Table):
        yield "align " + " ".join(column.value for column in node.columns)
    for part in node.content.parts:
        value = getattr(node, part.field)
        match part.holds:
            case Holds.BLOCKS | Holds.ASIDE:
                yield from (line for block in value for line in block_lines(block))
            case Holds.ITEMS:
                yield from (
                    line for item in value for line in _item(item, with_id=not isinstance(node, Timeline))
                )
            case Holds.ROWS:
                yield from (_row(row) for row in value)
            case Holds.CHARACTERS:
                yield from (f"| {line}" for line in value.split("\n"))
            case Holds.ALTERNATIVE:
                yield _figure(node) if isinstance(node, Figure) else f"alt {value!r}"
            case Holds.INLINES:
                if isinstance(node, PullQuote) and part.field == "attribution":
                    yield f"by {inline_text(value)}"
            case Holds.FINDINGS | Holds.NOTE:
                pass
            case _:
                assert_never(part.holds)


def _item(item: ListItem | Definition | DiagramItem | Source, *, with_id: bool) -> Iterator[str]:
    place = _place(item.span)
    match item:
        case ListItem():
            yield f"{place} item #{item.id}"
        case Definition():
            yield f"{place} {f'term #{item.id}: ' if with_id else ''}{inline_text(item.term)}"
        case Source():
            yield f"{place} source #{item.id} of {item.places}: {item.mark}{inline_text(item.children)}"
            return
        case DiagramItem():
            parts = "".join(f" | {part}" for part in item.parts)
            yield f"{place} {item.name!r} {item.text!r}{parts}"
            return
    yield from (f"  {line}" for line in _held(item))


def _row(cells: Iterable[Cell]) -> str:
    return "| " + " | ".join(f"{_place(cell.span)} {inline_text(cell.children)}" for cell in cells)


def _figure(figure: Figure) -> str:
    alt = "decorative" if figure.alt is None else f"alt {figure.alt!r}"
    size = f"{figure.image.width}x{figure.image.height} {figure.image.format} {figure.image.path}"
    return f"{alt}, {figure.width:.0%}{', wide' if figure.wide else ''}, {size}"


def inline_text(inlines: Inlines) -> str:
    """Write out inlines, each kind with marks of its own."""
    return "".join(_inline(node) for node in inlines)


def _inline(node: Inline) -> str:  # noqa: C901, PLR0912  (a case for each kind)
    match node:
        case Text():
            return node.value
        case Emphasis():
            return f"<em>{inline_text(node.children)}</em>"
        case Strong():
            return f"<strong>{inline_text(node.children)}</strong>"
        case Styled():
            return f"<{node.style.value}>{inline_text(node.children)}</{node.style.value}>"
        case Code():
            return f"<code>{node.value}</code>"
        case Link():
            return f"<a {node.href}>{inline_text(node.children)}</a>"
        case Reference():
            return f"<ref {node.target}>{inline_text(node.children)}</ref>"
        case Indexed():
            return f"<index {node.id}>{inline_text(node.children)}</index>"
        case PageNumber():
            return f"<page of {node.target}>"
        case FindingValue():
            return f"<finding {node.finding}>{node.value}</finding>"
        case Language():
            return f"<{node.language}>{inline_text(node.children)}</{node.language}>"
        case Abbreviation():
            return f"<{node.language} {node.meant!r}>{node.value}</>"
        case NoteReference():
            return f"<note {node.number} {node.note}>"
        case InlineImage():
            return f"<img {node.image.path}>{node.alt}</img>"
        case Formula():
            return f"<formula {node.source!r}>{node.alt}</formula>"
        case LineBreak():
            return "<br>"
        case _:
            assert_never(node)
