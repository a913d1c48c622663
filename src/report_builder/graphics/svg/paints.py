"""What shapes are painted with: colours, gradients, and the pen of their lines (SVG 1.1, 11 and 13)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from report_builder.graphics.svg import values
from report_builder.graphics.svg.drawing import Box, Gradient, Matrix, Paint, Stop, Stroke
from report_builder.graphics.svg.faults import BROKEN, Faults
from report_builder.graphics.svg.styles import Styles, local_reference
from report_builder.graphics.svg.tree import Element
from report_builder.patterns import late

Properties: TypeAlias = Mapping[str, str]
_URL = late(r"url\(\s*([^)]*?)\s*\)\s*(.*)")
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2, "miter-clip": 0, "arcs": 0}
_GRADIENTS = ("linearGradient", "radialGradient")
_MOST_BORROWED = 20
"""So many gradients may take their colours from each other in a row."""
_INSIDE = 0.999
"""A focus lies inside its circle, or a cone would be seen (SVG 1.1, 13.2.3)."""


class Viewport:
    """What per cents are of (SVG 1.1, 7.10)."""

    def __init__(self, width: float, height: float) -> None:
        """Take its size in units of the drawing."""
        self.width = width
        self.height = height
        self.diagonal = math.hypot(width, height) / math.sqrt(2)

    @staticmethod
    def em(own: Properties) -> float:
        """The size of type, which the properties have as a number."""
        return float(own["font-size"])


class Paints:
    """Reads the paints of one file."""

    def __init__(self, ids: Mapping[str, Element], styles: Styles, faults: Faults) -> None:
        """``ids`` has the elements that have one."""
        self._ids = ids
        self._styles = styles
        self._faults = faults

    def fill(
        self, element: Element, own: Properties, box: Box | None, view: Viewport
    ) -> tuple[Paint | None, float]:
        """Give the paint of an area, and how much it covers."""
        return self._paint("fill", element, own, box, view)

    def stroke(self, element: Element, own: Properties, box: Box | None, view: Viewport) -> Stroke | None:
        """Give the pen of the line around a shape, if there is one."""
        paint, opacity = self._paint("stroke", element, own, box, view)
        width = self._length(element, own, "stroke-width", view)
        if paint is None or not width or not opacity:
            return None
        cap, join = _CAPS.get(own["stroke-linecap"]), _JOINS.get(own["stroke-linejoin"])
        miter = values.number(own["stroke-miterlimit"])
        for name, found in (("stroke-linecap", cap), ("stroke-linejoin", join), ("stroke-miterlimit", miter)):
            if found is None:
                self._faults.cannot_read(element, name, own[name])
        offset = self._length(element, own, "stroke-dashoffset", view)
        return Stroke(
            paint,
            opacity,
            width,
            cap or 0,
            join or 0,
            max(1.0, miter or 4.0),
            self._dashes(element, own, view),
            offset,
        )

    def share(self, element: Element, own: Properties, name: str) -> float:
        """Read an opacity."""
        found = values.share(own[name])
        if found is None:
            self._faults.cannot_read(element, name, own[name])
        return 1.0 if found is None else found

    def pen_is_first(self, element: Element, own: Properties) -> bool:
        """Tell whether the line around a shape lies under its area (SVG 2, 13.8); markers are not drawn."""
        order = own["paint-order"].split()
        if order == ["normal"]:
            return False
        if not order or len(set(order)) != len(order) or not set(order) <= {"fill", "stroke", "markers"}:
            self._faults.cannot_read(element, "paint-order", own["paint-order"])
        told = [one for one in order if one != "markers"]
        return told[:1] == ["stroke"]

    def _length(self, element: Element, own: Properties, name: str, view: Viewport) -> float:
        found = values.length(own[name], view.diagonal, view.em(own))
        if found is None or (found < 0 and name == "stroke-width"):
            self._faults.cannot_read(element, name, own[name])
        return found or 0.0

    def _dashes(self, element: Element, own: Properties, view: Viewport) -> tuple[float, ...]:
        written = own["stroke-dasharray"]
        if written == "none":
            return ()
        found = [
            values.length(part, view.diagonal, view.em(own)) for part in written.replace(",", " ").split()
        ]
        dashes = [value for value in found if value is not None and value >= 0]
        if len(dashes) != len(found):
            self._faults.cannot_read(element, "stroke-dasharray", written)
        if sum(dashes) <= 0:
            return ()
        return tuple(dashes * (1 + len(dashes) % 2))

    def _paint(
        self, name: str, element: Element, own: Properties, box: Box | None, view: Viewport
    ) -> tuple[Paint | None, float]:
        opacity = self.share(element, own, f"{name}-opacity")
        written = own[name]
        match = _URL.fullmatch(written)
        if match:
            found = self._server(match[1], match[2], element, name, written)
            if found is not None:
                paint, covers = self._gradient(found, box, view)
                return paint, covers * opacity
            written = match[2]
        if written in ("none", ""):
            return None, 0.0
        read = values.colour(own["color"] if written.lower() == "currentcolor" else written)
        if read is None:
            self._faults.cannot_read(element, name, written)
            return None, 0.0
        return (read[0], read[1] * opacity) if read[1] else (None, 0.0)

    def _server(
        self, address: str, instead: str, element: Element, name: str, written: str
    ) -> Element | None:
        """The gradient that a paint names; None where a colour is to stand for it, or after a diagnostic."""
        key = local_reference(address, element, self._faults)
        found = None if key is None else self._ids.get(key)
        if found is not None and found.name not in _GRADIENTS:
            self._faults.cannot_use(element, f"{name}: {found.name}", written)
            return None
        if found is None and key is not None and not instead:
            self._faults.error(
                element, BROKEN, "graphics.svg-missing", "graphics.svg-value.hint", address=f"#{key}"
            )
        return found

    def _gradient(self, element: Element, box: Box | None, view: Viewport) -> tuple[Paint | None, float]:
        said, holder = self._said(element)
        stops = [*self._stops(holder)]
        if not stops:
            return None, 0.0
        opacities = {opacity for _, opacity in stops}
        if len(opacities) > 1:
            self._faults.cannot_use(
                element, "stop-opacity", ", ".join(f"{one:g}" for one in sorted(opacities))
            )
        if said.get("spreadMethod", "pad") != "pad":
            self._faults.cannot_use(element, "spreadMethod", said["spreadMethod"])
        colours = tuple(stop for stop, _ in stops)
        covers = stops[-1][1]
        of_box = said.get("gradientUnits", "objectBoundingBox") == "objectBoundingBox"
        matrix = values.transform(said.get("gradientTransform", ""))
        if matrix is None:
            self._faults.cannot_read(element, "gradientTransform", said["gradientTransform"])
            return None, 0.0
        if of_box:
            if box is None or box[0] == box[2] or box[1] == box[3]:
                return None, 0.0
            matrix = Matrix(box[2] - box[0], 0.0, 0.0, box[3] - box[1], box[0], box[1]).after(matrix)
        ends = self._ends(element, said, Viewport(1.0, 1.0) if of_box else view)
        if len(colours) == 1 or ends is None or matrix.is_flat:
            return colours[-1].colour, covers
        return Gradient(ends, matrix, colours), covers

    def _said(self, element: Element) -> tuple[dict[str, str], Element]:
        """The attributes of a gradient and of those that it takes from, and the one that has its stops."""
        said: dict[str, str] = {}
        holder, one = None, element
        for _ in range(_MOST_BORROWED):
            own = one.attributes if one.name == element.name or one is element else _shared(one.attributes)
            said = {**own, **said}
            if holder is None and any(kid.name == "stop" for kid in one.elements):
                holder = one
            if "href" not in one.attributes:
                break
            key = local_reference(one.attributes["href"], one, self._faults)
            found = None if key is None else self._ids.get(key)
            if found is None or found.name not in _GRADIENTS:
                break
            one = found
        return said, holder or element

    def _stops(self, holder: Element) -> Iterator[tuple[Stop, float]]:
        last = 0.0
        for stop in holder.elements:
            if stop.name != "stop":
                continue
            look = self._styles.whole(stop)
            offset = values.share(stop.attributes.get("offset", "0"))
            written = look["stop-color"]
            read = values.colour(look["color"] if written.lower() == "currentcolor" else written)
            if offset is None or read is None:
                name, wrong = (
                    ("stop-color", written) if read is None else ("offset", stop.attributes["offset"])
                )
                self._faults.cannot_read(stop, name, wrong)
                continue
            last = max(last, offset)
            yield Stop(last, read[0]), read[1] * self.share(stop, look, "stop-opacity")

    def _ends(self, element: Element, said: Mapping[str, str], view: Viewport) -> tuple[float, ...] | None:
        """The ends of a gradient; None where they are one, so that its last colour alone is seen."""

        def place(name: str, usual: str, whole: float) -> float:
            found = values.length(said.get(name, usual), whole, 16.0)
            if found is None:
                self._faults.cannot_read(element, name, said[name])
            return found or 0.0

        width, height, diagonal = view.width, view.height, view.diagonal
        if element.name == "linearGradient":
            ends = (
                place("x1", "0%", width),
                place("y1", "0%", height),
                place("x2", "100%", width),
                place("y2", "0%", height),
            )
            return None if ends[:2] == ends[2:] else ends
        cx, cy = place("cx", "50%", width), place("cy", "50%", height)
        radius = place("r", "50%", diagonal)
        fx = place("fx", "", width) if "fx" in said else cx
        fy = place("fy", "", height) if "fy" in said else cy
        inner = place("fr", "0%", diagonal)
        if radius <= 0:
            return None
        away = math.hypot(fx - cx, fy - cy)
        if away > radius * _INSIDE:
            fx, fy = (
                centre + (focus - centre) * radius * _INSIDE / away for centre, focus in ((cx, fx), (cy, fy))
            )
        return fx, fy, max(0.0, inner), cx, cy, radius


def _shared(attributes: Mapping[str, str]) -> dict[str, str]:
    """What a gradient of one kind takes from one of the other."""
    names = ("gradientUnits", "gradientTransform", "spreadMethod")
    return {name: attributes[name] for name in names if name in attributes}
