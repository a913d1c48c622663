"""Rows: the horizontal slices of which pages are built.

Lengths are points. In a row, x counts from the left edge of its column and y downwards from its top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.graphics.scene import Scene
from report_builder.layout.compose.runs import Filling, Line, Run
from report_builder.layout.result import Field
from report_builder.model.pictures import Photograph
from report_builder.model.tags import Element
from report_builder.theme.model import Colour, Sheet

if TYPE_CHECKING:
    from report_builder.layout.compose.drawn import Copied
    from report_builder.layout.pictures import Picture


class TextItem(Struct, frozen=True):
    """Lines below each other; ``baseline`` is that of the first."""

    lines: tuple[Line, ...]
    x: float
    baseline: float
    leading: float
    measure: float
    align: str = "left"


class RuleItem(Struct, frozen=True):
    """A straight line; ``colour`` names one of the palette. ``dots`` makes it a leader.

    It decorates, unless it is what is seen of ``element``: of a line to write on.
    """

    x: float
    y: float
    width: float
    thickness: float
    colour: str
    dots: bool = False
    element: Element | None = None


class ImageItem(Struct, frozen=True):
    """An image; without ``figure`` it is decoration."""

    image: Picture
    x: float
    y: float
    width: float
    height: float
    figure: Element | None


class SceneItem(Struct, frozen=True):
    """A drawing. Its labels are set by ``label_runs`` of layout; without ``figure`` it is decoration.

    ``copied`` is found and copied where the drawing stands, its baseline ``above`` points below its top.
    """

    scene: Scene
    x: float
    y: float
    figure: Element | None
    labels: tuple[TextItem, ...] = ()
    copied: Copied | None = None
    above: float = 0.0


class FieldItem(Struct, frozen=True):
    """A field of the form, which ``element`` owns. What is seen of it on paper is painted by others."""

    field: Field
    x: float
    y: float
    width: float
    height: float
    element: Element


Item: TypeAlias = TextItem | RuleItem | ImageItem | SceneItem | FieldItem


class Frame(Struct, frozen=True, eq=False):
    """What stands behind or beside all rows of one box, on each page that they reach.

    ``ground`` and ``edge``, which is ``edge_width`` wide at its left or its right, are None where there is
    none. The frame reaches ``above`` its first row and ``below`` its last one.
    """

    x: float
    width: float
    ground: Colour | None
    edge: Colour | None
    above: float
    below: float
    edge_width: float = 0.0
    edge_right: bool = False


class PlacedFrame(Struct, frozen=True):
    """A frame from ``top`` to ``bottom``."""

    frame: Frame
    top: float
    bottom: float


WHOLE = 25.0
"""What it weighs to divide a box or a table that is better not divided."""
BEFORE_BOX = 3.0
"""What it weighs to part a box from the paragraph above it."""


class Floating(Struct, eq=False):
    """A figure that may stand at the head of a page instead of where it is written.

    References to it lead to ``anchor``.
    """

    anchor: str


class Row(Struct, eq=False):
    """One slice. ``before`` and ``after`` are blank, and the larger of two neighbours counts.

    What is ``firm`` also keeps all of the blank after it above the rule of the footnotes.
    ``keep`` forbids a page break after it; where it ``yields``, pages that are chosen together may end
    there all the same, which weighs so much (see :mod:`report_builder.layout.pages.weighing`). ``notes``
    are the footnotes that it refers to, ``margin`` what stands beside it. ``repeat`` are the rows of the
    table head that are painted again when a page begins with this row, and what cells that go on have there.
    ``wide`` rows take all columns.
    ``on_grid`` rows begin on the grid.
    ``heads`` is part of the heading of a section; ``section`` is the title of the one that begins with it,
    for the running head. ``spread`` is what has a page of its own there, or two that face each other: text
    goes on until its page is full. So it does for rows that are ``turned``: they stand on sheets that lie.
    Rows of one figure that may stand elsewhere have the same ``floating``.
    ``frames`` are those around it, from the outermost to the innermost.
    """

    height: float
    items: tuple[Item, ...] = ()
    before: float = 0.0
    after: float = 0.0
    firm: bool = False
    keep: bool = False
    yields: float = 0.0
    notes: tuple[NoteRows, ...] = ()
    margin: tuple[MarginBlock, ...] = ()
    frames: tuple[Frame, ...] = ()
    repeat: tuple[Row, ...] = ()
    new_page: bool = False
    opener: Opener | None = None
    heads: bool = False
    spread: SheetPicture | None = None
    turned: tuple[Row, ...] = ()
    section: str = ""
    floating: Floating | None = None
    wide: bool = False
    on_grid: bool = True
    anchors: tuple[str, ...] = ()
    span: SourceSpan | None = None


def footnotes(row: Row) -> list[Row]:
    """The rows of all footnotes that ``row``, its margin and these footnotes themselves refer to."""
    found: list[Row] = []
    for note in row.notes:
        found += note.rows
        for line in note.rows:
            found += footnotes(line)
    for block in row.margin:
        for line in block.rows:
            found += footnotes(line)
    return found


class NoteRows(Struct, eq=False):
    """A footnote, ready to be set at the foot of a page."""

    rows: list[Row]


class MarginBlock(Struct, eq=False):
    """Something in the margin column; ``lift`` moves it so that its first line meets the row's."""

    rows: list[Row]
    lift: float


class SheetPicture(Struct, frozen=True):
    """A photograph that goes to the edges of the sheet, from its upper edge for ``height``.

    ``figure`` is its element, None for decoration. The rows of ``told``, its caption and its credit, stand at
    ``told_at`` points from the top of the text area. ``scrim`` is the colour that lets a text on it be read.
    """

    photograph: Photograph
    height: float
    figure: Element | None
    scrim: Colour
    told: tuple[Row, ...] = ()
    told_at: float = 0.0


class Opener(Struct, frozen=True):
    """The first page of a chapter: what its running head will say, and how its art is drawn.

    ``voice`` is the colour of the palette that its voice has, empty for that of its ``sheet``. Its text
    begins ``drop`` points below the top of the text area, or where the theme says if that is lower; number
    and title of the chapter take the first ``lines`` rows.
    """

    title: str
    stage: float
    sheet: Sheet
    voice: str = ""
    picture: SheetPicture | None = None
    drop: float = 0.0
    lines: int = 0


class Deferred(Struct, frozen=True):
    """Lines whose text holds page numbers: composed again once these are known."""

    lines: list[Line]
    runs: tuple[Run, ...]
    measure: float
    filling: Filling
