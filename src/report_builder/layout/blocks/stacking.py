"""The one rule of how rows stand below each other: on a page, in the margin, in notes, in a drawing.

Blanks are weak. Of all blocks that end between two rows, the outermost says how much blank follows, and of
all that begin, the outermost says how much goes before; the larger of the two counts. What is set apart, as
a figure or a box, is firm: it has all of its blank even in a list. Nothing goes above the first row of a
column. Frames are a stack: each adds its own room where it begins and where it ends.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.layout.blocks.rows import Frame, Item, MarginBlock, PlacedFrame, Row, TextItem, footnotes
from report_builder.theme.model import Colour


def distance(above: Row | None, row: Row) -> float:
    """How far ``row`` begins below the end of the row ``above``; at the top of a column that is None."""
    if above is None:
        return sum([frame.above for frame in row.frames])
    blank = max(above.after, row.before)
    if above.frames is row.frames:
        return blank
    shared = _shared(above, row)
    left, entered = above.frames[shared:], row.frames[shared:]
    return blank + sum(frame.below for frame in left) + sum(frame.above for frame in entered)


def reach(row: Row) -> float:
    """How far the frames of ``row`` go on below it where it is the last of its column."""
    return sum([frame.below for frame in row.frames]) if row.frames else 0.0


def blank_above_notes(row: Row, separator: float) -> float:
    """The blank between ``row`` and the footnotes below it, in whose last half line their rule stands.

    Text needs no more than the ``separator``. What is set apart keeps all of its own blank to the rule.
    """
    return separator / 2 + max(separator / 2, row.after) if row.firm else separator


def tops(rows: Iterable[Row], top: float = 0.0) -> Iterator[float]:
    """Where each of ``rows`` begins in a column without a grid whose upper end is ``top``."""
    above = None
    for row in rows:
        top += distance(above, row)
        yield top
        top += row.height
        above = row


def extent(rows: Sequence[Row]) -> float:
    """The height of rows below each other, with their frames and the blanks between them."""
    if not rows:
        return 0.0
    *_, last = tops(rows)
    return last + rows[-1].height + reach(rows[-1])


def count_that_fit(rows: Iterable[Row], room: float) -> int:
    """How many of ``rows``, from the first on, have room."""
    count = 0
    end = 0.0
    above = None
    for row in rows:
        end += distance(above, row) + row.height
        if end + reach(row) > room:
            break
        count += 1
        above = row
    return count


def frames_around(placed: Iterable[tuple[float, Row]]) -> list[PlacedFrame]:
    """The frames around rows that stand at these heights, the outer ones first: one for each stretch."""
    frames: list[PlacedFrame] = []
    opened: list[int] = []
    above = None
    for top, row in placed:
        if row.frames:
            shared = 0 if above is None else _shared(above, row)
            del opened[shared:]
            bottom = top + row.height + reach(row)
            start = top - distance(None, row)
            for depth, frame in enumerate(row.frames):
                if depth < shared:
                    frames[opened[depth]] = replace(frames[opened[depth]], bottom=bottom)
                else:
                    opened.append(len(frames))
                    frames.append(PlacedFrame(frame, start, bottom))
                start += frame.above
                bottom -= frame.below
        above = row
    return frames


def merged(row: Row, rows: Sequence[Row]) -> float:
    """Put ``rows``, which have no frames, below each other into one ``row``; gives the height they take."""
    for y, part in zip(tops(rows), rows, strict=True):
        row.items += tuple(
            replace(item, baseline=item.baseline + y)
            if isinstance(item, TextItem)
            else replace(item, y=item.y + y)
            for item in part.items
        )
        row.notes += part.notes
        row.anchors += part.anchors
    return extent(rows)


def _shared(above: Row, row: Row) -> int:
    """How many frames go on from one row to the next."""
    count = 0
    for one, other in zip(above.frames, row.frames, strict=False):
        if one is not other:
            break
        count += 1
    return count


_LEAST_PART = 3
"""How many rows stand at least on either side of a break in what is better not divided."""


class Limits(Struct, frozen=True):
    """The most blank that text inside another block has before and after it, in points."""

    before: float = math.inf
    after: float = math.inf


OPEN = Limits()
"""Text has the blank that it wants."""


class Stack:
    """Collects the rows of one column. Blocks say what they want around them, in any depth."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._frames: tuple[Frame, ...] = ()
        self._limits = OPEN
        self._before: float | None = None
        self._edge = 0
        self._anchors: tuple[str, ...] = ()
        self._span: SourceSpan | None = None
        self._labels: tuple[Item, ...] = ()

    @property
    def limits(self) -> Limits:
        """How much blank text has here at most."""
        return self._limits

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The frames around what is added next, from the outermost to the innermost."""
        return self._frames

    @property
    def ground(self) -> Colour | None:
        """The ground of the innermost frame that has one; None on the page itself."""
        return next((frame.ground for frame in reversed(self._frames) if frame.ground is not None), None)

    def add(self, rows: Iterable[Row], before: float = 0.0, after: float = 0.0) -> None:
        """Add the rows of one block, with the blank that it wants before and after it."""
        start = len(self.rows)
        self.rows += rows
        if start == len(self.rows):
            return
        if self._frames:
            for row in self.rows[start:]:
                row.frames = self._frames
        first, last = self.rows[start], self.rows[-1]
        self._want_before(min(before, self._limits.before), firm=False)
        first.before, self._before = self._before or 0.0, None
        last.after = min(after, self._limits.after)
        if self._anchors:
            first.anchors = (*self._anchors, *first.anchors)
            first.span = self._span
            self._anchors = ()
        if self._labels:
            first.items = (*self._labels, *first.items)
            self._labels = ()

    @contextmanager
    def block(
        self,
        before: float | None = None,
        after: float | None = None,
        *,
        frame: Frame | None = None,
        limits: Limits | None = None,
        whole: float = 0,
        yields: float = 0.0,
        firm: bool = False,
    ) -> Iterator[None]:
        """What is added meanwhile is one block.

        Without ``before`` or ``after`` its own first and last blocks say how much blank they want there.
        It stands in ``frame``; those inside are held within ``limits``. No more than ``whole`` rows are
        not divided, unless that ``yields``. What is ``firm`` has all of its blank, whatever stands around it.
        """
        start = len(self.rows)
        outer = self._frames, self._limits, self._before, self._edge
        if before is not None:
            self._want_before(before if firm else min(before, self._limits.before), firm=firm)
        if frame is not None:
            self._frames = (*self._frames, frame)
        if limits is not None:
            self._limits = limits
        yield
        self._frames, self._limits = outer[:2]
        if start == len(self.rows):
            self._before, self._edge = outer[2:]
            return
        last = self.rows[-1]
        if after is not None:
            want = after if firm else min(after, self._limits.after)
            # What is firm inside a frame has its blank in there.
            keeps = last.firm and frame is None
            last.after = max(last.after, want) if keeps else want
            last.firm = firm or keeps
        if len(self.rows) - start <= whole:
            self.keep_whole(start, yields=yields)

    def _want_before(self, blank: float, *, firm: bool) -> None:
        """Ask for ``blank`` before the row that is added next: of two, the outer or the firm one counts."""
        if self._before is None:
            self._before, self._edge = blank, len(self._frames)
        elif firm and self._edge == len(self._frames):
            self._before = max(self._before, blank)

    def begin(self, anchor: str, span: SourceSpan) -> None:
        """The block with the id ``anchor``, written at ``span``, begins with the row that is added next."""
        self._span = self._span if self._anchors else span
        self._anchors += (anchor,)

    def label(self, item: Item) -> None:
        """Set ``item`` into the row that is added next, before what that row has."""
        self._labels += (item,)

    def end_item(self, height: float) -> None:
        """End an item of a list: a label that has no row yet has one of its own."""
        if self._labels:
            self.add([Row(height)])

    def keep_whole(self, start: int, *, yields: float = 0.0) -> None:
        """Do not divide what was added from row ``start`` on; in its middle that yields at such a weight."""
        rows = self.rows
        for index in range(start, len(rows) - 1):
            row = rows[index]
            is_inner = start + _LEAST_PART <= index + 1 <= len(rows) - _LEAST_PART
            most = yields if is_inner else 0.0
            row.keep, row.yields = True, min(row.yields, most) if row.keep else most

    def keep_with_next(self, index: int) -> None:
        """Keep row ``index`` on the page of the one after it."""
        self.rows[index].keep, self.rows[index].yields = True, 0.0

    def stand_beside(self, rows: list[Row], baseline: float) -> None:
        """Set ``rows`` into the margin, beside the beginning of the last block or, if it is wide, its end.

        Their ``baseline`` is that of their first line, or what stands for it where they begin with none.
        What has footnotes stands beside the last row of the block that has some too: they are read first.
        """
        first = next(index for index in reversed(range(len(self.rows))) if self.rows[index].anchors)
        noted = any(map(footnotes, rows))
        earlier = [row for row in self.rows[first:] if row.margin or (noted and footnotes(row))]
        beside = self.rows[-1] if self.rows[first].wide else [self.rows[first], *earlier][-1]
        set_beside(rows, beside, baseline)

    def break_page(self, anchor: str) -> None:
        """Begin a new page, unless one begins here anyway."""
        if not self._ends_with_break():
            self.rows.append(Row(0.0, new_page=True, keep=True, anchors=(anchor,)))

    def drop_page_break(self) -> None:
        """Take back a break before what begins a new page by itself."""
        if self._ends_with_break():
            self.rows.pop()

    def _ends_with_break(self) -> bool:
        return bool(self.rows) and self.rows[-1].new_page and not self.rows[-1].items


def set_beside(rows: list[Row], beside: Row, baseline: float) -> None:
    """Set ``rows`` into the margin, their ``baseline`` level with the first one of the row ``beside``."""
    level, first = _first_baseline(beside), _first_baseline(rows[0])
    lift = 0.0 if level is None else (baseline if first is None else first) - level
    beside.margin += (MarginBlock(rows, lift),)


def _first_baseline(row: Row) -> float | None:
    return next((item.baseline for item in row.items if isinstance(item, TextItem)), None)
