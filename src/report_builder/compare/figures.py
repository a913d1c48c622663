"""Which figures of two files belong together, and whether they look the same."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from report_builder.compare.align import align, gaps, similar
from report_builder.compare.drawing import Pages, look_alike
from report_builder.compare.reading import Picture, Reading


class FigureMatch(Struct, frozen=True):
    """Two figures that belong together, or one that was added or removed."""

    before: Picture | None
    after: Picture | None
    looks_different: bool


def match_figures(before_pdf: bytes, before: Reading, after_pdf: bytes, after: Reading) -> list[FigureMatch]:
    """Every figure that was added, removed, or has another text or picture, in the order of the new file.

    Figures with the same texts belong together, then those with similar ones, then those whose picture
    is the same, then what stands alone between two pairs.
    """
    if not before.pictures and not after.pictures:
        return []
    with Pages(before_pdf) as old_pages, Pages(after_pdf) as new_pages:
        pairs = _pairs(before.pictures, after.pictures)
        partner = {j: i for i, j in pairs}
        taken = set(partner.values())
        found: list[tuple[float, FigureMatch]] = []
        for j, picture in enumerate(after.pictures):
            if j not in partner:
                found.append((j, FigureMatch(None, picture, False)))
                continue
            old = before.pictures[partner[j]]
            different = _look_different(old, old_pages, picture, new_pages)
            if different or _words(old) != _words(picture):
                found.append((j, FigureMatch(old, picture, different)))
        gone = [
            (_place_of(i, pairs), FigureMatch(picture, None, False))
            for i, picture in enumerate(before.pictures)
            if i not in taken
        ]
    return [match for _, match in sorted([*found, *gone], key=lambda item: item[0])]


def _place_of(index: int, pairs: Sequence[tuple[int, int]]) -> float:
    """Where a figure that is gone stood, in the order of the new file."""
    return max((j for i, j in pairs if i < index), default=-1) + 0.5


def _words(picture: Picture) -> list[str]:
    return [token.key for token in (*picture.alt, *picture.caption)]


def _pairs(before: Sequence[Picture], after: Sequence[Picture]) -> list[tuple[int, int]]:
    old, new = [_words(picture) for picture in before], [_words(picture) for picture in after]
    same = align(["\x1f".join(words) for words in old], ["\x1f".join(words) for words in new])
    found: list[tuple[int, int]] = []
    for left, right, pair in gaps(same, range(len(before)), range(len(after))):
        for alone, other, inner in gaps(similar(old, new, left, right), left, right):
            if len(alone) == len(other) == 1 and before[alone[0]].section == after[other[0]].section:
                found.append((alone[0], other[0]))
            if inner:
                found.append(inner)
        if pair:
            found.append(pair)
    return found


def _look_different(before: Picture, old: Pages, after: Picture, new: Pages) -> bool:
    if before.box is None or after.box is None:
        return False
    return not look_alike(old.picture(before.spot.page, before.box), new.picture(after.spot.page, after.box))
