"""The words that a finished file must hold, in reading order, told from the model alone.

It shares no code with layout: it says what a reader is owed, and the tests compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, zip_longest
from string import ascii_lowercase
from typing import assert_never

from report_builder.graphics.axis import axis_of
from report_builder.graphics.charts import value_column
from report_builder.language.catalogue import catalogue, languages
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    Definition,
    DefinitionList,
    Diagram,
    FindingCards,
    FindingChart,
    List,
    ListItem,
    LongDescription,
    Paragraph,
    Section,
)
from report_builder.model.content_model import Holds
from report_builder.model.figures import Figure, FigureGroup
from report_builder.model.findings import Finding
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.index import IndexEntry, Stop, stops
from report_builder.model.inlines import (
    Abbreviation,
    Code,
    FindingValue,
    Formula,
    Indexed,
    InlineImage,
    Inlines,
    LineBreak,
    NoteReference,
    PageNumber,
    Text,
    plain_text,
    without_links,
)
from report_builder.model.literature import Source
from report_builder.model.report import Report
from report_builder.model.walking import Node, walk

PageOf = Callable[[str], str]
"""Gives the printed page number of a block."""

_PAGE = "\ue000"
"""Stands where a page number would."""
BULLETS = ("•", "–", "•", "–")


def expected_words(report: Report, page_of: PageOf) -> list[str]:
    """Every word of the report: cover, colophon, contents, chapters."""

    # A soft hyphen says where a word may be divided; it is no part of the word.
    def stop_of(target: str) -> Stop:
        return Stop(int(page_of(target)), page_of(target), target)

    return " ".join(_Reader(report, page_of, stop_of).report()).replace("\u00ad", "").split()


def expected_on_screen(report: Report) -> list[str]:
    """Every word of the edition: those of the file but page numbers, and the words before them."""
    words = " ".join(_Reader(report, lambda _: _PAGE, _sections(report).__getitem__).report())
    words = " ".join(words.replace("\u00ad", "").split())
    # A passage in another language says it in that language.
    on_page = "|".join(re.escape(catalogue(language)("document.on-page")) for language in languages())
    return re.sub(rf" (?:{on_page}) {_PAGE}", "", words).replace(_PAGE, "").split()


def _sections(report: Report) -> dict[str, Stop]:
    """The section of each place that the index leads to, by its number or else its title."""
    found: dict[str, Stop] = {}
    order, label = 0, ""
    for node in walk(report.chapters, notes=report.notes):
        if isinstance(node, Section):
            order, label = order + 1, node.number or plain_text(node.title)
        elif isinstance(node, Indexed):
            found[node.id] = Stop(order, label, node.id)
    return found


class _Reader:
    def __init__(self, report: Report, page_of: PageOf, stop_of: Callable[[str], Stop]) -> None:
        self._report = report
        self._stop_of = stop_of
        self._page_of = page_of
        self._noted: set[str] = set()
        self._due: list[str] = []
        self._in_cell = False

    def report(self) -> Iterator[str]:
        yield from self._cover()
        yield from self._colophon()
        yield self._report.words("document.contents")
        for chapter in self._report.chapters:
            yield from self._contents(chapter)
        for chapter in self._report.chapters:
            yield from self._node(chapter, 0)
        yield from self._back()

    def _cover(self) -> Iterator[str]:
        facts = self._report.publication
        series = f"{facts.series} {facts.series_number}"
        yield from (facts.title, facts.subtitle, facts.kind, series, facts.publisher)

    def _back(self) -> Iterator[str]:
        facts = self._report.publication
        yield from (facts.publisher, f"{facts.series} {facts.series_number}")
        isbn = facts.identifiers.isbn
        yield ", ".join([f"ISSN {facts.issn}"] * bool(facts.issn) + [f"ISBN {isbn}"] * bool(isbn))
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
            *((name, value) for name, value, _ in facts.identifiers.named(words)),
            (words("document.published"), facts.published_text),
            (words("document.updated"), facts.updated_text),
            (words("document.version"), facts.version),
            (words("document.keywords"), ", ".join(facts.keywords)),
        ):
            if value:
                yield from (label, value)
        if facts.original.statement:
            yield from (words("document.about-edition"), facts.original.statement, facts.original.url)
        if facts.licence.name:
            yield from (words("document.licence"), facts.licence.name, facts.licence.url)
        contact = facts.contact
        if contact.name or contact.email or contact.phone or contact.url:
            yield from (words("document.contact"), contact.name, contact.email, contact.phone, contact.url)
        year = f" ({facts.published.year})." if facts.published else ""
        yield from (words("document.cite-as"), f"{facts.publisher}.{year} {facts.title}.")
        if series:
            yield f"{series}."

    def _contents(self, section: Section) -> Iterator[str]:
        yield section.number
        yield self._inline(without_links(section.title))
        yield self._page_of(section.id)
        if section.level < 2:
            for inner in section.sections:
                yield from self._contents(inner)

    def _blocks(self, blocks: Sequence[Block], depth: int) -> Iterator[str]:
        if self._in_cell:
            yield from chain.from_iterable(list(self._node(block, depth)) for block in blocks)
            return
        due: list[str] = []
        for block, following in zip_longest(blocks, blocks[1:]):
            # What a generator yields lazily must be finished before the notes it refers to are due.
            yield from list(self._node(block, depth))
            due, self._due = [*due, *self._due], []
            is_list = isinstance(following, List | DefinitionList)
            if not (is_list and isinstance(block, Paragraph) and _ends_with_a_colon(block)):
                yield from due
                due = []

    def _node(self, node: Node, depth: int) -> Iterator[str]:
        """What a reader gets of a node: beside what it holds, marks and numbers that layout adds."""
        match node:
            case List():
                for index, item in enumerate(node.items):
                    yield _label(node, index, depth)
                    yield from self._node(item, depth)
            case Diagram() | FigureGroup():
                yield from self._pictured(node, depth)
            case FindingChart():
                yield from axis_of(node.findings).written(self._report.words)
                yield from (node.label, self._inline(node.caption))
                yield from (
                    self._report.words("document.statement"),
                    self._report.words(value_column(node.findings)),
                )
                for finding in node.findings:
                    yield from (finding.statement, finding.shown)
            case IndexEntry() | Source() | DisplayedFormula():
                yield from self._numbered(node, depth)
            case FindingCards():
                yield from self._cards(node.findings)
            case _:
                yield from self._parts(node, depth)

    def _pictured(self, node: Diagram | FigureGroup, depth: int) -> Iterator[str]:
        """What is drawn or shown, and below it the caption of all."""
        for shown in node.items if isinstance(node, Diagram) else node.figures:
            yield from self._node(shown, depth)
        yield from (node.label, self._inline(node.caption))
        yield self._inline(node.credit) if isinstance(node, FigureGroup) else ""

    def _numbered(self, node: IndexEntry | Source | DisplayedFormula, depth: int) -> Iterator[str]:
        match node:
            case Source():
                yield from (*self._parts(node, depth), *ascii_lowercase[: node.places])
            case DisplayedFormula():
                yield f"({node.number})" if node.number else ""
            case IndexEntry():
                yield self._index_entry(node)
                for entry in node.entries:
                    yield from self._numbered(entry, depth)

    def _index_entry(self, node: IndexEntry) -> str:
        places = ["\u2013".join(one.label for one in stop) for stop in stops(node.places, self._stop_of)]
        see = ("; " if places else ", ") + self._inline(node.see) if node.see else ""
        return ", ".join([self._inline(node.term), *places]) + see

    def _parts(self, node: Node, depth: int) -> Iterator[str]:
        yield self._heading(node)
        inner = depth + isinstance(node, ListItem | Definition | BlockQuote)
        for part in node.content.parts:
            value = getattr(node, part.field)
            match part.holds:
                case Holds.INLINES:
                    yield self._inline(value)
                case Holds.BLOCKS:
                    yield from self._blocks(value, inner)
                case Holds.ASIDE:
                    yield from self._blocks(value, 0)
                case Holds.ITEMS | Holds.ROWS:
                    # Notes of cells are read below the table.
                    outer, self._in_cell = self._in_cell, self._in_cell or part.holds is Holds.ROWS
                    for row in value if part.holds is Holds.ROWS else (value,):
                        yield from chain.from_iterable(self._node(item, depth) for item in row)
                    self._in_cell = outer
                case Holds.CHARACTERS:
                    yield from (value,) if isinstance(value, str) else value
                case Holds.FINDINGS | Holds.ALTERNATIVE | Holds.NOTE:
                    pass
                case _:
                    assert_never(part.holds)

    def _heading(self, node: Node) -> str:
        """The number that stands before the parts of a node, or the title that the program gives it."""
        if isinstance(node, LongDescription):
            return self._report.words.text(node.title)
        if isinstance(node, Figure) and node.part:
            return node.part
        return str(getattr(node, node.content.number)) if node.content.number else ""

    def _cards(self, findings: Sequence[Finding]) -> Iterator[str]:
        """A source of several cards stands once below them, with their number of answers if it is one."""
        sources, samples = {each.source for each in findings}, {each.sample for each in findings}
        once = len(findings) > 1 and len(sources) == 1 and sources != {""}
        for each in findings:
            yield from (each.shown, each.statement)
            sample = self._sample(samples if once and len(samples) == 1 else {each.sample})
            said = [] if once and len(samples) == 1 else sample
            yield " · ".join([*said, *([each.source] if each.source and not once else [])])
        if once:
            source = " · ".join([*sources, *(self._sample(samples) if len(samples) == 1 else [])])
            yield self._report.words("document.source-of-all", source=source)

    def _sample(self, samples: set[int | None]) -> list[str]:
        return [self._report.words("document.sample", number=one) for one in samples if one is not None]

    def _inline(self, inlines: Inlines) -> str:
        parts: list[str] = []
        for above, node in zip((None, *inlines), inlines, strict=False):
            match node:
                case Text() | Code() | FindingValue() | Abbreviation():
                    parts.append(node.value)
                case PageNumber():
                    parts.append(self._page_of(node.target))
                case LineBreak():
                    parts.append(" ")
                case Formula() | InlineImage():
                    pass  # it is drawn, and told by its words
                case NoteReference():
                    parts.append("," if isinstance(above, NoteReference) else "")
                    parts.append(str(node.number))
                    self._note(node.note)
                case _:
                    parts.append(self._inline(node.children))
        return "".join(parts)

    def _note(self, name: str) -> None:
        if name in self._noted:
            return
        self._noted.add(name)
        note = self._report.notes[name]
        outer, self._due = self._due, []
        cell, self._in_cell = self._in_cell, False
        places = ascii_lowercase[: note.places] if note.places > 1 else ""
        words = [str(note.number), *places, *self._blocks(note.blocks, 0)]
        self._due, self._in_cell = [*outer, *words], cell


def _ends_with_a_colon(node: Paragraph) -> bool:
    return plain_text(node.children).rstrip().endswith(":")


def _label(node: List, index: int, depth: int) -> str:
    """What stands before an item; a task has a box."""
    if node.items[index].checked is not None or node.of:
        return ""
    return BULLETS[depth % 4] if node.start is None else node.numbering.label(node.start + index)
