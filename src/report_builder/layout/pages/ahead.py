"""Chooses the page breaks of a chapter together.

A page may end at some of its allowed breaks; the pages that follow depend on which. Of all ways through a
chapter that are followed, the one that weighs least is taken (see :mod:`.weighing`). The way that fills each
page as far as it goes is known first: where none of its pages weighs much it is taken as it is, and nothing
that weighs more ever is. Only a few others are followed at a time, so that the work grows with the pages.
On some of them figures stand at the head of a page (see :mod:`.floats`).

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), and Mittelbach, "A General Framework for
Globally Optimized Pagination" (2016).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.rows import Row
from report_builder.layout.pages.filling import Filled, Filler, Filling, State
from report_builder.layout.pages.floats import Float, Floats
from report_builder.layout.pages.page import Page
from report_builder.layout.pages.weighing import (
    LEAST_FILL,
    MOVED,
    BreakWeights,
    depth_of_notes,
    of_depth,
    total,
)
from report_builder.theme.geometry import PageGeometry

_CALM = 4.0
"""What each page may weigh of a chapter whose breaks are not looked at again."""
_WAYS = 7
"""How many ways are followed at a time."""
_DEEPEST = 16
"""In each such part of a page's height one break is tried: the one that weighs least there."""
_ALIKE = 50
"""Pages are as full as each other where they differ by less than such a part of their height."""
_LEFT = 2
"""How many figures a page leaves to the next one at most."""
_PAGE = 6.0
"""What it weighs that there is a page at all."""
_LOOSE = 0.9
"""A page that is filled less has no room for a figure that may stand elsewhere, should one come next."""


class _At(Struct, frozen=True):
    """Where a page begins: its first row, the footnotes it is owed, and the figures that stand elsewhere.

    Those that are ``waiting`` stand at its head, those that are ``gone`` stood above already; both by their
    first row.
    """

    start: int
    carried: Sequence[Row] = ()
    waiting: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()

    @property
    def key(self) -> _Key:
        """What tells one from another: footnotes are owed in their order."""
        return self.start, len(self.carried), self.waiting, self.gone


_Key: TypeAlias = tuple[int, int, tuple[int, ...], tuple[int, ...]]


class _Line(Struct, frozen=True):
    """A page that was filled: the rows of the flow that it takes, and the figures at its head or left out.

    The figures at its head that were ``raised`` are mentioned in the rows from ``since`` on.
    """

    filling: Filling
    states: list[State]
    places: Sequence[int]
    raised: tuple[Float, ...] = ()
    left: tuple[Float, ...] = ()

    @property
    def since(self) -> int:
        """The first row that mentions a figure at the head, which is to be on this page or the one before."""
        return min((one.mention for one in self.raised), default=sys.maxsize)


class _End(Struct, frozen=True):
    """A place where a page may end, how full it is then, what that weighs, and where the next one begins."""

    line: _Line
    state: State
    fill: float
    weight: float
    following: _At


class _Step(Struct, frozen=True):
    """A way that reached a page: what it weighs so far, and the steps before, one behind the other.

    ``fill`` is how full the last page is, where the next one faces it; ``end`` is where that page ends.
    """

    at: _At
    weight: float = 0.0
    fill: float | None = None
    before: _Step | None = None
    end: _End | None = None


