"""Path data and basic shapes as lines and curves (SVG 1.1, 8 and 9), and the room that they take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from report_builder.graphics.scene import Curve, Move, To
from report_builder.graphics.svg.drawing import Box, Close, Matrix, Point, Segment, Segments
from report_builder.graphics.svg.values import NUMBER
from report_builder.patterns import late

_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
"""How many numbers each command takes."""
_BLANK = late(r"[\s,]*")
_COMMAND = late(r"\s*([MmLlHhVvCcSsQqTtAaZz])")
_NEXT = late(rf"\s*,?\s*({NUMBER})")
_FLAG = late(r"\s*,?\s*([01])")
_LARGEST = 1e7
_ROUND = 4 / 3 * (math.sqrt(2) - 1)
"""How far the control points of a quarter of a circle are, as a share of its radius."""


def path(data: str) -> Segments | None:
    """Read path data; None where a part of it cannot be read."""
    if data.strip() in ("", "none"):
        return ()
    pen = _Pen()
    at, end = 0, len(data.rstrip())
    while at < end:
        match = _COMMAND.match(data, at)
        if not match or (not pen.segments and match[1] not in "Mm"):
            return None
        name, at = match[1], match.end()
        while True:
            read = _numbers(data, at, name.upper())
            if read is None:
                return None
            values, at = read
            pen.draw(name, values)
            if name in "Zz" or not _NEXT.match(data, at):
                break
            # What follows a place to begin at are lines.
            name = {"M": "L", "m": "l"}.get(name, name)
    return tuple(pen.segments)


def _numbers(data: str, at: int, name: str) -> tuple[list[float], int] | None:
    values = []
    for place in range(_COUNTS[name]):
        match = (_FLAG if name == "A" and place in (3, 4) else _NEXT).match(data, at)
        if not match or abs(float(match[1])) > _LARGEST:
            return None
        values.append(float(match[1]))
        at = match.end()
    return values, at


class _Pen:
    """Draws the commands of path data, each from where the last one ended."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._x = self._y = 0.0
        self._start = (0.0, 0.0)
        self._control: tuple[str, float, float] | None = None
        """The kind of the last curve and its second control point."""

    def draw(self, name: str, values: list[float]) -> None:
        """Draw one command; small letters count from where the pen is."""
        kind = name.upper()
        if name != kind:
            values = self._absolute(kind, values)
        control = self._control
        self._control = None
        match kind, values:
            case "M", [x, y]:
                self._start = (x, y)
                self._add(Move(x, y))
            case "Z", _:
                self.segments.append(Close())
                self._x, self._y = self._start
            case "L", [x, y]:
                self._add(To(x, y))
            case "H", [x]:
                self._add(To(x, self._y))
            case "V", [y]:
                self._add(To(self._x, y))
            case _:
                self._curve(kind, values, control)

    def _curve(self, kind: str, values: list[float], control: tuple[str, float, float] | None) -> None:
        match kind, values:
            case "C", [x1, y1, x2, y2, x, y]:
                self._cubic(x1, y1, x2, y2, x, y)
            case "S", [x2, y2, x, y]:
                self._cubic(*self._mirrored("C", control), x2, y2, x, y)
            case "Q", [x1, y1, x, y]:
                self._quadratic(x1, y1, x, y)
            case "T", [x, y]:
                self._quadratic(*self._mirrored("Q", control), x, y)
            case _, [rx, ry, turn, large, sweep, x, y]:
                for piece in _arc((self._x, self._y), (rx, ry), turn, bool(large), bool(sweep), (x, y)):
                    self._add(piece)

    def _absolute(self, kind: str, values: list[float]) -> list[float]:
        if kind == "V":
            return [values[0] + self._y]
        if kind == "A":
            return [*values[:5], values[5] + self._x, values[6] + self._y]
        return [value + (self._y if at % 2 else self._x) for at, value in enumerate(values)]

    def _add(self, segment: Move | To | Curve) -> None:
        if self.segments and isinstance(self.segments[-1], Close) and not isinstance(segment, Move):
            self.segments.append(Move(*self._start))
        self.segments.append(segment)
        self._x, self._y = segment[-2], segment[-1]

    def _cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self._add(Curve(x1, y1, x2, y2, x, y))
        self._control = "C", x2, y2

    def _quadratic(self, x1: float, y1: float, x: float, y: float) -> None:
        self._add(quadratic((self._x, self._y), (x1, y1), (x, y)))
        self._control = "Q", x1, y1

    def _mirrored(self, kind: str, control: tuple[str, float, float] | None) -> Point:
        if control is None or control[0] != kind:
            return self._x, self._y
        return 2 * self._x - control[1], 2 * self._y - control[2]


