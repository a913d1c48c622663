"""The index on a screen, where there are no pages: each entry leads to the sections that speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from report_builder.model.blocks import Section
from report_builder.model.index import Index, IndexEntry, Stop, stops
from report_builder.model.inlines import Indexed, without_links
from report_builder.model.report import Report
from report_builder.model.walking import walk
from report_builder.publish.markup.html import element, lines
from report_builder.publish.markup.writer import Writer


def index_list(writer: Writer, node: Index) -> Markup:
    """The entries below each other."""
    foreign = writer.inline.foreign(writer.voice.language)
    return element(
        "div",
        _entries(writer, node.items, _sections(writer.report)),
        class_=writer.looks("index"),
        role="doc-index",
        aria_label=None if foreign else writer.voice.words("document.index"),
        id=writer.id_of(node),
    )


def _sections(report: Report) -> Mapping[str, tuple[int, Section]]:
    """The section of each place that is marked, with its order in the report."""
    found: dict[str, tuple[int, Section]] = {}
    order, section = 0, report.chapters[0]
    for node in walk(report.chapters, notes=report.notes):
        if isinstance(node, Section):
            order, section = order + 1, node
        elif isinstance(node, Indexed):
            found[node.id] = order, section
    return found


def _entries(
    writer: Writer, entries: Iterable[IndexEntry], sections: Mapping[str, tuple[int, Section]]
) -> Markup:
    items = [_entry(writer, entry, sections) for entry in entries]
    return element("ul", lines(*items), class_="plain entries")


def _entry(writer: Writer, entry: IndexEntry, sections: Mapping[str, tuple[int, Section]]) -> Markup:
    said = writer.inlines(entry.term)
    for stop in stops(entry.places, lambda target: Stop(sections[target][0], "", target)):
        links = [_link(writer, one.target, sections[one.target][1]) for one in stop]
        said += Markup(", ") + Markup("\u2013").join(links)
    if entry.see:
        said += escape("; " if entry.places else ", ") + writer.inlines(entry.see)
    below = _entries(writer, entry.entries, sections) if entry.entries else Markup("")
    return element("li", lines(said, below) if below else said, id=writer.id_of(entry))


def _link(writer: Writer, target: str, section: Section) -> Markup:
    """A link called by the number of the section, whose title a listener hears; else by the title."""
    address = writer.address(target)
    spoken = section.language or writer.report.publication.language
    if not section.number:
        with writer.inline.speaking(spoken):
            words = writer.inlines(without_links(section.title))
        return element("a", words, href=address, lang=writer.inline.foreign(spoken))
    named = None if writer.inline.foreign(spoken) else writer.title_or(section.title, section.number, "")
    return element("a", section.number, href=address, aria_label=named or None)
