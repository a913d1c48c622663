"""Every text of a report in which a number may stand, with the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import Definition, Diagram, Paragraph, Table
from report_builder.model.content_model import FINDINGS, Holds
from report_builder.model.inlines import (
    VALUE,
    Abbreviation,
    Code,
    FindingValue,
    Formula,
    InlineImage,
    Inlines,
    LineBreak,
    NoteReference,
    PageNumber,
    Reference,
    Text,
    plain_text,
)
from report_builder.model.landing import Landing
from report_builder.model.report import Report
from report_builder.model.tables import column_titles, columns_of
from report_builder.model.walking import Node


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
            case Text() | Abbreviation():
                yield Piece(node.value, node.span)
            case LineBreak():
                yield Piece(" ", node.span)
            case (
                Reference(automatic=True)
                | Code()
                | FindingValue()
                | PageNumber()
                | NoteReference()
                | Formula()
                | InlineImage()
            ):
                yield Piece(VALUE, node.span)  # what is no text of the author's
            case _:
                yield from _walk(node.children)


def _of_blocks(nodes: Iterable[Node], around: str, near: str = "") -> Iterator[Passage]:
    before = ""
    for node in nodes:
        # What ends with a colon announces what follows.
        yield from _of_node(node, f"{around} {before}" if before.endswith(":") else around, near)
        before = plain_text(node.children).strip() if isinstance(node, Paragraph) else ""


def _of_node(node: Node, around: str, near: str) -> Iterator[Passage]:
    match node:
        case Table():
            yield from _of_table(node, around)
        case Diagram():
            yield from _of_diagram(node, around)
        case _:
            yield from _of_parts(node, around, near)


def _of_parts(node: Node, around: str, near: str) -> Iterator[Passage]:
    """What a node holds; its title or caption belongs to all of it."""
    for part in node.content.parts:
        value = getattr(node, part.field)
        match part.holds:
            case Holds.INLINES:
                yield Passage(_pieces(value), near, around)
                if isinstance(node, Definition) and part.field == node.content.name:
                    near = f"{near} {plain_text(value)}"
                elif part.field == node.content.name:
                    around = f"{plain_text(value)} {around}"
            case Holds.BLOCKS | Holds.ASIDE | Holds.ITEMS:
                yield from _of_blocks(value, around, near)
            case Holds.ALTERNATIVE if FINDINGS not in node.content.parts:  # of which it would be made
                yield Passage((Piece(value or "", node.span),), near, around)
            case _:
                pass


def _of_table(table: Table, around: str) -> Iterator[Passage]:
    caption = plain_text(table.caption)
    yield Passage(_pieces(table.caption), "", around)
    heads = [" ".join(map(plain_text, titles)) for titles in column_titles(table)]
    for index, cell in enumerate(cell for row in table.head for cell in row):
        yield Passage(_pieces(cell.children), caption, f"{around} {' '.join(heads)}" if index else around)
    label = ""
    for part in (table.rows, table.foot):
        for row, begins in zip(part, columns_of(part), strict=True):
            for cell, at in zip(row, begins, strict=True):
                near = f"{heads[at]} {caption}" if at == 0 else f"{label} {heads[at]} {caption}"
                label = label if at else plain_text(cell.children)
                yield Passage(_pieces(cell.children), near, around, bare=True, label=label)
                yield from _of_blocks(cell.blocks, around, near)


def _of_diagram(diagram: Diagram, around: str) -> Iterator[Passage]:
    caption = plain_text(diagram.caption)
    yield Passage(_pieces(diagram.caption), "", around)
    yield Passage((Piece(diagram.alt, diagram.span),), "", f"{caption} {around}")
    for item in diagram.items:
        about = (Piece(item.name, item.span), Piece(" ", item.span), Piece(item.text, item.span))
        yield Passage(about, "", f"{caption} {around}")
        for part in item.parts:
            yield Passage((Piece(part, item.span),), f"{item.name} {item.text}", f"{caption} {around}")
