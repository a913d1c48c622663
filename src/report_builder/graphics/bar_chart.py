"""The bar chart of findings: each statement stands over its bar, the value at the bar's end.

The axis runs from 0 to 100 and starts at zero. Every bar has its number beside it and its statement
above it, so nothing hangs on colour. The texts carry the parts of a table: ``head:0`` and ``head:1``,
``row:<i>:label`` and ``row:<i>:value``; bars, tracks and the axis' numbers are of part ``drawing``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from report_builder.graphics.lettering import baseline, rounded, wrapped
from report_builder.graphics.scene import Label, Line, Measure, Rect, Scene, Shape, TypeSize
from report_builder.language.catalogue import Catalogue
from report_builder.model.findings import Finding

_HEAD, _LABEL, _VALUE, _TICK = "table_head", "chart_label", "chart_value", "caption"
_DRAWING = "drawing"
_TICKS = (0, 25, 50, 75, 100)
_HAIRLINE = 0.6
_GAP = 6.0
"""Between a bar's end, its value, and the rest of the track."""


def draw_bar_chart(
    findings: Sequence[Finding],
    width: float,
    measure: Measure,
    words: Catalogue,
    styles: Mapping[str, TypeSize],
) -> Scene:
    """Draw ``findings`` from top to bottom, ``width`` points wide; the height follows from the texts.

    ``measure`` tells how wide a text is in a style; ``styles`` gives the sizes of the styles table_head,
    chart_label, chart_value and caption. A finding that is no percentage has its value and no bar; a
    percentage outside 0 to 100 has a bar that ends where the axis does. A word that is wider than the
    chart is broken to fit.
    """
    axis = _axis_length(findings, width, measure)
    page = _Sheet(width, axis, measure, styles, [])
    y = page.head(words)
    for index, finding in enumerate(findings):
        y = page.row(index, finding, y)
    if axis:
        y = page.scale(y)
    return Scene(width, y, tuple(page.shapes))


def _axis_length(findings: Sequence[Finding], width: float, measure: Measure) -> float:
    """Give the longest axis that leaves room for every value at its bar's end; 0 without percentages."""
    shares = [
        (_clamped(f.share), measure(_value(f, width, measure), _VALUE))
        for f in findings
        if f.share is not None
    ]
    if not shares:
        return 0.0
    room = [width]
    room += [(width - _GAP - value) / share * 100 for share, value in shares if share > 0]
    return max(0.0, rounded(min(room)))


def _value(finding: Finding, width: float, measure: Measure) -> str:
    """Give what stands at a bar's end: what the value is compared with too, unless that is too long."""
    return finding.shown if measure(finding.shown, _VALUE) <= width / 2 else finding.display


def _clamped(share: float) -> float:
    return min(100.0, max(0.0, share))


class _Sheet(Struct, frozen=True):
    """What is drawn so far; each method draws from ``y`` downwards and gives the new ``y``."""

    width: float
    axis: float
    measure: Measure
    styles: Mapping[str, TypeSize]
    shapes: list[Shape]

    def head(self, words: Catalogue) -> float:
        """Draw the two column heads over a hairline."""
        style = self.styles[_HEAD]
        y = baseline(style)
        lines = wrapped(words("document.statement"), self.width * 0.6, lambda text: self.measure(text, _HEAD))
        right = wrapped(words("document.value"), self.width * 0.35, lambda text: self.measure(text, _HEAD))
        for number, line in enumerate(lines):
            self._text(line, 0.0, y + number * style.leading, _HEAD, "head:0")
        for number, line in enumerate(right):
            x = self.width - self.measure(line, _HEAD)
            self._text(line, x, y + number * style.leading, _HEAD, "head:1")
        y = max(len(lines), len(right)) * style.leading + 2
        self.shapes.append(Line(0, rounded(y), self.width, rounded(y), "ink", 0.6, part=_DRAWING))
        return y + _GAP

    def row(self, index: int, finding: Finding, y: float) -> float:
        """Draw a statement, its bar below, and its value at the bar's end."""
        style, value = self.styles[_LABEL], self.styles[_VALUE]
        for line in wrapped(finding.statement, self.width, lambda text: self.measure(text, _LABEL)):
            self._text(line, 0.0, y + baseline(style), _LABEL, f"row:{index}:label")
            y += style.leading
        # Numerals are about two thirds of the type size high, and so is the bar.
        height = rounded(0.66 * value.size)
        y += (value.leading - height) / 2
        end, shown = 0.0, _value(finding, self.width, self.measure)
        if finding.share is not None:
            end = rounded(self.axis * _clamped(finding.share) / 100)
            self._bar(y, height, end, end + _GAP + self.measure(shown, _VALUE))
        x = end + _GAP if finding.share is not None else 0.0
        self._text(shown, x, y + height, _VALUE, f"row:{index}:value")
        return y + height + (value.leading - height) / 2 + 0.6 * style.leading

    def _bar(self, y: float, height: float, end: float, taken: float) -> None:
        """Draw the bar, and its track from behind the value, which ends at ``taken``, to 100."""
        y = rounded(y)
        track = rounded(taken + _GAP)
        if self.axis > track:
            self.shapes.append(Rect(track, y, rounded(self.axis - track), height, fill="tint", part=_DRAWING))
        if end > 0:
            self.shapes.append(Rect(0.0, y, end, height, fill="chart", part=_DRAWING))
        for tick in _TICKS[1:-1]:
            x = rounded(self.axis * tick / 100)
            if x < end - _HAIRLINE or x > track + _HAIRLINE:
                self.shapes.append(Line(x, y, x, rounded(y + height), "paper", _HAIRLINE, part=_DRAWING))

    def scale(self, y: float) -> float:
        """Draw the numbers of the axis; where they would be crowded, its ends alone."""
        style = self.styles[_TICK]
        widest = self.measure("100", _TICK)
        ticks = _TICKS if self.axis / 4 > 1.5 * widest else (0, 100) if self.axis > 2.5 * widest else (0,)
        y -= style.leading / 3
        for tick in ticks:
            text = str(tick)
            # The first number stands flush with the left end of the axis, the last with the right one.
            shift = self.measure(text, _TICK) * {0: 0.0, 100: 1.0}.get(tick, 0.5)
            self._text(text, self.axis * tick / 100 - shift, y + baseline(style), _TICK, _DRAWING)
        return rounded(y + style.leading)

    def _text(self, text: str, x: float, y: float, style: str, part: str) -> None:
        self.shapes.append(Label(text, rounded(x), rounded(y), style, part=part))
