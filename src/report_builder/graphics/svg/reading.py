"""Reads a file in SVG into a drawing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.graphics.svg import values
from report_builder.graphics.svg.clips import Clips
from report_builder.graphics.svg.drawing import Box, Clip, Drawing, Group, Matrix, Segments, Shape, Stroke
from report_builder.graphics.svg.faults import BOMB, BROKEN, Faults
from report_builder.graphics.svg.paints import Paints, Viewport
from report_builder.graphics.svg.paths import bounds, moved, rectangle
from report_builder.graphics.svg.placing import keeps_angles
from report_builder.graphics.svg.seen import seen
from report_builder.graphics.svg.shapes import SHAPES, Lengths, outline, transform_of
from report_builder.graphics.svg.styles import Styles, local_reference
from report_builder.graphics.svg.tree import Element, read_elements

MOST_SHAPES = 50_000
MOST_NESTED = 60
"""So many groups and uses may stand inside each other once all uses are followed."""

_DEFINES = frozenset(
    (
        *(
            "defs",
            "style",
            "symbol",
            "linearGradient",
            "radialGradient",
            "clipPath",
            "marker",
            "mask",
            "pattern",
        ),
        *("filter", "stop", "font", "font-face", "glyph", "color-profile", "view", "solidcolor"),
    )
)
"""Elements that draw nothing where they stand."""
_CONDITIONS = ("systemLanguage", "requiredFeatures", "requiredExtensions")
_CHANGES = ("transform-origin", "pathLength", "textLength", "rotate", "xml:base")
"""Attributes that change what is drawn in a way that is not followed."""
_USUAL_SIZE = 300.0, 150.0
_WHOLE = "100%"


class _Context(Struct, frozen=True):
    """Where an element stands: the properties and matrix of its parent, what per cents are of, how deep."""

    own: Mapping[str, str]
    matrix: Matrix
    view: Viewport
    depth: int = 0
    used: tuple[Element, ...] = ()


def read_svg(
    path: str, data: bytes, diagnostics: Diagnostics, used: SourceSpan | None = None
) -> Drawing | None:
    """Read the bytes of the file ``path`` in SVG; None after a diagnostic for each thing that stops it.

    ``used`` is where the report names the file; the faults are told at its own lines.

    RB-IMAGE-BROKEN for what is no SVG, RB-UNSUPPORTED for what cannot be drawn as it is meant or is not let
    in, RB-IMAGE-REMOTE for what is elsewhere, RB-IMAGE-BOMB for what is too large.
    """
    faults = Faults(path, diagnostics, used)
    root = read_elements(data, faults)
    drawing = None if root is None else _Reader(root, faults).drawing()
    if root is None or drawing is None or faults.found:
        return None
    if next(seen(drawing), None) is None:
        faults.error(root, BROKEN, "graphics.svg-empty", "graphics.svg-empty.hint")
        return None
    return drawing


class _Reader:
    """Reads one file."""

    def __init__(self, root: Element, faults: Faults) -> None:
        self._root = root
        self._faults = faults
        self._ids: dict[str, Element] = {}
        for element in root.walk():
            if name := element.attributes.get("id"):
                self._ids.setdefault(name, element)
        self._styles = Styles(root, faults)
        self._paints = Paints(self._ids, self._styles, faults)
        self._clips = Clips(self._ids, self._styles, faults)
        self._count = 0

    def drawing(self) -> Drawing | None:
        root = self._root
        own = self._computed(root, {})
        box = self._view_box(root)
        width, height = self._size(root, own, box)
        if width <= 0 or height <= 0:
            if not self._faults.found:
                self._faults.error(root, BROKEN, "graphics.svg-size", "graphics.svg-size.hint")
            return None
        matrix, view = self._fitted(root, box, width, height)
        kids = self._group(root, own, _Context({}, matrix, view))
        return Drawing(width, height, tuple(kids))

    def _size(self, root: Element, own: Mapping[str, str], box: Box | None) -> tuple[float, float]:
        """The size of the whole; what is a share of a window is taken from the viewBox."""
        sizes = []
        for name in ("width", "height"):
            written = root.attributes.get(name, _WHOLE).strip()
            relative = written.endswith("%") or written == "auto"
            sizes.append(
                None if relative else Lengths(root, own, Viewport(1, 1), self._faults).of(name, least=0)
            )
        width, height = sizes
        if box is None:
            return width or 0.0, height or 0.0
        if width is None and height is None:
            return box[2], box[3]
        if width is None:
            width = (height or 0.0) * box[2] / box[3]
        return width, width * box[3] / box[2] if height is None else height

    def _view_box(self, element: Element) -> Box | None:
        written = element.attributes.get("viewBox")
        if written is None:
            return None
        found = values.numbers(written)
        if found is None or len(found) != 4 or found[2] <= 0 or found[3] <= 0:
            self._faults.cannot_read(element, "viewBox", written)
            return None
        return found[0], found[1], found[2], found[3]

    def _fitted(
        self, element: Element, box: Box | None, width: float, height: float
    ) -> tuple[Matrix, Viewport]:
        if box is None:
            return Matrix(), Viewport(width, height)
        rule = element.attributes.get("preserveAspectRatio", "")
        matrix = values.fitted(box, width, height, rule)
        if matrix is None:
            self._faults.cannot_read(element, "preserveAspectRatio", rule)
        return matrix or Matrix(), Viewport(box[2], box[3])

    def _computed(self, element: Element, above: Mapping[str, str]) -> dict[str, str]:
        """The properties of an element, with the size of type as a number."""
        own = self._styles.of(element, above)
        em = float(above.get("font-size", 16.0))
        size = values.length(own["font-size"], em, em)
        if size is None or size < 0:
            named = {
                "medium": 16.0,
                "small": 13.0,
                "large": 18.0,
                "x-small": 10.0,
                "xx-small": 9.0,
                "x-large": 24.0,
            }
            size = named.get(own["font-size"])
        if size is None:
            self._faults.cannot_read(element, "font-size", own["font-size"])
        own["font-size"] = repr(em if size is None else size)
        return own

    def _kids(self, element: Element, around: _Context) -> list[Shape | Group]:
        made: list[Shape | Group] = []
        for kid in element.elements:
            made += self._read(kid, around)
        return made

    def _read(self, element: Element, around: _Context) -> list[Shape | Group]:
        name = element.name
        if name in _DEFINES:
            return []
        own = self._computed(element, around.own)
        if own["display"] == "none" or self._is_too_deep(element, around):
            return []
        self._tell_unknown(element)
        if name != "svg":
            around = replace(around, matrix=around.matrix.after(transform_of(element, self._faults)))
        readers = {
            "g": self._group,
            "a": self._group,
            "svg": self._viewport,
            "use": self._use,
            "switch": self._switch,
            "text": self._text,
            **dict.fromkeys(SHAPES, self._shape),
        }
        if name in readers:
            return readers[name](element, own, around)
        self._faults.cannot_draw(element, name)
        return []

    def _tell_unknown(self, element: Element) -> None:
        """Tell of attributes that would change what is drawn, and of an address of elsewhere."""
        for name in (*_CONDITIONS, *_CHANGES):
            if name in element.attributes:
                self._faults.cannot_use(element, name, element.attributes[name])
        if element.name == "a" and "href" in element.attributes:
            local_reference(element.attributes["href"], element, self._faults)

    def _shape(self, element: Element, own: Mapping[str, str], around: _Context) -> list[Shape | Group]:
        segments = outline(element, own, around.view, self._faults)
        made = self._painted(element, own, around, segments)
        return self._seen(element, own, around, made, bounds(segments))

    def _is_too_deep(self, element: Element, around: _Context) -> bool:
        self._count += 1
        if around.depth > MOST_NESTED or self._count > MOST_SHAPES:
            limits = {"elements": MOST_SHAPES, "levels": MOST_NESTED, "megabytes": 5}
            self._faults.error(element, BOMB, "graphics.svg-limit", "graphics.svg-limit.hint", **limits)
            return True
        return False

    def _group(self, element: Element, own: Mapping[str, str], around: _Context) -> list[Shape | Group]:
        inside = replace(around, own=own, depth=around.depth + 1)
        return self._seen(element, own, around, self._kids(element, inside), None)

    def _switch(self, element: Element, own: Mapping[str, str], around: _Context) -> list[Shape | Group]:
        """The first kid that asks for no extension; what a drawing program keeps for itself asks for one."""
        inside = replace(around, own=own, depth=around.depth + 1)
        kid = next((one for one in element.elements if "requiredExtensions" not in one.attributes), None)
        made = [] if kid is None else self._read(kid, inside)
        return self._seen(element, own, around, made, None)

    def _seen(
        self,
        element: Element,
        own: Mapping[str, str],
        around: _Context,
        kids: list[Shape | Group],
        box: Box | None,
    ) -> list[Shape | Group]:
        """The kids of an element through its clip and with its opacity."""
        opacity = self._paints.share(element, own, "opacity")
        clips = self._clips.of(element, own, around.matrix, around.view, box)
        return _through(kids, clips, opacity)

    def _viewport(
        self,
        element: Element,
        own: Mapping[str, str],
        around: _Context,
        size: tuple[float, float] | None = None,
    ) -> list[Shape | Group]:
        """An ``svg`` inside another, or a ``symbol``: a window with units of its own."""
        lengths = Lengths(element, own, around.view, self._faults)
        x, y = (lengths.of("x"), lengths.of("y")) if element.name == "svg" else (0.0, 0.0)
        width, height = size or (
            lengths.of("width", around.view.width, least=0),
            lengths.of("height", around.view.height, least=0),
        )
        if not width or not height:
            return []
        placed = around.matrix.after(Matrix(e=x, f=y))
        fit, view = self._fitted(element, self._view_box(element), width, height)
        inside = replace(around, own=own, matrix=placed.after(fit), view=view, depth=around.depth + 1)
        kids = self._kids(element, inside)
        clips: tuple[Clip, ...] = ()
        if own["overflow"] not in ("visible", "auto"):
            clips = (Clip(moved(rectangle(0.0, 0.0, width, height), placed), even_odd=False),)
        return self._seen(element, own, around, _through(kids, clips, 1.0), None)

    def _use(self, element: Element, own: Mapping[str, str], around: _Context) -> list[Shape | Group]:
        key = local_reference(element.attributes.get("href", ""), element, self._faults)
        if key is None:
            return []
        target = self._ids.get(key)
        if target is None or target in around.used or any(one is target for one in _above(element)):
            name = "graphics.svg-missing" if target is None else "graphics.svg-loop"
            self._faults.error(element, BROKEN, name, "graphics.svg-value.hint", address=f"#{key}")
            return []
        lengths = Lengths(element, own, around.view, self._faults)
        inside = replace(
            around,
            own=own,
            matrix=around.matrix.after(Matrix(e=lengths.of("x"), f=lengths.of("y"))),
            depth=around.depth + 1,
            used=(*around.used, target),
        )
        if target.name == "symbol":
            size = (
                lengths.of("width", around.view.width, least=0),
                lengths.of("height", around.view.height, least=0),
            )
            made = self._viewport(target, self._computed(target, own), inside, size)
        else:
            made = self._read(target, inside)
        return self._seen(element, own, around, made, None)

    def _painted(
        self,
        element: Element,
        own: Mapping[str, str],
        around: _Context,
        segments: Segments,
        box: Box | None = None,
    ) -> list[Shape | Group]:
        """A path with its paints; ``box`` is what gradients count from, where it is not its own room."""
        if not segments or own["visibility"] != "visible" or around.matrix.is_flat:
            return []
        box = box or bounds(segments)
        fill, opacity = self._paints.fill(element, own, box, around.view)
        stroke = self._paints.stroke(element, own, box, around.view)
        if element.name == "line" or not opacity:
            fill = None
        if fill is None and stroke is None:
            return []
        if stroke is not None:
            stroke = self._pen(element, own, around.matrix, stroke)
        shape = Shape(segments, around.matrix, fill, opacity, own["fill-rule"] == "evenodd", stroke)
        if self._paints.pen_is_first(element, own) and fill is not None and stroke is not None:
            return [replace(shape, fill=None), replace(shape, stroke=None)]
        return [shape]

    def _pen(self, element: Element, own: Mapping[str, str], matrix: Matrix, stroke: Stroke) -> Stroke:
        """The pen of a shape: one that does not grow with it is as wide as in the units of the whole."""
        effect = own["vector-effect"]
        if effect == "none":
            return stroke
        if effect != "non-scaling-stroke" or not keeps_angles(matrix):
            self._faults.cannot_use(element, "vector-effect", effect)
            return stroke
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        dashes = tuple(dash / scale for dash in stroke.dashes)
        return replace(stroke, width=stroke.width / scale, dashes=dashes, offset=stroke.offset / scale)

    def _text(self, element: Element, own: Mapping[str, str], around: _Context) -> list[Shape | Group]:
        from report_builder.graphics.svg.text import set_text  # few drawings have text that is not outlined

        pieces = [*set_text(element, own, self._computed, around.view, self._faults)]
        box = bounds([segment for piece in pieces for segment in piece.segments])
        made: list[Shape | Group] = []
        for piece in pieces:
            made += self._painted(piece.element, piece.own, around, piece.segments, box)
        return self._seen(element, own, around, made, box)


def _above(element: Element) -> Iterator[Element]:
    one: Element | None = element
    while one is not None:
        yield one
        one = one.parent


def _through(kids: list[Shape | Group], clips: tuple[Clip, ...], opacity: float) -> list[Shape | Group]:
    """Kids as they are seen through clips, and with an opacity; a single paint takes that as its own."""
    if not kids or not opacity or any(not clip.segments for clip in clips):
        return []
    if not clips and opacity == 1:
        return kids
    match kids:
        case [Shape(stroke=None) as only]:
            kids, opacity = [replace(only, fill_opacity=only.fill_opacity * opacity)], 1.0
        case [Shape(fill=None, stroke=stroke) as only] if stroke is not None:
            kids, opacity = [replace(only, stroke=replace(stroke, opacity=stroke.opacity * opacity))], 1.0
    return kids if not clips and opacity == 1 else [Group(tuple(kids), clips, opacity)]
