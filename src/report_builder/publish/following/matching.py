"""Which texts of an old version are which of the newest: the same, or the same but for a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from report_builder.publish.following.joining import adds, joined
from report_builder.publish.following.outline import Outline, Spot
from report_builder.publish.following.record import BOX, DIGEST, KEPT, SECTION, Number, numbers_of

_LIKE_HERE = 3
"""Texts of the same place with so many letters of their sketches in common are the same text, changed."""
_LIKE_BESIDE = 2
"""And so are those that stand beside the same text."""
_MOST_PAIRS = 10_000
"""Where there are more pairs of texts or numbers, not every one is looked at."""


class Matches(Struct):
    """The counterpart of each text that has one; ``same`` are places whose texts are all as they were.

    ``more_new`` are the other texts into which one was divided, ``more_old`` the others that were merged with
    one; those count as neither changed nor gone nor new.
    """

    there: dict[Spot, Spot] = field(default_factory=dict)
    back: dict[Spot, Spot] = field(default_factory=dict)
    changed: set[Spot] = field(default_factory=set)
    more_new: dict[Spot, list[Spot]] = field(default_factory=dict)
    more_old: dict[Spot, list[Spot]] = field(default_factory=dict)
    same: dict[int, int] = field(default_factory=dict)
    same_back: dict[int, int] = field(default_factory=dict)

    def pair(self, one: Spot, other: Spot, *, changed: bool = False) -> None:
        """Say that two texts are the same."""
        self.there[one] = other
        self.back[other] = one
        if changed:
            self.changed.add(one)

    def divide(self, one: Spot, part: Spot) -> None:
        """Say that a text of the newest version is part of an old one, which has a counterpart."""
        self.back[part] = one
        self.more_new.setdefault(one, []).append(part)

    def merge(self, part: Spot, other: Spot) -> None:
        """Say that an old text was merged into one of the newest version, which has a counterpart."""
        self.there[part] = other
        self.more_old.setdefault(self.back[other], []).append(part)

    def of_new(self, spot: Spot) -> int:
        """The old place in which a new text stood, or -1."""
        if spot.place in self.same_back:
            return self.same_back[spot.place]
        return self.back[spot].place if spot in self.back else -1

    def is_taken(self, spot: Spot) -> bool:
        """Tell whether a text of the newest version has a counterpart."""
        return spot.place in self.same_back or spot in self.back


def match_texts(old: Outline, new: Outline, found: list[int]) -> Matches:
    """Match the texts of two versions, whose places are ``found``."""
    matches = Matches()
    for at, place in enumerate(old.places):
        there = found[at]
        if there >= 0 and there not in matches.same_back and new.places[there].texts == place.texts:
            matches.same[at] = there
            matches.same_back[there] = at
    open_ = [at for at in range(len(old.places)) if at not in matches.same and old.places[at].texts]
    if not open_:
        return matches
    for at in open_:
        _same_here(old, new, at, found[at], matches)
        _joined_here(old, new, at, found[at], matches, exactly=True)
    _elsewhere(old, new, open_, matches, changed=False)
    for at in open_:
        _joined_here(old, new, at, found[at], matches, exactly=False)
        _like_here(old, new, at, found[at], matches)
        _parts_here(old, new, at, found[at], matches)
    running = [at for at in open_ if old.places[at].kind in (SECTION, BOX)]
    _elsewhere(old, new, running, matches, changed=True)
    return matches


def _elsewhere(old: Outline, new: Outline, places: list[int], matches: Matches, *, changed: bool) -> None:
    """Pair what is left of some places with the same texts, or those that are the same but for a change."""
    for spot in [spot for at in places for spot in _left(old, at, matches)]:
        text = old.texts(spot.place)[spot.at]
        others = new.like(text) if changed else new.holders.get(text[:DIGEST], ())
        free = (other for other in others if not matches.is_taken(other))
        if (other := next(free, None)) is not None:
            matches.pair(spot, other, changed=changed)


def _left(outline: Outline, at: int, matches: Matches) -> Iterator[Spot]:
    """The texts of an old place without a counterpart."""
    for index in range(len(outline.places[at].texts) // KEPT):
        if Spot(at, index) not in matches.there:
            yield Spot(at, index)


def _same_here(old: Outline, new: Outline, at: int, there: int, matches: Matches) -> None:
    """Pair the texts that are the same in the same place; of those that stand there twice, in order."""
    if there < 0:
        return
    spots: defaultdict[str, list[Spot]] = defaultdict(list)
    for index, text in reversed(list(enumerate(new.texts(there)))):
        if not matches.is_taken(Spot(there, index)):
            spots[text[:DIGEST]].append(Spot(there, index))
    for index, text in enumerate(old.texts(at)):
        if spots[text[:DIGEST]]:
            matches.pair(Spot(at, index), spots[text[:DIGEST]].pop())


def _like_here(old: Outline, new: Outline, at: int, there: int, matches: Matches) -> None:
    """Pair the texts of the same place that are the same but for a change, the likest first."""
    if there < 0:
        return
    before, after = old.texts(at), new.texts(there)
    left = list(_left(old, at, matches))
    right = [spot for index in range(len(after)) if not matches.is_taken(spot := Spot(there, index))]
    pairs: Iterable[tuple[Spot, Spot]] = (
        ((one, other) for one in left for other in right)
        if len(left) * len(right) <= _MOST_PAIRS
        else zip(left, right, strict=False)
    )
    scored = []
    for one, other in pairs:
        common = sum(a == b for a, b in zip(before[one.at][DIGEST:], after[other.at][DIGEST:], strict=True))
        if common >= _LIKE_HERE or (common >= _LIKE_BESIDE and _are_beside(one, other, matches)):
            scored.append((-common, abs(one.at - other.at), one, other))
    for _, _, one, other in sorted(scored):
        if one not in matches.there and not matches.is_taken(other):
            matches.pair(one, other, changed=True)


def _joined_here(old: Outline, new: Outline, at: int, there: int, matches: Matches, *, exactly: bool) -> None:
    """Pair the texts of the same place that were divided in two, or two that were merged."""
    if there < 0 or old.places[at].kind not in (SECTION, BOX):
        return
    before, after = old.texts(at), new.texts(there)
    if not exactly and len(before) * len(after) > _MOST_PAIRS:
        return

    def is_left(index: int) -> bool:
        return Spot(at, index) not in matches.there

    def is_free(index: int) -> bool:
        return not matches.is_taken(Spot(there, index))

    divided = joined(
        before, after, lambda first: new.join(Spot(there, first)), is_left, is_free, exactly=exactly
    )
    for index, first in list(divided):
        matches.pair(Spot(at, index), Spot(there, first), changed=True)
        matches.divide(Spot(at, index), Spot(there, first + 1))
    merged = joined(after, before, lambda first: old.join(Spot(at, first)), is_free, is_left, exactly=exactly)
    for index, first in list(merged):
        matches.pair(Spot(at, first), Spot(there, index), changed=True)
        matches.merge(Spot(at, first + 1), Spot(there, index))


def _parts_here(old: Outline, new: Outline, at: int, there: int, matches: Matches) -> None:
    """Give what is left beside a text that changed to it, if that needs it to be as it was or is."""
    if there < 0 or old.places[at].kind not in (SECTION, BOX):
        return
    before, after = old.texts(at), new.texts(there)
    come = [index for index in range(len(after)) if not matches.is_taken(Spot(there, index))]
    for index in (*come, *reversed(come)):
        part = Spot(there, index)
        for beside in (Spot(there, index - 1), Spot(there, index + 1)):
            one = matches.back.get(beside)
            if one and not matches.is_taken(part) and one.place == at and one in matches.changed:
                others = [after[spot.at] for spot in (matches.there[one], *matches.more_new.get(one, ()))]
                if adds(before[one.at], after[index], *others):
                    matches.divide(one, part)
    gone = [spot.at for spot in _left(old, at, matches)]
    for index in (*gone, *reversed(gone)):
        part = Spot(at, index)
        for beside in (Spot(at, index - 1), Spot(at, index + 1)):
            other = matches.there.get(beside)
            if other and part not in matches.there and other.place == there:
                one = matches.back[other]
                others = [before[spot.at] for spot in (one, *matches.more_old.get(one, ()))]
                if (
                    one in matches.changed
                    and one.place == at
                    and adds(after[other.at], before[index], *others)
                ):
                    matches.merge(part, other)


def _are_beside(one: Spot, other: Spot, matches: Matches) -> bool:
    """Tell whether two texts come first, or stand before or behind the same text."""
    before, after = (matches.there.get(Spot(one.place, one.at + step)) for step in (-1, 1))
    if one.at == 0 and other.at == 0:
        return True
    return before == Spot(other.place, other.at - 1) or after == Spot(other.place, other.at + 1)


def changed_numbers(old: Outline, new: Outline, matches: Matches, one: Spot) -> list[tuple[str, str]]:
    """The numbers of a text with a counterpart that became others."""
    other = matches.there[one]
    before = _numbers(old, sorted((one, *matches.more_old.get(one, ()))))
    after = _numbers(new, sorted((other, *matches.more_new.get(one, ()))))
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        return []
    same_words = old.texts(one.place)[one.at][DIGEST:] == new.texts(other.place)[other.at][DIGEST:]
    if same_words and len(before) == len(after):
        pairs = list(zip(before, after, strict=True))
    else:
        _take_equal(before, after)
        pairs = list(_by_words(before, after))
    return [(a.shown, b.shown) for a, b in pairs if a.value != b.value and a.shown != b.shown]


def _numbers(outline: Outline, spots: Sequence[Spot]) -> list[Number]:
    return [
        number for spot in spots for number in numbers_of(outline.places[spot.place].numbers.get(spot.at, ""))
    ]


def _take_equal(before: list[Number], after: list[Number]) -> None:
    """Take away the numbers that are as they were: first those between the same words."""
    for closely in (True, False):
        for one in list(before):
            for index, other in enumerate(after):
                if one.value == other.value and (not closely or one[:2] == other[:2]):
                    before.remove(one)
                    del after[index]
                    break


def _by_words(before: list[Number], after: list[Number]) -> Iterator[tuple[Number, Number]]:
    """Pair what stands between the same words, then what has the same word on one side."""
    for sides in (slice(0, 2), slice(0, 1), slice(1, 2)):
        for one in list(before):
            ours = [other for other in before if other[sides] == one[sides]]
            theirs = [other for other in after if other[sides] == one[sides]]
            if len(ours) == len(theirs) and theirs:
                yield one, theirs[0]
                before.remove(one)
                after.remove(theirs[0])
