"""Formulas as trees: what is written, whatever it is drawn with and said in.

After The TeXbook, chapter 17 and appendix G: a formula is a row of atoms, each of a kind that says how much
blank stands between it and its neighbours. ``name`` is the key of the word for a sign, empty where it has
none of its own.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct


class Kind(Enum):
    """What a sign does in its row."""

    ORDINARY = 0
    LARGE = 1
    BINARY = 2
    RELATION = 3
    OPENING = 4
    CLOSING = 5
    PUNCTUATION = 6
    INNER = 7


class Variant(Enum):
    """How letters are shaped; the values are those of MathML's ``mathvariant``."""

    ITALIC = "italic"
    UPRIGHT = "normal"
    BOLD = "bold"
    BOLD_ITALIC = "bold-italic"
    DOUBLE_STRUCK = "double-struck"
    SCRIPT = "script"
    FRAKTUR = "fraktur"
    SANS = "sans-serif"
    MONO = "monospace"


class Sign(Struct, frozen=True):
    """One sign or letter; ``limits`` tells that what is below and above it stands there in a display."""

    text: str
    kind: Kind = Kind.ORDINARY
    variant: Variant = Variant.UPRIGHT
    name: str = ""
    limits: bool = False


class Number(Struct, frozen=True):
    """Digits with their decimal sign."""

    text: str


class Words(Struct, frozen=True):
    """Upright letters: the name of a function (``name`` is the key of its word), or text."""

    text: str
    kind: Kind = Kind.ORDINARY
    name: str = ""
    limits: bool = False


class Blank(Struct, frozen=True):
    """A blank of so many ems; may be negative."""

    width: float


class Row(Struct, frozen=True):
    """What stands beside each other."""

    items: tuple[Item, ...]


class Scripts(Struct, frozen=True):
    """A base with what stands below and above it at its right; over and under it for one with limits."""

    base: Item
    below: Item | None
    above: Item | None


class Fraction(Struct, frozen=True):
    """Something over something; without ``bar`` a binomial, which ``Fence`` has in brackets.

    ``display`` is None where the size follows from the place.
    """

    top: Item
    bottom: Item
    bar: bool = True
    display: bool | None = None


class Root(Struct, frozen=True):
    """A root; ``index`` is None for a square root."""

    inside: Item
    index: Item | None


class Fence(Struct, frozen=True):
    """What stands between two signs that grow with it; an empty one is not drawn."""

    opening: str
    closing: str
    inside: Item


class Marked(Struct, frozen=True):
    """Something with a sign over it, or under it; the sign is as wide where it ``stretches``."""

    inside: Item
    mark: str
    name: str
    stretches: bool = False
    under: bool = False


class Stacked(Struct, frozen=True):
    """Something with something smaller over or under it, None where there is nothing."""

    base: Item
    under: Item | None
    over: Item | None
    name: str = ""


class Grid(Struct, frozen=True):
    """Rows of cells: a matrix (``name`` says of which kind), cases, or lines that are aligned."""

    rows: tuple[tuple[Item, ...], ...]
    name: str
    aligned: bool = False
    left: bool = False


Item: TypeAlias = (
    Sign | Number | Words | Blank | Row | Scripts | Fraction | Root | Fence | Marked | Stacked | Grid
)


def is_blank(item: Item) -> bool:
    """Whether nothing is seen of an item."""
    match item:
        case Blank():
            return True
        case Words(text):
            return not text.strip()
        case Row(items):
            return all(map(is_blank, items))
        case Fence("", "", inside):
            return is_blank(inside)
        case Grid(rows):
            return all(is_blank(cell) for row in rows for cell in row)
        case Scripts(base, below, above):
            return all(part is None or is_blank(part) for part in (base, below, above))
        case _:
            return False
