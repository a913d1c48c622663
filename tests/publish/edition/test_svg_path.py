"""Paths as SVG reads them: what is drawn stays within a fifth of a pixel of what the scene says."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_builder.graphics.art import Art, draw_art
from report_builder.graphics.curves import disc, strand
from report_builder.graphics.scene import Curve, Move, Path, Segment, To
from report_builder.publish import svg
from report_builder.publish.edition import edition_pages
from report_builder.publish.svg_path import REACH, TENTHS, write_path
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import sample

Points: TypeAlias = list[tuple[float, float]]
_SIZES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "z": 0}


def read(way: str) -> list[Segment]:
    """The segments that a browser draws, in points."""
    found: list[Segment] = []
    x = y = 0.0
    control: tuple[float, float] | None = None
    for letter, numbers in re.findall(r"([a-z])([^a-z]*)", way):
        values = [int(one) / TENTHS for one in re.findall(r"-?\d+", numbers)]
        size = _SIZES[letter]
        assert len(values) % size == 0 if size else not values, way
        for at in range(0, len(values), size or 1):
            part = values[at : at + size]
            part = [*part, 0.0] if letter == "h" else [0.0, *part] if letter == "v" else part
            there = [value + (y if index % 2 else x) for index, value in enumerate(part)]
            if letter == "s":
                there = [*((2 * x - control[0], 2 * y - control[1]) if control else (x, y)), *there]
            x, y = there[-2:]
            control = (there[-4], there[-3]) if len(there) == 6 else None
            found.append(Curve(*there) if control else Move(x, y) if letter == "m" else To(x, y))
    return found


def subpaths(segments: Sequence[Segment], steps: int) -> list[Points]:
    """The points of each subpath, so many on each segment."""
    found: list[Points] = []
    for segment in segments:
        if isinstance(segment, Move):
            found.append([(segment.x, segment.y)])
            continue
        x, y = found[-1][-1]
        corners = [(x, y), *zip(segment[::2], segment[1::2], strict=True)]
        found[-1] += [between(corners, step / steps) for step in range(1, steps + 1)]
    return found


def between(corners: Sequence[tuple[float, float]], u: float) -> tuple[float, float]:
    """The point at ``u`` of a line or a curve, by de Casteljau."""
    while len(corners) > 1:
        corners = [(a + (c - a) * u, b + (d - b) * u) for (a, b), (c, d) in pairwise(corners)]
    return corners[0]


def furthest(points: Points, line: Points) -> float:
    """How far any of ``points`` stands from ``line``; both run the same way, and only what is near counts."""
    worst, at = 0.0, 0
    for point in points:
        best = math.inf
        for index in range(max(0, at - 2), len(line) - 1):
            found = away(point, line[index], line[index + 1])
            if found < best:
                best, at = found, index
            elif best <= REACH < found and index > at + 2:
                break
        worst = max(worst, best)
    return worst


def away(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """How far a point stands from a stretch of line."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    u = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square if square else 0.0
    u = min(1.0, max(0.0, u))
    return math.hypot(point[0] - a[0] - u * dx, point[1] - a[1] - u * dy)


def error(segments: Sequence[Segment]) -> float:
    """How far, in points, what is drawn stands from the segments, and they from it."""
    drawn = read(write_path(segments, closed=False))
    worst = 0.0
    for one, other in zip(subpaths(segments, 48), subpaths(drawn, 48), strict=True):
        if len(one) > 1:
            worst = max(worst, furthest(one[::3], other), furthest(other[::3], one))
    return worst


@pytest.mark.parametrize("name", ["report", "report-noktern", "guide"])
def test_every_path_of_an_edition_is_drawn_where_the_scene_has_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[tuple[Segment, ...]] = set()

    def write(segments: tuple[Segment, ...], *, closed: bool) -> str:
        seen.add(segments)
        return write_path(segments, closed=closed)

    monkeypatch.setattr(svg, "write_path", write)
    edition_pages(sample(name).report, theme_of(name), AROUND)
    assert len(seen) > 10
    assert max(map(error, seen)) <= REACH


@pytest.mark.parametrize("stage", [0.0, 0.4, 1.0])
def test_a_line_field_is_small(stage: float) -> None:
    scene = draw_art(Art.LINE_FIELD, 595, 120, stage, 7, lines=14)
    found = [shape for shape in scene.shapes if isinstance(shape, Path)]
    assert sum(len(write_path(path.segments, closed=False)) for path in found) < 5_000


tenths = st.integers(-3000, 9000).map(lambda value: value / 100)
anywhere = st.one_of(
    st.builds(To, tenths, tenths), st.builds(Curve, *([tenths] * 6)), st.builds(Move, tenths, tenths)
)


@settings(max_examples=150, deadline=None)
@given(st.builds(Move, tenths, tenths), st.lists(anywhere, min_size=1, max_size=6))
def test_any_path_is_drawn_where_it_is(first: Move, others: list[Segment]) -> None:
    assert error([first, *others]) <= REACH


@settings(max_examples=60, deadline=None)
@given(st.floats(2, 60), st.floats(0.2, 9), st.floats(-9, 9), st.integers(2, 24))
def test_waves_are_drawn_where_they_are(height: float, turns: float, lean: float, pieces: int) -> None:
    def way(t: float) -> tuple[float, float]:
        return 300 * t + lean * math.sin(7 * t), height * math.sin(turns * t + lean)

    segments = list(strand(way, pieces))
    assert error(segments) <= REACH
    assert len(read(write_path(segments, closed=False))) <= len(segments)


def test_what_goes_on_is_written_once() -> None:
    level: list[Segment] = [Move(0, 0), To(10, 0), To(30, 0), To(30, 5), To(30, 9), To(20, 2)]
    assert write_path(level, closed=False) == "m0 0h100 200v50 40l-100-70"
    halves: list[Segment] = [Move(0, 0), Curve(0, 5, 5, 10, 10, 10), Curve(15, 10, 20, 5, 20, 0)]
    assert write_path(halves, closed=False) == "m0 0c0 50 50 100 100 100s100-50 100-100"
    round_one = disc(20, 20, 10, "ink")
    assert write_path(round_one.segments, closed=True) == (
        "m300 200c0 55-45 100-100 100s-100-45-100-100 45-100 100-100 100 45 100 100z"
    )


def test_only_a_control_point_that_is_a_unit_off_is_left_out() -> None:
    first = (Move(0, 0), Curve(0, 5, 5, 10, 10, 10))
    near, far = Curve(15.1, 9.9, 20, 5, 20, 0), Curve(15.2, 10, 20, 5, 20, 0)
    assert write_path((*first, near), closed=False).endswith("s100-50 100-100")
    assert write_path((*first, far), closed=False).endswith(" 52 0 100-50 100-100")


def test_a_curve_that_no_other_goes_on_from_keeps_its_control_points() -> None:
    corner: list[Segment] = [Move(10, 10), Curve(12, 8, 18, 30.25, 20, 20), Curve(20, 30, 30, 30, 30, 20)]
    assert write_path(corner, closed=False) == "m100 100c20-20 80 202 100 100 0 100 100 100 100 0"
