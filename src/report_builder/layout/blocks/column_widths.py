"""How wide the columns of a table are: only those that are too wide for their room give way.

Lengths are points. The rooms that columns need are lists of the same length, a number for each column.
"""

from __future__ import annotations

from collections.abc import Sequence

_EXACT = 0.01
"""How exact the widths of columns are."""


def shared(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """The widths of columns that have room for their longest words, ``least``, and would like ``most``.

    After CSS 2.1, 17.5.2.2: a column gets what its longest word needs, and a part of what is left after the
    length of its longest cell. Dates, figures and short names stay on one line: columns of long text make
    way for them.
    """
    if sum(most) <= room:
        extra = room - sum(most)
        return [width + extra * width / sum(most) for width in most]
    level = _level(least, most, room)
    low = [top if top <= level else word for word, top in zip(least, most, strict=True)]
    wish = [top - width for width, top in zip(low, most, strict=True)]
    extra = (room - sum(low)) / sum(wish)
    return [width + extra * more for width, more in zip(low, wish, strict=True)]


def given_way(numbers: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The widths of columns that need ``least`` where there is less ``room``: only the widest give way.

    None becomes narrower than its ``numbers``, unless these alone are too wide; then all give way to them.
    """
    if sum(numbers) >= room:
        return [width * room / sum(numbers) for width in numbers]
    level = _level(numbers, least, room)
    return [_filled(*column, level) for column in zip(numbers, least, strict=True)]


def _level(low: Sequence[float], high: Sequence[float], room: float) -> float:
    """How wide columns become at most, where each has ``low``, and what is left is poured over the narrowest.

    None takes more than its ``high``; all together have no more than ``room``.
    """
    columns = list(zip(low, high, strict=True))
    bottom, top = 0.0, max(high)
    while top - bottom > _EXACT:
        middle = (bottom + top) / 2
        fits = sum(_filled(*column, middle) for column in columns) <= room
        bottom, top = (middle, top) if fits else (bottom, middle)
    return bottom


def _filled(low: float, high: float, level: float) -> float:
    return max(low, min(high, level))
