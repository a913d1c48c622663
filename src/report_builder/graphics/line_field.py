"""The generated line field *konstruktiv uro*.

A field of calm parallel lines is set in motion by one of them and finds a new order. The movement is
one long panorama; ``stage`` says which window of it is seen. Leafing from chapter to chapter the
disturbance comes in from the right, passes, and leaves the new order behind.

Each line is a ribbon between two curves, so that its weight can swell like a pen's. The curves are
cubic Hermite pieces, halved until they follow the field within a fraction of a point: calm stretches
cost few numbers, moving ones as many as they need.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from report_builder.graphics.scene import Curve, Move, Path, Rect, Scene, Segment, Shape, To

Ground: TypeAlias = Literal["ink", "paper"]

_TOLERANCE = 0.3
_FLAT = 0.03
_DEEPEST = 7
_TAU = 2 * math.pi


def draw_line_field(
    width: float,
    height: float,
    stage: float,
    seed: int,
    *,
    ground: Ground = "paper",
    lines: int = 24,
) -> Scene:
    """Draw the window of the panorama that belongs to ``stage`` (0 calm … 1 new order).

    ``width`` and ``height`` are in points. ``ground`` "ink" paints a dark ground with light lines (cover),
    "paper" leaves the ground free (chapter openers). ``lines`` is the number of lines over the height.
    The same arguments give the same scene. Everything is decoration: no shape has a part.
    """
    field = _Field(width, height, min(1.0, max(0.0, stage)), _character(seed), lines)
    shapes: list[Shape] = []
    if ground == "ink":
        shapes.append(Rect(0, 0, width, height, fill="ink"))
    plain: list[Segment] = []
    for index in range(lines):
        if index != field.voice:
            plain.extend(_ribbon(field, index))
    shapes.append(Path(tuple(plain), fill="paper" if ground == "ink" else "ink"))
    shapes.append(Path(tuple(_ribbon(field, field.voice)), fill="signal"))
    return Scene(width, height, tuple(shapes))


@dataclass(frozen=True, slots=True)
class _Character:
    """What the seed decides: where the unrest starts, its pitch and its lean."""

    voice: float
    pitch: float
    lean: float
    phase: float


def _character(seed: int) -> _Character:
    state = (seed * 2654435761 + 1013904223) % 2**32

    def draw(low: float, high: float) -> float:
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return low + (high - low) * state / 2**32

    return _Character(draw(0.52, 0.6), draw(1.5, 1.75), draw(3.0, 3.8), draw(0, _TAU))


class _Field:
    """The field's two functions: where a line runs and how heavy it is."""

    def __init__(self, width: float, height: float, stage: float, character: _Character, lines: int) -> None:
        self.width, self.height, self.lines = width, height, lines
        self.character = character
        self.voice = round(character.voice * (lines - 1))
        self.start = 1.6 * stage - 1.35

    def place(self, t: float, d: float) -> float:
        """Give the height (0 … 1) of the line that began at height ``t``, at ``d`` widths from the middle."""
        c = self.character
        away = t - c.voice
        settled = _smooth((d + 0.1) / 0.8)
        rim = _rim(t)
        opened = t + 0.42 * settled * math.sin(_TAU * away) / _TAU * rim
        return opened + rim * self.amplitude(away, d) * self.wave(away, d)

    def amplitude(self, away: float, d: float) -> float:
        swell = _smooth((d + 0.62) / 0.57) * _smooth((0.80 - d) / 0.75)
        return 0.115 * swell * _bump(away / (0.34 + 0.30 * _smooth((d + 0.6) / 0.9)))

    def wave(self, away: float, d: float) -> float:
        phase = self.phase(away, d)
        return math.sin(phase + 0.25 * math.sin(phase))

    def phase(self, away: float, d: float) -> float:
        c = self.character
        return _TAU * c.pitch * d + c.lean * 2 * away + c.phase

    def weight(self, t: float, d: float) -> float:
        """Give the share (0 … 1) of the local spacing that the line covers."""
        away = t - self.character.voice
        settled = _smooth((d + 0.1) / 0.8)
        moved = _rim(t) * self.amplitude(away, d) / 0.115
        beat = 0.5 + 0.5 * math.cos(self.phase(away, d) + 0.7)
        return 0.06 + 0.50 * moved * beat + 0.27 * settled * _bump(away / 0.5)

    def edges(self, index: int, x: float) -> tuple[float, float]:
        """Give the line's upper and lower edge at ``x``, in points."""
        t = (index + 0.5) / self.lines
        d = self.start + x / self.width
        step = 0.25 / self.lines
        before, after = self.place(t - step, d), self.place(t + step, d)
        half = max(0.5 if index == self.voice else 0.2, abs(after - before) * self.height * self.weight(t, d))
        middle = self.place(t, d) * self.height
        return middle - half, middle + half


def _smooth(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * value * value * (10 - 15 * value + 6 * value * value)


def _rim(t: float) -> float:
    return _smooth(t / 0.35) * _smooth((1 - t) / 0.35)


def _bump(value: float) -> float:
    return (1 - value * value) ** 2 if abs(value) < 1 else 0.0


def _ribbon(field: _Field, index: int) -> Iterator[Segment]:
    def upper(x: float) -> float:
        return field.edges(index, x)[0]

    def lower(x: float) -> float:
        return field.edges(index, x)[1]

    # Knots stand on multiples of three points, so every x is a whole number; the scene's edge cuts the rest.
    last = math.ceil(field.width / 3)
    yield Move(0, _round(upper(0)))
    yield from _trace(upper, 0, last)
    yield To(last * 3, _round(lower(last * 3)))
    yield from _trace(lower, last, 0)


def _trace(curve: Callable[[float], float], a: int, b: int) -> Iterator[Segment]:
    """Follow ``curve`` from knot a to knot b (b may be the smaller) with as few Bézier pieces as will do."""
    x0, step = a * 3, b - a
    x3 = b * 3
    y0, y3 = curve(x0), curve(x3)
    y1 = y0 + step * _slope(curve, x0)
    y2 = y3 - step * _slope(curve, x3)
    if abs(step) > 48 or (abs(step) > 2 and not _fits(curve, x0, x3, (y0, y1, y2, y3))):
        middle = (a + b) // 2
        yield from _trace(curve, a, middle)
        yield from _trace(curve, middle, b)
        return
    chord = (y3 - y0) / 3
    if max(abs(y1 - y0 - chord), abs(y2 - y3 + chord)) < _FLAT:
        yield To(x3, _round(y3))
    else:
        yield Curve(x0 + step, _round(y1), x3 - step, _round(y2), x3, _round(y3))


def _fits(curve: Callable[[float], float], a: float, b: float, y: tuple[float, float, float, float]) -> bool:
    for u in (0.25, 0.5, 0.75):
        v = 1 - u
        drawn = v * v * v * y[0] + 3 * u * v * v * y[1] + 3 * u * u * v * y[2] + u * u * u * y[3]
        if abs(drawn - curve(a + u * (b - a))) > _TOLERANCE:
            return False
    return True


def _slope(curve: Callable[[float], float], x: float) -> float:
    return (curve(x + 0.25) - curve(x - 0.25)) * 2


def _round(value: float) -> float:
    return round(value, 2)
