"""What all kinds of generated art share: one movement, and the means to draw it the same on every machine.

The movement is a panorama, longer than any page: calm on the left, a disturbance in the middle, a new order
on the right. A place in it is ``d``, its distance in widths of the page from the middle of the disturbance,
and ``stage`` says which window of it is seen.

Only sums, products, quotients and square roots are taken here: IEEE 754 settles them to the last bit.
"""

from __future__ import annotations

from math import floor, sqrt

from msgspec import Struct

from report_builder.graphics.scene import Segment

TRAVEL = 1.6
"""How far the window moves over the panorama from stage 0 to stage 1, in its own widths."""

_BEGIN = -1.35
"""Where the window of stage 0 begins."""


class Window(Struct, frozen=True):
    """What of the panorama is drawn: a window from ``start`` on, ``width`` and ``height`` in points.

    ``lines`` says how many lines would fill the height, from which each kind of art takes its own measure.
    ``windows`` is how much of the panorama is drawn from ``start`` on, in widths: what lies right of the
    window is what later stages show. The lines of a field lead ``into`` a band at the right, if there is one.
    """

    width: float
    height: float
    start: float
    seed: int
    lines: int
    windows: float
    into: Band | None = None


class Voices(Struct, frozen=True):
    """What a kind of art draws: the many, and the one that differs, each as outlines to be filled."""

    chorus: list[Segment]
    voice: list[Segment]


class Band(Struct, frozen=True):
    """Where lines are at the right edge that fill the height at the left; both in points."""

    top: float
    height: float


def begin(stage: float) -> float:
    """Give the ``d`` of the left edge of the window at ``stage``, which is brought between 0 and 1."""
    return TRAVEL * min(1.0, max(0.0, stage)) + _BEGIN


class Chance:
    """Numbers that the seed decides, from a generator of our own: no library's change moves a line.

    The constants are those of Numerical Recipes. ``salt`` gives each kind of art numbers of its own; without
    one they are those of the line field.
    """

    def __init__(self, seed: int, salt: int = 0) -> None:
        state = (seed * 2654435761 + 1013904223) % 2**32
        if salt:  # neighbouring seeds have nothing in common, and neither have kinds of one seed
            for _ in range(3):
                state = ((state ^ (state >> 15)) * 739_982_445 + salt * 695_872_825) % 2**32
        self._state = state

    def between(self, low: float, high: float) -> float:
        """Draw a number from ``low`` to ``high``."""
        self._state = (1664525 * self._state + 1013904223) % 2**32
        return low + (high - low) * self._state / 2**32

    def below(self, count: int) -> int:
        """Draw a whole number from 0 to ``count`` - 1."""
        return int(self.between(0.0, float(count)))


def smooth(value: float) -> float:
    """Rise from 0 to 1 with no corner (Perlin's fifth-degree step)."""
    value = min(1.0, max(0.0, value))
    return value * value * value * (10 - 15 * value + 6 * value * value)


def bump(value: float) -> float:
    """Fall from 1 at 0 to exactly 0 at -1 and 1."""
    rest = 1 - value * value
    return rest * rest if rest > 0 else 0.0


def sine(turns: float) -> float:
    """Give the sine of an angle in whole turns, within 0.0002 (Taylor's series to the ninth power)."""
    part = turns - floor(turns + 0.5)
    if part > 0.25:
        part = 0.5 - part
    elif part < -0.25:
        part = -0.5 - part
    x = 6.283185307179586 * part
    square = x * x
    return x * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))


def cosine(turns: float) -> float:
    """Give the cosine of an angle in whole turns."""
    return sine(turns + 0.25)


def distance(x: float, y: float) -> float:
    """Give the length of a way: ``hypot`` is each library's own."""
    return sqrt(x * x + y * y)


def settled(d: float) -> float:
    """Tell how far the new order has come at a place: from 0 to 1."""
    return smooth((d + 0.1) / 0.8)


def swell(d: float) -> float:
    """Tell how strong the disturbance is at a place: 0 where there is none, 1 at its height."""
    return smooth((d + 0.62) / 0.57) * smooth((0.80 - d) / 0.75)
