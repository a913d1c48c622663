"""Block nodes: what stands below each other in a chapter.

Every block has an ``id`` that is unique in the report: the author's own (``{#id}``), or one
derived from its place. ``label`` is the automatic name with its number, "Figur 2", ready to print.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.model.findings import Finding
from report_builder.model.inlines import Inlines


class Align(Enum):
    """How the text of a table column is set."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class Paragraph(Struct, frozen=True):
    """A paragraph; ``lead`` is the opening paragraph of a chapter, set larger."""

    id: str
    children: Inlines
    span: SourceSpan
    lead: bool = False


class Section(Struct, frozen=True):
    """A heading with all that belongs to it; ``level`` is 1 for a chapter.

    ``number`` is "2.1", or empty where the author asked for none. ``language`` is set where the section
    is written in another language than the report.
    """

    id: str
    level: int
    number: str
    title: Inlines
    blocks: tuple[Block, ...]
    span: SourceSpan
    language: str = ""


class ListItem(Struct, frozen=True):
    """One item of a list."""

    id: str
    blocks: tuple[Block, ...]
    span: SourceSpan


class List(Struct, frozen=True):
    """An ordered (``start`` gives its first number) or unordered (``start`` is None) list."""

    id: str
    items: tuple[ListItem, ...]
    start: int | None
    tight: bool
    span: SourceSpan


class Definition(Struct, frozen=True):
    """A term with what it means."""

    id: str
    term: Inlines
    blocks: tuple[Block, ...]
    span: SourceSpan


class DefinitionList(Struct, frozen=True):
    """Terms and their meanings."""

    id: str
    items: tuple[Definition, ...]
    span: SourceSpan


class Cell(Struct, frozen=True):
    """A table cell."""

    children: Inlines
    span: SourceSpan


class Table(Struct, frozen=True):
    """A table with one header row; each row has as many cells as ``columns``.

    With ``header_column`` the first cell of every row heads that row.
    """

    id: str
    label: str
    caption: Inlines
    columns: tuple[Align, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_column: bool
    span: SourceSpan


class Image(Struct, frozen=True):
    """An image file that was decoded once and found whole.

    ``width`` and ``height`` are in pixels, after the camera's rotation is applied;
    ``data`` is the file as it was read.
    """

    path: str
    format: str
    width: int
    height: int
    data: bytes


class Figure(Struct, frozen=True):
    """An image in the flow. ``alt`` is None where the image is decoration only.

    ``width`` is a share of the text column, from above 0 to 1; ``wide`` takes the margin column too.
    """

    id: str
    label: str
    caption: Inlines
    image: Image
    alt: str | None
    width: float
    wide: bool
    span: SourceSpan


class PullQuote(Struct, frozen=True):
    """A short passage set large, with the name of who said it (may be empty)."""

    id: str
    children: Inlines
    attribution: Inlines
    span: SourceSpan


class BlockQuote(Struct, frozen=True):
    """A longer quotation in the flow."""

    id: str
    blocks: tuple[Block, ...]
    span: SourceSpan


class FactBox(Struct, frozen=True):
    """A titled box beside the argument."""

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    span: SourceSpan


class SideNote(Struct, frozen=True):
    """A remark in the margin, beside the block that stands before it."""

    id: str
    blocks: tuple[Block, ...]
    span: SourceSpan


class FindingCards(Struct, frozen=True):
    """Findings as cards with large numerals."""

    id: str
    findings: tuple[Finding, ...]
    span: SourceSpan


class FindingChart(Struct, frozen=True):
    """Findings as a bar chart. ``alt`` is made from the data."""

    id: str
    label: str
    caption: Inlines
    findings: tuple[Finding, ...]
    alt: str
    span: SourceSpan


class Timeline(Struct, frozen=True):
    """What happened when, in order: each term is a date or a period. The meanings are paragraphs."""

    id: str
    label: str
    caption: Inlines
    items: tuple[Definition, ...]
    span: SourceSpan


class DiagramKind(Enum):
    """What a diagram shows."""

    CYCLE = "cycle"
    """Stations in a loop; ``parts`` of a station has the words on the way to the next, or nothing."""
    STEPS = "steps"
    """A chain of steps that lead upwards."""
    BALANCE = "balance"
    """Two poles, one still and one restless, and what lies between."""
    GROUPS = "groups"
    """Arenas; ``parts`` are the groups that meet there."""


class DiagramItem(Struct, frozen=True):
    """One thing that a diagram shows: its name, a few words about it, and what belongs to it."""

    name: str
    text: str
    parts: tuple[str, ...]
    span: SourceSpan


class Diagram(Struct, frozen=True):
    """A drawing of ``items``; ``alt`` tells what it shows. ``wide`` takes the margin column too."""

    id: str
    label: str
    caption: Inlines
    kind: DiagramKind
    items: tuple[DiagramItem, ...]
    alt: str
    wide: bool
    span: SourceSpan


class CodeBlock(Struct, frozen=True):
    """Literal lines."""

    id: str
    value: str
    span: SourceSpan


class ThematicBreak(Struct, frozen=True):
    """A pause between two trains of thought."""

    id: str
    span: SourceSpan


class PageBreak(Struct, frozen=True):
    """A new page, asked for by the author."""

    id: str
    span: SourceSpan


class Note(Struct, frozen=True):
    """A footnote; ``number`` runs through the report."""

    id: str
    number: int
    blocks: tuple[Block, ...]
    span: SourceSpan


Block: TypeAlias = (
    Paragraph
    | Section
    | List
    | DefinitionList
    | Table
    | Figure
    | PullQuote
    | BlockQuote
    | FactBox
    | SideNote
    | FindingCards
    | FindingChart
    | Timeline
    | Diagram
    | CodeBlock
    | ThematicBreak
    | PageBreak
)
