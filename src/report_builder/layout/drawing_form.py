"""A drawing as a form XObject (ISO 32000-1, 8.10): its shapes as they are, at any size.

It is painted as an image is: its room is a square of one unit. Colours are sRGB, as the output intent says,
and gradients are shadings. What shines through does so in the file (PDF/A-2, 6.2.10, allows it where there is
an output intent), with groups of its own where several shapes shine through as one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream

from report_builder.graphics.number import number
from report_builder.graphics.scene import Curve, Move, To
from report_builder.graphics.svg.drawing import (
    Drawing,
    Gradient,
    Group,
    Matrix,
    Paint,
    Rgb,
    Segments,
    Shape,
    Stop,
    Stroke,
)
from report_builder.graphics.svg.paths import moved
from report_builder.graphics.svg.placing import HERE, placed

_SIZE = 1000.0
"""The longer side of the room in which places are written with two decimals."""


class PreparedDrawing(Struct, frozen=True):
    """A drawing as it goes into the file; ``data`` is the file that it was read from."""

    drawing: Drawing
    data: bytes

    @property
    def name(self) -> str:
        """What the form is called in the file."""
        return "d" + hashlib.sha256(self.data).hexdigest()[:16]

    def add_to(self, document: Any) -> PDFObject:
        """Give the form as an object of ReportLab's ``document``, to which its groups are added."""
        drawing = self.drawing
        scale = _SIZE / max(drawing.width, drawing.height)
        width, height = drawing.width * scale, drawing.height * scale
        writer = _Writer(document, self.name, (width, height), Matrix(a=scale, d=scale))
        return writer.form(drawing.kids, (1 / width, 0, 0, -1 / height, 0, 1))


class _Form(PDFObject):  # type: ignore[misc]  # ReportLab ships no types
    """A form whose entries and operators are known."""

    def __init__(self, entries: dict[str, Any], content: bytes) -> None:
        self._entries = entries
        self._content = content

    def format(self, document: Any) -> bytes:
        """Give the bytes of the object."""
        entries = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Form"),
            **self._entries,
            "Filter": PDFName("FlateDecode"),
        }
        formatted: bytes = PDFStream(PDFDictionary(entries), zlib.compress(self._content)).format(document)
        return formatted


class _Writer:
    """Writes the forms of one drawing. ``around`` takes its places to theirs."""

    def __init__(self, document: Any, name: str, size: tuple[float, float], around: Matrix) -> None:
        self._document = document
        self._name = name
        self._size = size
        self._around = around
        self._groups = 0

    def form(self, kids: Iterable[Shape | Group], matrix: Iterable[float] | None = None) -> _Form:
        """Give the form of some shapes; one without ``matrix`` is a group that shines through as one."""
        resources: dict[str, dict[str, Any]] = {}
        content = "\n".join(self._all(kids, resources))
        entries: dict[str, Any] = {
            "BBox": PDFArray([0, 0, *(number(side, 2) for side in self._size)]),
            "Resources": PDFDictionary({key: PDFDictionary(names) for key, names in resources.items()}),
        }
        if matrix is not None:
            entries["Matrix"] = PDFArray([number(value, 10) for value in matrix])
        else:
            group = {"S": PDFName("Transparency"), "CS": PDFName("DeviceRGB"), "I": "true"}
            entries["Group"] = PDFDictionary(group)
        return _Form(entries, content.encode("ascii"))

    def _all(self, kids: Iterable[Shape | Group], resources: dict[str, dict[str, Any]]) -> Iterator[str]:
        for kid in kids:
            if isinstance(kid, Shape):
                yield from self._shape(placed(kid, self._around), resources)
                continue
            yield "q"
            for clip in kid.clips:
                yield f"{_path(moved(clip.segments, self._around))} W{'*' if clip.even_odd else ''} n"
            if kid.opacity == 1:
                yield from self._all(kid.kids, resources)
            else:
                yield _state(resources, kid.opacity, kid.opacity)
                yield f"/{self._group(kid, resources)} Do"
            yield "Q"

    def _group(self, group: Group, resources: dict[str, dict[str, Any]]) -> str:
        self._groups += 1
        own = f"{self._name}g{self._groups}"
        made = self._document.Reference(self.form(group.kids), own)
        resources.setdefault("XObject", {})[own] = made
        return own

    def _shape(self, shape: Shape, resources: dict[str, dict[str, Any]]) -> Iterator[str]:
        yield "q"
        fill, stroke = shape.fill, shape.stroke
        if shape.matrix != HERE:
            yield " ".join(number(value, 6) for value in shape.matrix) + " cm"
        if stroke is not None:
            yield from _pen(stroke)
        opacity = 1.0 if stroke is None else stroke.opacity
        covers = shape.fill_opacity == opacity == 1
        if not covers:
            yield _state(resources, shape.fill_opacity, opacity)
        if fill is not None:
            yield self._colour(fill, shape.matrix, resources, is_stroke=False)
        if stroke is not None:
            yield self._colour(stroke.paint, shape.matrix, resources, is_stroke=True)
        path, star = _path(shape.segments), "*" if shape.even_odd else ""
        if fill is not None and stroke is not None and covers:
            yield f"{path} B{star}"
        else:
            # One operator for both would let a line hide the area below it.
            if fill is not None:
                yield f"{path} f{star}"
            if stroke is not None:
                yield f"{path} S"
        yield "Q"

    @staticmethod
    def _colour(
        paint: Paint, matrix: Matrix, resources: dict[str, dict[str, Any]], *, is_stroke: bool
    ) -> str:
        if isinstance(paint, Rgb):
            return " ".join(number(part, 4) for part in paint) + (" RG" if is_stroke else " rg")
        patterns = resources.setdefault("Pattern", {})
        name = f"P{len(patterns)}"
        patterns[name] = _pattern(paint, matrix.after(paint.matrix))
        return f"/Pattern CS /{name} SCN" if is_stroke else f"/Pattern cs /{name} scn"


