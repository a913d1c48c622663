"""The file for a printer: the same pages on larger sheets, with what is cut off (ISO 32000-1, 14.11.2).

The coordinates of a page stay: its lower left corner is that of what remains when it was cut, and bleed and
marks stand at places below zero and beyond its size. So tags, links and destinations are those of the
accessible file.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from report_builder.finish.syntax import RawObject, number, numbers
from report_builder.layout.result import Box, LaidOut, PageLabels

_MILLIMETRE = 72 / 25.4
BLEED = 3 * _MILLIMETRE
"""How far what is cut through goes on beyond the cut, in points."""
_MARK_FROM, _MARK_TO = 4 * _MILLIMETRE, 9 * _MILLIMETRE
"""Crop marks begin and end so far from the cut: what belongs to the bleed is not drawn on."""
_MARK_WIDTH = 0.25
_AROUND_MARKS = 10 * _MILLIMETRE
_OVERLAP = 0.5
"""How far the bleed goes on below what is painted on the page, so that no line is seen between them."""
_FOUR = 4


class Press(Struct, frozen=True):
    """What a printer gets besides the bleed: ``crop_marks``, and ``by_four`` pages that divide by four."""

    crop_marks: bool = False
    by_four: bool = False

    @property
    def around(self) -> float:
        """How much larger the sheet is than the page, on each side, in points."""
        return _AROUND_MARKS if self.crop_marks else BLEED

    def blank_pages(self, pages: int) -> int:
        """How many pages are missing."""
        return -pages % _FOUR if self.by_four else 0


def with_blank_pages(laid_out: LaidOut, blank: int) -> tuple[PageLabels, ...]:
    """The numbers of the pages when ``blank`` ones that have none stand before the closing pages."""
    labels = laid_out.page_labels
    at = laid_out.page_count - laid_out.closing
    last = next((one for one in reversed(labels) if one.first <= at), None)
    if not blank or last is None:
        return labels
    after = PageLabels(at + blank, last.style, last.start + at - last.first)
    later = (replace(one, first=one.first + blank) for one in labels if one.first > at)
    return (*(one for one in labels if one.first < at), PageLabels(at, "", 0), after, *later)


def prepare(writer: PdfWriter, pages: list[PageObject], laid_out: LaidOut, press: Press) -> None:
    """Give every page its boxes, its bleed and its marks, and put in the blank ones."""
    width, height = float(pages[0].mediabox.width), float(pages[0].mediabox.height)
    at = len(pages) - laid_out.closing
    count = press.blank_pages(len(pages))
    for _ in range(count):
        writer.insert_blank_page(width, height, at)
    blank = [writer.pages[at + number] for number in range(count)]
    for page, edge in zip(pages, laid_out.edges, strict=True):
        before = _bleed(writer, page, edge, width, height) if edge else b""
        _dress(writer, page, before, width, height, press)
    for page in blank:
        _dress(writer, page, b"", width, height, press)


def _dress(
    writer: PdfWriter, page: DictionaryObject, before: bytes, width: float, height: float, press: Press
) -> None:
    for name, around in (("/TrimBox", 0.0), ("/BleedBox", BLEED), ("/MediaBox", press.around)):
        box = (-around, -around, width + around, height + around)
        page[NameObject(name)] = RawObject(numbers(box).encode("ascii"))
    if page.get("/Rotate"):  # sheets of one size lie in a printer's machine
        page[NameObject("/Rotate")] = NumberObject(0)
    after = _crop_marks(width, height) if press.crop_marks else b""
    painted = [page.raw_get("/Contents")] if "/Contents" in page else []
    parts = (_added(writer, before), *painted, _added(writer, after))
    page[NameObject("/Contents")] = ArrayObject(part for part in parts if part is not None)


def _added(writer: PdfWriter, code: bytes) -> PdfObject | None:
    return writer._add_object(_packed(code)) if code else None  # noqa: SLF001 - pypdf has no public way


def _packed(code: bytes) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(code)
    return stream.flate_encode(level=9)


def _bleed(writer: PdfWriter, page: DictionaryObject, edge: str, width: float, height: float) -> bytes:
    """What reaches the edge, mirrored in it on all sides and at all corners: it goes on without a break.

    A drawing that would end there, or a photograph of that very size, needs no more than it has.
    """
    form = _packed(edge.encode("ascii"))
    entries = {"/Type": b"/XObject", "/Subtype": b"/Form", "/BBox": numbers((0, 0, width, height)).encode()}
    for name, syntax in entries.items():
        form[NameObject(name)] = RawObject(syntax)
    resources = _copy(page["/Resources"])
    form[NameObject("/Resources")] = _copy(resources)
    reference = writer._add_object(form)  # noqa: SLF001 - the same
    drawn = _copy(resources["/XObject"] if "/XObject" in resources else DictionaryObject())
    drawn[NameObject("/Bleed")] = reference
    resources[NameObject("/XObject")] = drawn
    page[NameObject("/Resources")] = resources
    painted = "\n".join(
        f"q {' '.join(map(number, clip))} re W n {' '.join(map(number, matrix))} cm /Bleed Do Q"
        for clip, matrix in _mirrored(width, height)
    )
    return f"/Artifact <</Type/Layout>>BDC\n{painted}\nEMC\n".encode("ascii")


def _copy(entries: PdfObject) -> DictionaryObject:
    """The entries in a dictionary of their own: those of ReportLab are shared by pages."""
    assert isinstance(entries, DictionaryObject)
    return DictionaryObject(entries)


def _mirrored(width: float, height: float) -> Iterator[tuple[Box, tuple[float, ...]]]:
    """Where each part of the bleed is (left, bottom, width, height), and how the page is mirrored into it."""
    for left, wide, flip_x, shift_x in _sides(width):
        for bottom, high, flip_y, shift_y in _sides(height):
            if flip_x < 0 or flip_y < 0:
                yield (left, bottom, wide, high), (flip_x, 0, 0, flip_y, shift_x, shift_y)


def _sides(size: float) -> tuple[tuple[float, float, float, float], ...]:
    """Along one axis: before the page, on it, behind it; from where, how far, and how it is mirrored."""
    room = BLEED + _OVERLAP
    return ((-BLEED, room, -1.0, 0.0), (0.0, size, 1.0, 0.0), (size - _OVERLAP, room, -1.0, 2 * size))


def _crop_marks(width: float, height: float) -> bytes:
    """Two lines at each corner, outside the bleed (an artifact of the page, 14.8.2.2.2)."""
    lines = []
    for x, outward_x in ((0.0, -1), (width, 1)):
        for y, outward_y in ((0.0, -1), (height, 1)):
            ends = [(x + outward_x * far, y) for far in (_MARK_FROM, _MARK_TO)]
            lines.append(ends)
            lines.append([(x, y + outward_y * far) for far in (_MARK_FROM, _MARK_TO)])
    drawn = " ".join(
        f"{number(x1)} {number(y1)} m {number(x2)} {number(y2)} l" for (x1, y1), (x2, y2) in lines
    )
    return f"/Artifact <</Type/Page>>BDC\nq 0 0 0 RG {_MARK_WIDTH} w {drawn} S Q\nEMC\n".encode("ascii")
