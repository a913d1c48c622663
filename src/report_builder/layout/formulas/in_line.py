"""A formula as a run of a line."""

from __future__ import annotations

from report_builder.layout.compose.drawn import BlankGlyph, Copied, Drawn, DrawnFace
from report_builder.layout.formulas.boxes import scene
from report_builder.layout.formulas.setting import pieces
from report_builder.model.formulas import Row

_MARGIN = 0.2
"""How far the ink of a sign may lean out of its box, in ems."""


def formula_face(tree: Row, size: float, colour: str, blank: BlankGlyph) -> DrawnFace:
    """A face with the pieces of a formula, set in a size and a colour of the palette.

    ``blank`` is that of the text that it stands in.
    """
    margin = _MARGIN * size
    drawings = [
        Drawn(scene(box, colour, margin), box.width, box.above, box.below, margin, Copied(text, blank))
        for box, text in pieces(tree, size)
    ]
    return DrawnFace(drawings, blank.size)
