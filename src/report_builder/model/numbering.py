"""How the items of a list are counted: 1. 2. 3., a) b) c), (i) (ii) (iii)."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Counting(Enum):
    """What items are counted with, by the name that tags have for it (ISO 32000-1, table 347)."""

    DECIMAL = "Decimal"
    LOWER_ALPHA = "LowerAlpha"
    UPPER_ALPHA = "UpperAlpha"
    LOWER_ROMAN = "LowerRoman"
    UPPER_ROMAN = "UpperRoman"


class Numbering(Struct, frozen=True):
    """What items are counted with, and what stands ``before`` and ``after`` each number."""

    counting: Counting = Counting.DECIMAL
    before: str = ""
    after: str = "."

    def label(self, number: int) -> str:
        """The label of item ``number``, counted from 1."""
        return f"{self.before}{written(number, self.counting)}{self.after}"


NUMBERS = Numbering()
"""1. 2. 3."""
BRACKETED = Numbering(after=")")
"""1) 2) 3)"""


def written(number: int, counting: Counting) -> str:
    """Write a number as it is counted; letters go to 26."""
    match counting:
        case Counting.DECIMAL:
            return str(number)
        case Counting.LOWER_ALPHA | Counting.UPPER_ALPHA:
            word = chr(ord("a") + number - 1)
        case _:
            word = ""
            for value, sign in _ROMAN:
                times, number = divmod(number, value)
                word += sign * times
    return word.upper() if counting in {Counting.UPPER_ALPHA, Counting.UPPER_ROMAN} else word
