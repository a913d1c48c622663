"""Which items of two sequences are the same ones, and which are the same but for a change.

Patience alignment: what stands once on both sides is an anchor, and the gaps between anchors are
aligned in the same way. Close to linear, also for texts that have little in common or much repeated.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

_SMALL = 20_000
"""Where a gap has at most so many pairs of items, the best alignment is looked for, at a known cost."""

_COMMON = 40
"""An item that stands more often says nothing about where another belongs."""

_RARE = 12
"""So many of the rarest words of a block vote for its counterpart."""

_ASKED = 8
"""So many candidates are looked at closely."""

_ALIKE = 0.5
"""Blocks with this share of their letters in common are the same block, changed."""

_MOST_ROUNDS = 60
"""Levels of gaps within gaps; what is left then counts as different."""


class _Gap(NamedTuple):
    first: int
    last: int
    start: int
    stop: int
    depth: int


def align(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of indexes of items that are equal, rising on both sides."""
    pairs: list[tuple[int, int]] = []
    waiting = [_Gap(0, len(before), 0, len(after), 0)]
    while waiting:
        gap = _trim(before, after, waiting.pop(), pairs)
        if gap.first == gap.last or gap.start == gap.stop:
            continue
        if (gap.last - gap.first) * (gap.stop - gap.start) <= _SMALL:
            pairs += _longest_common(before, after, gap)
            continue
        anchors = _anchors(before, after, gap) if gap.depth < _MOST_ROUNDS else []
        if not anchors:
            continue
        pairs += anchors
        first, start = gap.first, gap.start
        for i, j in [*anchors, (gap.last, gap.stop)]:
            waiting.append(_Gap(first, i, start, j, gap.depth + 1))
            first, start = i + 1, j + 1
    return sorted(pairs)


def _trim(before: Sequence[str], after: Sequence[str], gap: _Gap, pairs: list[tuple[int, int]]) -> _Gap:
    """The gap without what is equal at its two ends."""
    first, last, start, stop, depth = gap
    while first < last and start < stop and before[first] == after[start]:
        pairs.append((first, start))
        first, start = first + 1, start + 1
    while first < last and start < stop and before[last - 1] == after[stop - 1]:
        last, stop = last - 1, stop - 1
        pairs.append((last, stop))
    return _Gap(first, last, start, stop, depth)


