"""Pages as pictures, and where their marks stand; all of PDFium's work, for one thread at a time."""

from __future__ import annotations

import ctypes
from io import BytesIO
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

MAX_WIDTH = 4000
"""The widest picture that is made, in pixels."""

_TURNED = 90
"""How far a page is turned clockwise that is laid out lying, in degrees."""


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Box) -> Box:
        """Give the smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def distance(self, x: float, y: float) -> float:
        """Tell how far a point is from the box; 0 inside it."""
        across = max(self.left - x, 0.0, x - self.right)
        down = max(self.top - y, 0.0, y - self.bottom)
        return float((across**2 + down**2) ** 0.5)

    @property
    def area(self) -> float:
        """The area in square points."""
        return (self.right - self.left) * (self.bottom - self.top)


class Pages:
    """The pages of one PDF. PDFium is not safe for threads: the caller keeps to one at a time."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        self._boxes: dict[int, dict[int, Box]] = {}

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Close the file."""
        self._document.close()

    def picture(self, index: int, width: int) -> bytes:
        """Paint a page as a PNG ``width`` pixels wide."""
        page = self._document[index]
        try:
            bitmap = page.render(scale=min(width, MAX_WIDTH) / page.get_width())
            target = BytesIO()
            # Speed counts more than size: the picture goes no farther than this machine.
            bitmap.to_pil().save(target, "PNG", compress_level=1)
            return target.getvalue()
        finally:
            page.close()

    def boxes(self, index: int) -> dict[int, Box]:
        """Measure every mark of a page, by its number; what has no mark is decoration."""
        if index not in self._boxes:
            page = self._document[index]
            try:
                self._boxes[index] = _measure(page)
            finally:
                page.close()
        return self._boxes[index]


def _measure(page: pypdfium2.PdfPage) -> dict[int, Box]:
    height, turned = page.get_height(), page.get_rotation() == _TURNED
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found: dict[int, Box] = {}
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, number)
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        if mark < 0 or not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        if turned:  # bounds are those on the upright sheet
            box = Box(bottom.value, left.value, top.value, right.value)
        else:
            box = Box(left.value, height - top.value, right.value, height - bottom.value)
        found[mark] = found[mark].joined(box) if mark in found else box
    return found
