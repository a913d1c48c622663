"""Pages side by side, as pictures with what changed outlined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from report_builder.compare.drawing import Pages, around
from report_builder.compare.model import Box, Comparison, Place, Spot

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAIRS = 60
"""So many pairs are drawn: 100 kB and 0.1 s each."""

_SCALE = 1.4
_AROUND = 3.0
"""The blank between what changed and its outline, in points."""


class Numbered(NamedTuple):
    """A change's number on the page, and one of its places."""

    number: int
    place: Place


class Outline(Struct, frozen=True):
    """A rectangle with the number of its change; in points from the page's upper left corner."""

    number: int
    x: float
    y: float
    width: float
    height: float


class Sheet(Struct, frozen=True):
    """One page of a pair. ``picture`` is a data URI; ``width`` and ``height`` are in points."""

    index: int
    label: str
    width: float
    height: float
    picture: str
    outlines: tuple[Outline, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The changes that are outlined, each once."""
        return tuple(dict.fromkeys(outline.number for outline in self.outlines))


class Pair(NamedTuple):
    """Two pages that belong together."""

    before: Sheet
    after: Sheet


def pairs_of_pages(
    comparison: Comparison, places: Iterable[Numbered]
) -> dict[tuple[int, int], list[Numbered]]:
    """Which pages (before, after) to show beside each other, in order, with the changes on each pair."""
    found: dict[tuple[int, int], list[Numbered]] = {}
    for numbered in places:
        for pair in pages_of(numbered.place, comparison.abreast):
            found.setdefault(pair, []).append(numbered)
    return dict(sorted(found.items(), key=lambda item: (item[0][1], item[0][0])))


def pages_of(place: Place, abreast: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs of pages (before, after) on which a place stands, at least one."""
    old = [page for page, _ in place.before.marks] if place.before else []
    new = [page for page, _ in place.after.marks] if place.after else []
    old = old or [_counterpart(page, [(j, i) for i, j in abreast]) for page in new]
    new = new or [_counterpart(page, abreast) for page in old]
    for index in range(max(len(old), len(new))):
        yield old[min(index, len(old) - 1)], new[min(index, len(new) - 1)]


def _counterpart(page: int, abreast: Sequence[tuple[int, int]]) -> int:
    """The page of the other file that has the text of this one, or else of the page before it."""
    ordered = sorted(abreast)
    at = bisect_right(ordered, (page, float("inf")))
    return ordered[at - 1][1] if at else 0


def draw_pairs(
    before: Pages, after: Pages, comparison: Comparison, pairs: dict[tuple[int, int], list[Numbered]]
) -> list[Pair]:
    """Draw the first MOST_PAIRS pairs."""
    drawn = []
    for (old, new), changes in list(pairs.items())[:MOST_PAIRS]:
        left = [(number, place.before) for number, place in changes if place.before]
        right = [(number, place.after) for number, place in changes if place.after]
        drawn.append(
            Pair(
                _sheet(before, old, comparison.before.labels[old], left),
                _sheet(after, new, comparison.after.labels[new], right),
            )
        )
    return drawn


def _sheet(pages: Pages, index: int, label: str, spots: Sequence[tuple[int, Spot]]) -> Sheet:
    width, height = pages.size(index)
    boxes = pages.boxes(index)
    outlines = []
    for number, spot in spots:
        painted = [boxes[mcid] for mcid in dict(spot.marks).get(index, ()) if mcid in boxes]
        if painted:
            outlines.append(_outline(number, around(painted), height))
    picture = data_uri(pages.page(index, _SCALE))
    return Sheet(index, label, width, height, picture, tuple(dict.fromkeys(outlines)))


def _outline(number: int, box: Box, height: float) -> Outline:
    return Outline(
        number,
        round(box.left - _AROUND, 1),
        round(height - box.top - _AROUND, 1),
        round(box.right - box.left + 2 * _AROUND, 1),
        round(box.top - box.bottom + 2 * _AROUND, 1),
    )


def data_uri(image: Image) -> str:
    """A picture as a PNG of few colours, which is how pages of text stay small."""
    import base64
    import io

    from PIL.Image import Dither, Quantize

    stream = io.BytesIO()
    few = image.quantize(128, method=Quantize.FASTOCTREE, dither=Dither.NONE)
    few.save(stream, "PNG", compress_level=7)
    return f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode('ascii')}"
