"""What became of the blocks of a file: which changed, moved, were divided, merged, added or removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from report_builder.compare.following import Group, follow
from report_builder.compare.model import Change, Spot
from report_builder.compare.reading import Block
from report_builder.compare.word_diff import PARAGRAPH, Hunk, Token, hunks, spaced


class Match(Struct, frozen=True):
    """A block that changed, with its counterpart; one of the two is None where it was added or removed.

    Blocks that were divided or merged are one here, with a mark where each of them ends. ``count`` blocks
    moved together, of which this is the first. ``hunks`` are the words that changed.
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
    followed = follow(before, after)
    groups = (*followed.in_place, *followed.elsewhere)
    gone = set(range(len(before))) - {i for group in groups for i in group.before}
    come = set(range(len(after))) - {j for group in groups for j in group.after}
    elsewhere = {group.after[0]: group for group in followed.elsewhere}
    changes: list[Match] = []
    first = start = 0
    for group in [*followed.in_place, Group((len(before),), (len(after),))]:
        i, j = group.before[0], group.after[0]
        changes += (Match(Change.REMOVED, before[at], None) for at in range(first, i) if at in gone)
        changes += _new_ones(before, after, range(start, j), come, elsewhere)
        if i < len(before) and (match := _match(before, after, group, Change.CHANGED)):
            changes.append(match)
        first, start = i + 1, j + 1
    abreast = {
        (before[group.before[0]].spot.page, after[group.after[0]].spot.page) for group in followed.in_place
    }
    return Matched(tuple(changes), tuple(sorted(abreast)))


def _new_ones(
    before: Sequence[Block],
    after: Sequence[Block],
    indexes: range,
    come: set[int],
    elsewhere: dict[int, Group],
) -> Iterator[Match]:
    """Blocks that are new in a place; those that moved there together are one."""
    last: tuple[int, Match] | None = None
    for j in indexes:
        group = elsewhere.get(j)
        moved = _match(before, after, group, Change.MOVED) if group else None
        if group and moved and last and _is_whole(moved) and last[0] + 1 == group.before[0]:
            last = group.before[0], replace(last[1], count=last[1].count + 1)
            continue
        if last:
            yield last[1]
            last = None
        if group and moved and _is_whole(moved):
            last = group.before[0], moved
        elif moved:
            yield moved
        elif j in come:
            yield Match(Change.ADDED, None, after[j])
    if last:
        yield last[1]


def _is_whole(match: Match) -> bool:
    """Tell whether a block moved as it was."""
    return match.change is Change.MOVED and not match.hunks


def _match(before: Sequence[Block], after: Sequence[Block], group: Group, change: Change) -> Match | None:
    """What became of the blocks of a group; None where nothing did."""
    old, new = _joined([before[i] for i in group.before]), _joined([after[j] for j in group.after])
    found = tuple(hunks(old.tokens, new.tokens))
    if len(group.before) > 1 or len(group.after) > 1:
        change = Change.MERGED if len(group.before) > 1 else Change.DIVIDED
    elif not found and change is Change.CHANGED:
        return None
    return Match(change, old, new, hunks=found)


def _joined(blocks: Sequence[Block]) -> Block:
    """Several blocks as one, with a mark between them."""
    if len(blocks) == 1:
        return blocks[0]
    words: list[Token] = []
    marks: dict[int, set[int]] = {}
    for block in blocks:
        if words:
            words[-1] = spaced(words[-1])
            words.append(PARAGRAPH)
        words += block.tokens
        for page, mcids in block.spot.marks:
            marks.setdefault(page, set()).update(mcids)
    joined = tuple((page, tuple(sorted(mcids))) for page, mcids in sorted(marks.items()))
    return replace(blocks[0], tokens=tuple(words), spot=Spot(joined, _label(blocks)))


def _label(blocks: Sequence[Block]) -> str:
    """The number printed on the first of the pages."""
    return min(blocks, key=lambda block: block.spot.page).spot.label
