"""Text before and after it is composed: runs in one look, and lines of font bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from report_builder.diagnostics import SourceSpan
from report_builder.language.writing import is_hanging, is_leftward
from report_builder.layout.compose.words import Word

if TYPE_CHECKING:
    from report_builder.layout.compose.drawn import DrawnFace
    from report_builder.layout.compose.fonts import Face
    from report_builder.layout.compose.leftward import LeftwardFace
    from report_builder.layout.compose.local_forms import LocalFace

    AnyFace: TypeAlias = Face | LeftwardFace | LocalFace | DrawnFace


class Marking(Struct, frozen=True):
    """What is drawn with the words: a ground behind them, a frame around them, a line through or below them.

    Colours are operators.
    """

    ground: str = ""
    frame: str = ""
    struck: bool = False
    inserted: bool = False


class Look(Struct, frozen=True, eq=False):
    """How a run is set. ``colour`` is a fill operator; lengths in points; one object per combination.

    ``literal`` is code: no sign is added to it. ``level`` is that of the bidirectional algorithm: odd from
    right to left.
    """

    face: AnyFace
    size: float
    colour: str
    language: str
    hyphenate: bool
    tracking: float = 0.0
    rise: float = 0.0
    underline: bool = False
    literal: bool = False
    marking: Marking | None = None
    level: int = 0
    space: float = 0.0
    """The width of a blank in points; it follows from the rest."""

    def __post_init__(self) -> None:
        force_setattr(self, "space", self.face.space * self.size / 1000.0 + self.tracking)

    def width(self, word: Word) -> float:
        """The width of a word in points."""
        return self.scaled(word.width, sum(piece.length for piece in word.pieces))

    def scaled(self, width: float, length: int) -> float:
        """The width in points of ``length`` characters that take ``width`` thousandths of the size."""
        return width * self.size / 1000.0 + self.tracking * length

    def in_points(self, advances: Iterable[float]) -> list[float]:
        """Kerned advances of characters, given in thousandths of the size."""
        scale, tracking = self.size / 1000.0, self.tracking
        return [advance * scale + tracking for advance in advances]


class Owner:
    """Who owns a run of text in the tag tree; layout's paint knows what to do with it."""

    __slots__ = ()


class Run(Struct, frozen=True):
    """Text in one look that belongs to one structure element (``owner``). A newline breaks the line.

    ``page_of`` names the block whose page number the text is, where it is one. ``ending`` is the look of a
    blank of it that ends a line, where that is another one.
    """

    text: str
    look: Look
    owner: Owner
    span: SourceSpan | None = None
    page_of: str = ""
    ending: Look | None = None


class Segment(NamedTuple):
    """A stretch of a line in one look, one font resource and one owner; ``width`` in points.

    ``joins`` is the hyphen of a divided word: it is drawn, and is no part of the word.
    """

    look: Look
    owner: Owner
    font: str
    body: str
    width: float
    joins: bool = False


class Filling(Struct, frozen=True):
    """How lines fill their column: the first one set in by ``indent`` points, and ``justified`` or ragged.

    ``leftward`` lines run from right to left; ``hanging`` ones are in Nastaliq.
    """

    indent: float = 0.0
    justified: bool = False
    leftward: bool = False
    hanging: bool = False


RAGGED = Filling()
"""Lines that all begin at the left, and end where their words do."""


def directed(filling: Filling, language: str, runs: Sequence[Run]) -> Filling:
    """``filling`` in the direction of a language; code runs from left to right in all of them."""
    leftward = is_leftward(language) and not any(run.look.literal for run in runs[:1])
    return replace(filling, leftward=True, hanging=is_hanging(language)) if leftward else filling


class Line(Struct, eq=False):
    """A line ready to be painted; ``width`` in points, without the blank that ends it.

    ``indent`` is how far it is set in, and ``stretch`` how much wider each blank is set than its own width:
    less than 0 where narrower. It can be filled anew when a page number in it becomes known. ``order`` has
    the indices of its segments from left to right, where that is not how they are read; a ``leftward`` line
    is read from its right end.
    """

    segments: tuple[Segment, ...]
    width: float
    indent: float = 0.0
    stretch: float = 0.0
    order: tuple[int, ...] = ()
    leftward: bool = False
