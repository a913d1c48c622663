"""The pages around the text, beside the cover: colophon, contents, back cover."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from msgspec.structs import replace

from report_builder.content.ties import tie
from report_builder.language.passages import Piece, marked
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.elements import ElementOwner, LinkTarget
from report_builder.layout.blocks.link_names import name_of_address
from report_builder.layout.blocks.rows import Row, RuleItem, TextItem
from report_builder.layout.blocks.stacking import Stack
from report_builder.layout.compose.runs import Run
from report_builder.model.blocks import Section
from report_builder.model.inlines import pieces, without_links
from report_builder.model.parts import by_parts
from report_builder.model.report import Contact
from report_builder.model.tags import Element

_LEADER_GAP = 6.0
CONTENTS = "rb-contents"
"""The anchor of the contents page."""
_CODED = re.compile("(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
_LETTERS = range(0xC0, 0x100)
"""What every font has of what an address codes: the letters of western Europe."""


def back_cover(builder: Builder, element: Element) -> list[Row]:
    """Who published what, and where to turn to."""
    facts = builder.report.publication
    region = Region(0.0, builder.theme.page.full_width, "body", element)
    stack = Stack()
    _plain(builder, stack, facts.publisher, "cover_subtitle", region)
    for line in (facts.series_named, facts.standard_numbers):
        if line:
            _plain(builder, stack, tie(line, builder.language), "cover_line", region)
    with stack.block(builder.theme.page.grid):
        if facts.contact.name:
            _plain(builder, stack, facts.contact.name, "cover_line", region)
        if any(address for address, _ in _addresses(facts.contact)):
            _linked(builder, stack, "", _addresses(facts.contact), region, "cover_line")
    return _wide(stack)


def _wide(stack: Stack) -> list[Row]:
    """The rows of a cover, which has no margin column."""
    for row in stack.rows:
        row.wide = True
    return stack.rows


def _addresses(contact: Contact) -> list[tuple[str, str]]:
    """Each address with the form of its link."""
    return [(contact.email, "mailto:{}"), (contact.phone, "tel:{}"), (contact.url, "{}")]


def colophon(builder: Builder, element: Element) -> list[Row]:
    """Everything that a library asks for, and how to cite."""
    facts, words = builder.report.publication, builder.voice.words
    page = builder.theme.page
    region = builder.across(Region(0.0, page.text_width, "colophon", element), "colophon")
    stack = Stack()
    _plain(builder, stack, facts.title, "colophon_label", region)
    if facts.subtitle:
        _plain(builder, stack, facts.subtitle, "colophon", region)
    pairs = [
        (words("document.publisher"), facts.publisher, ""),
        (words("document.authors"), ", ".join(author.name for author in facts.authors_shown), ""),
        (words("document.series"), facts.series_named, ""),
        ("ISSN", facts.issn, ""),
        *facts.identifiers.named(words),
        (words("document.published"), facts.published_text, ""),
        (words("document.updated"), facts.updated_text, ""),
        (words("document.version"), facts.version, ""),
        (words("document.keywords"), ", ".join(facts.keywords), ""),
        (words("document.cover-image"), facts.face.image.told if facts.face.image else "", ""),
    ]
    # To a screen reader, all that is said of the report is one list of labelled items.
    region = region.below(element.add(Element("L", attributes={"ListNumbering": "None"})))
    _pairs(builder, stack, pairs, region)
    if facts.newer:
        _newer(builder, stack, facts.newer, region)
    _links(builder, stack, region)
    citation = ElementOwner(_labelled(builder, stack, words("document.cite-as"), region))
    _text(
        builder,
        stack,
        [builder.run(tie(facts.citation, builder.language), "colophon", citation)],
        "colophon",
        region,
    )
    return stack.rows


def _pairs(builder: Builder, stack: Stack, pairs: Iterable[tuple[str, str, str]], region: Region) -> None:
    """Names and values in two columns; the third of a pair is the address of its value, or empty."""
    column = 0.28 * region.width
    style = builder.style("colophon")
    rows: list[Row] = []
    for name, value, address in pairs:
        if not value:
            continue
        item = region.element.add(Element("LI"))
        label = _spoken(builder, item.add(Element("Lbl")))
        body = ElementOwner(item.add(Element("LBody")))
        label_lines = builder.compose([_said(builder, f"{name} ", "colophon_label", label)], column)
        run = (
            _leading(builder, value, address, body)
            if address
            else builder.run(tie(value, builder.language), "colophon", body)
        )
        lines = builder.compose([run], region.width - column)
        baseline = builder.baseline(style)
        items = (
            TextItem(tuple(label_lines), region.x, baseline, style.leading, column),
            TextItem(tuple(lines), region.x + column, baseline, style.leading, region.width - column),
        )
        height = style.leading * max(len(label_lines), len(lines))
        rows.append(Row(height, items, on_grid=False, keep=True))
    grid = builder.theme.page.grid
    stack.add(rows, grid, grid)


def _leading(builder: Builder, text: str, address: str, owner: ElementOwner) -> Run:
    link = ElementOwner(Element("Link"), owner, link=LinkTarget(text, uri=address))
    return builder.run(
        text, "colophon", link, colour=builder.looks.link_colour, underline=True, hyphenate=False
    )


def _newer(builder: Builder, stack: Stack, address: str, region: Region) -> None:
    """Where a reader learns whether there is a newer version; in one text: a file has all of it or none."""
    question = builder.voice.words("document.newer")
    shown = readable(address)
    item = region.element.add(Element("LI"))
    owner = _spoken(builder, item.add(Element("Lbl")))
    target = LinkTarget(f"{shown} ({question})", uri=address)
    link = ElementOwner(Element("Link"), ElementOwner(item.add(Element("LBody"))), link=target)
    look: dict[str, Any] = {"colour": builder.looks.link_colour, "underline": True, "hyphenate": False}
    runs = [
        _said(builder, f"{question}\n", "colophon_label", owner),
        builder.run(shown, "colophon", link, **look),
    ]
    _text(builder, stack, runs, "colophon", region)


def _links(builder: Builder, stack: Stack, region: Region) -> None:
    """The original, licence and contact, each with its address as a link."""
    facts, words = builder.report.publication, builder.voice.words
    if facts.original.statement:
        body = _labelled(builder, stack, words("document.about-edition"), region)
        _linked(builder, stack, facts.original.statement, [(facts.original.url, "{}")], region.below(body))
    if facts.licence.name:
        body = _labelled(builder, stack, words("document.licence"), region)
        _linked(builder, stack, facts.licence.name, [(facts.licence.url, "{}")], region.below(body))
    contact = facts.contact
    addresses = _addresses(contact)
    if contact.name or any(address for address, _ in addresses):
        body = _labelled(builder, stack, words("document.contact"), region)
        _linked(builder, stack, contact.name, addresses, region.below(body))


def _labelled(builder: Builder, stack: Stack, name: str, region: Region) -> Element:
    """An item whose name stands on lines of its own; gives the element for what follows."""
    item = region.element.add(Element("LI"))
    label = _spoken(builder, item.add(Element("Lbl")))
    _text(builder, stack, [_said(builder, name, "colophon_label", label)], "colophon_label", region)
    return item.add(Element("LBody"))


def _spoken(builder: Builder, element: Element) -> ElementOwner:
    """The owner of an element that the program itself says something in."""
    return builder.owner(element, builder.voice.language)


def _said(builder: Builder, text: str, style: str, owner: ElementOwner) -> Run:
    """A run of what the program says."""
    return builder.run(text, style, owner, language=builder.voice.language)


def _linked(
    builder: Builder,
    stack: Stack,
    text: str,
    addresses: Iterable[tuple[str, str]],
    region: Region,
    style: str = "colophon",
) -> None:
    owner = ElementOwner(region.element.add(Element("P")))
    runs = [builder.run(text, style, owner)] if text else []
    # The colour of links is made for paper, not for a cover.
    colour = builder.looks.link_colour if style == "colophon" else builder.style(style).colour
    look: dict[str, Any] = {"colour": colour, "underline": True, "hyphenate": False}
    for address, form in addresses:
        if not address:
            continue
        uri = form.format(address.replace(" ", "") if form.startswith("tel") else address)
        seen = (Piece(address, builder.language),)
        named = name_of_address(seen, uri, builder.language, builder.report.publication.language)
        link = ElementOwner(Element("Link"), owner, link=LinkTarget(marked(named, builder.language), uri=uri))
        if runs:
            runs.append(builder.run(" ", style, owner))
        runs.append(builder.run(address, style, link, **look))
    _text(builder, stack, runs, style, region)


def _plain(builder: Builder, stack: Stack, text: str, style: str, region: Region) -> None:
    """A paragraph of one generated text."""
    owner = ElementOwner(region.element.add(Element("P")))
    _text(builder, stack, [builder.run(text, style, owner)], style, region)


def _text(builder: Builder, stack: Stack, runs: list[Run], style: str, region: Region) -> None:
    looks = builder.style(style)
    compose = builder.compose_title if style.startswith("cover_") else builder.compose
    lines = compose(runs, region.width)
    rows = builder.text_rows(lines, looks, region, keep=True)
    rows[0].on_grid = False
    stack.add(rows, looks.before, looks.after)


def contents(
    builder: Builder, element: Element, chapters: Iterable[Section], page_label: Callable[[str], str]
) -> list[Row]:
    """The contents: chapters and their sections with page numbers, leaders and links."""
    page = builder.theme.page
    heading = _spoken(builder, element.add(Element("H1")))
    chapters = tuple(chapters)
    entries = sum(1 + len(chapter.sections) for chapter in chapters)
    across = page.two_columns and entries <= _FEW_ENTRIES * page.lines
    width = _ACROSS * page.full_width if across else page.text_width
    region = Region(0.0, width, "body", element)
    runs = [_said(builder, builder.voice.words("document.contents"), "chapter", heading)]
    style = builder.style("chapter")
    rows = builder.text_rows(builder.compose(runs, region.width), style, region, keep=True)
    for row in rows:
        row.wide = page.two_columns
    builder.begin(rows[0], CONTENTS, builder.report.publication.span, heading.element)
    stack = Stack()
    stack.add(rows, after=style.after)
    table = region.below(element.add(Element("TOC")))
    for chapter, below in by_parts(chapters):
        _entries(builder, stack, chapter, table, page_label, builder.language, below)
    if across:
        for row in stack.rows:
            row.wide = True
    return stack.rows


_FEW_ENTRIES = 0.6
"""How many entries of the contents, for each line of a page, are not set in two columns,"""
_ACROSS = 2 / 3
"""and how much of the width of both they take."""


def _entries(
    builder: Builder,
    stack: Stack,
    node: Section,
    region: Region,
    page_label: Callable[[str], str],
    around: str,
    chapters: Iterable[Section] = (),
) -> None:
    """The entry of ``node`` and those below it; ``around`` is the language of the section that holds it.

    ``chapters`` are those below a part.

    A title is in the language of its section, the list with its page numbers in the report's.
    """
    style = "contents_chapter" if node.level == 1 else "contents_section"
    item = region.element.add(Element("TOCI"))
    reference = ElementOwner(item.add(Element("Reference")))
    label = page_label(node.id)
    language = node.language or around
    title = pieces(node.title, language)
    if node.number:
        title = (Piece(f"{node.number} ", language), *title)
    named = builder.voice.pieces("document.link-to-page", "title", title, page=label)
    target = LinkTarget(marked(named, builder.language), anchor=node.id)
    owner = ElementOwner(Element("Link"), reference, link=target)
    rows = _entry(builder, node, style, owner, label, region, language)
    below = (*(node.sections if node.level < 2 else ()), *chapters)
    # A chapter is kept with its first section.
    rows[-1].keep = bool(below)
    looks = builder.style(style)
    stack.add(rows, looks.before, looks.after)
    if below:
        nested = region.below(item.add(Element("TOC")))
        for section in below:
            inside = builder.language if section.level == 1 else language
            _entries(builder, stack, section, nested, page_label, inside)


def _entry(
    builder: Builder,
    node: Section,
    style_name: str,
    owner: ElementOwner,
    label: str,
    region: Region,
    language: str,
) -> list[Row]:
    style = builder.style(style_name)
    sizes = builder.theme.contents
    indent = sizes.indent if node.number or node.level > 1 else 0.0
    measure = region.width - indent - sizes.folio
    named = owner
    if language != builder.language:
        named = ElementOwner(Element("Span", language=language), owner)
    title = builder.runs(without_links(node.title), style_name, named, language=language)
    # The blank keeps title and page number apart in the text layer.
    lines = builder.compose([*title, builder.run("\n", style_name, named)], measure)[:-1]
    folio = builder.compose([builder.run(label, style_name, owner)], sizes.folio)
    inner = replace(region, x=region.x + indent, width=measure)
    rows = builder.text_rows(lines, style, inner, keep=True)
    baseline = builder.baseline(style)
    if node.number:
        number = builder.compose([builder.run(f"{node.number}\n", style_name, named)], region.width)[:1]
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


def readable(address: str) -> str:
    """Give an address of the web as one reads it and may type it: without https, its letters as they are.

    What is coded for another reason, as a blank is, and letters that some fonts do not have, stay coded.
    """
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    shown = _written_host(host) + slash + _CODED.sub(lambda match: _written(match[0]), path)
    return shown if scheme == "https" else f"{scheme}://{shown}"


def _written(coded: str) -> str:
    text = unquote(coded, errors="replace")
    return text if all(ord(char) in _LETTERS for char in text) else coded


def _written_host(host: str) -> str:
    try:
        text = host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host
    return text if all(char.isascii() or ord(char) in _LETTERS for char in text) else host
