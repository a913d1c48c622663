"""A book of one report: its documents in the order of the PDF, its package, its navigation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup
from msgspec import Struct

from report_builder.model.blocks import Section
from report_builder.model.report import Report
from report_builder.model.titles import numbered
from report_builder.publish.colours import chapter_colours
from report_builder.publish.cover import draw_book_cover
from report_builder.publish.epub.container import pack
from report_builder.publish.epub.facts import accessibility, identifier, modified, source
from report_builder.publish.epub.page_breaks import PageBreak, break_pages, pages_of
from report_builder.publish.epub.style import FONTS, book_fonts, book_sheet, with_values
from report_builder.publish.epub.xhtml import Start, Token, read, write
from report_builder.publish.markup import front
from report_builder.publish.markup.blocks import BLOCK_FUNCTIONS, chapter
from report_builder.publish.markup.drawings import Drawings
from report_builder.publish.markup.emblem import book_emblem
from report_builder.publish.markup.html import lines
from report_builder.publish.markup.pictures import Pictures
from report_builder.publish.markup.places import chapter_places
from report_builder.publish.markup.signs import signs_to_name
from report_builder.publish.markup.writer import Writer
from report_builder.publish.model import media_type
from report_builder.publish.pages import environment, saying
from report_builder.theme.model import Theme

COVER, TITLE, CONTENTS, BACK = "cover.xhtml", "title.xhtml", "contents.xhtml", "back.xhtml"
"""The documents around the chapters."""
COVER_PICTURE = "cover.png"
SHEET = "book.css"
_VOCABULARIES = {"math": "mathml", "svg": "svg"}
"""Elements with a vocabulary of their own, as a package calls it."""
_PICTURED = frozenset(("img", "svg"))


class BookFacts(Struct, frozen=True):
    """What a book says of the PDF that it was made beside: its file name; whether both are drafts."""

    pdf: str
    draft: bool = False


class Document(Struct, frozen=True):
    """One document of the book: its file, its title, what it is, what it says."""

    name: str
    title: str
    part: str
    tokens: list[Token]

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """The vocabularies beside HTML's that are in it, as a package says (EPUB 3.3, D.6.6)."""
        found = {token.name for token in self.tokens if isinstance(token, Start)}
        return tuple(said for name, said in _VOCABULARIES.items() if name in found)


class _Item(Struct, frozen=True):
    """A file in the package, by the id that the package has for it."""

    id: str
    file: str
    type: str
    properties: str = ""


def make_epub(report: Report, theme: Theme, pdf: bytes, facts: BookFacts) -> bytes:
    """Give the bytes of an EPUB 3.3 of ``report``; the same report and ``pdf`` give the same bytes.

    ``pdf`` is the finished file of the same report, whose pages the book names.
    """
    return _Book(report, theme, pdf, facts).pack()


