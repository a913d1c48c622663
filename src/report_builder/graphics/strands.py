"""Generated art: strands of fine lines that are woven.

They come in side by side, pass over and under each other where the disturbance is, and go on in another
order, heavier than before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil, floor

from report_builder.graphics.movement import Chance, Voices, Window, settled, smooth
from report_builder.graphics.scene import Segment
from report_builder.graphics.tracing import Point, begin_at, to, trace

_LINES = 4
"""Lines of a strand."""
_FILLED = 0.74
"""The part of its lane that a strand takes."""
_BLANK = 0.1
"""What is left free on either side of the strand that lies above, in lanes."""
_FIRST, _LAST = -0.66, 0.6
"""Where the weaving begins and ends."""
_BEAT = 1.15, 1.6
"""How long strands take to change places, in lanes: from, to."""
_FEW = 16
"""Where so few lines are asked for, the number of strands follows from it alone."""
_STEP = 5.0
"""Points between the places where the way of a line is known."""
_HALVINGS = 14


def draw_strands(window: Window) -> Voices:
    """Draw the chorus and the voice in a window of the panorama."""
    weave = _Weave(window)
    seen = window.start * window.width, (window.start + window.windows) * window.width
    chorus = [
        part for strand in range(weave.count) if strand != weave.voice for part in weave.draw(strand, *seen)
    ]
    return Voices(chorus, list(weave.draw(weave.voice, *seen)))


class _Weave:
    """The way of each strand; ``x`` counts in points from the middle of the disturbance."""

    def __init__(self, window: Window) -> None:
        width, height, lines = window.width, window.height, window.lines
        chance = Chance(window.seed, 2)
        self.count = max(3, round(lines / _LINES) + (chance.below(3) - 1 if lines > _FEW else 0))
        self._dense, self._shift = chance.between(0.3, 0.6), chance.below(2)
        twill = chance.below(2)
        self.width, self.lane = width, height / self.count
        self._beats = max(2, round((_LAST - _FIRST) * width / (chance.between(*_BEAT) * self.lane)))
        self._beat = (_LAST - _FIRST) * width / self._beats
        lanes = list(range(self.count))
        # The lane of each strand at the beginning of each beat, and under which it passes in it.
        self._lanes = [list(lanes)]
        self._over: list[dict[int, int]] = []
        for beat in range(self._beats):
            over: dict[int, int] = {}
            for lane in self._changing(chance, beat):
                one, other = lanes[lane], lanes[lane + 1]
                under, above = (one, other) if (beat + twill * lane // 2) % 2 else (other, one)
                over[under] = above
                lanes[lane], lanes[lane + 1] = other, one
            self._over.append(over)
            self._lanes.append([lanes.index(strand) for strand in range(self.count)])
        middle = self._lanes_at(self._beats // 2)
        self.voice = middle.index(self.count // 2 - chance.below(2))

    def _changing(self, chance: Chance, beat: int) -> list[int]:
        """The lanes that change places with the next one in a beat."""
        often = 0.4 + self._dense * smooth((beat + 1) / 3) * smooth((self._beats - beat) / 3)
        first = (beat + self._shift) % 2
        return [lane for lane in range(first, self.count - 1, 2) if chance.between(0.0, 1.0) < often]

    def _lanes_at(self, beat: int) -> list[int]:
        return self._lanes[min(self._beats, max(0, beat))]

    def middle(self, strand: int, x: float) -> float:
        """Where the middle of a strand is, in points from above: a smooth way through its lanes."""
        place = (x - _FIRST * self.width) / self._beat
        beat = floor(place)
        before, here, there, after = (self._lanes_at(beat + at)[strand] for at in (-1, 0, 1, 2))
        step = there - here
        leaves = step if here - before == step else 0
        comes = step if after - there == step else 0
        u = place - beat
        v = 1 - u
        lane = here + step * u * u * (3 - 2 * u) + leaves * u * v * v - comes * u * u * v
        return (lane + 0.5) * self.lane

    def covered(self, strand: int) -> Iterator[tuple[float, float, int]]:
        """From where to where a strand passes under another, and which."""
        for beat, over in enumerate(self._over):
            if strand in over:
                start = _FIRST * self.width + beat * self._beat
                yield start, start + self._beat, over[strand]

    def draw(self, strand: int, left: float, right: float) -> list[Segment]:
        """Draw the lines of a strand between two places, each in the pieces that no other strand covers."""
        found: list[Segment] = []
        for line in range(_LINES):
            upper, lower = (_Edge(self, strand, line, side).pieces(left, right) for side in (-1, 1))
            for above, below in zip(upper, lower, strict=True):
                if above and below:
                    below.reverse()
                    found += (begin_at(above[0]), *trace(above), to(below[0]), *trace(below))
        return found


class _Edge:
    """The upper (-1) or the lower (1) edge of a line of a strand."""

    def __init__(self, weave: _Weave, strand: int, line: int, side: int) -> None:
        self._weave, self._strand = weave, strand
        self._line = ((line + 0.5) / _LINES - 0.5) * _FILLED
        self._side = side * _FILLED / _LINES

    def _height(self, x: float) -> float:
        weave = self._weave
        half = 0.12 + 0.13 * settled(x / weave.width)
        return weave.middle(self._strand, x) + weave.lane * (self._line + self._side * half)

    def pieces(self, left: float, right: float) -> list[list[Point]]:
        """The parts of the edge that are seen, counted from ``left``; an empty one where none is."""
        found: list[list[Point]] = []
        begin_x = left
        for start, end, over in self._weave.covered(self._strand):
            stop, go_on = self._hidden(start, end, over)
            found.append(self._points(begin_x, min(stop, right), left))
            begin_x = max(go_on, left)
        found.append(self._points(begin_x, right, left))
        return found

    def _hidden(self, start: float, end: float, over: int) -> tuple[float, float]:
        """From where to where the edge lies below another strand, which it meets once between two places."""
        halo = (_FILLED / 2 + _BLANK) * self._weave.lane

        def away(x: float) -> float:
            return self._height(x) - self._weave.middle(over, x)

        falls = away(end) > away(start)
        first, last = (-halo, halo) if falls else (halo, -halo)
        return _root(away, start, end, first), _root(away, start, end, last)

    def _points(self, a: float, b: float, left: float) -> list[Point]:
        if b <= a:
            return []
        count = max(1, ceil((b - a) / _STEP))
        places = [a + (b - a) * at / count for at in range(count + 1)]
        return [(x - left, self._height(x)) for x in places]


def _root(function: Callable[[float], float], a: float, b: float, value: float) -> float:
    """Where a function that only rises or only falls from ``a`` to ``b`` has a value."""
    rises = function(b) > function(a)
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        if (function(middle) < value) == rises:
            a = middle
        else:
            b = middle
    return (a + b) / 2
