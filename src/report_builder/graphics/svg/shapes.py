"""The basic shapes of SVG as paths (SVG 1.1, 8 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from report_builder.graphics.scene import Move, To
from report_builder.graphics.svg import values
from report_builder.graphics.svg.drawing import Close, Matrix, Segments
from report_builder.graphics.svg.faults import Faults
from report_builder.graphics.svg.paints import Viewport
from report_builder.graphics.svg.paths import ellipse, path, rectangle
from report_builder.graphics.svg.tree import Element

SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))


def transform_of(element: Element, faults: Faults) -> Matrix:
    """Where the attribute ``transform`` takes an element; nowhere after one that cannot be read."""
    written = element.attributes.get("transform", "")
    found = values.transform(written)
    if found is None:
        faults.cannot_read(element, "transform", written)
    return found or Matrix()


class Lengths:
    """Reads the lengths of one element."""

    def __init__(self, element: Element, own: Mapping[str, str], view: Viewport, faults: Faults) -> None:
        """``own`` are the properties of the element."""
        self._element = element
        self._em = view.em(own)
        self._view = view
        self._faults = faults

    def of(self, name: str, usual: float = 0.0, *, least: float | None = None) -> float:
        """Give a length, and ``usual`` where nothing or nothing sensible is said."""
        written = self._element.attributes.get(name)
        if written is None or (written.strip() == "auto" and name in ("rx", "ry", "width", "height")):
            return usual
        whole = self._view.diagonal
        if name in ("x", "x1", "x2", "cx", "rx", "width"):
            whole = self._view.width
        elif name in ("y", "y1", "y2", "cy", "ry", "height"):
            whole = self._view.height
        found = values.length(written, whole, self._em)
        if found is None or (least is not None and found < least):
            self._faults.cannot_read(self._element, name, written)
            return usual
        return found

    def has(self, name: str) -> bool:
        """Tell whether a length is given."""
        return self._element.attributes.get(name, "auto").strip() != "auto"


def outline(element: Element, own: Mapping[str, str], view: Viewport, faults: Faults) -> Segments:
    """Give the path of a shape; an empty one where nothing is drawn, or after a diagnostic."""
    one = Lengths(element, own, view, faults)
    match element.name:
        case "path":
            found = path(element.attributes.get("d", ""))
            if found is None:
                faults.cannot_read(element, "d", element.attributes["d"])
            return found or ()
        case "rect":
            width, height = one.of("width", least=0), one.of("height", least=0)
            rx, ry = one.of("rx", least=0), one.of("ry", least=0)
            rx, ry = (rx if one.has("rx") else ry), (ry if one.has("ry") else rx)
            return rectangle(one.of("x"), one.of("y"), width, height, rx, ry) if width and height else ()
        case "circle":
            radius = one.of("r", least=0)
            return ellipse(one.of("cx"), one.of("cy"), radius, radius) if radius else ()
        case "ellipse":
            rx, ry = one.of("rx", least=0), one.of("ry", least=0)
            rx, ry = (rx if one.has("rx") else ry), (ry if one.has("ry") else rx)
            return ellipse(one.of("cx"), one.of("cy"), rx, ry) if rx and ry else ()
        case "line":
            return Move(one.of("x1"), one.of("y1")), To(one.of("x2"), one.of("y2"))
        case _:
            return _corners(element, faults)


def _corners(element: Element, faults: Faults) -> Segments:
    written = element.attributes.get("points", "")
    found = values.numbers(written)
    if found is None or len(found) % 2:
        faults.cannot_read(element, "points", written)
        return ()
    places = [*pairwise(found)][::2]
    if len(places) < 2:
        return ()
    lines: Segments = (Move(*places[0]), *(To(x, y) for x, y in places[1:]))
    return (*lines, Close()) if element.name == "polygon" else lines