def _longest_common(before: Sequence[str], after: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """The longest common subsequence of a small gap; a match is taken as early as it can be."""
    first, last, start, stop, _ = gap
    width = stop - start
    # lengths[i][j]: of the longest one of before[first + i :] and after[start + j :].
    lengths = [[0] * (width + 1)]
    for i in range(last - 1, first - 1, -1):
        below, item = lengths[-1], before[i]
        row = [0] * (width + 1)
        longest = 0
        for j in range(width - 1, -1, -1):
            if item == after[start + j]:
                longest = below[j + 1] + 1
            elif below[j] > longest:
                longest = below[j]
            row[j] = longest
        lengths.append(row)
    lengths.reverse()
    pairs = []
    i = j = 0
    while i < last - first and j < width:
        if before[first + i] == after[start + j]:
            pairs.append((first + i, start + j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _anchors(before: Sequence[str], after: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """Items that stand once on both sides of a gap and in the same order; else the n-th with the n-th."""
    left = Counter(before[gap.first : gap.last])
    right = Counter(after[gap.start : gap.stop])
    once = {item for item, count in left.items() if count == 1 and right.get(item) == 1}
    places = {after[j]: j for j in range(gap.start, gap.stop) if after[j] in once}
    found = [(i, places[before[i]]) for i in range(gap.first, gap.last) if before[i] in once]
    return rising(found or list(_nth_with_nth(before, after, gap)))


def _nth_with_nth(before: Sequence[str], after: Sequence[str], gap: _Gap) -> Iterator[tuple[int, int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j in range(gap.stop - 1, gap.start - 1, -1):
        places[after[j]].append(j)
    for i in range(gap.first, gap.last):
        if places.get(before[i]):
            yield i, places[before[i]].pop()


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs`` (sorted by the first index) whose second indexes rise too."""
    tails: list[int] = []  # indexes into pairs, by the length of the run that ends there
    values: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(values, j)
        previous.append(tails[at - 1] if at else -1)
        if at == len(tails):
            tails.append(index)
            values.append(j)
        else:
            tails[at], values[at] = index, j
    found = []
    index = tails[-1] if tails else -1
    while index >= 0:
        found.append(pairs[index])
        index = previous[index]
    return found[::-1]


def gaps(
    pairs: Sequence[tuple[int, int]], left: range, right: range
) -> Iterator[tuple[range, range, tuple[int, int] | None]]:
    """What lies between rising pairs, each gap with the pair that ends it; after the last one None."""
    first, start = left.start, right.start
    for i, j in pairs:
        yield range(first, i), range(start, j), (i, j)
        first, start = i + 1, j + 1
    yield range(first, left.stop), range(start, right.stop), None


class Bag:
    """The words of a block, each with how often it stands there; ``size`` in letters."""

    __slots__ = ("size", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = Counter(words)
        self.size = sum(len(word) * count for word, count in self.words.items())

    def likeness(self, other: Bag) -> float:
        """How much of two blocks is the same: 0 to 1, counted in letters."""
        small, large = sorted((self.words, other.words), key=len)
        common = sum(len(word) * min(count, large[word]) for word, count in small.items() if word in large)
        return 2 * common / (self.size + other.size) if common else 0.0

    def within(self, other: Bag) -> float:
        """How much of this block stands in another one: 0 to 1, counted in letters."""
        common = sum(len(word) * min(count, other.words[word]) for word, count in self.words.items())
        return common / self.size if self.size else 0.0

    def without(self, other: Bag) -> Bag:
        """What is left of this block without the words of another one."""
        return Bag((self.words - other.words).elements())


def similar(
    before: Sequence[Sequence[str]], after: Sequence[Sequence[str]], left: Sequence[int], right: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of blocks (given as words) of one gap that are the same but for a change.

    ``left`` and ``right`` are the indexes of the blocks that stand in the gap. The pairs rise on both sides.
    """
    return rising(sorted(best(scored(before, after, left, right))))


def scored(
    before: Sequence[Sequence[str]], after: Sequence[Sequence[str]], left: Sequence[int], right: Sequence[int]
) -> list[tuple[float, int, int]]:
    """Pairs of blocks that have most of their letters in common: the share, below 0, and both indexes.

    Each block asks only the few that share most of its rarest words, so the cost stays near the number of
    words.
    """
    if not left or not right:
        return []
    bags = {j: Bag(after[j]) for j in right}
    holders = holders_of({j: after[j] for j in right})
    found: list[tuple[float, int, int]] = []
    for i in left:
        bag = Bag(before[i])
        for j in asked(before[i], holders):
            likeness = bag.likeness(bags[j])
            if likeness >= _ALIKE:
                found.append((-likeness, i, j))
    return found


def holders_of(blocks: Mapping[int, Sequence[str]]) -> Mapping[str, Sequence[int]]:
    """The blocks in which each word stands, and each two words beside each other."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j, words in blocks.items():
        for voter in _voters(words):
            holders[voter].append(j)
    return holders


def _voters(words: Sequence[str]) -> set[str]:
    """What can tell a block from others: its words, and where all of these are common, two in a row."""
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}


def asked(words: Sequence[str], holders: Mapping[str, Sequence[int]]) -> list[int]:
    """The blocks that share most of a block's rarest words."""
    known = ((len(holders[voter]), voter) for voter in _voters(words) if voter in holders)
    rarest = sorted((count, voter) for count, voter in known if count <= _COMMON)[:_RARE]
    votes: Counter[int] = Counter(j for _, voter in rarest for j in holders[voter])
    return sorted(votes, key=lambda j: (-votes[j], j))[:_ASKED]


def in_order(part: Sequence[str], whole: Sequence[str]) -> float:
    """How many words of ``part`` have the same word after them in ``whole``: 0 to 1.

    Texts that have only the words in common that all texts have do not have them in the same order.
    """
    wanted = list(pairwise(part))
    known = set(pairwise(whole))
    return sum(pair in known for pair in wanted) / len(wanted) if wanted else 1.0


def best(pairs_scored: Sequence[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Each block with the one that is most like it, as long as both are free; the likest pair first."""
    taken_left, taken_right = set[int](), set[int]()
    pairs = []
    for _, i, j in sorted(pairs_scored):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j))
    return pairs
