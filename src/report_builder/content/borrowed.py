"""What a landing page takes from its report: quotations, boxes of facts, beginnings of chapters.

Every word keeps its language, whatever it stood in.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from report_builder.language.passages import Pieces
from report_builder.model.blocks import Block, FactBox, List, Note, Paragraph, PullQuote, Section
from report_builder.model.content_model import FINDINGS
from report_builder.model.inlines import Inlines, Text, in_language, pieces
from report_builder.model.landing import Landing, LandingFacts, LandingSection
from report_builder.model.report import Publication
from report_builder.model.titles import languages_of
from report_builder.model.walking import placed


class Borrowed:
    """The blocks of a report in the language ``own``, for a page in that language."""

    def __init__(self, own: str, chapters: tuple[Section, ...], notes: Iterable[Note]) -> None:
        """Find every block of the chapters and footnotes."""
        everything: tuple[Section | Note, ...] = (*chapters, *notes)
        self.chapters = chapters
        self.found = tuple(placed(everything))
        self.ids = {block.id for block in self.found}
        self._own, self._languages = own, dict(languages_of(everything, own))
        self.quotes = {block.id: self._quote(block) for block in self.found if isinstance(block, PullQuote)}
        self.boxes = {block.id: block for block in self.found if isinstance(block, FactBox)}
        self.sections = {block.id: block for block in self.found if isinstance(block, Section)}

    def _words(self, inlines: Inlines, block: Block) -> Inlines:
        """Words of ``block``, with its language where that is another than the page's."""
        return in_language(inlines, self._languages.get(block.id, self._own), self._own, block.span)

    def _quote(self, quote: PullQuote) -> PullQuote:
        attribution = self._words(quote.attribution, quote)
        return replace(quote, children=self._words(quote.children, quote), attribution=attribution)

    def paragraph(self, block: Paragraph) -> Inlines:
        """Give the words of a paragraph."""
        return self._words(block.children, block)

    def title(self, section: Section) -> Pieces:
        """Give what a chapter or section is called."""
        return pieces(section.title, self._languages.get(section.id, self._own))

    def opening(self, section: Section) -> LandingSection:
        """Give how a section begins, as a part of the page."""
        text = next((self.paragraph(block) for block in section.blocks if isinstance(block, Paragraph)), ())
        shown = (text,) if text else ()
        title = self._words(section.title, section)
        return LandingSection(title, shown, (), (), section.id, self.title(section))

    def facts(self, box: FactBox) -> LandingFacts | None:
        """Give the lines of a fact box; None where it has more than paragraphs and lists of paragraphs."""
        items: list[Inlines] = []
        for block in box.blocks:
            parts = block.items if isinstance(block, List) else (block,)
            for part in parts:
                inner = part if isinstance(part, Paragraph) else _only(getattr(part, "blocks", ()))
                if inner is None:
                    return None
                items.append(self.paragraph(inner))
        return LandingFacts(self._words(box.title, box), tuple(items))


def chosen(facts: Publication, report: Borrowed) -> Landing:
    """Choose from the report: its description, its first findings, the quotations of named people."""
    chapters = report.chapters
    first = chapters[0].blocks if chapters else ()
    paragraphs = [block for block in first if isinstance(block, Paragraph)]
    described: Inlines = (Text(facts.description, facts.span),) if facts.description else ()
    leads = [described] if described else [report.paragraph(block) for block in paragraphs if block.lead][:1]
    # A page begins with something, and with the first paragraph where nothing is said to be its beginning.
    others = (report.paragraph(block) for block in paragraphs if not block.lead)
    lead, *introduction = [*leads, *others] or [()]
    having = (node for node in report.found if FINDINGS in node.content.parts)
    boxes = (report.facts(box) for box in report.boxes.values())
    return Landing(
        lead=lead,
        introduction=tuple(introduction[:2]),
        findings=next((getattr(node, FINDINGS.field) for node in having), ()),
        quotes=tuple(quote for quote in report.quotes.values() if quote.attribution)[:3],
        sections=tuple(map(report.opening, chapters[0].sections)) if chapters else (),
        facts=next((box for box in boxes if box), None),
    )


def _only(inside: tuple[Block, ...]) -> Paragraph | None:
    return inside[0] if len(inside) == 1 and isinstance(inside[0], Paragraph) else None
