"""Words and alignment, with whatever text comes along."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.compare.align import align, gaps, rising, similar
from report_builder.compare.model import Op, Segment
from report_builder.compare.word_diff import exchanged, hunks, keys, marked, tokens

TEXT = st.text(alphabet=st.sampled_from("ab å.,-73 %\u00a0|«»\n"), max_size=40) | st.text(max_size=60)
ITEMS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


def plain(text: str) -> list[str]:
    return text.split()


@given(TEXT)
def test_words_lose_nothing_but_blanks_before_the_first(text: str) -> None:
    joined = "".join(token.shown for token in tokens(text))
    assert plain(joined) == plain(text[text.find(joined[:1]) :] if joined else "")


@given(TEXT, TEXT)
def test_marked_text_is_both_texts(before: str, after: str) -> None:
    old, new = tokens(before), tokens(after)
    pieces = marked(old, new, hunks(old, new))
    assert plain("".join(text for op, text in pieces if op is not Op.REMOVED)) == plain(
        "".join(token.shown for token in new)
    )
    if keys(before) != keys(after):
        assert any(op is not Op.SAME for op, _ in pieces)


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert hunks(tokens(text), tokens(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I alt 73\u00a0% av 10\u00a0000.", ("I", "alt", "73 %", "av", "10 000", ".")),
        ("73 % i en fil", ("73 %", "i", "en", "fil")),
        ("72,5\u00a0% (2019:1)", ("72,5 %", "(", "2019:1", ")")),
        ("1890-6583 og −4", ("1890", "-", "6583", "og", "−4")),
        ("e-post, se https://example.org/a.", ("e-post", ",", "se", "https://example.org/a", ".")),
        ("fra 2019-12-04 (2022-05-10)", ("fra", "2019-12-04", "(", "2022-05-10", ")")),
        ("i 2019 350 ledere", ("i", "2019", "350", "ledere")),
    ],
)
def test_numbers_stay_whole(text: str, expected: tuple[str, ...]) -> None:
    assert keys(text) == expected


def test_a_number_beside_a_changed_word_is_a_change_of_its_own() -> None:
    old, new = tokens("er 73 % enige"), tokens("er 74 % helt enige")
    assert [(h.last - h.first, h.stop - h.start) for h in hunks(old, new)] == [(1, 1), (0, 1)]


def test_kinds_of_blanks_are_no_change() -> None:
    assert hunks(tokens("73\u00a0% av  alle"), tokens("73 % av alle")) == []


def test_a_long_field_is_marked_word_by_word_and_a_short_one_whole() -> None:
    assert exchanged("en lang tittel om noe", "en lang tittel om alt") == (
        Segment(Op.SAME, "en lang tittel om "),
        Segment(Op.REMOVED, "noe"),
        Segment(Op.ADDED, "alt"),
    )
    assert exchanged("1", "2") == (Segment(Op.REMOVED, "1"), Segment(Op.ADDED, "2"))
    assert exchanged("", "ny") == (Segment(Op.ADDED, "ny"),)


@given(ITEMS, ITEMS)
def test_alignment_pairs_equal_items_in_order(before: list[str], after: list[str]) -> None:
    pairs = align(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    assert pairs == sorted(pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


@given(ITEMS)
def test_everything_is_aligned_with_itself(items: list[str]) -> None:
    assert align(items, items) == [(i, i) for i in range(len(items))]


@given(ITEMS, ITEMS)
def test_a_small_alignment_is_the_longest(before: list[str], after: list[str]) -> None:
    lengths = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, one in enumerate(before):
        for j, other in enumerate(after):
            lengths[i + 1][j + 1] = (
                lengths[i][j] + 1 if one == other else max(lengths[i][j + 1], lengths[i + 1][j])
            )
    assert len(align(before, after)) == lengths[-1][-1]


def test_a_large_alignment_finds_what_moved_apart() -> None:
    words = [f"ord {number}" for number in range(3000)]
    after = [word for word in words if not word.endswith("7")] + ["nytt"] * 500
    assert len(align(words, after)) == 2700


def test_much_repeated_items_do_not_take_for_ever() -> None:
    # 4000 rows of the same kind against 4000 others: quadratic would be 16 million steps a level.
    before, after = ["ja", "nei"] * 2000, ["nei", "ja", "vet ikke"] * 1400
    pairs = align(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    assert len(pairs) >= 2000


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), unique_by=lambda pair: pair[0], max_size=25)
)
def test_rising_pairs_rise_on_both_sides(pairs: list[tuple[int, int]]) -> None:
    found = rising(sorted(pairs))
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
    assert bool(found) == bool(pairs)


def test_similar_blocks_find_each_other() -> None:
    before = [list("abcdefgh"), list("ijklmnop"), list("qrstuvwx")]
    after = [list("ijklmn12"), list("zyx98765")]
    assert similar(before, after, range(3), range(2)) == [(1, 0)]
    assert similar(before, after, range(0), range(2)) == []


def test_gaps_cover_everything_once() -> None:
    found = list(gaps([(1, 0), (3, 4)], range(5), range(6)))
    assert [(list(left), list(right), pair) for left, right, pair in found] == [
        ([0], [], (1, 0)),
        ([2], [1, 2, 3], (3, 4)),
        ([4], [5], None),
    ]
