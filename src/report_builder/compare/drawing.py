"""Pages and figures as pictures, drawn with pypdfium2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from PIL.Image import Image

_FIGURE_SCALE = 1.5
"""Pixels per point in which figures are compared: a line of half a point is still seen."""

_NOTICEABLE = 40
"""Two pixels whose channels differ by no more than this are taken to be the same."""


class Box(NamedTuple):
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


def look_alike(one: Image, other: Image) -> bool:
    """Tell whether nobody could tell two pictures apart."""
    from PIL import ImageChops

    if one.size != other.size:
        return False
    channels = ImageChops.difference(one, other).split()
    return all(bool(sum(channel.histogram()[_NOTICEABLE + 1 :]) == 0) for channel in channels)


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

    def picture(self, page: int, box: tuple[float, float, float, float]) -> Image:
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

    def boxes(self, page: int, mcids: Iterable[int]) -> list[Box]:
        """Where the marks are painted on a page, as one rectangle for each object."""
        import ctypes

        import pypdfium2.raw as pdfium

        wanted = set(mcids)
        opened = self._pdf[page]
        try:
            found = []
            for index in range(pdfium.FPDFPage_CountObjects(opened)):
                item = pdfium.FPDFPage_GetObject(opened, index)
                if pdfium.FPDFPageObj_GetMarkedContentID(item) not in wanted:
                    continue
                edges = [ctypes.c_float() for _ in range(4)]
                if pdfium.FPDFPageObj_GetBounds(item, *edges):
                    left, bottom, right, top = (edge.value for edge in edges)
                    found.append(Box(left, bottom, right, top))
            return found
        finally:
            opened.close()
