"""The pages around the text: cover, colophon, contents, back cover."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from report_builder.layout.blocks.addresses import readable
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.owners import ElementOwner, LinkTarget
from report_builder.layout.blocks.rows import Row, RuleItem, TextItem, stacked_height
from report_builder.layout.compose.runs import Run
from report_builder.model.blocks import Section
from report_builder.model.inlines import plain_text, without_links
from report_builder.model.report import Contact, Publication
from report_builder.model.tags import Element

_LEADER_GAP = 6.0
CONTENTS = "rb-contents"
"""The anchor of the contents page."""


def cover(builder: Builder, element: Element) -> list[Row]:
    """Title, subtitle, and a line that says who publishes what, and when."""
    facts = builder.report.publication
    page = builder.theme.page
    region = Region(0.0, page.full_width, "body", element)
    title, _, under = facts.cover_title.partition(" – ")
    rows: list[Row] = []
    heading = ElementOwner(element.add(Element("Title")))
    runs = [builder.run(f"{title} –\n" if under else title, "cover_title", heading)]
    if under:
        runs.append(builder.run(under, "cover_under", heading))
    rows += _text(builder, runs, "cover_title", region)
    if facts.cover_subtitle:
        rows += _plain(builder, facts.cover_subtitle, "cover_subtitle", region)
    above = len(rows)
    for line in (facts.kind, _series(facts), facts.publisher):
        if line:
            rows += _plain(builder, line, "cover_line", region)
    sheet = builder.theme.sheets["cover"]
    if sheet.facts:
        free = sheet.facts - sheet.text - stacked_height(rows[:above])
        rows[above].before = max(rows[above].before, free)
    for row in rows:
        row.wide = True
    return rows


def back_cover(builder: Builder, element: Element) -> list[Row]:
    """Who published what, and where to turn to."""
    facts = builder.report.publication
    region = Region(0.0, builder.theme.page.full_width, "body", element)
    rows = _plain(builder, facts.publisher, "cover_subtitle", region)
    for line in (_series(facts), f"ISSN {facts.issn}" if facts.issn else ""):
        if line:
            rows += _plain(builder, line, "cover_line", region)
    above = len(rows)
    if facts.contact.name:
        rows += _plain(builder, facts.contact.name, "cover_line", region)
    if any(address for address, _ in _addresses(facts.contact)):
        rows += _linked(builder, "", _addresses(facts.contact), region, "cover_line")
    for row in rows[above : above + 1]:
        row.before = builder.theme.page.grid
    for row in rows:
        row.wide = True
    return rows


def _series(facts: Publication) -> str:
    return " ".join(part for part in (facts.series, facts.series_number) if part)


def _addresses(contact: Contact) -> list[tuple[str, str]]:
    """Each address with the form of its link."""
    return [(contact.email, "mailto:{}"), (contact.phone, "tel:{}"), (contact.url, "{}")]


def colophon(builder: Builder, element: Element) -> list[Row]:
    """Everything that a library asks for, and how to cite."""
    facts, words = builder.report.publication, builder.words
    page = builder.theme.page
    region = Region(0.0, page.text_width, "colophon", element)
    rows = _plain(builder, facts.title, "colophon_label", region)
    if facts.subtitle:
        rows += _plain(builder, facts.subtitle, "colophon", region)
    series = _series(facts)
    pairs = [
        (words.publisher, facts.publisher),
        (words.authors, ", ".join(author.name for author in facts.authors_shown)),
        (words.series, series),
        ("ISSN", facts.issn),
        (words.published, facts.published_text),
        (words.updated, facts.updated_text),
        (words.version, facts.version),
        (words.keywords, ", ".join(facts.keywords)),
    ]
    rows += _pairs(builder, pairs, region)
    if facts.newer:
        rows += _newer(builder, facts.newer, region)
    rows += _links(builder, region)
    year = f" ({facts.published.year})" if facts.published else ""
    cite = f"{facts.publisher}{year}. {facts.title}."
    rows += _plain(builder, words.cite_as, "colophon_label", region)
    rows += _plain(builder, f"{cite} {series}." if series else cite, "colophon", region)
    return rows


def _pairs(builder: Builder, pairs: Iterable[tuple[str, str]], region: Region) -> list[Row]:
    """Names and values in two columns: to a screen reader, a list of labelled items."""
    element = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
    column = 0.28 * region.width
    style = builder.style("colophon")
    rows: list[Row] = []
    for name, value in pairs:
        if not value:
            continue
        item = element.add(Element("LI"))
        label = ElementOwner(item.add(Element("Lbl")))
        body = ElementOwner(item.add(Element("LBody")))
        label_lines = builder.compose([builder.run(f"{name} ", "colophon_label", label)], column)
        lines = builder.compose([builder.run(value, "colophon", body)], region.width - column)
        baseline = builder.baseline(style)
        items = (
            TextItem(tuple(label_lines), region.x, baseline, style.leading, column),
            TextItem(tuple(lines), region.x + column, baseline, style.leading, region.width - column),
        )
        height = style.leading * max(len(label_lines), len(lines))
        rows.append(Row(height, items, on_grid=False, keep=True))
    grid = builder.theme.page.grid
    rows[0].before = rows[-1].after = grid
    return rows


def _newer(builder: Builder, address: str, region: Region) -> list[Row]:
    """Where a reader learns whether there is a newer version; one paragraph: a file has all of it or none."""
    question = builder.words.newer
    shown = readable(address)
    owner = ElementOwner(region.element.add(Element("P")))
    target = LinkTarget(f"{question} {shown}", uri=address)
    link = ElementOwner(Element("Link"), owner, link=target)
    look: dict[str, Any] = {"colour": builder.looks.link_colour, "underline": True, "hyphenate": False}
    runs = [
        builder.run(f"{question}\n", "colophon_label", owner),
        builder.run(shown, "colophon", link, **look),
    ]
    return _text(builder, runs, "colophon", region)


def _links(builder: Builder, region: Region) -> list[Row]:
    """The original, licence and contact, each with its address as a link."""
    facts, words = builder.report.publication, builder.words
    rows: list[Row] = []
    if facts.original.statement:
        rows += _plain(builder, words.original, "colophon_label", region)
        rows += _linked(builder, facts.original.statement, [(facts.original.url, "{}")], region)
    if facts.licence.name:
        rows += _plain(builder, words.licence, "colophon_label", region)
        rows += _linked(builder, facts.licence.name, [(facts.licence.url, "{}")], region)
    contact = facts.contact
    addresses = _addresses(contact)
    if contact.name or any(address for address, _ in addresses):
        rows += _plain(builder, words.contact, "colophon_label", region)
        rows += _linked(builder, contact.name, addresses, region)
    return rows


def _linked(
    builder: Builder,
    text: str,
    addresses: Iterable[tuple[str, str]],
    region: Region,
    style: str = "colophon",
) -> list[Row]:
    owner = ElementOwner(region.element.add(Element("P")))
    runs = [builder.run(text, style, owner)] if text else []
    # The colour of links is made for paper, not for a cover.
    colour = builder.looks.link_colour if style == "colophon" else builder.style(style).colour
    look: dict[str, Any] = {"colour": colour, "underline": True, "hyphenate": False}
    for address, form in addresses:
        if not address:
            continue
        uri = form.format(address.replace(" ", "") if form.startswith("tel") else address)
        words = {"mailto:{}": builder.words.mail_to, "tel:{}": builder.words.call}.get(form, "{}")
        link = ElementOwner(Element("Link"), owner, link=LinkTarget(words.format(address), uri=uri))
        if runs:
            runs.append(builder.run(" ", style, owner))
        runs.append(builder.run(address, style, link, **look))
    return _text(builder, runs, style, region)


def _plain(builder: Builder, text: str, style: str, region: Region) -> list[Row]:
    """A paragraph of one generated text."""
    owner = ElementOwner(region.element.add(Element("P")))
    return _text(builder, [builder.run(text, style, owner)], style, region)


def _text(builder: Builder, runs: list[Run], style: str, region: Region) -> list[Row]:
    rows = builder.text_rows(builder.compose(runs, region.width), builder.style(style), region, keep=True)
    rows[0].on_grid = False
    return rows


def contents(
    builder: Builder, element: Element, chapters: Iterable[Section], page_label: Callable[[str], str]
) -> list[Row]:
    """The contents: chapters and their sections with page numbers, leaders and links."""
    page = builder.theme.page
    heading = ElementOwner(element.add(Element("H1")))
    region = Region(0.0, page.text_width, "body", element)
    runs = [builder.run(builder.words.contents, "chapter", heading)]
    rows = builder.text_rows(builder.compose(runs, region.width), builder.style("chapter"), region, keep=True)
    builder.begin(rows[0], CONTENTS, builder.report.publication.span, heading.element)
    rows[0].before = 0.0
    table = region.below(element.add(Element("TOC")))
    for chapter in chapters:
        entries = _entries(builder, chapter, table, page_label)
        entries[0].keep = len(entries) > 1
        rows += entries
    return rows


def _entries(builder: Builder, node: Section, region: Region, page_label: Callable[[str], str]) -> list[Row]:
    style = "contents_chapter" if node.level == 1 else "contents_section"
    item = region.element.add(Element("TOCI"))
    reference = ElementOwner(item.add(Element("Reference")))
    title = plain_text(node.title)
    label = page_label(node.id)
    target = LinkTarget(builder.words.link_to_page.format(title, label), anchor=node.id)
    owner = ElementOwner(Element("Link", language=node.language or None), reference, link=target)
    rows = _entry(builder, node, style, owner, label, region)
    if node.sections and node.level < 2:
        nested = region.below(item.add(Element("TOC")))
        for section in node.sections:
            rows += _entries(builder, section, nested, page_label)
    return rows


def _entry(
    builder: Builder, node: Section, style_name: str, owner: ElementOwner, label: str, region: Region
) -> list[Row]:
    style = builder.style(style_name)
    sizes = builder.theme.contents
    indent = sizes.indent if node.number or node.level > 1 else 0.0
    measure = region.width - indent - sizes.folio
    title = builder.runs(without_links(node.title), style_name, owner)
    # The blank keeps title and page number apart in the text layer.
    lines = builder.compose([*title, builder.run("\n", style_name, owner)], measure)[:-1]
    folio = builder.compose([builder.run(label, style_name, owner)], sizes.folio)
    inner = replace(region, x=region.x + indent, width=measure)
    rows = builder.text_rows(lines, style, inner, keep=True)
    baseline = builder.baseline(style)
    if node.number:
        number = builder.compose([builder.run(f"{node.number}\n", style_name, owner)], region.width)[:1]
        item = TextItem(tuple(number), region.x, baseline, style.leading, indent)
        rows[0].items = (item, *rows[0].items)
    last = rows[-1]
    start = indent + lines[-1].width + _LEADER_GAP
    length = region.width - start - folio[0].width - _LEADER_GAP
    for row in rows:
        row.on_grid = False
    end = TextItem(tuple(folio), region.x, baseline, style.leading, region.width, "right")
    leader = RuleItem(region.x + start, baseline, length, 0.7, "muted", dots=True)
    last.items = (*last.items, end, leader) if sizes.leader and length > 0 else (*last.items, end)
    last.keep = False
    return rows
