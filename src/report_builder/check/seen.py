"""What a reader sees of the text on a page: its colour, its size, and what is really behind it.

PDFium draws each page small and without its text. Where that leaves a doubt, it draws the place larger, once
without its text and once with the text alone: letters are compared with what they stand on and beside.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from report_builder.check.matrices import IDENTITY, Matrix, times
from report_builder.check.seen_shapes import Pixel, SeenShape, seen_shapes

if TYPE_CHECKING:
    from typing import Self

    from PIL.Image import Image

_SMALL = 0.5
"""Pixels per point where the ground of text is looked at first."""
_LARGE = 2.0
"""Pixels per point where letters are told from what is behind them."""
_EVEN = 6
"""Colours of a ground that differ by no more than this are one: what rounding makes of it."""
_THIN = 2.0
"""The greatest height of an underline, in points."""
_LINE_END_HYPHEN = "\x02"
"""What PDFium gives for a hyphen that only the end of a line asks for."""
_INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""


class Box(NamedTuple):
    """A rectangle in the pixels of a page that is drawn with one pixel per point."""

    left: float
    top: float
    right: float
    bottom: float

    def scaled(self, scale: float, around: int = 0) -> tuple[int, int, int, int]:
        """The whole pixels that it covers at a scale, with ``around`` more on each side."""
        return (
            int(self.left * scale) - around,
            int(self.top * scale) - around,
            int(self.right * scale) + 1 + around,
            int(self.bottom * scale) + 1 + around,
        )

    def below(self, other: Box) -> Box:
        """The same place, counted from the upper left corner of another box."""
        return Box(
            self.left - other.left, self.top - other.top, self.right - other.left, self.bottom - other.top
        )

    def is_within(self, other: Box) -> bool:
        """Tell whether the box stands in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes have something in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


class Seen(NamedTuple):
    """A run of text as it is seen.

    ``size`` is in points as the page is printed. ``grounds`` are the colours behind its letters and right
    beside them, each with its share of the whole.
    """

    box: Box
    words: Callable[[], str]
    colour: Pixel
    opacity: float
    size: float
    bold: bool
    mcid: int | None
    grounds: tuple[tuple[float, Pixel], ...]


class _Run(NamedTuple):
    """A text object of PDFium, before its ground is known."""

    handle: Any
    box: Box
    bounds: tuple[float, float, float, float]
    colour: Pixel
    opacity: float
    size: float
    bold: bool
    mcid: int | None


class _Stroke(NamedTuple):
    """A thin horizontal path, with the colours that it may be painted in."""

    handle: Any
    box: Box
    colours: frozenset[Pixel]


