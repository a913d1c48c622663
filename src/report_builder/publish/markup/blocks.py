"""The table of all block kinds: which function writes which block. Here those of running text."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.model import blocks, index, literature, pictures, worksheets
from report_builder.model.figures import FigureGroup
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.numbering import BRACKETED, Counting
from report_builder.publish.markup.definitions import definitions
from report_builder.publish.markup.descriptions import long_description
from report_builder.publish.markup.distances import OPENER, TITLE, heading
from report_builder.publish.markup.figure_groups import figure_group
from report_builder.publish.markup.figures import (
    diagram,
    figure,
    finding_cards,
    finding_chart,
    timeline,
)
from report_builder.publish.markup.formulas import displayed_formula
from report_builder.publish.markup.html import CONTENT, element, in_language, lines, words
from report_builder.publish.markup.index import index_list
from report_builder.publish.markup.literature import literature_list
from report_builder.publish.markup.photographs import opening, photograph
from report_builder.publish.markup.tables import table
from report_builder.publish.markup.worksheets import choice_question, open_question, scale_question
from report_builder.publish.markup.writer import BlockFunction, Writer


def chapter(writer: Writer, node: blocks.Section, field: Markup, colours: str = "") -> Markup:
    """A chapter with the line field, or a photograph of its own, above its number and title.

    ``colours`` are the classes of those that it has for itself.
    """
    writer.level = node.level
    number = element("span", node.number, class_="number") + " " if node.number else Markup("")
    with writer.inline.speaking(node.language), writer.inline.elsewhere(in_text=True):
        title = writer.heading(node.level, number, writer.inlines(node.title))
        within, below = node.blocks, lines(field, title)
        if node.opening is not None:
            within, below = node.blocks[1:], lines(title, opening(writer, node.opening))
        header = element("header", below, class_="opener")
        inner = lines(header, writer.flow(within, OPENER), *writer.notes())
    inner = lines(inner, *writer.meanings())
    return element(
        "section",
        inner,
        class_=words("chapter", colours),
        id=node.id,
        lang=node.language or None,
    )


def section(writer: Writer, node: blocks.Section) -> Markup:
    """A section below a chapter."""
    outer, writer.level = writer.level, node.level
    number = element("span", node.number, class_="number") + " " if node.number else Markup("")
    with writer.inline.speaking(node.language):
        title = writer.heading(node.level, number, writer.inlines(node.title), class_=writer.looks())
        named = writer.title_or(node.title, node.number, "edition.a-section")
        own = writer.own_line(node.id, named)
        inner = lines(title, own, writer.flow(node.blocks, heading(node.level)))
    writer.level = outer
    return element("section", inner, id=node.id, lang=node.language or None)


def paragraph(writer: Writer, node: blocks.Paragraph) -> Markup:
    """A paragraph; the opening one of a chapter is set larger."""
    return element(
        "p",
        writer.inlines(node.children),
        class_=writer.looks("lead" if node.lead else None),
        id=writer.id_of(node),
    )


def list_block(writer: Writer, node: blocks.List) -> Markup:
    """An ordered or unordered list; the items of a loose one stand apart."""
    items = [_item(writer, item) for item in node.items]
    if node.of:
        return _directory(writer, node, items)
    numbering = node.numbering
    kind = "1" if numbering == BRACKETED else _COUNTED[numbering.counting]
    signs = f"{'round-' if numbering.before else ''}{'bracket' if numbering.after == ')' else ''}"
    return element(
        "ul" if node.start is None else "ol",
        lines(*items),
        class_=writer.looks(None if node.tight else "loose", f"{signs}-{kind}" if signs else None),
        type=kind,
        start=None if node.start == 1 else node.start,
        id=writer.id_of(node),
    )


def _directory(writer: Writer, node: blocks.List, items: list[Markup]) -> Markup:
    """A list of figures or the like, which leads to other places as the contents do."""
    foreign = writer.inline.foreign(writer.voice.language)
    return element(
        "nav",
        element("ul", lines(*items), class_="plain"),
        class_=writer.looks("directory"),
        aria_label=None if foreign else writer.voice.words(_LISTS[node.of]),
        id=writer.id_of(node),
    )


_LISTS = {
    "list-of-figures": "edition.list-of-figures",
    "list-of-tables": "edition.list-of-tables",
    "list-of-boxes": "edition.list-of-boxes",
}
"""What a list of figures or the like is called, for those who look for ways to go."""


_COUNTED = {
    Counting.DECIMAL: None,
    Counting.LOWER_ALPHA: "a",
    Counting.UPPER_ALPHA: "A",
    Counting.LOWER_ROMAN: "i",
    Counting.UPPER_ROMAN: "I",
}
"""What HTML calls the ways of counting."""


def _item(writer: Writer, item: blocks.ListItem) -> Markup:
    """An item; a task with its box, whose state a listener is told."""
    inner = _inside(writer, item)
    if item.checked is None:
        return element("li", inner, id=writer.id_of(item))
    said = writer.voice.words("document.task-done" if item.checked else "document.task-open")
    spoken = writer.inline.foreign(writer.voice.language)
    box = element("input", type="checkbox", checked=item.checked, disabled=True, aria_label=said, lang=spoken)
    return element("li", box, Markup(" "), inner, class_="task", id=writer.id_of(item))


def _inside(writer: Writer, item: blocks.ListItem) -> Markup:
    """The blocks of an item; a paragraph alone needs no element of its own."""
    only = item.blocks[0] if len(item.blocks) == 1 else None
    if isinstance(only, blocks.Paragraph) and not writer.id_of(only):
        written = writer.inlines(only.children)
        return lines(written, *writer.notes())
    return writer.blocks(item.blocks)


def definition_list(writer: Writer, node: blocks.DefinitionList) -> Markup:
    """Terms and meanings."""
    pairs = lines(*definitions(writer, node.items))
    return element("dl", pairs, class_=writer.looks(), id=writer.id_of(node))


def block_quote(writer: Writer, node: blocks.BlockQuote) -> Markup:
    """A longer quotation; a poem or an epigraph stands with the name of who wrote it."""
    identifier = writer.id_of(node)
    what = writer.voice.words("edition.a-quotation")
    if node.form is blocks.QuoteForm.PASSAGE:
        inner = lines(writer.blocks(node.blocks), writer.own_line(identifier, what))
        return element("blockquote", inner, class_=writer.looks(), id=identifier)
    own = Markup("") if node.attribution else writer.own_line(identifier, what)
    # The name is written after what was said: its notes are due below it.
    said = element("blockquote", lines(writer.blocks(node.blocks), own))
    name = words(writer.inlines(node.attribution), writer.own_address(identifier, what))
    by = element("figcaption", name) if node.attribution else ""
    return element("figure", lines(said, by), class_=writer.looks(node.form.value), id=identifier)


def pull_quote(writer: Writer, node: blocks.PullQuote) -> Markup:
    """A short passage set large, with who said it."""
    identifier = writer.id_of(node)
    own = writer.own_address(identifier, writer.voice.words("edition.a-quotation"))
    text, attribution = writer.inlines(node.children), writer.inlines(node.attribution)
    said = element("blockquote", element("p", text if attribution else words(text, own)))
    by = element("figcaption", words(attribution, own)) if attribution else Markup("")
    return element("figure", lines(said, by), class_=writer.looks("pull-quote"), id=identifier)


def fact_box(writer: Writer, node: blocks.FactBox) -> Markup:
    """A titled box beside the argument."""
    title = writer.heading(writer.level + 1, writer.inlines(node.title)) if node.title else Markup("")
    identifier = writer.id_of(node)
    own = writer.own_line(identifier, writer.title_or(node.title, "", "newer.the-box"))
    inner = lines(title, own, writer.blocks(node.blocks, TITLE))
    return element(writer.box, inner, class_=writer.looks("fact", CONTENT), role="note", id=identifier)


def passage(writer: Writer, node: blocks.Passage) -> Markup:
    """Blocks in another language: each says it of itself, so that nothing stands around them."""
    with writer.inline.speaking(node.language):
        written = writer.going_on(node.blocks)
    return lines(*(in_language(one, node.language) for one in written))


def side_note(writer: Writer, node: blocks.SideNote) -> Markup:
    """A remark beside the block before it."""
    inner = writer.blocks(node.blocks)
    foreign = writer.inline.foreign(writer.voice.language)
    return element(
        writer.box,
        inner,
        class_=writer.beside(f"side {CONTENT}"),
        role="note",
        # A name has one language, that of its element; where the program lacks that it says nothing.
        aria_label=None if foreign else writer.voice.words("document.side-note"),
        id=writer.id_of(node),
    )


def code_block(writer: Writer, node: blocks.CodeBlock) -> Markup:
    """Literal lines."""
    code = element("code", node.value.rstrip("\n"))
    return element("pre", code, class_=writer.looks(), id=writer.id_of(node))


def thematic_break(writer: Writer, node: blocks.ThematicBreak) -> Markup:
    """A pause."""
    return element("hr", class_=writer.looks(), id=writer.id_of(node))


def page_break(writer: Writer, _: blocks.PageBreak) -> Markup:
    """Nothing on a screen, which has no pages; a new one where the page is made for a printer."""
    return element("div", class_="page-break") if writer.for_print else Markup("")


BLOCK_FUNCTIONS: dict[type[blocks.Block], BlockFunction] = {
    blocks.BlockQuote: block_quote,
    blocks.CodeBlock: code_block,
    blocks.DefinitionList: definition_list,
    blocks.Diagram: diagram,
    DisplayedFormula: displayed_formula,
    blocks.FactBox: fact_box,
    blocks.Figure: figure,
    FigureGroup: figure_group,
    blocks.FindingCards: finding_cards,
    blocks.FindingChart: finding_chart,
    blocks.List: list_block,
    index.Index: index_list,
    literature.Literature: literature_list,
    blocks.LongDescription: long_description,
    blocks.PageBreak: page_break,
    blocks.Paragraph: paragraph,
    pictures.Photograph: photograph,
    blocks.Passage: passage,
    blocks.PullQuote: pull_quote,
    blocks.Section: section,
    blocks.SideNote: side_note,
    blocks.Table: table,
    blocks.ThematicBreak: thematic_break,
    blocks.Timeline: timeline,
    worksheets.ChoiceQuestion: choice_question,
    worksheets.OpenQuestion: open_question,
    worksheets.ScaleQuestion: scale_question,
}
