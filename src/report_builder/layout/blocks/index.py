"""The index: entries with the pages that they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from report_builder.language.passages import Piece, Pieces, marked
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner, LinkTarget
from report_builder.layout.compose.runs import Filling, Run
from report_builder.model.blocks import Block
from report_builder.model.index import Index, IndexEntry, Stop, stops
from report_builder.model.inlines import pieces, plain_text
from report_builder.model.tags import Element

_HANGING = 1.5
"""How far the further lines of an entry are set in, in sizes."""
_BETWEEN_LETTERS = 0.5
"""What stands between the entries of two letters, in lines."""


def index(builder: Builder, node: Index, region: Region) -> None:
    """The entries below each other, with more between two of which the second has another first letter."""
    element = region.element.add(Element("Index"))
    style = builder.style(region.style)
    with builder.stack.block(style.before, max(style.after, style.before)):
        builder.begin_next(node.id, node.span, element)
        _entries(builder, node.items, (), region.below(element))


def _entries(builder: Builder, entries: Iterable[IndexEntry], above: Pieces, region: Region) -> None:
    listed = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
    apart = _BETWEEN_LETTERS * builder.style(region.style).leading
    letter = ""
    for entry in entries:
        begins = plain_text(entry.term)[:1].casefold()
        with builder.stack.block(apart if letter and begins != letter and not above else 0.0):
            _entry(builder, entry, above, region.below(listed))
        letter = begins


def _entry(builder: Builder, entry: IndexEntry, above: Pieces, region: Region) -> None:
    style = builder.style(region.style)
    hanging = _HANGING * style.size
    element = region.element.add(Element("LI"))
    body = element.add(Element("LBody"))
    owner = ElementOwner(body.add(Element("P")))
    between = (Piece(", ", builder.language),) if above else ()
    called = (*above, *between, *pieces(entry.term, builder.language))
    runs = [
        *builder.runs(entry.term, region.style, owner),
        *_places(builder, entry, called, region.style, owner),
    ]
    if entry.see:
        runs.append(builder.run("; " if entry.places else ", ", region.style, owner))
        runs += builder.runs(entry.see, region.style, owner)
    inner = region.inset(hanging, body)
    rows = builder.text_rows(builder.compose(runs, inner.width, Filling(-hanging)), style, inner)
    builder.begin(rows[0], entry.id, entry.span, element)
    rows[0].on_grid = False
    rows[-1].keep = bool(entry.entries)
    builder.stack.add(rows, 0.0, 0.0)
    if entry.entries:
        _entries(builder, entry.entries, called, inner)


def _places(
    builder: Builder, entry: IndexEntry, called: Pieces, style: str, owner: ElementOwner
) -> Iterator[Run]:
    """The numbers of the pages, each a link; each stands with the mark before it in a reference."""
    for place in entry.places:
        for target in (place.first, place.last):
            assumed = builder.run(builder.page_label(target), style, owner, span=entry.span)
            builder.assumed.append(replace(assumed, page_of=target))
    for stop in stops(entry.places, lambda target: _stop(builder, target)):
        reference = ElementOwner(Element("Reference"), owner)
        yield builder.run(", ", style, reference)
        for number, one in enumerate(stop):
            if number:
                yield builder.run("\u2013", style, reference)
            named = builder.voice.pieces("document.link-to-page", "title", called, page=one.label)
            leads = LinkTarget(marked(named, builder.language), anchor=one.target)
            link = ElementOwner(Element("Link"), reference, link=leads)
            yield builder.run(one.label, style, link, colour=builder.looks.link_colour, underline=True)


def _stop(builder: Builder, target: str) -> Stop:
    label = builder.page_label(target)
    return Stop(int(label), label, target)


ROWS: dict[type[Block], BlockFunction] = {Index: index}
"""How the index gets its rows; all kinds together are in ``registry``."""