class _Book:
    """One book while it is written."""

    def __init__(self, report: Report, theme: Theme, pdf: bytes, facts: BookFacts) -> None:
        self._report, self._theme, self._facts = report, theme, facts
        self._pdf = pdf
        self._pictures = Pictures(plain=True)
        self._names = {
            node.id: f"chapter-{number:02}.xhtml" for number, node in enumerate(report.chapters, 1)
        }
        self._writer = Writer(
            report,
            BLOCK_FUNCTIONS,
            chapter_places(report, self._names),
            Drawings(theme, only_narrow=True),
            self._pictures,
            for_print=True,
            box="aside",
            signs=signs_to_name(report, theme),
        )
        self._environment = environment()

    def pack(self) -> bytes:
        documents = [
            self._title(),
            self._contents(),
            *(self._chapter(node, index) for index, node in enumerate(self._report.chapters)),
            self._back(),
        ]
        breaks = break_pages({each.name: each.tokens for each in documents}, pages_of(self._pdf))
        picture, width, height = draw_book_cover(self._pdf)
        size = {"width": width, "height": height, "picture": COVER_PICTURE}
        files = {COVER: self._written("cover.xhtml", self._report.publication.title, **size)}
        for each in documents:
            body = with_values(write(each.tokens), self._theme)
            if each.name == CONTENTS:
                files[CONTENTS] = self._navigation(each.title, body, breaks)
            else:
                files[each.name] = self._written("document.xhtml", each.title, part=each.part, body=body)
        fonts = book_fonts(self._report, self._theme)
        files |= {SHEET: book_sheet(self._theme, fonts), COVER_PICTURE: picture}
        files |= {f"{FONTS}/{name}": data for name, data in fonts.items()}
        files |= dict(sorted(self._pictures.files.items()))
        return pack({**files, "package.opf": self._package(files, documents, breaks)})

    def _title(self) -> Document:
        facts = self._report.publication
        self._writer.begin_page(TITLE)
        emblem, files = book_emblem(self._theme)
        self._pictures.files.update(files)
        cover = front.cover(facts, Markup(""), emblem)
        words = lines(cover, front.colophon(self._writer, self._report))
        return self._document(TITLE, facts.title, "titlepage", words)

    def _contents(self) -> Document:
        self._writer.begin_page(CONTENTS)
        words = front.contents(self._writer, self._report.chapters)
        return self._document(CONTENTS, self._report.words("document.contents"), "", words)

    def _chapter(self, node: Section, index: int) -> Document:
        name = self._names[node.id]
        self._writer.begin_page(name)
        title = numbered(node.number, node.title)
        words = chapter(self._writer, node, Markup(""), chapter_colours(self._theme, index))
        return self._document(name, title, "bodymatter", words)

    def _back(self) -> Document:
        facts = self._report.publication
        return self._document(BACK, facts.publisher, "backmatter", front.back(facts))

    def _document(self, name: str, title: str, part: str, words: Markup) -> Document:
        return Document(name, title, part, read(words))

    def _navigation(self, title: str, body: Markup, breaks: Sequence[PageBreak]) -> bytes:
        """The contents, and the parts and pages of the book for reading programs."""
        return self._written(
            "contents.xhtml",
            title,
            body=body,
            breaks=breaks,
            cover=COVER,
            title_page=TITLE,
            contents=CONTENTS,
            first=next(iter(self._names.values()), BACK),
        )

    def _package(
        self, files: dict[str, bytes], documents: Sequence[Document], breaks: Sequence[PageBreak]
    ) -> bytes:
        properties = {CONTENTS: "nav", COVER_PICTURE: "cover-image"}
        for each in documents:
            said = (properties.get(each.name, ""), *each.vocabularies)
            properties[each.name] = " ".join(filter(None, said))
        items = [
            _Item(f"file-{number}", file, _type(file), properties.get(file, ""))
            for number, file in enumerate(files, 1)
        ]
        ids = {item.file: item.id for item in items}
        report, facts = self._report, self._report.publication
        return self._written(
            "package.opf",
            facts.title,
            identifier=identifier(facts),
            modified=modified(facts),
            source=source(facts, self._facts.pdf),
            items=items,
            spine=[ids[COVER], *(ids[each.name] for each in documents)],
            accessibility=accessibility(
                report,
                pictured=self._pictured(documents),
                paged=bool(breaks),
                formulas=any("mathml" in each.vocabularies for each in documents),
            ),
        )

    def _pictured(self, documents: Iterable[Document]) -> bool:
        return any(
            isinstance(token, Start)
            and token.name in _PICTURED
            and token.attributes.get("aria-hidden") is None
            for each in documents
            for token in each.tokens
        )

    def _written(self, template: str, title: str, **values: object) -> bytes:
        facts = self._report.publication
        text = self._environment.get_template(f"epub/{template}").render(
            title=title,
            language=facts.language,
            words=self._report.words,
            said=saying(facts.language),
            facts=facts,
            draft=self._facts.draft,
            sheet=SHEET,
            **values,
        )
        return text.encode()


def _type(file: str) -> str:
    return "application/xhtml+xml" if file.endswith(".xhtml") else media_type(file)
