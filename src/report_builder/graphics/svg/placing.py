"""Shapes in units of the whole drawing, as files have them."""

from __future__ import annotations

import math

from msgspec.structs import replace

from report_builder.graphics.svg.drawing import Gradient, Matrix, Paint, Shape
from report_builder.graphics.svg.paths import moved

HERE = Matrix()
"""Leaves everything where it is."""


def placed(shape: Shape, around: Matrix = HERE) -> Shape:
    """Give a shape with its places taken by its matrix, then by ``around``.

    One whose pen this would make of different widths keeps its places, and has a matrix for both.
    """
    matrix = around.after(shape.matrix)
    stroke = shape.stroke
    if stroke is not None and not keeps_angles(matrix):
        return replace(shape, matrix=matrix)
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    if stroke is not None:
        stroke = replace(
            stroke,
            paint=_moved(stroke.paint, matrix),
            width=stroke.width * scale,
            dashes=tuple(dash * scale for dash in stroke.dashes),
            offset=stroke.offset * scale,
        )
    fill = None if shape.fill is None else _moved(shape.fill, matrix)
    segments = moved(shape.segments, matrix)
    return replace(shape, segments=segments, matrix=HERE, fill=fill, stroke=stroke)


def _moved(paint: Paint, matrix: Matrix) -> Paint:
    return replace(paint, matrix=matrix.after(paint.matrix)) if isinstance(paint, Gradient) else paint


def keeps_angles(matrix: Matrix) -> bool:
    """Tell whether a pen is equally wide in all directions where a matrix takes it."""
    across, down = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    turned = abs(matrix.a * matrix.c + matrix.b * matrix.d)
    return math.isclose(across, down, rel_tol=1e-6) and turned <= 1e-6 * across * down
