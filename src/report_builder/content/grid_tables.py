"""Tables drawn as a grid, as pandoc reads them: ``+---+`` between rows, ``+===+`` below the heads.

A cell reaches over several columns or rows where nothing is drawn in it. A line of ``=`` above the last rows
and one below them make these the foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from report_builder.content.cell_blocks import has_blocks, read_cell_blocks, tell_bullets
from report_builder.content.chapter import Chapter
from report_builder.content.grid_boxes import Box, boxes_of
from report_builder.content.inlines import read_inlines
from report_builder.content.source_table import SourceTable, alignment
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.tables import Align, Cell, Rows


def read_grid(node: Node, chapter: Chapter) -> SourceTable | None:
    """Read a table drawn as a grid; RB-TABLE-RAGGED, and nothing, where its lines do not meet."""
    lines: list[str] = node.token.meta["lines"]
    width = max(map(len, lines))
    grid = [line.ljust(width) for line in lines]
    boxes = boxes_of(grid)
    if boxes is None:
        off = next((at for at, line in enumerate(lines) if len(line) != len(lines[0])), len(lines) - 1)
        span = SourceSpan(chapter.path, node.line + off + 1)
        chapter.error("RB-TABLE-RAGGED", span, *hinted("content.grid-open"))
        return None
    tops = sorted({box.top for box in boxes})
    lefts = sorted({box.left for box in boxes})
    double = [at for at, line in enumerate(grid) if "=" in line and set(line) <= {"+", "=", ":", " "}]
    head_end, foot_start = _parts(double, len(grid) - 1)
    if not head_end:
        span = SourceSpan(chapter.path, node.line + 1)
        chapter.error("RB-TABLE-RAGGED", span, *hinted("content.grid-headless"))
        return None
    rows: list[list[Cell]] = [[] for _ in tops]
    for box in sorted(boxes, key=lambda box: (box.top, box.left)):
        over = (
            sum(box.left <= left < box.right for left in lefts),
            sum(box.top <= top < box.bottom for top in tops),
        )
        rows[tops.index(box.top)].append(_cell(box, grid, over, node, chapter))
    columns = _columns(grid[head_end], [*lefts, width - 1])
    heads, totals = sum(top < head_end for top in tops), sum(top >= foot_start for top in tops)
    whole: Rows = tuple(map(tuple, rows))
    body = whole[heads : len(whole) - totals]
    return SourceTable(columns, whole[:heads], body, whole[len(whole) - totals :])


def _parts(double: Sequence[int], last: int) -> tuple[int, int]:
    """The line below the heads (0 where there are none), and that above the foot, from the lines of ``=``."""
    inner = [at for at in double if 0 < at < last]
    if last in double and len(inner) > 1:
        return inner[0], inner[-1]
    return (inner[0], last) if inner else (0, last)


def _columns(rule: str, edges: Sequence[int]) -> tuple[Align, ...]:
    """How the columns are set, from the colons in the line below the heads."""
    return tuple(alignment(rule[left + 1 : right].strip()) for left, right in pairwise(edges))


def _cell(box: Box, grid: Sequence[str], over: tuple[int, int], node: Node, chapter: Chapter) -> Cell:
    """What stands in a cell that reaches ``over`` so many columns and rows."""
    drawn = [line[box.left + 1 : box.right].strip() for line in grid[box.top + 1 : box.bottom]]
    first = next((at for at, line in enumerate(drawn) if line), 0)
    while drawn and not drawn[-1]:
        drawn.pop()
    line = node.line + box.top + 1 + first
    indent = len(chapter.lines[line]) - len(chapter.lines[line].lstrip()) if line < len(chapter.lines) else 0
    columns, rows = over
    if has_blocks(drawn[first:]):
        inside, near = _lines(grid, box, first, len(drawn))
        cell = read_cell_blocks(inside, line, indent + box.left + 1 + near, chapter)
        return replace(cell, columns=columns, rows=rows)
    text = "\n".join(drawn[first:])
    place = Place(chapter.path, chapter.lines, line, text, indent + box.left + 1)
    tell_bullets(drawn[first:], place, chapter)
    return Cell(chapter.explained(read_inlines(text, place, chapter)), place.at(), columns, rows)


def _lines(grid: Sequence[str], box: Box, first: int, stop: int) -> tuple[list[str], int]:
    """What is drawn in a cell, line by line, and how far all of it is set in."""
    lines = [line[box.left + 1 : box.right].rstrip() for line in grid[box.top + 1 : box.bottom][first:stop]]
    near = min(len(line) - len(line.lstrip()) for line in lines if line)
    return [line[near:] for line in lines], near
