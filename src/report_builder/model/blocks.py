"""Block nodes: what stands below each other in a chapter.

Every block has an ``id`` that is unique in the report: the author's own (``{#id}``), or one derived from its
place. ``label`` is the automatic name with its number, "Figur 2", ready to print. ``content`` says of a kind
what it holds and where it may stand.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, TypeAlias

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message, say
from report_builder.language.passages import Pieces
from report_builder.model.content_model import (
    ALT,
    BLOCKS,
    CAPTION,
    CHARACTERS,
    FINDINGS,
    ITEMS,
    ContentModel,
    Holds,
    Part,
    words_in,
)
from report_builder.model.figures import Figure as Figure  # noqa: PLC0414  plug-ins know it from here
from report_builder.model.figures import FigureGroup
from report_builder.model.findings import Finding
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.index import Index
from report_builder.model.inlines import Inlines
from report_builder.model.literature import Literature
from report_builder.model.numbering import NUMBERS, Numbering
from report_builder.model.pictures import Photograph
from report_builder.model.tables import Align as Align  # noqa: PLC0414  plug-ins know it from here
from report_builder.model.tables import Cell as Cell  # noqa: PLC0414  plug-ins know it from here
from report_builder.model.tables import Table as Table  # noqa: PLC0414  plug-ins know it from here
from report_builder.model.worksheets import Question
from report_builder.sources.schema import Located


class Paragraph(Struct, frozen=True):
    """A paragraph; ``lead`` is the opening paragraph of a chapter, set larger."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),))

    id: str
    children: Inlines
    span: SourceSpan
    lead: bool = False


