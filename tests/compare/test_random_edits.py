"""After random edits no number that changed is missed, and none that did not is listed."""

from __future__ import annotations

from random import Random

import pytest

from report_builder.compare import Comparison
from report_builder.compare.model import Kind
from tests.compare.random_edits import Editing
from tests.compare.test_following import compared
from tests.pace import Spending

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


NAMES = "Oslo Bergen Trondheim Stavanger Bærum Drammen Asker Molde Tromsø Ås".split()  # noqa: SIM905


def check_rows(seeds: range) -> None:
    """The rows of a table that were sorted anew, added and removed, and whose numbers changed."""
    for seed in seeds:
        chance = Random(seed)  # noqa: S311 - repeatable, not secret
        columns = chance.randint(1, 5)

        def number(chance: Random = chance) -> str:
            return f"{chance.choice((chance.randint(1, 99), chance.randint(1000, 999_999))):,}".replace(
                ",", " "
            )

        def row(name: str, columns: int = columns) -> tuple[str, list[str]]:
            return name, [number() for _ in range(columns)]

        before = [row(name) for name in chance.sample(NAMES, 8)]
        after = [(name, list(cells)) for name, cells in before]
        for _ in range(chance.randint(1, 6)):
            way, at = chance.choice("nnnmar"), chance.randrange(len(after))
            if way == "n":
                after[at][1][chance.randrange(columns)] = number()
            elif way == "m":
                after.append(after.pop(at))
            elif way == "a":
                taken = {name for name, _ in before + after}
                after[at:at] = [row(name) for name in NAMES if name not in taken][:1]
            else:
                after.pop(at)
        known = dict(after)
        expected = {
            pair
            for name, cells in before
            for pair in zip(cells, known.get(name, cells), strict=True)
            if pair[0] != pair[1]
        }
        texts = ["\n".join(" | ".join((name, *cells)) for name, cells in rows) for rows in (before, after)]
        found = listed(compared(texts[0], texts[1], kind=Kind.ROW))
        assert {(a.replace("\u00a0", " "), b.replace("\u00a0", " ")) for a, b in found} == expected, seed


def test_every_changed_number_of_a_table_is_listed() -> None:
    check_rows(range(100))


@pytest.mark.whole
def test_every_changed_number_of_a_table_is_listed_whole() -> None:
    check_rows(range(1000))


def seconds(size: int, edits: int) -> float:
    """How long the processor compares a report of ``size`` paragraphs."""
    editing = Editing(1, size)
    editing.edit(edits)
    with Spending() as spent:
        editing.compared()
    return spent.seconds


def test_twice_the_report_takes_about_twice_the_time() -> None:
    """Quadratic would be four times."""
    small, large = (min(seconds(size, size // 8) for _ in range(2)) for size in (250, 500))
    assert large < 3.2 * small


@pytest.mark.whole
def test_five_hundred_pages_are_compared_in_ten_seconds() -> None:
    assert seconds(4000, 200) < 10
