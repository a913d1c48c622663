"""The model as text that a person can compare with the source: a line for each block."""

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
from report_builder.model.inlines import (
    Code,
    Emphasis,
    FindingValue,
    Inlines,
    Language,
    LineBreak,
    Link,
    NoteReference,
    PageNumber,
    Reference,
    Strong,
    Text,
)
from report_builder.model.report import Report


def dump(report: Report) -> str:
    """Write out all chapters, then the footnotes. A no-break space shows as ``~``."""
    lines = [line for chapter in report.chapters for line in block_lines(chapter)]
    for note in report.notes.values():
        lines.append(f"note {note.number} #{note.id}")
        lines += [f"  {line}" for block in note.blocks for line in block_lines(block)]
    return "\n".join(lines).replace("\u00a0", "~") + "\n"


def block_lines(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912, PLR0915  (a case for each kind)
    """Write out one block: line and column, kind, id, and what is in it."""
    place = f"{block.span.line}:{block.span.column} "
    match block:
        case Section():
            number = f" {block.number}" if block.number else ""
            yield f"{place}section {block.level}{number} #{block.id}: {inline_text(block.title)}"
            yield from _below(block.blocks)
        case Paragraph():
            yield f"{place}{'lead' if block.lead else 'paragraph'} #{block.id}: {inline_text(block.children)}"
        case List():
            kind = "bullets" if block.start is None else f"numbers from {block.start}"
            yield f"{place}{kind} #{block.id}{', tight' if block.tight else ''}"
            for item in block.items:
                yield f"  {item.span.line}:{item.span.column} item #{item.id}"
                yield from ("  " + line for line in _below(item.blocks))
        case DefinitionList():
            yield f"{place}definitions #{block.id}"
            for definition in block.items:
                start = f"{definition.span.line}:{definition.span.column}"
                yield f"  {start} term #{definition.id}: {inline_text(definition.term)}"
                yield from ("  " + line for line in _below(definition.blocks))
        case Table():
            header = ", header column" if block.header_column else ""
            yield f"{place}table #{block.id}{header}: {_labelled(block.label, block.caption)}"
            yield "  align " + " ".join(column.value for column in block.columns)
            for row in (block.head, *block.rows):
                cells = (f"{c.span.line}:{c.span.column} {inline_text(c.children)}" for c in row)
                yield "  | " + " | ".join(cells)
        case Figure():
            alt = "decorative" if block.alt is None else f"alt {block.alt!r}"
            size = f"{block.image.width}x{block.image.height} {block.image.format} {block.image.path}"
            wide = ", wide" if block.wide else ""
            yield f"{place}figure #{block.id}: {_labelled(block.label, block.caption)}"
            yield f"  {alt}, {block.width:.0%}{wide}, {size}"
        case PullQuote():
            yield f"{place}pull quote #{block.id}: {inline_text(block.children)}"
            yield f"  by {inline_text(block.attribution)}"
        case BlockQuote():
            yield f"{place}quotation #{block.id}"
            yield from _below(block.blocks)
        case FactBox():
            yield f"{place}fact box #{block.id}: {inline_text(block.title)}"
            yield from _below(block.blocks)
        case SideNote():
            yield f"{place}side note #{block.id}"
            yield from _below(block.blocks)
        case FindingCards():
            yield f"{place}cards #{block.id}: {' '.join(finding.id for finding in block.findings)}"
        case FindingChart():
            findings = " ".join(finding.id for finding in block.findings)
            yield f"{place}chart #{block.id} of {findings}: {_labelled(block.label, block.caption)}"
            yield f"  alt {block.alt!r}"
        case Timeline():
            yield f"{place}timeline #{block.id}: {_labelled(block.label, block.caption)}"
            for entry in block.items:
                yield f"  {entry.span.line}:{entry.span.column} {inline_text(entry.term)}"
                yield from ("  " + line for line in _below(entry.blocks))
        case Diagram():
            wide = ", wide" if block.wide else ""
            yield f"{place}{block.kind.value} #{block.id}{wide}: {_labelled(block.label, block.caption)}"
            yield f"  alt {block.alt!r}"
            for drawn in block.items:
                parts = "".join(f" | {part}" for part in drawn.parts)
                yield f"  {drawn.span.line}:{drawn.span.column} {drawn.name!r} {drawn.text!r}{parts}"
        case CodeBlock():
            yield f"{place}code #{block.id}"
            yield from (f"  | {line}" for line in block.value.split("\n"))
        case ThematicBreak():
            yield f"{place}break #{block.id}"
        case PageBreak():
            yield f"{place}page break #{block.id}"


def inline_text(inlines: Inlines) -> str:
    """Write out inlines, each kind with marks of its own."""
    return "".join(_inline(node) for node in inlines)


def _inline(node: object) -> str:  # noqa: C901  (a case for each kind)
    match node:
        case Text():
            return node.value
        case Emphasis():
            return f"<em>{inline_text(node.children)}</em>"
        case Strong():
            return f"<strong>{inline_text(node.children)}</strong>"
        case Code():
            return f"<code>{node.value}</code>"
        case Link():
            return f"<a {node.href}>{inline_text(node.children)}</a>"
        case Reference():
            return f"<ref {node.target}>{inline_text(node.children)}</ref>"
        case PageNumber():
            return f"<page of {node.target}>"
        case FindingValue():
            return f"<finding {node.finding}>{node.value}</finding>"
        case Language():
            return f"<{node.language}>{inline_text(node.children)}</{node.language}>"
        case NoteReference():
            return f"<note {node.number} {node.note}>"
        case LineBreak():
            return "<br>"
    raise AssertionError(node)


def _labelled(label: str, caption: Inlines) -> str:
    return f"[{label}] {inline_text(caption)}" if label else "no caption"


def _below(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from (f"  {line}" for line in block_lines(block))
