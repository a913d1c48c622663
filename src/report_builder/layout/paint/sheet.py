"""Where things stand on the sheet, whose lower left corner is 0, 0, whichever way it is laid out.

What is laid out lying is painted with its head at the left edge of an upright sheet, and the page is seen
turned clockwise by a quarter (``Rotate``, ISO 32000-1, table 30). All pages of the file have the same size,
and each is read upright on a screen.
"""

from __future__ import annotations

from msgspec import Struct

from report_builder.graphics.number import number
from report_builder.layout.result import Box


class Sheet(Struct, frozen=True):
    """An upright sheet so many points wide; ``turned`` if what is on it is laid out lying."""

    width: float
    turned: bool

    @property
    def begin(self) -> tuple[str, ...]:
        """The operators before what is painted."""
        return ("q", f"0 1 -1 0 {number(self.width)} 0 cm") if self.turned else ()

    @property
    def end(self) -> tuple[str, ...]:
        """The operators behind what was painted."""
        return ("Q",) if self.turned else ()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the layout is."""
        return (self.width - y, x) if self.turned else (x, y)

    def box(self, box: Box) -> Box:
        """Where a box of the layout is."""
        if not self.turned:
            return box
        left, bottom, right, top = box
        return (self.width - top, left, self.width - bottom, right)


UPRIGHT = Sheet(0.0, turned=False)
"""A sheet on which things stand where they are laid out."""
