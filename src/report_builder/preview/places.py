"""From a point on a page to the line of its source, and from a line to its place on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from report_builder.model.tags import Mark
from report_builder.preview.edits import carried
from report_builder.preview.gallery import Gallery
from report_builder.preview.origins import Origin
from report_builder.preview.pages import Box
from report_builder.preview.proof import Proof, Texts
from report_builder.preview.session import View


class Found(NamedTuple):
    """A block: its source, in lines of the newest text, and where its first part stands on a page."""

    path: str
    line: int
    page: int
    box: Box


async def at_point(view: View, gallery: Gallery, page: int, x: float, y: float) -> Found | None:
    """Find the block at a point (in points from the page's upper left corner), or else the nearest."""
    if view.proof is None:
        return None
    boxes = await gallery.boxes(page)
    origins = dict.fromkeys(view.proof.origins.of(Mark(page, number)) for number in boxes)
    places = [place for origin in origins if origin and (place := _found(view, origin, page, boxes))]
    return min(places, key=lambda place: (place.box.distance(x, y), place.box.area), default=None)


async def at_line(view: View, gallery: Gallery, path: str, line: int, texts: Texts) -> Found | None:
    """Find the block that stands at ``line`` of ``path`` in ``texts``, which may be older or newer."""
    if view.proof is None:
        return None
    here = carried(texts.get(path, ()), view.proof.texts.get(path, ()), line)
    origin = view.proof.origins.at(path, here)
    if origin is None or not origin.marks:
        return None
    page = origin.marks[0].page
    return _found(view, origin, page, await gallery.boxes(page))


async def edited_places(view: View, gallery: Gallery) -> list[Found]:
    """Find what the newest edit wrote in chapters, in the order of the pages.

    A block that goes over several pages is found on the first of them that changed; in one that stands on one
    page, such as a table, the box is narrowed to where the line is.
    """
    if view.proof is None:
        return []
    places: dict[Found, None] = {}
    for path, line in view.changes.lines:
        origin = view.proof.origins.at(path, line)
        if origin is None or not origin.marks:
            continue
        pages = sorted({mark.page for mark in origin.marks})
        page = next((page for page in pages if page in view.changes.pages), pages[0])
        place = _found(view, origin, page, await gallery.boxes(page))
        if place is not None and len(pages) == 1:
            place = place._replace(box=_narrowed(place.box, *_share(view.proof, origin, line)))
        if place is not None:
            places[place] = None
    return sorted(places, key=lambda place: (place.page, place.box.top))


def _share(proof: Proof, origin: Origin, line: int) -> tuple[float, float]:
    """Tell how far down a block ``line`` begins and ends, from 0 to 1, as its source has it."""
    first, after = proof.origins.lines_of(origin)
    text = proof.texts.get(origin.span.path, ())
    written = [n for n in range(first, (after or len(text) + 1)) if text[n - 1].strip()]
    count = max(1, len(written))
    above = min(sum(n < line for n in written), count - 1)
    return above / count, (above + 1) / count


def _narrowed(box: Box, begin: float, end: float) -> Box:
    height = box.bottom - box.top
    return box._replace(top=box.top + begin * height, bottom=box.top + end * height)


def _found(view: View, origin: Origin, page: int, boxes: Mapping[int, Box]) -> Found | None:
    box: Box | None = None
    for mark in origin.marks:
        if mark.page == page and mark.mcid in boxes:
            here = boxes[mark.mcid]
            box = here if box is None else box.joined(here)
    if box is None or view.proof is None:
        return None
    span = origin.span
    line = carried(view.proof.texts.get(span.path, ()), view.texts.get(span.path, ()), span.line)
    return Found(span.path, line, page, box)
