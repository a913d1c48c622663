"""Tables written as lists, as MyST has them: an item for each row, and in it an item for each cell."""

from __future__ import annotations

from collections.abc import Iterable

from report_builder.content.chapter import Chapter
from report_builder.content.inlines import read_content
from report_builder.content.source_table import SourceTable
from report_builder.content.token_tree import UNSEEN, Node
from report_builder.content.whole_numbers import whole_number
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, in_turn, say, say_many
from report_builder.model.tables import Align, Cell

_LISTS = ("bullet_list", "ordered_list")
_MOST_ROWS = 9
"""How many rows of heads or of totals there may be."""
_ALIGNS = {"left": Align.LEFT, "center": Align.CENTRE, "right": Align.RIGHT}


def read_list_table(node: Node, chapter: Chapter, span: SourceSpan) -> SourceTable | None:
    """Read ``::: list-table``: the first of its rows are ``header-rows``, the last ones ``foot-rows``."""
    if not node.token.meta["closed"]:
        chapter.error("RB-UNKNOWN-BLOCK", span, *hinted("content.block-open", name=node.name))
    heads = whole_number(node, chapter, span, "header-rows", 1, 1, _MOST_ROWS)
    totals = whole_number(node, chapter, span, "foot-rows", 0, 0, _MOST_ROWS)
    rows = [row for row in _rows(node, chapter) if row]
    if not rows:
        chapter.error("RB-EMPTY", span, *hinted("content.list-table-empty"))
        return None
    width = len(rows[0])
    for row in rows:
        if len(row) != width:
            message = say_many("content.row-ragged", len(row), wanted=width)
            chapter.error("RB-TABLE-RAGGED", row[0].span, message, say("content.list-table-ragged.hint"))
    if len(rows) < heads + totals:
        chapter.error("RB-EMPTY", span, *hinted("content.list-table-empty"))
        return None
    # Of a row that was told, a whole one is made, so that it can be looked at further.
    whole = tuple((*row, *(Cell((), row[0].span),) * (width - len(row)))[:width] for row in rows)
    end = len(whole) - totals
    return SourceTable(_columns(node, width, chapter, span), whole[:heads], whole[heads:end], whole[end:])


def _columns(node: Node, width: int, chapter: Chapter, span: SourceSpan) -> tuple[Align, ...]:
    """How the columns are set: one word for all, or one for each."""
    written = node.attributes.values.get("align", "left").split()
    words = written * width if len(written) == 1 else written
    if len(words) == width and all(word in _ALIGNS for word in words):
        return tuple(_ALIGNS[word] for word in words)
    told = say("content.list-table-align", value=" ".join(written), columns=width)
    hint = say("content.use-one-of", names=in_turn(tuple(_ALIGNS)))
    chapter.error("RB-VALUE", span, told, hint)
    return (Align.LEFT,) * width


def _rows(node: Node, chapter: Chapter) -> Iterable[list[Cell]]:
    """The cells of each row; what is no list in a list is told."""
    for child in node.children:
        if child.kind in UNSEEN:
            chapter.blocks([child])
        elif child.kind not in _LISTS:
            _tell_shape(child, chapter)
        else:
            for item in child.children:
                inner = item.children
                if len(inner) == 1 and inner[0].kind in _LISTS:
                    yield [_cell(cell, chapter) for cell in inner[0].children]
                else:
                    _tell_shape(item, chapter)


def _cell(item: Node, chapter: Chapter) -> Cell:
    span = SourceSpan(chapter.path, item.line + 1)
    if not item.children:
        return Cell((), span)
    first, *rest = item.children
    if first.kind != "paragraph" or rest:
        _tell_shape(rest[0] if rest else first, chapter)
    return Cell(chapter.explained(read_content(first, chapter)), chapter.span(first))


def _tell_shape(node: Node, chapter: Chapter) -> None:
    span = SourceSpan(chapter.path, node.line + 1)
    chapter.error("RB-UNSUPPORTED", span, *hinted("content.list-table-shape"))
