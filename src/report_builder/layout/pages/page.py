"""A page with everything in its place, ready to be painted.

Lengths are points; y counts downwards from the top of the text area.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct, field

from report_builder.graphics.scene import Scene
from report_builder.layout.blocks.rows import Opener, PlacedFrame, Row, SheetPicture
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import SheetKind


class PageKind(Enum):
    """What a page is for. A blank one stands before what begins on a side, a spread has a photograph.

    A turned one is laid out as a sheet that lies on its side.
    """

    COVER = "cover"
    COLOPHON = "colophon"
    CONTENTS = "contents"
    PLATE = "plate"
    BODY = "body"
    BLANK = "blank"
    SPREAD = "spread"
    TURNED = "turned"
    ENDPAPER = "endpaper"
    BACK = "back"

    @property
    def sheet(self) -> SheetKind | None:
        """How the page is dressed from edge to edge; None for one that has running head and folio instead."""
        return _SHEETS.get(self)


_SHEETS = {
    PageKind.COVER: SheetKind.COVER,
    PageKind.PLATE: SheetKind.PLATE,
    PageKind.ENDPAPER: SheetKind.ENDPAPER,
    PageKind.BACK: SheetKind.BACK,
}


class Half(Enum):
    """How much of a photograph stands on a page."""

    WHOLE = "whole"
    LEFT = "left"
    RIGHT = "right"


class Column(Enum):
    """Which column of a page something stands in. Footnotes stand in that of their text.

    What spans both columns of text stands in the first.
    """

    TEXT = "text"
    SECOND = "second"
    MARGIN = "margin"


class PlacedRow(Struct, frozen=True):
    """A row with its top; ``repeated`` rows are heads that stood before: decoration."""

    y: float
    row: Row
    repeated: bool = False
    column: Column = Column.TEXT


class PlacedArt(Struct, frozen=True):
    """A drawing that bleeds: its upper left corner counts from that of the sheet."""

    scene: Scene
    x: float
    y: float


class Page(Struct, frozen=True):
    """One page; ``label`` is its printed number, ``title`` that of its chapter.

    ``section`` is the title of the first section that begins on it, or else of the one that goes on.

    ``rows`` stand in the order of the source. ``frames`` stand behind all of them. ``notes_rules`` are where
    the rules above its ``notes`` stand, one in each column that has some.
    ``taken`` has the parts of a cover, from and to, counted from the sheet's upper edge, that its text takes
    from what is drawn on it. ``facing`` is the stage of the opener that a plate leads to. ``picture`` stands
    behind all of it, whole or its ``half``.
    """

    kind: PageKind
    label: str = ""
    rows: list[PlacedRow] = field(default_factory=list)
    margin: list[PlacedRow] = field(default_factory=list)
    notes: list[PlacedRow] = field(default_factory=list)
    frames: list[tuple[Column, PlacedFrame]] = field(default_factory=list)
    notes_rules: list[tuple[Column, float]] = field(default_factory=list)
    opener: Opener | None = None
    title: str = ""
    section: str = ""
    taken: tuple[tuple[float, float], ...] = ()
    facing: float | None = None
    picture: SheetPicture | None = None
    half: Half = Half.WHOLE

    def geometry(self, upright: PageGeometry) -> PageGeometry:
        """The sheet that the page is laid out on, from that of ``upright`` ones."""
        return upright.turned if self.kind is PageKind.TURNED else upright

    def anchors(self) -> list[str]:
        """Every anchor on the page."""
        return [
            anchor
            for placed in (*self.rows, *self.margin, *self.notes)
            if not placed.repeated
            for anchor in placed.row.anchors
        ]


def column_lefts(page: PageGeometry, *, recto: bool) -> dict[Column, float]:
    """Where each column begins on a sheet; that of the margin is the outer one."""
    if recto:
        beside = page.inner + page.text_width + page.gutter
        return {Column.TEXT: page.inner, Column.SECOND: page.inner + page.second, Column.MARGIN: beside}
    outer = page.width - page.inner
    left = outer - page.full_width
    text = left if page.two_columns else outer - page.text_width
    return {Column.TEXT: text, Column.SECOND: left + page.second, Column.MARGIN: left}
