"""The landing page: everything that a reader needs to choose and get the report."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec import Struct

from report_builder.graphics.art import Art
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import all_of, say
from report_builder.layout.sheet_art import draw_sheet
from report_builder.model.blocks import PullQuote
from report_builder.model.findings import Finding
from report_builder.model.inlines import Inlines, without_notes
from report_builder.model.landing import LandingSection
from report_builder.publish.addresses import Addresses, link
from report_builder.publish.describing.facts import described_of
from report_builder.publish.describing.fixed import fixed
from report_builder.publish.edition import page_names
from report_builder.publish.markup import front
from report_builder.publish.markup.banner import banner
from report_builder.publish.markup.emblem import emblem, icon
from report_builder.publish.markup.inlines import InlineWriter
from report_builder.publish.markup.places import chapter_places
from report_builder.publish.markup.values import large_value
from report_builder.publish.model import Listed, Publishable, book_name
from report_builder.publish.pages import Pages
from report_builder.publish.slots import slot
from report_builder.publish.svg import fit_of, paint_svg, with_own_colours
from report_builder.publish.version_status import name_of, pages_and_language, pdf_size
from report_builder.theme.model import SheetKind, Theme

_FIELD = (900.0, 288.0)
"""Width and height of the drawn lines; the style sheet stretches them to the window."""


class Quote(Struct, frozen=True):
    """A quotation with who said it."""

    words: Markup
    who: Markup


class Part(Struct, frozen=True):
    """A headed part of the page; ``more`` is a link into the HTML edition, or empty."""

    id: str
    title: Markup
    text: tuple[Markup, ...]
    items: tuple[Markup, ...]
    quotes: tuple[Quote, ...]
    more: str
    more_words: Markup


class Bar(Struct, frozen=True):
    """A finding with the address of its page.

    ``share`` is the length of its bar in per cent, None for what is no part of a whole.
    """

    value: Markup
    statement: str
    href: str
    share: str | None
    under: str


def landing_page(
    version: Publishable,
    listed: Listed,
    page: str,
    where: Addresses,
    pages: Pages,
    cover: tuple[int, int],
) -> bytes:
    """Write the landing page of ``version`` for the path ``page``, with signs where its slots are.

    ``listed`` is what is said of the version, ``cover`` the size of the cover's picture in pixels.
    """
    view = _View(version, page, where)
    facts, report = version.report.publication, version.report
    image = facts.face.image
    words = report.words
    folder = where.version(version.number)
    landing = report.landing
    described = described_of(version, page_names(report, where.whole).__getitem__, where)
    head, tail = facts.cover_parts
    sources = sorted({finding.source for finding in landing.findings})
    bars = [view.bar(finding, with_source=len(sources) > 1) for finding in landing.findings]
    quoted = [quote for section in landing.sections for quote in section.quotes]
    return pages.write(
        "landing.html",
        page,
        facts.language,
        title=facts.title,
        head_title=head,
        tail_title=tail,
        facts=facts,
        version=version,
        slot=slot,
        version_name=name_of(listed, facts.language),
        described=fixed(described, described.landing, where, page),
        field=banner(image, link(page, where.edition(version.number)))
        if image
        else cover_lines(version.theme),
        icon=icon(version.theme, link(page, where.edition(version.number))),
        emblem=emblem(version.theme, link(page, where.edition(version.number))),
        cover=link(page, folder + where.cover),
        cover_size=cover,
        edition=link(page, where.edition(version.number)),
        pdf=link(page, folder + version.pdf.name),
        book="" if version.is_draft else link(page, folder + book_name(version.pdf.name)),
        book_words=words("site.book", title=facts.title),
        pdf_name=_saved_name(version),
        pdf_words=words("site.pdf", title=facts.title),
        # What a reader wants to know before a download: PDF, 0,84 MB · 50 sider · bokmål.
        pdf_facts=f"{pdf_size(listed, words)} · {pages_and_language(listed, facts.language)}",
        verified=_verified(version.conformance, words),
        sums=link(page, f"{folder}SHA512SUMS"),
        authors=front.authors(facts),
        identifiers=front.identifiers(facts, words),
        original_words=words("document.link-to", title=urlsplit(facts.original.url).hostname or ""),
        feed=link(page, where.feed),
        feedback=link(page, where.feedback),
        anchors=where.words,
        voice=view.inline(landing.voice),
        lead=view.inline(landing.lead),
        introduction=[view.inline(text) for text in landing.introduction],
        findings=bars,
        findings_note=view.inline(landing.findings_note),
        findings_source=words("site.source", source=sources[0]) if len(sources) == 1 and all(sources) else "",
        axis=any(bar.share for bar in bars),
        quotes=[view.quote(quote) for quote in landing.quotes if quote not in quoted],
        parts=[view.part(index, section) for index, section in enumerate(landing.sections, 1)],
        fact_title=view.inline(landing.facts.title) if landing.facts else "",
        fact_items=[view.inline(item) for item in landing.facts.items] if landing.facts else [],
    )


class _View:
    """Writes what the report says for one page."""

    def __init__(self, version: Publishable, page: str, where: Addresses) -> None:
        self._page, self._part, self._folder = page, where.words.part, where.edition(version.number)
        self._where = where
        self._places = chapter_places(version.report, page_names(version.report, where.whole))
        own = version.report.publication.language
        self._writer = InlineWriter(own, own, self.address, [], set())

    def address(self, target: str) -> str:
        """Link to what has the id ``target`` in the HTML edition."""
        return link(self._page, self._folder + self._places.address(target, ""))

    def inline(self, inlines: Inlines) -> Markup:
        return self._writer.write(without_notes(inlines))

    def quote(self, quote: PullQuote) -> Quote:
        return Quote(self.inline(quote.children), self.inline(quote.attribution))

    def bar(self, finding: Finding, *, with_source: bool) -> Bar:
        share = finding.share
        shown = f"{share:g}%" if share is not None and 0 <= share <= 100 else None
        value = large_value(finding, self._writer)
        href = link(self._page, self._where.finding(finding.id))
        return Bar(value, finding.statement, href, shown, finding.source if with_source else "")

    def part(self, index: int, section: LandingSection) -> Part:
        return Part(
            id=f"{self._part}-{index}",
            title=self.inline(section.title),
            text=tuple(self.inline(text) for text in section.text),
            items=tuple(self.inline(item) for item in section.items),
            quotes=tuple(self.quote(quote) for quote in section.quotes),
            more=self.address(section.more) if section.more else "",
            more_words=self._more(section),
        )

    def _more(self, section: LandingSection) -> Markup:
        """Say where the report says more; its title there may be in another language."""
        if not section.more:
            return Markup("")
        return self._writer.said(self._writer.voice.pieces("site.read-more", "title", section.more_title))


def cover_lines(theme: Theme) -> Markup:
    """Draw the lines of the cover, for a page as wide as a window."""
    cover = theme.sheets[SheetKind.COVER]
    if cover.art is Art.NONE:
        return Markup("")
    # The text on the cover's ground has one of the palette's colours, and so have the lines.
    colour = theme.styles["cover_title"].colour.name
    scene = draw_sheet(cover, *_FIELD, cover.stage, colour=colour)
    field = paint_svg(scene, theme.styles, alt=None, look="field", fit=fit_of(cover.art))
    return with_own_colours(field, theme.palette)


def _verified(standards: Sequence[str], words: Catalogue) -> str:
    """Say which standards the PDF was checked against, and what each is for; nothing where none was."""
    if not standards:
        return ""
    told = [
        say("site.for-access" if name.startswith("PDF/UA") else "site.for-archives", standard=name)
        for name in standards
    ]
    return words.many("site.verified", len(told), standards=all_of(told))


def _saved_name(version: Publishable) -> str:
    """Give the name under which a reader saves the file: it says the version, as its address does."""
    stem, _, ending = version.pdf.name.rpartition(".")
    said = version.report.words("document.draft").lower() if version.is_draft else f"v{version.number}"
    return f"{stem}-{said}.{ending}"
