from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.preview.edits import carried

LINES = st.lists(st.sampled_from("abcd"), max_size=8)


@pytest.mark.parametrize(
    ("new", "line", "expected"),
    [
        ("a b c d e", 3, 3),
        ("a NEW b c d e", 1, 1),
        ("a NEW b c d e", 2, 3),
        ("a NEW b c d e", 5, 6),
        ("a b d e", 2, 2),
        ("a b d e", 4, 3),
        ("a b d e", 3, 3),
        ("a b C d e", 3, 3),
        ("a b C d e", 5, 5),
    ],
)
def test_a_line_is_found_again(new: str, line: int, expected: int) -> None:
    assert carried(list("abcde"), new.split(), line) == expected


@given(LINES, LINES, LINES, LINES)
def test_lines_around_one_edit_are_found_again(
    above: list[str], old: list[str], new: list[str], below: list[str]
) -> None:
    before, after = [*above, "<", *old, ">", *below], [*above, "<", *new, ">", *below]
    for number, text in enumerate(before, 1):
        found = carried(before, after, number)
        assert 1 <= found <= len(after)
        if number <= len(above) + 1 or number >= len(before) - len(below):
            assert after[found - 1] == text
