"""Text of a drawing as outlines (SVG 1.1, 10), in the fonts of the program: a drawing brings none.

So it looks the same in every file and on every page, whatever fonts a reader has. The words are told by
the text alternative, as those of other images are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from report_builder.graphics.svg import values
from report_builder.graphics.svg.drawing import Matrix, Point, Segment, Segments
from report_builder.graphics.svg.faults import UNSUPPORTED, Faults
from report_builder.graphics.svg.lettering import Outlines, choose_font, outlines
from report_builder.graphics.svg.paints import Viewport
from report_builder.graphics.svg.paths import moved
from report_builder.graphics.svg.tree import Element

_Computed = Callable[[Element, Mapping[str, str]], dict[str, str]]
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_ON_LINE = frozenset(("auto", "alphabetic", "baseline", "0", "0px", "0%", "use-script", "no-change"))
_CHANGES = ("rotate", "textLength", "lengthAdjust", "transform-origin")


class Piece(Struct, frozen=True):
    """Letters in one look, as a path in the units of the text."""

    segments: Segments
    element: Element
    own: Mapping[str, str]


class _Char(NamedTuple):
    """A character, the element that it stands in, and where that says it is or how far it is moved."""

    char: str
    element: Element
    own: Mapping[str, str]
    x: float | None
    y: float | None
    dx: float
    dy: float


def set_text(
    element: Element, own: Mapping[str, str], computed: _Computed, view: Viewport, faults: Faults
) -> Iterator[Piece]:
    """Set the text of an element. ``computed`` gives the properties of those inside it."""
    chars = [*_Reading(computed, view, faults).chars(element, own)]
    if element.attributes.get("xml:space") != "preserve":
        chars = _collapsed(chars)
    at = (0.0, 0.0)
    for chunk in _chunks(chars):
        runs = [*_runs(chunk)]
        wide = sum(_width(run, faults) for run in runs) + sum(run[0].dx for run in runs[1:])
        anchor = _ANCHORS.get(chunk[0].own["text-anchor"], 0.0)
        first = chunk[0]
        x = (at[0] if first.x is None else first.x) - anchor * wide
        y = at[1] if first.y is None else first.y
        for run in runs:
            x, y = x + run[0].dx, y + run[0].dy
            segments, width = _set(run, (x, y), faults)
            if segments:
                yield Piece(segments, run[0].element, run[0].own)
            x += width
        at = (x, y)


class _Reading:
    """Reads the characters of one text."""

    def __init__(self, computed: _Computed, view: Viewport, faults: Faults) -> None:
        self._computed = computed
        self._view = view
        self._faults = faults

    def chars(self, element: Element, own: Mapping[str, str]) -> Iterator[_Char]:
        """Give the characters of an element and those inside it; lists of places are for one each."""
        places = {name: self._places(element, name, own) for name in ("x", "y", "dx", "dy")}
        for index, char in enumerate(self._inside(element, own)):
            given = {name: found[index] for name, found in places.items() if index < len(found)}
            # What an element inside says of its own goes before.
            yield char._replace(
                x=given.get("x") if char.x is None else char.x,
                y=given.get("y") if char.y is None else char.y,
                dx=char.dx or given.get("dx", 0.0),
                dy=char.dy or given.get("dy", 0.0),
            )

    def _inside(self, element: Element, own: Mapping[str, str]) -> Iterator[_Char]:
        for kid in element.kids:
            if isinstance(kid, str):
                for char in kid:
                    yield _Char(" " if char in "\n\t\r" else char, element, own, None, None, 0.0, 0.0)
            elif kid.name == "tspan" or (kid.name == "a" and "href" not in kid.attributes):
                inner = self._computed(kid, own)
                for name in _CHANGES:
                    if name in kid.attributes:
                        self._faults.cannot_use(kid, name, kid.attributes[name])
                if inner["opacity"] != "1":
                    self._faults.cannot_use(kid, "opacity", inner["opacity"])
                if inner["display"] != "none":
                    yield from self.chars(kid, inner)
            else:
                self._faults.cannot_draw(kid, kid.name)

    def _places(self, element: Element, name: str, own: Mapping[str, str]) -> list[float]:
        written = element.attributes.get(name, "").replace(",", " ").split()
        whole = self._view.width if "x" in name else self._view.height
        found = [values.length(part, whole, self._view.em(own)) for part in written]
        if None in found:
            self._faults.cannot_read(element, name, element.attributes[name])
        return [value or 0.0 for value in found]


def _collapsed(chars: list[_Char]) -> list[_Char]:
    """Leave out blanks at the ends, and all but one of several."""
    kept: list[_Char] = []
    waiting: _Char | None = None
    for char in chars:
        if waiting is not None and char.x is None and waiting.x is not None:
            # A place that a blank had is that of the letter after it.
            char = char._replace(x=waiting.x, y=waiting.y if char.y is None else char.y)  # noqa: PLW2901
        waiting = None
        if char.char != " " or (kept and kept[-1].char != " "):
            kept.append(char)
        else:
            waiting = char
    while kept and kept[-1].char == " ":
        kept.pop()
    return kept


def _chunks(chars: list[_Char]) -> Iterator[list[_Char]]:
    """Parts that each begin at a place of their own; an anchor holds for one of them."""
    chunk: list[_Char] = []
    for char in chars:
        if chunk and (char.x is not None or char.y is not None):
            yield chunk
            chunk = []
        chunk.append(char)
    if chunk:
        yield chunk


def _runs(chunk: list[_Char]) -> Iterator[list[_Char]]:
    """Letters in one look that stand beside each other as the font has them."""
    number = 0
    numbers = []
    for at, char in enumerate(chunk):
        before = chunk[at - 1]
        number += bool(at and (char.dx or char.dy or char.own is not before.own))
        numbers.append(number)
    for _, found in groupby(zip(numbers, chunk, strict=True), key=lambda one: one[0]):
        yield [char for _, char in found]


def _letters(run: list[_Char], faults: Faults) -> tuple[Outlines, float, float]:
    """The outlines of a run, the size of a unit of the font, and what stands between two letters."""
    own, element = run[0].own, run[0].element
    font = choose_font(own, element, faults)
    found = outlines(font, "".join(char.char for char in run))
    if found.missing:
        sign = f"U+{ord(found.missing):04X}"
        faults.error(element, UNSUPPORTED, "graphics.svg-sign", "graphics.svg-text.hint", name=sign)
    size = float(own["font-size"])
    written = own["letter-spacing"]
    between = 0.0 if written == "normal" else values.length(written, size, size)
    if between is None:
        faults.cannot_read(element, "letter-spacing", written)
    return found, size / found.units, between or 0.0


def _width(run: list[_Char], faults: Faults) -> float:
    found, unit, between = _letters(run, faults)
    return found.width * unit + between * len(found.glyphs)


def _set(run: list[_Char], place: Point, faults: Faults) -> tuple[Segments, float]:
    """The path of a run at a place, and how wide it is."""
    found, unit, between = _letters(run, faults)
    x, y = place
    y += _drop(run[0], found, unit, faults)
    made: list[Segment] = []
    for glyph in found.glyphs:
        made += moved(glyph.segments, Matrix(unit, 0.0, 0.0, -unit, x + glyph.x * unit, y - glyph.y * unit))
        x += glyph.advance * unit + between
    return tuple(made), x - place[0]


def _drop(char: _Char, found: Outlines, unit: float, faults: Faults) -> float:
    """How far the baseline is below the place that is given."""
    for name in ("alignment-baseline", "dominant-baseline"):
        match char.own[name]:
            case "middle":
                return found.x_height / 2 * unit
            case "central":
                return (found.ascent + found.descent) / 2 * unit
            case "hanging" | "text-before-edge" | "text-top":
                return found.ascent * unit
            case other if other not in _ON_LINE:
                faults.cannot_use(char.element, name, other)
    shift = char.own["baseline-shift"]
    if shift not in _ON_LINE:
        size = float(char.own["font-size"])
        raised = {"super": size / 3, "sub": -size / 5}.get(shift, values.length(shift, size, size))
        if raised is None:
            faults.cannot_use(char.element, "baseline-shift", shift)
        return -(raised or 0.0)
    return 0.0
