"""Scenes as SVG: the same shapes at the same places, in few characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from markupsafe import Markup

from report_builder.graphics.scene import Label, Line, Move, Path, Rect, Scene, Shape, To
from report_builder.publish.edition import edition_pages
from report_builder.publish.font_subsets import DRAWING_STYLES
from report_builder.publish.markup import drawings
from report_builder.publish.svg import STRETCHED, paint_svg, paint_windows
from report_builder.theme.model import TextStyle
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import EVERY, sample

STYLES = theme_of("paragraphs").styles


def painted(*shapes: Shape, alt: str | None = None) -> str:
    return str(paint_svg(Scene(100, 50, shapes), STYLES, alt=alt))


def test_shapes_have_their_places_and_the_colours_of_the_theme() -> None:
    made = painted(Rect(0, 2.5, 10, 3, fill="tint_strong"), Line(1, 2, 3, 4, "rule", 0.75))
    assert '<rect y="25" width="100" height="30" fill="var(--tint-strong)"/>' in made
    assert '<path d="m10 20l20 20" fill="none" stroke="var(--rule)" stroke-width="7.5"/>' in made


def test_open_lines_of_one_pen_are_one_path_and_others_are_not() -> None:
    first = Path((Move(0, 0), To(10, 0)), stroke="ink", stroke_width=1)
    second = Path((Move(0, 5), To(10, 5)), stroke="ink", stroke_width=1)
    other = Path((Move(0, 9), To(10, 9)), stroke="signal", stroke_width=1)
    straight = Line(0, 5, 10, 5, "ink", 1)
    for below in (second, straight):
        assert re.findall(r'd="([^"]*)"', painted(first, below, other, first)) == [
            "m0 0h100m-100 50h100",
            "m0 90h100",
            "m0 0h100",
        ]


def test_labels_of_one_look_are_together_unless_they_are_in_different_languages() -> None:
    labels = (
        Label("A", 0, 0, "label", part="row:0:value"),
        Label("B", 0, 9, "label", part="row:1:value"),
        Label("C", 0, 9, "label", part="row:2:value"),
    )
    languages = {"row:2:value": "en"}
    made = paint_svg(Scene(100, 50, labels), STYLES, alt="D", languages=languages)
    groups = [one for one in parse(made.encode()).elements if one.name == "g"]
    assert [len([text for text in one.children if not isinstance(text, str)]) for one in groups] == [2, 1]
    assert [one.attributes.get("lang") for one in groups] == [None, "en"]


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
        "font-size": "90",
        "font-weight": "600",
        "fill": "var(--ink)",
        "aria-hidden": "true",
    }
    assert value.attributes["data-part"] == "words"
    assert value.find("text").attributes["text-anchor"] == "end"
    assert (body.attributes["class"], body.attributes["fill"]) == ("serif", "var(--signal)")


def test_windows_of_one_drawing_write_it_once() -> None:
    line = Path((Move(0, 0), To(300, 0)), fill="ink")
    scene = Scene(300, 50, (line,))
    first, second = paint_windows(scene, [0, 120.5], 100, look="field", name="rb-lines", fit=STRETCHED)
    assert '<g id="rb-lines"><path d="m0 0h3000"' in first
    assert 'viewBox="0 0 1000 500"' in first
    assert '<use href="#rb-lines"/>' in second
    assert 'viewBox="1205 0 1000 500"' in second


def test_the_styles_of_drawings_are_those_that_the_fonts_are_made_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: set[str] = set()

    def paint(scene: Scene, styles: Mapping[str, TextStyle], **looks: Any) -> Markup:
        seen.update(label.style for label in scene.labels)
        return paint_svg(scene, styles, **looks)

    monkeypatch.setattr(drawings, "paint_svg", paint)
    for name in EVERY:
        edition_pages(sample(name).report, theme_of(name), AROUND)
    assert sorted(seen) == sorted(DRAWING_STYLES)
