"""Which numbers of two texts belong together: beside each other first, then by the words around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from report_builder.compare.align import align, best, in_order, scored
from report_builder.compare.quantities import Quantity, quantities
from report_builder.compare.word_diff import Token

_MOST_PAIRS = 250_000
"""Where two texts have more pairs of words, numbers are paired between the words that are the same."""

_WINDOW = 8
"""So many words on each side say what a number is about; not beyond its sentence."""

_NEAR = 3

_ABOUT = 0.6
"""Two numbers whose contexts have this share of their letters in common are about the same thing."""

_ORDER = 0.25
"""And this share of their words in the same order."""

_ENDS = frozenset(".!?;|¶")
_SAME_NUMBER, _OTHER_NUMBER, _ANOTHER_KIND = 4, 3, 1
_CELL = 3

_Item: TypeAlias = Quantity | str


class Paired(NamedTuple):
    """The numbers of two texts: ``pairs`` belong together, whether they changed or not."""

    pairs: tuple[tuple[Quantity, Quantity], ...]
    before: tuple[Quantity, ...]
    after: tuple[Quantity, ...]


def pair_numbers(
    before: Sequence[Token], after: Sequence[Token], language_before: str, language_after: str
) -> Paired:
    """Pair the numbers of two texts that are the same but for a change; some may stay alone."""
    old, new = quantities(before, language_before), quantities(after, language_after)
    if [quantity.value for quantity in old] == [quantity.value for quantity in new]:
        return Paired(tuple(zip(old, new, strict=True)), (), ())
    pairs = _in_the_same_words(before, after, old, new)
    known_old, known_new = {a for a, _ in pairs}, {b for _, b in pairs}
    items_old = _items(before, [q for q in old if q not in known_old], known_old)
    items_new = _items(after, [q for q in new if q not in known_new], known_new)
    pairs += _beside(items_old, items_new)
    known_old, known_new = {a for a, _ in pairs}, {b for _, b in pairs}
    return Paired(
        tuple(sorted(pairs)),
        tuple(q for q in old if q not in known_old),
        tuple(q for q in new if q not in known_new),
    )


def _in_the_same_words(
    before: Sequence[Token], after: Sequence[Token], old: Sequence[Quantity], new: Sequence[Quantity]
) -> list[tuple[Quantity, Quantity]]:
    """Numbers that are as they were, between the same words, wherever these stand in the text now."""

    def by_words(words: Sequence[Token], found: Sequence[Quantity]) -> dict[Hashable, Quantity]:
        keyed = [((*_sides(words, quantity, _NEAR), quantity.value), quantity) for quantity in found]
        counts = Counter(key for key, _ in keyed)
        return {
            key: quantity
            for key, quantity in keyed
            if counts[key] == 1 and len(key[0]) + len(key[1]) >= _NEAR
        }

    left, right = by_words(before, old), by_words(after, new)
    return [(left[key], right[key]) for key in left if key in right]


def _sides(words: Sequence[Token], quantity: Quantity, reach: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words before and after a number in its sentence, the nearest first."""

    def walk(places: Iterable[int]) -> tuple[str, ...]:
        found: list[str] = []
        for at in places:
            key = words[at].key
            if key in _ENDS or len(found) == reach:
                break
            if not words[at].is_number and not words[at].is_mark:
                found.append(key.casefold())
        return tuple(found)

    return walk(range(quantity.first - 1, -1, -1)), walk(range(quantity.stop, len(words)))


def context(words: Sequence[Token], quantity: Quantity) -> tuple[str, ...]:
    """The words that say what a number is about."""
    before, after = _sides(words, quantity, _WINDOW)
    return (*before, *after)


