"""The tag tree: what a screen reader reads, in reading order.

Layout creates the elements while it walks the model, so their order is the order of the content and
not of the paint. Paint adds the marks. Finish writes the tree into the file.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field


class Mark(Struct, frozen=True):
    """A marked-content sequence: the page's index from 0, and the MCID on it."""

    page: int
    mcid: int


class LinkMark(Struct, frozen=True):
    """The annotation (an index into ``LaidOut.links``) that an element owns."""

    link: int


class FieldMark(Struct, frozen=True):
    """The form field (an index into ``LaidOut.fields``) that an element owns."""

    field: int


class Element(Struct, eq=False):
    """A structure element (ISO 32000-1, 14.7.2).

    ``role`` is a standard type of 14.8.4 or a key of :data:`ROLE_MAP`. ``kids`` are child elements,
    marks and owned annotations, in reading order. ``attributes`` are those that PDF/UA asks for:
    Scope, ListNumbering, BBox, ColSpan, RowSpan, Placement; BBox is four points from the page's
    lower left corner. BaselineShift, TextDecorationType and BackgroundColor are those of words that are set
    beside the others. Role, checked and Desc are those of a field that is filled in on paper (14.8.5.6).
    ``id`` is written as /ID (Note), ``headers`` are the heads of a cell, written as /Headers.
    ``actual_text`` is the text that stands for what is painted, ``expansion`` (/E) what an abbreviation
    stands for.
    """

    role: str
    kids: list[Kid] = field(default_factory=list)
    alt: str | None = None
    language: str | None = None
    title: str | None = None
    id: str | None = None
    headers: tuple[Element, ...] = ()
    actual_text: str | None = None
    expansion: str | None = None
    attributes: dict[str, str | float | tuple[float, ...]] | None = None

    def add(self, child: Element) -> Element:
        """Append ``child`` and return it."""
        self.kids.append(child)
        return child


Kid: TypeAlias = Element | Mark | LinkMark | FieldMark

ROLE_MAP: dict[str, str] = {
    "Strong": "Span",
    "Em": "Span",
    "Aside": "Div",
    "Title": "P",
    "Lead": "P",
}
"""Roles that PDF 1.7 does not know, and the standard types they stand for (14.8.4.1)."""
