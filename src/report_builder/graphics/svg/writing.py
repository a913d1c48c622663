"""Writes a drawing as SVG: what was read of a file and nothing else of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from report_builder.graphics.scene import Curve, Move, To
from report_builder.graphics.svg.drawing import (
    Drawing,
    Group,
    Matrix,
    Paint,
    Rgb,
    Segments,
    Shape,
    Stroke,
)
from report_builder.graphics.svg.placing import HERE, placed

_CAPS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")
_LETTERS = {"clipPath": "c", "linearGradient": "l", "radialGradient": "r"}
_FINENESS = 5
"""A place is exact to so many digits of the size of the whole."""


def write_svg(drawing: Drawing, ground: Rgb | None = None) -> bytes:
    """Write the drawing, on a ground if one is given. The same drawing gives the same bytes."""
    return "".join(_Writer(drawing).whole(ground)).encode("ascii")


class _Writer:
    """Writes one drawing."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        size = max(drawing.width, drawing.height)
        self._decimals = max(0, _FINENESS - math.ceil(math.log10(size)))
        self._defined: dict[tuple[str, str, str], int] = {}

    def whole(self, ground: Rgb | None) -> Iterator[str]:
        width, height = self._number(self._drawing.width), self._number(self._drawing.height)
        body = "".join(self._one(kid) for kid in self._drawing.kids)
        yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        yield f' viewBox="0 0 {width} {height}">'
        if ground is not None:
            yield f'<path fill="{_hexadecimal(ground)}" d="M0 0H{width}V{height}H0z"/>'
        if self._defined:
            yield "<defs>"
            for (name, said, inside), number in self._defined.items():
                yield f'<{name} id="{_LETTERS[name]}{number}"{said}>{inside}</{name}>'
            yield "</defs>"
        yield f"{body}</svg>\n"

    def _one(self, one: Shape | Group) -> str:
        if isinstance(one, Shape):
            return self._shape(placed(one))
        body = "".join(self._one(kid) for kid in one.kids)
        for clip in reversed(one.clips):
            rule = ' clip-rule="evenodd"' if clip.even_odd else ""
            path = f'<path{rule} d="{self._path(clip.segments)}"/>'
            body = f'<g clip-path="{self._reference("clipPath", "", path)}">{body}</g>'
        return body if one.opacity == 1 else f'<g opacity="{_short(one.opacity)}">{body}</g>'

    def _shape(self, shape: Shape) -> str:
        said = {"d": self._path(shape.segments), "fill": "none"}
        if shape.fill is not None:
            said["fill"] = self._paint(shape.fill)
            said["fill-opacity"] = _short(shape.fill_opacity)
            said["fill-rule"] = "evenodd" if shape.even_odd else "nonzero"
        if shape.stroke is not None:
            said |= self._stroke(shape.stroke)
        if shape.matrix != HERE:
            said["transform"] = _matrix(shape.matrix)
        usual = {
            "fill-opacity": "1",
            "fill-rule": "nonzero",
            "fill": "#000",
            "stroke-opacity": "1",
            "stroke-width": "1",
        }
        usual |= {"stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4"}
        return f"<path{_written({key: value for key, value in said.items() if usual.get(key) != value})}/>"

    def _stroke(self, stroke: Stroke) -> dict[str, str]:
        said = {
            "stroke": self._paint(stroke.paint),
            "stroke-opacity": _short(stroke.opacity),
            "stroke-width": _short(stroke.width),
            "stroke-linecap": _CAPS[stroke.cap],
            "stroke-linejoin": _JOINS[stroke.join],
            "stroke-miterlimit": _short(stroke.miter),
        }
        if stroke.dashes:
            said["stroke-dasharray"] = " ".join(map(_short, stroke.dashes))
            said["stroke-dashoffset"] = _short(stroke.offset)
        return said

    def _paint(self, paint: Paint) -> str:
        if isinstance(paint, Rgb):
            return _hexadecimal(paint)
        stops = "".join(
            f'<stop offset="{_short(stop.offset)}" stop-color="{_hexadecimal(stop.colour)}"/>'
            for stop in paint.stops
        )
        names = ("fx", "fy", "fr", "cx", "cy", "r") if paint.is_radial else ("x1", "y1", "x2", "y2")
        said = {name: _short(end) for name, end in zip(names, paint.ends, strict=True)}
        said = {"gradientUnits": "userSpaceOnUse", **said, "gradientTransform": _matrix(paint.matrix)}
        kind = "radialGradient" if paint.is_radial else "linearGradient"
        return self._reference(kind, _written(said), stops)

    def _reference(self, name: str, said: str, inside: str) -> str:
        """Define something once, and give the address that it has."""
        number = self._defined.setdefault((name, said, inside), len(self._defined))
        return f"url(#{_LETTERS[name]}{number})"

    def _path(self, segments: Segments) -> str:
        written = []
        for segment in segments:
            match segment:
                case Move(x, y):
                    written.append(f"M{self._places(x, y)}")
                case To(x, y):
                    written.append(f"L{self._places(x, y)}")
                case Curve():
                    written.append(f"C{self._places(*segment)}")
                case _:
                    written.append("z")
        return "".join(written)

    def _places(self, *values: float) -> str:
        return " ".join(map(self._number, values))

    def _number(self, value: float) -> str:
        text = f"{value:.{self._decimals}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text


def _matrix(matrix: Matrix) -> str:
    return f"matrix({' '.join(map(_short, matrix))})"


def _short(value: float) -> str:
    return f"{value:.7g}"


def _written(said: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in said.items())


def _hexadecimal(colour: Rgb) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)
