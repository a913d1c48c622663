"""Writes a path of a scene as SVG reads it, in as few characters as will do.

Numbers are whole tenths of a point, each seen from where the segment before ended. Two curves that one curve
can stand for are one; a curve that leaves its start as the one before came in does not say so again (``s``);
level lines that go on are one. What is drawn stays within :data:`REACH` of the scene's own path.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from report_builder.graphics.scene import Curve, Move, Segment

TENTHS = 10
"""Units of the written numbers in a point."""

REACH = 0.08
"""How far, in points, what is drawn may stand from the scene's path: the unit of the numbers."""

_LOOKS = (0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0)
"""Where on a curve of the scene it is compared with what stands for it."""
_SPARE = 0.01
"""What is left of the reach for the places between."""

_Point: TypeAlias = tuple[float, float]


class _Bezier(NamedTuple):
    """A cubic curve from x0, y0 to x3, y3."""

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    def at(self, u: float) -> _Point:
        """The point at ``u``, from 0 at the start to 1 at the end."""
        v = 1 - u
        a, b, c, d = v * v * v, 3 * u * v * v, 3 * u * u * v, u * u * u
        return (
            a * self.x0 + b * self.x1 + c * self.x2 + d * self.x3,
            a * self.y0 + b * self.y1 + c * self.y2 + d * self.y3,
        )

    def speed(self, u: float) -> _Point:
        """The derivative at ``u``."""
        v = 1 - u
        a, b, c = 3 * v * v, 6 * u * v, 3 * u * u
        return (
            a * (self.x1 - self.x0) + b * (self.x2 - self.x1) + c * (self.x3 - self.x2),
            a * (self.y1 - self.y0) + b * (self.y2 - self.y1) + c * (self.y3 - self.y2),
        )


class _Part(NamedTuple):
    """A curve of the scene, and from where to where on the curve that stands for it."""

    curve: _Bezier
    start: float
    end: float


class _Begin(NamedTuple):
    """The start of a subpath, in tenths."""

    x: int
    y: int


class _Straight(NamedTuple):
    """A line, in tenths."""

    x0: int
    y0: int
    x: int
    y: int


class _Bent(Struct, frozen=True):
    """A curve that stands for those of ``parts``."""

    curve: _Bezier
    parts: tuple[_Part, ...]


_Piece: TypeAlias = _Begin | _Straight | _Bent


def write_path(segments: Sequence[Segment], *, closed: bool) -> str:
    """Write ``segments`` as the ``d`` of a path, in tenths of a point; ``closed`` leads back to the start."""
    return "".join(_written(_joined(segments))) + ("z" if closed else "")


def _joined(segments: Sequence[Segment]) -> list[_Piece]:
    """The segments, with those that go on as one."""
    pieces: list[_Piece] = []
    x = y = 0.0
    for segment in segments:
        piece = _piece(x, y, segment)
        one = _as_one(pieces[-1], piece) if pieces else None
        if one is None:
            pieces.append(piece)
        else:
            pieces[-1] = one
        x, y = segment[-2:]
    return pieces


def _piece(x: float, y: float, segment: Segment) -> _Piece:
    """A segment that begins at x, y; a curve that is level in tenths is a line."""
    if isinstance(segment, Move):
        return _Begin(*_tenths(segment))
    x0, y0, x3, y3 = _tenths((x, y, *segment[-2:]))
    if isinstance(segment, Curve):
        x1, y1, x2, y2 = _tenths(segment[:4])
        if not (y0 == y1 == y2 == y3 and (x0 <= x1 <= x2 <= x3 or x0 >= x1 >= x2 >= x3)):
            curve = _Bezier(x, y, *segment)
            return _Bent(curve, (_Part(curve, 0.0, 1.0),))
    return _Straight(x0, y0, x3, y3)


def _as_one(before: _Piece, after: _Piece) -> _Piece | None:
    """What stands for both; None where nothing does."""
    match before, after:
        case _Straight(), _Straight():
            level = before.y0 == before.y == after.y and (before.x - before.x0) * (after.x - after.x0) > 0
            plumb = before.x0 == before.x == after.x and (before.y - before.y0) * (after.y - after.y0) > 0
            return _Straight(before.x0, before.y0, after.x, after.y) if level or plumb else None
        case _Bent(), _Bent():
            return _fused(before, after)
        case _:
            return None


