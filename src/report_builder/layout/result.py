"""What layout hands to finish."""

from __future__ import annotations

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


class Bookmark(Struct, frozen=True):
    """An outline entry; ``level`` counts from 1."""

    title: str
    level: int
    target: str


class PageLabels(Struct, frozen=True):
    """From page index ``first`` on, pages are numbered in ``style`` (``r`` roman, ``D`` arabic)."""

    first: int
    style: str
    start: int

    def label(self, index: int) -> str:
        """Give the number that is printed on the page ``index``, which is not before ``first``."""
        number = self.start + index - self.first
        return roman(number) if self.style == "r" else str(number)


class LaidOut(Struct, frozen=True):
    """The painted pages, and all that finish needs to know of them.

    ``pdf`` has marked content but no structure tree yet. ``structure`` is the Document element.
    ``anchors`` has a place for each id that is a target of a link, a bookmark or a reference.
    ``marks`` is the number of marks on each page. ``elements`` of the tree that own an anchor stand
    in ``anchored``, so that links can lead to structure as well as to a place. ``origins`` has the
    element of every block, by the id of the block.
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
