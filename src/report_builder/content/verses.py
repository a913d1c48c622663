"""Poems and epigraphs: quotations that stand by themselves, with the name of who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_builder.content.chapter import Chapter
from report_builder.content.inlines import read_attribute
from report_builder.content.token_tree import UNSEEN, Node
from report_builder.content.voices import tell_quotation
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.model.blocks import Block, BlockQuote, QuoteForm

_SIGNS = {"bullet_list": "-*+", "blockquote": ">", "heading": "#"}
"""What begins a line that is none of a poem."""
_FIRST = "spread"
"""What may stand above the epigraph of a chapter: its photograph."""


def read_verses(form: QuoteForm, node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read a poem or an epigraph; RB-UNSUPPORTED for what is neither a paragraph nor verses."""
    if form is QuoteForm.EPIGRAPH and chapter.nested:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.epigraph-below"))
    identifier = chapter.named_id(node, node.children[0].content if node.children else "")
    held: list[Node] = []
    for child in node.children:
        if child.kind == "paragraph" or child.kind in UNSEEN:
            held.append(child)
        else:
            here = SourceSpan(chapter.path, child.line + 1)
            message = say("content.block-paragraphs", name=node.name)
            hint = _escaped(child, chapter) or say("content.rest-below")
            chapter.error("RB-UNSUPPORTED", here, message, hint)
    blocks = chapter.blocks(held)
    if "lang" not in node.attributes.values:
        tell_quotation(blocks, (), chapter, span, node.name)
    if blocks:
        yield BlockQuote(identifier, blocks, span, form, read_attribute(node, chapter, "by"))


def _escaped(node: Node, chapter: Chapter) -> Message | None:
    """How a line begins where a sign makes a list, a quotation or a heading of it; None for others."""
    sign = node.token.markup
    if node.kind == "ordered_list":
        number = node.token.attrs.get("start", 1)
        if f"{number}{sign}" not in chapter.lines[node.line]:
            return None
        return say("content.verse-sign.hint", written=f"{number}\\{sign} …")
    if sign and sign[0] in _SIGNS.get(node.kind, ""):
        return say("content.verse-sign.hint", written=f"\\{sign} …")
    return None


def tell_epigraphs(nodes: Sequence[Node], chapter: Chapter) -> None:
    """RB-UNSUPPORTED for each epigraph below a heading that is not the first thing there."""
    for index, node in enumerate(nodes):
        if node.kind == "container" and node.name == QuoteForm.EPIGRAPH.value:
            above = [one for one in nodes[:index] if one.kind not in UNSEEN and one.name != _FIRST]
            if above:
                span = SourceSpan(chapter.path, node.line + 1)
                chapter.error("RB-UNSUPPORTED", span, *hinted("content.epigraph-below"))
