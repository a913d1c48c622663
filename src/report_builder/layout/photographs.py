"""Photographs that go to the edges of the sheet, with a scrim under a text: the ground until all is read.

The scrim is in the pixels, so that every reader shows the same, and a printer too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.photographs import scrim_of
from report_builder.layout.blocks.rows import ImageItem, Item, Row, SceneItem, SheetPicture, TextItem
from report_builder.layout.blocks.setting import operator
from report_builder.layout.blocks.stacking import tops
from report_builder.layout.compose.runs import Look, Segment
from report_builder.layout.images import PreparedImage, as_photograph, in_bytes
from report_builder.layout.pages.page import Half, Page, PlacedRow
from report_builder.layout.pictures import pixels_on_white
from report_builder.model.report import CoverImage
from report_builder.model.tags import Element
from report_builder.theme.contrast import TEXT, contrast, cover_pairs, luminance
from report_builder.theme.model import Colour, SheetKind, Theme

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

_SPARE = 0.3
"""What the contrast must have above the least: a JPEG's colours are not quite those that went in."""
_STEPS = 20
"""The strengths that a scrim may have."""
_FADE = 110.0
"""Points in which the scrim passes into the image, above and below a text."""
_NEAR = 1.3
"""The scrim goes on to an edge of the page that is nearer than so many of these."""
_CLEAR = 14.0
"""Points around a text in which the scrim is as strong as under it."""
_LARGE = 18.0
"""Text of so many points is read on a picture that is restless (WCAG 2.2, "large scale")."""
_CLOSE = 1.0
"""Points between two lines of text that go on from each other."""
_DETAIL = 12.0
"""What differs from the mean of so many points to each side is as fine as letters and lines are."""
_PATCH = 36.0
"""How far to each side a restless part of a picture goes on that words are lost in."""
_CALM = 0.06
"""How much brighter and darker, as a share of all there is, the detail under small text is at most."""


class Span(NamedTuple):
    """The heights that text takes, in points from the sheet's upper edge; ``small`` where some of it is."""

    first: float
    last: float
    small: bool = False


class Scrim(Struct, frozen=True):
    """What lies under a text: the ``ground`` that is mixed in, and the colours of the text.

    ``below`` is what a photograph fades into at its foot, where text goes on below it; None for an edge.
    """

    ground: Colour
    texts: tuple[Colour, ...]
    below: Colour | None = None


def cover_row(builder: Builder, cover: CoverImage, element: Element, rows: Sequence[PlacedRow]) -> PlacedRow:
    """The image as what stands behind all of a cover with its text in ``rows``: a figure, or decoration."""
    theme = builder.theme
    ground = scrim_of(theme.sheets[SheetKind.COVER], theme)
    texts = tuple(pair.colour for pair in cover_pairs(theme.styles, ground))
    page = theme.page
    pixels = cut(pixels_on_white(cover.image), cover.focus, page.width / page.height)
    taken = [
        Span(
            page.top + one.y, page.top + one.y + one.row.height, min(_sizes(one.row), default=_LARGE) < _LARGE
        )
        for one in rows
    ]
    prepared = _prepared(pixels, page.width, page.height, theme.image_ppi, Scrim(ground, texts), taken)
    figure = None
    if cover.alt is not None:
        figure = element.add(Element("Figure", alt=cover.alt, attributes={"Placement": "Block"}))
    return _at_edges(theme, 0, prepared, page.height, figure)


def set_photographs(theme: Theme, dressed: Iterable[tuple[Page, Sequence[PlacedRow]]]) -> None:
    """Put the photographs of pages behind all that stands there, with what is told of them.

    Each page comes with its head and its foot.
    """
    for index, (page, around) in enumerate(dressed):
        if page.picture is not None:
            _set_photograph(theme, page, page.picture, around, index)


