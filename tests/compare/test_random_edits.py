"""After random edits no number that changed is missed, and none that did not is listed."""

from __future__ import annotations

import time

import pytest

from report_builder.compare import Comparison
from tests.compare.random_edits import Editing

SAMPLE = range(0, 500, 20)
"""The seeds of the normal suite; the marker has them all."""


def listed(comparison: Comparison) -> set[tuple[str, str]]:
    return {(number.before, number.after) for number in comparison.numbers}


def edited(seed: int) -> Editing:
    editing = Editing(seed)
    editing.edit(editing.chance.randint(1, 14))
    return editing


def check(seeds: range) -> None:
    for seed in seeds:
        editing = edited(seed)
        found, expected = listed(editing.compared()), editing.expected()
        assert found == expected, f"seed {seed}: {editing.after.done}"


def test_every_changed_number_and_no_other_is_listed() -> None:
    assert sum(len(edited(seed).expected()) for seed in SAMPLE) > len(SAMPLE), "the edits change numbers"
    check(SAMPLE)


@pytest.mark.whole
def test_every_changed_number_and_no_other_is_listed_whole() -> None:
    check(range(500))


def test_a_report_that_was_edited_all_over_is_compared_in_near_linear_time() -> None:
    """Twice the report, about twice the time: quadratic would be four times."""

    def seconds(size: int) -> float:
        editing = Editing(1, size)
        editing.edit(size // 2)
        start = time.process_time()
        editing.compared()
        return time.process_time() - start

    assert min(seconds(800) for _ in range(2)) < 3.2 * min(seconds(400) for _ in range(2))
