"""Paints a scene of :mod:`report_builder.graphics` as SVG: the second surface of the one drawing.

Colours are the custom properties of the theme's style sheet, and families of type are classes that the style
sheet of the edition knows. No shape has a style attribute, so that a strict Content-Security-Policy holds.
One unit is a tenth of a point, so that places are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from markupsafe import Markup

from report_builder.graphics.art import Art
from report_builder.graphics.number import number
from report_builder.graphics.scene import Label, Line, Move, Path, Rect, Scene, Shape, To
from report_builder.language.writing import begins_leftward
from report_builder.patterns import late
from report_builder.publish.colours import hexadecimal
from report_builder.publish.markup.html import element
from report_builder.publish.svg_path import TENTHS, write_path
from report_builder.theme.model import Colour, TextStyle

_BOLD = 600
STRETCHED = "none"
"""Fills any box, whatever its shape (SVG 2, 8.7)."""
CUT = "xMidYMid slice"
"""Fills any box, and is cut to its shape."""


def fit_of(art: Art) -> str:
    """Say how a kind of generated art fills a box: lines may be stretched, what has a shape may not."""
    return STRETCHED if art is Art.LINE_FIELD else CUT


def _property(name: str) -> str:
    """The custom property of a colour, as the theme's style sheet names it: "tint_strong", --tint-strong."""
    return f"var(--{name.replace('_', '-')})"


_NAMED = late(r"(var\(--[a-z-]+)\)")
_ONE_LANGUAGE: Mapping[str, str | None] = {}


_ANCHORS: Mapping[str, str | None] = {"start": None, "middle": "middle", "end": "end"}
_LEFTWARD_ANCHORS: Mapping[str, str | None] = {"start": "end", "middle": "middle", "end": None}
"""Text from right to left starts at its right end (SVG 1.1, 10.9.1); a drawing says where its left end is."""


def paint_svg(
    scene: Scene,
    styles: Mapping[str, TextStyle],
    *,
    alt: str | None,
    look: str | None = None,
    fit: str | None = None,
    waits: bool = False,
    languages: Mapping[str, str | None] = _ONE_LANGUAGE,
) -> Markup:
    """Paint ``scene`` as an ``svg`` element.

    ``alt`` is what the drawing says, None for decoration. What is written in it is for the eye: whoever calls
    gives its words as text beside it. ``styles`` are those that its labels name.
    ``look`` is the element's class. ``fit`` says how it fills another box, :data:`STRETCHED` or :data:`CUT`;
    without it keeps its shape. One that ``waits`` is shown by a style sheet alone, where
    it stands in for another. ``languages`` has those of parts that are in another one than what is around the
    drawing.
    """
    return element(
        "svg",
        *_shapes(scene),
        *_labels(scene.labels, styles, languages),
        class_=look,
        viewBox=_window(0.0, scene.width, scene.height),
        preserveAspectRatio=fit,
        display="none" if waits else None,
        role="img" if alt is not None else None,
        aria_label=alt,
        aria_hidden="true" if alt is None else None,
    )


def with_own_colours(drawing: Markup, palette: Mapping[str, Colour]) -> Markup:
    """Say with the name of each colour what it is, for readers who see a page without its style sheets.

    There a name that nothing explains is black.
    """
    known = {_property(name)[:-1]: hexadecimal(colour) for name, colour in palette.items()}
    return Markup(_NAMED.sub(lambda found: f"{found[1]}, {known[found[1]]})", drawing))  # noqa: S704  ours


def paint_windows(
    scene: Scene, starts: Sequence[float], width: float, *, look: str, name: str, fit: str
) -> list[Markup]:
    """Paint parts of ``scene``, which has no labels, for one page: each ``width`` wide, from one start on.

    The shapes are written in the first and used by all, under the id ``name``. The parts are decoration, of
    the class ``look``, and fill any box as ``fit`` says.
    """
    own = element("g", *_shapes(scene), id=name)
    return [
        element(
            "svg",
            element("use", href=f"#{name}") if index else own,
            class_=look,
            viewBox=_window(start, width, scene.height),
            preserveAspectRatio=fit,
            aria_hidden="true",
        )
        for index, start in enumerate(starts)
    ]


