"""Lists of figures, of tables and of boxes: each entry a link with the page that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from report_builder.content.chapter import Chapter, Shared
from report_builder.content.formats import NO_TEXT
from report_builder.content.references import by_program
from report_builder.content.token_tree import Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.blocks import (
    Block,
    Diagram,
    FactBox,
    Figure,
    FindingChart,
    List,
    ListItem,
    Paragraph,
    Section,
    Timeline,
)
from report_builder.model.figures import FigureGroup
from report_builder.model.inlines import Inlines, PageNumber, Reference, Text, without_links
from report_builder.model.pictures import Photograph
from report_builder.model.rewriting import with_blocks
from report_builder.model.tables import Table
from report_builder.model.walking import BLOCKS, walk
from report_builder.patterns import late

_STOPPED = late(r"(?:^|\w{4}|[\d)»”\"'’])\.\Z")
"""How a text ends whose full stop is that of a sentence, and of no shortened word."""
LISTED: dict[str, tuple[type[Block], ...]] = {
    "list-of-figures": (Figure, FigureGroup, Photograph, FindingChart, Timeline, Diagram),
    "list-of-tables": (Table,),
    "list-of-boxes": (FactBox,),
}
"""What each kind of list has; of figures and tables, those that have a number."""


def read_directory(name: str, node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Keep the place of a list; it is made once all chapters are known."""
    identifier = chapter.block_id(node)
    chapter.shared.directories[identifier] = name
    yield List(identifier, (), None, tight=True, span=span)


def with_directories(chapters: tuple[Section, ...], shared: Shared) -> tuple[Section, ...]:
    """Give ``chapters`` with their lists; RB-EMPTY for a list of nothing."""
    made: dict[str, Block] = {}
    for block in walk(chapters, BLOCKS):
        if isinstance(block, List) and block.id in shared.directories:
            name = shared.directories[block.id]
            items = tuple(_items(name, block, chapters, shared))
            if not items:
                shared.diagnostics.error("RB-EMPTY", block.span, *hinted("content.list-of-none", name=name))
                items = (_standing_in(block, shared),)
            made[block.id] = List(block.id, items, None, tight=True, span=block.span, of=name)
    return with_blocks(chapters, made)


def _standing_in(directory: List, shared: Shared) -> ListItem:
    """What stands in a list of nothing, so that what else is wrong can be told."""
    make, span = partial(shared.ids.make, f"{directory.id}-1"), directory.span
    return ListItem(make(), (Paragraph(make(), (Text(NO_TEXT, span),), span),), span)


def _items(name: str, directory: List, chapters: tuple[Section, ...], shared: Shared) -> Iterator[ListItem]:
    make = partial(shared.ids.make, f"{directory.id}-1")
    for block in walk(chapters, BLOCKS):
        if not isinstance(block, LISTED[name]) or (isinstance(block, Figure) and block.part):
            continue
        words = _words(block, shared)
        if words:
            span = directory.span
            said = Text(f" {shared.words('document.on-page')}\u00a0", span)
            on_page = by_program((said, PageNumber(block.id, span)), span, shared)
            reference = Reference(block.id, (*words, *on_page), span)
            yield ListItem(make(), (Paragraph(make(), (reference,), span),), span)


def _words(block: Block, shared: Shared) -> Inlines:
    """The label and the caption of a block, or the title of a box; nothing for what is not numbered."""
    if isinstance(block, FactBox):
        return without_links(block.title)
    label: str = getattr(block, "label", "")
    caption: Inlines = getattr(block, "caption", ())
    if not label:
        return ()
    named = by_program((Text(f"{label} ", block.span),), block.span, shared)
    return (*named, *_unstopped(without_links(caption)))


def _unstopped(caption: Inlines) -> Inlines:
    """A caption without the full stop at its end, as the page follows; a short word keeps its own."""
    last = caption[-1] if caption else None
    if not isinstance(last, Text) or not _STOPPED.search(last.value):
        return caption
    kept = Text(last.value[:-1], last.span)
    return (*caption[:-1], kept) if kept.value else caption[:-1]
