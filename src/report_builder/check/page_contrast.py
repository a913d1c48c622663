"""Contrast as a reader sees it on the finished page (WCAG 2.1, 1.4.3 and 1.4.11).

Text is compared with what is really behind it, and so are the lines and areas of drawings in files of ours:
there what says nothing, as the track of a bar, is marked as decoration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.check.seen import Pages, Seen
from report_builder.check.seen_shapes import Pixel, SeenShape
from report_builder.diagnostics import Diagnostic, Severity, SourceSpan
from report_builder.language.message import Announce, Value, hinted, say, silent
from report_builder.theme.contrast import LARGE, TEXT, contrast, is_large
from report_builder.theme.model import Colour

CODE = "RB-PDF-CONTRAST"
_SHOWN = 60
"""So many characters of faint words are told."""
_LOST = 0.04
"""How much of a run's letters may meet a ground that is too weak, before it cannot be read as it should."""
_PLAIN = 40
"""Colours that differ by no more than this, of 255, have no line between them that would hide a letter."""
_LOST_OF_SHAPES = 0.1
"""How much of a line or an area may meet a ground that is too weak."""
_ROUNDING = 0.02
"""What the whole numbers of pixels may take from a ratio that holds exactly."""


class Faint(Struct, frozen=True):
    """Words that are too weak on their ground: the contrast that they have, and that they must have.

    ``page`` counts from 0; ``mcid`` is that of the first of them, None for what is marked as artifact.
    ``drawn`` tells that it is a line or an area of a drawing, of which ``words`` are the alternative text.
    """

    page: int
    mcid: int | None
    words: str
    ratio: float
    required: float
    drawn: bool = False


Drawings: TypeAlias = Mapping[int, Mapping[int, str]]
"""The alternative texts of drawings, by the index of their page and their marked-content id on it."""


def faint_words(pdf: bytes, announce: Announce = silent) -> Iterator[Faint]:
    """Find the words of a file that its readers cannot make out, page by page.

    ``announce`` is told how far the looking is. Raises RuntimeError for a file that cannot be drawn.
    """
    with Pages(pdf) as pages:
        count = len(pages)
        for index in range(count):
            announce(say("check.at-page", page=index + 1, pages=count))
            yield from _joined(_faint(seen, index) for seen in pages.seen(index, _may_be_faint))


def faint_drawings(pdf: bytes, drawings: Drawings) -> Iterator[Faint]:
    """Find those of ``drawings`` that have a line or an area which readers cannot make out, each once.

    Raises RuntimeError for a file that cannot be drawn.
    """
    if drawings:
        with Pages(pdf) as pages:
            for index, names in sorted(drawings.items()):
                yield from _faint_shapes(pages.shapes(index, names.keys()), names, index)


def told(faint: Faint, severity: Severity = Severity.ERROR, span: SourceSpan | None = None) -> Diagnostic:
    """Tell of words that are too faint; ``span`` is where their source is known."""
    shown: dict[str, Value] = {
        "page": faint.page + 1,
        "words": faint.words if len(faint.words) <= _SHOWN else f"{faint.words[:_SHOWN]}…",
        # Cut, not rounded: 4.49 must not read as 4.5.
        "ratio": int(faint.ratio * 100) / 100,
        "required": faint.required,
    }
    said = hinted("check.faint-drawing", **shown) if faint.drawn else hinted("check.faint", **shown)
    return Diagnostic(CODE, *said, span, severity)


def _may_be_faint(seen: Seen) -> bool:
    """Tell whether a run may be too weak somewhere on a ground of which two colours are known.

    Thin lines are mixed with what is around them where a page is drawn small: a ground of many colours is not
    judged by these.
    """
    (_, dark), (_, light) = seen.grounds
    if any(high - low > _PLAIN for low, high in zip(dark, light, strict=True)):
        return True
    return any(_ratio(seen, ground) < _required(seen) for ground in (dark, light))


def _faint(seen: Seen, index: int) -> Faint | None:
    required = _required(seen)
    ratios = sorted((_ratio(seen, colour), share) for share, colour in seen.grounds)
    weak = sum(share for ratio, share in ratios if ratio + _ROUNDING < required)
    if weak <= _LOST:
        return None
    words = seen.words()
    return Faint(index, seen.mcid, words, ratios[0][0], required) if any(map(str.isalnum, words)) else None


def _faint_shapes(shapes: Iterable[SeenShape], names: Mapping[int, str], index: int) -> Iterator[Faint]:
    """Tell of each drawing once, with the weakest of its lines and areas."""
    weakest: dict[int, float] = {}
    for shape in shapes:
        # An area may be as its ground is, if it has an edge that is seen.
        ratios = [_lasting(paint, shape.grounds) for paint in shape.paints]
        if max(ratios) + _ROUNDING < LARGE:
            weakest[shape.mcid] = min(max(ratios), weakest.get(shape.mcid, LARGE))
    for mcid, ratio in weakest.items():
        yield Faint(index, mcid, names[mcid], ratio, LARGE, drawn=True)


def _lasting(paint: tuple[Pixel, float], grounds: Iterable[tuple[float, Pixel]]) -> float:
    """The contrast that a line or an area has with its ground, but for a small share of it."""
    lost = 0.0
    for ratio, share in sorted((_contrast(*paint, ground), share) for share, ground in grounds):
        lost += share
        if lost > _LOST_OF_SHAPES:
            return ratio
    return LARGE


def _required(seen: Seen) -> float:
    return LARGE if is_large(seen.size, seen.bold) else TEXT


def _ratio(seen: Seen, ground: Pixel) -> float:
    """The contrast of a run with a ground that its letters may let through."""
    return _contrast(seen.colour, seen.opacity, ground)


@lru_cache(1 << 16)
def _contrast(ink: Pixel, opacity: float, ground: Pixel) -> float:
    mixed = (opacity * own + (1 - opacity) * behind for own, behind in zip(ink, ground, strict=True))
    return contrast(Colour("", *(part / 255 for part in mixed)), Colour("", *(part / 255 for part in ground)))


def _joined(found: Iterator[Faint | None]) -> Iterator[Faint]:
    """Join runs that follow each other and have the same fault: a line, a paragraph."""
    last: Faint | None = None
    for one in found:
        if one is None:
            continue
        if last and (one.required, round(one.ratio, 1)) == (last.required, round(last.ratio, 1)):
            last = replace(last, words=f"{last.words} {one.words}", ratio=min(last.ratio, one.ratio))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