def _set_photograph(
    theme: Theme, page: Page, found: SheetPicture, around: Sequence[PlacedRow], index: int
) -> None:
    pixels = _seen(found, page.half, theme.page.width)
    told = [*map(PlacedRow, tops(found.told, found.told_at), found.told)]
    others = [*page.rows, *page.margin, *page.notes, *filter(_is_text, around)]
    scrim, spans = _under(theme, found, [*told, *others])
    if page.opener is None and told:
        # A caption that stands on the photograph alone has the colours that leave most to be seen of it.
        light = [PlacedRow(one.y, recoloured(one.row, theme.palette["paper"])) for one in told]
        dark = _under(theme, replace(found, scrim=theme.palette["ink"]), light)[0]
        if _most(pixels, found.height, dark, spans) <= _most(pixels, found.height, scrim, spans):
            told, scrim = light, dark
    if found.height < theme.page.height and _cuts(found.height, others, theme.page.top):
        scrim = replace(scrim, below=_ground_below(theme, page, found.height))
    prepared = _prepared(pixels, theme.page.width, found.height, theme.image_ppi, scrim, spans)
    # All of it is told where its first half is seen.
    figure = None if page.half is Half.RIGHT else found.figure
    page.rows[:0] = [_at_edges(theme, index, prepared, found.height, figure), *told]


def _cuts(height: float, standing: Iterable[PlacedRow], top: float) -> bool:
    """Whether an edge at a height would go through text: a line, or between two of one column."""
    spans = [span for placed in standing if placed.row.height and (span := _span(placed, top))]
    ends = any(height - _CLOSE < span.last <= height for span in spans)
    begins = any(height <= span.first < height + _CLOSE for span in spans)
    return (ends and begins) or any(span.first < height < span.last for span in spans)


def _ground_below(theme: Theme, page: Page, height: float) -> Colour:
    """What is seen of a page below a photograph that ends at a height."""
    kind = page.kind.sheet
    sheet = page.opener.sheet if page.opener else theme.sheets[kind] if kind else None
    if sheet is None or 0 < sheet.band <= height:
        return theme.palette["paper"]
    return sheet.ground


def _seen(found: SheetPicture, half: Half, width: float) -> Pixels:
    """What is seen of a photograph on a page: all of it, or the half that is there."""
    photograph = found.photograph
    pages = 1 if half is Half.WHOLE else 2
    pixels = cut(pixels_on_white(photograph.image), photograph.focus, pages * width / found.height)
    if half is Half.WHOLE:
        return pixels
    middle = pixels.width // 2
    left, right = (0, middle) if half is Half.LEFT else (pixels.width - middle, pixels.width)
    return pixels.crop((left, 0, max(right, left + 1), pixels.height))


def _under(theme: Theme, found: SheetPicture, standing: Iterable[PlacedRow]) -> tuple[Scrim, list[Span]]:
    """The scrim under what stands on a photograph, and the heights that its texts take."""
    over = [
        (placed.row, span)
        for placed in standing
        if (span := _span(placed, theme.page.top)) and span[0] < found.height
    ]
    return Scrim(found.scrim, tuple(colours_of(row for row, _ in over))), sorted(span for _, span in over)


def recoloured(row: Row, colour: Colour) -> Row:
    """Give a row with all of its text in one colour."""
    looks: dict[Look, Look] = {}

    def segment(one: Segment) -> Segment:
        if one.look not in looks:
            looks[one.look] = replace(one.look, colour=operator(colour))
        return one._replace(look=looks[one.look])

    def item(one: Item) -> Item:
        if not isinstance(one, TextItem):
            return one
        lines = (replace(line, segments=tuple(map(segment, line.segments))) for line in one.lines)
        return replace(one, lines=tuple(lines))

    return replace(row, items=tuple(map(item, row.items)))


def _is_text(placed: PlacedRow) -> bool:
    """Whether a row stands on the page itself: the mark of a draft brings its own ground."""
    return not any(isinstance(item, SceneItem) for item in placed.row.items)


