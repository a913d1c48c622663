"""The timeline: an axis with a mark for each entry, dates before it, events behind it.

The caller sets the text, in as many lines as it takes; the drawing says where its columns stand and
draws the axis beside each entry, so that entries can follow each other over pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from report_builder.graphics.curves import disc
from report_builder.graphics.lettering import rounded
from report_builder.graphics.scene import Line, Scene, Shape

_AXIS_WIDTH = 0.75
_MARK = 2.6
_STRESSED = 3.4
_CLEAR = 2.4
"""The blank between a mark and the axis."""
_DATE_GAP = 12.0
_TEXT_GAP = 16.0
_DATE_SHARE = 0.3
"""The largest share of the width that the dates take."""


class Position(Enum):
    """Where an entry stands; the axis begins at the first mark and ends at the last."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    ONLY = "only"


class Columns(Struct, frozen=True):
    """Where the columns of a timeline stand: dates from 0 to ``date_width``, then the axis, then text."""

    date_width: float
    axis: float
    text: float
    text_width: float


def timeline_columns(width: float, date_widths: Sequence[float]) -> Columns:
    """Give the columns of a timeline ``width`` points wide.

    The widest of ``date_widths``, of dates set on one line, has room where it takes no more than three
    tenths of the width; longer dates wrap.
    """
    date_width = min(max(date_widths, default=0.0), _DATE_SHARE * width)
    axis = date_width + _DATE_GAP + _STRESSED
    text = axis + _STRESSED + _TEXT_GAP
    return Columns(date_width, rounded(axis), rounded(text), width - rounded(text))


def draw_entry(height: float, middle: float, position: Position, *, stressed: bool) -> Scene:
    """Draw the axis beside one entry, ``height`` points high, with its mark at ``middle``.

    ``middle`` is the middle of the first line's small letters. ``stressed`` entries have a filled mark.
    The axis stands in the middle of the scene.
    """
    x = rounded(_STRESSED + _AXIS_WIDTH)
    radius = _STRESSED if stressed else _MARK
    shapes: list[Shape] = []
    above, below = middle - radius - _CLEAR, middle + radius + _CLEAR
    if position in (Position.MIDDLE, Position.LAST) and above > 0:
        shapes.append(Line(x, 0.0, x, rounded(above), "rule", _AXIS_WIDTH))
    if position in (Position.MIDDLE, Position.FIRST) and below < height:
        shapes.append(Line(x, rounded(below), x, rounded(height), "rule", _AXIS_WIDTH))
    if stressed:
        shapes.append(disc(x, middle, radius, "signal"))
    else:
        shapes.append(disc(x, middle, radius - 0.5, "paper", "ink", 1.0))
    return Scene(2 * x, rounded(height), tuple(shapes))
