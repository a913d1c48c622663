"""Fills pages whose text stands in two columns.

Stretches of text alternate with what spans both columns. Where a stretch ends on the page its columns are
balanced: they take the least number of grid lines that both have room in. A heading that is kept with
something that spans goes with it, and so do the lines between them. Footnotes stand in the column of their
text, those of what spans in the first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.rows import Row
from report_builder.layout.blocks.stacking import count_that_fit, distance
from report_builder.layout.pages.filling import CARRIED_SHARE, Bounds, Filled, Filler, Filling, State
from report_builder.layout.pages.page import Column, PlacedRow

_LESS = 2
"""How many grid lines less than half of a text its columns may take: the blank between them is left out."""


class _Side(Struct, frozen=True):
    """One column so far: where the lowest of what stands in it ends, and its footnotes.

    The first ``shown`` rows of ``notes`` have room; the others are owed to the column that follows.
    """

    column: Column
    y: float = 0.0
    above: Row | None = None
    rows: tuple[PlacedRow, ...] = ()
    notes: tuple[Row, ...] = ()
    shown: int = 0

    @property
    def owed(self) -> tuple[Row, ...]:
        """The footnote rows that have no room here."""
        return self.notes[self.shown :]


class _Sheet(Struct, frozen=True):
    """A page so far: the row that comes next, its columns, and its rows in the order of the source.

    Nothing more comes on a page that is ``full``.
    """

    next: int
    first: _Side
    second: _Side
    rows: tuple[PlacedRow, ...] = ()
    full: bool = False


class TwoColumns:
    """Fills the pages of one flow of rows."""

    def __init__(self, filler: Filler, rows: Sequence[Row]) -> None:
        self._filler = filler
        self._rows = rows
        self._spans = _spans(rows)
        self._stops = _stops(rows, self._spans)

    def fill(self, start: int, carried: Sequence[Row], *, alone: bool) -> Filled:
        """A page; ``alone`` it has nothing but the ``carried`` footnotes."""
        shown = self._filler.carried_now(carried, alone=alone)
        sheet = _Sheet(start, _Side(Column.TEXT, notes=tuple(carried), shown=shown), _Side(Column.SECOND))
        if not alone:
            sheet = self._filled(sheet)
        sheet = self._carry_over(sheet, sheet.second.y, 1.0)
        sides = (sheet.first, sheet.second)
        return Filled(
            sheet.next,
            list(sheet.second.owed),
            list(sheet.rows),
            [(side.column, list(side.rows)) for side in sides],
            [(side.column, list(side.notes[: side.shown])) for side in sides],
        )

    def _filled(self, sheet: _Sheet) -> _Sheet:
        """Place stretches until the page is full, or go back to where it may end."""
        start = sheet.next
        ending: Callable[[], _Sheet | None] | None = None
        while sheet.next < len(self._rows) and not sheet.full:
            at, stop = sheet.next, self._stops[sheet.next]
            if self._rows[at].new_page and at != start:
                break
            placed = self._stretch(sheet, stop)
            if placed is None:
                return (ending and ending()) or sheet
            if end := self._last_break(at, stop):
                shorter = partial(self._stretch, sheet, end)
                if placed.full and placed.next == stop > end:
                    # Notes fill the page, and what it ends with is kept with what would come next.
                    return shorter() or placed
                ending = shorter if end < stop else partial(_same, placed)
            sheet = placed
        return sheet

    def _stretch(self, sheet: _Sheet, stop: int) -> _Sheet | None:
        """Place what comes next, up to the row ``stop``; None where nothing of it has room."""
        return self._span(sheet, stop) if self._spans[sheet.next] else self._band(sheet, stop)

    def _last_break(self, start: int, stop: int) -> int:
        """The last row up to ``stop`` before which a page may end that begins at ``start``; 0 for none."""
        if stop == len(self._rows) or self._rows[stop].new_page:
            return stop
        return next((end for end in range(stop, start, -1) if not self._rows[end - 1].keep), 0)

    def _span(self, sheet: _Sheet, stop: int) -> _Sheet | None:
        """Place what takes both columns; None where nothing of it has room."""
        first, second, row = sheet.first, sheet.second, self._rows[sheet.next]
        lower = max((first, second), key=lambda side: side.y + distance(side.above, row))
        beside = second.notes[: second.shown]
        floor = self._filler.notes_top(beside) if beside else math.inf
        bounds = Bounds(floor, stop, over_notes=bool(beside), forced=not sheet.rows)
        begun = replace(first, y=lower.y, above=lower.above)
        first, after, placed = self._fill_side(begun, sheet.next, bounds)
        if after == sheet.next:
            return None
        second = replace(second, y=first.y, above=first.above)
        return _Sheet(after, first, second, sheet.rows + placed, full=after < stop)

    def _band(self, sheet: _Sheet, stop: int) -> _Sheet | None:
        """Place text in both columns, balanced where it ends; None where none has room."""
        above, row = sheet.first.above, self._rows[sheet.next]
        top = sheet.first.y
        if above is not None:
            # Both columns begin on one line, whatever blank the first of their rows would like.
            top = self._filler.on_grid(top + max(above.after, row.before))
        whole = self._both(sheet, top, Bounds(stop=stop, forced=not sheet.rows))
        if whole.next == sheet.next:
            return None
        if whole.next < stop or whole.second.owed:
            return replace(whole, full=True)
        return self._balanced(sheet, top, stop, whole)

    def _balanced(self, sheet: _Sheet, top: float, stop: int, whole: _Sheet) -> _Sheet:
        """The columns that take the fewest grid lines; ``whole`` are those with the first one filled."""
        grid = self._filler.grid
        heights = [max(0.0, side.y - top) for side in (whole.first, whole.second)]
        least = int(sum(heights) / 2 / grid) - _LESS
        for lines in range(max(1, least), math.ceil(max(heights) / grid)):
            tried = self._both(sheet, top, Bounds(top + lines * grid, stop, forced=False))
            if tried.next == stop and not tried.second.owed:
                return tried
        return whole

    def _both(self, sheet: _Sheet, top: float, bounds: Bounds) -> _Sheet:
        """Fill the first column from ``top`` down, then the second; neither where the first has no room."""
        first, middle, left = self._fill_side(replace(sheet.first, y=top, above=None), sheet.next, bounds)
        if middle == sheet.next and sheet.rows:
            return sheet
        sheet = self._carry_over(replace(sheet, first=first), top, CARRIED_SHARE)
        second, after = sheet.second, middle
        right: tuple[PlacedRow, ...] = ()
        if middle < bounds.stop:
            begun = replace(second, y=top, above=None)
            second, after, right = self._fill_side(begun, middle, replace(bounds, forced=False))
        return _Sheet(after, sheet.first, second, sheet.rows + left + right)

    def _fill_side(self, side: _Side, start: int, bounds: Bounds) -> tuple[_Side, int, tuple[PlacedRow, ...]]:
        """Fill one column from its ``y`` down; gives the row that comes next, and what was placed."""
        filling = Filling(list(side.notes), column=side.column)
        state = State(start, side.y, side.above, due=len(side.notes), shown=side.shown)
        state = self._filler.fill(self._rows, state, filling, bounds)
        filling.take_back(state)
        if state.next == start:
            return side, start, ()
        placed = tuple(filling.rows)
        return (
            _Side(side.column, state.y, state.above, side.rows + placed, tuple(filling.notes), state.shown),
            state.next,
            placed,
        )

    def _carry_over(self, sheet: _Sheet, top: float, share: float) -> _Sheet:
        """Let footnotes go on in the second column, which is free from ``top`` on, within a share of it."""
        owed = sheet.first.owed
        if not owed:
            return sheet
        first, second = sheet.first, sheet.second
        first = replace(first, notes=first.notes[: first.shown])
        queue = second.notes + owed
        room = min(self._filler.height * share, self._filler.height - top) - self._filler.separator
        shown = max(second.shown, count_that_fit(queue, room))
        return replace(sheet, first=first, second=replace(second, notes=queue, shown=shown))


def _same(sheet: _Sheet) -> _Sheet:
    return sheet


def _spans(rows: Sequence[Row]) -> list[bool]:
    """Which rows take both columns: those that are wide, and what is kept with them from a heading on."""
    spans = [row.wide for row in rows]
    for wide, row in enumerate(rows):
        if not row.wide:
            continue
        first = above = wide
        while above and rows[above - 1].keep and not spans[above - 1] and not rows[above].new_page:
            above -= 1
            if rows[above].heads:
                first = above
        spans[first:wide] = [True] * (wide - first)
    return spans


def _stops(rows: Sequence[Row], spans: Sequence[bool]) -> list[int]:
    """Where the stretch of each row ends: before one of the other kind, or before a new page."""
    stops = list(range(1, len(rows) + 1))
    for index in range(len(rows) - 2, -1, -1):
        if spans[index] == spans[index + 1] and not rows[index + 1].new_page:
            stops[index] = stops[index + 1]
    return stops
