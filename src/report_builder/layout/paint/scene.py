"""Paints a scene of :mod:`report_builder.graphics` on ReportLab's canvas.

Operators are appended to the page's code as they are: ReportLab's own path objects write six
decimals and a line for each step, several times the size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from report_builder.graphics.number import number
from report_builder.graphics.scene import Curve, Label, Line, Move, Path, Rect, Scene, Segment

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Tint(Protocol):
    """A colour value, each part from 0 to 1; the theme's ``Colour`` fits."""

    @property
    def red(self) -> float:
        """The red part."""

    @property
    def green(self) -> float:
        """The green part."""

    @property
    def blue(self) -> float:
        """The blue part."""


LabelPainter = Callable[[Label, float, float], None]
"""Paints a label at x and baseline y in points from the page's lower left corner; ``label.anchor`` holds."""


def paint_scene(
    canvas: Canvas,
    scene: Scene,
    x: float,
    y_top: float,
    palette: Mapping[str, Tint],
    *,
    label_painter: LabelPainter | None = None,
) -> None:
    """Paint ``scene`` with its upper left corner at ``x``, ``y_top`` (points from the page's lower left).

    All shapes are painted first, as one ``q … Q`` group without text, then each label is handed to
    ``label_painter``. So a caller can wrap the two in marked content of their own: call once without a
    painter inside the figure's or artifact's mark, then :func:`paint_labels` with marks for each part.
    Without a painter the labels are left to the caller.
    """
    canvas._code.append(scene_code(scene, x, y_top, palette))
    if label_painter is not None:
        paint_labels(scene, x, y_top, label_painter)


def scene_code(scene: Scene, x: float, y_top: float, palette: Mapping[str, Tint]) -> str:
    """The operators that paint the shapes of a scene."""
    return "\n".join(_operators(scene, x, y_top, palette))


def paint_labels(scene: Scene, x: float, y_top: float, label_painter: LabelPainter) -> None:
    """Hand each label of ``scene``, in reading order, to ``label_painter`` with its place on the page."""
    for label in scene.labels:
        label_painter(label, x + label.x, y_top - label.y)


def _operators(scene: Scene, x: float, y_top: float, palette: Mapping[str, Tint]) -> Iterator[str]:
    # The flipped matrix lets the scene's own short numbers stand in the page.
    yield f"q 1 0 0 -1 {number(x)} {number(y_top)} cm"
    yield f"0 0 {number(scene.width)} {number(scene.height)} re W n"
    pen = _Pen(palette)
    for shape in scene.shapes:
        if isinstance(shape, Label):
            continue
        fill = None if isinstance(shape, Line) else shape.fill
        paint = _PAINT[fill is not None, shape.stroke is not None]
        yield from pen.change(fill, shape.stroke, shape.stroke_width)
        if isinstance(shape, Rect):
            yield f"{_join(shape.x, shape.y, shape.width, shape.height)} re {paint}"
        elif isinstance(shape, Line):
            yield f"{_join(shape.x1, shape.y1)} m {_join(shape.x2, shape.y2)} l {paint}"
        else:
            yield _path(shape, paint)
    yield "Q"


_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}


class _Pen:
    """Remembers the graphics state, so that only changes are written."""

    def __init__(self, palette: Mapping[str, Tint]) -> None:
        self._palette = palette
        self._state: dict[str, str] = {}

    def change(self, fill: str | None, stroke: str | None, width: float) -> Iterator[str]:
        """Give the operators that are needed to paint with these colours and this stroke width."""
        if fill is not None:
            yield from self._set("rg", self._colour(fill))
        if stroke is not None:
            yield from self._set("RG", self._colour(stroke))
            yield from self._set("w", number(width))

    def _set(self, operator: str, value: str) -> Iterator[str]:
        if self._state.get(operator) != value:
            self._state[operator] = value
            yield f"{value} {operator}"

    def _colour(self, name: str) -> str:
        colour = self._palette[name]
        return " ".join(number(part, 4) for part in (colour.red, colour.green, colour.blue))


def _path(path: Path, paint: str) -> str:
    steps = [_segment(segment) for segment in path.segments]
    if path.closed and path.stroke is not None:
        steps.append("h")
    return " ".join((*steps, paint))


def _segment(segment: Segment) -> str:
    if isinstance(segment, Curve):
        return f"{_join(*segment)} c"
    return f"{_join(*segment)} {'m' if isinstance(segment, Move) else 'l'}"


def _join(*values: float) -> str:
    return " ".join(map(number, values))
