"""Which blocks of two files are the same ones: as they were, changed, moved, divided or merged."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from report_builder.compare.align import Bag, align, asked, best, gaps, holders_of, in_order, rising, scored
from report_builder.compare.model import Kind
from report_builder.compare.reading import Block

_TELLING = 4
"""A block of fewer words may stand anywhere; that it stands elsewhere too does not mean that it moved."""

_LONG = 8
"""A block of so many words is the one that it was, wherever it stands, before any that is only like it."""

_NEARBY = 0.15
"""Of two counterparts that are about as like, the one in the same place is the block."""

_PART = 0.6
"""A block with this share of its letters in another, where these have no other counterpart, is part of it."""

_ORDER = 0.25
"""What was found elsewhere by its words has this share of them in the same order."""

_ALONE = frozenset((Kind.HEADING, Kind.ROW, Kind.CAPTION, Kind.CODE))
"""Kinds that are neither divided nor merged."""

_Words: TypeAlias = Sequence[tuple[str, ...]]


class Group(NamedTuple):
    """Blocks that belong together, by their indexes: one with one, one with several, several with one."""

    before: tuple[int, ...]
    after: tuple[int, ...]


class Followed(NamedTuple):
    """Every group; those of ``in_place`` rise on both sides, those of ``elsewhere`` stand elsewhere now."""

    in_place: tuple[Group, ...]
    elsewhere: tuple[Group, ...]


def follow(before: Sequence[Block], after: Sequence[Block]) -> Followed:
    """Find the blocks that belong together, over the whole of both files.

    Blocks with the same words first, then each with the one that is most like it, then the blocks whose
    words stand in a part of another one that has no counterpart.
    """
    following = _Following(before, after)
    following.word_for_word(_LONG)
    following.alike()
    following.word_for_word(_TELLING)
    following.renamed_headings()
    return following.grouped()


class _Following:
    """The pairs that were found; each method finds more among the blocks that are left."""

    def __init__(self, before: Sequence[Block], after: Sequence[Block]) -> None:
        self._before, self._after = before, after
        self._old_words = [_words(block) for block in before]
        self._new_words = [_words(block) for block in after]
        self._same = align([_text(block) for block in before], [_text(block) for block in after])
        self._old, self._new = dict(self._same), {j: i for i, j in self._same}

    def word_for_word(self, least: int) -> None:
        """Blocks that are gone in one place and stand word for word in another."""
        waiting: defaultdict[str, deque[int]] = defaultdict(deque)
        left, right = self._left()
        for j in right:
            if len(self._after[j].tokens) >= least:
                waiting[_text(self._after[j])].append(j)
        for i in left:
            if places := waiting.get(_text(self._before[i])):
                self._take(i, places.popleft())

    def alike(self) -> None:
        """Blocks that are the same but for a change, each with the likest one."""
        candidates = [*self._alike_nearby(), *self._alike_anywhere()]
        for i, j in best(candidates):
            self._take(i, j)
        # What is short and stands in no order is not the same because it is alike.
        placed = set(self._placed(self._old.items()))
        for i, j in list(self._old.items()):
            if (i, j) not in placed and not self._is_telling(i, j):
                del self._old[i], self._new[j]

    def _alike_nearby(self) -> Iterator[tuple[float, int, int]]:
        for one, other, _ in gaps(self._same, range(len(self._before)), range(len(self._after))):
            left, right = [i for i in one if i not in self._old], [j for j in other if j not in self._new]
            for score, i, j in scored(self._old_words, self._new_words, left, right):
                if _is_one_kind(self._before[i], self._after[j]):
                    yield score - _NEARBY, i, j

    def _alike_anywhere(self) -> Iterator[tuple[float, int, int]]:
        for score, i, j in scored(self._old_words, self._new_words, *self._left()):
            shared = in_order(self._old_words[i], self._new_words[j])
            if _is_one_kind(self._before[i], self._after[j]) and self._is_telling(i, j) and shared >= _ORDER:
                yield score, i, j

    def renamed_headings(self) -> None:
        """One heading for another is a new wording, however little they have in common."""
        placed = self._placed(self._old.items())
        for one, other, _ in gaps(placed, range(len(self._before)), range(len(self._after))):
            left, right = [i for i in one if i not in self._old], [j for j in other if j not in self._new]
            kinds = [self._before[i].kind for i in left], [self._after[j].kind for j in right]
            if kinds == ([Kind.HEADING], [Kind.HEADING]):
                self._take(left[0], right[0])

    def grouped(self) -> Followed:
        """The pairs, with the parts of blocks that were divided or merged."""
        left, right = self._left()
        alone_old = [i for i in left if self._before[i].kind not in _ALONE]
        alone_new = [j for j in right if self._after[j].kind not in _ALONE]
        whole_old = {i: self._old.get(i) for i in self._changed(self._before, self._old)}
        divided = _parts(self._old_words, self._new_words, whole_old, alone_new)
        free = [i for i in alone_old if i not in {whole for whole, _ in divided}]
        in_use = {self._old.get(whole) for whole, _ in divided} | {part for _, part in divided}
        whole_new = {j: self._new.get(j) for j in self._changed(self._after, self._new) if j not in in_use}
        merged = _parts(self._new_words, self._old_words, whole_new, free)
        groups = self._groups(divided, [(part, whole) for whole, part in merged])
        firsts = {(group.before[0], group.after[0]): group for group in groups}
        # As few as can be have moved: a block that was edited counts as much as one that was not.
        placed = rising(sorted(firsts))
        elsewhere = firsts.keys() - set(placed)
        return Followed(
            tuple(firsts[pair] for pair in placed), tuple(firsts[pair] for pair in sorted(elsewhere))
        )

    def _changed(self, blocks: Sequence[Block], partners: Mapping[int, int]) -> Iterator[int]:
        """The blocks that may have lost a part: whatever is not as it was."""
        other = self._after if blocks is self._before else self._before
        for index, block in enumerate(blocks):
            if block.kind not in _ALONE:
                partner = partners.get(index)
                if partner is None or _text(other[partner]) != _text(block):
                    yield index

    def _groups(self, divided: list[tuple[int, int]], merged: list[tuple[int, int]]) -> list[Group]:
        news: defaultdict[int, set[int]] = defaultdict(set)
        for i, j in [*self._old.items(), *divided]:
            news[i].add(j)
        olds: defaultdict[int, set[int]] = defaultdict(set)
        for i, j in merged:
            olds[j].add(i)
        for j in olds:
            if j in self._new:
                olds[j].add(self._new[j])
                del news[self._new[j]]
        found = [Group((i,), tuple(sorted(group))) for i, group in news.items()]
        return found + [Group(tuple(sorted(group)), (j,)) for j, group in olds.items()]

    def _placed(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """The pairs that stand where they stood: in the same gap between blocks that stayed, and rising."""
        firsts, starts = [i for i, _ in self._same], [j for _, j in self._same]
        stayed = set(self._same)
        fixed_old, fixed_new = set(firsts), set(starts)
        near = [
            (i, j)
            for i, j in sorted(pairs)
            if (i, j) in stayed
            or (
                bisect_left(firsts, i) == bisect_left(starts, j) and i not in fixed_old and j not in fixed_new
            )
        ]
        return rising(near)

    def _take(self, i: int, j: int) -> None:
        self._old[i], self._new[j] = j, i

    def _left(self) -> tuple[list[int], list[int]]:
        left = [i for i in range(len(self._before)) if i not in self._old]
        return left, [j for j in range(len(self._after)) if j not in self._new]

    def _is_telling(self, i: int, j: int) -> bool:
        """Tell whether blocks are known by their words wherever they stand, as a row is by its name."""
        one, other = self._before[i], self._after[j]
        if one.kind is other.kind is Kind.ROW and one.section == other.section:
            return any(not token.is_number and not token.is_mark for token in one.tokens)
        return min(len(one.tokens), len(other.tokens)) >= _TELLING


def _parts(
    whole_words: _Words, part_words: _Words, wholes: Mapping[int, int | None], parts: Sequence[int]
) -> list[tuple[int, int]]:
    """Blocks that are part of another one: (whole, part).

    ``wholes`` are the blocks that may have lost a part, each with its counterpart if it has one; only what
    is not in the counterpart can stand in a part.
    """
    if not wholes or not parts:
        return []
    rest = {
        whole: Bag(whole_words[whole]).without(Bag(part_words[partner] if partner is not None else ()))
        for whole, partner in wholes.items()
    }
    bags = {part: Bag(part_words[part]) for part in parts if len(part_words[part]) >= _TELLING}
    holders = holders_of({whole: whole_words[whole] for whole in wholes})
    candidates = sorted(
        (-bag.within(rest[whole]), part, whole)
        for part, bag in bags.items()
        for whole in asked(part_words[part], holders)
        if bag.within(rest[whole]) >= _PART and in_order(part_words[part], whole_words[whole]) >= _ORDER
    )
    found: list[tuple[int, int]] = []
    taken = set[int]()
    for _, part, whole in candidates:
        if part not in taken and bags[part].within(rest[whole]) >= _PART:
            taken.add(part)
            found.append((whole, part))
            rest[whole] = rest[whole].without(bags[part])
    return found


def _is_one_kind(one: Block, other: Block) -> bool:
    """Tell whether a block can become another: running text may be a paragraph or an item of a list."""
    return one.kind is other.kind or not (one.kind in _ALONE or other.kind in _ALONE)


def _text(block: Block) -> str:
    return "\x1f".join(token.key for token in block.tokens)


def _words(block: Block) -> tuple[str, ...]:
    """What makes a block the one that it is; a word that begins a sentence now is the word that it was.

    A row of a table is known by its first cell and its words, for all of its numbers may change.
    """
    keys = [token.key.casefold() for token in block.tokens]
    if block.kind is not Kind.ROW or "|" not in keys:
        return tuple(keys)
    first = keys.index("|")
    numbers = {at for at, token in enumerate(block.tokens) if token.is_number and at > first}
    return tuple(key for at, key in enumerate(keys) if key != "|" and at not in numbers)
