"""Tables, figures and boxes that have neither number nor title: which is which under the same section.

The id of such a one is made from its place among the others, so that it says nothing once one is put in or
taken away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from report_builder.publish.following.outline import Outline
from report_builder.publish.following.record import DIGEST, OBJECT

_ALIKE = 0.5
"""Of so much of the texts two objects under one section are the same, whatever else stands elsewhere."""
_SOMEWHAT = 0.25
"""And of so much they are, if no other is, or if they are of the same size."""


def is_nameless(outline: Outline, at: int) -> bool:
    """Tell whether a place is an object that is known by what stands in it alone."""
    place = outline.places[at]
    return place.level == OBJECT and not place.number and not place.title


def pair_nameless(
    old: Outline, new: Outline, found: list[int], elsewhere: Callable[[int], dict[int, float]]
) -> None:
    """Fill in ``found`` for the nameless objects: the likest under the same section, then those that moved.

    ``elsewhere`` gives the places that hold an object's texts, with their share. What is left under a section
    is paired by order and size.
    """
    left: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    kept = set[int]()
    for at in range(len(old.places)):
        if is_nameless(old, at):
            outer = old.parents[at]
            if (there := _as_it_was(old, new, at, found)) >= 0:
                found[at] = there
                kept.add(there)
                continue
            left[found[outer] if outer >= 0 else -1, old.places[at].kind].append(at)
    if not left:
        return
    free: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for there in range(len(new.places)):
        if there not in kept and is_nameless(new, there):
            free[new.parents[there], new.places[there].kind].append(there)
    for key, ours in left.items():
        _pair(old, new, ours, free.get(key, []), found, _ALIKE)
    taken = kept | {found[at] for ours in left.values() for at in ours}
    _pair_moved([at for ours in left.values() for at in ours if found[at] < 0], taken, found, elsewhere)
    for key, ours in left.items():
        theirs = [there for there in free.get(key, []) if there not in taken]
        _pair(old, new, [at for at in ours if found[at] < 0], theirs, found, _SOMEWHAT)


def _pair_moved(
    lost: list[int], taken: set[int], found: list[int], elsewhere: Callable[[int], dict[int, float]]
) -> None:
    """Find what is under no such section by what stands in it."""
    for at in lost:
        votes = {one: share for one, share in elsewhere(at).items() if one not in taken}
        best = max(votes, key=lambda one: (votes[one], -one), default=-1)
        if best >= 0 and votes[best] >= _ALIKE:
            found[at] = best
            taken.add(best)


def _as_it_was(old: Outline, new: Outline, at: int, found: list[int]) -> int:
    """Give the object of the same id under the same section if it has the same texts, or -1."""
    place, there = old.places[at], new.ids.get(old.places[at].id, -1)
    if there < 0 or not is_nameless(new, there):
        return -1
    outer = old.parents[at]
    same = place.kind == new.places[there].kind and place.texts == new.places[there].texts
    return there if same and new.parents[there] == (found[outer] if outer >= 0 else -1) else -1


def _pair(
    old: Outline, new: Outline, ours: list[int], theirs: list[int], found: list[int], least: float
) -> None:
    """Pair the likest objects first, of those that are as like, those that stand nearest to each other."""
    scored = [
        (-likeness, abs(index - other), at, there)
        for index, at in enumerate(ours)
        for other, there in enumerate(theirs)
        if (likeness := _likeness(old.texts(at), new.texts(there), least)) >= least
    ]
    taken = set[int]()
    for _, _, at, there in sorted(scored):
        if found[at] < 0 and there not in taken:
            found[at] = there
            taken.add(there)


def _likeness(before: list[str], after: list[str], least: float) -> float:
    """Which share of the texts of two objects is the same, or the same but for numbers, or nearly so.

    Where little is asked for, the same size is enough.
    """
    one, other = Counter(before), Counter(after)
    same = one & other
    sketches, others = (
        (Counter(text[DIGEST:] for text in (found - same).elements())) for found in (one, other)
    )
    alike = sketches & others
    rest = zip((sketches - alike).elements(), (others - alike).elements(), strict=False)
    near = sum(sum(a == b for a, b in zip(*pair, strict=True)) / len(pair[0]) for pair in rest)
    share = (same.total() + 0.9 * alike.total() + near) / max(len(before), len(after), 1)
    return max(share, least) if least < _ALIKE and len(before) == len(after) else share
