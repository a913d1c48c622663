"""The generated line field *konstruktiv uro*.

A field of calm, even lines is set in motion by one of them, the voice, and finds a new order. The
movement is one long panorama and ``stage`` says which window of it is seen: from chapter to chapter the
disturbance comes in from the right, passes, and leaves the new order behind.

Each line is a ribbon between two curves, so that its weight swells like a broad pen's. The curves are
cubic Hermite pieces, halved until they follow the field within a fraction of a point: a calm stretch
costs few numbers, a moving one as many as it needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from report_builder.graphics.scene import Curve, Move, Path, Scene, Segment, To

TRAVEL = 1.6
"""How far the window moves over the panorama from stage 0 to stage 1, in its own widths."""

_TAU = 2 * math.pi
_TOLERANCE = 0.3
"""How far, in points, a drawn edge may stand from the field's own."""
_FLAT = 0.03
"""A curve that bends less than this, in points, is drawn straight."""
_THINNEST = 0.5
"""The least weight of a line in points."""
_LONGEST = 48
"""The longest piece, in units of three points."""


def draw_line_field(
    width: float,
    height: float,
    stage: float,
    seed: int,
    *,
    colour: str = "ink",
    lines: int = 24,
    windows: float = 1.0,
) -> Scene:
    """Draw the window of the panorama that belongs to ``stage``, from 0 (calm) to 1 (the new order).

    ``width`` and ``height`` are in points. ``colour`` names the colour of all lines but the voice, which has
    the signal colour; ``lines`` says how many lines fill the height. ``windows`` is how much of the panorama
    is drawn from there on, in widths: what lies right of the window is what later stages show. There is no
    ground. The same arguments give the same scene. All of it is decoration: no shape has a part.
    """
    field = _Field(width, height, min(1.0, max(0.0, stage)), _character(seed), lines)
    length = width * windows
    chorus = [
        part for index in range(lines) if index != field.voice for part in _ribbon(field, index, length)
    ]
    voice = Path(tuple(_ribbon(field, field.voice, length)), fill="signal")
    return Scene(length, height, (Path(tuple(chorus), fill=colour), voice))


@dataclass(frozen=True, slots=True)
class _Character:
    """What the seed decides: the height of the voice, waves in a width, how they lean, where they begin."""

    voice: float
    pitch: float
    lean: float
    phase: float


def _character(seed: int) -> _Character:
    # A generator of our own (Numerical Recipes' constants), so that no library's change moves a line.
    state = (seed * 2654435761 + 1013904223) % 2**32

    def draw(low: float, high: float) -> float:
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return low + (high - low) * state / 2**32

    return _Character(draw(0.46, 0.6), draw(1.4, 1.75), draw(5.6, 7.8), draw(-1.5, 1.5))


class _Column(NamedTuple):
    """What all lines share at one place: the new order, the swell, how far it reaches, the wave's phase."""

    settled: float
    swell: float
    reach: float
    phase: float


class _Strand(NamedTuple):
    """What a line keeps over its whole length: its height while all was calm, seen from the voice."""

    t: float
    away: float
    rim: float
    opening: float
    lag: float


class _Field:
    """Where each line runs and how heavy it is.

    A line is known by ``t``, its height from 0 to 1 while all was calm; a place on it by ``d``, its
    distance in widths from the middle of the disturbance.
    """

    def __init__(self, width: float, height: float, stage: float, character: _Character, lines: int) -> None:
        self.width, self.height, self.lines = width, height, lines
        self._character = character
        self._start = TRAVEL * stage - 1.35
        self.voice = round(character.voice * (lines - 1))
        self._columns: dict[float, _Column] = {}

    def edges(self, index: int) -> _Edges:
        """Give a function that tells the upper and the lower edge of a line at x, in points."""
        t, step = (index + 0.5) / self.lines, 0.25 / self.lines
        above, own, below = self._strand(t - step), self._strand(t), self._strand(t + step)
        calm = 0.11 if index == self.voice else 0.055
        order = 0.27 * _bump(own.away / 0.5)
        known: dict[float, tuple[float, float]] = {}

        def at(x: float) -> tuple[float, float]:
            edges = known.get(x)
            if edges is None:
                column = self._column(x)
                upper, _ = _place(above, column)
                lower, _ = _place(below, column)
                middle, crest = _place(own, column)
                weight = calm + order * column.settled + 0.5 * crest
                half = max(_THINNEST / 2, (lower - upper) * self.height * weight)
                middle *= self.height
                edges = known[x] = middle - half, middle + half
            return edges

        return at

    def _strand(self, t: float) -> _Strand:
        away = t - (self.voice + 0.5) / self.lines
        return _Strand(t, away, _rim(t), 0.42 * math.sin(_TAU * away) / _TAU, self._character.lean * away)

    def _column(self, x: float) -> _Column:
        column = self._columns.get(x)
        if column is None:
            d = self._start + x / self.width
            column = self._columns[x] = _Column(
                settled=_smooth((d + 0.1) / 0.8),
                swell=_smooth((d + 0.62) / 0.57) * _smooth((0.80 - d) / 0.75),
                reach=0.34 + 0.30 * _smooth((d + 0.6) / 0.9),
                phase=_TAU * self._character.pitch * d + self._character.phase,
            )
        return column


