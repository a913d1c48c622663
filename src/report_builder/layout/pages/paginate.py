"""Fills pages with rows.

A page takes rows until one does not fit, then goes back to the last place where a break is allowed.
Footnotes stand at the foot of the page that refers to them and run over when they are long. What
stands in the margin column is part of what has to fit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.layout.blocks.rows import Frame, Row, footnotes
from report_builder.layout.pages.page import Page, PlacedFrame, PlacedRow
from report_builder.theme.model import PageGeometry

_MARGIN_GAP = 10.0
_LEAST_NOTE_ROWS = 2
_CARRIED_SHARE = 0.7
"""How much of a page may go to a footnote that began on an earlier one, as long as text remains."""
_TOLERANCE = 0.01


class _State(Struct):
    """How far a page has been filled: counts and heights, so that a break can be taken back.

    ``due`` counts the footnote rows that the page owes, ``shown`` those that it has room for.
    """

    next: int
    y: float = 0.0
    after: float = 0.0
    rows: int = 0
    margin: int = 0
    margin_y: float = -math.inf
    due: int = 0
    shown: int = 0
    frame: Frame | None = None


class _Filling(Struct):
    """The page that is being filled, with the rows of its footnotes."""

    page: Page
    notes: list[Row]


class Paginator:
    """Builds the pages of one flow of rows."""

    def __init__(
        self, geometry: PageGeometry, diagnostics: Diagnostics, *, kind: str = "body", opener_lines: int = 0
    ) -> None:
        """Text on the first page of a chapter begins ``opener_lines`` grid lines lower."""
        self._geometry = geometry
        self._diagnostics = diagnostics
        self._kind = kind
        self._opener_drop = opener_lines * geometry.grid
        self._height = geometry.lines * geometry.grid
        self._separator = geometry.grid

    def paginate(self, rows: Sequence[Row]) -> list[Page]:
        """All pages of ``rows``, in order."""
        pages: list[Page] = []
        carried: list[Row] = []
        start = 0
        title = ""
        while start < len(rows) or carried:
            start, carried, page = self._fill(rows, start, carried)
            page.title = title
            if page.opener:
                title = page.opener.title
            pages.append(page)
        return pages

    def _fill(self, rows: Sequence[Row], start: int, carried: list[Row]) -> tuple[int, list[Row], Page]:
        filling = _Filling(Page(self._kind), list(carried))
        state = _State(start, due=len(carried), shown=self._carried_now(carried))
        if start < len(rows) and not (carried and rows[start].new_page):
            state = self._fill_rows(rows, state, filling)
        page = filling.page
        del page.rows[state.rows :], page.margin[state.margin :]
        self._place_notes(page, filling.notes[: state.shown])
        page.frames = _frames(page.rows)
        return state.next, filling.notes[state.shown : state.due], page

    def _carried_now(self, carried: list[Row]) -> int:
        """How many rows of the carried footnotes this page takes first."""
        room = self._height * _CARRIED_SHARE - self._separator
        count = 0
        for row in carried:
            room -= row.height
            if room < 0:
                break
            count += 1
        return count

    def _fill_rows(self, rows: Sequence[Row], state: _State, filling: _Filling) -> _State:
        """Place rows until the page is full; the state after the last one that may end it."""
        first = state.next
        page = filling.page
        best: _State | None = None
        if rows[first].opener:
            page.opener = rows[first].opener
            state.y = self._opener_drop
        elif rows[first].repeat:
            state = self._repeat_head(rows[first], state, page)
        while state.next < len(rows):
            row = rows[state.next]
            at_top = state.next == first
            if row.new_page and not at_top:
                return state
            placed = self._place(row, state, filling, at_top=at_top)
            if placed is None:
                if at_top and not filling.notes:
                    if not row.keep:
                        return self._force(row, state, filling)
                    # Its footnote is longer than the page: what follows cannot stand beside it.
                    row.keep = False
                    continue
                return best or state
            state = placed
            if not row.keep:
                best = state
                if state.shown < state.due and footnotes(row):
                    return state
        return state

    def _repeat_head(self, row: Row, state: _State, page: Page) -> _State:
        y = state.y + (row.frame.above if row.frame else 0.0)
        for head in row.repeat:
            page.rows.append(PlacedRow(y, head, repeated=True))
            y += head.height
        return replace(state, y=y, rows=len(page.rows), frame=row.frame)

    def _top(self, row: Row, state: _State, at_top: bool) -> float:
        y = state.y
        enters = row.frame is not state.frame
        # Nothing stands above a row that follows a page break, either.
        if not at_top and y > 0:
            y += max(state.after, row.before)
            if enters and state.frame:
                y += state.frame.below
        if row.wide and state.margin_y > y:
            y = state.margin_y
        if enters and row.frame:
            y += row.frame.above
        if row.on_grid:
            grid = self._geometry.grid
            y = math.ceil((y - _TOLERANCE) / grid) * grid
        return y

    def _place(self, row: Row, state: _State, filling: _Filling, *, at_top: bool) -> _State | None:
        """Place ``row``; None where it does not fit."""
        top = self._top(row, state, at_top)
        bottom = top + row.height
        used = bottom + (row.frame.below if row.frame else 0.0)
        page = filling.page
        del page.rows[state.rows :], page.margin[state.margin :], filling.notes[state.due :]
        new_notes = footnotes(row)
        shown = self._notes_that_fit(filling.notes, new_notes, state, used, row.keep, at_top)
        if shown is None:
            return None
        margin = self._place_margin(row, top, state)
        if margin is None:
            return None
        filling.notes += new_notes
        page.rows.append(PlacedRow(top, row))
        page.margin += margin
        margin_y = margin[-1].y + margin[-1].row.height + _MARGIN_GAP if margin else state.margin_y
        if row.wide:
            margin_y = max(bottom, margin_y)
        return _State(
            state.next + 1,
            bottom,
            row.after,
            len(page.rows),
            len(page.margin),
            margin_y,
            len(filling.notes),
            shown,
            row.frame,
        )

    def _notes_that_fit(
        self, notes: list[Row], new: list[Row], state: _State, used: float, keep: bool, at_top: bool
    ) -> int | None:
        """How many footnote rows the foot can show below ``used``; None where that is too few."""
        room = self._height - used + _TOLERANCE
        if not new and not state.shown:
            return 0 if room >= 0 else None
        room -= self._separator
        queue = notes + new
        count = 0
        for row in queue:
            if room < row.height:
                break
            room -= row.height
            count += 1
        if count == len(queue):
            return count
        if not new:
            return state.shown if count >= state.shown else None
        if at_top and state.shown < len(notes):
            return state.shown if count >= state.shown else None
        least = len(notes) + min(_LEAST_NOTE_ROWS, len(new))
        return None if keep or count < least else count

    def _place_margin(self, row: Row, top: float, state: _State) -> list[PlacedRow] | None:
        placed: list[PlacedRow] = []
        free = max(state.margin_y, top + row.height) if row.wide else state.margin_y
        for block in row.margin:
            y = max(top - block.lift, free)
            if block.height > self._height:
                self._too_tall(block.rows[0])
                y = free = 0.0
            elif y + block.height > self._height + _TOLERANCE:
                y = self._height - block.height
                if y < free - _TOLERANCE:
                    return None
            for line in block.rows:
                y += line.before if line is not block.rows[0] else 0.0
                placed.append(PlacedRow(y, line))
                y += line.height
            free = y + _MARGIN_GAP
        return placed

    def _force(self, row: Row, state: _State, filling: _Filling) -> _State:
        """Place a row that fits on no page, and say so."""
        self._too_tall(row)
        page = filling.page
        page.rows.append(PlacedRow(state.y, row))
        filling.notes += footnotes(row)
        page.margin += [
            PlacedRow(index * line.height, line)
            for block in row.margin
            for index, line in enumerate(block.rows)
        ]
        return replace(
            state,
            next=state.next + 1,
            y=self._height,
            rows=len(page.rows),
            margin=len(page.margin),
            due=len(filling.notes),
        )

    def _too_tall(self, row: Row) -> None:
        self._diagnostics.error(
            "RB-TOO-TALL",
            row.span,
            say("layout.too-tall"),
            say("layout.too-tall.hint"),
        )

    def _place_notes(self, page: Page, rows: list[Row]) -> None:
        if not rows:
            return
        y = self._height - sum(row.height for row in rows)
        page.notes_rule = y - self._separator / 2
        for row in rows:
            page.notes.append(PlacedRow(y, row))
            y += row.height


def _frames(rows: list[PlacedRow]) -> list[PlacedFrame]:
    """One placed frame for each stretch of rows that share one."""
    frames: list[PlacedFrame] = []
    current = None
    for placed in rows:
        frame = placed.row.frame
        if frame is None:
            current = None
            continue
        bottom = placed.y + placed.row.height + frame.below
        if frame is current:
            frames[-1] = frames[-1]._replace(bottom=bottom)
        else:
            frames.append(PlacedFrame(frame, placed.y - frame.above, bottom))
        current = frame
    return frames
