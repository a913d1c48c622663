"""The words that a finished file must hold, in reading order, told from the model alone.

It shares no code with layout: it says what a reader is owed, and the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
from report_builder.model.findings import Finding
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
    plain_text,
)
from report_builder.model.report import Report

PageOf = Callable[[str], str]
"""Gives the printed page number of a block."""

BULLETS = ("•", "–", "•", "–")


def expected_words(report: Report, page_of: PageOf) -> list[str]:
    """Every word of the report: cover, colophon, contents, chapters."""
    # A soft hyphen says where a word may be divided; it is no part of the word.
    return " ".join(_Reader(report, page_of).report()).replace("\u00ad", "").split()


class _Reader:
    def __init__(self, report: Report, page_of: PageOf) -> None:
        self._report = report
        self._page_of = page_of
        self._noted: set[str] = set()
        self._due: list[str] = []

    def report(self) -> Iterator[str]:
        yield from self._cover()
        yield from self._colophon()
        yield self._report.words("document.contents")
        for chapter in self._report.chapters:
            yield from self._contents(chapter)
        for chapter in self._report.chapters:
            yield from self._section(chapter, 0)
        yield from self._back()

    def _cover(self) -> Iterator[str]:
        facts = self._report.publication
        series = f"{facts.series} {facts.series_number}"
        yield from (facts.title, facts.subtitle, facts.kind, series, facts.publisher)

    def _back(self) -> Iterator[str]:
        facts = self._report.publication
        yield from (facts.publisher, f"{facts.series} {facts.series_number}")
        if facts.issn:
            yield f"ISSN {facts.issn}"
        contact = facts.contact
        yield from (contact.name, contact.email, contact.phone, contact.url)

    def _colophon(self) -> Iterator[str]:
        facts, words = self._report.publication, self._report.words
        series = f"{facts.series} {facts.series_number}".strip()
        yield from (facts.title, facts.subtitle)
        for label, value in (
            (words("document.publisher"), facts.publisher),
            (words("document.authors"), ", ".join(author.name for author in facts.authors_shown)),
            (words("document.series"), series),
            ("ISSN", facts.issn),
            (words("document.published"), facts.published_text),
            (words("document.updated"), facts.updated_text),
            (words("document.version"), facts.version),
            (words("document.keywords"), ", ".join(facts.keywords)),
        ):
            if value:
                yield from (label, value)
        if facts.original.statement:
            yield from (words("document.original"), facts.original.statement, facts.original.url)
        if facts.licence.name:
            yield from (words("document.licence"), facts.licence.name, facts.licence.url)
        contact = facts.contact
        if contact.name or contact.email or contact.phone or contact.url:
            yield from (words("document.contact"), contact.name, contact.email, contact.phone, contact.url)
        year = f" ({facts.published.year})" if facts.published else ""
        yield from (words("document.cite-as"), f"{facts.publisher}{year}. {facts.title}.")
        if series:
            yield f"{series}."

    def _contents(self, section: Section) -> Iterator[str]:
        yield section.number
        yield plain_text(section.title)
        yield self._page_of(section.id)
        if section.level < 2:
            for block in section.blocks:
                if isinstance(block, Section):
                    yield from self._contents(block)

    def _section(self, section: Section, depth: int) -> Iterator[str]:
        yield section.number
        yield self._inline(section.title)
        yield from self._blocks(section.blocks, depth)

    def _blocks(self, blocks: Iterable[Block], depth: int) -> Iterator[str]:
        for block in blocks:
            # What a generator yields lazily must be finished before the notes it refers to are due.
            yield from list(self._block(block, depth))
            due, self._due = self._due, []
            yield from due

    def _block(self, block: Block, depth: int) -> Iterator[str]:  # noqa: C901, PLR0912  one case a kind
        match block:
            case Section():
                yield from self._section(block, depth)
            case Paragraph():
                yield self._inline(block.children)
            case List():
                for index, item in enumerate(block.items):
                    yield BULLETS[depth % 4] if block.start is None else f"{block.start + index}."
                    yield from self._blocks(item.blocks, depth + 1)
            case DefinitionList():
                for definition in block.items:
                    yield self._inline(definition.term)
                    yield from self._blocks(definition.blocks, depth + 1)
            case Table():
                yield from (block.label, self._inline(block.caption))
                for row in (block.head, *block.rows):
                    yield from [self._inline(cell.children) for cell in row]
            case Figure():
                yield from (block.label, self._inline(block.caption))
            case Timeline():
                yield from (block.label, self._inline(block.caption))
                for entry in block.items:
                    yield self._inline(entry.term)
                    yield from self._blocks(entry.blocks, depth + 1)
            case Diagram():
                for drawn in block.items:
                    yield from (drawn.name, drawn.text, *drawn.parts)
                yield from (block.label, self._inline(block.caption))
            case FindingChart():
                yield from ("0", "25", "50", "75", "100")
                yield from (block.label, self._inline(block.caption))
                yield from (self._report.words("document.statement"), self._report.words("document.value"))
                for finding in block.findings:
                    yield from (finding.statement, finding.shown)
            case FindingCards():
                for finding in block.findings:
                    yield from self._card(finding)
            case PullQuote():
                yield from (self._inline(block.children), self._inline(block.attribution))
            case FactBox():
                yield self._inline(block.title)
                yield from self._blocks(block.blocks, depth)
            case BlockQuote():
                yield from self._blocks(block.blocks, depth + 1)
            case SideNote():
                yield from self._blocks(block.blocks, 0)
            case CodeBlock():
                yield block.value
            case ThematicBreak() | PageBreak():
                pass

    def _card(self, finding: Finding) -> Iterator[str]:
        yield from (finding.shown, finding.statement)
        if finding.sample is not None:
            yield self._report.words("document.sample", number=finding.sample)
            if finding.source:
                yield "·"
        yield finding.source

    def _inline(self, inlines: Inlines) -> str:
        parts: list[str] = []
        for node in inlines:
            match node:
                case Text() | Code() | FindingValue():
                    parts.append(node.value)
                case Emphasis() | Strong() | Link() | Reference() | Language():
                    parts.append(self._inline(node.children))
                case PageNumber():
                    parts.append(self._page_of(node.target))
                case LineBreak():
                    parts.append(" ")
                case NoteReference():
                    parts.append(str(node.number))
                    self._note(node.note)
        return "".join(parts)

    def _note(self, name: str) -> None:
        if name in self._noted:
            return
        self._noted.add(name)
        note = self._report.notes[name]
        outer, self._due = self._due, []
        words = [str(note.number), *self._blocks(note.blocks, 0)]
        self._due = [*outer, *words]
