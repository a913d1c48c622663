"""What every kind of chart of findings keeps: readable labels, and all of the data as cells of a table."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_builder.graphics.charts import chart_alt, draw_chart
from report_builder.graphics.scene import Label, Scene
from report_builder.language.catalogue import catalogue, languages
from report_builder.language.passages import plain, voice
from report_builder.model.blocks import ChartKind
from report_builder.model.findings import Finding
from report_builder.theme.model import COLOUR_NAMES, STYLE_NAMES
from tests.graphics.drawn import FINDINGS, STYLES, assert_inside, assert_readable, finding, measure

every_kind = pytest.mark.parametrize("kind", ChartKind)
DATA = [finding("Vi tar i større grad et helhetsperspektiv", "72"), finding("Mer effektive møter", "5.5")]


def draw(kind: ChartKind, findings: list[Finding], width: float = 340) -> Scene:
    return draw_chart(kind, findings, width, measure, catalogue("nb"), STYLES)[0]


def texts(scene: Scene, part: str) -> str:
    return " ".join(label.text for label in scene.labels if label.part == part)


@every_kind
@settings(max_examples=200, deadline=None)
@given(findings=FINDINGS, width=st.floats(120, 560))
def test_no_label_overlaps_another_or_leaves_the_scene(
    kind: ChartKind, findings: list[Finding], width: float
) -> None:
    scene = draw(kind, findings, width)
    assert_readable(scene)
    assert_inside(scene)


@every_kind
@settings(max_examples=100, deadline=None)
@given(findings=FINDINGS, width=st.floats(120, 560))
def test_every_word_of_the_data_is_in_the_table_parts_in_order(
    kind: ChartKind, findings: list[Finding], width: float
) -> None:
    scene = draw(kind, findings, width)
    for index, found in enumerate(findings):
        # A word wider than the chart is broken, so blanks do not count here.
        label = texts(scene, f"row:{index}:label")
        assert label.replace(" ", "") == found.statement.replace(" ", "")
        assert "".join(texts(scene, f"row:{index}:value").split()) == "".join(found.display.split())
    order = [label.part for label in scene.labels]
    assert order == sorted(order, key=order.index), "each part stands together"
    assert order[:2] == ["head:0", "head:1"]


@every_kind
def test_colours_and_styles_are_names_of_the_theme(kind: ChartKind) -> None:
    for shape in draw(kind, DATA).shapes:
        if isinstance(shape, Label):
            assert shape.style in STYLE_NAMES
        colours = {getattr(shape, "fill", None), getattr(shape, "stroke", None)}
        assert colours - {None} <= set(COLOUR_NAMES)


@every_kind
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("unit", ["%", "saker", ""])
@pytest.mark.parametrize("values", ["72 5.5", "0 0", "-12 143", "-12 -0.5", "0.002 0.0004", "1240000 980"])
def test_its_words_tell_what_no_table_has(kind: ChartKind, language: str, unit: str, values: str) -> None:
    findings = [finding("Utsagn", value, unit) for value in values.split()]
    alt = plain(chart_alt(kind, findings, voice(language, "nb"), "nb"))
    (scene,) = draw_chart(kind, findings, 340, measure, catalogue(language), STYLES)
    drawn = [label.text for label in scene.labels if label.part == "drawing"]
    assert drawn
    for number in drawn:
        assert re.search(rf"(?<!\w){re.escape(number)}(?!\w)", alt), (number, alt)
    of_shares = all(each.share is not None and 0 <= each.share <= 100 for each in findings)
    assert (unit in alt) is (not unit or not of_shares)
