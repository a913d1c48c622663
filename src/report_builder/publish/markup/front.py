"""What stands around the chapters: cover, contents, colophon, and the back cover as a foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from markupsafe import Markup

from report_builder.language.catalogue import Catalogue
from report_builder.model.blocks import Section
from report_builder.model.inlines import without_links
from report_builder.model.parts import by_parts
from report_builder.model.report import Contact, Publication, Report
from report_builder.publish.markup.html import CONTENT, element, lines, link_out, words
from report_builder.publish.markup.writer import Writer

CONTENTS = "rb-contents"
"""The id of the contents, the same as in the PDF."""


def cover(facts: Publication, field: Markup, emblem: Markup | None = None) -> Markup:
    """The logo, title, subtitle, and lines that say who publishes what."""
    title, under = facts.cover_parts
    light = element("span", under, class_="under") if under else Markup("")
    heading = element("h1", words(title, light))
    subtitle = element("p", facts.cover_subtitle, class_="subtitle") if facts.subtitle else Markup("")
    known = lines(*(element("p", line) for line in (facts.kind, facts.series_named, facts.publisher) if line))
    text = element(
        "div",
        lines(emblem or Markup(""), heading, subtitle, element("div", known, class_="facts")),
        class_="words",
    )
    return element("div", lines(field, text), class_="cover")


def contents(writer: Writer, chapters: Sequence[Section]) -> Markup:
    """The contents: chapters and their sections, each a link."""
    spoken = writer.inline.foreign(writer.voice.language)
    heading = writer.heading(1, writer.voice.words("document.contents"), id=CONTENTS, lang=spoken)
    listed = element("ul", lines(*entries(writer, chapters)), class_="plain")
    return element("nav", lines(heading, listed), class_="contents", aria_labelledby=CONTENTS)


def entries(writer: Writer, chapters: Sequence[Section], *, current: str | None = None) -> Iterator[Markup]:
    """The entries of chapters, those of a part below it; those of sections too, unless a page is ``current``.

    That of the page has its sections.
    """
    for chapter, below in by_parts(chapters):
        inner = [_one(writer, inside, current) for inside in below]
        yield _one(writer, chapter, current, inner)


def _one(writer: Writer, node: Section, current: str | None, below: Iterable[Markup] = ()) -> Markup:
    return entry(writer, node, current=current or "", whole=current in (None, node.id), below=below)


def entry(
    writer: Writer, node: Section, *, current: str = "", whole: bool = True, below: Iterable[Markup] = ()
) -> Markup:
    """An entry of the contents, with those of its sections where ``whole``; ``current`` is the page's own.

    ``below`` are the entries of the chapters of a part.
    """
    with writer.inline.speaking(node.language):
        return _entry(writer, node, current, [*_sections(writer, node, whole=whole), *below])


def _sections(writer: Writer, node: Section, *, whole: bool) -> Iterator[Markup]:
    if whole and node.level == 1:
        yield from (entry(writer, section) for section in node.sections)


def _entry(writer: Writer, node: Section, current: str, below: Sequence[Markup]) -> Markup:
    title = writer.inlines(without_links(node.title))
    number = element("span", node.number, class_="number") if node.number else Markup("")
    link = element(
        "a",
        words(number, title),
        href=writer.address(node.id),
        lang=node.language
        or (None if writer.inline.language == writer.inline.own else writer.inline.language),
        aria_current="page" if node.id == current else None,
    )
    if not below:
        return element("li", link)
    listed = element("ul", lines(*below), class_="plain")
    return element("li", link, listed, class_="part" if node.is_part else None)


def numbered(writer: Writer, node: Section) -> Markup:
    """What a chapter is called, with its number: the words of a link to it."""
    with writer.inline.speaking(node.language):
        return words(node.number, writer.inlines(without_links(node.title)))


def colophon(writer: Writer, report: Report) -> Markup:
    """Everything that a library asks for, and how to cite."""
    facts, said = report.publication, writer.voice.words
    title = element("p", element("b", facts.title))
    subtitle = element("p", facts.subtitle) if facts.subtitle else Markup("")
    contact = facts.contact
    reached = words(contact.name, *_addresses(contact))
    pairs: list[tuple[str, str]] = [
        (said("document.publisher"), facts.publisher),
        (said("document.authors"), authors(facts)),
        (said("document.series"), facts.series_named),
        ("ISSN", facts.issn),
        *identifiers(facts, said),
        (said("document.published"), facts.published_text),
        (said("document.updated"), facts.updated_text),
        (said("document.version"), facts.version),
        (said("document.keywords"), ", ".join(facts.keywords)),
        (said("document.cover-image"), facts.face.image.told if facts.face.image else ""),
        (said("document.about-edition"), _sourced(facts.original.statement, facts.original.url)),
        (said("document.licence"), _sourced(facts.licence.name, facts.licence.url)),
        (said("document.contact"), reached),
        (said("document.cite-as"), facts.citation),
    ]
    spoken = writer.inline.foreign(writer.voice.language)
    listed = [
        element("div", element("dt", name, lang=spoken), element("dd", value))
        for name, value in pairs
        if value
    ]
    return element("div", lines(title, subtitle, element("dl", lines(*listed))), class_=f"colophon {CONTENT}")


def back(facts: Publication) -> Markup:
    """Who published what, and where to turn to."""
    contact = words(facts.contact.name, *_addresses(facts.contact))
    known = (element("b", facts.publisher), facts.series_named, facts.standard_numbers, contact)
    return lines(*(element("p", line) for line in known if line))


def authors(facts: Publication) -> Markup:
    """Who wrote the report beside the publisher; a name is a link where the author has an address."""
    shown = facts.authors_shown
    return Markup(", ").join(link_out(author.orcid or author.url, author.name) for author in shown)


def identifiers(facts: Publication, said: Catalogue) -> list[tuple[str, str]]:
    """Every number of the report with what it is called; one is a link where it leads somewhere."""
    return [
        (name, link_out(address, value) if address else value)
        for name, value, address in facts.identifiers.named(said)
    ]


def _sourced(text: str, url: str) -> Markup:
    """A text with its address; nothing without the text."""
    return words(text, link_out(url, url) if url else "") if text else Markup("")


def _addresses(contact: Contact) -> list[Markup]:
    forms: list[tuple[str, Callable[[str], str]]] = [
        (contact.email, "mailto:{}".format),
        (contact.phone, lambda number: f"tel:{number.replace(' ', '')}"),
        (contact.url, str),
    ]
    return [link_out(form(shown), shown) for shown, form in forms if shown]
