"""Drawings that are made from a list in the content: timelines and diagrams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from report_builder.content.chapter import Chapter
from report_builder.content.inlines import read_attribute, read_content
from report_builder.content.pasted.words import says_nothing
from report_builder.content.token_tree import UNSEEN, Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message, hinted, in_turn, say
from report_builder.model.blocks import (
    Block,
    Definition,
    DefinitionList,
    Diagram,
    DiagramItem,
    DiagramKind,
    Paragraph,
    Timeline,
)
from report_builder.model.inlines import (
    Code,
    Emphasis,
    FindingValue,
    Indexed,
    Inlines,
    LineBreak,
    PageNumber,
    Strong,
    Text,
)
from report_builder.model.walking import walk
from report_builder.sources.nearest import did_you_mean


class Shape(Struct, frozen=True):
    """How many items a kind of diagram takes, how many parts each of them, and what these are called.

    ``hint`` says how they are written.
    """

    items: tuple[int, int]
    parts: tuple[int, int]
    item: Message
    part: Message
    hint: Message


def shape_of(kind: DiagramKind) -> Shape:
    """Say what a kind of diagram takes."""
    match kind:
        case DiagramKind.CYCLE:
            return Shape(
                (2, 5),
                (0, 1),
                say("content.stations"),
                say("content.station-texts"),
                say("content.stations.hint"),
            )
        case DiagramKind.STEPS:
            return Shape(
                (2, 6), (0, 0), say("content.steps"), say("content.step-parts"), say("content.steps.hint")
            )
        case DiagramKind.BALANCE:
            return Shape(
                (3, 3), (0, 0), say("content.states"), say("content.state-parts"), say("content.states.hint")
            )
        case DiagramKind.GROUPS:
            return Shape(
                (1, 4), (2, 8), say("content.arenas"), say("content.arena-groups"), say("content.arenas.hint")
            )
        case _:
            assert_never(kind)


def read_timeline(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read a timeline: a definition list, whose terms are dates and whose meanings are paragraphs."""
    identifier = chapter.named_id(node, node.attributes.values.get("caption", ""))
    caption = read_attribute(node, chapter, "caption")
    items: list[Definition] = []
    for block in chapter.blocks(node.children):
        if isinstance(block, DefinitionList):
            items += block.items
        else:
            chapter.error("RB-UNSUPPORTED", block.span, *hinted("content.timeline"))
    for item in items:
        if not item.blocks:
            chapter.error("RB-EMPTY", item.span, *hinted("content.date-empty"))
        for inner in item.blocks:
            if not isinstance(inner, Paragraph):
                hint = say("content.rest-below")
                chapter.error("RB-UNSUPPORTED", inner.span, say("content.event-paragraphs"), hint)
    if items:
        yield Timeline(identifier, node.label, caption, tuple(items), span)


