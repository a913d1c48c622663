"""Fills one column of a page with rows.

A column takes rows until one does not fit, then goes back to the last place where a break is allowed.
Footnotes stand at the foot of the column that refers to them and run over when they are long. What
stands in the margin column is part of what has to fit.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.layout.blocks.rows import Row, footnotes
from report_builder.layout.blocks.stacking import (
    blank_above_notes,
    count_that_fit,
    distance,
    extent,
    reach,
    tops,
)
from report_builder.layout.pages.page import Column, PlacedRow
from report_builder.theme.geometry import PageGeometry

_MARGIN_GAP = 10.0
_LEAST_NOTE_ROWS = 2
CARRIED_SHARE = 0.7
"""How much of a column may go to a footnote that began in an earlier one, as long as text remains."""
_TOLERANCE = 0.01


class State(Struct):
    """How far a column has been filled: counts and heights, so that a break can be taken back.

    ``above`` is the row that the next one stands below, None at the top. ``due`` counts the footnote rows
    that the column owes, ``shown`` those that it has room for.
    """

    next: int
    y: float = 0.0
    above: Row | None = None
    rows: int = 0
    margin: int = 0
    margin_y: float = -math.inf
    due: int = 0
    shown: int = 0


class Filling(Struct):
    """What stands in the column that is being filled, and the rows of its footnotes."""

    notes: list[Row]
    rows: list[PlacedRow] = field(default_factory=list)
    margin: list[PlacedRow] = field(default_factory=list)
    column: Column = Column.TEXT
    breaks: list[State] | None = None
    """Where the column may end, the fullest last; None where nobody asks.

    Where somebody does, the page may never come to be, and what is too tall for it is kept in ``too_tall``.
    """
    too_tall: list[Row] = field(default_factory=list)

    def take_back(self, state: State) -> None:
        """Leave nothing but what stood there at ``state``."""
        del self.rows[state.rows :], self.margin[state.margin :], self.notes[state.due :]

    def page(self, state: State) -> Filled:
        """The page of this one column that ends at ``state``."""
        rows, shown = self.rows[: state.rows], state.shown
        columns = [(Column.TEXT, rows), (Column.MARGIN, self.margin[: state.margin])]
        notes = [(Column.TEXT, self.notes[:shown])]
        return Filled(state.next, self.notes[shown : state.due], rows, columns, notes)


class Filled(Struct, frozen=True):
    """What a page takes: the row that the next one begins with, and the footnote rows that this one owes it.

    ``rows`` are in the order of the source; ``columns`` has them, and those of the margin, each in its own.
    ``notes`` are the footnotes at the foot of each column.
    """

    next: int
    owed: list[Row]
    rows: list[PlacedRow]
    columns: list[tuple[Column, list[PlacedRow]]]
    notes: list[tuple[Column, list[Row]]]


class Bounds(Struct, frozen=True):
    """Where a column ends before the page does: at ``floor``, and before the row ``stop``.

    Over the notes of another column, ``over_notes``, it keeps the blank above their rule. What is not
    ``forced`` may stay empty where nothing fits that may end it.
    """

    floor: float = math.inf
    stop: int = sys.maxsize
    over_notes: bool = False
    forced: bool = True


WHOLE = Bounds()
"""A column that goes on to the foot of its page."""


def below_each_other(rows: Sequence[Row], top: float, column: Column) -> list[PlacedRow]:
    """Rows from ``top`` on, without a grid: in the margin, or of footnotes."""
    return [PlacedRow(y, row, column=column) for y, row in zip(tops(rows, top), rows, strict=True)]


class Filler:
    """Fills columns that end where the text area does."""

    def __init__(self, geometry: PageGeometry, diagnostics: Diagnostics, opener_lines: int = 0) -> None:
        """Text on the first page of a chapter begins ``opener_lines`` grid lines lower."""
        self.grid = self.separator = geometry.grid
        self.height = geometry.lines * geometry.grid
        self._opener_drop = opener_lines * geometry.grid
        self._diagnostics = diagnostics
        self._untold: list[Row] | None = None

    def one_column(self, rows: Sequence[Row], start: int, carried: Sequence[Row], *, alone: bool) -> Filled:
        """A page whose text has one column; ``alone`` it has nothing but the ``carried`` footnotes."""
        filling = Filling(list(carried))
        state = State(start, due=len(carried), shown=self.carried_now(carried, alone=alone))
        if not alone:
            state = self.fill(rows, state, filling)
        return filling.page(state)

    def ways(self, rows: Sequence[Row], start: int, carried: Sequence[Row]) -> tuple[Filling, list[State]]:
        """The page that :meth:`one_column` fills, and all states at which it may end: the fullest last."""
        breaks: list[State] = []
        filling = Filling(list(carried), breaks=breaks)
        self._untold = filling.too_tall
        state = State(start, due=len(carried), shown=self.carried_now(carried, alone=False))
        state = self.fill(rows, state, filling)
        self._untold = None
        breaks[:] = [one for one in breaks if one.next != state.next]
        breaks.append(state)
        return filling, breaks

    def carried_now(self, carried: Sequence[Row], *, alone: bool) -> int:
        """How many rows of carried footnotes a column takes first; ``alone`` they may fill it."""
        share = 1.0 if alone else CARRIED_SHARE
        count = count_that_fit(carried, self.height * share - self.separator)
        if carried and alone and not count:
            # It would be carried from page to page for ever.
            self.tell_too_tall(carried[0])
            return 1
        return count

    def notes_top(self, notes: Sequence[Row]) -> float:
        """Where footnotes begin that end at the foot of the page."""
        return self.height - extent(notes)

    def fill(self, rows: Sequence[Row], state: State, filling: Filling, bounds: Bounds = WHOLE) -> State:
        """Place rows until the column is full; the state after the last one that may end it."""
        first, begun = state.next, state
        best: State | None = None
        breaks = filling.breaks
        parted = -1
        state = self._begin(rows[first], state, filling)
        stop = min(len(rows), bounds.stop)
        while state.next < stop:
            row = rows[state.next]
            at_top = state.next == first
            if row.new_page and not at_top:
                return state
            keep = row.keep and state.next != parted
            placed = self._place(row, state, filling, bounds, keep=keep, at_top=at_top)
            if placed is None:
                if at_top and not filling.notes and bounds.forced:
                    if not keep:
                        return self._force(row, state, filling)
                    # Its footnote is longer than the page: what follows cannot stand beside it.
                    parted = state.next
                    continue
                return best or (state if bounds.forced else begun)
            state = placed
            if breaks is not None and (not keep or row.yields):
                breaks.append(state)
            if not keep:
                best = state
                if state.shown < state.due and footnotes(row):
                    return state
        return state

    def _begin(self, row: Row, state: State, filling: Filling) -> State:
        """Make room for what stands above the first ``row`` of a column."""
        if row.opener:
            state.y = max(self._opener_drop, row.opener.drop)
            return state
        return self._repeat_head(row, state, filling) if row.repeat else state

    def _repeat_head(self, row: Row, state: State, filling: Filling) -> State:
        placed = filling.rows
        for top, head in zip(tops(row.repeat, state.y), row.repeat, strict=True):
            placed.append(PlacedRow(top, head, repeated=True, column=filling.column))
        last = placed[-1]
        return replace(state, y=last.y + last.row.height, above=last.row, rows=len(placed))

    def _top(self, row: Row, state: State) -> float:
        y = state.y + distance(state.above, row)
        if row.wide and state.margin_y > y:
            y = state.margin_y
        return self.on_grid(y) if row.on_grid else y

    def on_grid(self, y: float) -> float:
        """The first grid line from ``y`` on."""
        return math.ceil((y - _TOLERANCE) / self.grid) * self.grid

    def _place(
        self, row: Row, state: State, filling: Filling, bounds: Bounds, *, keep: bool, at_top: bool
    ) -> State | None:
        """Place ``row``; None where it does not fit."""
        top = self._top(row, state)
        bottom = top + row.height
        filling.take_back(state)
        if not self._ends_above(bounds, row, bottom):
            return None
        new_notes = footnotes(row)
        room = self.height - bottom - reach(row) + _TOLERANCE
        shown = self._notes_that_fit(filling.notes, new_notes, state, row, room, keep, at_top)
        if shown is None:
            return None
        beside = self._place_margin(row, top, state)
        if beside is None:
            return None
        margin, margin_y = beside
        filling.notes += new_notes
        filling.rows.append(PlacedRow(top, row, column=filling.column))
        filling.margin += margin
        if row.wide:
            margin_y = max(bottom, margin_y)
        return State(
            state.next + 1,
            bottom,
            # Nothing goes above what follows a page break, either.
            row if row.height else state.above,
            len(filling.rows),
            len(filling.margin),
            margin_y,
            len(filling.notes),
            shown,
        )

    def _ends_above(self, bounds: Bounds, row: Row, bottom: float) -> bool:
        """Whether a row that ends at ``bottom`` ends above the floor of its column."""
        if bounds is WHOLE:
            return True
        blank = blank_above_notes(row, self.separator) if bounds.over_notes else 0.0
        return bottom + reach(row) + blank <= bounds.floor + _TOLERANCE

    def _notes_that_fit(
        self, notes: list[Row], new: list[Row], state: State, row: Row, room: float, keep: bool, at_top: bool
    ) -> int | None:
        """How many footnote rows the foot can show in the ``room`` below ``row``; None where too few."""
        if not new and not state.shown:
            return 0 if room >= 0 else None
        queue = notes + new
        count = count_that_fit(queue, room - blank_above_notes(row, self.separator))
        if count == len(queue):
            return count
        if not new:
            return state.shown if count >= state.shown else None
        if at_top and state.shown < len(notes):
            return state.shown if count >= state.shown else None
        least = len(notes) + min(_LEAST_NOTE_ROWS, len(new))
        return None if keep or count < least else count

    def _place_margin(self, row: Row, top: float, state: State) -> tuple[list[PlacedRow], float] | None:
        """What stands beside ``row``, and where the margin is free below; None where it does not fit."""
        placed: list[PlacedRow] = []
        if not row.margin:
            return placed, state.margin_y
        free = max(state.margin_y, top + row.height) if row.wide else state.margin_y
        for block in row.margin:
            height, inner = extent(block.rows), distance(None, block.rows[0])
            y = max(top - block.lift - inner, free)
            if inner:
                # A frame does not begin above the text area.
                y = max(y, 0.0)
            if height > self.height:
                self.tell_too_tall(block.rows[0])
                y = free = 0.0
            elif y + height > self.height + _TOLERANCE:
                y = self.height - height
                if y < free - _TOLERANCE:
                    return None
            placed += below_each_other(block.rows, y, Column.MARGIN)
            free = y + height + _MARGIN_GAP
        return placed, free

    def _force(self, row: Row, state: State, filling: Filling) -> State:
        """Place a row that fits on no page, and say so."""
        self.tell_too_tall(row)
        filling.rows.append(PlacedRow(state.y, row, column=filling.column))
        filling.notes += footnotes(row)
        for block in row.margin:
            filling.margin += below_each_other(block.rows, 0.0, Column.MARGIN)
        return replace(
            state,
            next=state.next + 1,
            y=self.height,
            rows=len(filling.rows),
            margin=len(filling.margin),
            due=len(filling.notes),
        )

    def tell_too_tall(self, row: Row) -> None:
        """Say that a row fits on no page."""
        if self._untold is not None:
            self._untold.append(row)
            return
        self._diagnostics.error("RB-TOO-TALL", row.span, *hinted("layout.too-tall"))
