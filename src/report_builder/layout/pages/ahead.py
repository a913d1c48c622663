"""Chooses the page breaks of a chapter together.

A page may end at some of its allowed breaks; the pages that follow depend on which. Of all ways through a
chapter that are followed, the one that weighs least is taken (see :mod:`.weighing`). The way that fills each
page as far as it goes is known first: where none of its pages weighs much it is taken as it is, and nothing
that weighs more ever is. Only a few others are followed at a time, so that the work grows with the pages.

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), and Mittelbach, "A General Framework for
Globally Optimized Pagination" (2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from report_builder.layout.blocks.rows import Row
from report_builder.layout.pages.filling import Filled, Filler, Filling, State
from report_builder.layout.pages.page import Page
from report_builder.layout.pages.weighing import (
    LEAST_FILL,
    BreakWeights,
    depth_of_notes,
    of_depth,
    total,
)
from report_builder.theme.geometry import PageGeometry

_CALM = 4.0
"""What each page may weigh of a chapter whose breaks are not looked at again."""
_WAYS = 8
"""How many ways are followed at a time."""
_DEEPEST = 16
"""In each such part of a page's height one break is tried: the one that weighs least there."""
_ALIKE = 50
"""Pages are as full as each other where they differ by less than such a part of their height."""
_PAGE = 6.0
"""What it weighs that there is a page at all."""


class _End(Struct, frozen=True):
    """A place where a page may end, how full it is then, what its break weighs, and the notes it owes."""

    state: State
    fill: float
    weight: float
    owed: Sequence[Row]


class _Ways(Struct, frozen=True):
    """A page that begins with some row, and the ends that are tried, of which the first is the fullest."""

    filling: Filling
    ends: tuple[_End, ...]


class _Step(Struct, frozen=True):
    """A way that reached a row: what it weighs so far, and the steps before, one behind the other.

    ``fill`` is how full its last page is, where the next one faces that; ``end`` is where that page ends.
    """

    start: int
    carried: Sequence[Row]
    weight: float = 0.0
    fill: float | None = None
    before: _Step | None = None
    end: State | None = None


