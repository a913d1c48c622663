"""What is mended together: the signs of one word, and those of one sort in a sentence, or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.content.pasted import ranges, spacing
from report_builder.content.pasted.slips import Slip, sentence
from report_builder.content.pasted.typography_rules import TypographyRules

_LEFT = {
    "range": (ranges.ranges_left,),
    "minus": (ranges.hyphens_left,),
    "unit": (spacing.units_left,),
    "abbreviation": (spacing.abbreviations_left,),
}
"""By sort, what finds the places of which no slip says how they are written."""


def mended_and_told(
    slips: Sequence[Slip], text: str, rules: TypographyRules
) -> Iterator[tuple[list[Slip], bool]]:
    """Give the slips of a text by word or number, in their order, and whether they are mended.

    Half a sentence that is mended looks as if the other half were meant: one slip that is in doubt, or that
    nothing says the cure of, leaves all of its sort in its sentence to the author.
    """
    groups = list(_of_one_word(slips))
    sure = [all(slip.certain for slip in group) for group in groups]
    doubts = {
        (sort, sentence(text, at))
        for sort in {slip.sort for slip in slips} & _LEFT.keys()
        for find in _LEFT[sort]
        for at in find(text, slips, rules)
    }
    changed = True
    while changed:
        changed = False
        for index, group in enumerate(groups):
            own = {(slip.sort, sentence(text, slip.start)) for slip in group if slip.sort}
            if sure[index] and not own.isdisjoint(doubts):
                sure[index], changed = False, True
            if not sure[index] and not own <= doubts:
                doubts |= own
                changed = True
    yield from zip(groups, sure, strict=True)


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
