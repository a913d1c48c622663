"""Generated art: rings, as a tree grows them, around a heart that a wound has moved.

The heart stands in the middle of the disturbance. Far from it the rings are wide arcs, calm; near it each
ring leans around the wound that an earlier one got. Lines end in points before they reach the upper and the
lower edge, as a pen's do that is lifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from report_builder.graphics.movement import Chance, Voices, Window, bump, cosine, distance, sine, smooth
from report_builder.graphics.scene import Segment
from report_builder.graphics.tracing import Point, begin_at, to, trace

_AROUND = 144
"""Places around a ring where its distance from the heart is known."""
_RIM = 0.16
"""The part of the height in which lines are lifted, at either edge."""
_GONE = 0.004
"""A line of less weight than this, in the distance of the rings, is not drawn."""


def draw_rings(window: Window) -> Voices:
    """Draw the chorus and the voice in a window of the panorama."""
    tree = _Tree(window)
    chorus = [part for ring in tree.rings if ring not in tree.voices for part in tree.draw(ring)]
    voices = [part for ring in tree.voices for part in tree.draw(ring)]
    return Voices(chorus, voices)


class _Tree:
    def __init__(self, window: Window) -> None:
        width, height, start, lines = window.width, window.height, window.start, window.lines
        chance = Chance(window.seed, 4)
        self._room = width * window.windows, height
        self._space = height / lines
        self._heart = -start * width + chance.between(-0.06, 0.06) * width, chance.between(0.4, 0.6) * height
        self._leans = [(m, chance.between(0.0, 1.0), chance.between(0.5, 1.0)) for m in (1, 2, 3, 5)]
        self._wound = chance.between(0.0, 1.0)
        self._when = chance.between(0.26, 0.36) * lines
        self._deep = min(1.2, self._when / 6)
        self._pen = chance.between(0.0, 1.0)
        far = max(
            distance(x - self._heart[0], y - self._heart[1])
            for x in (0.0, self._room[0])
            for y in (0.0, height)
        )
        self.rings = range(ceil(far / self._space * 1.5))
        apart = round(1.7 * lines)
        self.voices = range(round(self._when), len(self.rings), apart)
        self._years = [chance.between(0.7, 1.3) for _ in self.rings]
        self._reach = [0.0]
        for year in self._years:
            self._reach.append(self._reach[-1] + year)

    def _from_heart(self, ring: int, turn: float) -> float:
        """How far a ring is from the heart in a direction, in distances of rings."""
        reach = self._reach[ring] + 0.6
        grown = smooth(ring / 14)
        lean = sum(
            share * sine(m * turn + phase + 0.004 * m * ring) / (m + 2) for m, phase, share in self._leans
        )
        apart = turn - self._wound
        apart -= round(apart)
        after = ring - self._when
        # Before the wound the rings know nothing of it; those that follow close over it.
        depth = smooth((after + 7) / 7) if after < 0 else bump(after / (2.2 * self._when + 6))
        wound = self._deep * depth * (bump((apart - 0.12) / 0.13) - 2.2 * bump(apart / 0.11))
        return reach * (1 + 0.16 * grown * lean) + wound * smooth(reach / 6)

    def draw(self, ring: int) -> list[Segment]:
        """Draw a ring as the area between its edges, where the window shows it."""
        inner: list[Point] = []
        outer: list[Point] = []
        seen: list[bool] = []
        (hx, hy), space = self._heart, self._space
        weight = 0.10 + 0.10 * (self._years[ring] - 0.7) / 0.6
        if ring in self.voices:
            weight += 0.08
        for at in range(_AROUND):
            turn = at / _AROUND
            east, south = cosine(turn), sine(turn)
            reach = self._from_heart(ring, turn) * space
            y = hy + south * reach
            pressed = smooth(y / self._room[1] / _RIM) * smooth((1 - y / self._room[1]) / _RIM)
            half = weight * (0.62 + 0.38 * cosine(turn - self._pen)) * pressed
            seen.append(half > _GONE and self._shows(hx + east * reach, y))
            for edge, side in ((inner, -half), (outer, half)):
                far = reach + side * space
                edge.append((hx + east * far, hy + south * far))
        if all(seen):
            inner.reverse()
            return [
                begin_at(outer[0]),
                *trace(outer, closed=True),
                begin_at(inner[0]),
                *trace(inner, closed=True),
            ]
        return [
            part for run in _runs(seen) for part in _arc([outer[at] for at in run], [inner[at] for at in run])
        ]

    def _shows(self, x: float, y: float) -> bool:
        return -0.04 * self._room[0] < x < self._room[0] * 1.04 and 0.0 < y < self._room[1]


def _arc(outer: list[Point], inner: list[Point]) -> list[Segment]:
    inner.reverse()
    return [begin_at(outer[0]), *trace(outer), to(inner[0]), *trace(inner)]


def _runs(seen: list[bool]) -> Iterator[list[int]]:
    """The places that follow each other around and are seen, with one more at either end."""
    count = len(seen)
    if not any(seen):
        return
    start = next(at for at in range(count) if seen[at] and not seen[at - 1])
    run: list[int] = []
    for step in range(count + 1):
        at = (start + step) % count
        if step < count and seen[at]:
            run = run or [(at - 1) % count]
            run.append(at)
        elif run:
            yield [*run, at]
            run = []