def _span(placed: PlacedRow, top: float) -> Span | None:
    """From where to where a row has text, from the upper edge of the sheet; None where it has none."""
    sizes = _sizes(placed.row)
    if not sizes:
        return None
    y, small = top + placed.y, min(sizes) < _LARGE
    if placed.row.height:
        return Span(y, y + placed.row.height, small)
    # The lines at the head and at the foot have no height.
    return Span(y - max(sizes), y + max(sizes) / 3, small)


def _sizes(row: Row) -> list[float]:
    return [segment.look.size for segment in _segments((row,))]


def colours_of(rows: Iterable[Row]) -> Iterator[Colour]:
    """The colours of the texts of rows, each once."""
    looks = dict.fromkeys(segment.look.colour for segment in _segments(rows))
    for look in looks:
        red, green, blue = map(float, look.split()[:3])
        yield Colour("", red, green, blue)


def _segments(rows: Iterable[Row]) -> Iterator[Segment]:
    texts = (item for row in rows for item in row.items if isinstance(item, TextItem))
    return (segment for text in texts for line in text.lines for segment in line.segments)


def _at_edges(
    theme: Theme, index: int, prepared: PreparedImage, height: float, figure: Element | None
) -> PlacedRow:
    """An image as wide as the sheet, from its upper edge on, on the page with this index."""
    page = theme.page
    left = page.inner if page.is_right(index) else page.width - page.inner - page.full_width
    item = ImageItem(prepared, -left, 0.0, page.width, height, figure)
    return PlacedRow(-page.top, Row(height, (item,), wide=True))


def _prepared(
    pixels: Pixels, width: float, height: float, ppi: int, scrim: Scrim, taken: Sequence[Span]
) -> PreparedImage:
    """Make the image as small as ``ppi`` allows at ``width``, and lay the scrim where text stands.

    ``taken`` are the heights that text takes, from and to, in points from the upper edge.
    """
    most = round(width / 72 * ppi)
    if pixels.width > most:
        from PIL.Image import Resampling

        pixels = pixels.resize((most, round(most * height / width)), Resampling.LANCZOS)
    return as_photograph(_laid(pixels, height, scrim, taken))


def cut(pixels: Pixels, focus: tuple[float, float], shape: float) -> Pixels:
    """Give the largest part of the wanted shape (width to height) that has the focus near its middle."""
    width = min(pixels.width, max(1, round(pixels.height * shape)))
    height = min(pixels.height, max(1, round(pixels.width / shape)))
    left = _within(round(focus[0] * pixels.width - width / 2), pixels.width - width)
    upper = _within(round(focus[1] * pixels.height - height / 2), pixels.height - height)
    return pixels.crop((left, upper, left + width, upper + height))


def _within(place: int, last: int) -> int:
    return min(last, max(0, place))


def _laid(pixels: Pixels, height: float, scrim: Scrim, taken: Sequence[Span]) -> Pixels:
    from PIL import Image

    spans = _widened(taken, height)
    scale = pixels.height / height
    strengths = _strengths(pixels, height, scrim, spans)
    mask = Image.new("L", (1, pixels.height))
    mask.putdata([round(255 * _at(row / scale, spans, strengths)) for row in range(pixels.height)])
    ground = Image.new("RGB", pixels.size, in_bytes(scrim.ground))
    laid = Image.composite(ground, pixels, mask.resize(pixels.size))
    if scrim.below is None:
        return laid
    mask.putdata([round(255 * _risen(1 - (height - row / scale) / _FADE)) for row in range(pixels.height)])
    below = Image.new("RGB", pixels.size, in_bytes(scrim.below))
    return Image.composite(below, laid, mask.resize(pixels.size))


def _most(pixels: Pixels, height: float, scrim: Scrim, taken: Sequence[Span]) -> float:
    """The most of the ground that is mixed in anywhere."""
    return max(_strengths(pixels, height, scrim, _widened(taken, height)), default=0.0)


