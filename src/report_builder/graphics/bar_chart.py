"""The bar chart of findings: each statement stands over its bar, the value at the bar's end.

Bars start at zero. The axis of shares runs from 0 to 100, and any other follows the data: where some are
below zero, their bars go to the left of a line at zero. Every bar has its number beside it and its statement
above it, so nothing hangs on colour. The texts carry the parts of a table: ``head:0`` and ``head:1``,
``row:<i>:label`` and ``row:<i>:value``; bars, tracks and the axis' numbers are of part ``drawing``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from report_builder.graphics.axis import Axis, axis_of
from report_builder.graphics.lettering import baseline, rounded, wrapped
from report_builder.graphics.scene import GROUND, Label, Line, Measure, Rect, Scene, Shape, TypeSize
from report_builder.language.catalogue import Catalogue
from report_builder.model.findings import Finding

_HEAD, _LABEL, _VALUE, _TICK = "table_head", "chart_label", "chart_value", "caption"
_DRAWING = "drawing"
_HAIRLINE = 0.6
_GAP = 6.0
"""Between a bar's end, its value, and the rest of the track."""
END_MARK = 0.75
"""How thick the mark is at the end of a track."""
_SEEN = 1.2
"""The shortest bar beside the line at zero."""


def draw_bar_chart(
    findings: Sequence[Finding],
    width: float,
    measure: Measure,
    words: Catalogue,
    styles: Mapping[str, TypeSize],
    tallest: float = float("inf"),
) -> tuple[Scene, ...]:
    """Draw ``findings`` from top to bottom, ``width`` points wide; the height follows from the texts.

    ``measure`` tells how wide a text is in a style; ``styles`` gives the sizes of the styles table_head,
    chart_label, chart_value and caption. The findings have one unit. A word that is wider than the chart is
    broken to fit. What is taller than ``tallest`` points is drawn in several scenes with the same axis, about
    as tall as each other.
    """
    axis = axis_of(findings)
    beside = all(measure(_value(each, width, measure), _VALUE) <= width / 2 for each in findings)
    length = _axis_length(axis, findings, width, measure) if beside else rounded(width)

    def sheet() -> _Sheet:
        return _Sheet(width, axis, length, beside, words, measure, styles, [])

    def draw(start: int, stop: int) -> Scene:
        page = sheet()
        y = page.head() if not start else page.top(styles[_TICK].leading)
        for index in range(start, stop):
            y = page.row(index, findings[index], y)
        return Scene(width, page.scale(y), tuple(page.shapes))

    whole = draw(0, len(findings))
    if whole.height <= tallest or len(findings) < 2:
        return (whole,)
    heights = [sheet().row(0, finding, 0.0) for finding in findings]
    ends = sheet().head() + sheet().scale(0.0)
    return tuple(draw(start, stop) for start, stop in _panels(heights, tallest - ends))


