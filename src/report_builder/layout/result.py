"""What layout hands to finish."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct, field

from report_builder.model.roman import roman
from report_builder.model.tags import Element

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


class Place(Struct, frozen=True):
    """A point on a page: the page's index from 0, and x and y in points from its lower left corner."""

    page: int
    x: float
    y: float


class PlacedLink(Struct, frozen=True):
    """A link annotation to be made.

    ``rect`` is the box around it, ``parts`` has those of its lines where there are several. ``target`` is a
    key of ``LaidOut.anchors`` for an internal link, ``uri`` the address of an external one; exactly one of
    them is set. ``contents`` describes the link in words (PDF/UA-1, 7.18.5). The owning element has the
    matching ``LinkMark``.
    """

    page: int
    rect: Box
    target: str | None
    uri: str | None
    contents: str
    parts: tuple[Box, ...] = ()


class FieldKind(Enum):
    """What a reader does with a field of the form."""

    TEXT = "text"
    """Writes into it, in lines."""
    CHECK = "check"
    """Ticks it, and any other with it."""
    RADIO = "radio"
    """Chooses it, and none of the others that have the same name."""


class Field(Struct, frozen=True):
    """A field of the form. Fields with the same ``name`` are one question with several answers.

    ``said`` is what a listener is told of it, ``asked`` of all with its name. ``value`` is what the choice of
    a radio button is called in the file, in ASCII letters and digits. While nothing is written in it, lines
    are seen that are ``ruled`` so many points apart, the last at its lower edge; none where that is 0.
    """

    kind: FieldKind
    name: str
    said: str
    asked: str = ""
    value: str = ""
    ruled: float = 0.0


class PlacedField(Struct, frozen=True):
    """A field with its page, from 0, and its place on it. Its element has the matching ``FieldMark``."""

    page: int
    rect: Box
    field: Field


class Typing(Struct, frozen=True):
    """How what readers type is set: a font that is embedded for it, and its colour.

    ``font`` is a TrueType file with the characters of WinAnsiEncoding (ISO 32000-1, annex D), ``name`` what
    it is called; ``widths`` are those of the codes from 32 to 255, in thousandths of the size, as all of
    ``box``, ``ascent``, ``descent`` and ``capitals``. ``colour`` is written as an operator; ``rule`` is that
    of the lines of a field, which are ``rule_width`` points thick.
    """

    name: str
    font: bytes
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int
    colour: str
    rule: str
    rule_width: float


class Bookmark(Struct, frozen=True):
    """An outline entry; ``level`` counts from 1."""

    title: str
    level: int
    target: str


class PageLabels(Struct, frozen=True):
    """From page index ``first`` on, pages are numbered in ``style``: ``r`` roman, ``D`` arabic, or not."""

    first: int
    style: str
    start: int

    def label(self, index: int) -> str:
        """Give the number that is printed on the page ``index``, which is not before ``first``."""
        number = self.start + index - self.first
        if not self.style:
            return ""
        return roman(number) if self.style == "r" else str(number)


class Reason(Enum):
    """Why a page weighs something."""

    EMPTY = "empty"
    SHORT_END = "short-end"
    FACING = "facing"
    HEADING = "heading"
    BOX = "box"
    TABLE = "table"
    PARTED = "parted"
    REST = "rest"
    MOVED = "moved"


Weights: TypeAlias = tuple[tuple[Reason, float], ...]


class Weighed(Struct, frozen=True):
    """A page of the body: its printed number, its chapter, its share that is filled, and what it weighs.

    ``is_last`` tells that the chapter ends there.
    """

    label: str
    chapter: str
    fill: float
    weights: Weights
    is_last: bool

    @property
    def total(self) -> float:
        """All that the page weighs."""
        return sum((weight for _, weight in self.weights), 0.0)


class LaidOut(Struct, frozen=True):
    """The painted pages, and all that finish needs to know of them.

    ``pdf`` has marked content but no structure tree yet. ``structure`` is the Document element.
    ``anchors`` has a place for each id that is a target of a link, a bookmark or a reference.
    ``marks`` is the number of marks on each page. ``elements`` of the tree that own an anchor stand
    in ``anchored``, so that links can lead to structure as well as to a place. ``origins`` has the
    element of every block, by the id of the block. ``typing`` is there where ``fields`` are. The last
    ``closing`` pages are those of the cover behind the text. ``edges`` has the operators of what reaches
    the edge of each page, and ``weighed`` what each page of the body weighs, where that was asked for.
    """

    pdf: bytes
    page_count: int
    structure: Element
    marks: tuple[int, ...]
    links: tuple[PlacedLink, ...]
    anchors: dict[str, Place]
    anchored: dict[str, Element]
    bookmarks: tuple[Bookmark, ...]
    page_labels: tuple[PageLabels, ...]
    origins: dict[str, Element] = field(default_factory=dict)
    fields: tuple[PlacedField, ...] = ()
    typing: Typing | None = None
    closing: int = 0
    edges: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()
