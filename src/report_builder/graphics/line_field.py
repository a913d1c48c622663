"""The generated line field *konstruktiv uro*.

A field of calm, even lines is set in motion by one of them, the voice, and finds a new order. The
movement is one long panorama and ``stage`` says which window of it is seen: from chapter to chapter the
disturbance comes in from the right, passes, and leaves the new order behind.

Each line is a ribbon between two curves, so that its weight swells like a broad pen's. The field is looked
at on knots that all lines share. The curves are cubic Hermite pieces between knots, halved until they meet
those in between within a fraction of a point: a calm stretch costs few numbers, a moving one as many as it
needs.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from msgspec import Struct

from report_builder.graphics.movement import Band, Chance, Voices, Window, bump, settled, smooth, swell
from report_builder.graphics.scene import Curve, Move, Segment, To

UNLIKE = 1_000_000
"""Seeds from here on give fields that differ in all that may differ; below it they are of one temper."""
_SALT = 6
_TAU = 2 * math.pi
_TOLERANCE = 0.3
"""How far, in points, a drawn edge may stand from the field's own."""
_FLAT = 0.03
"""A curve that bends less than this, in points, is drawn straight."""
_THINNEST = 0.5
"""The least weight of a line in points."""
_KNOTS = 32
"""About how many knots stand in the width; a wave is some twenty of them long."""
_GATHERED = 0.1
"""Where lines begin to be gathered into a band, in widths; at the right edge they are there."""
_BEYOND = 2
"""Knots beyond either end, which the slopes at the ends need."""
_LONGEST = 9
"""The longest curve, in knots."""


def draw_line_field(window: Window) -> Voices:
    """Draw the chorus and the voice in a window of the panorama; in less than 72 of width lines may meet."""
    field = _Field(window)
    chorus = [part for index in range(window.lines) if index != field.voice for part in _ribbon(field, index)]
    return Voices(chorus, _ribbon(field, field.voice))


class _Character(Struct, frozen=True):
    """What the seed decides: the height of the voice, waves in a width, how they lean, begin and rise."""

    voice: float
    pitch: float
    lean: float
    phase: float
    strength: float = 0.115


def _character(seed: int) -> _Character:
    if seed >= UNLIKE:
        return _unlike(seed)
    draw = Chance(seed).between
    return _Character(draw(0.46, 0.6), draw(1.4, 1.75), draw(5.6, 7.8), draw(-1.5, 1.5))


def _unlike(seed: int) -> _Character:
    draw = Chance(seed, _SALT).between
    strength = draw(0.085, 0.135)
    # Where a wave is strong its neighbours follow it closely, or lines would meet.
    lean = draw(0.5, 0.7) / strength * (1 if draw(0.0, 1.0) < 0.5 else -1)
    return _Character(draw(0.34, 0.66), draw(1.0, 2.1), lean, draw(-_TAU / 2, _TAU / 2), strength)


class _Knot(NamedTuple):
    """What all lines share at one place: the new order, the swell, how far it reaches, the wave's phase."""

    settled: float
    swell: float
    reach: float
    phase: float


class _Field:
    """Where each line runs and how heavy it is.

    A line is known by ``t``, its height from 0 to 1 while all was calm; a place on it by ``d``, its
    distance in widths from the middle of the disturbance.
    """

    def __init__(self, window: Window) -> None:
        self.width, self.height, self.lines = window.width, window.height, window.lines
        self._character = _character(window.seed)
        self._start = window.start
        self.voice = round(self._character.voice * (self.lines - 1))
        # Multiples of three points: a third of the way to the next, where curves bend, is a whole number.
        self.step = 3 * max(1, round(self.width / 3 / _KNOTS))
        self.last = math.ceil(self.width * window.windows / self.step)
        self._knots = [self._knot(index) for index in range(-_BEYOND, self.last + _BEYOND + 1)]
        # Half-way between lines: how far apart these are says how much room there is for weight.
        self._between = [self._places(index / self.lines)[0] for index in range(self.lines + 1)]
        self._into = window.into
        knots = range(-_BEYOND, self.last + _BEYOND + 1) if self._into else ()
        self._ways = [self._way(knot) for knot in knots]

    def edges(self, index: int) -> tuple[list[float], list[float]]:
        """Give the upper and the lower edge of a line at every knot, in points."""
        t = (index + 0.5) / self.lines
        calm = 0.055 if index == self.voice else 0.0275
        order = 0.135 * bump(self._away(t) / 0.5)
        height, thinnest = self.height, _THINNEST / 2
        upper, lower = [], []
        places = zip(
            self._knots, *self._places(t), self._between[index], self._between[index + 1], strict=True
        )
        for knot, place, (moved, phase), above, below in places:
            # A line is heavy on a crest and light in a trough.
            crest = moved * (0.5 + 0.5 * math.cos(phase + 0.7)) if moved else 0.0
            half = (below - above) * height * (calm + order * knot.settled + 0.25 * crest)
            half = max(half, thinnest)
            middle = place * height
            upper.append(middle - half)
            lower.append(middle + half)
        if self._into is not None:
            return self._led(upper, self._into), self._led(lower, self._into)
        return upper, lower

    def _led(self, edge: list[float], into: Band) -> list[float]:
        """Lead an edge from its place in the whole height to that in the band."""
        top, share = into.top, into.height / self.height
        return [y + way * (top + y * share - y) for way, y in zip(self._ways, edge, strict=True)]

    def _way(self, knot: int) -> float:
        """How far lines have come at a knot, from their place in the height to that in the band: 0 to 1."""
        return smooth((knot * self.step / self.width - _GATHERED) / (1 - _GATHERED))

    def _away(self, t: float) -> float:
        """How far above or below the voice."""
        return t - (self.voice + 0.5) / self.lines

    def _knot(self, index: int) -> _Knot:
        d = self._start + index * self.step / self.width
        return _Knot(
            settled=settled(d),
            swell=swell(d),
            reach=0.34 + 0.30 * smooth((d + 0.6) / 0.9),
            phase=_TAU * self._character.pitch * d + self._character.phase,
        )

    def _places(self, t: float) -> tuple[list[float], list[tuple[float, float]]]:
        """Give the height of a line, and how the wave moves it, at every knot.

        The height, from 0 to 1, is the line's own, moved by the wave, opened around the voice at last. The
        wave is its strength, 0 where there is none, and its phase.
        """
        away, rim, sin = self._away(t), _rim(t), math.sin
        opening, lag = rim * 0.42 * sin(_TAU * away) / _TAU, self._character.lean * away
        heights, waves = [], []
        for order, force, reach, phase in self._knots:
            height, wave = t + opening * order, _NO_WAVE
            if force and -reach < away < reach:
                # The strength of the disturbance: it starts at the voice and spreads to the others.
                share = away / reach
                moved = rim * force * (1 - share * share) ** 2
                place = phase + lag
                # The second sine leans the wave over: a crest comes up faster than it sinks.
                height += self._character.strength * moved * sin(place + 0.25 * sin(place))
                wave = moved, place
            heights.append(height)
            waves.append(wave)
        return heights, waves


