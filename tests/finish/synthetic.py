"""Laid-out documents for the tests of finish and check, painted on ReportLab's canvas.

Small on purpose: a line at a time, no line breaking. What counts is that the pages carry real marked
content with an embedded font, and that the tag tree uses every role that layout can produce.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from types import MappingProxyType

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from report_builder.diagnostics import SourceSpan
from report_builder.language.catalogue import catalogue
from report_builder.layout.result import Bookmark, LaidOut, PageLabels, Place, PlacedLink
from report_builder.model.report import Author, Contact, Licence, Original, Publication, Report
from report_builder.model.tags import Element, LinkMark, Mark

FONT = "SourceSans3-Test"
WIDTH, HEIGHT = 595.0, 842.0


def make_report(**changes: object) -> Report:
    """A report whose publication facts have every field filled; ``changes`` replaces some of them."""
    facts: dict[str, object] = {
        "title": "Konstruktiv uro – toppledelse i staten",
        "subtitle": "Evaluering av et program",
        "kind": "Erfaringsrapport",
        "language": "nb",
        "publisher": "Direktoratet for forvaltning og ikt (Difi)",
        "series": "Difi-rapport",
        "series_number": "2019:7",
        "issn": "1890-6583",
        "authors": (Author("Kari Nordmann"), Author("Áile Sara", "person")),
        "keywords": ("ledelse", "læring & uro"),
        "description": "Hva vi lærte <i staten> & andre steder.",
        "published": date(2019, 12, 4),
        "updated": date(2022, 5, 10),
        "published_text": "4. desember 2019",
        "updated_text": "10. mai 2022",
        "version": "1.0",
        "contact": Contact(name="Difi", email="post@difi.example"),
        "licence": Licence(name="NLOD 2.0", url="https://data.norge.no/nlod/no/2.0"),
        "original": Original(),
        "theme": "konstruktiv",
        "theme_span": SourceSpan("content/report.yaml", 24),
        "output": "konstruktiv-uro",
        "span": SourceSpan("content/report.yaml", 1),
    }
    publication = Publication(**{**facts, **changes})  # type: ignore[arg-type]
    empty: Mapping[str, object] = MappingProxyType({})
    return Report(publication, catalogue(publication.language), (), empty, empty)  # type: ignore[arg-type]


class Painter:
    """Paints marked lines from the top of the page downwards and keeps what finish needs."""

    def __init__(self) -> None:
        registerFont(TTFont(FONT, str(files("report_builder") / "data/fonts/SourceSans3-Regular.ttf")))
        rl_config.useA85 = 0
        self.buffer = io.BytesIO()
        self.canvas = Canvas(
            self.buffer,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=FONT,
        )
        self.canvas._doc.setTitle("painted")
        self.page = 0
        self.marks = [0]
        self.links: list[PlacedLink] = []
        self.anchors: dict[str, Place] = {}
        self.anchored: dict[str, Element] = {}
        self.y = HEIGHT - 60
        self.canvas.setFont(FONT, 11)

    def operator(self, code: str) -> None:
        """Append a raw operator to the page."""
        self.canvas._code.append(code)

    @contextmanager
    def mark(self, element: Element) -> Iterator[None]:
        """Paint inside a marked-content sequence that ``element`` owns."""
        mcid = self.marks[-1]
        self.marks[-1] += 1
        element.kids.append(Mark(self.page, mcid))
        self.operator(f"/{element.role} <</MCID {mcid}>> BDC")
        yield
        self.operator("EMC")

    def text(self, element: Element, words: str, x: float = 60) -> None:
        """Paint one line that belongs to ``element``, and move down."""
        with self.mark(element):
            self.canvas.drawString(x, self.y, words)
        self.y -= 16

    def anchor(self, name: str, element: Element) -> None:
        """Make the present place the target ``name``."""
        self.anchors[name] = Place(self.page, 60, self.y + 12)
        self.anchored[name] = element

    def link(self, parent: Element, words: str, target: str | None = None, uri: str | None = None) -> Element:
        """Paint a Link element with its annotation."""
        element = parent.add(Element("Link"))
        rect = (60.0, self.y - 3, 260.0, self.y + 11)
        self.text(element, words)
        element.kids.append(LinkMark(len(self.links)))
        self.links.append(PlacedLink(self.page, rect, target, uri, f"Gå til {words}"))
        return element

    def artifact(self, words: str) -> None:
        """Paint a running head."""
        self.operator("/Artifact <</Type /Pagination>> BDC")
        self.canvas.drawString(60, HEIGHT - 40, words)
        self.operator("EMC")

    def next_page(self) -> None:
        """Close this page and begin another."""
        self.canvas.showPage()
        self.canvas.setFont(FONT, 11)
        self.page += 1
        self.marks.append(0)
        self.y = HEIGHT - 60

    def finished(self, structure: Element, bookmarks: list[Bookmark], front: int = 0) -> LaidOut:
        """Close the last page and hand everything over."""
        self.canvas.showPage()
        self.canvas.save()
        labels = (PageLabels(0, "r", 1), PageLabels(front, "D", 1)) if front else (PageLabels(0, "D", 1),)
        return LaidOut(
            pdf=self.buffer.getvalue(),
            page_count=self.page + 1,
            structure=structure,
            marks=tuple(self.marks),
            links=tuple(self.links),
            anchors=self.anchors,
            anchored=self.anchored,
            bookmarks=tuple(bookmarks),
            page_labels=labels,
        )


def sample() -> LaidOut:
    """Three pages with every kind of element that layout produces."""
    painter = Painter()
    document = Element("Document")
    painter.artifact("Konstruktiv uro")
    cover = document.add(Element("Sect", title="Omslag"))
    painter.anchor("title", title := cover.add(Element("Title")))
    painter.text(title, "Konstruktiv uro – toppledelse i staten")
    contents = document.add(Element("TOC"))
    item = contents.add(Element("TOCI"))
    painter.link(item.add(Element("Reference")), "1 Innledning", target="innledning")
    painter.next_page()

    chapter = document.add(Element("Sect"))
    painter.anchor("innledning", heading := chapter.add(Element("H1")))
    painter.text(heading, "1 Innledning")
    _paragraph(painter, chapter)
    _list(painter, chapter)
    _table(painter, chapter)
    painter.next_page()
    painter.artifact("Side 2")
    painter.anchor("funn", heading := chapter.add(Element("H2", language="nn")))
    painter.text(heading, "1.1 Funn på åtte språk")
    _figure(painter, chapter)
    _asides(painter, chapter)
    bookmarks = [
        Bookmark("Omslag", 1, "title"),
        Bookmark("1 Innledning", 1, "innledning"),
        Bookmark("1.1 Funn på åtte språk (og mer)", 2, "funn"),
    ]
    return painter.finished(document, bookmarks, front=1)


def _paragraph(painter: Painter, chapter: Element) -> None:
    paragraph = chapter.add(Element("P"))
    painter.text(paragraph, "Vi fant at ledergruppen har blitt et mer stra\u00ad")
    painter.text(paragraph, "tegisk organ, ")
    painter.text(paragraph.add(Element("Em")), "særlig ")
    painter.text(paragraph.add(Element("Strong")), "i staten, ")
    painter.text(paragraph.add(Element("Span", language="en")), "as they say, ")
    painter.text(paragraph, "og mer står hos ")
    painter.link(paragraph, "Difi", uri="https://www.difi.example/a?b=(c)&d=1")
    reference = paragraph.add(Element("Reference"))
    painter.anchor("fn-1-ref", reference)
    painter.link(reference, "1", target="fn-1")
    painter.text(paragraph, ".")
    note = chapter.add(Element("Note", id="fn-1"))
    painter.anchor("fn-1", note)
    painter.link(note.add(Element("Lbl")), "1", target="fn-1-ref")
    painter.text(note.add(Element("P")), "Notens tekst.")


def _list(painter: Painter, chapter: Element) -> None:
    outer = chapter.add(Element("L", attributes={"ListNumbering": "Decimal"}))
    for number, words in enumerate(("første", "andre"), 1):
        item = outer.add(Element("LI"))
        painter.text(item.add(Element("Lbl")), f"{number}.")
        body = item.add(Element("LBody"))
        painter.text(body.add(Element("P")), words)
        if number == 2:
            inner = body.add(Element("L", attributes={"ListNumbering": "Disc"}))
            deep = inner.add(Element("LI"))
            painter.text(deep.add(Element("Lbl")), "•")
            painter.text(deep.add(Element("LBody")), "innerst")


def _table(painter: Painter, chapter: Element) -> None:
    table = chapter.add(Element("Table", attributes={"BBox": (60.0, 300.0, 500.0, 400.0)}))
    painter.text(table.add(Element("Caption")), "Tabell 1: Svar")
    head = table.add(Element("THead")).add(Element("TR"))
    columns = [
        head.add(Element("TH", id=f"t1-c{index}", attributes={"Scope": "Column"})) for index in range(2)
    ]
    for column, words in zip(columns, ("Utsagn", "Andel"), strict=True):
        painter.text(column, words)
    body = table.add(Element("TBody"))
    for index in range(2):
        row = body.add(Element("TR"))
        attributes: dict[str, str | float | tuple[float, ...]] = {"Scope": "Row", "ColSpan": 1}
        name = row.add(Element("TH", id=f"t1-r{index}", headers=(columns[0],), attributes=attributes))
        painter.text(name, f"Utsagn {index}")
        cell = row.add(Element("TD", headers=(columns[1], name)))
        painter.text(cell, f"{index} %")


def _figure(painter: Painter, chapter: Element) -> None:
    figure = chapter.add(
        Element(
            "Figure",
            alt="Stolpediagram. To stolper (73 % og 12 %)",
            attributes={"BBox": (60.0, 500.0, 160.0, 600.0), "Placement": "Block"},
        )
    )
    painter.y -= 100
    with painter.mark(figure):
        painter.canvas.rect(60, painter.y, 40, 60, stroke=0, fill=1)
        painter.canvas.rect(110, painter.y, 40, 20, stroke=0, fill=1)
    painter.y -= 20
    painter.text(chapter.add(Element("Caption")), "Figur 1: Stolper")


def _asides(painter: Painter, chapter: Element) -> None:
    aside = chapter.add(Element("Aside", title="Faktaboks"))
    painter.text(aside.add(Element("P")), "Fakta om programmet.")
    quote = chapter.add(Element("BlockQuote"))
    painter.text(quote.add(Element("Lead")), "Det var uro.")
    painter.text(quote.add(Element("P")).add(Element("Quote")), "Sitat")
    painter.text(chapter.add(Element("P")).add(Element("Code")), "a < b")


def large(pages: int, elements: int) -> LaidOut:
    """A document of ``pages`` pages with about ``elements`` elements on each, for measuring."""
    painter = Painter()
    document = Element("Document")
    bookmarks = []
    section = document.add(Element("Sect"))
    for page in range(pages):
        if page:
            painter.next_page()
        painter.artifact(f"Side {page}")
        if page % 4 == 0:
            section = document.add(Element("Sect"))
            painter.anchor(f"h{page}", heading := section.add(Element("H1")))
            painter.text(heading, f"{page} Overskrift på norsk")
            bookmarks.append(Bookmark(f"{page} Overskrift på norsk", 1, f"h{page}"))
        painter.link(section.add(Element("P")), "lenke", target="h0")
        for number in range(elements - 4):
            paragraph = section.add(Element("P"))
            painter.text(
                paragraph, f"Avsnitt {number} på side {page} med noen ord til, for det trengs mer tekst."
            )
    return painter.finished(document, bookmarks)