def _state(resources: dict[str, dict[str, Any]], fill: float, stroke: float) -> str:
    """How much areas and lines cover of what is behind them."""
    states = resources.setdefault("ExtGState", {})
    name = f"G{round(fill * 1e4)}-{round(stroke * 1e4)}"
    states[name] = PDFDictionary({"ca": number(fill, 4), "CA": number(stroke, 4)})
    return f"/{name} gs"


def _pen(stroke: Stroke) -> Iterator[str]:
    yield f"{number(stroke.width, 4)} w {stroke.cap} J {stroke.join} j {number(stroke.miter, 4)} M"
    if stroke.dashes:
        yield f"[{' '.join(number(dash, 4) for dash in stroke.dashes)}] {number(stroke.offset, 4)} d"


def _path(segments: Segments) -> str:
    written = []
    for segment in segments:
        match segment:
            case Move(x, y):
                written.append(f"{number(x, 2)} {number(y, 2)} m")
            case To(x, y):
                written.append(f"{number(x, 2)} {number(y, 2)} l")
            case Curve():
                written.append(" ".join(number(value, 2) for value in segment) + " c")
            case _:
                written.append("h")
    return " ".join(written)


def _pattern(gradient: Gradient, matrix: Matrix) -> PDFDictionary:
    """A gradient as a pattern (ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4)."""
    shading = {
        "ShadingType": 3 if gradient.is_radial else 2,
        "ColorSpace": PDFName("DeviceRGB"),
        "Coords": PDFArray([number(end, 6) for end in gradient.ends]),
        "Function": _function(gradient.stops),
        "Extend": PDFArray(["true", "true"]),
    }
    entries = {
        "Type": PDFName("Pattern"),
        "PatternType": 2,
        "Shading": PDFDictionary(shading),
        "Matrix": PDFArray([number(value, 8) for value in matrix]),
    }
    return PDFDictionary(entries)


def _function(stops: tuple[Stop, ...]) -> PDFDictionary:
    """The colours between 0 and 1: a function for each two stops, joined (ISO 32000-1, 7.10.3 and 7.10.4)."""
    whole = [Stop(0.0, stops[0].colour), *stops, Stop(1.0, stops[-1].colour)]
    pairs = [(one, other) for one, other in pairwise(whole) if other.offset - one.offset > 1e-6]
    functions = [
        PDFDictionary(
            {
                "FunctionType": 2,
                "Domain": PDFArray([0, 1]),
                "C0": PDFArray([number(part, 4) for part in one.colour]),
                "C1": PDFArray([number(part, 4) for part in other.colour]),
                "N": 1,
            }
        )
        for one, other in pairs
    ]
    entries = {
        "FunctionType": 3,
        "Domain": PDFArray([0, 1]),
        "Functions": PDFArray(functions),
        "Bounds": PDFArray([number(one.offset, 6) for one, _ in pairs[1:]]),
        "Encode": PDFArray([0, 1] * len(pairs)),
    }
    return PDFDictionary(entries)