def read_diagram(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read a diagram: a list of its items. RB-ALT-MISSING unless it has a text alternative."""
    identifier = chapter.named_id(node, node.attributes.values.get("caption", ""))
    caption = read_attribute(node, chapter, "caption")
    said = read_attribute(node, chapter, "alt")
    alt = chapter.plain(said, span)
    if not alt:
        chapter.error("RB-ALT-MISSING", span, *hinted("content.diagram-without-alt"))
    elif says_nothing(alt, ""):
        chapter.shared.diagnostics.warn("RB-WEAK-ALT", span, *hinted("content.diagram-weak-alt", alt=alt))
    kind = _kind(node, chapter, span)
    items = tuple(item for child in node.children for item in _items(child, chapter))
    if kind is not None and items:
        _check_count(kind, items, chapter, span)
        wide = "wide" in node.attributes.classes
        passages = chapter.in_pieces(said)
        yield Diagram(identifier, node.label, caption, kind, items, alt, wide, span, passages)


def _kind(node: Node, chapter: Chapter, span: SourceSpan) -> DiagramKind | None:
    written = node.attributes.values.get("kind", "").strip()
    known = [kind.value for kind in DiagramKind]
    if written in known:
        return DiagramKind(written)
    message = say("content.no-diagram", kind=written) if written else say("content.diagram-without-kind")
    hint = did_you_mean(written, known) or say("content.no-diagram.hint", kinds=in_turn(known))
    chapter.error("RB-VALUE", span, message, hint)
    return None


def _check_count(
    kind: DiagramKind, items: tuple[DiagramItem, ...], chapter: Chapter, span: SourceSpan
) -> None:
    """RB-VALUE where there are more or fewer items or parts than the kind can show."""
    shape = shape_of(kind)
    counts = [(span, len(items), shape.items, shape.item)]
    counts += [(item.span, len(item.parts), shape.parts, shape.part) for item in items]
    for place, count, (least, most), what in counts:
        if not least <= count <= most:
            wanted = least if least == most else say("content.from-to", least=least, most=most)
            message = say("content.diagram-count", kind=kind.value, wanted=wanted, what=what, found=count)
            hint = shape.hint if most else say("content.diagram-count.hint")
            chapter.error("RB-VALUE", place, message, hint)


def _items(node: Node, chapter: Chapter) -> Iterable[DiagramItem]:
    """Read the items of a list: name, words about it, and the parts in a list of its own."""
    if node.kind in UNSEEN:
        chapter.blocks([node])
    elif node.kind not in ("bullet_list", "ordered_list"):
        _refuse(SourceSpan(chapter.path, node.line + 1), chapter)
    else:
        for item in node.children:
            texts = [child for child in item.children if child.kind == "paragraph"]
            inlines = _plain(texts[0], chapter) if texts else ()
            span = SourceSpan(chapter.path, item.line + 1)
            parts: list[str] = []
            for child in item.children:
                if child.kind in ("bullet_list", "ordered_list"):
                    parts += _parts(child, chapter, span)
                elif child not in texts[:1]:
                    _refuse(SourceSpan(chapter.path, child.line + 1), chapter)
            name, text = (chapter.plain(part, span) for part in _split(inlines))
            if not name:
                chapter.error("RB-EMPTY", span, *hinted("content.item-unnamed"))
            yield DiagramItem(name, text, tuple(parts), span)


def _parts(node: Node, chapter: Chapter, place: SourceSpan) -> Iterable[str]:
    for item in node.children:
        for child in item.children:
            if child.kind == "paragraph" and child is item.children[0]:
                yield chapter.plain(_plain(child, chapter), place)
            else:
                _refuse(SourceSpan(chapter.path, child.line + 1), chapter)
        if not item.children:
            span = SourceSpan(chapter.path, item.line + 1)
            chapter.error("RB-EMPTY", span, *hinted("content.part-empty"))


def _refuse(span: SourceSpan, chapter: Chapter) -> None:
    chapter.error("RB-UNSUPPORTED", span, *hinted("content.diagram-texts"))


_DRAWN = (Text, Code, FindingValue, LineBreak, Emphasis, Strong, PageNumber, Indexed)
"""What can stand in a drawing; of a page number the reference is told, of a mark for the index the mark."""


def _plain(node: Node, chapter: Chapter) -> Inlines:
    """Read a text that is drawn; RB-UNSUPPORTED for what cannot be drawn without loss."""
    with chapter.drawing():
        inlines = read_content(node, chapter)
    for inner in walk(inlines):
        if not isinstance(inner, _DRAWN):
            chapter.error("RB-UNSUPPORTED", inner.span, *hinted("content.diagram-plain"))
    return inlines


def _split(inlines: Inlines) -> tuple[Inlines, Inlines]:
    """Tell the name, the bold words at the start, from the rest; without them all of it is the name."""
    if inlines and isinstance(inlines[0], Strong):
        return inlines[:1], inlines[1:]
    return inlines, ()