def _fused(before: _Bent, after: _Bent) -> _Bent | None:
    """The curve that both are halves of, as far as that can be seen: a division by de Casteljau, undone."""
    a, b = before.curve, after.curve
    into, out = math.hypot(a.x3 - a.x2, a.y3 - a.y2), math.hypot(b.x1 - b.x0, b.y1 - b.y0)
    if not into or not out:
        return None
    t = into / (into + out)
    x1, y1 = a.x0 + (a.x1 - a.x0) / t, a.y0 + (a.y1 - a.y0) / t
    x2, y2 = b.x3 + (b.x2 - b.x3) / (1 - t), b.y3 + (b.y2 - b.y3) / (1 - t)
    curve = _Bezier(a.x0, a.y0, x1, y1, x2, y2, b.x3, b.y3)
    parts = (
        *(_Part(part.curve, part.start * t, part.end * t) for part in before.parts),
        *(_Part(part.curve, t + part.start * (1 - t), t + part.end * (1 - t)) for part in after.parts),
    )
    return _Bent(curve, parts) if _stands_for(_points(_tenths(curve)), parts) else None


def _stands_for(curve: _Bezier, parts: Sequence[_Part]) -> bool:
    """Tell whether ``curve`` stays within reach of all that it stands for."""
    return all(
        _distance(curve, part.curve.at(look), part.start + (part.end - part.start) * look) <= REACH - _SPARE
        for part in parts
        for look in _LOOKS
    )


def _distance(curve: _Bezier, point: _Point, u: float) -> float:
    """How far ``point`` is from ``curve``, whose nearest place is not far from ``u``."""
    for _ in range(2):
        (x, y), (dx, dy) = curve.at(u), curve.speed(u)
        square = dx * dx + dy * dy
        if square:
            u = min(1.0, max(0.0, u + ((point[0] - x) * dx + (point[1] - y) * dy) / square))
    return math.dist(curve.at(u), point)


def _written(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Each piece with its letter, where the one before did not have the same."""
    x = y = 0
    mirrored: tuple[int, int] | None = None
    before = ""
    for piece in pieces:
        letter, values = _form(piece, x, y, mirrored)
        moves = [value - (y if index % 2 else x) for index, value in enumerate(values)]
        x, y = values[-2:]
        mirrored = (2 * x - values[-4], 2 * y - values[-3]) if letter in {"c", "s"} else None
        if letter == "l" and not moves[1]:
            letter, moves = "h", moves[:1]
        elif letter == "l" and not moves[0]:
            letter, moves = "v", moves[1:]
        yield _numbers(moves, letter, again=letter == before != "m")
        before = letter


def _form(piece: _Piece, x: int, y: int, mirrored: tuple[int, int] | None) -> tuple[str, list[int]]:
    """The letter and the coordinates of a piece that begins at x, y.

    ``mirrored`` is the first control point that a reader takes after a curve where none is written.
    """
    match piece:
        case _Begin():
            return "m", [piece.x, piece.y]
        case _Straight():
            return "l", [piece.x, piece.y]
        case _Bent():
            own = _tenths(piece.curve[2:])
            if mirrored and _stands_for(_points([x, y, *mirrored, *own[2:]]), piece.parts):
                return "s", own[2:]
            return "c", own


def _numbers(values: Sequence[int], letter: str, *, again: bool) -> str:
    """Numbers with no more between them than tells them apart: a minus begins a number by itself."""
    text = " ".join(map(str, values)).replace(" -", "-")
    if not again:
        return letter + text
    return text if text.startswith("-") else f" {text}"


def _tenths(values: Sequence[float]) -> list[int]:
    return [round(value * TENTHS) for value in values]


def _points(tenths: Sequence[int]) -> _Bezier:
    return _Bezier(*(value / TENTHS for value in tenths))
