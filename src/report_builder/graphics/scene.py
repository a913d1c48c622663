"""A small scene of plain shapes and text: one drawing for two surfaces, PDF and SVG.

Coordinates are in points; the origin is the scene's upper left corner and y grows downwards.
Colours and text styles are names of the theme (``COLOUR_NAMES``, ``STYLE_NAMES``), so a scene holds
no colour value and no font. ``part`` says what a shape means: a key that groups all that belongs to one
structure element, or GROUND for what lies behind the rest and says nothing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

GROUND = "ground"
"""The part of what is decoration: nothing is lost if it is not seen, and it is painted before all else."""
Anchor: TypeAlias = Literal["start", "middle", "end"]


class Move(NamedTuple):
    """Starts a new subpath at x, y."""

    x: float
    y: float


class To(NamedTuple):
    """A straight line to x, y."""

    x: float
    y: float


class Curve(NamedTuple):
    """A cubic Bézier curve with two control points, to x, y."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


Segment: TypeAlias = Move | To | Curve


class Rect(Struct, frozen=True):
    """A rectangle; x, y is its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.0
    part: str | None = None


class Line(Struct, frozen=True):
    """A straight line from x1, y1 to x2, y2."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    stroke_width: float
    part: str | None = None


class Path(Struct, frozen=True):
    """Any number of subpaths, filled by the nonzero rule; ``closed`` joins the last end to its start."""

    segments: tuple[Segment, ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.0
    closed: bool = False
    part: str | None = None


class Label(Struct, frozen=True):
    """One line of text; y is its baseline, ``fill`` None takes the colour of the style."""

    text: str
    x: float
    y: float
    style: str
    anchor: Anchor = "start"
    fill: str | None = None
    part: str | None = None


Shape: TypeAlias = Rect | Line | Path | Label


class Scene(Struct, frozen=True):
    """Shapes in paint order on a ground of ``width`` by ``height``; what leaves the ground is cut off."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """The text of the scene, in reading order."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Label))


class TypeSize(Protocol):
    """What a drawing needs to know of a text style; the theme's ``TextStyle`` fits."""

    @property
    def size(self) -> float:
        """The type size in points."""

    @property
    def leading(self) -> float:
        """The distance of two baselines in points."""


class Measure(Protocol):
    """Tells the width of a text in points when it is set in a style of the theme."""

    def __call__(self, text: str, style: str, /) -> float:
        """Return the width of ``text`` in the style named ``style``."""