class LookingAhead:
    """Fills the pages of one flow whose text has one column."""

    def __init__(self, filler: Filler, rows: Sequence[Row], geometry: PageGeometry) -> None:
        self._filler = filler
        self._rows = rows
        self._is_double = geometry.is_double
        self._breaks = BreakWeights(rows, filler.grid)
        self._floats = Floats(rows, filler.height, filler.grid)
        self._ends: dict[_Key, list[_End]] = {}
        self._chosen: dict[_Key, _End] = {}
        self._next = _At(0)
        self._depths: list[float] = []
        self._told: list[Row] = []

    def fill(self, pages: Sequence[Page], start: int, carried: Sequence[Row], *, alone: bool) -> Filled:
        """The page that comes behind ``pages``; ``alone`` it has nothing but the ``carried`` footnotes."""
        if alone:
            return self._filler.one_column(self._rows, start, carried, alone=True)
        at = replace(self._next, start=start, carried=carried)
        if at.key not in self._chosen:
            self._choose(at, len(pages))
        end = self._chosen[at.key]
        for row in end.line.filling.too_tall:
            if row not in self._told:
                self._told.append(row)
                self._filler.tell_too_tall(row)
        self._next = end.following
        return self._filled(at, end)

    def _filled(self, at: _At, end: _End) -> Filled:
        """The page that ends there. Its rows are in the order of the source, wherever they stand."""
        filled = replace(end.line.filling.page(end.state), next=end.following.start)
        if not (at.waiting or at.gone or end.line.raised or end.line.left):
            return filled
        (column, rows), *others = filled.columns
        rows = self._floats.cleared(rows, at.start)
        first = min((at.start, *at.waiting))
        last = max((end.following.start, *(one.stop for one in end.line.raised)))
        places = {id(row): place for place, row in enumerate(self._rows[first:last])}
        ordered = sorted(rows, key=lambda placed: -1 if placed.repeated else places[id(placed.row)])
        return replace(filled, rows=ordered, columns=[(column, rows), *others])

    def _choose(self, at: _At, index: int) -> None:
        """Choose the breaks of a chapter, or of what is left of it."""
        self._chosen.clear()
        stop = self._stop(at.start)
        way, is_calm = self._greedy(_Step(at), stop, index)
        if not is_calm:
            way = self._lightest(_Step(at), stop, index, way)
        while way.before is not None and way.end is not None:
            self._chosen[way.before.at.key] = way.end
            way = way.before

    def _stop(self, start: int) -> int:
        """The first row behind ``start`` that has to begin a page."""
        rows = self._rows
        return next((at for at in range(start + 1, len(rows)) if rows[at].new_page), len(rows))

    def _greedy(self, step: _Step, stop: int, index: int) -> tuple[_Step, bool]:
        """The way that fills each page, and whether none of its pages weighs much."""
        is_calm = True
        while step.at.start < stop:
            line = self._line(step.at, stop)
            following = self._follow(step, self._fullest(line, step.at, stop), stop, index)
            is_calm = is_calm and self._is_calm(line, following.weight - step.weight, stop)
            step, index = following, index + 1
        return step, is_calm

    def _is_calm(self, line: _Line, weight: float, stop: int) -> bool:
        """Whether a page weighs little, or no more than it does wherever it may end, as inside a table."""
        too_much = weight - _CALM - _PAGE
        if too_much <= 0:
            return True
        full = [state for state in line.states if self._fill_at(line, state) >= LEAST_FILL]
        return bool(full) and all(self._weight_at(line, state, stop) >= too_much for state in full)

    def _lightest(self, first: _Step, stop: int, index: int, lightest: _Step) -> _Step:
        """The way to ``stop`` that weighs least; ``lightest`` is one that is known."""
        followed = [first]
        while followed:
            reached: dict[tuple[_Key, int], _Step] = {}
            for step in followed:
                for end in self._ends_from(step, stop):
                    following = self._follow(step, end, stop, index)
                    if following.weight >= lightest.weight:
                        continue
                    if following.at.start >= stop:
                        lightest = following
                        continue
                    key = following.at.key, round(_ALIKE * (following.fill or 0.0))
                    other = reached.get(key)
                    if other is None or following.weight < other.weight:
                        reached[key] = following
            followed = self._most_hopeful(reached.values(), lightest)
            # What was tried of this page takes much room, and few of the next ones begin where it did.
            self._ends.clear()
            index += 1
        return lightest

    def _most_hopeful(self, steps: Iterable[_Step], lightest: _Step) -> list[_Step]:
        """The steps to go on from: few, and none that weighs as much already as a way that is known."""
        hopeful = [step for step in steps if step.weight < lightest.weight]
        if len(hopeful) <= _WAYS:
            return hopeful
        depths, height = self._depths_of_rows(), self._filler.height
        # One that came further has more to show for what it weighs.
        hopeful.sort(key=lambda step: (step.weight - _PAGE * depths[step.at.start] / height, step.at.key))
        return hopeful[:_WAYS]

    def _depths_of_rows(self) -> list[float]:
        if not self._depths:
            self._depths = [*accumulate((row.height for row in self._rows), initial=0.0)]
        return self._depths

    def _follow(self, step: _Step, end: _End, stop: int, index: int) -> _Step:
        """Go on over the page with this ``index`` to one of its ends."""
        is_last = end.following.start >= stop
        is_left = self._is_double and index % 2 == 1
        depth = of_depth(end.fill, is_last=is_last, begins=step.before is None, facing=step.fill)
        weight = step.weight + _PAGE + end.weight + total(depth)
        return _Step(end.following, weight, end.fill if is_left else None, step, end)

    def _ends_from(self, step: _Step, stop: int) -> Iterable[_End]:
        """The ends of the page that begins where a step ended."""
        at = step.at
        ends = self._ends.get(at.key)
        if ends is None:
            line = self._line(at, stop)
            ends = self._ends[at.key] = [*self._some_ends(line, at, stop)]
            fullest = ends[0]
            if fullest.fill < _LOOSE:
                found = self._floats.broken_before(fullest.following.start, stop, at.gone)
                for other in self._with_floats(at, found, stop):
                    ends += self._some_ends(other, at, stop)
        above = (step.before or step).at.start
        return [end for end in ends if above <= end.line.since]

    def _with_floats(self, at: _At, found: Float | None, stop: int) -> Iterator[_Line]:
        """The same page with the figure that it has no room for elsewhere."""
        if found is None:
            return
        if not at.waiting and self._floats.may_head(found, at.start, at.gone):
            yield self._line(at, stop, raised=(found,))
        left: tuple[Float, ...] = ()
        while found is not None and len(left) < _LEFT and self._floats.may_leave(found, at.start, left):
            left = (*left, found)
            line = self._line(at, stop, left=left)
            yield line
            found = self._floats.broken_before(line.places[line.states[-1].next], stop, at.gone)

    def _line(
        self, at: _At, stop: int, raised: tuple[Float, ...] = (), left: tuple[Float, ...] = ()
    ) -> _Line:
        """Fill the page that begins there."""
        if not (at.waiting or at.gone or raised or left):
            filling, states = self._filler.ways(self._rows, at.start, at.carried)
            return _Line(filling, states, range(len(self._rows) + 1))
        moved = [one.first for one in raised]
        skipped = [*at.gone, *moved, *(one.first for one in left)]
        line = self._floats.line(at.start, stop, [*at.waiting, *moved], skipped)
        filling, states = self._filler.ways(line.rows, 0, at.carried)
        return _Line(filling, states, line.places, raised, left)

    def _some_ends(self, line: _Line, at: _At, stop: int) -> Iterator[_End]:
        """The fullest end that is allowed, and the one that weighs least in each stretch of the foot."""
        states = line.states[::-1]
        if line.raised or line.left:
            states = [state for state in states if self._may_end(line, state, stop)]
        if not states:
            return
        fullest = self._end(line, states[0], at, stop)
        yield fullest
        if fullest.following.start >= stop:
            return
        least = min(LEAST_FILL, fullest.fill - 1 / _DEEPEST)
        lightest: dict[int, tuple[float, State]] = {}
        for state in states[1:]:
            fill = self._fill_at(line, state)
            if fill < least:
                continue
            stretch = int((1.0 - fill) * _DEEPEST)
            weight = self._weight_at(line, state, stop)
            weight += total(of_depth(fill, is_last=False, begins=False, facing=None))
            if stretch not in lightest or weight < lightest[stretch][0]:
                lightest[stretch] = weight, state
        for _, state in lightest.values():
            yield self._end(line, state, at, stop)

    def _may_end(self, line: _Line, state: State, stop: int) -> bool:
        """Whether the figures of a page that stand elsewhere may do so where it ends there."""
        following = line.places[state.next]
        if line.left and not self._floats.may_end(line.left, following, stop):
            return False
        return all(one.mention < following for one in line.raised)

    def _fullest(self, line: _Line, at: _At, stop: int) -> _End:
        return self._end(line, line.states[-1], at, stop)

    def _fill_at(self, line: _Line, state: State) -> float:
        """How full a page is that ends there."""
        depth = state.y
        if state.shown:
            depth += depth_of_notes(line.filling.notes[: state.shown], self._filler.separator)
        return min(1.0, depth / self._filler.height)

    def _weight_at(self, line: _Line, state: State, stop: int) -> float:
        """What it weighs that a page ends there, however full it is."""
        weight = MOVED * (len(line.raised) + len(line.left))
        following = line.places[state.next]
        return weight + total(self._breaks.before(following)) if following < stop else weight

    def _end(self, line: _Line, state: State, at: _At, stop: int) -> _End:
        following = line.places[state.next]
        gone = [*at.gone, *(one.first for one in line.raised)]
        begun = _At(
            following,
            line.filling.notes[state.shown : state.due],
            tuple(one.first for one in line.left),
            tuple(first for first in gone if first >= following),
        )
        fill, weight = self._fill_at(line, state), self._weight_at(line, state, stop)
        return _End(line, state, fill, weight, begun)