class Pages:
    """A file whose pages are looked at. Raises ``pypdfium2.PdfiumError`` for one that cannot be drawn."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def seen(self, index: int, doubtful: Callable[[Seen], bool]) -> Iterator[Seen]:
        """The runs of text of one page, each with its grounds.

        What is looked at small first is looked at closely where it is ``doubtful``.
        """
        page = self._document[index]
        try:
            yield from _Page(page).seen(doubtful)
        finally:
            page.close()

    def shapes(self, index: int, mcids: Collection[int]) -> Iterator[SeenShape]:
        """The lines and areas of drawings on one page, those inside the marked contents ``mcids``."""
        page = self._document[index]
        try:
            yield from seen_shapes(page, mcids)
        finally:
            page.close()


class _Page:
    def __init__(self, page: Any) -> None:
        import pypdfium2.raw

        self._raw: Any = pypdfium2.raw
        self._page = page
        self._texts: Any = None
        left, bottom, _, _ = page.get_bbox()
        self._is_plain = not page.get_rotation() and not left and not bottom
        self._size: tuple[float, float] = page.get_size()
        # Made once, since PDFium fills them in for every object.
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._parts = tuple(ctypes.c_uint() for _ in range(4))
        self._others: list[Any] = []
        self._strokes: list[_Stroke] = []
        self._runs: list[_Run] = []
        self._walk()
        self._take_off_underlines()

    def seen(self, doubtful: Callable[[Seen], bool]) -> Iterator[Seen]:
        if not self._runs:
            return
        for run in self._runs:
            self._raw.FPDFTextObj_SetTextRenderMode(run.handle, 3)
        small = self._drawn(_SMALL)
        close: list[_Run] = []
        for run in self._runs:
            seen = self._with(run, _extremes(small, run.box))
            if len(seen.grounds) > 1 and doubtful(seen):
                close.append(run)
            else:
                yield seen
        if close:
            yield from self._closely(close)

    def _closely(self, runs: list[_Run]) -> Iterator[Seen]:
        """Compare the letters of some runs with what they stand on, pixel by pixel."""
        raw = self._raw
        area = _around([run.box for run in runs])
        ground = self._drawn(_LARGE, area)
        for other in self._others:
            raw.FPDFPageObj_SetIsActive(other, False)
        for run in runs:
            raw.FPDFTextObj_SetTextRenderMode(run.handle, 0)
            raw.FPDFPageObj_SetFillColor(run.handle, 0, 0, 0, 255)
        letters = self._drawn(_LARGE, area).convert("L")
        for run in runs:
            yield self._with(run, _under(letters, ground, run.box.below(area)))

    def _with(self, run: _Run, grounds: tuple[tuple[float, Pixel], ...]) -> Seen:
        def words() -> str:
            if self._texts is None:
                self._texts = self._page.get_textpage()
            text = str(self._texts.get_text_bounded(*run.bounds)).replace(_LINE_END_HYPHEN, "")
            return " ".join(text.split())

        return Seen(run.box, words, run.colour, run.opacity, run.size, run.bold, run.mcid, grounds)

    def _drawn(self, scale: float, area: Box | None = None) -> Image:
        """The page, or a part of it, as it is now; the last rows of pixels may be cut by a fraction."""
        width, height = self._size
        cut = (area.left, height - area.bottom, width - area.right, area.top) if area else (0, 0, 0, 0)
        drawn = self._page.render(scale=scale, crop=cut, may_draw_forms=False, draw_annots=False)
        picture: Image = drawn.to_pil()
        return picture.convert("RGB")

    def _take_off_underlines(self) -> None:
        """A stroke in the colour of the text that it runs along is a part of that text, not of its ground."""
        for stroke in self._strokes:
            along = [
                run.box for run in self._runs if run.box.meets(stroke.box) and run.colour in stroke.colours
            ]
            if along and stroke.box.is_within(_around(along)):
                self._raw.FPDFPageObj_SetIsActive(stroke.handle, False)

    def _walk(self) -> None:
        raw, page = self._raw, self._page.raw
        objects = (raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page)))
        self._look(objects, IDENTITY)

    def _look(self, objects: Iterator[Any], matrix: Matrix) -> None:
        raw = self._raw
        for item in objects:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                inside = range(raw.FPDFFormObj_CountObjects(item))
                parts = (raw.FPDFFormObj_GetObject(item, at) for at in inside)
                self._look(parts, times(self._matrix(item), matrix))
            else:
                self._others.append(item)
                if kind == raw.FPDF_PAGEOBJ_PATH:
                    self._path(item, matrix)

    def _path(self, item: Any, matrix: Matrix) -> None:
        bounds = self._bounds(item, matrix)
        if bounds is None or bounds[3] - bounds[1] > _THIN:
            return
        fill, line = self._colour(item, is_stroked=False), self._colour(item, is_stroked=True)
        self._strokes.append(
            _Stroke(item, self._place(bounds), frozenset(one[0] for one in (fill, line) if one))
        )

    def _colour(self, item: Any, *, is_stroked: bool) -> tuple[Pixel, float] | None:
        """The colour of an object and how much of its ground it hides; None for nothing to see."""
        ask = self._raw.FPDFPageObj_GetStrokeColor if is_stroked else self._raw.FPDFPageObj_GetFillColor
        if not ask(item, *self._parts):
            return None
        red, green, blue, alpha = (part.value for part in self._parts)
        return ((red, green, blue), alpha / 255) if alpha else None

    def _bounds(self, item: Any, matrix: Matrix) -> tuple[float, float, float, float] | None:
        if not self._raw.FPDFPageObj_GetBounds(item, *self._sides):
            return None
        return _moved(tuple(side.value for side in self._sides), matrix)

    def _text(self, item: Any, matrix: Matrix) -> None:
        raw = self._raw
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        if mode in _INVISIBLE:
            return
        colour, bounds = self._colour(item, is_stroked=mode == 1), self._bounds(item, matrix)
        if colour is None or bounds is None:
            return
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(item, size)
        own = times(self._matrix(item), matrix)
        mcid = raw.FPDFPageObj_GetMarkedContentID(item)
        self._runs.append(
            _Run(
                item,
                self._place(bounds),
                bounds,
                *colour,
                size.value * (own[2] ** 2 + own[3] ** 2) ** 0.5,
                self._is_bold(item),
                None if mcid < 0 else mcid,
            )
        )

    def _matrix(self, item: Any) -> Matrix:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(item, matrix)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _is_bold(self, item: Any) -> bool:
        name = ctypes.create_string_buffer(128)
        length = self._raw.FPDFFont_GetBaseFontName(self._raw.FPDFTextObj_GetFont(item), name, 128)
        return 0 < length <= 128 and any(word in name.value for word in _BOLD)

    def _place(self, bounds: tuple[float, float, float, float]) -> Box:
        """Where a rectangle of the page's own space is drawn, whatever its boxes and its rotation."""
        width, height = self._size
        if self._is_plain:
            return Box(bounds[0], height - bounds[3], bounds[2], height - bounds[1])
        thousand = 1000  # PDFium answers in whole pixels
        points = []
        for x, y in ((bounds[0], bounds[1]), (bounds[2], bounds[3])):
            across, down = ctypes.c_int(), ctypes.c_int()
            size = (int(width * thousand), int(height * thousand))
            self._raw.FPDF_PageToDevice(self._page.raw, 0, 0, *size, 0, x, y, across, down)
            points.append((across.value / thousand, down.value / thousand))
        (x1, y1), (x2, y2) = points
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