def _strengths(pixels: Pixels, height: float, scrim: Scrim, spans: Iterable[Span]) -> list[float]:
    """How much of the ground is mixed in where each text stands."""
    scale = pixels.height / height
    strengths = []
    for first, last, small in spans:
        upper, lower = max(0, int(first * scale)), min(pixels.height, int(last * scale) + 1)
        band = pixels.crop((0, upper, pixels.width, lower))
        strengths.append(max(_strength(band, scrim), _calming(band, scale) if small else 0.0))
    return strengths


def _widened(taken: Sequence[Span], height: float) -> list[Span]:
    """Where the scrim is as strong as under a text: around each, and on to an edge that is near."""
    return [
        Span(*_to_edges(first - _CLEAR, last + _CLEAR, height), small)
        for first, last, small in _joined(taken)
    ]


def _joined(taken: Sequence[Span]) -> list[Span]:
    """The spans of text with those made one between which the scrim would not fade."""
    joined: list[Span] = []
    for span in taken:
        if joined and span.first - joined[-1].last < 2 * _FADE:
            joined[-1] = Span(joined[-1].first, span.last, joined[-1].small or span.small)
        else:
            joined.append(span)
    return joined


def _to_edges(first: float, last: float, height: float) -> tuple[float, float]:
    """A span that goes on to an edge of the page where the scrim would hardly fade before it."""
    return 0.0 if first < _NEAR * _FADE else first, height if height - last < _NEAR * _FADE else last


def _at(y: float, spans: Sequence[Span], strengths: Sequence[float]) -> float:
    """How much of the ground there is at a height."""
    found = 0.0
    for (first, last, _), strength in zip(spans, strengths, strict=True):
        away = max(first - y, y - last, 0.0) / _FADE
        found = max(found, strength * _risen(1 - away))
    return found


def _risen(share: float) -> float:
    """How far a colour has passed into another, without an edge where it begins or ends."""
    return share * share * (3 - 2 * share) if share > 0 else 0.0


def _strength(band: Pixels, scrim: Scrim) -> float:
    """The least part of the ground that lets every text be read on the worst colours of a band."""
    low, high = zip(*(channel.getextrema() for channel in band.split()), strict=True)
    for step in range(_STEPS):
        share = step / _STEPS
        if all(_is_read(_mixed(end, scrim.ground, share), scrim) for end in (low, high)):
            return share
    return 1.0


def _calming(band: Pixels, scale: float) -> float:
    """The least part of a ground that leaves small text to be told from the detail of a band.

    Where each dot has its contrast, a picture that is as restless as letters are hides them all the same.
    ``scale`` is how many dots a point has.
    """
    from PIL import ImageChops, ImageFilter

    grey = band.convert("L")
    detail = ImageChops.difference(grey, grey.filter(ImageFilter.BoxBlur(_DETAIL * scale)))
    restless = max(detail.filter(ImageFilter.BoxBlur(_PATCH * scale)).tobytes()) / 255
    return 0.0 if restless <= _CALM else ceil((1 - _CALM / restless) * _STEPS) / _STEPS


def _is_read(colour: Colour, scrim: Scrim) -> bool:
    """Tell whether each text has its contrast with a colour that is darker, or lighter, as the ground is."""
    return all(
        (luminance(colour) < luminance(text)) == (luminance(scrim.ground) < luminance(text))
        and contrast(text, colour) >= min(TEXT + _SPARE, contrast(text, scrim.ground))
        for text in scrim.texts
    )


def _mixed(end: tuple[int, ...], ground: Colour, share: float) -> Colour:
    own = (value / 255 for value in end)
    parts = zip(own, (ground.red, ground.green, ground.blue), strict=True)
    return Colour("", *(one + (other - one) * share for one, other in parts))
