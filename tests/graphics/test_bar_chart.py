from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_builder.graphics.bar_chart import draw_bar_chart
from report_builder.graphics.scene import Line, Rect, Scene
from report_builder.language.catalogue import catalogue
from report_builder.model.findings import Finding
from report_builder.publish.measure import measure_of
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.graphics.drawn import (
    FINDINGS,
    STYLES,
    Box,
    assert_inside,
    assert_readable,
    boxes,
    finding,
    measure,
)

WORDS = catalogue("nb")


def draw(findings: list[Finding], width: float = 340) -> Scene:
    return draw_bar_chart(findings, width, measure, WORDS, STYLES)[0]


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
    assert_apart(scene, boxes(scene))


@pytest.mark.parametrize("page_width", [595.28, 419.53], ids=["A4", "A5"])
@pytest.mark.parametrize("name", ["konstruktiv", "noktern"])
@settings(max_examples=40, deadline=None)
@given(findings=FINDINGS, language=st.sampled_from(["nb", "nn", "en"]))
def test_labels_are_apart_in_the_fonts_of_both_themes(
    name: str, page_width: float, findings: list[Finding], language: str
) -> None:
    theme = built_in(name)
    width = theme.page.text_width * page_width / 595.28
    real = measure_of(theme)
    (scene,) = draw_bar_chart(findings, width, real, catalogue(language), theme.styles)
    assert_readable(scene, real, theme.styles)
    assert_inside(scene)
    assert_apart(scene, boxes(scene, real, theme.styles))


@cache
def built_in(name: str) -> Theme:
    theme = load_theme(name, SourceFiles(Path())).value
    assert theme is not None
    return theme


def assert_apart(scene: Scene, found: list[Box]) -> None:
    """No bar, track or upright line meets a label."""
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
    assert texts(scene, "head:1") == WORDS("document.share")
    assert texts(scene, "drawing") == "0 25 50 75 100"


def test_words_stay_whole_and_lines_are_balanced() -> None:
    scene = draw(FIVE, 240)
    lines = [label.text for label in scene.labels if label.part == "row:4:label"]
    assert " ".join(lines) == FIVE[4].statement
    assert len(lines) == 2
    assert all(abs(len(a) - len(b)) < 12 for a, b in pairwise(lines))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ("0 0.4 99.95", "0 25 50 75 100"),
        ("-12 143", "−50 0 50 100 150"),
        ("101", "0 25 50 75 100 125"),
        ("-12 -3", "−15 −10 −5 0"),
        ("-0.4", "−0,4 −0,3 −0,2 −0,1 0"),
    ],
)
def test_the_axis_follows_its_data(values: str, ticks: str) -> None:
    findings = [finding("Endring", value) for value in values.split()]
    assert texts(draw(findings), "drawing") == ticks
    of_shares = ticks == "0 25 50 75 100"
    assert texts(draw(findings), "head:1") == WORDS("document.share" if of_shares else "document.value")


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ("1240000 980", "0 250 000 500 000 750 000 1 000 000 1 250 000"),
        ("48", "0 10 20 30 40 50"),
        ("7", "0 2 4 6 8"),
        ("0.02 0.011", "0 0,005 0,010 0,015 0,020"),
        ("0", "0 1"),
        ("1" + "0" * 36, f"0 800{' 000' * 11}"),
    ],
)
def test_counts_have_an_axis_of_their_own(values: str, ticks: str) -> None:
    scene = draw([finding("Saker", value, "saker") for value in values.split()], 500)
    written = texts(scene, "drawing").replace("\u202f", " ").replace("\u00a0", " ")
    assert written == ticks
    assert texts(scene, "head:1") == WORDS("document.value")


def test_bars_go_both_ways_from_zero_in_one_measure() -> None:
    values = ["-12", "143", "0", "-50", "150"]
    scene = draw([finding("Endring", value) for value in values])
    lines = [shape for shape in scene.shapes if isinstance(shape, Line) and shape.stroke == "ink"]
    (zero,) = {line.x1 for line in lines if line.x1 == line.x2}
    down, up, far_down, far_up = bars(scene)
    assert down.x + down.width == pytest.approx(zero) == far_down.x + far_down.width
    assert up.x == far_up.x == zero
    assert down.width / up.width == pytest.approx(12 / 143, abs=0.001)
    assert far_down.x == 0
    assert far_up.width / far_down.width == pytest.approx(3, abs=0.001)


def test_the_least_of_a_count_is_seen_and_nothing_is_not() -> None:
    scene = draw([finding("Saker", value, "saker") for value in ("1240000", "1", "0", "-1")])
    assert [bar.width for bar in bars(scene)][1:] == [1.2, 1.2]


@settings(max_examples=60, deadline=None)
@given(FINDINGS, st.floats(120, 560), st.floats(150, 700))
def test_what_is_taller_than_a_page_has_parts_with_all_of_the_data(
    findings: list[Finding], width: float, tallest: float
) -> None:
    scenes = draw_bar_chart(findings, width, measure, WORDS, STYLES, tallest)
    whole = draw(findings, width)
    cells = [label.text for scene in scenes for label in scene.labels if label.part != "drawing"]
    assert cells == [label.text for label in whole.labels if label.part != "drawing"]
    assert {texts(scene, "drawing") for scene in scenes} == {texts(whole, "drawing")}
    assert (len(scenes) == 1) is (whole.height <= tallest or len(findings) == 1)
    for scene in scenes:
        rows = {label.part for label in scene.labels if str(label.part).startswith("row:")}
        assert scene.height <= tallest + 0.1 or len(rows) <= 2


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