class LookingAhead:
    """Fills the pages of one flow whose text has one column."""

    def __init__(self, filler: Filler, rows: Sequence[Row], geometry: PageGeometry) -> None:
        self._filler = filler
        self._rows = rows
        self._is_double = geometry.is_double
        self._breaks = BreakWeights(rows, filler.grid)
        self._pages: dict[tuple[int, int], _Ways] = {}
        self._chosen: dict[tuple[int, int], State] = {}
        self._depths: list[float] = []
        self._told: list[Row] = []

    def fill(self, pages: Sequence[Page], start: int, carried: Sequence[Row], *, alone: bool) -> Filled:
        """The page that comes behind ``pages``; ``alone`` it has nothing but the ``carried`` footnotes."""
        if alone:
            return self._filler.one_column(self._rows, start, carried, alone=True)
        key = start, len(carried)
        if key not in self._chosen:
            self._choose(start, carried, len(pages))
        ways = self._pages[key]
        for row in ways.filling.too_tall:
            if row not in self._told:
                self._told.append(row)
                self._filler.tell_too_tall(row)
        return ways.filling.page(self._chosen[key])

    def _choose(self, start: int, carried: Sequence[Row], index: int) -> None:
        """Choose the breaks of a chapter, or of what is left of it."""
        self._pages.clear()
        self._chosen.clear()
        stop = self._stop(start)
        way, is_calm = self._greedy(_Step(start, carried), stop, index)
        if not is_calm:
            way = self._lightest(_Step(start, carried), stop, index, way)
        while way.before is not None and way.end is not None:
            self._chosen[way.before.start, len(way.before.carried)] = way.end
            way = way.before

    def _stop(self, start: int) -> int:
        """The first row behind ``start`` that has to begin a page."""
        rows = self._rows
        return next((at for at in range(start + 1, len(rows)) if rows[at].new_page), len(rows))

    def _greedy(self, step: _Step, stop: int, index: int) -> tuple[_Step, bool]:
        """The way that fills each page, and whether none of its pages weighs much."""
        is_calm = True
        while step.start < stop:
            following = self._follow(step, self._ways_from(step, stop).ends[0], stop, index)
            is_calm &= following.weight - step.weight <= _CALM + _PAGE
            step, index = following, index + 1
        return step, is_calm

    def _lightest(self, first: _Step, stop: int, index: int, lightest: _Step) -> _Step:
        """The way to ``stop`` that weighs least; ``lightest`` is one that is known."""
        followed = [first]
        while followed:
            reached: dict[tuple[int, int, int], _Step] = {}
            for step in followed:
                for end in self._ways_from(step, stop).ends:
                    following = self._follow(step, end, stop, index)
                    if following.weight >= lightest.weight:
                        continue
                    if following.start >= stop:
                        lightest = following
                        continue
                    key = following.start, len(following.carried), round(_ALIKE * (following.fill or 0.0))
                    other = reached.get(key)
                    if other is None or following.weight < other.weight:
                        reached[key] = following
            followed = self._most_hopeful(reached.values(), lightest)
            index += 1
        return lightest

    def _most_hopeful(self, steps: Iterable[_Step], lightest: _Step) -> list[_Step]:
        """The steps to go on from: few, and none that weighs as much already as a way that is known."""
        hopeful = [step for step in steps if step.weight < lightest.weight]
        if len(hopeful) <= _WAYS:
            return hopeful
        depths, height = self._depths_of_rows(), self._filler.height
        # One that came further has more to show for what it weighs.
        hopeful.sort(key=lambda step: (step.weight - _PAGE * depths[step.start] / height, step.start))
        return hopeful[:_WAYS]

    def _depths_of_rows(self) -> list[float]:
        if not self._depths:
            self._depths = [*accumulate((row.height for row in self._rows), initial=0.0)]
        return self._depths

    def _follow(self, step: _Step, end: _End, stop: int, index: int) -> _Step:
        """Go on over the page with this ``index`` to one of its ends."""
        state = end.state
        is_last = state.next >= stop
        is_left = self._is_double and index % 2 == 1
        weight = end.weight + total(
            of_depth(end.fill, is_last=is_last, begins=step.before is None, facing=step.fill)
        )
        return _Step(
            state.next,
            end.owed,
            step.weight + _PAGE + weight,
            end.fill if is_left else None,
            step,
            state,
        )

    def _ways_from(self, step: _Step, stop: int) -> _Ways:
        """The ends of the page that begins where a step ended."""
        key = step.start, len(step.carried)
        known = self._pages.get(key)
        if known is None:
            filling, states = self._filler.ways(self._rows, step.start, step.carried)
            known = self._pages[key] = _Ways(filling, tuple(self._ends(filling, states, stop)))
        return known

    def _ends(self, filling: Filling, states: list[State], stop: int) -> Iterator[_End]:
        """The fullest end that is allowed, and the one that weighs least in each stretch of the foot."""
        fullest = self._end(filling, states[-1], stop)
        yield fullest
        if fullest.state.next >= stop:
            return
        least = min(LEAST_FILL, fullest.fill - 1 / _DEEPEST)
        lightest: dict[int, tuple[float, _End]] = {}
        for state in reversed(states[:-1]):
            end = self._end(filling, state, stop)
            if end.fill < least:
                continue
            stretch = int((1.0 - end.fill) * _DEEPEST)
            weight = end.weight + total(of_depth(end.fill, is_last=False, begins=False, facing=None))
            if stretch not in lightest or weight < lightest[stretch][0]:
                lightest[stretch] = weight, end
        for _, end in lightest.values():
            yield end

    def _end(self, filling: Filling, state: State, stop: int) -> _End:
        notes, shown = filling.notes, state.shown
        depth = state.y + depth_of_notes(notes[:shown], self._filler.separator) if shown else state.y
        weight = 0.0 if state.next >= stop else total(self._breaks.before(state.next))
        return _End(state, min(1.0, depth / self._filler.height), weight, notes[shown : state.due])
