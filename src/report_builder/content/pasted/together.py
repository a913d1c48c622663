"""What is mended together: the signs of one word, and those of one sort in a sentence, or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from report_builder.content.pasted import ranges, spacing
from report_builder.content.pasted.slips import Slip, sentence, words_around
from report_builder.content.pasted.typography_rules import TypographyRules

_LEFT = {
    "range": (ranges.ranges_left,),
    "minus": (ranges.hyphens_left,),
    "unit": (spacing.units_left,),
    "abbreviation": (spacing.abbreviations_left,),
}
"""By sort, what finds the places of which no slip says how they are written."""


class Word(Struct, frozen=True):
    """The slips of one word or number, and whether they are mended.

    ``beside`` is where what is in doubt stands that leaves a sure word to the author; none where it is in
    doubt itself.
    """

    slips: list[Slip]
    sure: bool
    beside: tuple[int, int] | None = None


def mended_and_told(slips: Sequence[Slip], text: str, rules: TypographyRules) -> Iterator[Word]:
    """Give the slips of a text by word or number, in their order, and whether they are mended.

    Half a sentence that is mended looks as if the other half were meant: one slip that is in doubt, or that
    nothing says the cure of, leaves all of its sort in its sentence to the author.
    """
    groups = list(_of_one_word(slips))
    sorts = [{(slip.sort, sentence(text, slip.start)) for slip in group if slip.sort} for group in groups]
    sure = [all(slip.certain for slip in group) for group in groups]
    doubts: dict[tuple[str, tuple[int, int]], tuple[int, int]] = {}
    for group, own, certain in zip(groups, sorts, sure, strict=True):
        if not certain:
            shown = min(slip.shown[0] for slip in group), max(slip.shown[1] for slip in group)
            doubts = dict.fromkeys(own, shown) | doubts
    for sort in sorted({slip.sort for slip in slips} & _LEFT.keys()):
        for find in _LEFT[sort]:
            for at in find(text, slips, rules):
                doubts.setdefault((sort, sentence(text, at)), words_around(text, at))
    beside: dict[int, tuple[int, int]] = {}
    changed = True
    while changed:
        changed = False
        for index, own in enumerate(sorts):
            cause = next((doubts[one] for one in sorted(own) if one in doubts), None)
            if sure[index] and cause:
                sure[index], changed = False, True
                beside[index] = cause
                doubts = dict.fromkeys(own, cause) | doubts
    for index, group in enumerate(groups):
        yield Word(group, sure[index], beside.get(index))


def _of_one_word(slips: Sequence[Slip]) -> Iterator[list[Slip]]:
    """Group the slips of one word or number, which are told and mended at once.

    Where two would change the same signs, the first is told, and the other once that is mended.
    """
    group: list[Slip] = []
    for slip in sorted(slips, key=_place):
        if group and slip.start < group[-1].end:
            continue
        if group and slip.shown[0] < max(one.shown[1] for one in group):
            group.append(slip)
            continue
        if group:
            yield group
        group = [slip]
    if group:
        yield group


def _place(slip: Slip) -> tuple[int, int]:
    return slip.start, -slip.end
