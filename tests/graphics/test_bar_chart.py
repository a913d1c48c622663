from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_builder.diagnostics import SourceSpan
from report_builder.graphics.bar_chart import draw_bar_chart
from report_builder.graphics.scene import Label, Line, Rect, Scene
from report_builder.language.catalogue import catalogue
from report_builder.model.findings import Finding


@dataclass(frozen=True)
class Size:
    size: float
    leading: float


STYLES = {
    "table_head": Size(8.5, 12),
    "chart_label": Size(9.5, 12),
    "chart_value": Size(15, 18),
    "caption": Size(8.5, 12),
}
WORDS = catalogue("nb")


def measure(text: str, style: str) -> float:
    """A face in which every letter is half an em wide."""
    return len(text) * STYLES[style].size * 0.5


def finding(statement: str, value: str, unit: str = "%") -> Finding:
    display = f"{value.replace('.', ',')} {unit}".strip()
    return Finding(
        "x", Decimal(value), unit, display, statement, "", None, "", "", SourceSpan("findings.yaml")
    )


def draw(findings: list[Finding], width: float = 340) -> Scene:
    return draw_bar_chart(findings, width, measure, WORDS, STYLES)


FIVE = [
    finding("Ledergruppen har blitt et mer strategisk organ", "73"),
    finding("Vi tar i større grad et helhetsperspektiv i ledergruppen", "72"),
    finding("Konkrete endringer i hvordan vi jobber i ledergruppen", "70"),
    finding("Mer effektive ledermøter", "65"),
    finding("Programmet har bidratt til økt samhandling med andre virksomheter i forvaltningen", "39"),
]


def box(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the letters."""
    size = STYLES[label.style].size
    width = measure(label.text, label.style)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - 0.74 * size, left + width, label.y + 0.22 * size


def bars(scene: Scene) -> list[Rect]:
    return [shape for shape in scene.shapes if isinstance(shape, Rect) and shape.fill == "chart"]


def texts(scene: Scene, part: str) -> str:
    return " ".join(label.text for label in scene.labels if label.part == part)


statements = st.text("abcdefghij ", min_size=1, max_size=160).filter(str.strip)
values = st.decimals(0, 100, places=1).map(str)
rows = st.lists(
    st.tuples(statements, values, st.sampled_from(["%", "%", "%", "grupper", ""])).map(
        lambda row: finding(*row)
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=200, deadline=None)
@given(rows, st.floats(120, 560))
def test_no_label_overlaps_another_or_leaves_the_scene(findings: list[Finding], width: float) -> None:
    scene = draw(findings, width)
    boxes = [box(label) for label in scene.labels]
    for left, top, right, bottom in boxes:
        assert left >= -0.02
        assert top >= -0.02
        assert right <= width + 0.02
        assert bottom <= scene.height + 0.02
    for index, one in enumerate(boxes):
        for other in boxes[:index]:
            apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
            assert apart, (scene.labels[index], one, other)


@settings(max_examples=100, deadline=None)
@given(rows, st.floats(120, 560))
def test_no_hairline_and_no_bar_runs_through_a_label(findings: list[Finding], width: float) -> None:
    scene = draw(findings, width)
    boxes = [box(label) for label in scene.labels]
    for shape in scene.shapes:
        if isinstance(shape, Line) and shape.x1 == shape.x2:
            left, top, right, bottom = shape.x1, shape.y1, shape.x1, shape.y2
        elif isinstance(shape, Rect):
            left, top, right, bottom = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        else:
            continue
        for one in boxes:
            assert right < one[0] or left > one[2] or bottom < one[1] or top > one[3], (shape, one)


@settings(max_examples=100, deadline=None)
@given(rows, st.floats(120, 560))
def test_every_word_of_the_data_is_in_the_table_parts_in_order(findings: list[Finding], width: float) -> None:
    scene = draw(findings, width)
    for index, found in enumerate(findings):
        # A word wider than the chart is broken, so blanks do not count here.
        label = texts(scene, f"row:{index}:label")
        assert label.replace(" ", "") == found.statement.replace(" ", "")
        assert texts(scene, f"row:{index}:value") == found.display
    order = [label.part for label in scene.labels]
    assert order == sorted(order, key=order.index), "each part stands together"
    assert order[:2] == ["head:0", "head:1"]


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