_BOLD = (b"Bold", b"bold", b"Black", b"Heavy", b"Semibold", b"Demi")


def _moved(sides: tuple[float, ...], matrix: Matrix) -> tuple[float, float, float, float]:
    if matrix == IDENTITY:
        return sides[0], sides[1], sides[2], sides[3]
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (sides[0], sides[2]) for y in (sides[1], sides[3])]
    across = [a * x + c * y + e for x, y in corners]
    down = [b * x + d * y + f for x, y in corners]
    return min(across), min(down), max(across), max(down)


def _around(boxes: list[Box]) -> Box:
    """The smallest box with whole sides around others, and a point more on each side."""
    return Box(
        max(int(min(box.left for box in boxes)) - 1, 0),
        max(int(min(box.top for box in boxes)) - 1, 0),
        int(max(box.right for box in boxes)) + 2,
        int(max(box.bottom for box in boxes)) + 2,
    )


def _extremes(picture: Image, box: Box) -> tuple[tuple[float, Pixel], ...]:
    """The darkest and the lightest colour that a box may have, or the one that it has."""
    ranges: Any = picture.crop(_inside(box.scaled(_SMALL), picture)).getextrema()
    low, high = (tuple(part[at] for part in ranges) for at in (0, 1))
    if all(most - least <= _EVEN for least, most in ranges):
        return ((1.0, _middle(low, high)),)
    return ((0.5, (low[0], low[1], low[2])), (0.5, (high[0], high[1], high[2])))


def _middle(low: tuple[int, ...], high: tuple[int, ...]) -> Pixel:
    red, green, blue = ((first + last) // 2 for first, last in zip(low, high, strict=True))
    return red, green, blue


def _under(letters: Image, ground: Image, box: Box) -> tuple[tuple[float, Pixel], ...]:
    """The colours under letters and right beside them, each with its share."""
    from PIL import ImageFilter

    area = _inside(box.scaled(_LARGE, around=1), ground)
    is_ink = (
        letters.crop(area).point(lambda level: 255 if level < 128 else 0).filter(ImageFilter.MaxFilter(3))
    )
    found = ground.crop(area).convert("RGBA")
    found.putalpha(is_ink)
    colours: Any = found.getcolors(found.width * found.height)
    counted = [(count, colour[:3]) for count, colour in colours if colour[3]]
    whole = sum(count for count, _ in counted) or 1
    return tuple((count / whole, colour) for count, colour in sorted(counted, reverse=True))


def _inside(area: tuple[int, int, int, int], picture: Image) -> tuple[int, int, int, int]:
    """The part of an area that is on the picture, a pixel at least."""
    left, top = min(max(area[0], 0), picture.width - 1), min(max(area[1], 0), picture.height - 1)
    return left, top, min(max(area[2], left + 1), picture.width), min(max(area[3], top + 1), picture.height)
