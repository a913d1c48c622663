"""The list of sources: entries, with the number of each where the style has one, and the ways back."""

from __future__ import annotations

from report_builder.language.passages import marked
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner, LinkTarget
from report_builder.layout.blocks.rows import Row, TextItem
from report_builder.layout.compose.runs import Filling, Run
from report_builder.model.blocks import Block
from report_builder.model.literature import Literature, Source
from report_builder.model.tags import Element

_GAP = 0.5
"""What stands between two entries, in lines."""
_RAISED_SIZE, _RAISED_RISE = 0.66, 0.34


def literature(builder: Builder, node: Literature, region: Region) -> None:
    """The entries below each other; each is a ``BibEntry`` in an item of a list."""
    element = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
    style = builder.style(region.style)
    marks = [
        builder.run(item.mark, region.style, ElementOwner(Element("Lbl"))) for item in node.items if item.mark
    ]
    widest = max((builder.composer.natural_width([mark])[1] for mark in marks), default=0.0)
    indent = max(builder.theme.lists.indent, widest + builder.theme.lists.gap)
    with builder.stack.block(style.before, max(style.after, style.before)):
        for item in node.items:
            with builder.stack.block(_GAP * style.leading):
                builder.stack.add(_entry(builder, item, indent, region.below(element)), 0.0, 0.0)


def _entry(builder: Builder, item: Source, indent: float, region: Region) -> list[Row]:
    """The rows of an entry: behind its number, or with its first line further out than the others."""
    element = region.element.add(Element("LI"))
    style = builder.style(region.style)
    label = ElementOwner(element.add(Element("Lbl"))) if item.mark else None
    owner = ElementOwner(element.add(Element("LBody")).add(Element("BibEntry")))
    inner = region.inset(indent, element)
    hang = 0.0 if label else -indent
    runs = [
        *builder.runs(item.children, region.style, owner),
        *_ways_back(builder, item, region.style, owner),
    ]
    rows = builder.text_rows(builder.compose(runs, inner.width, Filling(hang)), style, inner)
    if label:
        run = builder.run(f"{item.mark} ", region.style, label)
        lines = builder.compose([run], region.width)
        mark = TextItem(tuple(lines), region.x, builder.baseline(style), style.leading, indent)
        rows[0].items = (mark, *rows[0].items)
    builder.begin(rows[0], item.id, item.span, owner.element)
    return rows


def _ways_back(builder: Builder, item: Source, style: str, owner: ElementOwner) -> list[Run]:
    """A raised letter for each place that cites the entry."""
    size = builder.style(style).size
    runs: list[Run] = []
    for target, letter in item.ways_back():
        named = marked(builder.voice.pieces("document.link-to-citation", mark=letter), builder.language)
        link = ElementOwner(Element("Link"), owner, link=LinkTarget(named, anchor=target))
        runs.append(builder.run("\u00a0" if not runs else " ", style, owner))
        raised = _RAISED_SIZE * size, _RAISED_RISE * size
        colour = builder.looks.link_colour
        runs.append(builder.run(letter, style, link, size=raised[0], rise=raised[1], colour=colour))
    return runs


ROWS: dict[type[Block], BlockFunction] = {Literature: literature}
"""How the list of sources gets its rows; all kinds together are in ``registry``."""
