"""Roman numerals: of front pages, of page labels, and before headings."""

from __future__ import annotations

_STEPS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """Write a number from 1 to 3999 in small letters: iv; nothing for 0."""
    text = ""
    for value, letters in _STEPS:
        count, number = divmod(number, value)
        text += letters * count
    return text
