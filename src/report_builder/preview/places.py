"""From a point on a page to the line of its source, and from a line to its place on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from report_builder.model.tags import Mark
from report_builder.preview.edits import carried
from report_builder.preview.gallery import Gallery
from report_builder.preview.origins import Origin
from report_builder.preview.pages import Box
from report_builder.preview.proof import Texts
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
