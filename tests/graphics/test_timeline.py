from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.graphics.scene import Line, Path
from report_builder.graphics.timeline import Position, draw_entry, timeline_columns
from report_builder.theme.model import COLOUR_NAMES
from tests.graphics.drawn import assert_inside


@given(st.floats(100, 600), st.lists(st.floats(0, 400), max_size=20))
def test_columns_follow_each_other_and_fill_the_width(width: float, dates: list[float]) -> None:
    columns = timeline_columns(width, dates)
    assert 0 <= columns.date_width < columns.axis < columns.text < width
    assert columns.text + columns.text_width == pytest.approx(width)
    assert columns.text_width > 0.2 * width


def test_the_widest_date_sets_the_column_up_to_a_limit() -> None:
    assert timeline_columns(340, [40, 70, 55]).date_width == 70
    assert timeline_columns(340, [40, 300]).date_width == pytest.approx(102)


@pytest.mark.parametrize("stressed", [False, True])
@pytest.mark.parametrize(
    ("position", "above", "below"),
    [
        (Position.FIRST, False, True),
        (Position.MIDDLE, True, True),
        (Position.LAST, True, False),
        (Position.ONLY, False, False),
    ],
)
def test_the_axis_runs_from_the_first_mark_to_the_last(
    position: Position, above: bool, below: bool, stressed: bool
) -> None:
    scene = draw_entry(60, 8, position, stressed=stressed)
    lines = [shape for shape in scene.shapes if isinstance(shape, Line)]
    assert any(line.y1 == 0 and line.y2 < 8 for line in lines) == above
    assert any(line.y1 > 8 and line.y2 == 60 for line in lines) == below
    assert len(lines) == above + below
    assert all(line.x1 == line.x2 == scene.width / 2 for line in lines)
    (mark,) = (shape for shape in scene.shapes if isinstance(shape, Path))
    assert (mark.fill, mark.stroke) == (("signal", None) if stressed else ("paper", "ink"))
    assert {"signal", "paper", "ink", "rule"} <= set(COLOUR_NAMES)
    assert_inside(scene)


def test_a_stressed_mark_is_told_from_the_others_without_colour() -> None:
    plain, stressed = (
        next(
            shape
            for shape in draw_entry(60, 8, Position.ONLY, stressed=stressed).shapes
            if isinstance(shape, Path)
        )
        for stressed in (False, True)
    )
    assert plain.stroke is not None
    assert stressed.stroke is None
    assert max(point.x for point in stressed.segments) > max(point.x for point in plain.segments)