def _place(strand: _Strand, column: _Column) -> tuple[float, float]:
    """Give the height of a line, and how swollen it is there, both from 0 to 1.

    The height is the line's own, moved by the wave, opened around the voice at last. A line is heavy on a
    crest and light in a trough.
    """
    t, away, rim, opening, lag = strand
    settled, swell, reach, phase = column
    if not swell or not -reach < away < reach:
        return t + rim * opening * settled, 0.0
    # The strength of the disturbance: it starts at the voice and spreads to the others.
    share = away / reach
    moved = swell * (1 - share * share) ** 2
    phase += lag
    # The second sine leans the wave over: a crest comes up faster than it sinks.
    wave = math.sin(phase + 0.25 * math.sin(phase))
    place = t + rim * (opening * settled + 0.115 * moved * wave)
    return place, rim * moved * (0.5 + 0.5 * math.cos(phase + 0.7))


def _rim(t: float) -> float:
    """Keep the first and the last lines still, so that the field has an edge."""
    return _smooth((t - 0.05) / 0.33) * _smooth((0.95 - t) / 0.33)


def _smooth(value: float) -> float:
    """Rise from 0 to 1 with no corner (Perlin's fifth-degree step)."""
    value = min(1.0, max(0.0, value))
    return value * value * value * (10 - 15 * value + 6 * value * value)


def _bump(value: float) -> float:
    """Fall from 1 at 0 to exactly 0 at -1 and 1."""
    return (1 - value * value) ** 2 if abs(value) < 1 else 0.0


_UPPER, _LOWER = 0, 1

_Edges: TypeAlias = Callable[[float], tuple[float, float]]
"""The upper and the lower edge of a line at x."""


def _ribbon(field: _Field, index: int, length: float) -> Iterator[Segment]:
    """Draw a line, so many points long, as the area between its edges."""
    edges = field.edges(index)
    # Knots stand on multiples of three points, so that every x is a whole number; the scene's edge cuts.
    last = math.ceil(length / 3)
    yield Move(0, _round(edges(0)[_UPPER]))
    yield from _trace(edges, _UPPER, 0, last)
    yield To(last * 3, _round(edges(last * 3)[_LOWER]))
    yield from _trace(edges, _LOWER, last, 0)


def _trace(edges: _Edges, side: int, a: int, b: int) -> Iterator[Segment]:
    """Follow an edge from knot a to knot b (b may be the smaller) with as few Bézier pieces as will do."""
    step = b - a
    x0, x3 = a * 3, b * 3
    y0, y3 = edges(x0)[side], edges(x3)[side]
    y1 = y0 + step * _slope(edges, side, x0)
    y2 = y3 - step * _slope(edges, side, x3)
    if abs(step) > _LONGEST or (abs(step) > 2 and not _fits(edges, side, x0, x3, (y0, y1, y2, y3))):
        middle = (a + b) // 2
        yield from _trace(edges, side, a, middle)
        yield from _trace(edges, side, middle, b)
        return
    chord = (y3 - y0) / 3
    if max(abs(y1 - y0 - chord), abs(y2 - y3 + chord)) < _FLAT:
        yield To(x3, _round(y3))
    else:
        yield Curve(x0 + step, _round(y1), x3 - step, _round(y2), x3, _round(y3))


def _fits(edges: _Edges, side: int, a: float, b: float, y: tuple[float, float, float, float]) -> bool:
    for u in (0.25, 0.5, 0.75):
        v = 1 - u
        drawn = v * v * v * y[0] + 3 * u * v * v * y[1] + 3 * u * u * v * y[2] + u * u * u * y[3]
        if abs(drawn - edges(a + u * (b - a))[side]) > _TOLERANCE:
            return False
    return True


def _slope(edges: _Edges, side: int, x: float) -> float:
    return (edges(x + 0.25)[side] - edges(x - 0.25)[side]) * 2


def _round(value: float) -> float:
    return round(value, 2)