_NO_WAVE = (0.0, 0.0)


def _rim(t: float) -> float:
    """Keep the first and the last lines still, so that the field has an edge."""
    return smooth((t - 0.05) / 0.33) * smooth((0.95 - t) / 0.33)


def _ribbon(field: _Field, index: int) -> list[Segment]:
    """Draw a line as the area between its edges; the scene's edge cuts what is beyond the width."""
    upper, lower = (_Edge(heights, field.step) for heights in field.edges(index))
    segments: list[Segment] = [Move(0, upper.rounded(0))]
    upper.trace(0, field.last, segments)
    segments.append(To(field.last * field.step, lower.rounded(field.last)))
    lower.trace(field.last, 0, segments)
    return segments


class _Edge:
    """One edge of a line, known at every knot."""

    def __init__(self, heights: list[float], step: int) -> None:
        self._heights, self._step = heights, step
        # How much the edge falls from a knot to the next: the difference of fourth order.
        around = zip(heights, heights[1:], heights[3:], heights[4:], strict=False)
        self._slopes = [(8 * (right - left) + before - after) / 12 for before, left, right, after in around]

    def rounded(self, knot: int) -> float:
        """The height at a knot, as it is written."""
        return round(self._heights[knot + _BEYOND], 2)

    def trace(self, a: int, b: int, segments: list[Segment]) -> None:
        """Follow the edge from knot a to knot b (b may be the smaller) with as few pieces as will do.

        They are added to ``segments``.
        """
        count = b - a
        way = 1 if count > 0 else -1
        heights = self._heights
        first, last = heights[a + _BEYOND], heights[b + _BEYOND]
        inner = heights[a + _BEYOND + way : b + _BEYOND : way]
        bend, back = first + count / 3 * self._slopes[a], last - count / 3 * self._slopes[b]
        if _straight(first, bend, back, last, inner):
            segments.append(To(b * self._step, round(last, 2)))
            return
        if len(inner) >= _LONGEST or not _fits(first, bend, back, last, inner):
            middle = (a + b) // 2
            self.trace(a, middle, segments)
            self.trace(middle, b, segments)
            return
        third = count * self._step // 3
        x, end = a * self._step, b * self._step
        segments.append(Curve(x + third, round(bend, 2), end - third, round(back, 2), end, round(last, 2)))


def _straight(y0: float, y1: float, y2: float, y3: float, inner: list[float]) -> bool:
    """Tell whether the chord of a Bézier curve is as good as the curve."""
    third = (y3 - y0) / 3
    if abs(y1 - y0 - third) >= _FLAT or abs(y2 - y3 + third) >= _FLAT:
        return False
    share = (y3 - y0) / (len(inner) + 1)
    for n, y in enumerate(inner, 1):  # noqa: SIM110 - asked for each piece: a generator takes twice the time
        if abs(y0 + share * n - y) >= _FLAT:
            return False
    return True


def _fits(y0: float, y1: float, y2: float, y3: float, inner: list[float]) -> bool:
    """Tell whether a Bézier curve comes near enough to the heights between its ends."""
    share = 1 / (len(inner) + 1)
    for n, y in enumerate(inner, 1):
        u = n * share
        v = 1 - u
        if abs(v * v * (v * y0 + 3 * u * y1) + u * u * (3 * v * y2 + u * y3) - y) > _TOLERANCE:
            return False
    return True