def _window(x: float, width: float, height: float) -> str:
    return " ".join((_units(x), "0", _units(width), _units(height)))


def _units(points: float) -> str:
    return number(points * TENTHS)


def _place(points: float) -> str:
    """A coordinate as a whole number of units."""
    return str(round(points * TENTHS))


def _shapes(scene: Scene) -> list[Markup]:
    return [_shape(shape) for shape in _joined_strokes(scene.shapes)]


def _joined_strokes(shapes: Iterable[Shape]) -> Iterator[Rect | Path]:
    """The shapes without labels; open lines in the same pen that follow each other are one path."""
    drawn = (_as_path(one) if isinstance(one, Line) else one for one in shapes if not isinstance(one, Label))
    for pen, found in groupby(drawn, key=_pen):
        if pen is None:
            yield from found
        else:
            segments = [segment for path in found if isinstance(path, Path) for segment in path.segments]
            yield Path(tuple(segments), None, *pen)


def _as_path(line: Line) -> Path:
    segments = Move(line.x1, line.y1), To(line.x2, line.y2)
    return Path(segments, None, line.stroke, line.stroke_width, part=line.part)


def _pen(shape: Rect | Path) -> tuple[str, float] | None:
    """The pen of an open line; None for all that is filled, closed or no path."""
    if isinstance(shape, Path) and shape.stroke and not shape.fill and not shape.closed:
        return shape.stroke, shape.stroke_width
    return None


def _shape(shape: Rect | Path) -> Markup:
    match shape:
        case Rect():
            place = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
            return element("rect", **_numbers(place), **_paint(shape.fill, shape))
        case Path():
            return element(
                "path", d=write_path(shape.segments, closed=shape.closed), **_paint(shape.fill, shape)
            )
        case _:
            assert_never(shape)


def _numbers(values: Mapping[str, float]) -> dict[str, str]:
    return {name: _place(value) for name, value in values.items() if value}


def _paint(fill: str | None, shape: Rect | Path) -> dict[str, str]:
    return {
        "fill": _property(fill) if fill else "none",
        **(_stroke(shape.stroke, shape.stroke_width) if shape.stroke else {}),
    }


def _stroke(stroke: str, width: float) -> dict[str, str]:
    return {"stroke": _property(stroke), "stroke_width": _units(width)}


def _labels(
    labels: tuple[Label, ...], styles: Mapping[str, TextStyle], languages: Mapping[str, str | None]
) -> Iterator[Markup]:
    """Text in reading order, with what neighbours share written once."""

    def shared(label: Label) -> tuple[str, str | None, str | None, str | None, bool]:
        part = label.part if label.part in {None, "drawing"} else "words"
        turned = begins_leftward(label.text)
        return label.style, label.fill, part, languages.get(label.part or ""), turned

    for (style_name, fill, part, language, turned), group in groupby(labels, key=shared):
        style = styles[style_name]
        anchors = _LEFTWARD_ANCHORS if turned else _ANCHORS
        texts = [
            element(
                "text",
                label.text,
                x=_place(label.x),
                y=_place(label.y),
                text_anchor=anchors[label.anchor],
            )
            for label in group
        ]
        yield element(
            "g",
            Markup("\n").join(texts),
            class_=style.family,
            font_size=_units(style.size),
            font_weight=_BOLD if style.face.startswith("bold") else None,
            font_style="italic" if "italic" in style.face else None,
            fill=_property(fill or style.colour.name),
            data_part=part,
            # Where a page is shown without its looks, only what is not hidden here is taken for text.
            aria_hidden="true",
            lang=language,
            direction="rtl" if turned else None,
        )
