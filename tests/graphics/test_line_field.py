from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_builder.graphics.art import MOST_SEED, Art, draw_art
from report_builder.graphics.line_field import UNLIKE
from report_builder.graphics.movement import TRAVEL
from report_builder.graphics.scene import Curve, Move, Path, Scene, To
from report_builder.theme.model import COLOUR_NAMES

A4 = (595.28, 841.89)
STAGES = [k / 10 for k in range(11)]


def paths(scene: Scene) -> list[Path]:
    return [shape for shape in scene.shapes if isinstance(shape, Path)]


def ribbons(path: Path) -> list[list[Move | To | Curve]]:
    found: list[list[Move | To | Curve]] = []
    for segment in path.segments:
        if isinstance(segment, Move):
            found.append([])
        found[-1].append(segment)
    return found


def height_at(ribbon: list[Move | To | Curve], x: float, *, upper: bool) -> float:
    """Follow one edge of a ribbon to ``x``: the upper one runs to the right, the lower one back."""
    for one, other in pairwise(ribbon):
        first, last = (one.x, other.x) if upper else (other.x, one.x)
        if one.x != other.x and first <= x <= last:
            u = (x - one.x) / (other.x - one.x)
            if isinstance(other, Curve):
                v = 1 - u
                return v**3 * one.y + 3 * u * v * v * other.y1 + 3 * u * u * v * other.y2 + u**3 * other.y
            return one.y + u * (other.y - one.y)
    raise AssertionError(x)


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.integers(0, 10_000), st.integers(UNLIKE, MOST_SEED)),
    st.floats(0, 1),
    st.sampled_from([(A4, 32), ((595.28, 200.0), 12), ((400.0, 90.0), 9)]),
)
def test_the_lines_never_touch(seed: int, stage: float, form: tuple[tuple[float, float], int]) -> None:
    (width, height), lines = form
    scene = draw_art(Art.LINE_FIELD, width, height, stage, seed, lines=lines)
    found = [ribbon for path in paths(scene) for ribbon in ribbons(path)]
    assert len(found) == lines
    found.sort(key=lambda ribbon: ribbon[0].y)
    for k in range(40):
        x = width * k / 39
        edges = [height_at(r, x, upper=upper) for r in found for upper in (True, False)]
        assert all(above < below for above, below in pairwise(edges)), (seed, stage, x)
        assert edges[0] > 0
        assert edges[-1] < height


def test_what_lies_right_of_a_window_is_what_later_stages_show() -> None:
    width, height = 595.0, 120.0
    wide = draw_art(Art.LINE_FIELD, width, height, 0.2, 7, lines=14, windows=1 + TRAVEL * 0.5)
    later = draw_art(Art.LINE_FIELD, width, height, 0.7, 7, lines=14)
    assert wide.width == width * (1 + TRAVEL * 0.5)
    for long, short in zip(paths(wide), paths(later), strict=True):
        for here, there in zip(ribbons(long), ribbons(short), strict=True):
            for k in range(40):
                x = width * k / 39
                for upper in (True, False):
                    seen = height_at(here, x + TRAVEL * 0.5 * width, upper=upper)
                    assert seen == pytest.approx(height_at(there, x, upper=upper), abs=0.8)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("seed", [1, 2, 2019])
def test_it_stays_small(stage: float, seed: int) -> None:
    def size(scene: Scene) -> int:
        numbers = [
            f"{value:.2f}".rstrip("0").rstrip(".") for p in paths(scene) for s in p.segments for value in s
        ]
        return sum(len(number) + 1 for number in numbers) + sum(2 * len(p.segments) for p in paths(scene))

    assert size(draw_art(Art.LINE_FIELD, *A4, stage, seed, lines=32)) <= 25_000
    assert size(draw_art(Art.LINE_FIELD, A4[0], 200, stage, seed, lines=14)) <= 8_000


def test_the_same_arguments_give_the_same_lines_and_others_do_not() -> None:
    one = draw_art(Art.LINE_FIELD, *A4, 0.4, 1)
    assert one == draw_art(Art.LINE_FIELD, *A4, 0.4, 1)
    assert one != draw_art(Art.LINE_FIELD, *A4, 0.4, 2)
    assert one != draw_art(Art.LINE_FIELD, *A4, 0.5, 1)
    assert draw_art(Art.LINE_FIELD, *A4, -3, 1) == draw_art(Art.LINE_FIELD, *A4, 0, 1)
    assert draw_art(Art.LINE_FIELD, *A4, 7, 1) == draw_art(Art.LINE_FIELD, *A4, 1, 1)


def test_numbers_have_two_decimals_at_most() -> None:
    for path in paths(draw_art(Art.LINE_FIELD, *A4, 0.6, 1)):
        assert all(round(value, 2) == value for segment in path.segments for value in segment)


def test_one_voice_among_many_and_all_of_it_decoration() -> None:
    for others in ("paper", "ink"):
        scene = draw_art(Art.LINE_FIELD, *A4, 0.5, 1, colour=others, lines=20)
        chorus, voice = paths(scene)
        assert (chorus.fill, voice.fill) == (others, "signal")
        assert (len(ribbons(chorus)), len(ribbons(voice))) == (19, 1)
        assert all(shape.part is None for shape in scene.shapes)
        assert {"ink", "paper", "signal"} <= set(COLOUR_NAMES)
        assert len(scene.shapes) == 2


@pytest.mark.parametrize("stage", STAGES)
def test_it_stays_inside_its_own_edges(stage: float) -> None:
    scene = draw_art(Art.LINE_FIELD, A4[0], 512, stage, 1, colour="paper", lines=26)
    heights = [value for p in paths(scene) for s in p.segments for value in s[1::2]]
    assert min(heights) > 0
    assert max(heights) < 512


def test_calm_at_first_and_a_new_order_at_last() -> None:
    first = ribbons(paths(draw_art(Art.LINE_FIELD, *A4, 0, 1, lines=21))[0])
    left = [ribbon[0].y for ribbon in first]
    steps = sorted((b - a) / A4[1] * 21 for a, b in pairwise(left))
    assert steps == pytest.approx([1.0] * 18 + [2.0], abs=0.01), "even lines, with room for the voice"
    last = ribbons(paths(draw_art(Art.LINE_FIELD, *A4, 1, 1, lines=21))[0])
    for ribbon in last:
        assert height_at(ribbon, 590, upper=True) == pytest.approx(
            height_at(ribbon, 540, upper=True), abs=0.1
        )
    weights = [height_at(r, 590, upper=False) - height_at(r, 590, upper=True) for r in last]
    assert max(weights) > 5 * min(weights), "heavy around the voice, light at the rim"


def test_the_drawing_is_the_one_that_was_looked_at() -> None:
    """A change of any line must be seen by a person: render, look, then write down the new sum."""
    scene = draw_art(Art.LINE_FIELD, A4[0], 512, 0.38, 1, colour="paper", lines=26)
    assert hashlib.sha256(repr(scene).encode()).hexdigest()[:16] == "fe64cb034609c562"
