"""The writer that all block functions share: where everything stands, what was met, what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from markupsafe import Markup

from report_builder.language.passages import Voice
from report_builder.model.blocks import Block, Definition, Diagram, Figure, FindingChart, Paragraph
from report_builder.model.inlines import Inlines, Language
from report_builder.model.lead_ins import leads_to
from report_builder.model.notes import ways_back
from report_builder.model.pictures import Photograph
from report_builder.model.report import Report
from report_builder.model.titles import numbered
from report_builder.model.walking import WRITTEN, walk
from report_builder.publish.markup.distances import TEXT, kind_of, stands_in_flow
from report_builder.publish.markup.drawings import Drawings
from report_builder.publish.markup.html import CONTENT, element, lines, words
from report_builder.publish.markup.inlines import InlineWriter
from report_builder.publish.markup.meanings import has_meaning, meaning, sign_of
from report_builder.publish.markup.pictures import Pictures
from report_builder.publish.markup.places import NO_FINDINGS, FindingPlaces, Places
from report_builder.sources.characters import bare

_LAST_HEADING = 6


class Writer:
    """Writes the blocks of one page after the other.

    ``level`` is that of the last heading. ``deeper`` is how far the headings of the report are lowered, on a
    page whose own first heading is that of the whole. ``for_print`` opens what can be opened.
    ``captions_beside`` puts captions of figures into the margin, where there is one. ``box`` is the element
    of boxes and notes; what a browser shows for reading alone drops every ``aside``, and a book needs one to
    open a note beside its text. ``findings`` knows the addresses of findings. Where it ``fills``, readers can
    answer questions on the page, and ``pdf`` is the address of the file with the form, or empty. ``signs``
    have their names for listeners.
    """

    def __init__(
        self,
        report: Report,
        functions: Mapping[type[Block], BlockFunction],
        places: Places,
        drawings: Drawings,
        pictures: Pictures,
        *,
        deeper: int = 0,
        for_print: bool = False,
        captions_beside: bool = False,
        box: str = "div",
        findings: FindingPlaces = NO_FINDINGS,
        fills: bool = False,
        pdf: str = "",
        signs: frozenset[str] = frozenset(),
    ) -> None:
        """Begin with nothing met."""
        self.report = report
        self.drawings = drawings
        self.pictures = pictures
        self.level = 1
        self.for_print = for_print
        self.captions_beside = captions_beside
        self.box = box
        self.findings = findings
        self.fills = fills
        self.pdf = pdf
        self._to_fill = False
        self._holds = False
        self._deeper = deeper
        self._functions = functions
        self._places = places
        self._page = ""
        self._above = TEXT
        self._beside = ""
        self._due: list[str] = []
        self._terms: dict[str, Definition] = {}
        own = report.publication.language
        self.inline = InlineWriter(
            *(own, own, self.address, self._due, set(), {**findings.written}, False, pictures),
            explained=self._explained,
            signs=signs,
        )

    def begin_page(self, page: str) -> None:
        """Go on with the page of this address, seen from which all links are written."""
        self._page = page
        self._to_fill = False
        self._terms.clear()

    def first_to_fill(self) -> bool:
        """Whether this is asked for the first time on the page."""
        first, self._to_fill = not self._to_fill, True
        return first

    def address(self, target: str) -> str:
        """The relative address of what has the id ``target``."""
        return self._places.address(target, self._page)

    def _explained(self, target: str) -> Markup:
        """A sign behind a link to a term, which shows what that means; nothing behind other links."""
        term = self._places.terms.get(target)
        if term is None or self.for_print or not has_meaning(term):
            return Markup("")
        self._terms[target] = term
        return sign_of(self.inline, term)

    def meanings(self) -> list[Markup]:
        """The meanings of the terms that the page links to, which are shown when they are asked for."""
        return [meaning(self.inline, term) for term in self._terms.values()]

    def id_of(self, node: Any) -> str | None:
        """The id of a block, where something can lead to it."""
        identifier: str = node.id
        return identifier if identifier in self._places.targets else None

    def own_address(self, identifier: str | None, what: str) -> Markup:
        """A link to the block with this id, for readers who want to copy its address.

        ``what`` says which one it is. Nothing for a block without an id, and on a page for the printer.
        """
        if not identifier or self.for_print:
            return Markup("")
        return self.sign(f"#{quote(identifier)}", "edition.own-address", what)

    def title_or(self, title: Inlines, number: str, otherwise: str) -> str:
        """What to call something with this title: by its words where they are in the language said here.

        An attribute has one language: elsewhere it is called by the words under the key ``otherwise``, or
        by nothing where that is empty.
        """
        mixed = any(isinstance(node, Language) for node in walk(title, WRITTEN))
        if mixed or self.inline.foreign(self.voice.language):
            return self.voice.words(otherwise) if otherwise else ""
        return numbered(number, title)

    def sign(self, href: str, key: str, what: str) -> Markup:
        """A sign that is a link to the address of something, with the name that a screen reader says."""
        return element(
            "a",
            "#",
            href=href,
            class_="own",
            aria_label=self.voice.words(key, what=bare(what)),
            lang=self.inline.foreign(self.voice.language),
            data_site=True,
        )

    def own_line(self, identifier: str | None, what: str) -> Markup:
        """The same on a line of its own, level with the end of what stands above it."""
        written = self.own_address(identifier, what)
        return element("p", written, class_="own", data_site=True) if written else written

    def place_of(self, block: str, finding: str) -> str | None:
        """The id of a card, or of a row of a chart's table, where it is the first place of its finding."""
        return self.findings.shown.get((block, finding))

    def inlines(self, inlines: Inlines) -> Markup:
        """Inline nodes one after the other."""
        return self.inline.write(inlines)

    @property
    def voice(self) -> Voice:
        """What the program says in the passage at hand."""
        return self.inline.voice

    def label(self, label: str) -> Markup:
        """What stands before a caption, "Tabell 3"; nothing where there is none."""
        if not label:
            return Markup("")
        return element("b", label, lang=self.inline.foreign(self.voice.language))

    def alternative(self, node: Figure | Photograph | FindingChart | Diagram) -> tuple[str | None, Markup]:
        """What a picture shows: as its attribute, and as text beside it.

        An attribute has one language only, so what has several is text that is not seen. The picture then
        says nothing itself.
        """
        if not node.alt_pieces:
            return node.alt, Markup("")
        return None, element("span", self.inline.said(node.alt_pieces), class_="unseen")

    def blocks(self, blocks: Iterable[Block], below: str = TEXT) -> Markup:
        """Blocks below each other inside another, each followed by the footnotes that it refers to first.

        ``below`` names what stands above the first of them, in the same box.
        """
        outer = self._above, self._beside
        written = self.flow(blocks, below)
        self._above, self._beside = outer
        return written

    def flow(self, blocks: Iterable[Block], below: str) -> Markup:
        """Blocks in the flow of the chapter, which goes on when they end; otherwise like ``blocks``."""
        self._above = below
        return lines(*self.going_on(blocks))

    def going_on(self, blocks: Iterable[Block]) -> list[Markup]:
        """Blocks in the flow below what stands there already, one by one with their footnotes."""
        written: list[Markup] = []
        due: list[str] = []
        following = list(blocks)
        while following:
            block = following.pop(0)
            written.append(self._functions[type(block)](self, block))
            if stands_in_flow(block):
                kind = kind_of(block)
                self._beside = words(_below(self._above), f"by-{kind}" if kind else "")
                self._above = kind
            due += self._taken()
            if not leads_to(block, following[0] if following else None):
                written += map(self._note, due)
                due.clear()
        return written

    def looks(self, *classes: str | None) -> str | None:
        """The classes of the block at hand: its own, and what it stands below."""
        return words(*(name for name in classes if name), _below(self._above)) or None

    def heading(self, level: int, *content: str, **attributes: str | None) -> Markup:
        """A heading as deep as the report's own ``level``; HTML has six, a screen reader counts on."""
        deep = level + self._deeper
        if deep <= _LAST_HEADING:
            return element(f"h{deep}", *content, **attributes)
        return element("p", *content, role="heading", aria_level=deep, **attributes)

    def notes(self) -> list[Markup]:
        """The footnotes that were referred to for the first time since this was asked last."""
        return [self._note(name) for name in self._taken()]

    def _taken(self) -> list[str]:
        if self._holds:
            return []
        due, self._due[:] = list(self._due), []
        return due

    def _note(self, name: str) -> Markup:
        """A footnote, read where it is referred to; its number or letters lead back."""
        with self.inline.elsewhere():
            return self._written_note(name)

    def _written_note(self, name: str) -> Markup:
        note = self.report.notes[name]
        links = (
            element(
                "a",
                way.mark,
                href=self.address(way.target),
                role="doc-backlink",
                aria_label=self.voice.words(way.key, **way.values),
                lang=self.inline.foreign(self.voice.language),
            )
            for way in ways_back(note)
        )
        back = words("" if note.places == 1 else str(note.number), *links)
        first, *rest = note.blocks
        looks: dict[str, str] = {"class_": self.beside(f"note {CONTENT}"), "id": name, "role": "doc-footnote"}
        if not isinstance(first, Paragraph):
            return element(self.box, lines(element("p", back), self.blocks(note.blocks)), **looks)
        said, own = words(back, self.inlines(first.children)), self.id_of(first)
        inner = lines(*self.notes(), self.blocks(rest))
        if self.box == "div" and not own and not inner:
            # What shows a page for reading drops a box that is little but a link, and never a paragraph.
            return element("p", said, **looks)
        return element(self.box, lines(element("p", said, id=own), inner), **looks)

    def in_cell(self, blocks: Iterable[Block]) -> Markup:
        """Blocks in a cell of a table, whose footnotes stand below the whole."""
        outer, self._holds = self._holds, True
        written = self.blocks(blocks)
        self._holds = outer
        return written

    def beside(self, name: str) -> str:
        """The classes of what stands in the margin, level with the block before it."""
        return words(name, self._beside)


def _below(kind: str) -> str:
    return f"below-{kind}" if kind else ""


BlockFunction: TypeAlias = Callable[[Writer, Any], Markup]
