"""What is said of a version and of its pages, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from hashlib import sha256

from msgspec import Struct

from report_builder.language.catalogue import catalogue
from report_builder.language.passages import Piece, Pieces, plain
from report_builder.model.blocks import Paragraph, Section
from report_builder.model.excerpts import cut
from report_builder.model.inlines import pieces
from report_builder.model.report import Author, Publication, Report
from report_builder.model.titles import languages_of, numbered
from report_builder.model.walking import FLOW, walk
from report_builder.publish.addresses import Addresses
from report_builder.publish.model import Publishable

CARD_SIZE = (1200, 630)
"""Of the picture for sharing: width and height in pixels: what Open Graph's readers crop to."""
LONGEST = 200
"""Characters of the beginning of a chapter; search engines show less, and shared links not much more."""


class Kind(Enum):
    """What a page is."""

    LANDING = "landing"
    CONTENTS = "contents"
    CHAPTER = "chapter"
    WHOLE = "whole"


class PageFacts(Struct, frozen=True):
    """What is said of one page.

    ``file`` is its path in the folder of the version. ``title`` is that of the page, with the report's
    where it has another; ``name`` is what it is called inside the report. ``position`` is that of a chapter,
    from 1.
    """

    kind: Kind
    file: str
    title: str
    name: str
    description: Piece
    language: str
    position: int = 0


class Part(Struct, frozen=True):
    """A chapter: its name with the number, its page in the edition, its language, how it begins."""

    name: str
    page: str
    language: str
    description: Piece


class DescribedPdf(Struct, frozen=True):
    """The file of a version; ``size`` in bytes, 0 where it is not known yet."""

    name: str
    size: int
    pages: int
    sha256: str


class Described(Struct, frozen=True):
    """What is said of a version: its facts, dates and file, and its chapters in order.

    ``description`` is that of the facts, or how its landing page begins. ``contents`` is what its
    contents are called. A version with a number above 1 replaces the one before it. ``edition``, ``whole``
    and ``card`` say where those stand, see :class:`report_builder.publish.addresses.Addresses`.
    """

    facts: Publication
    number: int
    published: date
    updated: date
    description: Piece
    contents: str
    pdf: DescribedPdf
    parts: tuple[Part, ...]
    edition: str
    whole: str
    card: str

    @property
    def authors(self) -> tuple[Author, ...]:
        """Who wrote the report: the publisher, where ``report.yaml`` names nobody."""
        return self.facts.authors or (Author(self.facts.publisher, "organisation"),)

    def page(self, name: str) -> PageFacts:
        """Give what is said of the page ``name`` of the edition."""
        title, language = self.facts.title, self.facts.language
        for position, part in enumerate(self.parts, 1):
            if part.page == name:
                return PageFacts(
                    Kind.CHAPTER,
                    self.edition + name,
                    f"{part.name} – {title}",
                    part.name,
                    part.description if part.description.text else self.description,
                    part.language,
                    position,
                )
        if name == self.whole:
            whole = catalogue(language)("edition.whole")
            full = f"{title} – {whole}"
            return PageFacts(Kind.WHOLE, self.edition + name, full, whole, self.description, language)
        return PageFacts(Kind.CONTENTS, self.edition + name, title, self.contents, self.description, language)

    @property
    def landing(self) -> PageFacts:
        """Give what is said of the landing page."""
        title = self.facts.title
        return PageFacts(Kind.LANDING, "index.html", title, title, self.description, self.facts.language)


def described_of(version: Publishable, page_of: Callable[[str], str], where: Addresses) -> Described:
    """Give what is said of ``version``; ``page_of`` names the page of a chapter by its id."""
    report, pdf = version.report, version.pdf
    facts = report.publication
    parts = []
    for node in report.chapters:
        name = numbered(node.number, node.title)
        language = node.language or facts.language
        parts.append(Part(name, page_of(node.id), language, first_words(node, facts.language)))
    return Described(
        facts=facts,
        number=version.number,
        published=version.published,
        updated=version.updated,
        description=_description(report),
        contents=report.words("document.contents"),
        pdf=DescribedPdf(pdf.name, pdf.size, pdf.pages, sha256(pdf.data).hexdigest()),
        parts=tuple(parts),
        edition=where.in_version,
        whole=where.whole,
        card=where.card,
    )


def _description(report: Report) -> Piece:
    own = report.publication.language
    if report.publication.description:
        return Piece(report.publication.description, own)
    return _whole(pieces(report.landing.lead, own), own)


def first_words(chapter: Section, own: str) -> Piece:
    """Give the first paragraph of a chapter, cut to :data:`LONGEST`; empty where it has none.

    Paragraphs of lists and tables say little by themselves. ``own`` is the language of the report.
    """
    languages = dict(languages_of((chapter,), own))
    for node in walk(chapter.blocks, FLOW):
        if isinstance(node, Paragraph):
            said = _whole(pieces(node.children, languages[node.id]), languages[node.id])
            if text := " ".join(said.text.split()):
                return Piece(cut(text, LONGEST), said.language)
    return Piece("", own)


def _whole(said: Pieces, language: str) -> Piece:
    """Words as one piece: in their own language where they have one only, else in that around them."""
    tags = {piece.language for piece in said}
    return Piece(plain(said), tags.pop() if len(tags) == 1 else language)
