"""Drawings in a line of text: each is a sign of a face that has nothing else, and is painted as shapes.

So lines are composed of words and drawings alike. The signs are private characters, which nobody gets to
read: what is drawn is told by the words of its element.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from report_builder.graphics.scene import Scene
from report_builder.layout.compose.words import Piece, Word
from report_builder.sources.characters import MAY_BREAK

if TYPE_CHECKING:
    from report_builder.layout.pictures import Picture

_FIRST = 0xE000


class BlankGlyph(NamedTuple):
    """The blank of a font: the resource of the font, a size, and how wide the blank is in it, in points."""

    font: str
    size: float
    width: float


class Copied(NamedTuple):
    """What is found and copied of a drawing: text that nobody sees, on a blank as wide as the drawing."""

    text: str
    blank: BlankGlyph


class Drawn(Struct, frozen=True):
    """A drawing in a line: it takes ``width`` of it, and reaches ``above`` and ``below`` the baseline.

    A scene has a ``margin`` on all sides, a picture none; where nothing is shown it is room alone. Lengths
    are points.
    """

    shown: Scene | Picture | None
    width: float
    above: float
    below: float
    margin: float = 0.0
    copied: Copied | None = None


class DrawnFace:
    """The face of some drawings of one size, with the methods of a :class:`~.fonts.Face`."""

    def __init__(self, drawings: Sequence[Drawn], size: float) -> None:
        self.drawings = {chr(_FIRST + index): drawing for index, drawing in enumerate(drawings)}
        self._widths = {sign: drawing.width * 1000.0 / size for sign, drawing in self.drawings.items()}
        self.glyphs = {ord(sign): 0 for sign in self.drawings}
        self.fallbacks: tuple[DrawnFace, ...] = ()
        self.space = 0.0
        self.font = self.name = ""

    @property
    def text(self) -> str:
        """The signs of all drawings, between which a line may end."""
        return MAY_BREAK.join(self.drawings)

    def letters(self, text: str) -> tuple[Sequence[str], Sequence[float]]:
        """The signs and their advances, in thousandths of the size."""
        return text, self.advances(text)

    def advances(self, text: str) -> Sequence[float]:
        """The advances of signs, in thousandths of the size."""
        return [self._widths.get(sign, 0.0) for sign in text]

    def blank_in(self, _font: str) -> str:
        """No blank is one of theirs."""
        return ""

    def word(self, text: str) -> Word:
        """Some signs as a word."""
        width = sum(self.advances(text))
        return Word(width, (Piece(self.font, text, width, len(text)),), "")


def drawn_in(face: object, body: str) -> list[Drawn]:
    """The drawings that a segment of a line has; none where it is text."""
    return (
        [face.drawings[sign] for sign in body if sign in face.drawings] if isinstance(face, DrawnFace) else []
    )
