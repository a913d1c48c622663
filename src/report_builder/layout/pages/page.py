"""A page with everything in its place, ready to be painted.

Lengths are points; y counts downwards from the top of the text area.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from report_builder.graphics.scene import Scene
from report_builder.layout.blocks.rows import Frame, Opener, Row


class PlacedRow(NamedTuple):
    """A row with its top; ``repeated`` rows are heads that stood before: decoration."""

    y: float
    row: Row
    repeated: bool = False


class PlacedFrame(NamedTuple):
    """A frame from ``top`` to ``bottom``."""

    frame: Frame
    top: float
    bottom: float


class PlacedArt(NamedTuple):
    """A drawing that bleeds: its upper left corner counts from that of the sheet."""

    scene: Scene
    x: float
    y: float


class Page(Struct, eq=False):
    """One page; ``title`` is for the running head.

    ``kind`` is cover, plate, endpaper or back, which are dressed from edge to edge, colophon, contents or
    body.

    ``furniture`` (running head, folio) decorates; ``label`` is the page's printed number.
    """

    kind: str
    rows: list[PlacedRow] = field(default_factory=list)
    margin: list[PlacedRow] = field(default_factory=list)
    notes: list[PlacedRow] = field(default_factory=list)
    frames: list[PlacedFrame] = field(default_factory=list)
    notes_rule: float | None = None
    furniture: list[PlacedRow] = field(default_factory=list)
    opener: Opener | None = None
    title: str = ""
    label: str = ""

    def anchors(self) -> list[str]:
        """Every anchor on the page."""
        return [
            anchor
            for placed in (*self.rows, *self.margin, *self.notes)
            if not placed.repeated
            for anchor in placed.row.anchors
        ]