def quadratic(start: Point, control: Point, end: Point) -> Curve:
    """Give a curve with one control point as one with two."""
    (x0, y0), (x1, y1), (x, y) = start, control, end
    return Curve(
        x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0), x + 2 / 3 * (x1 - x), y + 2 / 3 * (y1 - y), x, y
    )


def _arc(
    start: Point, radii: Point, turn: float, large: bool, sweep: bool, end: Point
) -> Iterator[To | Curve]:
    """An arc of an ellipse as curves (SVG 1.1, F.6)."""
    rx, ry = abs(radii[0]), abs(radii[1])
    if start == end:
        return
    if not rx or not ry:
        yield To(*end)
        return
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]
    far = (x / rx) ** 2 + (y / ry) ** 2
    if far > 1:
        rx, ry = rx * math.sqrt(far), ry * math.sqrt(far)
    below = (rx * y) ** 2 + (ry * x) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below)
    root = -root if large == sweep else root
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    way = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if sweep and way < 0:
        way += 2 * math.pi
    elif not sweep and way > 0:
        way -= 2 * math.pi
    centre = (start[0] + end[0]) / 2 + cos * cx - sin * cy, (start[1] + end[1]) / 2 + sin * cx + cos * cy
    to_place = Matrix(cos * rx, sin * rx, -sin * ry, cos * ry, *centre)
    count = max(1, math.ceil(abs(way) / (math.pi / 2) - 1e-9))
    step = way / count
    reach = 4 / 3 * math.tan(step / 4)
    for at in range(count):
        a, b = first + at * step, first + (at + 1) * step
        last = end if at == count - 1 else to_place.of(math.cos(b), math.sin(b))
        yield Curve(
            *to_place.of(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
            *to_place.of(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
            *last,
        )


def rectangle(x: float, y: float, width: float, height: float, rx: float = 0.0, ry: float = 0.0) -> Segments:
    """Draw a rectangle, with corners of an ellipse's radii."""
    right, lower = x + width, y + height
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not rx or not ry:
        return Move(x, y), To(right, y), To(right, lower), To(x, lower), Close()
    over, down = rx * (1 - _ROUND), ry * (1 - _ROUND)
    return (
        Move(x + rx, y),
        To(right - rx, y),
        Curve(right - over, y, right, y + down, right, y + ry),
        To(right, lower - ry),
        Curve(right, lower - down, right - over, lower, right - rx, lower),
        To(x + rx, lower),
        Curve(x + over, lower, x, lower - down, x, lower - ry),
        To(x, y + ry),
        Curve(x, y + down, x + over, y, x + rx, y),
        Close(),
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Segments:
    """Draw an ellipse, or a circle."""
    over, down = rx * _ROUND, ry * _ROUND
    return (
        Move(cx + rx, cy),
        Curve(cx + rx, cy + down, cx + over, cy + ry, cx, cy + ry),
        Curve(cx - over, cy + ry, cx - rx, cy + down, cx - rx, cy),
        Curve(cx - rx, cy - down, cx - over, cy - ry, cx, cy - ry),
        Curve(cx + over, cy - ry, cx + rx, cy - down, cx + rx, cy),
        Close(),
    )


def moved(segments: Iterable[Segment], matrix: Matrix) -> Segments:
    """Take a path to other places."""
    made: list[Segment] = []
    for segment in segments:
        match segment:
            case Move(x, y):
                made.append(Move(*matrix.of(x, y)))
            case To(x, y):
                made.append(To(*matrix.of(x, y)))
            case Curve(x1, y1, x2, y2, x, y):
                made.append(Curve(*matrix.of(x1, y1), *matrix.of(x2, y2), *matrix.of(x, y)))
            case _:
                made.append(segment)
    return tuple(made)


def bounds(segments: Iterable[Segment]) -> Box | None:
    """Give the room that a path takes without its pen; None where it has no points."""
    xs: list[float] = []
    ys: list[float] = []
    for segment in segments:
        if isinstance(segment, Curve):
            xs += _extremes(xs[-1], segment.x1, segment.x2, segment.x)
            ys += _extremes(ys[-1], segment.y1, segment.y2, segment.y)
        if not isinstance(segment, Close):
            xs.append(segment[-2])
            ys.append(segment[-1])
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _extremes(p0: float, p1: float, p2: float, p3: float) -> Iterator[float]:
    """Where a curve turns back, in one direction."""
    a, b, c = -p0 + 3 * p1 - 3 * p2 + p3, 2 * (p0 - 2 * p1 + p2), p1 - p0
    if abs(a) < 1e-12:
        roots = [-c / b] if abs(b) > 1e-12 else []
    else:
        inside = b * b - 4 * a * c
        roots = [] if inside < 0 else [(-b + sign * math.sqrt(inside)) / (2 * a) for sign in (1, -1)]
    for t in roots:
        if 0 < t < 1:
            u = 1 - t
            yield u**3 * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t**3 * p3
