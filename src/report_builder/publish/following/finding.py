"""Which place of the newest version each place of an old one is: by id, by title, by what stands there."""

from __future__ import annotations

from collections import Counter, defaultdict

from report_builder.publish.following.objects import is_nameless, pair_nameless
from report_builder.publish.following.outline import Outline
from report_builder.publish.following.record import SECTION

_SAME_ID, _SAME_TITLE, _ONE_OF_SEVERAL, _SAME_PARENT = 0.6, 0.5, 0.35, 0.1
"""What it is worth that two places have the same id, the only title of its kind, one of several, or stand in
the same section. That all texts are the same is worth 1: an id that was made from a title goes to the first
that has it, and is another place's when sections change their order."""
_OTHERS_ID = 0.3
"""And if the title there was another place's: ids were exchanged."""
_ENOUGH = 0.5


def find_places(old: Outline, new: Outline) -> list[int]:
    """Give for each place of ``old`` its place in ``new``, or -1."""
    found: list[int] = []
    for at in range(len(old.places)):
        found.append(-1 if is_nameless(old, at) else _find(old, new, at, found))
    pair_nameless(old, new, found, lambda at: _votes(old, new, at, with_like=True))
    return found


def _find(old: Outline, new: Outline, at: int, found: list[int]) -> int:
    place = old.places[at]
    same = new.ids.get(place.id, -1)
    if same >= 0 and new.places[same].kind != place.kind:
        same = -1
    if same >= 0 and place.texts and new.places[same].texts == place.texts:
        return same
    if same >= 0 and _holds_most(_votes(old, new, at, with_like=False), new, same):
        return same
    votes = _votes(old, new, at, with_like=True)
    scores = defaultdict(float, votes)
    if same >= 0:
        scores[same] += _OTHERS_ID if _is_exchanged(old, new, at, same) else _SAME_ID
    if place.title:
        key = place.kind, place.title.casefold()
        titled = new.titles.get(key, [])
        alone = len(titled) == 1 and len(old.titles[key]) == 1
        for one in titled:
            scores[one] += _SAME_TITLE if alone else _ONE_OF_SEVERAL
    parent = found[old.parents[at]] if old.parents[at] >= 0 else -1
    for one in scores:
        if new.parents[one] == parent:
            scores[one] += _SAME_PARENT
    # Of those that hold as much, the innermost, and then the first.
    best = max(scores, key=lambda one: (round(scores[one], 6), new.places[one].level, -one), default=-1)
    return best if best >= 0 and scores[best] >= _ENOUGH else -1


def _holds_most(votes: dict[int, float], new: Outline, same: int) -> bool:
    """Tell whether a place holds enough of the texts, and no place inside it as many."""
    held = votes.get(same, 0.0)
    return held >= _ENOUGH and not any(
        share >= held and one != same and new.holds(same, one) for one, share in votes.items()
    )


def _is_exchanged(old: Outline, new: Outline, at: int, same: int) -> bool:
    """Tell whether the place that has the id now was another by its title."""
    kind = old.places[at].kind
    ours, theirs = (place.title.casefold() for place in (old.places[at], new.places[same]))
    return ours != theirs and (kind, theirs) in old.titles


def _votes(old: Outline, new: Outline, at: int, *, with_like: bool) -> dict[int, float]:
    """Which share of a place's texts, or of texts that are like them, stands in which places of its kind."""
    spots = old.around(at)
    kind = old.places[at].kind
    votes: Counter[int] = Counter()
    for spot in spots:
        text = old.texts(spot.place)[spot.at]
        found = new.rare(text)
        if with_like and not found:
            found = new.like(text) or new.halves(text) or new.merged(spot, old)
        inside = set[int]()
        for there in found:
            one = new.section(there.place) if kind == SECTION else there.place
            while one >= 0:
                inside.add(one)
                one = new.parents[one]
        votes.update(one for one in inside if new.places[one].kind == kind)
    return {one: count / len(spots) for one, count in votes.items()}
