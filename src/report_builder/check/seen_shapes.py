"""What a reader sees of the lines and areas of a drawing: their colours, and what is really behind them."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from PIL.Image import Image

Pixel: TypeAlias = tuple[int, int, int]
_Bounds: TypeAlias = tuple[float, float, float, float]
_AROUND = 1.0
"""So many points around a drawing are looked at with it."""


class SeenShape(NamedTuple):
    """A line or an area of the drawing with the marked-content id ``mcid``.

    ``paints`` are the colours of its area and its edge, each with its opacity. ``grounds`` are the colours
    behind it, each with its share of the whole.
    """

    mcid: int
    paints: tuple[tuple[Pixel, float], ...]
    grounds: tuple[tuple[float, Pixel], ...]


class _Shape(NamedTuple):
    """A path of PDFium, before what is behind it is known; ``area`` is the colour that hides all below it."""

    handle: Any
    bounds: _Bounds
    mcid: int
    paints: tuple[tuple[Pixel, float], ...]
    area: Pixel | None


def seen_shapes(page: Any, mcids: Collection[int]) -> Iterator[SeenShape]:
    """Give what is painted on a page of PDFium inside the marked contents ``mcids``, in the order of paint.

    What is drawn in a form of its own, as a picture from elsewhere is, is left out. The page is changed.
    """
    from pypdfium2 import raw

    shapes = [
        shape
        for item in page.get_objects(max_depth=1)
        if item.type == raw.FPDF_PAGEOBJ_PATH
        and raw.FPDFPageObj_GetMarkedContentID(item.raw) in mcids
        and (shape := _shape(raw, item.raw)) is not None
    ]
    if not shapes:
        return
    for item in page.get_objects(max_depth=1):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_SetIsActive(item.raw, False)
    for shape in shapes:
        raw.FPDFPageObj_SetIsActive(shape.handle, False)
    left, bottom = (min(shape.bounds[at] for shape in shapes) - _AROUND for at in (0, 1))
    right, top = (max(shape.bounds[at] for shape in shapes) + _AROUND for at in (2, 3))
    width, height = page.get_size()
    cut = (max(left, 0), max(bottom, 0), max(width - right, 0), max(height - top, 0))
    behind: Image = page.render(crop=cut, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    for index, shape in enumerate(shapes):
        above = [one.area for one in shapes[:index] if one.area and _holds(one.bounds, shape.bounds)]
        grounds = (
            ((1.0, above[-1]),) if above else _behind(behind, shape.bounds, max(left, 0), min(top, height))
        )
        yield SeenShape(shape.mcid, shape.paints, grounds)


def _shape(raw: Any, item: Any) -> _Shape | None:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    sides = tuple(ctypes.c_float() for _ in range(4))
    if not raw.FPDFPath_GetDrawMode(item, filled, stroked) or not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    area = _colour(raw.FPDFPageObj_GetFillColor, item) if filled.value else None
    edge = _colour(raw.FPDFPageObj_GetStrokeColor, item) if stroked.value else None
    paints = tuple(paint for paint in (area, edge) if paint)
    if not paints:
        return None
    left, bottom, right, top = (side.value for side in sides)
    if edge:
        # PDFium adds the whole width of the pen on each side.
        pen = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(item, pen)
        across, down = (min(pen.value, (far - near) / 2) for near, far in ((left, right), (bottom, top)))
        left, bottom, right, top = left + across, bottom + down, right - across, top - down
    hides = area[0] if area and area[1] == 1 else None
    return _Shape(item, (left, bottom, right, top), raw.FPDFPageObj_GetMarkedContentID(item), paints, hides)


def _colour(ask: Any, item: Any) -> tuple[Pixel, float] | None:
    parts = tuple(ctypes.c_uint() for _ in range(4))
    if not ask(item, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return ((red, green, blue), alpha / 255) if alpha else None


def _holds(outer: _Bounds, inner: _Bounds) -> bool:
    """Tell whether a shape stands on another, from edge to edge of it at the most."""
    spare = 0.5
    return (
        outer[0] - spare <= inner[0]
        and outer[1] - spare <= inner[1]
        and inner[2] <= outer[2] + spare
        and inner[3] <= outer[3] + spare
    )


def _behind(picture: Image, bounds: _Bounds, left: float, top: float) -> tuple[tuple[float, Pixel], ...]:
    """The colours of a picture, whose corner is at ``left`` and ``top``, inside the bounds of a shape."""
    across, down = bounds[0] - left, top - bounds[3]
    x, y = min(max(int(across), 0), picture.width - 1), min(max(int(down), 0), picture.height - 1)
    right = min(max(int(across + bounds[2] - bounds[0]), x + 1), picture.width)
    below = min(max(int(down + bounds[3] - bounds[1]), y + 1), picture.height)
    part = picture.crop((x, y, right, below))
    colours: Any = part.getcolors(part.width * part.height)
    whole = part.width * part.height
    return tuple((count / whole, colour) for count, colour in colours)