def by_context(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The indexes of contexts that are the same but for a change, each with the likest one."""
    left = [i for i, words in enumerate(before) if _tells_enough(words)]
    right = [j for j, words in enumerate(after) if _tells_enough(words)]
    found = scored(before, after, left, right)
    return best(
        [
            (score, i, j)
            for score, i, j in found
            if -score >= _ABOUT and in_order(before[i], after[j]) >= _ORDER
        ]
    )


def _tells_enough(words: Sequence[str]) -> bool:
    """Tell whether a context has words of its own: "av de som har" stands beside many numbers."""
    return len({word for word in words if len(word) > _NEAR}) >= _NEAR


def _items(words: Sequence[Token], found: Sequence[Quantity], known: Iterable[Quantity]) -> list[_Item]:
    """A text with each of its numbers as one item, without those that are paired."""
    starts = {quantity.first: quantity for quantity in found}
    skipped = {at for quantity in known for at in range(quantity.first, quantity.stop)}
    items: list[_Item] = []
    at = 0
    while at < len(words):
        if quantity := starts.get(at):
            items.append(quantity)
            at = quantity.stop
            continue
        if at not in skipped:
            items.append(words[at].key.casefold())
        at += 1
    return items


def _beside(before: list[_Item], after: list[_Item]) -> list[tuple[Quantity, Quantity]]:
    first = 0
    while first < min(len(before), len(after)) and _key(before[first]) == _key(after[first]):
        first += 1
    last, stop = len(before), len(after)
    while last > first and stop > first and _key(before[last - 1]) == _key(after[stop - 1]):
        last, stop = last - 1, stop - 1
    ends = [*zip(before[:first], after[:first], strict=True), *zip(before[last:], after[stop:], strict=True)]
    middle = _heaviest if (last - first) * (stop - first) <= _MOST_PAIRS else _between
    found = [*ends, *middle(before[first:last], after[first:stop])]
    return [(a, b) for a, b in found if isinstance(a, Quantity) and isinstance(b, Quantity)]


def _key(item: _Item) -> str:
    return item if isinstance(item, str) else f"\x1f{item.amount}\x1f{item.unit}"


def _weight(one: _Item, other: _Item) -> int:
    """What it is worth that two items stand in the same place; 0 where they cannot."""
    if isinstance(one, str) or isinstance(other, str):
        if one != other or not isinstance(one, str):
            return 0
        return _CELL if one == "|" else 1 if len(one) < _NEAR else 2
    if one.value == other.value:
        return _SAME_NUMBER
    return _OTHER_NUMBER if one.unit == other.unit or one.amount == other.amount else _ANOTHER_KIND


def _heaviest(before: Sequence[_Item], after: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    """The alignment that is worth most, in which a number may stand for another one."""
    width = len(after)
    places: dict[str, list[int]] = {}
    for j, other in enumerate(after):
        places.setdefault(other if isinstance(other, str) else "", []).append(j)
    sums = [[0] * (width + 1)]
    for one in reversed(before):
        below = sums[-1]
        # Only what can stand for it is weighed.
        weights = {j: _weight(one, after[j]) for j in places.get(one if isinstance(one, str) else "", ())}
        row = [0] * (width + 1)
        most = 0
        for j in range(width - 1, -1, -1):
            if below[j] > most:  # noqa: PLR1730 - the innermost loop: a call costs more
                most = below[j]
            if j in weights and below[j + 1] + weights[j] > most:
                most = below[j + 1] + weights[j]
            row[j] = most
        sums.append(row)
    sums.reverse()
    found = []
    i = j = 0
    while i < len(before) and j < width:
        weight = _weight(before[i], after[j])
        if weight and sums[i][j] == sums[i + 1][j + 1] + weight:
            found.append((before[i], after[j]))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _between(before: Sequence[_Item], after: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    """The items that are the same, and the numbers between two of them where they are as many."""
    same = align([_key(item) for item in before], [_key(item) for item in after])
    found = [(before[i], after[j]) for i, j in same]
    first = start = 0
    for i, j in [*same, (len(before), len(after))]:
        old = [item for item in before[first:i] if not isinstance(item, str)]
        new = [item for item in after[start:j] if not isinstance(item, str)]
        if len(old) == len(new):
            found += zip(old, new, strict=True)
        first, start = i + 1, j + 1
    return found
