"""Which blocks of two files belong together, and what became of the others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from report_builder.compare.align import align, gaps, similar
from report_builder.compare.model import Change, Kind
from report_builder.compare.reading import Block
from report_builder.compare.words import Hunk, hunks

_TELLING = 4
"""A block of fewer words may stand anywhere; that it stands elsewhere too does not mean that it moved."""


class Match(Struct, frozen=True):
    """A block that changed, with its counterpart; one of the two is None where it was added or removed.

    ``count`` blocks moved together, of which this is the first. ``hunks`` are the words that changed.
    """

    change: Change
    before: Block | None
    after: Block | None
    count: int = 1
    hunks: tuple[Hunk, ...] = ()


class Matched(NamedTuple):
    """Every change among blocks, in the order of the new file; what was removed stands where it was.

    ``abreast`` are the pages (before, after) on which blocks that belong together begin.
    """

    changes: tuple[Match, ...]
    abreast: tuple[tuple[int, int], ...]


def match_blocks(before: Sequence[Block], after: Sequence[Block]) -> Matched:
    """Find the blocks that belong together, and tell what became of the others."""
    pairs = _pairs(before, after)
    partner = dict(pairs)
    removed = [i for i in range(len(before)) if i not in partner]
    taken = set(partner.values())
    added = [j for j in range(len(after)) if j not in taken]
    moved = _moved(before, after, removed, added)
    gone = set(removed) - moved.keys()
    come = set(added) - set(moved.values())
    changes = _in_order(before, after, pairs, gone, come, {j: i for i, j in moved.items()})
    abreast = {(before[i].spot.page, after[j].spot.page) for i, j in pairs}
    return Matched(tuple(changes), tuple(sorted(abreast)))


def _pairs(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """Blocks with the same words, and between those the ones that are the same but for a change."""
    same = align(
        ["\x1f".join(_keys(block)) for block in before], ["\x1f".join(_keys(block)) for block in after]
    )
    # A word that begins a sentence now is the word that it was.
    old = [[key.casefold() for key in _keys(block)] for block in before]
    new = [[key.casefold() for key in _keys(block)] for block in after]
    found: list[tuple[int, int]] = []
    for left, right, pair in gaps(same, range(len(before)), range(len(after))):
        for alone, other, inner in gaps(similar(old, new, left, right), left, right):
            # One heading for another is a new wording, however little they have in common.
            if [before[i].kind for i in alone] == [after[j].kind for j in other] == [Kind.HEADING]:
                found.append((alone[0], other[0]))
            if inner:
                found.append(inner)
        if pair:
            found.append(pair)
    return found


def _keys(block: Block) -> tuple[str, ...]:
    return tuple(token.key for token in block.tokens)


def _moved(
    before: Sequence[Block], after: Sequence[Block], removed: Sequence[int], added: Sequence[int]
) -> dict[int, int]:
    """Blocks that are gone in one place and stand word for word in another."""
    waiting: defaultdict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for j in added:
        words = _keys(after[j])
        if len(words) >= _TELLING:
            waiting[words].append(j)
    found = {}
    for i in removed:
        places = waiting.get(_keys(before[i]))
        if places:
            found[i] = places.popleft()
    return found


def _in_order(
    before: Sequence[Block],
    after: Sequence[Block],
    pairs: Sequence[tuple[int, int]],
    gone: set[int],
    come: set[int],
    moved: dict[int, int],
) -> Iterator[Match]:
    first = start = 0
    for i, j in [*pairs, (len(before), len(after))]:
        yield from (Match(Change.REMOVED, before[at], None) for at in range(first, i) if at in gone)
        yield from _new_ones(before, after, range(start, j), come, moved)
        if i < len(before) and (changes := hunks(before[i].tokens, after[j].tokens)):
            yield Match(Change.CHANGED, before[i], after[j], hunks=tuple(changes))
        first, start = i + 1, j + 1


def _new_ones(
    before: Sequence[Block], after: Sequence[Block], indexes: range, come: set[int], moved: dict[int, int]
) -> Iterator[Match]:
    """Blocks that are new in a place; those that moved there together are one."""
    together: list[int] = []
    for j in indexes:
        if together and moved.get(j) != moved[together[-1]] + 1:
            yield _moved_match(before, after, together, moved)
            together = []
        if j in come:
            yield Match(Change.ADDED, None, after[j])
        elif j in moved:
            together.append(j)
    if together:
        yield _moved_match(before, after, together, moved)


def _moved_match(
    before: Sequence[Block], after: Sequence[Block], together: Sequence[int], moved: dict[int, int]
) -> Match:
    first = together[0]
    return Match(Change.MOVED, before[moved[first]], after[first], len(together))