class Section(Struct, frozen=True):
    """A heading with all that belongs to it; ``level`` is 1 for a chapter.

    ``number`` is "2.1", or empty where the author asked for none. ``language`` is set where it is another
    than the report's. ``accent`` and ``ground`` name colours that a chapter has instead of the theme's.
    ``is_part`` is what holds the chapters behind it together (see :mod:`report_builder.model.parts`).
    """

    content: ClassVar[ContentModel] = ContentModel(
        (words_in("title"), BLOCKS), name="title", number="number", nested=False, referable=True
    )

    id: str
    level: int
    number: str
    title: Inlines
    blocks: tuple[Block, ...]
    span: SourceSpan
    language: str = ""
    accent: Located[str] | None = None
    ground: Located[str] | None = None
    is_part: bool = False

    @property
    def opening(self) -> Photograph | None:
        """The photograph at the head of a chapter, which is the first of its blocks."""
        first = self.blocks[0] if self.blocks else None
        return first if isinstance(first, Photograph) and first.opens else None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections directly below this one."""
        return tuple(block for block in self.blocks if isinstance(block, Section))


class ListItem(Struct, frozen=True):
    """One item of a list; ``checked`` tells whether a task of it is done, None for what is no task."""

    content: ClassVar[ContentModel] = ContentModel((BLOCKS,))

    id: str
    blocks: tuple[Block, ...]
    span: SourceSpan
    checked: bool | None = None


class List(Struct, frozen=True):
    """An ordered (``start`` gives its first number) or unordered (``start`` is None) list.

    ``of`` is what its entries lead to where it is a list of figures or the like, as its container is called.
    """

    content: ClassVar[ContentModel] = ContentModel((ITEMS,))

    id: str
    items: tuple[ListItem, ...]
    start: int | None
    tight: bool
    span: SourceSpan
    numbering: Numbering = NUMBERS
    of: str = ""


class Definition(Struct, frozen=True):
    """A term with what it means."""

    content: ClassVar[ContentModel] = ContentModel((words_in("term"), BLOCKS), name="term")

    id: str
    term: Inlines
    blocks: tuple[Block, ...]
    span: SourceSpan


class DefinitionList(Struct, frozen=True):
    """Terms and their meanings; those of a glossary are linked to where they are used."""

    content: ClassVar[ContentModel] = ContentModel((ITEMS,))

    id: str
    items: tuple[Definition, ...]
    span: SourceSpan
    is_glossary: bool = False


class LongDescription(Struct, frozen=True):
    """What the figure above it shows, at length. ``of`` is the label of that figure, "Figur 2", or empty."""

    content: ClassVar[ContentModel] = ContentModel((BLOCKS,))

    id: str
    of: str
    blocks: tuple[Block, ...]
    span: SourceSpan

    @property
    def title(self) -> Message:
        """What stands above it, in words of the program."""
        return say("document.description-of", label=self.of) if self.of else say("document.description")


class PullQuote(Struct, frozen=True):
    """A short passage set large, with the name of who said it (may be empty)."""

    content: ClassVar[ContentModel] = ContentModel((words_in(), words_in("attribution")), referable=True)

    id: str
    children: Inlines
    attribution: Inlines
    span: SourceSpan


class QuoteForm(Enum):
    """What a quotation in the flow is; the value is the name that an author writes behind ``:::``, if any."""

    PASSAGE = ""
    POEM = "poem"
    """Paragraphs are its stanzas, whose lines stand as they are written."""
    EPIGRAPH = "epigraph"
    """At the head of a chapter or a section."""


class BlockQuote(Struct, frozen=True):
    """A longer quotation in the flow, with the name of who wrote it (may be empty)."""

    content: ClassVar[ContentModel] = ContentModel((BLOCKS, words_in("attribution")), referable=True)

    id: str
    blocks: tuple[Block, ...]
    span: SourceSpan
    form: QuoteForm = QuoteForm.PASSAGE
    attribution: Inlines = ()


class FactBox(Struct, frozen=True):
    """A titled box beside the argument."""

    content: ClassVar[ContentModel] = ContentModel((words_in("title"), BLOCKS), name="title", referable=True)

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    span: SourceSpan


class Passage(Struct, frozen=True):
    """Blocks that are written in another ``language`` (a BCP 47 tag) than what is around them."""

    content: ClassVar[ContentModel] = ContentModel((BLOCKS,))

    id: str
    language: str
    blocks: tuple[Block, ...]
    span: SourceSpan


class SideNote(Struct, frozen=True):
    """A remark in the margin, beside the block that stands before it."""

    content: ClassVar[ContentModel] = ContentModel((Part("blocks", Holds.ASIDE),), nested=False)

    id: str
    blocks: tuple[Block, ...]
    span: SourceSpan


class FindingCards(Struct, frozen=True):
    """Findings as cards with large numerals; ``main`` is the id of the one that is the story, if any is."""

    content: ClassVar[ContentModel] = ContentModel((FINDINGS,))

    id: str
    findings: tuple[Finding, ...]
    span: SourceSpan
    main: str = ""


class ChartKind(Enum):
    """How a chart shows findings; the value is the name that an author writes behind ``:::``."""

    BARS = "finding-chart"
    """A bar for each finding, along an axis from 0 to 100, or one that follows the data."""


class FindingChart(Struct, frozen=True):
    """A drawing of findings of one unit. ``alt`` tells what is seen, ``alt_pieces`` with its languages."""

    content: ClassVar[ContentModel] = ContentModel(
        (CAPTION, ALT, FINDINGS), name="caption", number="label", referable=True
    )

    id: str
    label: str
    caption: Inlines
    findings: tuple[Finding, ...]
    alt: str
    span: SourceSpan
    kind: ChartKind = ChartKind.BARS
    alt_pieces: Pieces = ()


class Timeline(Struct, frozen=True):
    """What happened when, in order: each term is a date or a period. The meanings are paragraphs."""

    content: ClassVar[ContentModel] = ContentModel(
        (CAPTION, ITEMS), name="caption", number="label", referable=True
    )

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

    content: ClassVar[ContentModel] = ContentModel(
        (Part("name", Holds.CHARACTERS), Part("text", Holds.CHARACTERS), Part("parts", Holds.CHARACTERS))
    )

    name: str
    text: str
    parts: tuple[str, ...]
    span: SourceSpan


class Diagram(Struct, frozen=True):
    """A drawing of ``items``; ``alt`` tells what it shows. ``wide`` takes the margin column too.

    ``alt_pieces`` has it with the languages of its pieces, where they are not all that of the flow.
    """

    content: ClassVar[ContentModel] = ContentModel(
        (CAPTION, ALT, ITEMS), name="caption", number="label", referable=True
    )

    id: str
    label: str
    caption: Inlines
    kind: DiagramKind
    items: tuple[DiagramItem, ...]
    alt: str
    wide: bool
    span: SourceSpan
    alt_pieces: Pieces = ()


class CodeBlock(Struct, frozen=True):
    """Literal lines."""

    content: ClassVar[ContentModel] = ContentModel((CHARACTERS,))

    id: str
    value: str
    span: SourceSpan


class ThematicBreak(Struct, frozen=True):
    """A pause between two trains of thought."""

    content: ClassVar[ContentModel] = ContentModel()

    id: str
    span: SourceSpan


class PageBreak(Struct, frozen=True):
    """A new page, asked for by the author."""

    content: ClassVar[ContentModel] = ContentModel(nested=False)

    id: str
    span: SourceSpan


class Note(Struct, frozen=True):
    """A footnote; ``number`` runs through the report, ``places`` is how many refer to it."""

    content: ClassVar[ContentModel] = ContentModel((Part("blocks", Holds.ASIDE),), nested=False)

    id: str
    number: int
    blocks: tuple[Block, ...]
    span: SourceSpan
    places: int = 1


Block: TypeAlias = (
    Paragraph
    | Section
    | List
    | DefinitionList
    | Table
    | Figure
    | FigureGroup
    | LongDescription
    | DisplayedFormula
    | Photograph
    | PullQuote
    | BlockQuote
    | FactBox
    | Passage
    | SideNote
    | FindingCards
    | FindingChart
    | Timeline
    | Diagram
    | CodeBlock
    | ThematicBreak
    | PageBreak
    | Question
    | Literature
    | Index
)
