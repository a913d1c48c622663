"""Paints a scene of :mod:`report_builder.graphics` as SVG: the second surface of the one drawing.

Colours are the custom properties of the theme's style sheet, and families of type are classes that the style
sheet of the edition knows. No shape has a style attribute, so that a strict Content-Security-Policy holds.
Paths are written with relative coordinates in tenths of a point, which makes them half as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from markupsafe import Markup

from report_builder.graphics.scene import Curve, Label, Line, Move, Path, Rect, Scene, Segment, Shape
from report_builder.layout.paint.scene import number
from report_builder.publish.markup.html import element
from report_builder.theme.model import TextStyle

_BOLD = 600
_TENTHS = 10


def _property(name: str) -> str:
    """The custom property of a colour, as the theme's style sheet names it: "tint_strong", --tint-strong."""
    return f"var(--{name.replace('_', '-')})"


def paint_svg(
    scene: Scene,
    styles: Mapping[str, TextStyle],
    *,
    alt: str | None,
    look: str | None = None,
    stretch: bool = False,
) -> Markup:
    """Paint ``scene`` as an ``svg`` element; one unit is a point.

    ``alt`` is what the drawing says, None for decoration. ``styles`` are those that its labels name.
    ``look`` is the element's class. ``stretch`` lets it fill any box, whatever its shape; otherwise it keeps
    its own and, where it fills another box, is cut.
    """
    shapes = [_shape(shape) for shape in _joined_strokes(scene.shapes)]
    return element(
        "svg",
        *shapes,
        *_labels(scene.labels, styles),
        class_=look,
        viewBox=f"0 0 {number(scene.width)} {number(scene.height)}",
        preserveAspectRatio="none" if stretch else None,
        role="img" if alt is not None else None,
        aria_label=alt,
        aria_hidden="true" if alt is None else None,
        focusable="false" if alt is None else None,
    )


def _joined_strokes(shapes: Iterable[Shape]) -> Iterator[Rect | Line | Path]:
    """The shapes without labels; open lines in the same pen that follow each other are one path."""
    for pen, found in groupby((one for one in shapes if not isinstance(one, Label)), key=_pen):
        if pen is None:
            yield from found
        else:
            segments = [segment for path in found if isinstance(path, Path) for segment in path.segments]
            yield Path(tuple(segments), None, *pen)


def _pen(shape: Shape) -> tuple[str, float] | None:
    """The pen of an open line; None for all that is filled, closed or no path."""
    if isinstance(shape, Path) and shape.stroke and not shape.fill and not shape.closed:
        return shape.stroke, shape.stroke_width
    return None


def _shape(shape: Shape) -> Markup:
    match shape:
        case Rect():
            place = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
            return element("rect", **_numbers(place), **_paint(shape.fill, shape))
        case Line():
            place = {"x1": shape.x1, "y1": shape.y1, "x2": shape.x2, "y2": shape.y2}
            return element("line", **_numbers(place), **_stroke(shape.stroke, shape.stroke_width))
        case Path():
            return element("path", d=_way(shape), **_paint(shape.fill, shape))
        case _:
            raise AssertionError(shape)


def _numbers(values: Mapping[str, float]) -> dict[str, str]:
    return {name: number(value, 1) for name, value in values.items() if value}


def _paint(fill: str | None, shape: Rect | Path) -> dict[str, str]:
    return {
        "fill": _property(fill) if fill else "none",
        **(_stroke(shape.stroke, shape.stroke_width) if shape.stroke else {}),
    }


def _stroke(stroke: str, width: float) -> dict[str, str]:
    return {"stroke": _property(stroke), "stroke_width": number(width)}


def _way(path: Path) -> str:
    steps = [*_steps(path.segments)]
    return "".join((*steps, "z")) if path.closed else "".join(steps)


def _steps(segments: tuple[Segment, ...]) -> Iterator[str]:
    """Write each segment from where the one before ended; both ends are whole tenths, so nothing drifts."""
    x = y = 0
    before = ""
    for segment in segments:
        values = [round(value * _TENTHS) for value in segment]
        moves = [value - (y if index % 2 else x) for index, value in enumerate(values)]
        x, y = values[-2:]
        letter = "c" if isinstance(segment, Curve) else "m" if isinstance(segment, Move) else "l"
        if letter != "m" and not any(moves[1::2]):
            letter, moves = "h", moves[-2:-1]
        elif letter == "l" and not moves[0]:
            letter, moves = "v", moves[1:]
        numbers = _joined(moves)
        repeated = letter == before != "m"
        yield numbers if repeated and numbers.startswith("-") else (" " if repeated else letter) + numbers
        before = letter


def _joined(tenths: list[int]) -> str:
    """Numbers with no more between them than tells them apart: a minus begins a number by itself."""
    return " ".join(number(value / _TENTHS, 1) for value in tenths).replace(" -", "-")


def _labels(labels: tuple[Label, ...], styles: Mapping[str, TextStyle]) -> Iterator[Markup]:
    """Text in reading order, with what neighbours share written once."""
    for (style_name, fill, part), group in groupby(labels, key=lambda one: (one.style, one.fill, one.part)):
        style = styles[style_name]
        texts = [
            element(
                "text",
                label.text,
                x=number(label.x, 1),
                y=number(label.y, 1),
                text_anchor=label.anchor if label.anchor != "start" else None,
            )
            for label in group
        ]
        yield element(
            "g",
            Markup("\n").join(texts),
            class_=style.family,
            font_size=number(style.size),
            font_weight=_BOLD if style.face.startswith("bold") else None,
            font_style="italic" if "italic" in style.face else None,
            fill=_property(fill or style.colour.name),
            data_part=part,
        )
