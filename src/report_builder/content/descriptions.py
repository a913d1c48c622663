"""Long descriptions: what a figure or a chart shows, in more words than an alternative text has."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from report_builder.content.chapter import Chapter
from report_builder.content.token_tree import GROUP, UNSEEN, Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.blocks import Block, ChartKind, LongDescription

_DRAWINGS = frozenset(("diagram", GROUP, *(kind.value for kind in ChartKind)))
"""The names of the blocks that are described, beside images."""


def read_description(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read ``::: long-description``. RB-UNSUPPORTED unless it stands right below what it describes."""
    above = _above(node, chapter.root)
    if above is None or (above.kind != "figure" and above.name not in _DRAWINGS):
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.description-of-nothing"))
    label = above.label if above is not None else ""
    yield LongDescription(chapter.block_id(node), label, chapter.blocks(node.children), span)


def _above(node: Node, root: Node) -> Node | None:
    """What stands right above a block, in the same list, box or section; None where it is the first."""
    for around in root.walk():
        seen = [child for child in around.children if child.kind not in UNSEEN]
        for above, below in pairwise(seen):
            if below is node:
                return above
    return None
