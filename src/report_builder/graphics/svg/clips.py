"""What cuts a drawing: the property ``clip-path`` (SVG 1.1, 14.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from msgspec import Struct

from report_builder.graphics.svg import values
from report_builder.graphics.svg.drawing import Box, Clip, Matrix, Segments
from report_builder.graphics.svg.faults import BROKEN, Faults
from report_builder.graphics.svg.paints import Viewport
from report_builder.graphics.svg.paths import bounds, moved
from report_builder.graphics.svg.shapes import SHAPES, outline, transform_of
from report_builder.graphics.svg.styles import Styles, local_reference
from report_builder.graphics.svg.tree import Element
from report_builder.patterns import late

_URL = late(r"url\(\s*([^)]*?)\s*\)")
_ROUND = ("rect", "circle", "ellipse")
"""Shapes that all go round the same way."""
_MOST_CLIPPED = 10
"""So many clips may cut each other."""


class _Part(Struct, frozen=True):
    """One shape of a clip; what is ``simple`` goes round as all simple ones do."""

    segments: Segments
    even_odd: bool
    simple: bool


class Clips:
    """Reads the clips of one file."""

    def __init__(self, ids: Mapping[str, Element], styles: Styles, faults: Faults) -> None:
        """``ids`` has the elements that have one."""
        self._ids = ids
        self._styles = styles
        self._faults = faults

    def of(
        self, element: Element, own: Mapping[str, str], matrix: Matrix, view: Viewport, box: Box | None
    ) -> tuple[Clip, ...]:
        """Give what cuts an element; ``box`` is its room in its own units, where that is known."""
        found: list[Clip] = []
        for _ in range(_MOST_CLIPPED):
            written = own["clip-path"]
            if written == "none":
                break
            match = _URL.fullmatch(written)
            if not match:
                self._faults.cannot_use(element, "clip-path", written)
                break
            key = local_reference(match[1], element, self._faults)
            if key is None:
                break
            clip = self._ids.get(key)
            if clip is None or clip.name != "clipPath":
                self._faults.error(
                    element, BROKEN, "graphics.svg-missing", "graphics.svg-value.hint", address=f"#{key}"
                )
                break
            found.append(self._one(clip, matrix, view, box))
            element, own = clip, self._styles.whole(clip)
        return tuple(found)

    def _one(self, clip: Element, matrix: Matrix, view: Viewport, box: Box | None) -> Clip:
        units = clip.attributes.get("clipPathUnits", "userSpaceOnUse")
        matrix = matrix.after(transform_of(clip, self._faults))
        if units == "objectBoundingBox":
            if box is None:
                self._faults.cannot_use(clip, "clipPathUnits", units)
                return Clip((), even_odd=False)
            matrix = matrix.after(Matrix(box[2] - box[0], 0.0, 0.0, box[3] - box[1], box[0], box[1]))
            view = Viewport(1.0, 1.0)
        parts = [part for kid in clip.elements for part in self._parts(kid, matrix, view)]
        if not _is_one(parts):
            self._faults.cannot_use(clip, "clip-path", f"#{clip.attributes.get('id', '')}")
        segments = tuple(segment for part in parts for segment in part.segments)
        return Clip(segments, even_odd=any(part.even_odd for part in parts))

    def _parts(self, element: Element, matrix: Matrix, view: Viewport) -> Iterator[_Part]:
        own = {**self._styles.whole(element), "font-size": "16"}
        if own["display"] == "none" or own["visibility"] != "visible":
            return
        if own["clip-path"] != "none":
            self._faults.cannot_use(element, "clip-path", own["clip-path"])
        matrix = matrix.after(transform_of(element, self._faults))
        if element.name == "use":
            yield from self._used(element, matrix, view)
            return
        if element.name not in SHAPES:
            self._faults.cannot_use(element, "clip-path", element.name)
            return
        segments = moved(outline(element, own, view, self._faults), matrix)
        if segments:
            simple = element.name in _ROUND and matrix.a * matrix.d > matrix.b * matrix.c
            yield _Part(segments, own["clip-rule"] == "evenodd", simple)

    def _used(self, element: Element, matrix: Matrix, view: Viewport) -> Iterator[_Part]:
        key = local_reference(element.attributes.get("href", ""), element, self._faults)
        target = None if key is None else self._ids.get(key)
        x, y = (values.number(element.attributes.get(name, "0")) for name in ("x", "y"))
        if target is None or target.name not in SHAPES or x is None or y is None:
            self._faults.cannot_use(element, "clip-path", element.attributes.get("href", "use"))
            return
        yield from self._parts(target, matrix.after(Matrix(e=x, f=y)), view)


def _is_one(parts: list[_Part]) -> bool:
    """Tell whether several shapes can be one path, in which no part takes away from another.

    They can where they lie apart, or all go round the same way.
    """
    if len(parts) < 2 or (all(part.simple for part in parts) and not any(part.even_odd for part in parts)):
        return True
    if len({part.even_odd for part in parts}) > 1:
        return False
    rooms = [room for part in parts if (room := bounds(part.segments)) is not None]
    return not any(_meet(one, other) for one, other in combinations(rooms, 2))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