def _panels(heights: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    """Give from which to which row each panel goes, of as few as have room, and about equally tall."""

    def filled(room: float) -> list[int]:
        ends, y = [], 0.0
        for index, height in enumerate(heights):
            if index and y + height > room:
                ends.append(index)
                y = 0.0
            y += height
        return [*ends, len(heights)]

    least = filled(room)
    share = sum(heights) / len(least)
    while len(ends := filled(share)) > len(least):
        share += 1.0
    yield from pairwise([0, *ends])


def _axis_length(axis: Axis, findings: Sequence[Finding], width: float, measure: Measure) -> float:
    """Give the longest axis that leaves room for every value: at its bar's end, or right of the zero line."""
    room = [width]
    for finding in findings:
        reach = float(max(finding.value, Decimal(0)) - axis.low)
        if reach > 0:
            free = width - _GAP - measure(_value(finding, width, measure), _VALUE)
            room.append(free / reach * float(axis.span))
    return max(0.0, rounded(min(room)))


def _value(finding: Finding, width: float, measure: Measure) -> str:
    """Give what stands at a bar's end: what the value is compared with too, unless that is too long."""
    return finding.shown if measure(finding.shown, _VALUE) <= width / 2 else finding.display


def _end_mark(x: float, y: float, height: float) -> Line:
    at = rounded(x - END_MARK / 2)
    return Line(at, y, at, rounded(y + height), "rule", END_MARK, part=_DRAWING)


class _Sheet(Struct, frozen=True):
    """What is drawn so far; each method draws from ``y`` downwards and gives the new ``y``.

    ``length`` is that of the axis in points. The values stand ``beside`` their bars, or above them where one
    has no room.
    """

    width: float
    axis: Axis
    length: float
    beside: bool
    words: Catalogue
    measure: Measure
    styles: Mapping[str, TypeSize]
    shapes: list[Shape]

    def head(self) -> float:
        """Draw the two column heads over a hairline."""
        style = self.styles[_HEAD]
        y = baseline(style)
        named = self.words(self.axis.column)
        lines = wrapped(
            self.words("document.statement"), self.width * 0.6, lambda text: self.measure(text, _HEAD)
        )
        right = wrapped(named, self.width * 0.35, lambda text: self.measure(text, _HEAD))
        for number, line in enumerate(lines):
            self._text(line, 0.0, y + number * style.leading, _HEAD, "head:0")
        for number, line in enumerate(right):
            x = self.width - self.measure(line, _HEAD)
            self._text(line, x, y + number * style.leading, _HEAD, "head:1")
        return self.top(max(len(lines), len(right)) * style.leading + 2)

    def top(self, y: float) -> float:
        """Draw the hairline that is above all bars."""
        self.shapes.append(Line(0, rounded(y), self.width, rounded(y), "ink", 0.6, part=_DRAWING))
        return y + _GAP

    def row(self, index: int, finding: Finding, y: float) -> float:
        """Draw a statement, its bar below, and its value at the bar's end or between the two."""
        style, value = self.styles[_LABEL], self.styles[_VALUE]
        for line in wrapped(finding.statement, self.width, lambda text: self.measure(text, _LABEL)):
            self._text(line, 0.0, y + baseline(style), _LABEL, f"row:{index}:label")
            y += style.leading
        part, shown = f"row:{index}:value", _value(finding, self.width, self.measure)
        if not self.beside:
            for line in wrapped(finding.shown, self.width, lambda text: self.measure(text, _VALUE)):
                self._text(line, 0.0, y + baseline(value), _VALUE, part)
                y += value.leading
        # Numerals are about two thirds of the type size high, and so is the bar.
        height = rounded(0.66 * value.size)
        y += (value.leading - height) / 2
        zero = self._place(0.0)
        end = self._end(float(finding.value))
        taken = max(zero, end) + _GAP + self.measure(shown, _VALUE) if self.beside else max(zero, end)
        self._bar(rounded(y), height, end, rounded(taken + _GAP))
        if self.beside:
            self._text(shown, max(zero, end) + _GAP, y + height, _VALUE, part)
        return y + height + (value.leading - height) / 2 + 0.6 * style.leading

    def _place(self, value: float) -> float:
        return rounded(self.length * (value - float(self.axis.low)) / float(self.axis.span))

    def _end(self, value: float) -> float:
        """Give where a bar ends: where its value is, and far enough from the zero line to be seen."""
        zero, end = self._place(0.0), self._place(value)
        if self.axis.of_shares or not value or abs(end - zero) >= _SEEN:
            return end
        return rounded(zero + _SEEN if value > 0 else zero - _SEEN)

    def _bar(self, y: float, height: float, end: float, free: float) -> None:
        """Draw the bar from zero to ``end``. Shares have a track behind it, from ``free`` to 100."""
        zero = self._place(0.0)
        if self.axis.of_shares and self.length > free:
            self.shapes.append(Rect(free, y, rounded(self.length - free), height, fill="tint", part=GROUND))
            # Where the whole ends is seen, though the track is faint.
            self.shapes.append(_end_mark(self.length, y, height))
        left, right = min(zero, end), max(zero, end)
        if right > left:
            self.shapes.append(Rect(left, y, rounded(right - left), height, fill="chart", part=_DRAWING))
        for tick in self.axis.ticks[1:-1]:
            x = self._place(float(tick))
            part = _DRAWING if left + _HAIRLINE < x < right - _HAIRLINE else GROUND
            if part is _DRAWING or (self.axis.of_shares and x > free + _HAIRLINE):
                self.shapes.append(Line(x, y, x, rounded(y + height), "paper", _HAIRLINE, part=part))
        if not self.axis.of_shares:
            self.shapes.append(
                Line(zero, rounded(y - 2), zero, rounded(y + height + 2), "ink", _HAIRLINE, part=_DRAWING)
            )

    def scale(self, y: float) -> float:
        """Draw the numbers of the axis; where they would be crowded, some of them, or zero alone."""
        style = self.styles[_TICK]
        y -= style.leading / 3
        # On the axis of shares the first number stands flush with its left end, the last with the right one.
        ends = {0: 0.0, len(self.axis.ticks) - 1: 1.0} if self.axis.of_shares else {}
        for tick in self._uncrowded():
            text = self.axis.written(self.words)[tick]
            place, room = (
                self.length * float(self.axis.ticks[tick] - self.axis.low),
                self.measure(text, _TICK),
            )
            x = place / float(self.axis.span) - room * ends.get(tick, 0.5)
            x = min(max(x, 0.0), max(0.0, self.width - room))
            self._text(text, x, y + baseline(style), _TICK, _DRAWING)
        return rounded(y + style.leading)

    def _uncrowded(self) -> tuple[int, ...]:
        """Give which of the axis' numbers are written: as many as have room beside each other."""
        numbers = self.axis.written(self.words)
        widest = max(self.measure(number, _TICK) for number in numbers)
        last, zero = len(numbers) - 1, self.axis.ticks.index(0)
        tries = [(1, 1.5), (last, 2.5)] if self.axis.of_shares else [(n, 1.75) for n in range(1, last + 1)]
        for each, room in tries:
            if self.length * each / last > room * widest:
                return tuple(index for index in range(last + 1) if (index - zero) % each == 0)
        return (zero,)

    def _text(self, text: str, x: float, y: float, style: str, part: str) -> None:
        self.shapes.append(Label(text, rounded(x), rounded(y), style, part=part))
