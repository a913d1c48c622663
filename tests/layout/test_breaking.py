"""Line breaking is optimal: against a search through every way to break, and against first fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from report_builder.layout.compose.breaking import TOLERANCE, best_breaks, line_cost
from report_builder.layout.compose.hyphenate import HYPHENATED, INSIDE_PART, NO_HYPHEN


def total_cost(
    breaks: Sequence[int],
    ends: Sequence[float],
    starts: Sequence[float],
    hyphens: Sequence[int],
    measure: float,
) -> float:
    """The cost of a whole paragraph broken at ``breaks``.

    It is infinite where a line that could be divided does not fit.
    """
    total = 0.0
    start = 0
    for end in breaks:
        width = ends[end] - starts[start]
        if width > measure + TOLERANCE and end > start + 1:
            return float("inf")
        total += line_cost(width, measure, hyphens[end], hyphens[start], end == len(ends) - 1, start == 0)
        start = end
    return total


class Paragraph(NamedTuple):
    ends: list[float]
    starts: list[float]
    hyphens: list[int]

    def cost(self, breaks: Sequence[int], measure: float) -> float:
        return total_cost(breaks, self.ends, self.starts, self.hyphens, measure)


KINDS = {"space": NO_HYPHEN, "nothing": NO_HYPHEN, "hyphen": HYPHENATED, "inside": INSIDE_PART}
CHUNK = st.tuples(st.integers(1, 60), st.sampled_from(["space", "space", "hyphen", "inside", "nothing"]))


def paragraph(chunks: list[tuple[int, str]]) -> Paragraph:
    """Words and parts of words with the places between them, as composing makes them."""
    made = Paragraph([0.0], [0.0], [NO_HYPHEN])
    x = 0.0
    for index, (width, then) in enumerate(chunks):
        x += width
        last = index == len(chunks) - 1
        hyphen = NO_HYPHEN if last else KINDS[then]
        made.ends.append(x + (4.0 if hyphen else 0.0))
        made.hyphens.append(hyphen)
        x += 3.0 if then == "space" and not last else 0.0
        made.starts.append(x)
    return made


def first_fit(text: Paragraph, measure: float) -> list[int]:
    breaks: list[int] = []
    start = 0
    last = len(text.ends) - 1
    for end in range(1, last + 1):
        if text.ends[end] - text.starts[start] > measure + 0.01 and end > start + 1:
            fitting = [
                k for k in range(start + 1, end) if text.ends[k] - text.starts[start] <= measure + 0.01
            ]
            start = max(fitting, default=start + 1)
            breaks.append(start)
    while text.ends[last] - text.starts[start] > measure + 0.01 and last > start + 1:
        start += 1
        breaks.append(start)
    return [*breaks, last]


def every_way(text: Paragraph) -> list[tuple[int, ...]]:
    last = len(text.ends) - 1
    places = range(1, last)
    return [(*chosen, last) for count in range(last) for chosen in combinations(places, count)]


@given(st.lists(CHUNK, min_size=1, max_size=11), st.integers(60, 160))
def test_no_other_way_to_break_costs_less(chunks: list[tuple[int, str]], measure: int) -> None:
    text = paragraph(chunks)
    found = text.cost(best_breaks(*text, measure), measure)
    best = min(text.cost(way, measure) for way in every_way(text))
    assert found <= best + 1e-6


@given(st.lists(CHUNK, min_size=1, max_size=300), st.integers(60, 400))
def test_never_worse_than_first_fit(chunks: list[tuple[int, str]], measure: int) -> None:
    text = paragraph(chunks)
    assert (
        text.cost(best_breaks(*text, measure), measure) <= text.cost(first_fit(text, measure), measure) + 1e-6
    )


@given(st.lists(CHUNK, min_size=1, max_size=60), st.integers(10, 100))
def test_breaks_rise_and_end_with_the_paragraph(chunks: list[tuple[int, str]], measure: int) -> None:
    text = paragraph(chunks)
    breaks = best_breaks(*text, measure)
    assert breaks == sorted(set(breaks))
    assert breaks[-1] == len(chunks)


def test_a_line_that_cannot_fit_stands_alone() -> None:
    text = paragraph([(20, "space"), (500, "space"), (20, "space")])
    assert best_breaks(*text, 100) == [1, 2, 3]


def test_a_short_last_line_is_avoided() -> None:
    text = paragraph([(7, "space")] * 11)
    assert best_breaks(*text, 100) == [9, 11]


def test_a_compound_is_rather_divided_between_its_parts() -> None:
    for first, second, chosen in (("inside", "hyphen", 3), ("hyphen", "inside", 2), ("hyphen", "hyphen", 2)):
        text = paragraph([(78, "space"), (11, first), (3, second), (95, "space"), (20, "space")])
        assert best_breaks(*text, 100)[0] == chosen
