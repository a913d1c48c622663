"""What a page weighs: how empty it is, and what its break parts.

Weights are plain numbers that are added up: 6 is a quarter of a page left empty, 50 what nobody would leave
so if there were any other way. Those of a chapter's pages together are what its breaks are chosen by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from report_builder.layout.blocks.rows import Floating, Row
from report_builder.layout.blocks.stacking import extent
from report_builder.layout.pages.page import Column, Page
from report_builder.layout.result import Reason, Weighed, Weights
from report_builder.theme.geometry import PageGeometry

LEAST_FILL = 0.75
"""How full a page of running text is to be, as a share of its height, unless it is the last of a chapter."""
_SHORTEST_END = 0.12
"""How full the last page of a chapter is to be."""
_FEW = 3
"""How many rows of a box, of a table or below a heading are few."""
_REST = 2
"""How many lines of a paragraph are few at the head of a page."""
MOVED = 4.0
"""What it weighs that a figure does not stand where it is written."""
_TALL = 2.0
"""From so many grid lines on a row is no line of text."""


def total(weights: Weights) -> float:
    """Add up weights."""
    return sum([weight for _, weight in weights], 0.0)


def of_depth(fill: float, *, is_last: bool, begins: bool, facing: float | None) -> Weights:
    """What the depth of a page weighs.

    ``begins`` tells that a chapter begins on it, ``is_last`` that one ends; ``facing`` is how full the page
    is that it faces, None where there is none that is to be as deep.
    """
    if is_last:
        return () if begins or fill >= _SHORTEST_END else ((Reason.SHORT_END, 12.0),)
    empty = max(0.0, 1.0 - fill)
    weight = 100 * empty * empty
    if fill < LEAST_FILL:
        weight += 40 + 400 * (LEAST_FILL - fill)
    if facing is None:
        return ((Reason.EMPTY, weight),)
    return (Reason.EMPTY, weight), (Reason.FACING, 15 * abs(fill - facing))


class BreakWeights:
    """What it weighs to begin a page with each row of a flow."""

    def __init__(self, rows: Sequence[Row], grid: float) -> None:
        self._rows = rows
        self._grid = grid
        self._known: dict[int, Weights] = {}

    def before(self, index: int) -> Weights:
        """What is parted where a page begins with the row ``index``, which does not have to begin one."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._weigh(index)
        return known

    def _weigh(self, index: int) -> Weights:
        above, below = self._rows[index - 1], self._rows[index]
        found: list[tuple[Reason, float]] = []
        if above.keep and above.yields:
            found.append((Reason.PARTED, above.yields))
        if above.frames and below.frames and above.frames[0] is below.frames[0]:
            few = self._is_few(index, lambda row: bool(row.frames) and row.frames[0] is below.frames[0])
            found.append((Reason.BOX, 16.0 if few else 6.0))
        elif below.repeat and above.repeat[:1] == below.repeat[:1]:
            few = self._is_few(index, lambda row: row.repeat[:1] == below.repeat[:1])
            found.append((Reason.TABLE, 14.0 if few else 4.0))
        elif not below.anchors and (rest := self._rest(index)):
            found.append((Reason.REST, rest))
        if heading := self._below_heading(index):
            found.append((Reason.HEADING, heading))
        return tuple(found)

    def _is_few(self, index: int, belongs: Callable[[Row], bool]) -> bool:
        """Whether few rows that belong together stand on one side of a break."""
        rows = self._rows
        before, after = rows[max(0, index - _FEW) : index], rows[index : index + _FEW]
        return not (len(before) == len(after) == _FEW and all(map(belongs, (*before, *after))))

    def _rest(self, index: int) -> float:
        """What a few lines weigh that are left over from a paragraph: more above what is no text."""
        for row in self._rows[index + 1 : index + _REST + 1]:
            if row.anchors or row.heads:
                return 3.0 if row.heads or row.frames or row.height > _TALL * self._grid else 1.0
        return 0.0

    def _below_heading(self, index: int) -> float:
        """What it weighs that a heading stands near the foot of the page, with few lines below it."""
        depth = 0.0
        for row in reversed(self._rows[max(0, index - _FEW - 1) : index]):
            if row.heads:
                return 8.0 if depth <= _REST * self._grid else 4.0
            depth += row.height
            if depth > _FEW * self._grid:
                break
        return 0.0


class Scale:
    """Weighs the finished pages of one flow."""

    def __init__(self, rows: Sequence[Row], geometry: PageGeometry) -> None:
        self._rows = rows
        self._geometry = geometry
        self._breaks = BreakWeights(rows, geometry.grid)
        self._left: float | None = None
        self._places = {id(row): place for place, row in enumerate(rows)}
        self._reached = 0

    def weigh(self, pages: Sequence[Page], following: int) -> Weighed:
        """What the last of ``pages`` weighs, where the row ``following`` begins the next one."""
        page, geometry = pages[-1], self._geometry
        fill = fill_of(page, geometry.lines * geometry.grid, geometry.grid)
        is_last = following == len(self._rows) or self._rows[following].new_page
        begins = page.opener is not None
        facing = None if begins or geometry.is_right(len(pages)) else self._left
        weights = of_depth(fill, is_last=is_last, begins=begins, facing=facing)
        if not is_last:
            weights += self._breaks.before(following)
        weights += ((Reason.MOVED, MOVED),) * self._moved(page)
        self._reached = max(self._reached, following)
        self._left = fill if geometry.is_right(len(pages)) and not is_last else None
        return Weighed(page.label, page.title, fill, weights, is_last)

    def _moved(self, page: Page) -> int:
        """How many figures on a page do not stand where they are written."""
        rows = [placed for placed in page.rows if not placed.repeated]
        moved: list[Floating] = []
        for placed in rows:
            floating, place = placed.row.floating, self._places[id(placed.row)]
            above = (other for other in rows if self._places[id(other.row)] < place)
            if (
                floating
                and floating not in moved
                and (place < self._reached or any(other.y > placed.y for other in above))
            ):
                moved.append(floating)
        return len(moved)


def fill_of(page: Page, height: float, separator: float) -> float:
    """How full a page is, as a share of its ``height``: down to its last row, and at its foot by its notes.

    Of two columns the fuller one counts.
    """
    fullest = 0.0
    for column in (Column.TEXT, Column.SECOND):
        rows = [placed for placed in page.rows if placed.column is column]
        notes = [placed.row for placed in page.notes if placed.column is column]
        depth = max((placed.y + placed.row.height for placed in rows), default=0.0)
        fullest = max(fullest, depth + depth_of_notes(notes, separator))
    return min(1.0, fullest / height)


def depth_of_notes(notes: Sequence[Row], separator: float) -> float:
    """What footnotes take of the height of a page, with their rule."""
    return extent(notes) + separator if notes else 0.0
