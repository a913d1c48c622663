"""Cells with several paragraphs or with lists, in tables that are lists or drawn as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from report_builder.content.chapter import Chapter
from report_builder.content.inlines import read_content
from report_builder.content.markdown import parse_blocks
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import Node, TextFile, build_tree
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.tables import Cell
from report_builder.patterns import late

LISTS = ("bullet_list", "ordered_list")
_MARK = late(r"([-*+]|\d{1,9}[.)])[ \t]+\S")
_FIRST = late(r"1[.)]")
_LETTERED = late(r"\(?([A-Za-z])\)[ \t]+\S")
_BULLET = late(r"([•·∙▪▫◦‣●○■□➢➤\u2043])[ \t\u00a0]*\S")


def cell_of(nodes: Sequence[Node], chapter: Chapter, span: SourceSpan) -> Cell:
    """The cell in which these blocks stand: one paragraph is its words. RB-UNSUPPORTED for other kinds."""
    if not nodes:
        return Cell((), span)
    if len(nodes) == 1 and nodes[0].kind == "paragraph":
        return Cell(chapter.explained(read_content(nodes[0], chapter)), chapter.span(nodes[0]))
    for node in nodes:
        _tell_others(node, chapter)
    blocks = chapter.blocks([node for node in nodes if node.kind in ("paragraph", *LISTS)])
    return Cell((), span, blocks=blocks)


def _tell_others(node: Node, chapter: Chapter) -> None:
    """Tell of all in a cell that is neither a paragraph nor a list: its place is below the table."""
    span = SourceSpan(chapter.path, node.line + 1)
    if node.attributes.id:
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.cell-id"))
    if node.kind not in ("paragraph", "list_item", *LISTS):
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.cell-blocks"))
        return
    if node.kind == "list_item" and node.children and _is_task(node.children[0]):
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.cell-task"))
    for child in node.children:
        _tell_others(child, chapter)
    if node.kind != "paragraph":
        node.children = [child for child in node.children if child.kind in ("paragraph", "list_item", *LISTS)]


def _is_task(node: Node) -> bool:
    return node.content[:4].lower() in ("[ ] ", "[x] ")


def has_blocks(lines: Sequence[str]) -> bool:
    """Whether the lines of a cell are more than one paragraph.

    They are where one is empty, or where two begin as items of a list do; numbers count from 1, letters from
    a. A dash or a date alone at the beginning of a line is text.
    """
    if any(not one.strip() for one in lines):
        return True
    letters = [found[1].lower() for line in lines if (found := _LETTERED.match(line))]
    if letters[:2] == ["a", "b"]:
        return True
    marks = [found[1] for line in lines if (found := _MARK.match(line))]
    if len(marks) < 2:
        return False
    if marks[0] in ("-", "*", "+"):
        return any(one == other for one, other in pairwise(marks))
    return _FIRST.fullmatch(marks[0]) is not None and marks[1][0] == "2"


def tell_bullets(lines: Sequence[str], place: Place, chapter: Chapter) -> None:
    """RB-PASTE-BULLET where lines of a cell begin with a word processor's bullets, and would run together."""
    found = [_BULLET.match(line) for line in lines]
    signs = [one[1] for one in found if one]
    if len(signs) > 1 and len(set(signs)) == 1:
        chapter.error("RB-PASTE-BULLET", place.at(), *hinted("content.pasted-bullet", sign=signs[0]))


def read_cell_blocks(lines: Sequence[str], first: int, column: int, chapter: Chapter) -> Cell:
    """The cell whose ``lines`` stand in the file from line ``first`` and ``column`` on, both from 0."""
    tokens = parse_blocks("\n".join(lines), chapter.environment)
    nodes = build_tree(tokens, chapter.path, chapter.shared.diagnostics)
    for top in nodes:
        for node in top.walk():
            node.line += first
            node.language = chapter.language
    # What stands in other cells of these lines is not to be taken for the words of this one.
    blank = [" " * column + line for line in lines]
    file = TextFile(chapter.path, [*([""] * first), *blank], chapter.environment, nodes)
    with chapter.within(file):
        return cell_of(nodes, chapter, SourceSpan(chapter.path, first + 1, column + 1))
