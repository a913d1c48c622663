"""Figures that stand at the head of a page instead of where they are written.

One that has no room where it is written goes to the head of the next page, and the text below it fills this
one; or to the head of the page on which it is mentioned, and what it has taken the room of goes on below it.
It stands on the page of its first mention in its section or on the next one, and never beyond a heading. What
is not mentioned above is mentioned where it is written. None stands before a figure that is written above it,
whether that may stand elsewhere or not. The order of reading is that of the source all the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Floating, ImageItem, Row, SceneItem, TextItem, footnotes
from report_builder.layout.blocks.stacking import distance, extent
from report_builder.layout.pages.page import PlacedRow

_HAIR = 1e-3
"""How high a row is, in points, that only moves the next one to the grid."""
_MOST = 0.8
"""How much of a page may go to figures at its head."""


class Float(Struct, frozen=True):
    """A figure: its rows from ``first`` to before ``stop``, and the row that mentions it first."""

    first: int
    stop: int
    height: float
    mention: int


class Line(Struct, frozen=True):
    """The rows that a page is filled with, each with its place in the flow, and one place more."""

    rows: list[Row]
    places: list[int]


class Floats:
    """The figures of one flow that may stand elsewhere."""

    def __init__(self, rows: Sequence[Row], height: float, grid: float) -> None:
        """Pages are ``height`` points high."""
        self._rows = rows
        self._height = height
        self._below = Row(_HAIR, keep=True)
        self._gap = Row(_HAIR, before=grid / 2, keep=True)
        self._floats: dict[int, Float] = {}
        self._sections = [at for at, row in enumerate(rows) if row.heads or row.new_page]
        self._figures = [at for at, row in enumerate(rows) if _is_of_a_figure(row)]
        self._mentions: dict[int, dict[str, int]] = {}

    def broken_before(self, index: int, stop: int, gone: Iterable[int]) -> Float | None:
        """The figure that a page has no room for which ends before a row, unless that is ``gone``."""
        for at in range(index, stop):
            row = self._rows[at]
            if at in gone:
                return None
            if row.floating is not None:
                return self.at(at) if at == 0 or self._rows[at - 1].floating is not row.floating else None
            if not row.keep:
                return None
        return None

    def at(self, first: int) -> Float | None:
        """The figure that begins with a row, if it may stand elsewhere."""
        known = self._floats.get(first)
        if known is None:
            floating = self._rows[first].floating
            assert floating is not None
            stop = first + 1
            while stop < len(self._rows) and self._rows[stop].floating is floating:
                stop += 1
            rows = self._rows[first:stop]
            known = Float(first, stop, extent(rows), self._mention(first, floating))
            self._floats[first] = known
        return known if self._may_move(known) else None

    def _may_move(self, one: Float) -> bool:
        """Whether a figure is whole, has no notes, which are numbered as they are written, and no lead-in."""
        rows = self._rows[one.first : one.stop]
        above = self._rows[one.first - 1] if one.first else None
        led = above is not None and above.keep and not above.heads
        whole = all(row.keep for row in rows[:-1]) and not rows[-1].keep
        return whole and not led and one.height <= _MOST * self._height and not any(map(footnotes, rows))

    def _mention(self, first: int, floating: Floating) -> int:
        """The first row of a section that refers to a figure above it; else that of the figure."""
        section = bisect_right(self._sections, first) - 1
        if section not in self._mentions:
            ends = [*self._sections, len(self._rows)]
            begin, end = (ends[section], ends[section + 1]) if section >= 0 else (0, ends[0])
            found = self._mentions[section] = {}
            for at in range(begin, end):
                for anchor in _references(self._rows[at]):
                    found.setdefault(anchor, at)
        return min(first, self._mentions[section].get(floating.anchor, first))

    def may_leave(self, one: Float, start: int, before: Iterable[Float]) -> bool:
        """Whether a figure of the page that begins at ``start`` may go to the next one, behind others."""
        taken = one.height + sum(other.height for other in before)
        return one.mention >= start and taken <= _MOST * self._height

    def may_end(self, left: Sequence[Float], end: int, stop: int) -> bool:
        """Whether a page may end before the row ``end``, and those that were ``left`` begin the next one."""
        if end >= stop:
            return False
        inside = all(one.stop < end and not self._is_headed(one.stop, end) for one in left)
        overtaken = left and self._has_figures(left[0].first, end, [one.first for one in left])
        return inside and not overtaken and self._may_be_headed(end)

    def may_head(self, one: Float, start: int, gone: Iterable[int]) -> bool:
        """Whether a figure may stand at the head of a page that begins at ``start``, above it.

        Those that are ``gone`` stood above already.
        """
        overtaken = self._has_figures(start, one.first, gone)
        return self._may_be_headed(start) and not overtaken and not self._is_headed(start, one.first)

    def _has_figures(self, first: int, stop: int, besides: Iterable[int]) -> bool:
        """Whether there are figures from a row to before another, ``besides`` some that are known."""
        found = self._figures[bisect_left(self._figures, first) : bisect_left(self._figures, stop)]
        others = [self._floats[at] for at in besides]
        return any(not any(one.first <= at < one.stop for one in others) for at in found)

    def _is_headed(self, first: int, stop: int) -> bool:
        return any(row.heads or row.new_page for row in self._rows[first:stop])

    def _may_be_headed(self, index: int) -> bool:
        """Whether figures may stand above a row: not where it has to begin a page or a box goes on."""
        row, above = self._rows[index], self._rows[index - 1] if index else None
        goes_on = above is not None and above.frames[:1] == row.frames[:1] != ()
        return not (row.new_page or goes_on)

    def line(self, start: int, stop: int, heads: Iterable[int], skipped: Iterable[int]) -> Line:
        """The rows of a page that begins at ``start``, below the figures at its head and without others."""
        rows: list[Row] = []
        places: list[int] = []
        for first in sorted(heads):
            head = self._floats[first]
            rows += self._rows[first : head.stop]
        if rows:
            rows += (self._below, *self._rows[start].repeat)
            places += [start] * len(rows)
        depth = sum(row.height for row in rows)
        at, out = start, set(skipped)
        while at < stop and depth <= self._height:
            if at in out:
                at = self._floats[at].stop
                if at < stop and rows and distance(rows[-1], self._rows[at]) < _HAIR:
                    # Two paragraphs that a figure stood between are not run together.
                    rows.append(self._gap)
                    places.append(at)
                continue
            row = self._rows[at]
            rows.append(row)
            places.append(at)
            depth += row.height
            at += 1
        return Line(rows, [*places, at])

    def cleared(self, placed: Iterable[PlacedRow], start: int) -> list[PlacedRow]:
        """What stands on a page that begins at ``start``, without the rows that are none."""
        again = self._rows[start].repeat
        return [
            replace(one, repeated=True) if one.row in again else one
            for one in placed
            if one.row is not self._below and one.row is not self._gap
        ]


def _is_of_a_figure(row: Row) -> bool:
    """Whether a row is one of a figure, which may stand elsewhere or has an image that is no decoration."""
    return row.floating is not None or any(
        isinstance(item, (ImageItem, SceneItem)) and item.figure is not None for item in row.items
    )


def _references(row: Row) -> Iterator[str]:
    """The anchors that the text of a row refers to."""
    for item in row.items:
        if isinstance(item, TextItem):
            for line in item.lines:
                for segment in line.segments:
                    owner = segment.owner
                    if isinstance(owner, ElementOwner) and owner.link and owner.link.anchor:
                        yield owner.link.anchor
