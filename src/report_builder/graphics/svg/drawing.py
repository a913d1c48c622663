"""A drawing as it was understood: shapes with their paints, in groups. One unit is one of the drawing's own.

The origin is the upper left corner and y grows downwards.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from msgspec import Struct

from report_builder.graphics.scene import Curve, Move, To


class Close(NamedTuple):
    """Joins the end of a subpath to its start."""


Segment: TypeAlias = Move | To | Curve | Close
Segments: TypeAlias = tuple[Segment, ...]
Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


class Matrix(NamedTuple):
    """Takes x, y to a·x + c·y + e, b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, x: float, y: float) -> Point:
        """Take one point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """Give the matrix that does what ``first`` does, then what this one does."""
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            *self.of(first.e, first.f),
        )

    @property
    def is_flat(self) -> bool:
        """Tell that it leaves nothing to be seen."""
        return abs(self.a * self.d - self.b * self.c) < 1e-12


class Rgb(NamedTuple):
    """A colour in sRGB, each part from 0 to 1."""

    red: float
    green: float
    blue: float


class Stop(NamedTuple):
    """A colour of a gradient at ``offset``, from 0 to 1."""

    offset: float
    colour: Rgb


class Gradient(Struct, frozen=True):
    """Colours that pass into each other, from a start to an end: x, y of both, or x, y, radius of both.

    ``matrix`` takes these places to those of the shape. Beyond its ends the colours go on as they are there.
    """

    ends: tuple[float, ...]
    matrix: Matrix
    stops: tuple[Stop, ...]

    @property
    def is_radial(self) -> bool:
        """Tell a radial gradient from a linear one."""
        return len(self.ends) == 6


Paint: TypeAlias = Rgb | Gradient


class Stroke(Struct, frozen=True):
    """The pen of a line, in units of its shape. ``cap`` and ``join`` are numbered as PDF has them."""

    paint: Paint
    opacity: float
    width: float
    cap: int
    join: int
    miter: float
    dashes: tuple[float, ...]
    offset: float


class Shape(Struct, frozen=True):
    """A path in units of its own, which ``matrix`` takes to the drawing's."""

    segments: Segments
    matrix: Matrix
    fill: Paint | None
    fill_opacity: float
    even_odd: bool
    stroke: Stroke | None


class Clip(Struct, frozen=True):
    """What is seen of a group: what lies in this path of the drawing."""

    segments: Segments
    even_odd: bool


class Group(Struct, frozen=True):
    """Shapes that are seen through ``clips`` alone, and shine through as one."""

    kids: tuple[Shape | Group, ...]
    clips: tuple[Clip, ...] = ()
    opacity: float = 1.0


class Drawing(Struct, frozen=True):
    """All that a file draws, on ``width`` by ``height``; what leaves these is cut off."""

    width: float
    height: float
    kids: tuple[Shape | Group, ...]
