"""Paragraphs that were divided, or merged into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from report_builder.publish.following.record import DIGEST, JOIN

EXPLAINED = 4
"""Of two texts that would be the third as one by the letters of the digest, so many letters of the sketch."""
_LIKE = 5
"""Of two texts that are the third but for a change: so many letters of its sketch are theirs."""
_EACH = 2
"""So many of them are of the one alone, and as many of the other; or else it may be by chance."""


def explained(whole: str, *parts: str) -> int:
    """Give how many letters of a text's sketch are those of one of its parts.

    The least hash of all words is the least of those of one part, but for the words at the seam.
    """
    columns = zip(*(text[DIGEST:] for text in (whole, *parts)), strict=True)
    return sum(letter in others for letter, *others in columns)


def adds(whole: str, part: str, *others: str) -> bool:
    """Tell whether a part is needed to explain a text beside its other parts."""
    return explained(whole, part, *others) - explained(whole, *others) >= _EACH


def joined(
    wholes: Sequence[str],
    parts: Sequence[str],
    join: Callable[[int], str],
    is_whole: Callable[[int], bool],
    is_part: Callable[[int], bool],
    *,
    exactly: bool,
) -> Iterator[tuple[int, int]]:
    """Find the texts that stand as two in a row among ``parts``: the index of each, and of the first.

    ``join`` has the letters of the digest of a part with the next as one; ``is_whole`` and ``is_part`` tell
    which texts are free. If not ``exactly``, words may have changed.
    """
    by_letters: defaultdict[str, list[int]] = defaultdict(list)
    free = [index for index in range(len(wholes)) if is_whole(index)]
    for index in free:
        by_letters[wholes[index][:JOIN]].append(index)
    after, used = 0, set[int]()
    for first in range(len(parts) - 1 if free else 0):
        if first < after or not (is_part(first) and is_part(first + 1)):
            continue
        one, other = parts[first], parts[first + 1]
        for index in by_letters.get(join(first), ()) if exactly else free:
            if index not in used and _is_joined(wholes[index], one, other, exactly=exactly):
                used.add(index)
                after = first + 2
                yield index, first
                break


def _is_joined(whole: str, one: str, other: str, *, exactly: bool) -> bool:
    if exactly:
        return explained(whole, one, other) >= EXPLAINED
    return explained(whole, one, other) >= _LIKE and adds(whole, one, other) and adds(whole, other, one)
