"""Scenes as SVG: the same shapes at the same places, in few characters."""

from __future__ import annotations

import re

import pytest

from report_builder.graphics.line_field import draw_line_field
from report_builder.graphics.scene import Curve, Label, Line, Move, Path, Rect, Scene, Shape, To
from report_builder.publish.svg import paint_svg
from tests.publish.edition.reading import parse
from tests.publish.edition.support import theme_of

STYLES = theme_of("paragraphs").styles


def painted(*shapes: Shape, alt: str | None = None) -> str:
    return str(paint_svg(Scene(100, 50, shapes), STYLES, alt=alt))


def test_shapes_have_their_places_and_the_colours_of_the_theme() -> None:
    made = painted(Rect(0, 2.5, 10, 3, fill="tint_strong"), Line(1, 2, 3, 4, "rule", 0.75))
    assert '<rect y="2.5" width="10" height="3" fill="var(--tint-strong)"/>' in made
    assert '<line x1="1" y1="2" x2="3" y2="4" stroke="var(--rule)" stroke-width=".75"/>' in made


def test_open_lines_of_one_pen_are_one_path_and_others_are_not() -> None:
    first = Path((Move(0, 0), To(10, 0)), stroke="ink", stroke_width=1)
    second = Path((Move(0, 5), To(10, 5)), stroke="ink", stroke_width=1)
    other = Path((Move(0, 9), To(10, 9)), stroke="signal", stroke_width=1)
    assert re.findall(r'd="([^"]*)"', painted(first, second, other, first)) == [
        "m0 0h10m-10 5h10",
        "m0 9h10",
        "m0 0h10",
    ]


def test_drawings_have_a_name_and_decoration_is_hidden() -> None:
    assert 'role="img" aria-label="To &lt;søyler&gt;"' in painted(alt="To <søyler>")
    hidden = painted()
    assert 'aria-hidden="true"' in hidden
    assert "role" not in hidden


def test_labels_are_text_in_the_type_of_their_style() -> None:
    made = painted(
        Label("A & B", 1, 2, "label"),
        Label("C", 9, 2, "label", "end", part="row:0:value"),
        Label("D", 1, 9, "body", fill="signal"),
    )
    bold, value, body = [one for one in parse(made.encode()).elements if one.name == "g"]
    assert (bold.words, value.words, body.words) == (["A", "&", "B"], [], ["D"])
    assert bold.attributes == {
        "class": "sans",
        "font-size": "9",
        "font-weight": "600",
        "fill": "var(--ink)",
    }
    assert value.attributes["data-part"] == "row:0:value"
    assert value.find("text").attributes["text-anchor"] == "end"
    assert (body.attributes["class"], body.attributes["fill"]) == ("serif", "var(--signal)")


@pytest.mark.parametrize("stage", [0.0, 0.4, 1.0])
def test_a_line_field_ends_where_it_should_and_is_small(stage: float) -> None:
    scene = draw_line_field(595, 120, stage, 7, lines=14)
    made = paint_svg(scene, STYLES, alt=None)
    assert len(made) < 15_000
    for shape, way in zip(scene.shapes, re.findall(r'd="([^"]*)"', made), strict=True):
        assert isinstance(shape, Path)
        wanted = [(segment[-2], segment[-1]) for segment in shape.segments]
        for here, there in zip(ends(way), wanted, strict=True):
            assert here == pytest.approx(there, abs=0.051)


def ends(way: str) -> list[tuple[float, float]]:
    """Where each segment of a relative path ends, told by a reader of its own."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for letter, numbers in re.findall(r"([mlhvcz])([^mlhvcz]*)", way):
        values = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        size = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "z": 1}[letter]
        for start in range(0, len(values), size):
            part = values[start : start + size]
            x += part[0] if letter == "h" else 0.0 if letter == "v" else part[-2]
            y += part[0] if letter == "v" else 0.0 if letter == "h" else part[-1]
            found.append((x, y))
    return found


def test_a_curve_keeps_its_control_points() -> None:
    curve = Path((Move(10, 10), Curve(12, 8, 18, 30.25, 20, 20)), fill="ink")
    assert 'd="m10 10c2-2 8 20.2 10 10"' in painted(curve)
