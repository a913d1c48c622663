"""Fills pages with rows.

A page takes rows until one does not fit, then goes back to the last place where a break is allowed.
Footnotes stand at the foot of the page that refers to them and run over when they are long. What
stands in the margin column is part of what has to fit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.layout.blocks.rows import Opener, Row, footnotes
from report_builder.layout.blocks.stacking import (
    blank_above_notes,
    count_that_fit,
    distance,
    extent,
    frames_around,
    reach,
    tops,
)
from report_builder.layout.pages.page import Column, Page, PageKind, PlacedRow
from report_builder.theme.model import PageGeometry

_MARGIN_GAP = 10.0
_LEAST_NOTE_ROWS = 2
_CARRIED_SHARE = 0.7
"""How much of a page may go to a footnote that began on an earlier one, as long as text remains."""
_TOLERANCE = 0.01


class _State(Struct):
    """How far a page has been filled: counts and heights, so that a break can be taken back.

    ``above`` is the row that the next one stands below, None at the top. ``due`` counts the footnote rows
    that the page owes, ``shown`` those that it has room for.
    """

    next: int
    y: float = 0.0
    above: Row | None = None
    rows: int = 0
    margin: int = 0
    margin_y: float = -math.inf
    due: int = 0
    shown: int = 0


class _Filling(Struct):
    """What stands on the page that is being filled, and the rows of its footnotes."""

    notes: list[Row]
    rows: list[PlacedRow] = field(default_factory=list)
    margin: list[PlacedRow] = field(default_factory=list)

    def take_back(self, state: _State) -> None:
        """Leave nothing but what stood there at ``state``."""
        del self.rows[state.rows :], self.margin[state.margin :], self.notes[state.due :]


class Paginator:
    """Builds the pages of one flow of rows."""

    def __init__(
        self,
        geometry: PageGeometry,
        diagnostics: Diagnostics,
        *,
        kind: PageKind = PageKind.BODY,
        opener_lines: int = 0,
        number: Callable[[int], str] = str,
    ) -> None:
        """Text on the first page of a chapter begins ``opener_lines`` grid lines lower.

        ``number`` gives the printed number of each page, which are counted from 1.
        """
        self._geometry = geometry
        self._diagnostics = diagnostics
        self._kind = kind
        self._opener_drop = opener_lines * geometry.grid
        self._height = geometry.lines * geometry.grid
        self._separator = geometry.grid
        self._number = number

    def paginate(self, rows: Sequence[Row]) -> list[Page]:
        """All pages of ``rows``, in order."""
        pages: list[Page] = []
        carried: list[Row] = []
        start = 0
        title = section = ""
        while start < len(rows) or carried:
            filling = _Filling(list(carried))
            alone = start == len(rows) or bool(carried and rows[start].new_page)
            state = _State(start, due=len(carried), shown=self._carried_now(carried, alone=alone))
            opener = None
            if not alone:
                opener = rows[start].opener
                if opener and self._geometry.start_chapters == "right" and len(pages) % 2:
                    pages.append(Page(PageKind.BLANK, self._number(len(pages) + 1)))
                state = self._fill_rows(rows, state, filling)
            filling.take_back(state)
            label = self._number(len(pages) + 1)
            title, section = (opener.title, "") if opener else (title, section)
            begun = [placed.row.section for placed in filling.rows if placed.row.section] or [section]
            page = self._page(filling, state.shown, label, opener)
            pages.append(replace(page, title=title, section=begun[0]))
            start, carried, section = state.next, filling.notes[state.shown :], begun[-1]
        return pages

    def _page(self, filling: _Filling, shown: int, label: str, opener: Opener | None) -> Page:
        """The page that was filled, with the first ``shown`` rows of its footnotes at its foot."""
        notes = filling.notes[:shown]
        top = self._height - extent(notes)
        placed = list(map(PlacedRow, tops(notes, top), notes))
        rule = top - self._separator / 2 if notes else None
        columns = ((Column.TEXT, filling.rows), (Column.MARGIN, filling.margin), (Column.TEXT, placed))
        frames = [
            (column, frame)
            for column, rows in columns
            for frame in frames_around((row.y, row.row) for row in rows)
        ]
        return Page(
            self._kind,
            label,
            rows=filling.rows,
            margin=filling.margin,
            notes=placed,
            frames=frames,
            notes_rule=rule,
            opener=opener,
        )

    def _carried_now(self, carried: list[Row], *, alone: bool) -> int:
        """How many rows of the carried footnotes this page takes first; ``alone`` they may fill it."""
        share = 1.0 if alone else _CARRIED_SHARE
        count = count_that_fit(carried, self._height * share - self._separator)
        if carried and alone and not count:
            # It would be carried from page to page for ever.
            self._too_tall(carried[0])
            return 1
        return count

    def _fill_rows(self, rows: Sequence[Row], state: _State, filling: _Filling) -> _State:
        """Place rows until the page is full; the state after the last one that may end it."""
        first = state.next
        best: _State | None = None
        parted = -1
        if rows[first].opener:
            state.y = self._opener_drop
        elif rows[first].repeat:
            state = self._repeat_head(rows[first], state, filling.rows)
        while state.next < len(rows):
            row = rows[state.next]
            at_top = state.next == first
            if row.new_page and not at_top:
                return state
            keep = row.keep and state.next != parted
            placed = self._place(row, state, filling, keep=keep, at_top=at_top)
            if placed is None:
                if at_top and not filling.notes:
                    if not keep:
                        return self._force(row, state, filling)
                    # Its footnote is longer than the page: what follows cannot stand beside it.
                    parted = state.next
                    continue
                return best or state
            state = placed
            if not keep:
                best = state
                if state.shown < state.due and footnotes(row):
                    return state
        return state

    def _repeat_head(self, row: Row, state: _State, placed: list[PlacedRow]) -> _State:
        for top, head in zip(tops(row.repeat, state.y), row.repeat, strict=True):
            placed.append(PlacedRow(top, head, repeated=True))
        last = placed[-1]
        return replace(state, y=last.y + last.row.height, above=last.row, rows=len(placed))

    def _top(self, row: Row, state: _State) -> float:
        y = state.y + distance(state.above, row)
        if row.wide and state.margin_y > y:
            y = state.margin_y
        if row.on_grid:
            grid = self._geometry.grid
            y = math.ceil((y - _TOLERANCE) / grid) * grid
        return y

    def _place(
        self, row: Row, state: _State, filling: _Filling, *, keep: bool, at_top: bool
    ) -> _State | None:
        """Place ``row``; None where it does not fit."""
        top = self._top(row, state)
        bottom = top + row.height
        filling.take_back(state)
        new_notes = footnotes(row)
        room = self._height - bottom - reach(row) + _TOLERANCE
        shown = self._notes_that_fit(filling.notes, new_notes, state, row, room, keep, at_top)
        if shown is None:
            return None
        beside = self._place_margin(row, top, state)
        if beside is None:
            return None
        margin, margin_y = beside
        filling.notes += new_notes
        filling.rows.append(PlacedRow(top, row))
        filling.margin += margin
        if row.wide:
            margin_y = max(bottom, margin_y)
        return _State(
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

    def _notes_that_fit(
        self, notes: list[Row], new: list[Row], state: _State, row: Row, room: float, keep: bool, at_top: bool
    ) -> int | None:
        """How many footnote rows the foot can show in the ``room`` below ``row``; None where too few."""
        if not new and not state.shown:
            return 0 if room >= 0 else None
        queue = notes + new
        count = count_that_fit(queue, room - blank_above_notes(row, self._separator))
        if count == len(queue):
            return count
        if not new:
            return state.shown if count >= state.shown else None
        if at_top and state.shown < len(notes):
            return state.shown if count >= state.shown else None
        least = len(notes) + min(_LEAST_NOTE_ROWS, len(new))
        return None if keep or count < least else count

    def _place_margin(self, row: Row, top: float, state: _State) -> tuple[list[PlacedRow], float] | None:
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
            if height > self._height:
                self._too_tall(block.rows[0])
                y = free = 0.0
            elif y + height > self._height + _TOLERANCE:
                y = self._height - height
                if y < free - _TOLERANCE:
                    return None
            placed += map(PlacedRow, tops(block.rows, y), block.rows)
            free = y + height + _MARGIN_GAP
        return placed, free

    def _force(self, row: Row, state: _State, filling: _Filling) -> _State:
        """Place a row that fits on no page, and say so."""
        self._too_tall(row)
        filling.rows.append(PlacedRow(state.y, row))
        filling.notes += footnotes(row)
        for block in row.margin:
            filling.margin += map(PlacedRow, tops(block.rows), block.rows)
        return replace(
            state,
            next=state.next + 1,
            y=self._height,
            rows=len(filling.rows),
            margin=len(filling.margin),
            due=len(filling.notes),
        )

    def _too_tall(self, row: Row) -> None:
        self._diagnostics.error("RB-TOO-TALL", row.span, *hinted("layout.too-tall"))
