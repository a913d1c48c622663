"""A word as a face sets it."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

SHAPED = "C"
"""How the names of fonts of shaped text begin in a document's pages: two bytes stand for each sign."""


class Piece(NamedTuple):
    """A part of a word in one font resource.

    ``body`` goes between ``[(`` and ``)]TJ``; ``width`` is in thousandths of the font size, ``length``
    counts characters.
    """

    font: str
    body: str
    width: float
    length: int


class Word(Struct, frozen=True):
    """A word as one face sets it: total width in thousandths, parts, and characters no face has."""

    width: float
    pieces: tuple[Piece, ...]
    missing: str


def is_shaped(font: str) -> bool:
    """Tell whether a font resource is one of shaped text, with two bytes for each sign."""
    return font.startswith(f"/{SHAPED}")


def widened(body: str, stretch: float, size: float) -> str:
    """``body`` with each blank ``stretch`` points wider: word spacing is for fonts of one byte (9.3.3)."""
    return body.replace(" ", f" ){round(-stretch * 1000 / size)}(")
