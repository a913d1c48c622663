"""Pages and figures as pictures, drawn with pypdfium2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from report_builder.compare.model import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_FIGURE_SCALE = 1.5
"""Pixels per point in which figures are compared: a line of half a point is still seen."""

_EDGE = 2
"""Pixels at the edge of a figure that are not compared."""

_NOTICEABLE = 40
"""Channels that differ by no more than this, of 255, are taken to be the same."""


def around(boxes: Iterable[Box]) -> Box:
    """The rectangle around all of them, of which there is at least one."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return Box(min(left), min(bottom), max(right), max(top))


def look_alike(one: Image, other: Image) -> bool:
    """Tell whether two pictures look the same.

    Each pixel must be found in the other picture at its place or right beside it: letters are set on
    whole pixels, so they may stand one further when the figure stands elsewhere on its page. For the same
    reason the outermost pixels do not count: a letter at the edge may be cut.
    """
    return one.size == other.size and _is_within(one, other) and _is_within(other, one)


def _is_within(one: Image, other: Image) -> bool:
    """Tell whether every pixel of a picture lies between the darkest and lightest around it in the other."""
    from PIL import ImageChops
    from PIL.ImageFilter import MaxFilter, MinFilter

    darker = ImageChops.subtract(other.filter(MinFilter(3)), one)
    lighter = ImageChops.subtract(one, other.filter(MaxFilter(3)))
    inner = (_EDGE, _EDGE, max(one.width - _EDGE, _EDGE), max(one.height - _EDGE, _EDGE))
    channels = [*darker.crop(inner).split(), *lighter.crop(inner).split()]
    return all(sum(channel.histogram()[_NOTICEABLE + 1 :]) == 0 for channel in channels)


class Pages:
    """The pages of a file, to be drawn; close it, or use it in a ``with``."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._pdf: Any = pypdfium2.PdfDocument(pdf)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page, in points."""
        width, height = self._pdf.get_page_size(page)
        return float(width), float(height)

    def picture(self, page: int, box: Box) -> Image:
        """What stands in ``box``, drawn from its own corner, so that its place on the page has no part."""
        import pypdfium2
        import pypdfium2.raw as pdfium

        left, bottom, right, top = box
        scale = _FIGURE_SCALE
        width, height = max(round((right - left) * scale), 1), max(round((top - bottom) * scale), 1)
        opened = self._pdf[page]
        try:
            bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGRx)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
            # The page's own display matrix has y down already.
            matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, -left * scale, -(opened.get_height() - top) * scale)
            clip = pdfium.FS_RECTF(0, 0, width, height)
            pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, opened, matrix, clip, pdfium.FPDF_ANNOT)
            image: Image = bitmap.to_pil().convert("RGB")
            return image
        finally:
            opened.close()

    def page(self, page: int, scale: float) -> Image:
        """A whole page in ``scale`` pixels a point."""
        opened = self._pdf[page]
        try:
            image: Image = opened.render(scale=scale).to_pil().convert("RGB")
            return image
        finally:
            opened.close()

    def boxes(self, page: int) -> dict[int, Box]:
        """Where each mark (MCID) of a page is painted: one rectangle around all of its objects."""
        import ctypes

        import pypdfium2.raw as pdfium

        found: dict[int, Box] = {}
        opened = self._pdf[page]
        try:
            for index in range(pdfium.FPDFPage_CountObjects(opened)):
                item = pdfium.FPDFPage_GetObject(opened, index)
                mcid = pdfium.FPDFPageObj_GetMarkedContentID(item)
                edges = [ctypes.c_float() for _ in range(4)]
                if mcid >= 0 and pdfium.FPDFPageObj_GetBounds(item, *edges):
                    box = Box(*(edge.value for edge in edges))
                    found[mcid] = around([found[mcid], box]) if mcid in found else box
        finally:
            opened.close()
        return found
