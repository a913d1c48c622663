"""From a point on a page to the line of its source, and from a line to its place on a page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import NamedTuple

from report_builder.content.token_tree import CAPTION
from report_builder.layout.origins import Origin
from report_builder.model.tags import Mark
from report_builder.preview.build_result import Proof, Texts
from report_builder.preview.edits import carried
from report_builder.preview.gallery import Gallery
from report_builder.preview.pages import Box
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
    places = [place for origin in origins if origin for place in _parts(view, origin, page, boxes)]
    return min(places, key=lambda place: (place.box.distance(x, y), place.box.area), default=None)


async def at_line(view: View, gallery: Gallery, path: str, line: int, texts: Texts) -> Found | None:
    """Find the block that stands at ``line`` of ``path`` in ``texts``, which may be older or newer."""
    if view.proof is None:
        return None
    here = carried(texts.get(path, ()), view.proof.texts.get(path, ()), line)
    origin = _block_at(view.proof, path, here)
    if origin is None or not origin.marks:
        return None
    page = origin.marks[0].page
    return next(iter(_parts(view, origin, page, await gallery.boxes(page))), None)


async def edited_places(view: View, gallery: Gallery) -> list[Found]:
    """Find what the newest edit wrote in chapters, in the order of the pages.

    In a block of many lines, such as a table, the box is narrowed to about where the line is. Where that is
    on a page that did not change, the block is found on the first of its pages that did.
    """
    if view.proof is None:
        return []
    places: dict[Found, None] = {}
    for path, line in view.changes.lines:
        origin = _block_at(view.proof, path, line)
        if origin is None:
            continue
        pages = sorted({mark.page for mark in origin.marks})
        parts = [part for page in pages for part in _parts(view, origin, page, await gallery.boxes(page))]
        place = _nearest(parts, view, _share(view.proof, origin, line))
        if place is not None:
            places[place] = None
    return sorted(places, key=lambda place: (place.page, place.box.top))


def _block_at(proof: Proof, path: str, line: int) -> Origin | None:
    """Give the block that a line belongs to: that of a table's caption is the table below it."""
    text = proof.texts.get(path, ())
    first = min(line, len(text))
    while first > 1 and text[first - 2].strip():
        first -= 1
    if first and CAPTION.match(text[first - 1]):
        while line < len(text) and text[line - 1].strip():
            line += 1
        line = next((n for n in range(line, len(text) + 1) if text[n - 1].strip()), line)
    return proof.origins.at(path, line)


def _nearest(parts: list[Found], view: View, share: tuple[float, float]) -> Found | None:
    """Give what is at a ``share`` of a block, of which its columns have ``parts``."""
    changed = [part for part in parts if part.page in view.changes.pages]
    above = 0.0
    begin, end = (sum(part.box.bottom - part.box.top for part in parts) * edge for edge in share)
    for part in parts:
        top, bottom = part.box.top, part.box.bottom
        height = bottom - top
        if begin < above + height and (part in changed or not changed):
            begin, end = max(0.0, begin - above), min(end - above, height)
            return part._replace(box=part.box._replace(top=top + begin, bottom=top + end))
        above += height
    return next(iter(changed or parts), None)


def _share(proof: Proof, origin: Origin, line: int) -> tuple[float, float]:
    """Tell how far down a block ``line`` begins and ends, from 0 to 1, as its source has it."""
    first, after = proof.origins.lines_of(origin)
    text = proof.texts.get(origin.span.path, ())
    written = [n for n in range(first, (after or len(text) + 1)) if text[n - 1].strip()]
    # The caption of the next table is no part of what stands before it.
    written = list(takewhile(lambda n: n == first or not CAPTION.match(text[n - 1]), written))
    count = max(1, len(written))
    above = min(sum(n < line for n in written), count - 1)
    return above / count, (above + 1) / count


def _parts(view: View, origin: Origin, page: int, boxes: Mapping[int, Box]) -> list[Found]:
    """A block on a page; one that goes on in a second column of it has a part in each."""
    if view.proof is None:
        return []
    parts: list[Box] = []
    for mark in origin.marks:
        if mark.page == page and mark.mcid in boxes:
            here = boxes[mark.mcid]
            if not parts or (here.left >= parts[-1].right and here.bottom <= parts[-1].top):
                parts.append(here)
            else:
                parts[-1] = parts[-1].joined(here)
    span = origin.span
    line = carried(view.proof.texts.get(span.path, ()), view.texts.get(span.path, ()), span.line)
    return [Found(span.path, line, page, box) for box in parts]
