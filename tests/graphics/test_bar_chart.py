from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_builder.graphics.bar_chart import draw_bar_chart
from report_builder.graphics.scene import Line, Rect, Scene
from report_builder.language.catalogue import catalogue
from report_builder.model.findings import Finding
from tests.graphics.drawn import FINDINGS, STYLES, boxes, finding, measure

WORDS = catalogue("nb")


def draw(findings: list[Finding], width: float = 340) -> Scene:
    return draw_bar_chart(findings, width, measure, WORDS, STYLES)


FIVE = [
    finding("Ledergruppen har blitt et mer strategisk organ", "73"),
    finding("Vi tar i større grad et helhetsperspektiv i ledergruppen", "72"),
    finding("Konkrete endringer i hvordan vi jobber i ledergruppen", "70"),
    finding("Mer effektive ledermøter", "65"),
    finding("Programmet har bidratt til økt samhandling med andre virksomheter i forvaltningen", "39"),
]


def bars(scene: Scene) -> list[Rect]:
    return [shape for shape in scene.shapes if isinstance(shape, Rect) and shape.fill == "chart"]


def texts(scene: Scene, part: str) -> str:
    return " ".join(label.text for label in scene.labels if label.part == part)


@settings(max_examples=100, deadline=None)
@given(FINDINGS, st.floats(120, 560))
def test_no_hairline_and_no_bar_runs_through_a_label(findings: list[Finding], width: float) -> None:
    scene = draw(findings, width)
    found = boxes(scene)
    for shape in scene.shapes:
        if isinstance(shape, Line) and shape.x1 == shape.x2:
            left, top, right, bottom = shape.x1, shape.y1, shape.x1, shape.y2
        elif isinstance(shape, Rect):
            left, top, right, bottom = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        else:
            continue
        for one in found:
            beside = right < one.left or left > one.right
            assert beside or bottom < one.top or top > one.bottom, (shape, one.label)


def test_bars_are_as_long_as_their_values_from_zero() -> None:
    scene = draw(FIVE)
    for bar, found in zip(bars(scene), FIVE, strict=True):
        assert bar.x == 0
        assert bar.width / bars(scene)[0].width == pytest.approx(float(found.value) / 73, abs=0.001)
    fifty, hundred = (label for label in scene.labels if label.text in {"50", "100"})
    assert bars(scene)[0].width / 0.73 == pytest.approx(hundred.x + measure("100", "caption"), abs=0.1)
    assert bars(scene)[0].width / 1.46 == pytest.approx(fifty.x + measure("50", "caption") / 2, abs=0.1)


def test_heads_and_scale_are_there() -> None:
    scene = draw(FIVE)
    assert texts(scene, "head:0") == WORDS("document.statement")
    assert texts(scene, "head:1") == WORDS("document.value")
    assert texts(scene, "drawing") == "0 25 50 75 100"


def test_words_stay_whole_and_lines_are_balanced() -> None:
    scene = draw(FIVE, 240)
    lines = [label.text for label in scene.labels if label.part == "row:4:label"]
    assert " ".join(lines) == FIVE[4].statement
    assert len(lines) == 2
    assert all(abs(len(a) - len(b)) < 12 for a, b in pairwise(lines))


def test_values_outside_the_axis_and_without_one() -> None:
    scene = draw([finding("For mye", "140"), finding("For lite", "-5"), finding("Grupper", "48", "grupper")])
    (only,) = bars(scene)
    assert only.width <= 340 - 6 - measure("140 %", "chart_value")
    assert texts(scene, "row:2:value") == "48 grupper"
    counts = draw([finding("Grupper", "48", "grupper")])
    assert not bars(counts)
    assert texts(counts, "drawing") == ""


def test_a_no_break_space_never_breaks() -> None:
    scene = draw([finding("andel over 50\u00a0prosent " * 6, "39")], 200)
    for label in scene.labels:
        if label.part == "row:0:label":
            assert label.text.count("50") == label.text.count("prosent")


def test_the_chart_reads_without_colour() -> None:
    assert len({bar.fill for bar in bars(draw(FIVE))}) == 1, "the statement at the bar tells bars apart"


def test_bar_value_and_track_make_the_whole_axis() -> None:
    scene = draw(FIVE)
    tracks = [shape for shape in scene.shapes if isinstance(shape, Rect) and shape.fill == "tint"]
    for bar, track in zip(bars(scene), tracks, strict=True):
        assert (track.y, track.height) == (bar.y, bar.height)
        assert track.x == pytest.approx(bar.width + 6 + measure("73 %", "chart_value") + 6, abs=0.02)
        assert track.x + track.width == pytest.approx(340)
